"""Tables of values as a CSV or Excel file: numbers exact, texts never taken for formulas, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from corpus.errors import NianbaoError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# Excel holds 1,048,576 rows on a sheet, 15 digits in a number and 32,767 characters in a cell.
SHEET_ROWS = 1_000_000
EXACT_DIGITS = 15
LONGEST_TEXT = 32_767
# A CSV file is made in pieces of about so many characters.
PIECE = 32_768

_FORMULA = re.compile(r"[=@＝＠\t\r]|[+-](?!\d*(?:[.,]\d+)*%?$|[-+/]*$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: its name, its column titles, its rows; `widths` in characters, () where any will do.

    A table with widths is one to be read: long texts are wrapped in it.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write the sheets to `path`, .csv (one below the other, which must have the same columns) or .xlsx; rows written.

    NianbaoError where the ending is another or the file can't be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise NianbaoError(f"只能导出为 .csv 或 .xlsx 文件，不能导出为 {path.name}。请换一个文件名。")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        count = writer(unfinished, sheets)
        os.replace(unfinished, path)
    except OSError as error:
        raise NianbaoError(
            f"写不了 {path}（{error.strerror}）。请检查文件夹、权限，以及文件是否正在被打开。"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return count


def file_bytes(ending: str, sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a file of that ending (csv, xlsx), as `write_sheets` writes it."""
    with TemporaryDirectory(prefix="nianbao-") as folder:
        path = Path(folder) / f"file.{ending}"
        write_sheets(path, sheets)
        return path.read_bytes()


def csv_pieces(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """The CSV file that `write_sheets` writes, piece by piece: each row is made when its turn comes."""
    piece = io.StringIO(newline="")
    piece.write("\ufeff")  # by which Excel knows that it is UTF-8
    writer = csv.writer(piece)
    writer.writerow(map(_csv_text, sheets[0].columns))
    for row in chain.from_iterable(sheet.rows for sheet in sheets):
        writer.writerow(map(_csv_text, row))
        if piece.tell() >= PIECE:
            yield piece.getvalue().encode("utf-8")
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode("utf-8")


def _write_csv(path: Path, sheets: Sequence[Sheet]) -> int:
    count = 0

    def counted(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    with path.open("wb") as file:
        file.writelines(csv_pieces([replace(sheet, rows=counted(sheet.rows)) for sheet in sheets]))
    return count


def _csv_text(value: Value) -> str:
    """The value as text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _write_xlsx(path: Path, sheets: Sequence[Sheet]) -> int:
    from openpyxl import Workbook  # slow to import, and needed only here

    book = Workbook(write_only=True)
    count = sum(_write_sheet(book, sheet) for sheet in sheets)
    book.save(path)
    return count


def _write_sheet(book: Workbook, table: Sheet) -> int:
    """One table, on as many sheets as it needs."""
    sheet, count = _new_sheet(book, table), 0
    for row in table.rows:
        if count and count % SHEET_ROWS == 0:
            _with_filter(sheet, table, SHEET_ROWS)
            sheet = _new_sheet(book, table)
        if table.widths:
            sheet.append(_wrapped([_excel_cell(sheet, value) for value in row]))
        else:
            sheet.append([value if _is_plain(value) else _excel_cell(sheet, value) for value in row])
        count += 1
    _with_filter(sheet, table, (count - 1) % SHEET_ROWS + 1 if count else 0)
    return count


def _with_filter(sheet: Any, table: Sheet, rows: int) -> None:
    """A filter over the whole sheet; it is written at the end, when its height is known."""
    from openpyxl.utils import get_column_letter

    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{rows + 1}"


def _new_sheet(book: Workbook, table: Sheet) -> WriteOnlyWorksheet:
    from openpyxl.utils import get_column_letter

    number = sum(1 for name in book.sheetnames if name.startswith(table.name)) + 1
    sheet: Any = book.create_sheet(  # its stub does not know widths and filters
        table.name if number == 1 else f"{table.name}{number}"
    )
    sheet.freeze_panes = "A2"
    for at, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([title if _is_plain(title) else _excel_cell(sheet, title) for title in table.columns])
    new: WriteOnlyWorksheet = sheet
    return new


def _wrapped(cells: list[Any]) -> list[Any]:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment

    for cell in cells:
        if isinstance(cell, Cell):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cells


def _is_plain(value: Value) -> bool:
    """Whether it is text that openpyxl takes for nothing else (a formula, an error): twice as quick without a cell made."""
    return (
        isinstance(value, str)
        and not value.startswith(("=", "#"))
        and len(value) <= LONGEST_TEXT
        and not _UNPRINTABLE.search(value)
    )


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


_WRITERS: dict[str, Callable[[Path, Sequence[Sheet]], int]] = {".csv": _write_csv, ".xlsx": _write_xlsx}
