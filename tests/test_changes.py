"""What changed between two reports: numbers, sentences new, gone and reworded, and what one copied of the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Demo

from assistant.answer import Answer, Outcome
from assistant.ask import Assistant
from corpus.changes import ProseChanges, prose_changes
from corpus.ingest import add_paths
from corpus.report import Report
from corpus.settings import Settings
from corpus.store import Store

REPORT = """{body}{year}年政府信息公开工作年度报告

一、总体情况

{first}

五、存在的主要问题及改进情况

{fifth}
"""
KEPT = "全年收到政府信息公开申请{n}件，均在法定期限内答复。"
OLD = "组织政策解读培训班2期，培训工作人员120人次。"
REWORDED = "组织政策解读专题培训班3期，共培训工作人员150人次。"
GONE = "开展政府网站错链断链专项清理，保证网上信息准确可用。"
NEW = "上线智能问答机器人，群众随时可以咨询办事流程。"


def of(body: str, year: int, first: Sequence[str], fifth: str = "一是人员力量不足，专业培训较少。") -> str:
    return REPORT.format(body=body, year=year, first="".join(first), fifth=fifth)


@pytest.fixture
def asked(store: Store, tmp_path: Path) -> Assistant:
    """Two years of one body, and another body that copied the second."""
    texts = {
        "1": of("甲市教育局", 2022, (KEPT.format(n=10), OLD, GONE)),
        "2": of("甲市教育局", 2023, (KEPT.format(n=25), REWORDED, NEW)),
        "3": of("甲市财政局", 2023, (KEPT.format(n=4), REWORDED, NEW)),
    }
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    add_paths(store, [folder], lambda _: None)
    return Assistant(store, Settings(data=tmp_path / "data"))


def between(store: Store, earlier: str, later: str) -> tuple[ProseChanges, Report, Report]:
    heads = {f"{h.body}{h.year}": h for h in store.heads()}
    one, other = store.report(heads[earlier].id), store.report(heads[later].id)
    return prose_changes(one, other), one, other


@pytest.mark.usefixtures("asked")
def test_sentences_are_kept_reworded_new_or_gone(store: Store) -> None:
    changes, earlier, later = between(store, "甲市教育局2022", "甲市教育局2023")
    kept = [later.text[b.start : b.end] for _, b in changes.kept]
    assert kept == [KEPT.format(n=25), "一是人员力量不足，专业培训较少。"]
    assert [(earlier.text[a.start : a.end], later.text[b.start : b.end]) for a, b in changes.reworded] == [
        (OLD, REWORDED)
    ]
    assert [later.text[m.start : m.end] for m in changes.new] == [NEW]
    assert [earlier.text[m.start : m.end] for m in changes.gone] == [GONE]


@pytest.mark.usefixtures("asked")
def test_numbers_years_and_names_do_not_make_a_sentence_another(store: Store) -> None:
    changes, _, later = between(store, "甲市教育局2023", "甲市财政局2023")
    assert (changes.new, changes.gone, changes.reworded, changes.share) == ((), (), (), 1.0)
    assert [share for *_, share in changes.paragraphs] == [1.0, 1.0]
    assert later.body == "甲市财政局"


def quotes(answer: Answer) -> set[str]:
    return {c.quote for c in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "甲市教育局2023年年报和2022年比有什么变化",
        "甲市教育局2023年年报比2022年改了哪些内容",
        "甲市教育局2023年年报和上年有什么不同",
        "把甲市教育局2022年和2023年的年报对比一下",
        "甲市教育局两年的年报有什么区别",
        "甲市教育局2023年的报告跟去年比哪里变了",
    ],
)
def test_what_changed_is_told_with_places_in_both_reports(asked: Assistant, question: str) -> None:
    answer = asked.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    for part in (
        f"新写：“{NEW}”",
        f"删去：“{GONE}”",
        f"改写：原为“{OLD}”，现为“{REWORDED}”",
        "4句中，2句",
        "1句改写过",
    ):
        assert part in answer.text
    assert quotes(answer) == {NEW, GONE, OLD, REWORDED}


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("甲市教育局2023年年报新增了什么", NEW, GONE),
        ("甲市教育局2023年年报哪些话是新写的", NEW, GONE),
        ("甲市教育局2023年年报比上年删掉了哪些", GONE, NEW),
        ("甲市教育局2023年第五部分和上年比改了什么", "1句与甲市教育局2022年相同（占文字的100%）", NEW),
        ("甲市教育局2023年存在的问题和上年比有什么变化", "1句与甲市教育局2022年相同（占文字的100%）", NEW),
    ],
)
def test_one_side_or_one_chapter_of_the_changes(asked: Assistant, question: str, said: str, unsaid: str) -> None:
    text = asked.ask(question).text
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "甲市教育局2023年和甲市财政局2023年的年报雷同吗",
            "基本雷同：甲市财政局2023年的正文有100%的文字与甲市教育局2023年相同",
        ),
        ("甲市教育局2023年年报是照抄2022年的吗", "没有整章雷同"),
        (
            "甲市教育局2023年年报有多少段是照抄上年的",
            "可以比较的2段中，1段与甲市教育局2022年基本相同（八成以上文字相同），1段有部分",
        ),
        ("甲市教育局2023年年报跟去年一个模子吗", "没有整章雷同"),
        ("甲市教育局2023年的改进措施和上年一样吗", "基本雷同：甲市教育局2023年的正文有100%的文字"),
    ],
)
def test_what_was_copied_is_told_by_sentences_and_paragraphs(asked: Assistant, question: str, said: str) -> None:
    answer = asked.ask(question)
    assert said in answer.text
    assert len({c.report_id for c in answer.citations}) == 2


def test_a_topic_or_an_indicator_is_not_a_whole_report(asked: Assistant) -> None:
    assert "新写" not in asked.ask("甲市教育局2023年新收比2022年有什么变化").text
    assert "新写" not in asked.ask("甲市教育局2023年比2022年增加了多少").text


def test_the_first_report_of_a_body_has_none_to_be_compared_with(asked: Assistant) -> None:
    answer = asked.ask("甲市财政局2023年年报新增了什么")
    assert answer.outcome is Outcome.NOT_LOADED
    assert "只收录了甲市财政局2023年一份年报" in answer.text


def test_the_numbers_that_changed_most_come_first(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2023年和2022年哪些数字变化大")
    assert "两年都有的55项数字（按总计）中，40项有变化，15项没有变" in answer.text
    assert "“予以公开”：65件→82件，增加17件，增长26.15%。" in answer.text
    assert "“行政复议·总计”：8件→3件，减少5件，下降62.50%（基数较小，百分比仅供参考）。" in answer.text
    (table,) = answer.tables
    assert table.header == ("指标", "2022年", "2023年", "增减")
    assert [cell.text for cell in table.rows[4]] == ["予以公开", "65件", "82件", "+17件"]
    assert {c.year for cell in table.rows[4] for c in cell.citations} == {2022, 2023}


def test_what_another_form_has_new_and_no_more_is_told_apart_from_changes(demo: Demo) -> None:
    text = demo.assistant.ask("澄屿市公安局2021年年报跟2020年比有什么不同").text
    assert "年报格式由2019年格式改为2021年格式。新有的项目：规章·本年制发件数" in text
    assert "不再有的项目：规章·本年新制作数量" in text
    assert "“行政规范性文件·本年制发件数”" not in text


def test_the_nearest_earlier_report_stands_in_for_a_year_that_is_not_loaded(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市教育局2023年年报和上年比有什么变化")
    assert answer.outcome is Outcome.PARTLY
    assert "没有收录澄屿市教育局2022年的年报，以下与最近的澄屿市教育局2021年相比。" in answer.text
    assert answer.reading == "澄屿市教育局 · 2021年、2023年 · 两份年报的变化"
