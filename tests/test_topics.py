"""Who writes of a topic: every report is looked through, those that do are counted and quoted."""

from __future__ import annotations

import pytest
from conftest import Demo
from fakes import small_report

from assistant.answer import Outcome
from assistant.ask import Assistant
from corpus.assemble import read_report
from corpus.settings import Settings
from corpus.store import Store


@pytest.mark.parametrize(
    ("question", "topic", "count"),
    [
        ("2023年哪些单位提到了新闻发布会", "新闻发布会", 4),
        ("2023年有几个单位开了新闻发布会", "新闻发布会", 4),
        ("2023年谁提到新闻发布会", "新闻发布会", 4),
        ("2023年有没有单位提到开放日", "开放日", 1),
    ],
)
def test_bodies_that_write_of_it_are_counted_and_quoted(demo: Demo, question: str, topic: str, count: int) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert f"共有22份年报，{count}个单位的正文写到“{topic}”" in answer.text
    assert len(answer.citations) == count
    assert len(answer.subjects.bodies) == count
    for citation in answer.citations:
        assert topic in citation.quote
        assert demo.store.report(citation.report_id).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("topic", ["人工智能", "区块链", "元宇宙"])
def test_what_no_report_writes_is_told_with_how_many_were_looked_through(demo: Demo, topic: str) -> None:
    answer = demo.assistant.ask(f"有没有单位提到{topic}")
    assert answer.outcome is Outcome.NOT_IN_REPORT
    assert f"154份年报，正文都没有写到“{topic}”" in answer.text


def test_without_a_year_the_reports_of_all_years_are_looked_through(demo: Demo) -> None:
    answer = demo.assistant.ask("哪些年报里写了12345热线")
    assert "历年共有154份年报，6个单位的正文写到“12345热线”" in answer.text


def test_those_that_do_not_write_of_it(demo: Demo) -> None:
    answer = demo.assistant.ask("哪些单位没有提到培训")
    assert "正文没有写到“培训”的有1个单位：栖霖市人民政府" in answer.text


def test_who_writes_that_there_was_none_is_told_apart(demo: Demo) -> None:
    answer = demo.assistant.ask("2023年哪些单位收了信息处理费")
    assert "写的是没有（列在最后）" in answer.text
    assert "未收取" in answer.claims[-1].text


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("澄屿市卫健委23年不给公开的有几件", "行政复议"),
        ("澄屿市2023年政策解读发布了多少篇", "新闻发布会22场"),
    ],
)
def test_a_number_that_is_not_asked_for_is_no_answer(demo: Demo, question: str, never: str) -> None:
    answer = demo.assistant.ask(question)
    assert never not in answer.text


def test_a_body_is_quoted_in_the_order_of_its_report(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2023年年报怎么说公开内容的")
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)


def test_a_report_added_later_is_looked_through_too(store: Store) -> None:
    store.put(read_report(small_report().encode(), "甲市教育局2023.txt", "/1.txt"))
    assistant = Assistant(store, Settings(data=store.folder))
    assert "没有写到" in assistant.ask("2023年哪些单位提到了开放日").text
    later = small_report().replace("甲市", "乙市").replace("全年工作平稳", "举办开放日两次")
    store.put(read_report(later.encode(), "乙市教育局2023.txt", "/2.txt"))
    assert "乙市教育局2023年" in assistant.ask("2023年哪些单位提到了开放日").text
