"""What a question takes for granted is corrected from the cells; a leading question gets the number and yes or no."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome

SAID = [
    ("为什么澄屿市2023年没有收到申请", "不是没有：澄屿市（汇总）2023年“本年新收政府信息公开申请数量”为2311件"),
    ("澄屿市2023年没有收到申请，对吗", "不是没有：澄屿市（汇总）2023年“本年新收政府信息公开申请数量”为2311件"),
    ("为什么澄屿市2023年新收申请减少了", "不是这样：澄屿市（汇总）2023年比澄屿市（汇总）2022年"),
    ("澄屿市2023年新收申请增加了对吧", "对：澄屿市（汇总）2023年比澄屿市（汇总）2022年"),
    ("澄屿市2023年不予公开占了一半以上对吧", "不是。澄屿市（汇总）2023年“不予公开”占"),
    ("澄屿市2023年大部分申请都予以公开了，是吧", "澄屿市（汇总）2023年“予以公开”占"),
    ("澄屿市2023年新收100件对吧", "不对，不一致"),
]


@pytest.mark.parametrize(("question", "answered"), SAID, ids=[q for q, _ in SAID])
def test_what_is_taken_for_granted_is_held_against_the_cells(demo: Demo, question: str, answered: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answered in answer.text
    assert answer.figures


def test_a_reason_is_looked_for_where_it_went_as_said(demo: Demo) -> None:
    answer = demo.assistant.ask("为什么澄屿市2023年新收申请增加了")
    assert answer.outcome is Outcome.NOT_IN_REPORT
    assert "没有说明原因" in answer.text
