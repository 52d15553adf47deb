"""Questions to go on with: they fit the kind of the last answer, and each is answered when it is asked."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome

# question → what the suggestions must hold, each a part of one of them
SUGGESTED: list[tuple[str, list[str]]] = [
    ("澄屿市教育局2023年新收多少件", ["历年", "自然人", "2023年哪个单位"]),  # of the year before there is no report
    ("澄屿市公安局2023年新收多少件", ["比上年变化多少", "自然人", "2023年哪个单位"]),
    ("澄屿市公安局2023年不予公开多少件", ["比上年", "理由分别是什么", "哪个单位不予公开最多"]),
    ("澄屿市公安局2023年予以公开多少件", ["占办理结果·总计的百分之几"]),
    ("澄屿市公安局2023年予以公开率", ["予以公开率比上年", "予以公开率最高"]),
    ("澄屿市公安局2023年行政许可多少件", ["行政许可·处理决定数量比上年"]),
    # a list of years gone by has names of its own for what it counts
    ("望汐区人民政府办公室2016年微信公开多少条", ["2016年收到申请数是多少", "2016年行政复议数量是多少"]),
    ("澄屿市公安局2019到2023年新收各多少", ["2023年自然人", "2023年哪个单位"]),
    ("澄屿市公安局和教育局2023年新收各多少", ["澄屿市公安局历年", "澄屿市公安局、澄屿市教育局2023年予以公开"]),
    ("2023年新收最多的前五个单位", ["栖霖市人民政府历年", "最少", "栖霖市人民政府2023年予以公开率"]),
    ("2023年哪个单位不予公开最少", ["2023年哪个单位不予公开最多"]),
    ("澄屿市公安局2023年存在哪些问题", ["有哪些改进措施"]),
    ("澄屿市公安局2023年有哪些改进措施", ["存在哪些问题"]),
    # what can't be answered: the same of the nearest years
    ("澄屿市教育局2022年新收多少件", ["2023年本年新收", "2021年本年新收"]),
    ("澄屿市教育局2018年予以公开多少件", ["2019年予以公开"]),
    ("禾笙区人民政府办公室2013年新收多少", []),
    ("澄屿市教育局2023年局长是谁", []),
    ("教育局2023年新收多少", []),
]


@pytest.mark.parametrize(("question", "wanted"), SUGGESTED, ids=[question for question, _ in SUGGESTED])
def test_suggestions_fit_the_answer_and_are_answered(demo: Demo, question: str, wanted: list[str]) -> None:
    offered = demo.assistant.ask(question).suggestions
    assert len(offered) <= 3
    assert [w for w in wanted if not any(w in text for text in offered)] == [], offered
    for text in offered:
        answer = demo.assistant.ask(text)
        assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY), (text, answer.text)
        assert answer.citations, text
