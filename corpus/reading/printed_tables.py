"""A lattice and the glyphs in it → a table of words; a number broken over lines is one only where it had to break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.reading.lattice import Box, Lattice
from corpus.reading.lines import is_value
from corpus.reading.print_lines import PrintLine, Words, join_lines, lines_of_glyphs
from corpus.reading.sheet import Glyph

# A line's glyphs stand at most this much (ems) nearer to the next line than to fit one more digit.
_ROUNDING = 0.1
# Two lines of one broken number are no farther apart than lines of text, in ems.
_LINE_STEP = 1.8
CUT_OFF = "…"
_NUMERIC = frozenset("0123456789.,０１２３４５６７８９．，")


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a printed table: its place, its spans and its words."""

    row: int
    column: int
    rowspan: int
    colspan: int
    words: Words


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as one page shows it: where it stands, its column edges (points), and its cells in reading order.

    `open_top`, `open_bottom`: columns where no rule closes it; `row_pages`: the page each row stands on.
    """

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    cells: tuple[PrintedCell, ...]
    row_pages: tuple[int, ...]
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        return len(self.row_pages)

    @property
    def blank(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.words.text for cell in self.cells)


def table_of(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> PrintedTable:
    """The table that the lattice and the glyphs in it make."""
    owner = {
        (r, c): i
        for i, box in enumerate(lattice.boxes)
        for r in range(box.row, box.row + box.rowspan)
        for c in range(box.column, box.column + box.colspan)
    }
    inside: list[list[Glyph]] = [[] for _ in lattice.boxes]
    for glyph in glyphs:
        inside[owner[lattice.place((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)]].append(glyph)
    lines = [lines_of_glyphs(part, page) for part in inside]
    cells = tuple(
        PrintedCell(box.row, box.column, box.rowspan, box.colspan, _cell_words(part, broken))
        for box, part, broken in zip(lattice.boxes, lines, _broken_cells(lattice, lines), strict=True)
    )
    cells = tuple(
        c for c, box in zip(cells, lattice.boxes, strict=True) if box not in lattice.unsided or _counts(c, cells)
    )
    rows = (page,) * (len(lattice.ys) - 1)
    return PrintedTable(
        page, lattice.ys[0], lattice.ys[-1], lattice.xs, cells, rows, lattice.open_top, lattice.open_bottom
    )


def _counts(cell: PrintedCell, cells: Sequence[PrintedCell]) -> bool:
    """Whether a place that no rule ends is a cell: it says something, or its row begins with a label and not a value.

    A row of values alone that is shorter than the others leaves such a place behind.
    """
    if cell.words.text:
        return True
    first = min((c for c in cells if c.row <= cell.row < c.row + c.rowspan), key=lambda c: c.column)
    return not is_value(first.words.text)


def cut_off(table: PrintedTable, page_width: float) -> PrintedTable:
    """The table with “…” in the cells that lie partly beyond the paper's edge: what they print is not all they say."""
    over = [c for c in table.cells if table.xs[c.column + c.colspan] > page_width or table.xs[c.column] < 0]
    if not over:
        return table
    cells = tuple(replace(c, words=c.words.then(Words(CUT_OFF))) if c in over else c for c in table.cells)
    return replace(table, cells=cells)


def _width(lattice: Lattice, box: Box) -> float:
    return lattice.xs[box.column + box.colspan] - lattice.xs[box.column]


def _cell_words(lines: Sequence[PrintLine], broken: bool) -> Words:
    words = Words()
    for line in lines:
        # Pieces far apart in one cell are still one text: the rules say that it is one cell.
        said = replace(line.words, text=line.words.text.replace("\t", " "))
        words = words.then(said) if broken else join_lines(words, said)
    return words


# --- numbers broken over lines --------------------------------------------------------------------


def _broken_cells(lattice: Lattice, lines: Sequence[Sequence[PrintLine]]) -> list[bool]:
    """Of each cell, whether its lines are one number, broken because not one digit more fitted into the cell.

    None is in a row of the table where another cell has numbers below one another: a rule is missing there.
    """
    numeric = [len(part) > 1 and all(_is_numeric(line) for line in part) for part in lines]
    if not any(numeric):
        return numeric
    padding = _padding(lattice, lines)
    full = [
        yes and padding is not None and _is_full(part, _width(lattice, box) - padding)
        for box, part, yes in zip(lattice.boxes, lines, numeric, strict=True)
    ]
    rows = zip(lattice.boxes, numeric, full, strict=True)
    stacked = {r for box, yes, one in rows if yes and not one for r in range(box.row, box.row + box.rowspan)}
    return [one and box.row not in stacked for box, one in zip(lattice.boxes, full, strict=True)]


def _is_numeric(line: PrintLine) -> bool:
    return set(line.words.text) <= _NUMERIC


def _padding(lattice: Lattice, lines: Sequence[Sequence[PrintLine]]) -> float | None:
    """The least room (points) that broken text leaves in a cell of this table, on both sides together."""
    free = [
        _width(lattice, box) - max(line.right - line.left for line in part)
        for box, part in zip(lattice.boxes, lines, strict=True)
        if len(part) > 1 and not all(_is_numeric(line) for line in part)
    ]
    return max(0.0, min(free)) if free else None


def _is_full(lines: Sequence[PrintLine], room: float) -> bool:
    """Whether every line but the last is so long that the next one's first digit did not fit, and none is far below."""
    return all(
        one.right - one.left + other.glyphs[0].right - other.glyphs[0].left > room + _ROUNDING * one.em
        and other.middle - one.middle <= _LINE_STEP * one.em
        and other.right - other.left <= one.right - one.left + _ROUNDING * one.em
        for one, other in pairwise(lines)
    )
