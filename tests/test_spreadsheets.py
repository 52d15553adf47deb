"""Workbooks and CSV: a sheet may hold a whole report; what is seen in a cell is what is read."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet
from test_reading import (
    CLOSING,
    OPENING,
    PARTS,
    PROSE,
    TABLES,
    TITLE,
    Table,
    grids,
    prose,
    read,
    spread,
    written,
    zipped,
)

from corpus.errors import ReadingError
from corpus.reading import read_document
from corpus.reading.delimited import delimiter_of
from corpus.reading.number_formats import shown

WIDTH = 15  # columns of the widest table, over which the prose is merged
LINE = Side(style="thin")
FRAME = Border(LINE, LINE, LINE, LINE)


def workbook(fill: Callable[[Worksheet], None], *more: tuple[str, Callable[[Worksheet], None]]) -> bytes:
    """A workbook of one sheet, and of more with their names."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    for name, fill_next in more:
        fill_next(book.create_sheet(name))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rows(*lines: list[object]) -> Callable[[Worksheet], None]:
    """A sheet of those rows."""

    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def number_or_text(words: str) -> int | str | None:
    return int(words) if words.isdecimal() else words or None


def whole_report(framed: bool, apart: bool) -> Callable[[Worksheet], None]:
    """The made-up report laid out on one sheet: prose in merged cells, tables with theirs, borders or none."""

    def fill(sheet: Worksheet) -> None:
        at = 1
        for part in PARTS:
            if isinstance(part, str):
                sheet.cell(at, 1, part)
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=WIDTH)
                at += 1
            else:
                at = _lay_out(sheet, part, at, framed) + apart

    return fill


def _lay_out(sheet: Worksheet, table: Table, top: int, framed: bool) -> int:
    taken: set[tuple[int, int]] = set()
    for r, line in enumerate(table, start=top):
        column = 1
        for cell in line:
            while (r, column) in taken:
                column += 1
            places = [(r + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)]
            taken.update(places)
            sheet.cell(r, column, number_or_text(cell.text))
            if len(places) > 1:
                sheet.merge_cells(start_row=r, end_row=places[-1][0], start_column=column, end_column=places[-1][1])
            column += cell.colspan
    if framed:
        for place in taken:
            sheet.cell(*place).border = FRAME
    return top + len(table)


@pytest.mark.parametrize("framed", [True, False], ids=["有边框", "无边框"])
@pytest.mark.parametrize("apart", [True, False], ids=["空行隔开", "紧挨着"])
def test_a_sheet_that_is_the_whole_report(framed: bool, apart: bool) -> None:
    document = read(workbook(whole_report(framed, apart)), "报告.xlsx")
    assert prose(document) == PROSE
    assert grids(document) == [written(table) for table in TABLES]
    assert not document.problems


def test_sheets_follow_each_other_under_their_names() -> None:
    book = workbook(
        rows([TITLE], [OPENING]),
        ("三、收到和处理政府信息公开申请情况", rows(["渠道", "收到"], ["网络", 12], ["信函", 3])),
        ("Sheet3", rows(["会议", "次数"], ["培训", 2])),
        ("底稿", lambda sheet: setattr(sheet, "sheet_state", "hidden")),
    )
    document = read(book)
    assert prose(document) == [TITLE, OPENING, "三、收到和处理政府信息公开申请情况"]
    assert grids(document) == [[["渠道", "收到"], ["网络", "12"], ["信函", "3"]], [["会议", "次数"], ["培训", "2"]]]
    assert ["“底稿”是隐藏的" in problem.message for problem in document.problems] == [True]


def test_hidden_rows_and_columns_are_not_read_and_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["渠道", "旧数", "收到"], ["网络", 7, 12], ["作废", 8, 99], ["信函", 9, 3])(sheet)
        sheet.merge_cells("A1:B1")  # the name reaches into the hidden column
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True

    document = read(workbook(fill))
    assert grids(document) == [[["渠道", "收到"], ["网络", "12"], ["信函", "3"]]]
    assert ["隐藏的行或列里有" in problem.message for problem in document.problems] == [True]


def test_narrow_columns_merged_by_twos_are_one_column_each() -> None:
    """Forms drawn on a sheet have many narrow columns; a blank cell merged of two is one cell."""

    def fill(sheet: Worksheet) -> None:
        rows(["一、总体情况", *[None] * 5, "注"], ["渠道", None, "收到", None, "办结"])(sheet)
        rows(["网络", None, None, None, 10], ["信函", None, 3, None, 2])(sheet)
        for row in (2, 3, 4):
            for pair in ("A{0}:B{0}", "C{0}:D{0}", "E{0}:F{0}"):
                sheet.merge_cells(pair.format(row))

    assert grids(read(workbook(fill))) == [[["渠道", "收到", "办结"], ["网络", "", "10"], ["信函", "3", "2"]]]


def test_values_blanks_and_labels_alone_stay_in_the_table() -> None:
    lines: list[list[object]] = [
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章"],
        ["行政规范性文件", 2, 7],
        ["行政许可"],
    ]
    [grid] = grids(read(workbook(rows(*lines))))
    assert grid[1:] == [["规章", "", ""], ["行政规范性文件", "2", "7"], ["行政许可", "", ""]]


def test_a_formula_without_its_result_is_no_number() -> None:
    document = read(workbook(rows(["渠道", "收到"], ["网络", 12], ["总计", "=SUM(B2:B2)"])))
    assert grids(document)[0][-1] == ["总计", "=SUM(B2:B2)"]
    assert [("B3" in problem.message, "公式" in problem.message) for problem in document.problems] == [(True, True)]


def test_footnote_marks_and_struck_out_digits_in_a_cell_are_no_digits_of_its_number() -> None:
    def fill(sheet: Worksheet) -> None:
        mark, old = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
        rows(["渠道", "收到"])(sheet)
        sheet.append(["网络", CellRichText("12", TextBlock(mark, "1"))])
        sheet.append(["信函", CellRichText(TextBlock(old, "99"), "7")])

    assert grids(read(workbook(fill)))[0][1:] == [["网络", "12¹"], ["信函", "7"]]


def test_dates_rounding_and_leftovers_below_a_merged_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["项目", "日期", "金额"], ["收费", date(2023, 1, 20), 1626.5374], ["合计", None, 1626.5374])(sheet)
        sheet["B2"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["C2"].number_format = "0.0000"
        sheet["C3"].number_format = "#,##0.00"

    document = read(workbook(fill))
    assert grids(document)[0][1:] == [["收费", "2023年1月20日", "1626.5374"], ["合计", "", "1,626.54"]]
    assert ["C3（显示 1,626.54，存的是 1626.5374）" in problem.message for problem in document.problems] == [True]


@pytest.mark.parametrize(
    ("stored", "code", "words"),
    [
        ("3", "General", "3"),
        ("3.0", "General", "3"),
        ("1.6265374E3", "General", "1626.5374"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.30000000000000004", "0.0", "0.3"),
        ("1626.5374", "0.0000_ ", "1626.5374"),
        ("12345", "#,##0", "12,345"),
        ("-8", "0_);[Red]\\(0\\)", "-8"),
        ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        ("0.125", "0.0%", "12.5%"),
        ("12", '0"件"', "12件"),
        ("12345", '0!.0,"万"', "12345"),
        ("1234567", "0,", "1234567"),
        ("12345.6", "0.00E+00", "12345.6"),
        ("1.5", "# ?/?", "1.5"),
        ("12", "[$¥-804]#,##0.00", "12.00"),
        ("44927", "yyyy/m/d", "2023/1/1"),
        ("44927", '[$-804]yyyy"年"m"月"d"日";@', "2023年1月1日"),
        ("44927.5", "yyyy-mm-dd hh:mm", "2023-01-01 12:00"),
        ("1E400", "0", "1E400"),
    ],
)
def test_numbers_as_they_are_seen(stored: str, code: str, words: str) -> None:
    assert shown(stored, code) == (words, False)


# --- CSV ---------------------------------------------------------------------------------------


def as_csv(delimiter: str = ",", even: bool = True) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    for part in PARTS:
        for line in [[part]] if isinstance(part, str) else spread(part):
            writer.writerow(line + [""] * (WIDTH - len(line)) if even else line)
    return target.getvalue()


def filled(table: list[list[str]]) -> list[list[str]]:
    """The table without the columns in which nothing stands."""
    kept = [any(row[k] for row in table) for k in range(len(table[0]))]
    return [[cell for cell, keep in zip(row, kept, strict=True) if keep] for row in table]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    ("delimiter", "even", "name"),
    [(",", True, "报告.csv"), (";", True, "报告.csv"), ("\t", True, "报告.tsv"), (",", False, "报告.csv"), (",", True, "报告.txt")],
)  # fmt: skip
def test_a_report_saved_as_csv(encoding: str, delimiter: str, even: bool, name: str) -> None:
    document = read(as_csv(delimiter, even).encode(encoding), name)
    assert prose(document) == PROSE
    assert grids(document) == [filled(spread(table)) for table in TABLES]


def test_quoted_cells_keep_their_commas_and_line_breaks() -> None:
    text = '项目,数,备注\r\n"会议,培训",2,"两次\r\n都在年初"\r\n"""政策""解读",3,\r\n'
    assert grids(read(text, "甲.csv")) == [
        [["项目", "数", "备注"], ["会议,培训", "2", "两次都在年初"], ['"政策"解读', "3", ""]]
    ]


@pytest.mark.parametrize(
    ("text", "name", "delimiter"),
    [
        ("甲,1,2\n乙,3,4\n丙,5,6\n", "甲.txt", ","),
        ("sep=;\n甲;1\n", "甲", ";"),
        ("甲,1\n乙,2\n丙,3\n", "甲.txt", ""),  # two cells a row may be prose
        ("We opened 3 files, 4 pages, 5 notes.\nMore, again, 7.\nThen, now, 2\n", "甲.txt", ""),
        (f"{OPENING}\n{CLOSING}\n", "甲.csv", ""),
        ("主动公开1,024条，申请2,048件。\n办结1,000件,结转3件。\n无\n", "甲.txt", ""),
        ("| 甲 | 1,0 | 2,5 |\n|---|---|---|\n| 乙 | 3 | 4 |\n", "甲.md", ""),
    ],
)
def test_csv_is_told_from_prose(text: str, name: str, delimiter: str) -> None:
    assert delimiter_of(text, name) == delimiter


# --- what is refused -----------------------------------------------------------------------------

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>'


def with_sheet(rows_xml: bytes, after: bytes = b"") -> bytes:
    """A workbook whose sheet is that XML."""
    book = workbook(rows(["甲", 1]))
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped({**parts, "xl/worksheets/sheet1.xml": SHEET % (rows_xml, after)})


def many_cells(count: int) -> bytes:
    """Rows of a hundred cells, each number another: packed no better than a real sheet."""
    cells = [b"<c><v>%d</v></c>" % (n * n * 7919 % 99_991) for n in range(count)]
    return b"".join(b"<row>%s</row>" % b"".join(cells[at : at + 100]) for at in range(0, count, 100))


HOSTILE = {
    "too many cells": (with_sheet(many_cells(400_000)), "单元格超过"),
    "everything merged": (
        with_sheet(b"<row r='1'><c r='A1'><v>1</v></c></row>", b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"),
        "",
    ),
    "far away": (with_sheet(b"<row r='1'><c><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>"), ""),
    "bomb": (with_sheet(b"<row>" + b"<c><v>1</v></c>" * 4_500_000 + b"</row>"), "过大"),
    "truncated": (workbook(rows(["甲", 1]))[:3000], "损坏"),
    "doctype": (zipped({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DOCTYPE"),
    "binary workbook": (zipped({"xl/workbook.bin": b"\0"}), "xlsb"),
    "csv of a million cells": (("1," * 99 + "1\n").encode() * 10_000, "单元格超过"),
    "csv with an open quote": (b'a,b,c\n"' + b"xxxxxxxxx,y\n" * 15_000, "引号"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_sheets_are_refused_or_bounded_at_once(kind: str) -> None:
    data, says = HOSTILE[kind]
    begun = time.process_time()
    if says:
        with pytest.raises(ReadingError, match=says):
            read_document(data, "某县.csv")
    else:
        assert len(read_document(data, "某县.csv").text) < 1_000_000
    assert time.process_time() - begun < 5
