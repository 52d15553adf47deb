"""The appendix 政府信息公开情况统计表 (form 2014): every layout is read by its labels, what is unsure is said."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.assemble import read_report
from corpus.checks import Status, check_prose, check_report, check_years
from corpus.export import _cell_row
from corpus.forms import load_forms
from corpus.forms.fill import Filled, fill_form
from corpus.reading import read_document
from corpus.report import CellKind, Report

FORM = load_forms()["2014"]
TABLE = FORM.tables[0]
HEAD = ("统计指标", "单位", "统计数")
Rows = list[tuple[str, ...]]
Place = tuple[str, str, str]
PROSE = """示例市2016年政府信息公开工作年度报告

一、概述
2016年，示例市认真贯彻落实条例，政府信息公开工作取得了新的成效，全年运行平稳有序。

二、依申请公开情况
（一）政府网站公开信息情况
全年工作运行平稳，渠道保持畅通，做到件件有答复、事事有回音，群众比较满意。
"""


def filled_in(seed: int) -> tuple[Rows, dict[Place, str]]:
    """The rows of the table as issued, with numbers drawn by chance (one in ten blank), and what stands in each cell."""
    chance = random.Random(seed)
    rows: Rows = []
    truth: dict[Place, str] = {}
    headings: set[str] = set()
    for block in TABLE.blocks:
        for row in block.rows:
            for heading in (block.title, *(p for p in row.path[:-1] if p.startswith("（二）通过"))):
                if heading and heading not in headings:
                    headings.add(heading)
                    rows.append((heading, "——", "——"))
            raw = str(chance.randint(0, 9000)) if chance.random() < 0.9 else ""
            rows.append((row.label, row.unit, raw))
            truth[TABLE.key_of(row, block.columns[0])] = raw
    return rows, truth


def page(rows: Rows) -> str:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    prose = "".join(f"<p>{line}</p>" for line in PROSE.split("\n") if line)
    return f"<html><body>{prose}<table>{table}</table></body></html>"


def lines(rows: Rows, between: str, after: str = "\n") -> str:
    return PROSE + "\n政府信息公开情况统计表\n" + after.join(between.join(row) for row in rows)


def side_by_side(rows: Rows) -> Rows:
    half = (len(rows) + 1) // 2
    right = [*rows[half:], *[("", "", "")] * (2 * half - len(rows))]
    return [(*HEAD, *HEAD), *((*a, *b) for a, b in zip(rows[:half], right, strict=True))]


def without_numbers(rows: Rows) -> Rows:
    return [(re.sub(r"^(（.）|[一二三四五六七八九]、|\d\.)", "", label), *rest) for label, *rest in rows]


def unit_in_label(rows: Rows) -> Rows:
    return [(label if unit == "——" else f"{label}（{unit}）", raw) for label, unit, raw in rows]


def with_serials(rows: Rows) -> Rows:
    return [("序号", *HEAD), *((str(at), *row) for at, row in enumerate(rows, 1))]


def category_column(rows: Rows) -> str:
    """The headings 一、二、… as cells over their rows, the labels beside them; they have no rows of their own."""
    groups: list[tuple[str, Rows]] = [("", [])]
    for row in rows:
        heading = row[1] == "——" and row[0][1] == "、"
        if heading or row[0].startswith(("四、", "六、")):
            groups.append((row[0] if heading else "其他情况", []))
        if not heading:
            groups[-1][1].append(row)
    lines = "".join(
        "<tr>"
        + (f'<td rowspan="{len(members)}">{heading}</td>' if at == 0 else "")
        + "".join(f"<td>{cell}</td>" for cell in row)
        + "</tr>"
        for heading, members in groups
        for at, row in enumerate(members)
    )
    head = "<tr><td>类别</td>" + "".join(f"<td>{cell}</td>" for cell in HEAD) + "</tr>"
    return page([]).replace("<table>", f"<table>{head}{lines}")


def over_pages(rows: Rows) -> str:
    """The table in three pieces, its header over each."""
    third = len(rows) // 3 + 1
    pieces = (page([HEAD, *rows[at : at + third]]) for at in range(0, len(rows), third))
    first, *others = pieces
    return first.replace(
        "</body>", "".join(p[p.index("<table>") :].replace("</body></html>", "") for p in others) + "</body>"
    )


def other_marks(rows: Rows) -> Rows:
    marks = str.maketrans({"1": "①", "2": "②", "3": "③", "4": "④", "（": "(", "）": ")", "：": ":"})
    return [(label.translate(marks).replace("①条", "1条"), *rest) for label, *rest in rows]


WHOLE: dict[str, Callable[[Rows], str]] = {
    "HTML": lambda rows: page([HEAD, *rows]),
    "两栏并排": lambda rows: page(side_by_side(rows)),
    "无序号": lambda rows: page([HEAD, *without_numbers(rows)]),
    "标签缩进": lambda rows: page([HEAD, *(("　" * 3 + label, *rest) for label, *rest in rows)]),
    "单位写在指标里": lambda rows: page(unit_in_label(rows)),
    "类别一列": category_column,
    "分三页，表头重复": over_pages,
    "序号是圈码，括号半角": lambda rows: page([HEAD, *other_marks(rows)]),
    "列名是数量": lambda rows: page([("指标名称", "计量单位", "数量"), *rows]),
    "没有表头": page,
    "加序号列": lambda rows: page(with_serials(rows)),
    "加备注列": lambda rows: page([(*HEAD, "备注"), *((*row, "") for row in rows)]),
    "加上年数列": lambda rows: page([(*HEAD, "上年数"), *((*row, "7" if row[1] != "——" else "——") for row in rows)]),
    "制表符": lambda rows: lines([HEAD, *rows], "\t"),
    "竖线": lambda rows: "\n".join(f"|{line}|" for line in lines([HEAD, *rows], "|").split("\n")),
    "空格对齐": lambda rows: lines([HEAD, *rows], "   "),
    "两栏并排的文本": lambda rows: lines(side_by_side(rows), "\t"),
    "数量在单位前": lambda rows: page([("统计指标", "统计数", "单位"), *((a, c, b) for a, b, c in rows)]),
    "序号列，一格一行": lambda rows: lines(with_serials(rows), "\n\n", "\n\n"),
    "一格一行": lambda rows: lines([HEAD, *rows], "\n\n", "\n\n"),
}
# Layouts that lose what is blank, or tear a row: those cells are missing and said, none is wrong.
TORN: dict[str, Callable[[Rows], str]] = {
    "单个空格": lambda rows: lines(rows, " "),
    "点线": lambda rows: lines(rows, "……"),
    "两栏并排又一格一行": lambda rows: lines(side_by_side(rows), "\n\n", "\n\n"),
    "两列数没有表头": lambda rows: page([(*row, "7") for row in rows]),
}


def read(text: str) -> Filled:
    return fill_form(read_document(text.encode(), "x"), 2016)


def raw_cells(filled: Filled) -> dict[Place, str]:
    return {(c.table, c.row, c.column): c.raw for c in filled.cells}


@pytest.mark.parametrize("layout", WHOLE)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_of_every_layout_is_read(layout: str, seed: int) -> None:
    rows, truth = filled_in(seed)
    filled = read(WHOLE[layout](rows))
    assert filled.form == "2014"
    assert raw_cells(filled) == truth
    assert not [p for p in filled.problems if "没有找到" in p.message or "未采用" in p.message]


@pytest.mark.parametrize("layout", TORN)
def test_what_a_layout_destroyed_is_said_and_never_wrong(layout: str) -> None:
    rows, truth = filled_in(3)
    found, said = raw_cells(filled := read(TORN[layout](rows))), "".join(p.message for p in filled.problems)
    assert {place: raw for place, raw in found.items() if raw != truth[place]} == {}
    labels = {TABLE.key_of(row, column): row.label for _, row, column in TABLE.places()}
    assert [labels[place] for place in truth if place not in found and labels[place] not in said] == []


def test_cells_are_spans_of_the_text_with_their_units() -> None:
    rows, _ = filled_in(1)
    document = read_document(page([HEAD, *rows]).encode(), "x")
    for cell in fill_form(document, 2016).cells:
        assert document.text[cell.start : cell.end] == cell.raw
        assert cell.row_start <= cell.start <= cell.end <= cell.row_end
    units = {(c.table, c.row): c.unit for c in fill_form(document, 2016).cells}
    assert units["statistics", "fees"] == "万元"
    assert units["statistics", "trainees"] == "人次"


@pytest.mark.parametrize("unit", ["元", "（元）", "（单位：元）"])
def test_a_unit_that_the_table_states_is_the_cells(unit: str) -> None:
    rows, _ = filled_in(1)
    if unit == "元":
        rows = [(label, unit if label.startswith("七") else u, raw) for label, u, raw in rows]
    else:
        rows = [(label + unit, "", raw) if label.startswith("七") else (label, u, raw) for label, u, raw in rows]
    fees = next(c for c in read(page([HEAD, *rows])).cells if c.row == "fees")
    assert (fees.unit, fees.kind) == ("元", CellKind.NUMBER)


@pytest.mark.parametrize("lost", ["五、行政诉讼数量", "（一）维持具体行政行为或者驳回原告诉讼请求数"])
def test_equal_labels_belong_to_the_group_they_stand_in(lost: str) -> None:
    """（二）被依法纠错数 stands under 行政复议 and under 行政诉讼; each keeps its own whichever row above is lost."""
    rows, truth = filled_in(2)
    found = raw_cells(read(page([HEAD, *(row for row in rows if row[0] != lost)])))
    assert {place: raw for place, raw in found.items() if raw != truth[place]} == {}
    assert ("disputes", "cases", "litigation.corrected") in found


def test_an_equal_label_whose_group_is_lost_is_not_taken() -> None:
    rows, _ = filled_in(2)
    first, last = (next(i for i, row in enumerate(rows) if row[0].startswith(name)) for name in ("四、", "六、"))
    found = raw_cells(filled := read(page([HEAD, *rows[:first], *rows[last - 2 :]])))
    assert not {place for place in found if place[0] == "disputes"}
    assert "被依法纠错数" in "".join(p.message for p in filled.problems)


def test_a_label_twice_with_two_numbers_is_not_taken() -> None:
    rows, _ = filled_in(1)
    filled = read(page([HEAD, *rows, ("（一）收到申请数", "件", "12345")]))
    assert ("requests", "new", "total") not in raw_cells(filled)
    assert "“（一）收到申请数”出现两次且数字不同，未采用" in {p.message for p in filled.problems}


def test_of_two_lists_in_one_grid_no_number_is_taken_that_differs() -> None:
    """Labels that several groups share (被依法纠错数) are no exception."""
    first, _ = filled_in(1)
    again = [(*row[:2], row[2] + "1" if row[2].isdecimal() else row[2]) for row in first]
    assert not any(raw_cells(read(page([HEAD, *first, HEAD, *again]))).values())


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("layout", [lambda rows: page([HEAD, *rows]), lambda rows: lines([HEAD, *rows], "\t")])
def test_a_number_more_in_a_row_leaves_it_open(at: int, layout: Callable[[Rows], str]) -> None:
    rows, truth = filled_in(1)
    found = raw_cells(
        filled := read(layout([(*row[:at], "99999", *row[at:]) if i % 7 == 3 else row for i, row in enumerate(rows)]))
    )
    assert {place: raw for place, raw in found.items() if raw and raw != truth[place]} == {}
    assert len(truth) - 9 <= len(found) < len(truth)
    assert "无法确定哪个是统计数" in "".join(p.message for p in filled.problems)


def test_rows_that_the_form_does_not_have_are_kept_and_said() -> None:
    rows, truth = filled_in(1)
    filled = read(page([HEAD, *rows[:10], ("6.政务头条号公开政府信息数", "条", "55"), *rows[10:]]))
    assert raw_cells(filled) == truth
    assert [r.pairs for r in filled.rows] == [(("", "6.政务头条号公开政府信息数"), ("", "55"))]


def test_a_value_in_words_is_no_number() -> None:
    rows, _ = filled_in(1)
    told = [(label, unit, "22（不含补录）" if label == "（一）收到申请数" else raw) for label, unit, raw in rows]
    cell = next(c for c in read(page([HEAD, *told])).cells if c.row == "new")
    assert (cell.kind, cell.value, cell.raw) == (CellKind.TEXT, None, "22（不含补录）")


# --- the report around it -----------------------------------------------------------------------------


def balanced(changes: dict[str, int] | None = None) -> Rows:
    """The table with numbers that add up, some rows changed by label."""
    numbers = {"（一）收到申请数": 10, "1.当面申请数": 4, "3.网络申请数": 6, "（二）申请办结数": 9, "1.按时办结数": 9,
               "（三）申请答复数": 9, "2.同意公开答复数": 7, "4.不同意公开答复数": 2, "涉及个人隐私": 2,
               "四、行政复议数量": 1, "（一）维持具体行政行为数": 1, "（三）从事政府信息公开工作人员数": 3,
               "2.兼职人员数": 3}  # fmt: skip
    numbers |= changes or {}
    return [(label, unit, "——" if unit == "——" else str(numbers.get(label, 0))) for label, unit, _ in filled_in(1)[0]]


def report(changes: dict[str, int] | None = None, prose: str = "") -> Report:
    text = page([HEAD, *balanced(changes)]).replace("全年工作运行平稳，", f"{prose}全年工作运行平稳，")
    return read_report(text.encode(), "示例市2016.html", "示例市2016.html")


def test_the_report_keeps_its_prose_headings_and_its_body() -> None:
    found = report()
    assert (found.body, found.year, found.form) == ("示例市", 2016, "2014")
    assert {s.title for s in found.sections} >= {"概述", "依申请公开情况", "政府网站公开信息情况"}
    assert all(row.chapter is None for row in found.rows)


@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({}, set()),
        ({"（一）收到申请数": 11}, {"received"}),
        ({"2.延期办结数": 1}, {"concluded"}),
        ({"8.告知通过其他途径办理数": 2}, {"replies"}),
        ({"其中：涉及国家秘密": 1}, {"refused_replies"}),
        ({"四、行政复议数量": 3}, {"reconsideration"}),
        ({"五、行政诉讼数量": 3}, {"litigation"}),
        ({"1.专职人员数（不包括政府公报及政府网站工作人员数）": 3}, {"staff"}),
        # Sums by channel need not be equal: the same information may be published in several ways.
        ({"2.政府网站公开政府信息数": 900}, set()),
    ],
)
def test_what_must_add_up(changes: dict[str, int], failing: set[str]) -> None:
    results = check_report(report(changes))
    assert len(results) == 7
    assert {r.key for r in results if r.status is Status.FAILS} == failing


@pytest.mark.parametrize(
    ("prose", "status"),
    [
        ("全年共收到政府信息公开申请10件。", Status.HOLDS),
        ("全年共收到政府信息公开申请12件。", Status.FAILS),
        ("全年办结政府信息公开申请9件。", Status.HOLDS),
        ("全年办结政府信息公开申请8件。", Status.FAILS),
    ],
)
def test_prose_against_the_list(prose: str, status: Status) -> None:
    assert [r.status for r in check_prose(report(prose=prose))] == [status]


def test_the_years_are_not_compared_where_this_form_has_no_carry_over() -> None:
    later = replace(report(), year=2017)
    assert check_years(report(), later) == ()
    assert check_years(report(), replace(later, form="2019")) == ()


def test_exported_under_its_own_labels() -> None:
    found = report()
    cell = found.cell("requests", "new", "total")
    assert cell
    row = _cell_row(found, cell)
    assert (row.chapter, row.table, row.row, row.column) == (
        "政府信息公开情况统计表", "三、依申请公开情况", "（一）收到申请数", "统计数",
    )  # fmt: skip
