"""Excel workbooks: XLSX → lines and tables, read from its XML within limits, sheet after sheet."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import ReadingError
from corpus.reading.limits import check_cells, read_part
from corpus.reading.number_formats import format_code
from corpus.reading.packages import opened, parsed
from corpus.reading.page import Page
from corpus.reading.spreadsheet import write_rows
from corpus.reading.xlsx_cells import SheetCells, Styles, read_sheet, text_of
from corpus.report import Document

_RELATION = re.compile(r"\{.*/relationships\}id")
_WORKSHEET = "/worksheet"
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表格?|table)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A worksheet of the workbook: its name, its part, whether it is hidden."""

    name: str
    part: str
    hidden: bool


def read_xlsx(data: bytes) -> Document:
    """The document of a workbook; ReadingError where it is damaged, encrypted, or too large.

    What is hidden is not read; hidden parts, formulas without a result and rounded numbers are told as problems.
    """
    page = Page()
    with opened(data, "XLSX") as package:
        book = _main_part(package)
        styles = _styles(package, book)
        strings = _strings(package, book)
        entries = list(_entries(package, book))
        for entry in entries:
            if entry.hidden:
                page.problem(f"工作表“{entry.name}”是隐藏的，没有读入。要读入请先取消隐藏。")
                continue
            sheet = read_sheet(read_part(package, entry.part), strings, styles)
            for remark in sheet.remarks:
                page.problem(f"工作表“{entry.name}”：{remark}")
            if sheet.cells:
                _write(page, entry.name, sheet, alone=len(entries) == 1)
    return page.document()


def _write(page: Page, name: str, sheet: SheetCells, alone: bool) -> None:
    """The sheet's name where it says something, then its cells."""
    top = "".join(cell.text for cell in sheet.cells[:3])
    if not alone and not _DEFAULT_NAME.fullmatch(name.strip()) and name.strip() not in top:
        page.line(name.strip())
    write_rows(page, sheet.cells, sheet.framed)
    page.line("")


# --- the parts of a workbook ---------------------------------------------------------------------


def _main_part(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "_rels/.rels" in names:
        for relation in parsed(package, "_rels/.rels"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in names:
                return target
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    if "xl/workbook.bin" in names:
        raise ReadingError("这是二进制工作簿（.xlsb），不能读取。请用 Excel 或 WPS 另存为 XLSX 再试。")
    raise ReadingError("XLSX 里没有工作簿，文件可能已损坏。请重新下载，或用 Excel、WPS 打开后另存再试。")


def _relations(package: zipfile.ZipFile, book: str) -> dict[str, tuple[str, str]]:
    """Of every relation of the workbook: its type and its part, by its id."""
    folder, name = posixpath.split(book)
    part = f"{folder}/_rels/{name}.rels"
    if part not in package.namelist():
        return {}
    found = {}
    for relation in parsed(package, part):
        target = relation.get("Target") or ""
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id") or ""] = (relation.get("Type") or "", whole)
    return found


def _part_of(package: zipfile.ZipFile, book: str, kind: str) -> str:
    """The workbook's part of that kind (`sharedStrings`, `styles`), '' where it has none."""
    parts = (part for named, part in _relations(package, book).values() if named.endswith(f"/{kind}"))
    names = set(package.namelist())
    return next((part for part in parts if part in names), "")


def _entries(package: zipfile.ZipFile, book: str) -> Iterator[_Entry]:
    relations, names = _relations(package, book), set(package.namelist())
    for sheet in parsed(package, book).iterfind("{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if _RELATION.fullmatch(str(name))), "")
        kind, part = relations.get(str(key), ("", ""))
        if kind.endswith(_WORKSHEET) and part in names:
            yield _Entry(sheet.get("name") or "", part, sheet.get("state", "visible") != "visible")


def _strings(package: zipfile.ZipFile, book: str) -> list[str]:
    part = _part_of(package, book, "sharedStrings")
    if not part:
        return []
    strings = [text_of(item) for item in parsed(package, part).iterfind("{*}si")]
    check_cells(len(strings))
    return strings


def _styles(package: zipfile.ZipFile, book: str) -> Styles:
    """Number formats and borders by the cell's style; from which year its days are counted."""
    first_day = parsed(package, book).find("{*}workbookPr")
    from_1904 = first_day is not None and first_day.get("date1904") in ("1", "true")
    part = _part_of(package, book, "styles")
    if not part:
        return Styles((), (), from_1904)
    root = parsed(package, part)
    own = {f.get("numFmtId"): f.get("formatCode") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    borders = [_is_frame(border) for border in root.iterfind("{*}borders/{*}border")]
    codes, framed = [], []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number, border = style.get("numFmtId") or "0", style.get("borderId") or "0"
        codes.append(format_code(int(number) if number.isdecimal() else 0, own.get(number)))
        framed.append(border.isdecimal() and int(border) < len(borders) and borders[int(border)])
    return Styles(tuple(codes), tuple(framed), from_1904)


def _is_frame(border: etree._Element) -> bool:
    """Whether a cell has lines on at least two sides; one side alone may be a line under a heading."""
    sides = (border.find("{*}" + side) for side in ("left", "right", "top", "bottom", "start", "end"))
    return sum(1 for side in sides if side is not None and side.get("style", "none") != "none") > 1
