"""The records of a report: a report is one text, everything else is a span of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class CellKind(StrEnum):
    """What stands in a cell; zero is a number, and nothing is ever filled in."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"


class Scope(StrEnum):
    """Whether a report covers a whole region (全市汇总) or one body only (本级)."""

    UNSTATED = "unstated"
    OWN = "own"
    WHOLE_REGION = "whole_region"


class PassageKind(StrEnum):
    """A paragraph of prose, or one row of a table that is not statutory."""

    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not make sense of: line (1-based) of the text, and a sentence in Chinese."""

    line: int
    message: str


# --- what a reader of one format hands on -----------------------------------------------


class GridCell(NamedTuple):
    """One cell as it stands in the source: its text, its span in the document, its place and spans."""

    text: str
    start: int
    end: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: every source cell once, blank ones too, in reading order; `row`/`column` are span-expanded places."""

    start: int
    end: int
    cells: tuple[GridCell, ...]

    @property
    def height(self) -> int:
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((c.column + c.colspan for c in self.cells), default=0)

    def source_rows(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells row by row as written, spans not expanded; a row without cells is an empty tuple."""
        rows: list[list[GridCell]] = []
        for cell in self.cells:
            while len(rows) < cell.row + cell.rowspan:
                rows.append([])
            rows[cell.row].append(cell)
        return tuple(tuple(row) for row in rows)

    def matrix(self) -> tuple[tuple[GridCell | None, ...], ...]:
        """The span matrix, height × width: a merged cell stands at each of its places, None where no cell is."""
        width = self.width
        places: list[list[GridCell | None]] = [[None] * width for _ in range(self.height)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.column, cell.column + cell.colspan):
                    places[r][c] = places[r][c] or cell
        return tuple(tuple(row) for row in places)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of prose, a span of the document's text without its line break."""

    start: int
    end: int


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """What a format's reader returns: the whole text, and its blocks in order as spans of that text.

    `pages`: where in the text each page begins, () for a format without pages; `doubts`: spans (start, end) whose
    characters the reader is not sure of; `problems`: what of the file it could not read; `scanned`: the pages (from 1)
    that were pictures, their characters recognised.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    scanned: tuple[int, ...] = ()

    def line_of_page(self, number: int) -> int:
        """The line (from 1) with which a page begins; where it has no words, that of the last page which has."""
        return line_at(self.text, self.pages[min(number, len(self.pages)) - 1]) if self.pages else 1


def line_at(text: str, offset: int) -> int:
    """The line (from 1) on which an offset stands."""
    return text.count("\n", 0, offset) + 1


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """The page (from 1) on which an offset stands, by the offsets at which pages begin; None where there are none."""
    return bisect_right(pages, offset) or None


# --- what is known of a report ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all below it: `number` as written (一 · （一） · 1. · 一是), `chapter` 1–6 or None."""

    start: int
    end: int
    level: int
    number: str
    title: str
    chapter: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a free row with the headings above it; `headings` outermost first."""

    start: int
    end: int
    kind: PassageKind
    chapter: int | None
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What staff say a cell holds instead of what was read, why, who says so and on which day (2026-01-02).

    `was`: what the report said in the cell at that time; where it says something else now, the correction may be stale.
    """

    kind: CellKind
    value: Decimal | None
    reason: str
    author: str
    day: str
    was: str


Place = tuple[str, str, str]  # the keys of a statutory cell in its form: table, row, column


class Cell(NamedTuple):
    """One statutory cell: keys of the form (`table`, `row`, `column`), what it says, and its span.

    `start == end` where the cell is blank; `row_start, row_end` is the whole line with its label; `doubt` is a Chinese
    sentence where the reading is not sure (OCR), '' where it is. A corrected cell has `kind` and `value` of its
    `correction`; `raw` and span stay those of the report.
    """

    table: str
    row: str
    column: str
    kind: CellKind
    value: Decimal | None
    unit: str
    raw: str
    start: int
    end: int
    row_start: int
    row_end: int
    doubt: str = ""
    correction: Correction | None = None

    @property
    def place(self) -> Place:
        """Where it stands in its form."""
        return self.table, self.row, self.column


@dataclass(frozen=True, slots=True)
class FreeRow:
    """A row of any other table (or a statutory row not recognised): (header, value) pairs in order."""

    start: int
    end: int
    chapter: int | None
    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in prose: `what` is counted, its number and unit as said, and the sentence it stands in.

    `value` is the full number (3万 → 30000); `approx` keeps 余 / 超 / 约 …; `start, end` span number and unit.
    """

    what: str
    value: Decimal
    unit: str
    raw: str
    approx: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    chapter: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report; `id` names it in the store, `file` is its file name, `address` its path or URL."""

    id: str
    file: str
    address: str
    content_hash: str
    text: str
    title: str
    body: str
    region: str
    year: int | None
    scope: Scope
    form: str | None
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    cells: tuple[Cell, ...] = ()
    rows: tuple[FreeRow, ...] = ()
    figures: tuple[Figure, ...] = ()
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    aliases: tuple[str, ...] = field(default=())
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) on which that offset of the text stands, None for a format without pages."""
        return page_at(self.pages, offset)

    def cell(self, table: str, row: str, column: str) -> Cell | None:
        """The cell of that place, or None where the report's form or text has no such cell."""
        for cell in self.cells:
            if cell.place == (table, row, column):
                return cell
        return None
