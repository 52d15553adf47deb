"""勾稽关系: what holds, what fails, and what can't be told; a false alarm is as bad as a missed fault."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from corpus.assemble import read_report
from corpus.checks import CheckKind, CheckResult, Status, check_prose, check_report, check_years
from corpus.demo import write_demo
from corpus.figures import figures_in
from corpus.forms import load_forms
from corpus.forms.values import read_value
from corpus.report import Cell, Passage, PassageKind, Report, Scope

HOLDS, FAILS, UNKNOWN = Status.HOLDS, Status.FAILS, Status.UNKNOWN
SHARED = Path(__file__).resolve().parents[2] / "shared"

# --- a small public report -------------------------------------------------------------------------------

# Row → the seven columns, “|” between; rows left out are zeros.
ROWS = {
    "new": "20|3|0|0|0|0|23",
    "carried_in": "2|0|0|0|0|0|2",
    "granted": "10|1|0|0|0|0|11",
    "refused.third_party": "4|0|0|0|0|0|4",
    "unavailable.not_held": "5|2|0|0|0|0|7",
    "otherwise.other": "1|0|0|0|0|0|1",
    "handled": "20|3|0|0|0|0|23",
    "carried_out": "2|0|0|0|0|0|2",
}
DISPUTES = "3|0|1|0|4|1|0|0|0|1|0|0|0|2|2"
PROACTIVE = {"rule": "1|0|5", "normative": "4|2|30", "licence": "97", "penalty": "3", "coercive": "0", "fee": "0"}


def report(
    rows: dict[str, str] | None = None, prose: str = "", year: int = 2023, disputes: str = DISPUTES, form: str = "2021"
) -> Report:
    """A report of an invented body in the 2021 form, with those rows changed and that prose."""
    cells = [*_requests(form, {**ROWS, **(rows or {})}), *_disputes(form, disputes), *_proactive(form)]
    passage = Passage(0, len(prose), PassageKind.PARAGRAPH, 1, ())
    return Report(
        id=f"report-{year}", file="", address="", content_hash="", text=prose, title="", body="澄屿市", region="澄屿市",
        year=year, scope=Scope.UNSTATED, form=form, cells=tuple(cells), figures=figures_in(prose, [passage]),
    )  # fmt: skip


def _cell(table: str, row: str, column: str, raw: str) -> Cell:
    reading = read_value(raw)
    return Cell(table, row, column, reading.kind, reading.value, "件", raw, 0, 0, 0, 0)


def _requests(form: str, rows: dict[str, str]) -> Iterable[Cell]:
    block = load_forms()[form].table("requests").blocks[0]
    for row in block.rows:
        values = rows.get(row.key, "0|0|0|0|0|0|0").split("|")
        for column, raw in zip(block.columns, values, strict=True):
            yield _cell("requests", row.key, column.key, raw)


def _disputes(form: str, line: str) -> Iterable[Cell]:
    columns = load_forms()[form].table("disputes").blocks[0].columns
    return [_cell("disputes", "cases", c.key, raw) for c, raw in zip(columns, line.split("|"), strict=True)]


def _proactive(form: str) -> Iterable[Cell]:
    for block in load_forms()[form].table("proactive").blocks:
        for row in block.rows:
            for column, raw in zip(block.columns, PROACTIVE[row.key].split("|"), strict=True):
                yield _cell("proactive", row.key, column.key, raw)


def one(results: Iterable[CheckResult], key: str, where: str = "") -> CheckResult:
    return next(r for r in results if r.key == key and r.where == where)


# --- within the tables ---------------------------------------------------------------------------------------


def test_a_report_that_adds_up_passes_all_42_checks() -> None:
    results = check_report(report())
    assert [r.status for r in results] == [HOLDS] * 42
    assert {r.kind for r in results} == {CheckKind.TABLE}
    balance = one(results, "balance", "总计")
    assert (balance.left.formula, balance.left.value) == ("本年新收 23 + 上年结转 2", Decimal(25))
    assert [(c.row, c.column) for c in balance.right.cells] == [("handled", "total"), ("carried_out", "total")]


@pytest.mark.parametrize(
    ("rows", "key", "where", "status", "note"),
    [
        ({"new": "21|3|0|0|0|0|23"}, "applicants", "本年新收", FAILS, ""),
        ({"new": "21|3|0|0|0|0|23"}, "balance", "自然人", FAILS, ""),
        ({"granted": "10|1|0|0|0|0|12"}, "results", "总计", FAILS, ""),
        # blanks left out, and the rest is exactly the total
        ({"new": "20|3|||||23"}, "applicants", "本年新收", HOLDS, "空白"),
        ({"new": "20|3|-|/|——||23"}, "applicants", "本年新收", HOLDS, "空白"),
        # a blank can only add: what is filled in is already too much
        ({"new": "20|4|||||23"}, "applicants", "本年新收", FAILS, "超过"),
        # the blank may be the missing three
        ({"new": "20||0|0|0|0|23"}, "applicants", "本年新收", UNKNOWN, "空白"),
        ({"new": "20|3|0|0|0|0|"}, "applicants", "本年新收", UNKNOWN, "空白"),
        ({"new": "||||||"}, "applicants", "本年新收", UNKNOWN, "空白"),
        ({"new": "20|**件|0|0|0|0|23"}, "applicants", "本年新收", UNKNOWN, "不是数字"),
        # blanks on both sides prove nothing
        ({"carried_in": "2|||||| ", "carried_out": "2||||||"}, "balance", "商业企业", UNKNOWN, "空白"),
    ],
)
def test_a_blank_is_not_zero_and_may_not_hide_a_fault(
    rows: dict[str, str], key: str, where: str, status: Status, note: str
) -> None:
    result = one(check_report(report(rows)), key, where)
    assert result.status is status
    assert note in result.note


def test_a_missing_cell_is_named() -> None:
    whole = report()
    torn = replace(whole, cells=tuple(c for c in whole.cells if (c.row, c.column) != ("granted", "company")))
    result = one(check_report(torn), "applicants", "予以公开")
    assert result.status is UNKNOWN
    assert "商业企业" in result.note


def test_chapter_four_is_checked_group_by_group() -> None:
    results = check_report(report(disputes="3|0|1|0|5|1|0|0|0|1|||||"))
    assert [one(results, k).status for k in ("reconsideration", "direct_litigation", "litigation_after")] == [
        FAILS,
        HOLDS,
        UNKNOWN,
    ]


def test_a_report_without_a_form_has_no_checks() -> None:
    assert check_report(replace(report(), form=None)) == ()


# --- between years ---------------------------------------------------------------------------------------------


def test_what_was_carried_out_must_come_in_and_the_stock_must_follow() -> None:
    results = check_years(report(year=2022), report(year=2023))
    assert {r.key: r.status for r in results if r.where == "总计"} == {"carry_over": HOLDS}
    # 30 then, 4 made and 2 abolished: 28 are 30 − 4 + 2
    stock = one(results, "effective", "行政规范性文件")
    assert (stock.status, stock.left.value, stock.right.value) == (FAILS, Decimal(30), Decimal(28))
    assert stock.right.formula == "2023年现行有效 30 − 本年制发 4 + 本年废止 2 = 28"


def test_each_side_of_a_check_between_years_is_taken_from_one_report() -> None:
    earlier, later = report(year=2022), report(year=2023)
    for result in check_years(earlier, later):
        assert all(any(c is own for own in earlier.cells) for c in result.left.cells)
        assert all(any(c is own for own in later.cells) for c in result.right.cells)
        assert (result.report_id, result.other_report_id) == (later.id, earlier.id)


def test_a_carry_over_that_does_not_match_fails_in_its_column_only() -> None:
    results = check_years(report(year=2022), report({"carried_in": "3|0|0|0|0|0|3"}, year=2023))
    assert [r.where for r in results if r.key == "carry_over" and r.status is FAILS] == ["自然人", "总计"]


@pytest.mark.parametrize("later", [report(year=2024), report(year=2022), replace(report(year=2023), body="栖霖市")])
def test_only_consecutive_years_of_one_body_are_compared(later: Report) -> None:
    assert check_years(report(year=2022), later) == ()


# --- prose against the tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "key", "status", "note"),
    [
        ("全年共收到政府信息公开申请23件。", "prose.new", HOLDS, ""),
        ("全年共收到政府信息公开申请24件。", "prose.new", FAILS, ""),
        ("澄屿市全年收办政府信息公开申请案件25件。", "prose.new", HOLDS, "新收加上年结转"),
        ("新收政府信息公开申请23件，办结23件，结转下年度继续办理2件。", "prose.carried_out", HOLDS, ""),
        ("新收政府信息公开申请23件，办结22件，结转下年度继续办理2件。", "prose.handled", FAILS, ""),
        ("上年结转政府信息公开申请3件。", "prose.carried_in", FAILS, ""),
        ("办结的申请中，予以公开11件、不予公开4件、无法提供7件、其他处理1件。", "prose.granted", HOLDS, ""),
        ("办结的申请中，予以公开11件、不予公开4件、无法提供8件、其他处理1件。", "prose.unavailable", FAILS, ""),
        ("依申请公开方面，予以公开及部分公开12件。", "prose.granted_or_partly", FAILS, ""),
        ("因政府信息公开被申请行政复议4件，被提起行政诉讼3件。", "prose.reconsideration", HOLDS, ""),
        ("因政府信息公开被申请行政复议4件，被提起行政诉讼3件。", "prose.litigation", HOLDS, ""),
        ("全年备案政府信息公开行政复议案件9件。", "prose.reconsideration", FAILS, "口径"),
        ("全市制发行政规范性文件5件。", "prose.normative_made", FAILS, ""),
        ("收到政府信息公开申请23件，其中自然人申请20件。", "prose.natural", HOLDS, ""),
    ],
)
def test_a_number_in_prose_is_set_against_its_cell(prose: str, key: str, status: Status, note: str) -> None:
    result = one(check_prose(report(prose=prose)), key)
    assert (result.status, result.kind) == (status, CheckKind.PROSE), result
    assert note in result.note
    figure = result.left.figures[0]
    assert prose[figure.start : figure.end] in prose
    assert result.right.cells


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param("其中泗洪县收到政府信息公开申请9件。", id="a part of the region"),
        pytest.param("收到政府信息公开申请23件（市公安局9件、市教育局14件）。", id="a breakdown"),
        pytest.param("通过网络收到政府信息公开申请15件。", id="a channel"),
        pytest.param("收到政府信息公开申请23件，同比增加7件。", id="growth"),
        pytest.param("2022年收到政府信息公开申请31件。", id="another year"),
        pytest.param("上半年收到政府信息公开申请12件。", id="a part of the year"),
        pytest.param("收到政府信息公开申请20余件。", id="not exact"),
        pytest.param("收到人大代表建议56件，均已答复。", id="another matter"),
        pytest.param("全年办理行政复议案件356件，行政应诉案件41件。", id="all disputes, not those about disclosure"),
        pytest.param("对25件政府信息公开申请收取信息处理费2950元。", id="fees"),
        pytest.param("刊登政府规章、规范性文件等112件，部门规范性文件45件。", id="a gazette"),
        pytest.param("市政府收到政府信息公开申请9件，市公安局收到政府信息公开申请14件。", id="several bodies"),
    ],
)
def test_a_number_of_a_part_or_of_something_else_raises_no_alarm(prose: str) -> None:
    assert [r for r in check_prose(report(prose=prose)) if r.status is FAILS] == []


def test_a_blank_total_is_replaced_by_its_columns_and_said() -> None:
    rows = {"granted": "10|1|||||", "partly_granted": "2||||||"}
    result = one(check_prose(report(rows, "依申请公开方面，予以公开及部分公开12件。")), "prose.granted_or_partly")
    assert (result.status, result.right.value) == (FAILS, Decimal(13))
    assert "空白" in result.note


# --- real and demo reports ---------------------------------------------------------------------------------------


@cache
def real(name: str) -> Report:
    path = SHARED / "reports" / name
    if not path.exists():
        pytest.skip("the shared reports are not here")
    return read_report(path.read_bytes(), name, name)


@pytest.mark.parametrize("name", ["梁园区人民政府办公室2021.txt", "宿迁市2023.txt", "宿迁市2024.txt"])
def test_the_tables_of_a_real_report_add_up(name: str) -> None:
    assert {r.status for r in check_report(real(name))} == {HOLDS}


def test_a_real_report_with_mostly_blank_cells_has_no_fault_only_open_questions() -> None:
    results = check_report(real("上海市人民政府办公厅2019.html"))
    assert {r.status for r in results} == {HOLDS, UNKNOWN}
    assert one(results, "balance", "总计").status is HOLDS
    assert one(results, "results", "自然人").status is HOLDS


@pytest.mark.parametrize(
    ("name", "key", "status", "said", "table"),
    [
        ("梁园区人民政府办公室2021.txt", "prose.new", HOLDS, 23, 23),
        ("宿迁市2023.txt", "prose.new", HOLDS, 3607, 3607),
        ("宿迁市2023.txt", "prose.natural", HOLDS, 3493, 3493),
        ("宿迁市2024.txt", "prose.reconsideration", FAILS, 134, 170),
        ("宿迁市2024.txt", "prose.litigation", FAILS, 57, 77),
        ("上海市人民政府办公厅2019.html", "prose.granted_or_partly", FAILS, 258, 275),
        ("上海市人民政府办公厅2019.html", "prose.refused", HOLDS, 35, 35),
    ],
)
def test_the_prose_of_a_real_report_against_its_tables(
    name: str, key: str, status: Status, said: int, table: int
) -> None:
    result = one(check_prose(real(name)), key)
    assert (result.status, result.left.value, result.right.value) == (status, Decimal(said), Decimal(table))


def test_two_real_years_fit_together() -> None:
    results = check_years(real("宿迁市2023.txt"), real("宿迁市2024.txt"))
    assert {r.status for r in results} == {HOLDS}
    assert one(results, "carry_over", "总计").left.value == 121
    assert one(results, "effective", "行政规范性文件").left.value == 597


def test_every_planted_fault_of_the_demo_is_found_and_none_invented(tmp_path: Path) -> None:
    manifest = json.loads(write_demo(tmp_path).read_text(encoding="utf-8"))
    for entry in manifest["reports"]:
        read = read_report((tmp_path / entry["file"]).read_bytes(), entry["file"], entry["file"])
        failed = {_named(r) for r in (*check_report(read), *check_prose(read)) if r.status is FAILS}
        planted = {name for fault in entry["faults"] for name in fault["fails"] if not _between_years(name)}
        assert failed == planted, entry["file"]


def _between_years(name: str) -> bool:
    return name.startswith(("carry_over", "effective"))


def _named(result: CheckResult) -> str:
    """The name the manifest gives a check: “results@total”, “applicants@new”, “prose@new”."""
    cells = (*result.left.cells, *result.right.cells)
    if result.kind is CheckKind.PROSE:
        whole = result.key.removeprefix("prose.")
        return f"prose@{'reconsideration.total' if whole == 'reconsideration' else whole}"
    if cells[0].table == "statistics":
        return f"{result.key}@count"
    return f"{result.key}@{cells[0].column if result.key in ('balance', 'results') else cells[0].row}"
