"""Questions about reports in the form of 2014: answered under its own labels, compared only where the meaning is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.answer import Outcome
from corpus.demo.questions import Question, cell_questions

if TYPE_CHECKING:
    from conftest import Demo

OFFICE, SCHOOLS = "禾笙区政府办公室", "栖霖市教育局"


def cell(demo: Demo, body: str, year: int, key: str) -> str:
    report = next(r for r in demo.manifest["reports"] if (r["body"], r["year"]) == (body, year))
    return str(report["cells"][key]["raw"])


def told(demo: Demo, year: int, key: str) -> str:
    return cell(demo, "禾笙区人民政府办公室", year, key)


def test_every_kind_of_cell_is_answered(demo: Demo) -> None:
    """One question for every cell of the form, each about a report by chance, worded in one of several ways."""
    by_key: dict[str, Question] = {}
    forms = {r["file"]: r["form"] for r in demo.manifest["reports"]}
    for question in cell_questions(demo.manifest):
        if question["type"] == "demo_cell" and forms[question["reports"][0]] == "2014":
            by_key[question["id"].split("-", 1)[1]] = question
    assert len(by_key) == 58
    wrong = []
    for question in by_key.values():
        typed, (numbers,) = question["turns"][0], question["must_include"]
        answer = demo.assistant.ask(typed)
        if answer.outcome is not Outcome.ANSWERED or not any(n in answer.text for n in numbers):
            wrong.append((typed, answer.text))
    assert wrong == []


@pytest.mark.parametrize("words", ["依申请公开信息收取的费用是多少", "依申请公开信息收取费用多少"])
def test_a_fee_is_no_number_of_requests(demo: Demo, words: str) -> None:
    """依申请公开 alone asks for the requests; within the name of an amount of money it does not."""
    later = demo.assistant.ask(f"{OFFICE}2020年{words}")
    assert (later.outcome, later.figures) == (Outcome.NOT_IN_FORM, ())
    earlier = demo.assistant.ask(f"{OFFICE}2016年{words}")
    assert f"“依申请公开信息收取的费用”为{told(demo, 2016, 'statistics|fees|count')}万元" in earlier.text


@pytest.mark.parametrize(
    ("question", "label", "key", "unit"),
    [
        ("收到多少申请", "收到申请数", "requests|new|total", "件"),
        ("网上申请有多少件", "网络申请数", "statistics|received.online|count", "件"),
        ("政府网站公开了多少条信息", "政府网站公开政府信息数", "statistics|channel.website|count", "条"),
        ("做公开工作的有几人", "从事政府信息公开工作人员数", "statistics|staff|count", "人"),
        ("开了几次公开工作会", "召开政府信息公开工作会议或专题会议数", "statistics|meetings|count", "次"),
        ("行政诉讼数量是多少", "行政诉讼数量", "disputes|cases|litigation.total", "件"),
        ("行政诉讼被纠正的有几件", "行政诉讼数量·被依法纠错数", "disputes|cases|litigation.corrected", "件"),
    ],
)
def test_a_value_under_the_labels_of_the_form(demo: Demo, question: str, label: str, key: str, unit: str) -> None:
    answer = demo.assistant.ask(f"{OFFICE}2016年{question}")
    assert answer.outcome is Outcome.ANSWERED
    assert f"“{label}”为{told(demo, 2016, key)}{unit}" in answer.text
    assert {(c.year, c.column) for c in answer.citations} == {(2016, "统计数")}


def test_a_share_is_of_the_whole_it_is_part_of(demo: Demo) -> None:
    part, whole = (told(demo, 2016, f"{key}") for key in ("statistics|received.online|count", "requests|new|total"))
    for question in ("收到的申请里网络申请占多少", "网络申请数占比"):
        assert f"（{part} ÷ {whole}）" in demo.assistant.ask(f"{OFFICE}2016年{question}").text


def test_parts_are_the_rows_that_add_up(demo: Demo) -> None:
    answer = demo.assistant.ask(f"{OFFICE}2016年收到的申请按方式分别是多少")
    assert {c.row.split(" / ")[-1] for c in answer.citations} >= {"（一）收到申请数", "3.网络申请数", "4.信函申请数"}


def test_disputes_are_added_from_the_rows_of_the_form(demo: Demo) -> None:
    parts = [told(demo, 2017, f"disputes|cases|{key}.total") for key in ("reconsideration", "litigation")]
    answer = demo.assistant.ask(f"{OFFICE}2017年行政复议和行政诉讼一共多少件")
    assert f"为{sum(map(int, parts))}件" in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2016年结转到下一年的申请有多少件", ["2014年格式", "没有“结转下年度继续办理”这一项"]),
        ("2016年自然人申请多少件", ["2014年格式", "没有"]),
        ("2016年现行有效的规范性文件多少件", ["2014年格式", "没有"]),
        ("2022年政务微博公开政府信息数是多少", ["2021年格式", "没有“政务微博公开政府信息数”这一项"]),
        ("2020年传真申请数多少件", ["2019年格式", "没有“传真申请数”这一项"]),
    ],
)
def test_not_in_this_form_both_ways(demo: Demo, question: str, said: list[str]) -> None:
    answer = demo.assistant.ask(f"{OFFICE}{question}")
    assert answer.outcome is Outcome.NOT_IN_FORM, answer.text
    assert all(words in answer.text for words in said), answer.text


def test_what_is_much_like_it_is_told_beside(demo: Demo) -> None:
    answer = demo.assistant.ask(f"{OFFICE}2016年予以公开多少件")
    assert answer.outcome is Outcome.NOT_IN_FORM
    near = told(demo, 2016, "statistics|replies.granted|count")
    assert f"与它相近、但口径不完全相同的是“同意公开答复数”：{near}件" in answer.text


def test_a_trend_over_forms_says_that_the_form_changed(demo: Demo) -> None:
    answer = demo.assistant.ask(f"{OFFICE}2016到2022年收到申请的变化")
    assert f"“收到申请数”：2016年{told(demo, 2016, 'requests|new|total')}件" in answer.text
    assert "（2014年格式、2019年格式、2021年格式）" in answer.text
    assert "“本年新收政府信息公开申请数量”在2014年格式里叫“收到申请数”" in answer.text
    within = demo.assistant.ask(f"{OFFICE}2017年收到申请比2016年增长多少")
    assert "格式" not in within.text


def test_prose_is_cited_by_the_chapters_of_the_report_itself(demo: Demo) -> None:
    answer = demo.assistant.ask(f"{OFFICE}2016年微博发了几条信息")
    assert {c.chapter for c in answer.citations} <= {"二、主动公开政府信息情况", "二、主动公开情况", ""}
    answer = demo.assistant.ask(f"{OFFICE}2016年存在哪些问题")
    assert {c.chapter for c in answer.citations} <= {"五、存在的主要问题和改进措施", "五、存在的不足及改进情况"}
    assert answer.citations


def test_years_of_which_some_are_lists(demo: Demo) -> None:
    """The lists by their cells, the others by what their prose says; of a share the whole is the list's own."""
    text = demo.assistant.ask(f"{OFFICE}2014到2020年政务微博公开政府信息数").text
    for year in range(2014, 2019):
        assert f"{year}年{told(demo, year, 'statistics|channel.weibo|count')}条" in text
    assert "2019年“政务微博" not in text
    part, whole = (told(demo, 2016, f"statistics|{key}|count") for key in ("concluded.extended", "concluded"))
    assert f"（{part} ÷ {whole}）" in demo.assistant.ask(f"{OFFICE}2016年延期办结的占办结的百分之几").text


def test_follow_ups_go_from_form_to_form(demo: Demo) -> None:
    talk = demo.assistant.conversation()
    assert "“行政诉讼数量”" in talk.ask(f"{OFFICE}2016年行政诉讼总数是多少").text
    assert "“行政诉讼数量”" in talk.ask("2017年呢").text
    assert "“行政诉讼·总计”" in talk.ask("2020年呢").text


def test_a_report_of_this_form_at_a_glance(demo: Demo) -> None:
    text = demo.assistant.ask(f"{OFFICE}2016年概况").text
    assert f"收到申请数：{told(demo, 2016, 'requests|new|total')}件" in text
    assert "同意公开答复数" in text
    assert "共核对7项，全部成立" in text


def test_its_checks_are_told(demo: Demo) -> None:
    text = demo.assistant.ask(f"{SCHOOLS}2016年勾稽对得上吗").text
    assert "按时办结数与延期办结数之和等于申请办结数——对不上" in text


def test_a_blank_cell_and_a_free_table(demo: Demo) -> None:
    assert demo.assistant.ask("砚岭县人民政府办公室2017年举报投诉数量是多少").outcome is Outcome.BLANK
    answer = demo.assistant.ask(f"{OFFICE}2012年政府网站公开数量")
    row = next(r for r in demo.manifest["reports"] if r["year"] == 2012)["rows"][1]
    assert row[1] in answer.text
