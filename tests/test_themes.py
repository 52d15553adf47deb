"""Chapter 5 across bodies: problems and measures by theme with counts, who names one, what comes back year after year."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome
from assistant.ask import Assistant
from corpus.themes import load_themes

# an item as reports write it → the themes it is about
PROBLEMS = [
    ("一是人员力量薄弱，基层多为兼职人员", {"staff", "grassroots"}),
    ("工作人员流动较快，业务能力与新要求还有差距", {"staff", "skills"}),
    ("对《条例》的学习理解不够深入", {"skills"}),
    ("个别单位对政务公开重视不够，信息更新不及时", {"awareness", "timeliness"}),
    ("政策解读形式较为单一", {"explaining"}),
    ("公开渠道有待进一步拓宽", {"platform"}),
    ("依申请公开答复的规范性有待提高", {"requests"}),
    ("保密审查机制还不健全", {"secrecy", "mechanism"}),
    ("老年人等群体获取信息仍有不便", {"elderly"}),
    ("公众参与度不高，互动交流较少", {"participation"}),
    ("公开的深度和广度与群众期待相比还有差距", {"content", "extent"}),
    ("天气炎热", set()),
]


@pytest.mark.parametrize(("item", "themes"), PROBLEMS, ids=[item for item, _ in PROBLEMS])
def test_a_problem_is_of_the_themes_its_words_say(item: str, themes: set[str]) -> None:
    assert {theme.key for theme in load_themes().of(item, measures=False)} == themes


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("2023年，我市政务公开工作取得了一定成效，但与群众期待相比还有差距，主要表现在以下方面。", True),
        ("对照上级要求，我局的工作仍存在一些不足。", True),
        ("一是公开内容还存在不足", False),
        ("公开的深度和广度与群众期待相比还有差距", False),
    ],
)
def test_what_leads_to_the_problems_is_none(sentence: str, leads: bool) -> None:
    assert load_themes().leads_on(sentence, measures=False) is leads


ACROSS = [
    "2023年各单位存在的主要问题有哪些",
    "各单位2023年存在的问题主要有哪些类",
    "2023年大家都有什么毛病",
    "2023年最常见的问题是什么",
    "2023年全省普遍存在哪些问题",
]


@pytest.mark.parametrize("question", ACROSS)
def test_problems_of_all_bodies_are_grouped_by_theme(demo: Demo, question: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert "共有22份年报，其中22份的第五部分写了存在的问题" in answer.text
    assert "老年人等群体获取信息不便：" in answer.text
    counts = [int(row[1].text.removesuffix("个")) for row in answer.tables[0].rows]
    assert counts == sorted(counts, reverse=True)
    for row in answer.tables[0].rows:
        assert f"{row[0].text}：{row[1].text}单位" in answer.text


def test_every_item_is_in_a_theme_or_listed_by_itself(real: Assistant) -> None:
    answer = real.ask("各单位存在的问题有哪些，2023年")
    assert "没有归入以上各类的1条：" in answer.text
    assert "高标准发挥政务公开功能作用需进一步加强" in answer.text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2023年多少单位提到人员不足", ["6个单位写到“人员力量不足”", "工作人员流动较快"]),
        ("2023年哪些单位说培训不够", ["6个单位写到“业务能力和培训不够”"]),
        ("2023年有几家单位说政策解读形式单一", ["2个单位写到", "望汐区教育局2023年：“政策解读形式较为单一"]),
        ("2023年哪些单位没提人员不足", ["没有写到“人员力量不足”的有16个单位"]),
        ("哪些单位2023年没写问题", ["第五部分都写了存在的问题"]),
        ("澄屿市下属单位2023年的改进措施", ["已收录的澄屿市各单位2023年共有4份年报", "推进基层标准化规范化：3个单位"]),
        ("教育局2023年都存在什么问题", ["已收录的各教育局2023年共有"]),
    ],
)
def test_who_says_what_is_counted(demo: Demo, question: str, wanted: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [w for w in wanted if w not in answer.text] == []


def test_each_sentence_quoted_stands_where_it_is_cited(demo: Demo) -> None:
    answer = demo.assistant.ask("2023年哪些单位说培训不够")
    for citation in answer.citations:
        assert demo.store.report(citation.report_id).text[citation.start : citation.end] == citation.quote
        assert citation.chapter == "五、存在的主要问题及改进情况"
        assert f"{citation.body}" in answer.text


def test_bodies_told_of_are_subjects(demo: Demo) -> None:
    answer = demo.assistant.ask("2023年有几家单位说政策解读形式单一")
    assert answer.subjects.bodies == ("望汐区教育局", "禾笙区市场监督管理局")


@pytest.mark.parametrize(
    "question",
    ["澄屿市公安局2022年还存在什么不足", "澄屿市公安局2022年年报第五章写的问题", "澄屿市公安局22年年报里的主要问题"],
)
def test_a_year_before_its_report_is_not_year_after_year(demo: Demo, question: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.text.startswith("澄屿市公安局2022年提到的主要问题和不足：")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("澄屿市教育局上年的问题2024年还提吗", ["2024年仍然提到", "2024年没有再提到", "新提到的"]),
        ("澄屿市历年反复提到的问题", ["6份年报", "不止一年提到的："]),
    ],
)
def test_the_problems_of_a_body_over_its_years(demo: Demo, question: str, wanted: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [w for w in wanted if w not in answer.text] == []
    assert answer.citations
