"""Exporting: every statutory cell and every row of other tables as one line of a CSV or Excel file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass, fields, replace
from decimal import Decimal
from pathlib import Path

from corpus.labels import cell_labels, chapter_label
from corpus.report import Cell, CellKind, FreeRow, Report
from corpus.sheets import Sheet, write_sheets
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One line of the file; the columns are these fields in this order, `value` a number or nothing.

    `raw` is what the report says; where staff corrected it, `value` is theirs and `corrected` says so (是).
    """

    file: str
    title: str
    body: str
    region: str
    year: int | None
    form: str
    chapter: str
    table: str
    row: str
    column: str
    kind: str
    value: Decimal | None
    unit: str
    raw: str
    corrected: str = ""
    corrected_by: str = ""
    corrected_on: str = ""
    correction_reason: str = ""


COLUMNS = tuple(field.name for field in fields(ExportRow))


def export_cells(store: Store, path: Path, report_ids: Collection[str] | None = None) -> int:
    """Write these reports (None = all) to `path`, .csv or .xlsx, whole or not at all; returns the number of lines.

    NianbaoError where the ending is another or the file can't be written.
    """
    return write_sheets(path, (Sheet("年报数据", COLUMNS, map(astuple, export_rows(store, report_ids))),))


def export_rows(store: Store, report_ids: Collection[str] | None = None) -> Iterator[ExportRow]:
    """The lines of these reports, in the order of `heads()`, then of the form, then the rows of other tables."""
    for head in store.heads():
        if report_ids is None or head.id in report_ids:
            report = store.report(head.id)
            yield from (_cell_row(report, cell) for cell in report.cells)
            yield from (line for row in report.rows for line in _free_rows(report, row))


def _cell_row(report: Report, cell: Cell) -> ExportRow:
    chapter, table, row, column = cell_labels(report.form, cell)
    line = _row(report, chapter, table, row, column, cell.kind, cell.value, cell.unit, cell.raw)
    said = cell.correction
    return (
        replace(line, corrected="是", corrected_by=said.author, corrected_on=said.day, correction_reason=said.reason)
        if said
        else line
    )


def _free_rows(report: Report, row: FreeRow) -> Iterator[ExportRow]:
    """A line for each value of the row, named by its first value; that value itself where there is no other."""
    (_, label), *others = row.pairs or (("", ""),)
    chapter = chapter_label(report, row.chapter)
    for header, value in others or row.pairs:
        name = label if others else ""
        yield _row(report, chapter, row.title, name, header, CellKind.TEXT, None, "", value)


def _row(
    report: Report, chapter: str, table: str, row: str, column: str,
    kind: CellKind, value: Decimal | None, unit: str, raw: str,
) -> ExportRow:  # fmt: skip
    whose = (report.file, report.title, report.body, report.region, report.year, report.form or "")
    return ExportRow(*whose, chapter, table, row, column, kind.value, value, unit, raw)
