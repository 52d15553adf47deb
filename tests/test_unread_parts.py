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


@pytest.mark.parametrize("joiner", ["加", "加上", "+", "再加上"])
def test_parts_added_in_a_word_are_added_up(demo: Demo, joiner: str) -> None:
    answer = demo.assistant.ask(f"澄屿市公安局2021年不予处理的{joiner}部分公开的是几件")
    assert answer.outcome is Outcome.ANSWERED
    assert all(said in answer.text for said in ("“不予处理”", "“部分公开”", "合计"))


def test_what_is_added_to_is_asked_back_where_it_was_not_read(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2021年部分公开的加飞上天的猫是几件")
    assert (answer.outcome, answer.figures) == (Outcome.ASKS_BACK, ())


@pytest.mark.parametrize(
    "question", ["澄屿市2023年关于征地的申请新收多少件", "澄屿市2023年新收的申请里涉及环保的有多少"]
)
def test_requests_of_one_matter_are_never_told_as_all(demo: Demo, question: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.NOT_IN_REPORT
    assert not answer.figures


def test_a_matter_that_is_a_row_of_the_form_is_that_row(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市2023年涉及商业秘密的申请有多少")
    assert "保护第三方合法权益" in answer.text
