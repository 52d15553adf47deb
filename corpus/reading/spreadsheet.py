"""The rows of a spreadsheet → lines and tables: a sheet may hold a whole report, prose and all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from corpus.reading.limits import check_grid
from corpus.reading.lines import is_chapter, is_heading, is_ordinal, is_sentence, is_statutory, is_value
from corpus.reading.page import Page, SourceCell, join_broken, one_line
from corpus.reading.rows import LABEL

Row = list[SourceCell]  # the cells with words that begin in one row, from left to right

_BRIDGE = 1  # one-cell rows of no statutory form that may stand between two rows of a table
_NOTES = ("注", "备注", "说明", "填报", "填表", "联系", "审核", "单位：", "单位:")


def write_rows(page: Page, cells: Sequence[SourceCell], framed: Collection[int] = ()) -> None:
    """Add a sheet's cells to the page: tables as tables, all else as lines.

    `cells` are those with words and the merged blank ones, at their span-expanded places; `framed` are the rows whose
    blank cells have borders.
    """
    height = max((c.row + c.rowspan for c in cells if c.text), default=0)
    rows: list[Row] = [[] for _ in range(height)]
    blanks: list[Row] = [[] for _ in range(height)]
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        if cell.row < height:
            (rows if cell.text else blanks)[cell.row].append(cell)
    sheet = _Sheet(rows, framed)
    at = 0
    while at < height:
        end = sheet.table_end(at)
        if end > at:
            page.table(_filled(list(chain(*rows[at:end])), list(chain(*blanks[at:end])), at, end))
            at = end
        else:
            for line in _lines(rows[at]):
                page.line(line)
            at += 1


class _Sheet:
    """Where the tables of a sheet begin and end."""

    def __init__(self, rows: Sequence[Row], framed: Collection[int]) -> None:
        self._rows, self._framed = rows, framed
        self._count = [0] * len(rows)  # cells with words in each row, those that reach down into it too
        for row in rows:
            for cell in row:
                for r in range(cell.row, min(cell.row + cell.rowspan, len(rows))):
                    self._count[r] += 1

    def table_end(self, at: int) -> int:
        """The row after the last one of the table that begins in row `at`; `at` where none begins there."""
        first = at
        while self._may_lead(first):
            first += 1
        if not self._is_row(first):
            return at
        end = self._reach(at, first + 1)
        while end < len(self._rows):
            step = self._next_row(end)
            if step < 0:
                break
            end = self._reach(end, step + 1)
        while end < len(self._rows) and self._belongs_below(end):
            end += 1
        return end if self._is_table(at, end) else at

    def _reach(self, first: int, end: int) -> int:
        """The table goes on as far down as its tallest cell."""
        below = (cell.row + cell.rowspan for row in self._rows[first:end] for cell in row)
        return min(max(end, *below, end), len(self._rows))

    def _is_row(self, r: int) -> bool:
        return r < len(self._rows) and self._count[r] > 1 and not _reads_as_prose(self._rows[r])

    def _alone(self, r: int) -> str:
        """The words of the row's only cell, '' where there are none or several."""
        row = self._rows[r] if r < len(self._rows) else []
        return row[0].text.strip() if len(row) == 1 and self._count[r] == 1 else ""

    def _may_lead(self, r: int) -> bool:
        """Whether the table may begin with that one-cell row: the title of a block, a statutory label."""
        words = self._alone(r)
        return bool(words) and is_statutory(words) and not is_sentence(words)

    def _next_row(self, at: int) -> int:
        """The table's next row at or below `at`, -1 where it ends: labels with blank values may stand between."""
        others = 0
        for r in range(at, len(self._rows)):
            if self._is_row(r):
                return r
            words = self._alone(r)
            if not (self._is_label(words) or self._is_blank_row(r)):
                break
            others += not is_statutory(words)
            if others > _BRIDGE:
                break
        return -1

    def _is_label(self, words: str) -> bool:
        if not words or len(words) > LABEL or is_sentence(words) or words.startswith(_NOTES):
            return False
        return is_statutory(words) or not is_heading(words)

    def _belongs_below(self, r: int) -> bool:
        """Whether a one-cell row at the table's foot is its last label, its values blank."""
        words = self._alone(r)
        return bool(words) and self._is_label(words) and (is_statutory(words) or r in self._framed)

    def _is_blank_row(self, r: int) -> bool:
        return not self._count[r] and r in self._framed

    def _is_table(self, first: int, end: int) -> bool:
        """A row by itself is a table where it holds a value, three cells, or borders."""
        if end - first > 1 or first in self._framed:
            return True
        words = [cell.text.strip() for cell in self._rows[first]]
        return len(words) > 2 or any(map(is_value, words[1:]))


def _reads_as_prose(row: Row) -> bool:
    """Whether a row is a heading with something beside it, or a heading cut into its number and its words."""
    words = [cell.text.strip() for cell in row]
    if not words or any(map(is_value, words[1:])):
        return False
    if len(words) == 2 and is_ordinal(words[0]):
        return True
    return is_chapter(words[0]) or (is_heading(words[0]) and any(map(is_sentence, words[1:])))


def _lines(row: Row) -> Iterator[str]:
    """A row that is no table: each cell's lines; a heading's number and its words are one line."""
    if not row:
        yield ""
    elif len(row) == 2 and is_ordinal(row[0].text.strip()):
        yield one_line(row[0].text) + one_line(row[1].text)
    else:
        for cell in row:
            yield from map(one_line, cell.text.split("\n"))


def _filled(cells: Sequence[SourceCell], blanks: Sequence[SourceCell], top: int, end: int) -> list[SourceCell]:
    """The table's cells from its own corner, a blank one wherever nothing stands; columns no cell begins in go."""
    left, right = min(c.column for c in cells), max(c.column + c.colspan for c in cells)
    inside = [*cells, *(c for c in blanks if left <= c.column < right)]
    columns = sorted({c.column for c in inside})
    check_grid(end - top, len(columns))
    taken: set[tuple[int, int]] = set()
    placed = []
    for c in inside:
        high = min(c.rowspan, end - c.row)
        near, far = bisect_left(columns, c.column), bisect_left(columns, c.column + c.colspan)
        placed.append(SourceCell(join_broken(c.text.split("\n")), c.row - top, near, high, far - near))
        taken.update((r, k) for r in range(c.row - top, c.row - top + high) for k in range(near, far))
    places = ((r, k) for r in range(end - top) for k in range(len(columns)))
    placed += [SourceCell("", r, k) for r, k in places if (r, k) not in taken]
    return sorted(placed, key=lambda c: (c.row, c.column))
