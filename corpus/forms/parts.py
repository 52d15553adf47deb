"""What filling a table works on and what it makes: a document with its lines counted; cells, free rows, problems."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import partial

from corpus.forms import Block, Form, Table
from corpus.forms.align import EXACT, known_labels, line_scores, spellings
from corpus.forms.columns import Header
from corpus.forms.rows import SourceRow, is_filled
from corpus.forms.values import read_value
from corpus.report import Cell, CellKind, Document, FreeRow, Grid, GridCell, Problem


@dataclass(slots=True)
class Part:
    """What was made of one table: its cells, the rows left over, what could not be made sense of."""

    cells: list[Cell] = field(default_factory=list)
    rows: list[FreeRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """A document with the offsets of its line breaks, so that a place can be named by its line."""

    document: Document
    breaks: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> Source:
        """The document, its lines counted."""
        return cls(document, tuple(i for i, c in enumerate(document.text) if c == "\n"))

    def line(self, offset: int) -> int:
        """The 1-based line in which that offset stands."""
        return bisect_right(self.breaks, offset - 1) + 1

    def grid(self, block: int) -> Grid:
        """The grid at that index of the document's blocks."""
        found = self.document.blocks[block]
        assert isinstance(found, Grid)
        return found


def label_test(form: Form) -> partial[bool]:
    """A test whether a text is a label of the form (a row, a column, a group or a heading)."""
    return partial(
        _is_label, form.key, tuple(t.key for t in form.tables if any(r.path for b in t.blocks for r in b.rows))
    )


def row_label_test(form: Form, table: Table) -> partial[bool]:
    """A test whether a text names a row of the table."""
    return partial(_is_row_label, form.key, table.key)


def _is_row_label(form: str, table: str, text: str) -> bool:
    return any(score >= EXACT for _, score in line_scores(form, table, text))


def _is_label(form: str, tables: tuple[str, ...], text: str) -> bool:
    return any(s in known_labels(form) for s in spellings(text)) or any(line_scores(form, t, text) for t in tables)


def make_cell(
    source: Source, place: tuple[str, str, str], cell: GridCell | None, unit: str, row: tuple[int, int]
) -> Cell:
    """The statutory cell at `place` from what stands there; a cell the source dropped is blank at the row's end."""
    start, end = (cell.start, cell.end) if cell else (row[1], row[1])
    whole = source.document.text[start:end]
    raw = whole.strip()
    start += len(whole) - len(whole.lstrip()) if raw else 0
    reading = read_value(raw)
    if reading.kind is CellKind.BLANK:
        raw = ""
    place_in_text = start, start + len(raw)
    return Cell(*place, reading.kind, reading.value, reading.unit or unit, raw, *place_in_text, *row, reading.doubt)


def free_row(table: Table, row: SourceRow, block: Block, header: Header | None) -> FreeRow:
    """A row as (header, value) pairs: its words first, then its values under the header where that is known."""
    pairs = tuple((_column_name(c, block, header), c.text.strip()) for c in row.cells if is_filled(c))
    return FreeRow(row.cells[0].start, row.cells[-1].end, table.chapter or None, table.title, pairs)


def _column_name(cell: GridCell, block: Block, header: Header | None) -> str:
    if header is None or len(header.places) != len(block.columns):
        return ""  # no header, or one that lacks columns of the block
    for column, (start, end) in zip(block.columns, header.places, strict=True):
        if start <= cell.column < end:
            return column.label
    return ""
