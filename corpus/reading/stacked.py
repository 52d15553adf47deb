"""Tables in text that stand one cell a line, as some pages come out when they are copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.reading.lines import (
    Line,
    grid_of,
    is_heading,
    is_list_heading,
    is_number,
    is_sentence,
    is_statutory,
    is_value,
)
from corpus.report import Grid

_CELL = 40  # characters of a cell that is no statutory label
_HEADER_CELL = 16  # characters of a header above the first value
_HEADERS = 12  # headers taken above the first value where none is statutory
_BLANKS = 60  # empty lines that may stand for blank cells; more is a new page
_VALUES = 3  # numbers below which short lines are no table
_LABELS = 5  # statutory labels that make a table even where all its cells are blank
_SHARE = 0.2  # part of the lines that must be values or statutory labels


def stacked_tables(lines: Sequence[Line]) -> Iterator[tuple[int, int, Grid]]:
    """Maximal runs of cell-like lines with enough values; one cell a row, empty lines blank cells."""
    for first, end in _cell_runs(lines):
        trimmed = _table_in(lines, first, end)
        if trimmed:
            rows, end_of_table = _rows(lines, *trimmed)
            yield trimmed[0], end_of_table, grid_of([(line, [(0, len(line.text))]) for line in rows])


def _cell_runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines that could be cells, cut at prose, headings, and long stretches of nothing."""
    first, blanks = 0, 0
    for i, line in enumerate(lines):
        blanks = blanks + 1 if line.blank else 0
        if blanks > _BLANKS or not (line.blank or _is_cell(line.words) or _heads_list(lines, i)):
            yield first, i
            first, blanks = i + 1, 0
    yield first, len(lines)


def _heads_list(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading stands inside a list: what follows is a mark in its number's place, or a label of the list."""
    if not is_list_heading(lines[at].words):
        return False
    following = next((line.words for line in lines[at + 1 : at + 1 + _BLANKS] if not line.blank), "")
    return bool(following) and not is_number(following) and (is_value(following) or is_statutory(following))


def _is_cell(words: str) -> bool:
    if is_value(words) or is_statutory(words):
        return True
    return len(words) <= _CELL and not is_sentence(words) and not is_heading(words) and words[-1] not in "：:，,、"


def _table_in(lines: Sequence[Line], first: int, end: int) -> tuple[int, int] | None:
    """The part of a run from its first header to its last value or statutory label, None where it is prose."""
    filled = [i for i in range(first, end) if not lines[i].blank]
    values = [i for i in filled if is_value(lines[i].words)]
    labels = [i for i in filled if i not in values and is_statutory(lines[i].words)] if len(filled) > 2 else []
    numbers = sum(1 for i in values if is_number(lines[i].words))
    if numbers < _VALUES and (len(labels) < _LABELS or len(values) + len(labels) < len(filled) / 2):
        return None
    strong = sorted((*values, *labels))
    top = _first_header(lines, filled, strong[0], labels)
    inside = sum(1 for i in filled if top <= i <= strong[-1])
    return (top, strong[-1] + 1) if len(strong) >= _SHARE * inside else None


def _first_header(lines: Sequence[Line], filled: Sequence[int], first: int, labels: Sequence[int]) -> int:
    """Where the table begins: at its first statutory label, else at the short lines above its first value."""
    if labels and labels[0] == first:
        return first
    step = _gap(lines, filled) + 1
    above = [i for i in filled if i < first]
    for i in reversed(above[-_HEADERS:]):
        if first - i > step or len(lines[i].words) > _HEADER_CELL:
            break
        first = i
    return first


def _gap(lines: Sequence[Line], filled: Sequence[int]) -> int:
    """Empty lines that only keep cells apart: the gap that at least nine in ten neighbours have or exceed."""
    gaps = sorted(b - a - 1 for a, b in pairwise(filled))
    return gaps[len(gaps) // 10] if gaps else 0


def _rows(lines: Sequence[Line], first: int, end: int) -> tuple[list[Line], int]:
    """The cells in order, and the line after the last one; empty lines that only keep cells apart are none."""
    filled = [i for i in range(first, end) if not lines[i].blank]
    apart, rows_apart = _gap(lines, filled), _rows_apart(lines, filled)
    after = _tail(lines, first, end, apart)
    gaps = [lines[i + 1 : following] for i, following in pairwise([*filled, after])]
    border = min((min(edges) for gap in gaps if (edges := _edges(gap))), default=0)
    rows: list[Line] = []
    for i, following, gap in zip(filled, [*filled[1:], after], gaps, strict=True):
        row_ends = rows_apart and following < after and gap and not is_value(lines[following].words)
        rows += [lines[i], *_blank_cells(gap[1:] if row_ends else gap, apart, border)]
    return rows, after


def _rows_apart(lines: Sequence[Line], filled: Sequence[int]) -> bool:
    """Whether an empty line stands after every row, cells within a row directly below each other.

    A last column that is blank in all rows looks the same; then a row is one value short, never shifted.
    """
    pairs = [(a, b) for a, b in pairwise(filled) if is_value(lines[a].words) and not is_value(lines[b].words)]
    return _gap(lines, filled) == 0 and len(pairs) > 1 and all(b - a > 1 for a, b in pairs)


def _blank_cells(gap: Sequence[Line], apart: int, border: int) -> list[Line]:
    """The blank cells among the empty lines between two cells."""
    if _edges(gap):
        return _cells_between_tabs(gap, border)
    count = (len(gap) - apart) // (apart + 1)
    return [Line("", gap[apart + k * (apart + 1)].start) for k in range(count)]


def _edges(gap: Sequence[Line]) -> tuple[int, int] | None:
    """How many lines a gap begins and ends with outside its tabs; None for a gap without tabs."""
    tabbed = [i for i, line in enumerate(gap) if "\t" in line.text]
    return (tabbed[0], len(gap) - 1 - tabbed[-1]) if tabbed else None


def _cells_between_tabs(gap: Sequence[Line], border: int) -> list[Line]:
    """A browser writes a tab after each cell: two tabs hold a blank cell.

    Before the first and after the last tab one stands only where a hard space or a row's end shows it.
    """
    text = "\n".join(line.text for line in gap)
    starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\t")]
    pieces = text.split("\t")
    edges = {0: pieces[0], len(pieces) - 1: pieces[-1]}
    shown = [
        start
        for i, start in enumerate(starts)
        if i not in edges or "\u00a0" in edges[i] or edges[i].count("\n") > border
    ]
    return [Line("", gap[0].start + start) for start in shown]


def _tail(lines: Sequence[Line], first: int, end: int, apart: int) -> int:
    """The line after the last blank cell: as many empty lines as stand above the table only end it."""
    above = 0
    while above < first and lines[first - 1 - above].blank:
        above += 1
    below = 0
    while end + below < len(lines) and lines[end + below].blank and below < _BLANKS:
        below += 1
    cells = max(0, below - above) // (apart + 1)
    return end + min(below, cells * (apart + 1) + apart) if cells else end
