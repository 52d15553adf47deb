"""A part of a question that was not read is linked by its wording, or said; never left out of what is reckoned."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("澄屿市公安局2021年不予处理的申请再加上同意公开的申请总共多少件", ("不予处理", "予以公开", "合计")),
        ("澄屿市公安局2021年被拒绝公开的申请占办理结果总计的百分之几", ("不予公开", "办理结果·总计", "%")),
    ],
)
def test_it_is_linked(demo: Demo, question: str, labels: tuple[str, ...]) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert all(label in answer.text for label in labels)


def test_a_sum_without_it_is_asked_back(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2021年部分公开的和飞上天的猫合计多少件")
    assert answer.outcome is Outcome.ASKS_BACK
    assert "飞上天的猫" in answer.text
    assert not answer.figures


def test_beside_a_number_of_its_own_it_is_said(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2021年部分公开的和飞上天的猫各多少件")
    assert answer.outcome is Outcome.PARTLY
    assert "飞上天的猫" in answer.text
    assert "部分公开" in answer.text


def test_a_condition_on_what_is_said_in_other_words_is_no_question_for_what_is_loaded(demo: Demo) -> None:
    answer = demo.assistant.ask("2023年有哪些单位公众递交的信息公开申请大于80件")
    assert answer.outcome is Outcome.ANSWERED
    assert "新收政府信息公开申请数量”超过80件" in answer.text
