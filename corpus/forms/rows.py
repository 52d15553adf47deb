"""The rows of a grid as written: one label, then the cells after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.forms.values import read_value
from corpus.report import CellKind, Grid, GridCell

_SAYS_A_NUMBER = re.compile(r"[\d０-９*＊×]|\A[xXＸ]{1,4}\Z|\A[零一二三四五六七八九十百千万○〇]{1,6}\Z")
# A value cell that is words is short (“22（其中修订16件）”); anything longer in a one-cell-a-line table is a label.
_LONGEST_TEXT_VALUE = 24
# A label of 40 characters in a narrow column, as copied line by line.
_MOST_PIECES = 5


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Cells that belong together, in reading order; `block` is the index of their grid in the document's blocks.

    `flat` rows come from a table written one cell a line: their places say nothing about columns.
    """

    block: int
    cells: tuple[GridCell, ...]
    flat: bool

    @property
    def line(self) -> int:
        """The row of the grid in which it begins."""
        return self.cells[0].row


def kind_of(cell: GridCell) -> CellKind:
    """What kind of thing the cell says."""
    return read_value(cell.text).kind


def is_words(cell: GridCell) -> bool:
    """Whether the cell is neither a number nor an empty or inapplicable place."""
    return read_value(cell.text).kind is CellKind.TEXT


def is_filled(cell: GridCell | None) -> bool:
    """Whether anything stands in the cell."""
    return cell is not None and read_value(cell.text).kind is not CellKind.BLANK


def rows_of(
    block: int, grid: Grid, is_label: Callable[[str], bool], begins_row: Callable[[str], bool]
) -> list[SourceRow]:
    """The rows of a grid; a line holding two labelled rows side by side is cut before the second label.

    `is_label` knows every label of the form, `begins_row` those of the table's rows.
    """
    lines = [line for line in grid.source_rows() if line]
    stream = stream_of(grid, begins_row)
    if stream is not None:
        return [SourceRow(block, piece, True) for piece in _cut_stream(stream, is_label, begins_row)]
    return [SourceRow(block, piece, False) for line in lines for piece in _cut(line, is_label)]


def stream_of(grid: Grid, begins_row: Callable[[str], bool]) -> list[GridCell] | None:
    """The cells of a grid written one cell a line, with every broken row label whole again; None for other grids."""
    lines = [line for line in grid.source_rows() if line]
    return _with_whole_labels([c for line in lines for c in line], begins_row) if _one_cell_a_line(lines) else None


def _one_cell_a_line(lines: list[tuple[GridCell, ...]]) -> bool:
    single = sum(len(line) == 1 for line in lines)
    return len(lines) >= 4 and single >= 0.8 * len(lines)


def _with_whole_labels(cells: list[GridCell], begins_row: Callable[[str], bool]) -> list[GridCell]:
    """The cells with every row label that was broken over several lines in one piece again."""
    whole: list[GridCell] = []
    at = 0
    while at < len(cells):
        cell, taken = cells[at], 1
        run = 1 if not is_words(cell) or begins_row(cell.text) else _MOST_PIECES
        for count in range(2, run + 1):
            pieces = cells[at : at + count]
            text = "".join(c.text.strip() for c in pieces)
            if len(pieces) == count and all(map(is_words, pieces)) and begins_row(text):
                cell, taken = cell._replace(text=text, end=pieces[-1].end), count
                break
        whole.append(cell)
        at += taken
    return whole


def _cut(cells: Iterable[GridCell], is_label: Callable[[str], bool]) -> Iterator[tuple[GridCell, ...]]:
    piece: list[GridCell] = []
    numbered = False
    for cell in cells:
        kind = kind_of(cell)
        if numbered and kind is CellKind.TEXT and is_label(cell.text):
            yield tuple(piece)
            piece, numbered = [], False
        piece.append(cell)
        numbered = numbered or kind is CellKind.NUMBER
    if piece:
        yield tuple(piece)


def _cut_stream(
    cells: list[GridCell], is_label: Callable[[str], bool], begins_row: Callable[[str], bool]
) -> Iterator[tuple[GridCell, ...]]:
    piece: list[GridCell] = []
    valued = False
    for cell in cells:
        label = is_words(cell) and (is_label(cell.text) or not may_be_value(cell.text))
        if label and (valued or begins_row(cell.text)):
            if piece:
                yield tuple(piece)
            piece, valued = [], False
        piece.append(cell)
        valued = valued or not label
    if piece:
        yield tuple(piece)


def may_be_value(text: str) -> bool:
    """Whether words may stand where a number should: short, and with digits, masks or Chinese numerals in them."""
    return len(text) <= _LONGEST_TEXT_VALUE and bool(_SAYS_A_NUMBER.search(text))
