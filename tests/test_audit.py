"""Findings: each fault of a report is found with its places, and a report without faults has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Demo
from fakes import full_report

from corpus.assemble import read_report
from corpus.audit.draft import audit_draft
from corpus.audit.finding import Finding
from corpus.audit.kinds import Severity, load_kinds
from corpus.audit.walk import audit, between, within
from corpus.forms import load_forms
from corpus.report import Cell, CellKind, Correction, Problem, Report
from corpus.store import Store

NEW, HANDLED = ("requests", "new", "total"), ("requests", "handled", "total")
SIX = [
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
]  # fmt: skip


def read(name: str = "甲.txt", **given: Any) -> Report:
    return read_report(full_report(**given).encode(), name, f"/{name}")


def found(findings: Iterable[Finding], *but: str) -> list[str]:
    """The kinds of what was found, those that hold and cannot be told left out."""
    return [f.kind.key for f in findings if f.kind.key not in ("holds", "open", *but)]


def requests(natural: int, carried: int = 0) -> dict[tuple[str, str, str], str]:
    """Chapter 3 of a report in which all was granted to natural persons."""
    rows = {"new": natural, "carried_in": carried, "granted": natural + carried, "handled": natural + carried}
    return {("requests", row, column): str(n) for row, n in rows.items() for column in ("natural", "total")}


def test_a_report_without_faults_has_none() -> None:
    report = read(numbers=requests(12))
    assert len(report.cells) == 10 + 25 * 7 + 15
    assert found(within(report)) == []


def without(*chapters: int) -> list[str]:
    return [title if at not in chapters else "" for at, title in enumerate(SIX, 1)]


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("no_problems", {"fifth": "无"}, "只写了“无”"),
    ("no_problems", {"fifth": "（一）主要问题：无。"}, "只写了"),
    ("empty_chapter", {"fifth": ""}, "没有内容"),
    ("missing_chapter", {"chapters": without(5), "fifth": ""}, "没有“五、存在的主要问题及改进情况”"),
    ("numbering", {"chapters": [*SIX[:3], "五、政府信息公开行政复议、行政诉讼情况", *SIX[4:]]}, "从“三、”跳到“五、”"),
    ("numbering", {"chapters": [*SIX[:3], "三、政府信息公开行政复议、行政诉讼情况", *SIX[4:]]}, "编号“三、”重复"),
    ("period", {"top": "本报告数据的统计期限为2022年1月1日至2022年12月31日。"}, "统计期限却写2022年"),
    ("last_year", {"first": "2022年，我局认真落实条例，公开工作平稳有序。"}, "以“2022年”开头"),
    ("placeholder", {"first": "2023年，我局共公开信息××条。"}, "“××条”还没有填写"),
    ("placeholder", {"first": "2023年，我局共公开信息___条。"}, "还没有填写"),
    ("blank_name", {"first": "2023年，××局认真落实条例，公开工作平稳有序。"}, "应当是名称"),
    ("empty_sixth", {"sixth": ""}, "没有内容"),
    ("lost_chapters", {"chapters": [*SIX[:4], "五、下一步打算", SIX[5]]}, "没有“五、"),
    ("placeholder", {"sixth": "（此处填写收费情况）"}, "还没有填写"),
    ("after_publication", {"top": "发布日期：2024-01-20", "first": "2024年3月5日召开了会议。"}, "2024年1月20日发布"),
    ("other_body", {"first": "2023年，乙市教育局认真落实条例，公开工作平稳有序。"}, "主语却是“乙市教育局”"),
    ("odd_number", {"numbers": {("requests", "new", "research"): "-1"}}, "是负数"),
    ("odd_number", {"numbers": {("proactive", "licence", "decisions"): "1.5"}}, "带小数"),
    ("fee", {"first": "2023年，我局收取信息处理费300元。"}, "没有收取信息处理费"),
    ("fee", {"first": "2023年，我局收取信息处理费300元。", "sixth": "本年度未收取信息处理费。"}, "没有收取信息处理费"),
    (
        "fee",
        {"first": "2023年，我局未收取信息处理费。", "sixth": "对2件申请收取信息处理费300元。"},
        "没有收取信息处理费",
    ),
]


@pytest.mark.parametrize(("kind", "given", "said"), FAULTS)
def test_a_fault_is_found_and_nothing_else(kind: str, given: dict[str, Any], said: str) -> None:
    report = read(**given)
    findings = [f for f in within(report) if f.kind.key not in ("holds", "open", "table", "unsure_sum")]
    assert {f.kind.key for f in findings} == {kind}
    finding = findings[0]
    assert said in finding.message or said in finding.sides[0].said
    for side in finding.sides:
        assert side.quote == report.text[side.start : side.end]
        assert report.text.split("\n")[side.line - 1] in report.text[: side.start] + report.text[side.start :]


@pytest.mark.parametrize(
    "given",
    [
        {"first": "2022年以来，我局认真落实条例；与2022年相比，公开信息增加。"},
        {"fifth": "2022年，我局存在公开形式单一的问题，2023年已经改进，还有不足。"},
        {"first": "2023年，我局认真落实条例。\n\n________________\n\n公开工作平稳有序。"},
        {"first": "2023年，我局学习乙市教育局经验，办理工作平稳有序。"},
        {"first": "2023年，我局对省教育厅转来的件均已办结，申请人为XX公司、某某。"},
        {"fifth": "无障碍服务仍有不足，下一步将改进。"},
        {"top": "发布日期：2024-01-20", "fifth": "针对存在的问题，2024年6月30日前完成整改。"},
        {"top": "发布日期：2024-01-20", "first": "2023年12月31日前，公开工作平稳有序。"},
        {"sixth": "本年度未收取信息处理费。"},
        {"sixth": "按照《政府信息公开信息处理费管理办法》，对2件申请收取信息处理费300元。"},
        {"chapters": [t.replace("、", "", 1)[1:] for t in SIX]},
        {"numbers": {("proactive", "fee", "amount"): "0.1234"}},
    ],
)
def test_what_only_looks_like_a_fault_is_none(given: dict[str, Any]) -> None:
    assert found(within(read(**given))) == []


def test_several_chapters_lost_may_be_the_reading() -> None:
    assert "lost_chapters" in found(within(read(chapters=without(5, 6), fifth="", sixth="")))


def test_a_fee_in_the_table_of_2014_contradicts_prose_without_one() -> None:
    report = read(sixth="本年度未收取信息处理费。")
    fee = Cell("statistics", "fees", "count", CellKind.NUMBER, Decimal("0.3"), "万元", "0.3", 0, 1, 0, 1)
    assert found(within(replace(report, cells=(*report.cells, fee)))) == ["fee"]


def test_a_county_calls_itself_a_county() -> None:
    title, first = "甲县教育局2023年政府信息公开工作年度报告", "2023年，我{}认真落实条例，公开工作平稳有序。"
    assert found(within(read(title=title, first=first.format("区")))) == ["other_body"]
    assert found(within(read(title=title, first=first.format("县")))) == []


def test_traditional_characters_are_the_same_body_and_are_quoted_as_written() -> None:
    report = read(first="2023年，甲市教育局認真落實條例。", sixth="（此處填寫收費情況）")
    (finding,) = [f for f in within(report) if f.kind.key not in ("holds", "open")]
    assert (finding.kind.key, finding.sides[0].quote) == ("placeholder", "（此處填寫收費情況）")


# --- beside the year before --------------------------------------------------------------------------------------


def years(first: str, now: int = 20, then: int = 10, **given: Any) -> list[str]:
    old = {"title": "甲市教育局2022年政府信息公开工作年度报告", "first": "2022年，公开工作平稳有序。"}
    earlier, later = read(**old, numbers=requests(then)), read("乙.txt", first=first, numbers=requests(now), **given)
    return found(between(earlier, later))


@pytest.mark.parametrize(
    ("first", "kinds"),
    [
        ("2023年新收政府信息公开申请20件，同比增长100%。", []),
        ("2023年新收政府信息公开申请20件，同比增长50%。", ["growth"]),
        ("2023年新收政府信息公开申请20件，同比下降100%。", ["growth"]),
        ("2023年新收申请数量较上年增长98%。", ["growth"]),
        ("2023年主动公开信息同比增长8%。", []),
    ],
)
def test_growth_is_reckoned_from_both_years(first: str, kinds: list[str]) -> None:
    assert years(first) == kinds


def test_a_stated_growth_may_be_rounded_or_cut() -> None:
    assert years("2023年新收政府信息公开申请20件，同比增长566.6%。", then=3) == []
    assert years("2023年新收政府信息公开申请20件，同比增长567%。", then=3) == []
    assert years("2023年新收政府信息公开申请20件，同比增长560%。", then=3) == ["growth"]


def test_a_wrong_growth_is_shown_by_the_same_cells_of_both_years() -> None:
    """新收 beside 新收, though 新收 with 上年结转 was tried too."""
    old = {"title": "甲市教育局2022年政府信息公开工作年度报告", "first": "2022年，公开工作平稳有序。"}
    later = read("乙.txt", first="2023年新收申请数量较上年增长88.8%。", numbers=requests(19))
    said = " ".join(finding.message for finding in between(read(**old, numbers=requests(21, 2)), later))
    assert "下降9.52%（21 → 19）" in said


def test_ten_times_the_year_before_is_worth_a_look() -> None:
    assert set(years("2023年，公开工作平稳有序。", now=120, then=12)) == {"jump"}
    assert years("2023年，公开工作平稳有序。", now=20, then=2) == []


# --- corrections and doubts ----------------------------------------------------------------------------------------


def test_cells_in_doubt_are_told_and_make_a_failing_sum_unsure() -> None:
    report = read(numbers={NEW: "3"})
    doubtful = replace(report, cells=tuple(c._replace(doubt="看不清") if c.value == 3 else c for c in report.cells))
    assert set(found(within(report))) == {"table"}
    assert set(found(within(doubtful))) == {"unsure_sum", "doubtful_cell"}


def test_a_number_in_prose_that_may_be_misread_is_no_error() -> None:
    report = read(first="2023年，收到政府信息公开申请13件。", numbers=requests(12))
    assert found(within(report)) == ["prose"]
    line = report.text[: report.text.index("13件")].count("\n") + 1
    told = (
        Problem(line, "正文里的数“13件”识别得不确定（“…”），请对照原件核对"),
        Problem(40, "“新收”一行有识别得不确定的格：…"),
    )
    assert found(within(replace(report, problems=told))) == ["unsure_sum", "unread"]


def test_a_corrected_cell_is_checked_as_corrected_and_told_where_the_report_has_changed() -> None:
    report = read(numbers=requests(12))
    said = Correction(CellKind.NUMBER, Decimal(13), "漏计一件", "张某", "2026-01-02", "11")
    cells = (
        c._replace(value=said.value, correction=said) if c.row == "new" and c.column == "total" else c
        for c in report.cells
    )
    findings = list(within(replace(report, cells=tuple(cells))))
    assert set(found(findings)) == {"table", "stale_correction"}
    note = next(f.note for f in findings if f.kind.key == "table")
    assert "是更正后的数，原文为12" in note


# --- over a store --------------------------------------------------------------------------------------------------

PROSE = (
    "我们建立了政策解读与文件起草同步推进的机制，重要文件都有图解。我们每个季度检查一次公开栏目，逾期未更新的点名提醒。"
    "我们在办事大厅设立了查阅点，安排专人帮助老年人查询。我们把公开工作纳入年度考核，结果向社会公布。"
    "我们邀请群众代表列席重要会议，听取意见并逐条反馈。"
)
OTHER = (
    "今年着重清理了失效文件，在网站上逐件标注状态。围绕企业关心的惠企政策，汇编了办事问答并送到园区。"
    "建立了舆情会商制度，热点问题当天回应。组织了三次业务培训，讲解答复文书的常见错误。"
    "完善了保密审查流程，先审查后公开。"
)


def audited(store: Store, *reports: Report) -> list[Finding]:
    store.put_many(reports)
    return [f for group in audit(store, store.heads()) for f in group.findings]


def test_prose_copied_from_last_year_or_from_another_body_is_told_with_examples(store: Store) -> None:
    last = read(
        "上年.txt", title="甲市教育局2022年政府信息公开工作年度报告", first=f"2022年，甲市教育局很努力。{PROSE}"
    )
    this = read("今年.txt", first=f"2023年，甲市教育局很努力。{PROSE}")
    other = read(
        "别人.txt", title="乙县公安局2023年政府信息公开工作年度报告", first=f"2023年，乙县公安局很努力。{PROSE}"
    )
    own = read("自己.txt", title="丙县公安局2023年政府信息公开工作年度报告", first=f"2023年，丙县公安局很努力。{OTHER}")
    alike = [f for f in audited(store, last, this, other, own) if f.kind.key.startswith("alike")]
    assert [f.kind.key for f in alike] == ["alike_years", "alike_bodies", "alike_bodies"]
    assert all(own.id not in {side.report_id for side in f.sides} for f in alike)
    one, same = alike[0].sides[:2]
    assert one.quote == same.quote
    assert one.report_id == this.id != same.report_id == last.id


def test_a_missing_year_is_told(store: Store) -> None:
    reports = [
        read(f"{y}.txt", title=f"甲市教育局{y}年政府信息公开工作年度报告", first="平稳有序。") for y in (2021, 2023)
    ]
    (finding,) = [f for f in audited(store, *reports) if f.kind.key == "missing_year"]
    assert "缺少2022年的年报" in finding.message


def whole(name: str, scope: str, natural: int, first: str = "") -> Report:
    title = f"{name}2023年政府信息公开工作年度报告（{scope}）"
    return read(
        f"{name}{scope}.txt", title=title, first=first or "2023年，公开工作平稳有序。", numbers=requests(natural)
    )


LISTED = "2023年，全市收到政府信息公开申请30件（市本级10件、望汐区8件、芷岸县12件）。"


@pytest.mark.parametrize(
    ("parts", "kinds", "said"),
    [
        pytest.param({"望汐区": 8, "芷岸县": 12}, [], "共", id="all there, and equal"),
        pytest.param({"望汐区": 8}, [], "还没有收录（或没有标明本级、汇总）：芷岸县", id="one is not loaded"),
        pytest.param({"望汐区": 8, "芷岸县": 11}, ["part"], "芷岸县的申请数", id="a part counts otherwise"),
    ],
)
def test_a_whole_is_set_against_the_parts_it_lists(
    store: Store, parts: dict[str, int], kinds: list[str], said: str
) -> None:
    reports = [whole("澄屿市", "全市汇总", 30, LISTED), whole("澄屿市人民政府", "本级", 10)]
    reports += [whole(name, "全区汇总" if name.endswith("区") else "全县汇总", n) for name, n in parts.items()]
    findings = audited(store, *reports)
    assert found(findings, "not_run") == kinds
    assert any(said in f.message for f in findings if f.report_id == reports[0].id)


def test_a_whole_that_is_not_the_sum_of_all_its_parts_is_an_error(store: Store) -> None:
    wrong = whole("澄屿市", "全市汇总", 30, LISTED)
    text = wrong.text.replace("（一）予以公开\t30", "（一）予以公开\t29").replace("（二）部分公开", "（二）部分公开", 1)
    reports = [
        read_report(text.encode(), wrong.file, wrong.address), whole("澄屿市人民政府", "本级", 10),
        whole("望汐区", "全区汇总", 8), whole("芷岸县", "全县汇总", 12),
    ]  # fmt: skip
    findings = [f for f in audited(store, *reports) if f.kind.key == "whole"]
    assert [f.message for f in findings] == ["澄屿市2023年汇总的“予以公开 × 自然人”与各部分之和不等"]
    assert [side.said for side in findings[0].sides] == ["汇总 29", "市本级 10 + 望汐区 8 + 芷岸县 12 = 30"]


def test_a_draft_of_a_whole_is_set_against_the_parts_in_the_store(store: Store) -> None:
    store.put_many(
        [whole("澄屿市人民政府", "本级", 10), whole("望汐区", "全区汇总", 8), whole("芷岸县", "全县汇总", 12)]
    )
    assert found(audit_draft(store, whole("澄屿市", "全市汇总", 30, LISTED)).findings, "not_run") == []
    wrong = {**requests(30), ("disputes", "cases", "reconsideration.total"): "1"}
    title = "澄屿市2023年政府信息公开工作年度报告（全市汇总）"
    draft = audit_draft(store, read("草稿.txt", title=title, first=LISTED, numbers=wrong))
    assert found(draft.findings, "table") == ["whole"]


def test_parts_of_the_divisions_can_only_be_too_many(store: Store) -> None:
    """Zones stand in no list of divisions: counties that add up to less than the city prove nothing."""
    city = whole("宿迁市", "全市汇总", 30)
    less = [whole(name, "全县汇总", 5) for name in ("沭阳县", "泗阳县", "泗洪县")]
    assert found(audited(store, city, *less), "not_run") == []
    more = whole("沭阳县", "全县汇总", 26)
    assert set(found(audited(store, more), "not_run")) == {"whole"}


# --- the kinds -----------------------------------------------------------------------------------------------------


def test_every_kind_has_a_name_and_a_reason() -> None:
    kinds = load_kinds().values()
    assert len({k.name for k in kinds}) == len(kinds)
    assert all(k.reason.endswith("。") for k in kinds)
    assert [k.severity.rank for k in kinds] == sorted(k.severity.rank for k in kinds)
    assert {k.severity for k in kinds} == set(Severity)


# --- the demo and the real reports ------------------------------------------------------------------------------------


def test_every_planted_fault_of_the_demo_is_found_and_none_invented(demo: Demo) -> None:
    """Errors and doubts exactly as planted; a hint may be true by chance, since bodies of the demo share their sentences."""
    found_in: dict[str, set[str]] = defaultdict(set)
    hints: dict[str, set[str]] = defaultdict(set)
    for group in audit(demo.store, demo.store.heads()):
        for finding in group.findings:
            by_chance = finding.kind.severity in (Severity.HINT, Severity.NOTE)
            (hints if by_chance else found_in)[group.head.file].add(named(finding))
    for report in demo.manifest["reports"]:
        kinds = {planted_kind(name) for fault in report["faults"] for name in (*fault["fails"], *fault["finds"])}
        told = found_in[report["file"]] - {"open", "unread", "doubtful_cell"}
        assert told == kinds - HINTS, report["file"]
        assert kinds & HINTS <= hints[report["file"]], report["file"]
    assert "alike_years" not in {k for file, kinds in hints.items() for k in kinds if "栖霖市教育局" not in file}


HINTS = {k.key for k in load_kinds().values() if k.severity is Severity.HINT}


def planted_kind(name: str) -> str:
    """The kind of finding that a planted failure is: “results@total” is one of the table, “whole@granted|total” of itself."""
    check, _, place = name.partition("@")
    if check in ("carry_over", "effective"):
        return "carry_over"
    if check == "whole":
        return name
    return check if check == "prose" or not place else "table"


def named(finding: Finding) -> str:
    """The kind of a finding; of a whole with the keys of its cell."""
    if finding.kind.key != "whole":
        return finding.kind.key
    side, form = finding.sides[0], load_forms()["2021"]
    labels = {
        (" / ".join(r.path), " / ".join(c.path)): f"{r.key}|{c.key}" for t in form.tables for _, r, c in t.places()
    }
    return f"whole@{labels[side.row, side.column]}"


def test_the_shared_reports_have_no_false_error(shared: Path) -> None:
    """Looked at one by one: the one error is a sentence that counts natural persons only and says it counts all."""
    names = [
        "上海市人民政府办公厅2019.html",
        "上海市科学技术委员会2024.md",
        "宿迁市2023.txt",
        "宿迁市2024.txt",
        "梁园区人民政府办公室2021.txt",
    ]
    reports = [read_report((shared / "reports" / n).read_bytes(), n, f"/{n}") for n in names]
    errors = [(r.file, f.message) for r in reports for f in within(r) if f.kind.severity is Severity.ERROR]
    assert errors == [(names[0], "正文所说予以公开及部分公开数与表中两行之和")]
    assert found(within(reports[1])) == ["unread", "numbering"]
    assert found(within(reports[3])) == ["prose_scope", "prose_scope"]
    assert found(between(reports[2], reports[3])) == ["growth"]
