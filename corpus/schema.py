"""The tables of the store, and how the records of a report are laid down in them and taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from corpus.report import (
    Cell,
    CellKind,
    Figure,
    FreeRow,
    Grid,
    GridCell,
    Passage,
    PassageKind,
    Place,
    Problem,
    Report,
    Scope,
    Section,
)

# Grows by one with every change of the tables or of what stands in their JSON columns.
SCHEMA_VERSION = 3

metadata = MetaData()

# One row: the version of these tables, who this store is, and how often it has changed.
meta = Table(
    "meta",
    metadata,
    Column("schema_version", Integer, nullable=False),
    Column("identity", String(32), nullable=False),
    Column("generation", Integer, nullable=False),
)

# What lists and planning need, without the text, so that ten thousand of them are read at once.
reports = Table(
    "reports",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("file", Text, nullable=False),
    Column("address", Text, nullable=False, index=True),
    Column("content_hash", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("year", Integer),
    Column("scope", String(16), nullable=False),
    Column("form", Text),
    Column("aliases", Text, nullable=False),
    Column("pages", Text, nullable=False, server_default="[]"),
    Column("cell_count", Integer, nullable=False),
    Column("problem_count", Integer, nullable=False),
    Column("generation", Integer, nullable=False, index=True),
)

# `figures` stands before `text`: reading it then never walks through the pages of a long text.
contents = Table(
    "contents",
    metadata,
    Column("report", Integer, ForeignKey("reports.no", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("figures", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# A place of a form, named once; cells point to it.
places = Table(
    "places",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("table", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("column", Text, nullable=False),
    UniqueConstraint("table", "row", "column"),
)

# Clustered by place: one indicator over all reports is one run of neighbouring rows.
cells = Table(
    "cells",
    metadata,
    Column("place", Integer, ForeignKey("places.no"), primary_key=True),
    Column("report", Integer, ForeignKey("reports.no", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("value", Text),  # the decimal as written, never a float
    Column("unit", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("row_start", Integer, nullable=False),
    Column("row_end", Integer, nullable=False),
    Column("doubt", Text, nullable=False, server_default=""),
    Index("cells_by_report", "report"),
    sqlite_with_rowid=False,
)

# Reports that are gone, so that an index which was away can forget them.
removals = Table(
    "removals",
    metadata,
    Column("report_id", String(64), primary_key=True),
    Column("generation", Integer, nullable=False, index=True),
)

# What staff say a cell holds instead. By the report's id and the keys of the form, not by row numbers: a correction
# outlives every new reading of the report, and even its removal. Withdrawn ones stay as history.
corrections = Table(
    "corrections",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("report_id", String(64), nullable=False, index=True),
    Column("table", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("column", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", Text),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("was", Text, nullable=False),
    Column("withdrawn_reason", Text, nullable=False, server_default=""),
    Column("withdrawn_author", Text, nullable=False, server_default=""),
    Column("withdrawn_day", String(10), nullable=False, server_default=""),
)

# Whose report it is, and of which year, where staff say so; by the report's id, as with corrections.
identities = Table(
    "identities",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("report_id", String(64), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("year", Integer),
    Column("scope", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("was_body", Text, nullable=False),
    Column("was_region", Text, nullable=False),
    Column("was_year", Integer),
    Column("was_scope", String(16), nullable=False),
    Column("withdrawn_reason", Text, nullable=False, server_default=""),
    Column("withdrawn_author", Text, nullable=False, server_default=""),
    Column("withdrawn_day", String(10), nullable=False, server_default=""),
)

# Names that people of one place use: of a body or region, by its name, or of an indicator, by its key.
local_names = Table(
    "local_names",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("word", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("removed_reason", Text, nullable=False, server_default=""),
    Column("removed_author", Text, nullable=False, server_default=""),
    Column("removed_day", String(10), nullable=False, server_default=""),
)

# In this order `make_cell` takes them.
CELL_COLUMNS = (
    cells.c.kind, cells.c.value, cells.c.unit, cells.c.raw,
    cells.c.start, cells.c.end, cells.c.row_start, cells.c.row_end, cells.c.doubt,
)  # fmt: skip

_KINDS = {kind.value: kind for kind in CellKind}


def report_row(report: Report, generation: int) -> dict[str, Any]:
    """The row of `reports` for this report."""
    return {
        "id": report.id,
        "file": report.file,
        "address": report.address,
        "content_hash": report.content_hash,
        "title": report.title,
        "body": report.body,
        "region": report.region,
        "year": report.year,
        "scope": report.scope.value,
        "form": report.form,
        "aliases": _dump(report.aliases),
        "pages": _dump(report.pages),
        "cell_count": len(report.cells),
        "problem_count": len(report.problems),
        "generation": generation,
    }


def cell_row(cell: Cell, place: int, report: int, ordinal: int) -> dict[str, Any]:
    """The row of `cells` for this cell at that place of the form, in that report."""
    return {
        "place": place,
        "report": report,
        "ordinal": ordinal,
        "kind": cell.kind.value,
        "value": None if cell.value is None else str(cell.value),
        "unit": cell.unit,
        "raw": cell.raw,
        "start": cell.start,
        "end": cell.end,
        "row_start": cell.row_start,
        "row_end": cell.row_end,
        "doubt": cell.doubt,
    }


def make_cell(
    place: Place,
    kind: str,
    value: str | None,
    unit: str,
    raw: str,
    start: int,
    end: int,
    row_start: int,
    row_end: int,
    doubt: str,
) -> Cell:
    """The cell of that (table, row, column) from its `CELL_COLUMNS`, taken one by one: it is called for thousands."""
    table, row, column = place
    number = None if value is None else Decimal(value)
    return Cell(table, row, column, _KINDS[kind], number, unit, raw, start, end, row_start, row_end, doubt)


def contents_row(report: Report, no: int) -> dict[str, Any]:
    """The row of `contents` for this report."""
    return {
        "report": no,
        "figures": _pack_figures(report.figures),
        "details": _pack_details(report),
        "text": report.text,
    }


def make_figures(stored: str) -> tuple[Figure, ...]:
    """The figures from the JSON of `contents.figures`."""
    return tuple(Figure(what, Decimal(value), *rest) for what, value, *rest in json.loads(stored))


def make_report(row: Any, cells_of_it: tuple[Cell, ...]) -> Report:
    """The report from its row of `reports` joined with `contents`, and its cells."""
    details = json.loads(row.details)
    return Report(
        id=row.id,
        file=row.file,
        address=row.address,
        content_hash=row.content_hash,
        text=row.text,
        title=row.title,
        body=row.body,
        region=row.region,
        year=row.year,
        scope=Scope(row.scope),
        form=row.form,
        sections=tuple(Section(*section) for section in details["sections"]),
        passages=_passages(details),
        cells=cells_of_it,
        rows=tuple(_free_row(stored) for stored in details["rows"]),
        figures=make_figures(row.figures),
        grids=tuple(_grid(stored, row.text) for stored in details["grids"]),
        problems=tuple(Problem(*problem) for problem in details["problems"]),
        aliases=aliases(row.aliases),
        pages=pages(row.pages),
    )


def aliases(stored: str) -> tuple[str, ...]:
    """The aliases from the JSON of `reports.aliases`."""
    return tuple(json.loads(stored))


def pages(stored: str) -> tuple[int, ...]:
    """Where pages begin, from the JSON of `reports.pages`."""
    return tuple(json.loads(stored)) if stored != "[]" else ()


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pack_figures(figures: Iterable[Figure]) -> str:
    rows = (
        (f.what, str(f.value), f.unit, f.raw, f.approx, f.start, f.end, f.sentence_start, f.sentence_end, f.chapter)
        for f in figures
    )
    return _dump(tuple(rows))


def _pack_details(report: Report) -> str:
    headings = {h: i for i, h in enumerate(dict.fromkeys(p.headings for p in report.passages))}
    return _dump(
        {
            "sections": [(s.start, s.end, s.level, s.number, s.title, s.chapter) for s in report.sections],
            "headings": list(headings),
            "passages": [(p.start, p.end, p.kind.value, p.chapter, headings[p.headings]) for p in report.passages],
            "rows": [(r.start, r.end, r.chapter, r.title, r.pairs) for r in report.rows],
            "grids": [_pack_grid(grid, report.text) for grid in report.grids],
            "problems": [(p.line, p.message) for p in report.problems],
        }
    )


def _passages(details: dict[str, Any]) -> tuple[Passage, ...]:
    headings = [tuple(h) for h in details["headings"]]
    return tuple(
        Passage(s, e, PassageKind(kind), chapter, headings[h]) for s, e, kind, chapter, h in details["passages"]
    )


def _free_row(stored: Sequence[Any]) -> FreeRow:
    start, end, chapter, title, pairs = stored
    return FreeRow(start, end, chapter, title, tuple((header, value) for header, value in pairs))


def _pack_grid(grid: Grid, text: str) -> tuple[int, int, list[tuple[Any, ...]]]:
    """Text is stored once: a cell whose text is its own span of the report says None for it."""
    packed = [
        (None if c.text == text[c.start : c.end] else c.text, c.start, c.end, c.row, c.column, c.rowspan, c.colspan)
        for c in grid.cells
    ]
    return grid.start, grid.end, packed


def _grid(stored: Sequence[Any], text: str) -> Grid:
    start, end, packed = stored
    found = (GridCell(text[s:e] if own is None else own, s, e, *place) for own, s, e, *place in packed)
    return Grid(start, end, tuple(found))
