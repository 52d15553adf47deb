"""The exported files: columns, statutory paths, numbers as numbers, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import corpus.sheets
from corpus.errors import NianbaoError
from corpus.export import COLUMNS, export_cells
from corpus.ingest import add_paths
from corpus.report import Cell, CellKind, FreeRow, Report, Scope, Section
from corpus.sheets import Sheet, write_sheets
from corpus.store import Store

N, B, T, X = CellKind.NUMBER, CellKind.BLANK, CellKind.TEXT, CellKind.NOT_APPLICABLE


def cell(table: str, row: str, column: str, raw: str, kind: CellKind = N, unit: str = "件") -> Cell:
    return Cell(table, row, column, kind, Decimal(raw) if kind is N else None, unit, raw, 0, 1, 0, 1)


def report(cells: Sequence[Cell], rows: Sequence[FreeRow] = ()) -> Report:
    sections = (Section(0, 9, 1, "五", "存在的主要问题及改进情况", 5),)
    return Report(
        "1", "甲.txt", "/甲.txt", "", "正文", "甲市2023年年报", "甲市", "甲市", 2023, Scope.OWN, "2021",
        sections=sections, cells=tuple(cells), rows=tuple(rows),
    )  # fmt: skip


def exported(store: Store, path: Path, report: Report) -> list[dict[str, str]]:
    store.put(report)
    export_cells(store, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet_rows(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    book = load_workbook(path)
    rows = list(book.worksheets[sheet].iter_rows(values_only=True))
    book.close()
    return rows


def test_the_columns_are_as_promised(store: Store, tmp_path: Path) -> None:
    export_cells(store, tmp_path / "a.csv")
    export_cells(store, tmp_path / "a.xlsx")
    wanted = "file,title,body,region,year,form,chapter,table,row,column,kind,value,unit,raw,"
    wanted += "corrected,corrected_by,corrected_on,correction_reason"
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + wanted.encode() + b"\r\n"
    assert sheet_rows(tmp_path / "a.xlsx") == [tuple(wanted.split(","))]
    assert ",".join(COLUMNS) == wanted


@pytest.mark.parametrize(
    ("of", "chapter", "table", "row", "column"),
    [
        (
            cell("requests", "refused.state_secret", "company", "3"),
            "三、收到和处理政府信息公开申请情况",
            "收到和处理政府信息公开申请情况",
            "三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密",
            "申请人情况 / 法人或其他组织 / 商业企业",
        ),
        (
            cell("proactive", "fee", "amount", "3.5000", unit="万元"),
            "二、主动公开政府信息情况",
            "第二十条第（八）项",
            "行政事业性收费",
            "本年收费金额（单位：万元）",
        ),
        (
            cell("disputes", "cases", "litigation_after.total", "0"),
            "四、政府信息公开行政复议、行政诉讼情况",
            "政府信息公开行政复议、行政诉讼情况",
            "",
            "行政诉讼 / 复议后起诉 / 总计",
        ),
    ],
)
def test_a_cell_is_named_as_the_form_names_it(
    store: Store, tmp_path: Path, of: Cell, chapter: str, table: str, row: str, column: str
) -> None:
    (line,) = exported(store, tmp_path / "a.csv", report([of]))
    assert [line[key] for key in ("chapter", "table", "row", "column")] == [chapter, table, row, column]
    assert [line[key] for key in ("file", "body", "year", "form", "kind", "value", "unit", "raw")] == [
        "甲.txt", "甲市", "2023", "2021", "number", of.raw, of.unit, of.raw,
    ]  # fmt: skip


def test_zero_blank_and_dash_stay_three_things(store: Store, tmp_path: Path) -> None:
    cells = [
        cell("requests", "new", "total", "0"),
        cell("requests", "new", "natural", "", B),
        cell("requests", "new", "company", "-", X),
        cell("requests", "new", "research", "详见附件", T),
    ]
    lines = exported(store, tmp_path / "a.csv", report(cells))
    assert [(line["kind"], line["value"], line["raw"]) for line in lines] == [
        ("number", "0", "0"), ("blank", "", ""), ("not_applicable", "", "-"), ("text", "", "详见附件"),
    ]  # fmt: skip


def test_rows_of_other_tables_follow_the_cells(store: Store, tmp_path: Path) -> None:
    rows = (
        FreeRow(0, 9, 5, "培训情况", (("季度", "第一季度"), ("场次", "3"), ("人次", "120"))),
        FreeRow(9, 9, None, "", (("备注", "无"),)),
    )
    cells = [cell("requests", "new", "total", "1")]
    lines = exported(store, tmp_path / "a.csv", report(cells, rows))[1:]
    assert [
        tuple(line[k] for k in ("chapter", "table", "row", "column", "kind", "value", "raw")) for line in lines
    ] == [
        ("五、存在的主要问题及改进情况", "培训情况", "第一季度", "场次", "text", "", "3"),
        ("五、存在的主要问题及改进情况", "培训情况", "第一季度", "人次", "text", "", "120"),
        ("", "", "", "备注", "text", "", "无"),
    ]


@pytest.mark.parametrize(
    ("raw", "in_csv"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("-", "-"),
        ("--", "--"),
        ("-8", "-8"),
        ("+1,036", "+1,036"),
        ("+1036", "+1036"),
        ("-3.5%", "-3.5%"),
        ("／", "／"),
    ],
)
def test_text_is_never_a_formula(store: Store, tmp_path: Path, raw: str, in_csv: str) -> None:
    (line,) = exported(store, tmp_path / "a.csv", report([cell("requests", "new", "total", raw, T)]))
    assert line["raw"] == in_csv
    export_cells(store, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    written = book.worksheets[0].cell(2, 14)
    assert (written.value, written.data_type) == (raw, "s")
    book.close()


def test_a_column_title_is_never_a_formula(tmp_path: Path) -> None:
    titles = Sheet("表", ('=HYPERLINK("http://x")', "件数"), [("甲", 1)])
    write_sheets(tmp_path / "a.csv", [titles])
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("\"'=HYPERLINK(")
    write_sheets(tmp_path / "a.xlsx", [titles])
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.worksheets[0].cell(1, 1).data_type == "s"
    book.close()


@pytest.mark.parametrize(
    ("raw", "value"), [("12", 12), ("3.5000", 3.5), ("-8", -8), ("12345678901234567890", "12345678901234567890")]
)
def test_a_number_is_a_number_in_excel_while_it_keeps_all_digits(
    store: Store, tmp_path: Path, raw: str, value: object
) -> None:
    store.put(report([cell("requests", "new", "total", raw)]))
    assert export_cells(store, tmp_path / "a.xlsx") == 1
    assert sheet_rows(tmp_path / "a.xlsx")[1][11] == value


def test_more_lines_than_a_sheet_holds_go_on_the_next(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus.sheets, "SHEET_ROWS", 2)
    store.put(report([cell("requests", "new", column, "1") for column in ("natural", "company", "total")]))
    export_cells(store, tmp_path / "a.xlsx")
    assert [len(sheet_rows(tmp_path / "a.xlsx", sheet)) for sheet in (0, 1)] == [3, 2]


def test_only_the_reports_asked_for(store: Store, tmp_path: Path) -> None:
    one = report([cell("requests", "new", "total", "1")])
    store.put_many([one, replace(one, id="2", address="/乙.txt")])
    assert export_cells(store, tmp_path / "a.csv", ["2"]) == 1


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match=r"只能导出为 \.csv 或 \.xlsx"):
        export_cells(store, tmp_path / "a.pdf")
    with pytest.raises(NianbaoError, match="写不了"):
        export_cells(store, tmp_path / "missing" / "a.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(NianbaoError, match="写不了"):
        export_cells(store, tmp_path / "folder.csv")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_the_sample_reports_export_every_cell(store: Store, shared: Path, tmp_path: Path) -> None:
    add_paths(store, [shared / "reports"])
    count = export_cells(store, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == count
    statutory = [line for line in lines if line["chapter"][:1] in "二三四" and line["kind"] == "number"]
    assert all(line["table"] and line["column"] and Decimal(line["value"]) is not None for line in statutory)
    assert any(
        (line["body"], line["year"], line["row"], line["column"], line["value"])
        == ("宿迁市", "2024", "一、本年新收政府信息公开申请数量", "申请人情况 / 总计", line["raw"])
        for line in statutory
    )
