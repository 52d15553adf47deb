"""The text of a report that a reader renders line by line, and its tables, kept as spans of that text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.reading.limits import check_cells, check_grid, check_lines, check_text
from corpus.reading.lines import Line
from corpus.reading.text import blocks_of_lines
from corpus.report import Block, Document, Grid, GridCell, Problem

_GAP = re.compile(r"\s+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff5e\u3000-\u303f“”‘’…—"
_WIDE_CHAR = re.compile(f"[{_WIDE}]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\u0000]")
_ODD = re.compile("[\\s\u200b-\u200d\u2060\ufeff\u00ad\u0000]")


class SourceCell(NamedTuple):
    """A cell before it has a place in the text: its words, span-expanded place, and spans; `doubts` of its words."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    doubts: tuple[tuple[int, int], ...] = ()


def one_line(raw: str) -> str:
    """Words of a run of markup on one line: a source line break beside a Chinese character is nothing."""
    words = raw.strip()
    return _GAP.sub(_closed_gap, _INVISIBLE.sub("", words)).strip() if _ODD.search(words) else words


def _closed_gap(gap: re.Match[str]) -> str:
    words = gap.string
    inside = gap.start() > 0 and gap.end() < len(words)
    broken = "\n" in gap[0] or "\r" in gap[0]
    return "" if broken and inside and (is_wide(words[gap.start() - 1]) or is_wide(words[gap.end()])) else " "


def join_broken(pieces: Sequence[str]) -> str:
    """A cell's lines as one: 本年新 + 制作数量 = 本年新制作数量, but 12 + 34 stays two numbers."""
    joined = ""
    for piece in filter(None, map(one_line, pieces)):
        both_narrow = joined and not is_wide(joined[-1]) and not is_wide(piece[0])
        joined += f" {piece}" if both_narrow else piece
    return joined


def is_wide(char: str) -> bool:
    """Whether a character takes the room of a Chinese one."""
    return _WIDE_CHAR.match(char) is not None


class Page:
    """Collects lines and tables in reading order; `document()` gives the text and its blocks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._blocks: list[Block] = []
        self._cells = 0
        self._pages: list[int] = []
        self._doubts: list[tuple[int, int]] = []
        self._problems: list[Problem] = []

    def turn(self, page: int, ahead: int = 0) -> None:
        """Page number `page` (from 1) begins `ahead` characters after what was added so far."""
        while len(self._pages) < page:
            self._pages.append(self._length + ahead)

    def problem(self, message: str) -> None:
        """What could not be read at this place, a sentence in Chinese."""
        self._problems.append(Problem(len(self._parts) + 1, message))

    def line(self, text: str, doubts: Iterable[tuple[int, int]] = ()) -> None:
        """Add one line of prose, '' for an empty paragraph; lines laid out as a table become one."""
        self._lines.append(Line(text, self._length))
        check_lines(len(self._parts))
        self._doubt(self._length, doubts)
        self._write(text)

    def table(self, cells: Sequence[SourceCell]) -> None:
        """Add one table: a row a line, cells joined by a tab; ReadingError where it is too large."""
        self._cells += len(cells)
        check_cells(self._cells)
        height = max((c.row + c.rowspan for c in cells), default=0)
        check_grid(height, max((c.column + c.colspan for c in cells), default=0))
        self._end_lines()
        rows: list[list[SourceCell]] = [[] for _ in range(max((c.row + 1 for c in cells), default=0))]
        for cell in cells:
            rows[cell.row].append(cell)
        start = self._length
        placed = [cell for row in rows for cell in self._row(row)]
        self._blocks.append(Grid(start, max(self._length - 1, start), tuple(placed)))

    def _row(self, row: Sequence[SourceCell]) -> list[GridCell]:
        placed, at = [], self._length
        for c in row:
            end = at + len(c.text)
            placed.append(GridCell(c.text, at, end, c.row, c.column, c.rowspan, c.colspan))
            if c.doubts:
                self._doubt(at, c.doubts)
            at = end + 1
        self._write("\t".join(c.text for c in row))
        return placed

    def document(self) -> Document:
        """The whole text and its blocks in order."""
        self._end_lines()
        text = "".join(self._parts)[:-1]
        check_text(text)
        return Document(
            text, tuple(self._blocks), tuple(self._pages), tuple(sorted(self._doubts)), tuple(self._problems)
        )

    def _doubt(self, at: int, doubts: Iterable[tuple[int, int]]) -> None:
        self._doubts += [(at + start, at + end) for start, end in doubts]

    def _write(self, line: str) -> None:
        self._parts.append(line + "\n")
        self._length += len(line) + 1

    def _end_lines(self) -> None:
        self._blocks += blocks_of_lines(self._lines)
        self._lines = []
