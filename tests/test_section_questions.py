"""Sections of chapter 1 asked for by what people call them, and what a carrier of information is called."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome

# question → what the answer says, and what it must not
TOLD: list[tuple[str, list[str], list[str]]] = [
    ("望汐区2023监督保障这块都干了啥 给我摘几条", ["通报11期", "监督员"], ["平台建设方面"]),
    ("岚榭县22年监督保障这块干了啥", ["着力规范监督检查"], []),
    ("澄屿市2024主动公开那一段摘一下", ["主动公开各类政府信息12314条"], []),
    ("芷岸县2021依申请公开这块写了什么", ["收到政府信息公开申请195件"], []),
    ("岚榭县2023年政府信息管理部分写了啥", ["着力加强政府信息管理"], []),
    ("岚榭县22年微信公众号叫什么，推了几条", ["叫“岚榭发布”", "483条"], []),
    ("望汐区2023微信公众号叫啥", ["叫“望汐发布”"], []),
]


@pytest.mark.parametrize(("question", "said", "unsaid"), TOLD, ids=[case[0] for case in TOLD])
def test_a_section_or_a_name_is_quoted(demo: Demo, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [part for part in said if part not in answer.text] == []
    assert [part for part in unsaid if part in answer.text] == []
    assert all(c.quote for c in answer.citations)


def test_a_name_that_is_not_written_is_said_not_to_be(demo: Demo) -> None:
    only_name, with_number = (
        demo.assistant.ask(q) for q in ("望汐区2022网站叫什么名字", "棠渡县2024公众号叫啥，发了几条")
    )
    assert (only_name.outcome, with_number.outcome) == (Outcome.NOT_IN_REPORT, Outcome.PARTLY)
    assert "854条" in with_number.text


@pytest.mark.parametrize("question", ["澄屿市2024主动公开多少条信息", "望汐区2023年依申请公开几件"])
def test_a_number_asked_for_is_not_a_section(demo: Demo, question: str) -> None:
    assert "（一）" not in demo.assistant.ask(question).text
