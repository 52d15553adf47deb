"""What was taken for answering requests: a row of the list of 2014, since 2019 a sentence; never a fee of another kind."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Answer, Outcome
from assistant.ask import Assistant

NOT_SAID = "正文也没有写收取了多少信息处理费"
NO_FEE = "我局未收取政府信息公开信息处理费"

CASES = [
    ("砚岭县人民政府办公室2016年依申请公开收费多少", "“依申请公开信息收取的费用”为0.0000万元"),
    ("砚岭县人民政府办公室2016年信息公开收了多少钱", "“依申请公开信息收取的费用”为0.0000万元"),
    ("澄屿市公安局2021年依申请公开收费多少", "对5件申请收取信息处理费，共计2142元"),
    ("澄屿市人民政府办公室2024年收取信息处理费多少元", "收取信息处理费420元"),
    ("澄屿市教育局2023年向申请人收了多少钱", NO_FEE),
    ("澄屿市教育局2023年有没有收信息处理费", NO_FEE),
    ("澄屿市2024年信息公开向老百姓收钱了吗", "我市依申请提供政府信息未收取任何费用"),
    ("砚岭县人民政府办公室2023年依申请公开收费多少", NOT_SAID),
    ("澄屿市教育局2023年新收多少件 → 信息公开收费多少", NO_FEE),
    ("砚岭县人民政府办公室2020年依申请公开收费多少 → 2022年呢", "县政府办公室未收取政府信息公开信息处理费"),
]


def last_answer(assistant: Assistant, turns: str) -> Answer:
    conversation = assistant.conversation()
    return [conversation.ask(turn) for turn in turns.split(" → ")][-1]


@pytest.mark.parametrize(("turns", "said"), CASES)
def test_fees_are_told_from_the_row_or_the_sentence(demo: Demo, turns: str, said: str) -> None:
    answer = last_answer(demo.assistant, turns)
    assert said in answer.text
    assert "依申请公开收取的费用" in answer.reading
    assert answer.outcome is (Outcome.NOT_IN_FORM if said == NOT_SAID else Outcome.ANSWERED)
    assert bool(answer.citations) is (said != NOT_SAID)


def test_each_year_by_what_its_report_says(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2018年到2023年信息公开收了多少钱")
    assert answer.outcome is Outcome.PARTLY
    assert [f.value for f in answer.figures] == ["0.0000", "2102", "2142"]
    assert answer.text.count(NOT_SAID) == 2


REAL = [
    ("宿迁市2024年依申请公开收费多少", "收取信息处理费2230元"),
    ("上海市科学技术委员会2024年信息公开收了多少钱", "未发生政府信息公开收费事项"),
    ("梁园区人民政府办公室2021年信息处理费", NOT_SAID),
]


@pytest.mark.parametrize(("question", "said"), REAL)
def test_as_real_reports_write_it(real: Assistant, question: str, said: str) -> None:
    assert said in real.ask(question).text


OTHERS = [
    ("澄屿市教育局2023年行政事业性收费多少", "“行政事业性收费·本年收费金额”为1376.2939万元"),
    ("澄屿市教育局2023年收费多少", "“行政事业性收费·本年收费金额”为1376.2939万元"),
    ("澄屿市2023年逾期未缴费的几件", "未按收费通知要求缴纳费用"),
    ("申请公开收费吗", "一般不收费"),
    ("依申请公开收费多少", "一般不收费"),
]


@pytest.mark.parametrize(("question", "said"), OTHERS)
def test_other_fees_and_the_law_are_told_as_before(demo: Demo, question: str, said: str) -> None:
    assert said in demo.assistant.ask(question).text
