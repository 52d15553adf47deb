"""Exporting: every statutory cell and every row of other tables as one line of a CSV or Excel file."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import NianbaoError
from corpus.forms import load_forms
from corpus.report import Cell, CellKind, FreeRow, Report
from corpus.store import Store

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# Excel holds 1,048,576 rows on a sheet, 15 digits in a number and 32,767 characters in a cell.
SHEET_ROWS = 1_000_000
EXACT_DIGITS = 15
LONGEST_TEXT = 32_767

_NUMERALS = "〇一二三四五六七八九十"
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d*(?:[.,]\d+)*%?$|[-+/]*$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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

Value = str | int | Decimal | None


def export_cells(store: Store, path: Path, report_ids: Collection[str] | None = None) -> int:
    """Write these reports (None = all) to `path`, .csv or .xlsx, whole or not at all; returns the number of lines.

    NianbaoError where the ending is another or the file can't be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise NianbaoError(f"只能导出为 .csv 或 .xlsx 文件，不能导出为 {path.name}。请换一个文件名。")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        count = writer(unfinished, map(_values, export_rows(store, report_ids)))
        os.replace(unfinished, path)
    except OSError as error:
        raise NianbaoError(
            f"写不了 {path}（{error.strerror}）。请检查文件夹、权限，以及文件是否正在被打开。"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return count


def export_rows(store: Store, report_ids: Collection[str] | None = None) -> Iterator[ExportRow]:
    """The lines of these reports, in the order of `heads()`, then of the form, then the rows of other tables."""
    for head in store.heads():
        if report_ids is None or head.id in report_ids:
            report = store.report(head.id)
            yield from (_cell_row(report, cell) for cell in report.cells)
            yield from (line for row in report.rows for line in _free_rows(report, row))


def _cell_row(report: Report, cell: Cell) -> ExportRow:
    chapter, table, row, column = _names(report.form, cell)
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
    chapter = _chapter_of(report, row.chapter)
    for header, value in others or row.pairs:
        name = label if others else ""
        yield _row(report, chapter, row.title, name, header, CellKind.TEXT, None, "", value)


def _row(
    report: Report, chapter: str, table: str, row: str, column: str,
    kind: CellKind, value: Decimal | None, unit: str, raw: str,
) -> ExportRow:  # fmt: skip
    whose = (report.file, report.title, report.body, report.region, report.year, report.form or "")
    return ExportRow(*whose, chapter, table, row, column, kind.value, value, unit, raw)


def _names(form: str | None, cell: Cell) -> tuple[str, str, str, str]:
    """Chapter, table or block, row path and column path as the form writes them; the keys where it has none."""
    found = load_forms()[form].place(cell.table, cell.row, cell.column) if form in load_forms() else None
    if form is None or found is None:
        return "", cell.table, cell.row, cell.column
    block, row, column = found
    table = load_forms()[form].table(cell.table)
    chapter = f"{_NUMERALS[table.chapter]}、{table.title}"
    return chapter, block.title or table.title, " / ".join(row.path), " / ".join(column.path)


def _chapter_of(report: Report, chapter: int | None) -> str:
    """The chapter's heading as the report writes it, '' where the row stands in none."""
    if chapter is None:
        return ""
    headings = (f"{_NUMERALS[chapter]}、{s.title}" for s in report.sections if s.chapter == chapter)
    return next(headings, f"第{_NUMERALS[chapter]}章")


def _values(row: ExportRow) -> tuple[Value, ...]:
    return astuple(row)


# --- the two kinds of file ---------------------------------------------------------------------


def _write_csv(path: Path, rows: Iterable[tuple[Value, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # by the BOM Excel knows that it is UTF-8
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(map(_csv_text, row))
            count += 1
    return count


def _csv_text(value: Value) -> str:
    """The value as text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _write_xlsx(path: Path, rows: Iterable[tuple[Value, ...]]) -> int:
    from openpyxl import Workbook  # slow to import, and needed only here

    book = Workbook(write_only=True)
    sheet, count = None, 0
    for count, row in enumerate(rows, start=1):
        if sheet is None or count % SHEET_ROWS == 1:
            sheet = _new_sheet(book)
        sheet.append([_excel_cell(sheet, value) for value in row])
    if sheet is None:
        _new_sheet(book)
    book.save(path)
    return count


def _new_sheet(book: Workbook) -> WriteOnlyWorksheet:
    sheet: WriteOnlyWorksheet = book.create_sheet(f"年报数据{len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    return sheet


def _excel_cell(sheet: WriteOnlyWorksheet, value: Value) -> Any:
    """A number as a number while Excel keeps all its digits, anything else as text that is never a formula."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) <= EXACT_DIGITS:
            return value
        value = f"{value:f}"
    cell = WriteOnlyCell(sheet, _UNPRINTABLE.sub("", value)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell


_WRITERS: dict[str, Callable[[Path, Iterable[tuple[Value, ...]]], int]] = {".csv": _write_csv, ".xlsx": _write_xlsx}
