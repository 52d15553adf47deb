"""Questions about the demo reports and what must come out: kinds of answer, refusals, conversations, citations."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome
from assistant.evaluate import includes
from corpus.demo.questions import cell_questions
from corpus.report import CellKind

A, P, BACK = Outcome.ANSWERED, Outcome.PARTLY, Outcome.ASKS_BACK
YEAR, FORM, BLANK, SAYS, OUT = (
    Outcome.NOT_LOADED, Outcome.NOT_IN_FORM, Outcome.BLANK, Outcome.NOT_IN_REPORT, Outcome.OUTSIDE,
)  # fmt: skip

# turns → outcome, what the text must hold; the numbers stand in the demo's manifest
CASES: list[tuple[list[str], Outcome, list[str]]] = [
    # one cell, by label, plain words, applicant
    (["澄屿市教育局2023年新收了多少件申请"], A, ["56件"]),
    (["澄屿市教育局23年说手里没有这信息的有几件"], A, ["21件"]),
    (["澄屿市教育局2023年个人申请的有多少"], A, ["49件", "自然人"]),
    (["澄屿市教育局2023年行政许可多少件"], A, ["697件"]),
    (["澄屿市教育局2023年行政事业性收费收了多少万元"], A, ["1376.2939万元"]),
    (["澄屿市教育局2023年一共收到多少公开申请"], A, ["56件"]),
    (["澄屿市教玉局2023年新收多少"], A, ["澄屿市教育局", "56件"]),
    # an amount of money is no number of requests, though those are about money too
    (["澄屿市教育局2023年信息处理费收了多少钱"], A, ["未收取政府信息公开信息处理费"]),
    # sums, shares, change, largest
    (["澄屿市教育局2023年不予公开一共几件，分别啥理由"], A, ["2件", "属于行政执法案卷1件", "属于行政查询事项1件"]),
    (["澄屿市教育局2023年予以公开占办结的百分之几"], A, ["46.43%", "26 ÷ 56"]),
    (["澄屿市教育局2023年予以公开率"], A, ["46.43%"]),
    (["澄屿市教育局2023年办理结果里哪种情况最多"], A, ["予以公开", "26件"]),
    (["澄屿市教育局2023年哪类申请人最多"], A, ["自然人", "49件"]),
    (["澄屿市教育局2023年到2024年新收变化多少"], A, ["56件", "2024年"]),
    (["2023年哪个单位收到申请最多"], A, ["栖霖市人民政府", "1388件", "17个单位"]),
    # yes and no, chapter 5 and 6, words of the law
    (["澄屿市教育局2023年有没有被复议"], A, ["有", "2件"]),
    (["澄屿市教育局2023年存在哪些不足"], A, ["老年人等群体获取信息仍有不便", "保密审查与公开时限衔接不紧"]),
    (["澄屿市教育局2023年其他需要报告的事项写了什么"], A, ["没有其他需要报告的事项"]),
    (["三安全一稳定是什么意思"], A, ["国家安全", "第14条", "不是年报里的话"]),
    (["澄屿市教育局2023年表格勾稽对得上吗"], A, ["对得上", "42项"]),
    # what can't be answered, each for its own reason
    (["澄屿市教育局2018年新收多少"], YEAR, ["没有收录", "2018年", "2019年"]),
    (["澄屿市财政局2023年新收多少"], YEAR, ["没有收录", "澄屿市财政局", "已收录的单位有：澄屿市、"]),
    (["杭州市2023年新收多少"], YEAR, ["没有收录", "杭州市"]),
    (["澄屿市教育局2020年规章制发多少件"], FORM, ["2019年格式", "没有"]),
    (["澄屿市教育局2023年局长是谁"], SAYS, ["没有写到"]),
    (["澄屿市教育局2023年为什么不掌握的这么多"], SAYS, ["没有说明原因", "21件"]),
    (["你觉得哪个局做得最好"], OUT, ["无法回答"]),
    (["今天天气怎么样"], OUT, ["无法回答"]),
    # what must be asked back
    (["教育局2023年新收多少"], BACK, ["哪个单位", "棠渡县教育局", "澄屿市教育局"]),
    (["澄屿市教育局2023年总计那格是几"], BACK, ["哪一项"]),
    ([""], BACK, ["请问"]),
    # conversations: what a turn leaves unsaid stays
    (["澄屿市教育局2023年新收多少", "自然人的呢"], A, ["49件", "自然人"]),
    (["澄屿市教育局2023年新收多少", "那予以公开的呢"], A, ["26件"]),
    (["澄屿市教育局2023年新收多少", "那予以公开的呢", "占比"], A, ["46.43%"]),
    (["澄屿市教育局2023年新收多少", "澄屿市公安局呢"], A, ["126件"]),
    (["澄屿市教育局2023年新收多少", "2022年呢"], YEAR, ["2022年", "没有收录"]),
    (["澄屿市教育局2023年新收多少", "给我推荐一家火锅店"], OUT, ["无法回答"]),
    (["澄屿市教育局2023年新收多少", "那2018年呢"], YEAR, ["2018年"]),
    (["澄屿市教育局2023年予以公开几件", "不予公开呢", "它们一共多少"], A, ["28件"]),
]


@pytest.mark.parametrize(("turns", "outcome", "wanted"), CASES, ids=[" → ".join(c[0]) for c in CASES])
def test_answers(demo: Demo, turns: list[str], outcome: Outcome, wanted: list[str]) -> None:
    conversation = demo.assistant.conversation()
    answer = [conversation.ask(turn) for turn in turns][-1]
    assert answer.outcome is outcome, answer.text
    assert [w for w in wanted if not includes(answer.text, w)] == [], answer.text


@pytest.mark.parametrize("turns", [c[0] for c in CASES], ids=[" → ".join(c[0]) for c in CASES])
def test_a_quote_is_what_stands_at_its_place_and_a_figure_stands_in_its_quote(demo: Demo, turns: list[str]) -> None:
    conversation = demo.assistant.conversation()
    answer = [conversation.ask(turn) for turn in turns][-1]
    for citation in answer.citations:
        assert demo.store.report(citation.report_id).text[citation.start : citation.end] == citation.quote
    for figure in answer.figures:
        assert figure.citation in answer.citations or any(
            figure.citation.start >= c.start and figure.citation.end <= c.end for c in answer.citations
        )
    if answer.outcome in (Outcome.NOT_LOADED, Outcome.ASKS_BACK, Outcome.OUTSIDE):
        assert not answer.citations


def test_a_blank_cell_and_a_slash_are_not_zero(demo: Demo) -> None:
    """Every blank or '/' cell of the demo, asked for by its label, is told apart from a number."""
    found = set()
    for report in demo.manifest["reports"]:
        for key, cell in report["cells"].items():
            table, row, column = key.split("|")
            if cell["kind"] == CellKind.NUMBER.value or table != "requests" or column == "total":
                continue
            reads = demo.assistant.store.cells(None, table, row, column)
            kinds = {hit.cell.kind.value for hit in reads if hit.report.file == report["file"]}
            assert kinds == {cell["kind"]}
            found |= kinds
    assert found


def test_questions_made_from_the_cells(demo: Demo) -> None:
    """One wording of many for each of a thousand cells: 99 % right, and a wrong number never but by accident."""
    wrong: list[str] = []
    asked = cell_questions(demo.manifest, limit=1000)
    for question in asked:
        answer = demo.assistant.ask(question["turns"][0])
        expected = {"answered": (A, P), "not_answered": (YEAR, FORM, BLANK, SAYS, OUT)}[question["expect"]]
        right = answer.outcome in expected
        right = right and all(any(includes(answer.text, one) for one in item) for item in question["must_include"])
        if not right:
            wrong.append(f"{question['turns'][0]} → {answer.text}")
    assert len(wrong) * 100 <= len(asked), wrong


def test_the_same_reading_gives_the_same_answer(demo: Demo) -> None:
    first, second = (demo.assistant.ask("澄屿市教育局2023年予以公开占办结的百分之几") for _ in range(2))
    assert first == second


def test_examples_can_be_answered(demo: Demo) -> None:
    for question in demo.assistant.examples(6):
        answer = demo.assistant.ask(question)
        assert answer.outcome is A, (question, answer.text)
        for suggestion in answer.suggestions:
            assert demo.assistant.ask(suggestion).outcome is A, suggestion
