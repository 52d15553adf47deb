"""A conversation that keeps to a body or a region: nothing of any other is told, in no kind of answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Demo

from assistant import wording_talk
from assistant.answer import Answer, Outcome
from assistant.within import heads_within
from corpus.report import Scope
from corpus.store import ReportHead

BODY, REGION = "body:栖霖市教育局", "region:栖霖市"
OF_BODY = wording_talk.KEPT_TO_BODY.format(name="栖霖市教育局")
OF_REGION = wording_talk.KEPT_TO.format(name="栖霖市")


# --- whom a name means --------------------------------------------------------------------------------


def head(body: str, region: str, *aliases: str) -> ReportHead:
    return ReportHead(body, f"{body}.html", "", "", body, region, 2023, Scope.UNSTATED, "2021", aliases, 1)


HEADS = (
    head("商丘市", "河南省商丘市", "商丘市", "商丘"),
    head("商丘市人民政府", "河南省商丘市", "商丘市政府"),
    head("商丘市教育局", "商丘市", "商丘教育局", "教育局"),
    head("商丘市梁园区教育局", "商丘市梁园区", "梁园区教育局", "教育局"),
    head("睢阳区", "睢阳区"),
    head("徐州市铜山区", "徐州市铜山区", "铜山区"),
    head("徐州市鼓楼区", "徐州市鼓楼区", "鼓楼区"),
    head("南京市鼓楼区", "南京市鼓楼区", "鼓楼区"),
    head("商丘市市场监督管理局", "商丘市", "商丘市市场监管局"),
    head("商丘市卫生健康委员会", "商丘市", "商丘市卫健委"),
    head("商丘市卫生和计划生育委员会", "商丘市", "商丘市卫计委"),
)


@pytest.mark.parametrize(
    ("within", "bodies"),
    [
        ("body:商丘市", ["商丘市"]),
        ("body:商丘市政府", ["商丘市人民政府"]),
        ("body:商丘教育局", ["商丘市教育局"]),
        ("商丘市教育局", ["商丘市教育局"]),
        # 教育局 alone is many a body's name, 鼓楼区 many a place's: rather nothing than one of them by chance.
        ("body:教育局", []),
        ("region:鼓楼区", []),
        ("region:徐州市鼓楼区", ["徐州市鼓楼区"]),
        # A region is the place with all in it, by the divisions, whatever the reports call it.
        (
            "region:商丘市",
            [
                "商丘市", "商丘市人民政府", "商丘市教育局", "商丘市梁园区教育局", "睢阳区", "商丘市市场监督管理局",
                "商丘市卫生健康委员会", "商丘市卫生和计划生育委员会",
            ],
        ),
        ("region:梁园区", ["商丘市梁园区教育局"]),
        ("region:江苏省", ["徐州市铜山区", "徐州市鼓楼区", "南京市鼓楼区"]),
        # Names of other days: the body under both, a place by what it is called now.
        ("body:商丘市卫计委", ["商丘市卫生健康委员会", "商丘市卫生和计划生育委员会"]),
        ("body:商丘市卫生健康委员会", ["商丘市卫生健康委员会", "商丘市卫生和计划生育委员会"]),
        # A bare name is a body's first, and a region's where no body is called so.
        ("商丘市", ["商丘市"]),
        ("江苏省", ["徐州市铜山区", "徐州市鼓楼区", "南京市鼓楼区"]),
        ("body:开封市", []),
        ("region:", []),
    ],
)  # fmt: skip
def test_whom_a_name_means(within: str, bodies: list[str]) -> None:
    assert [h.body for h in heads_within(HEADS, within)] == bodies


# --- what is asked inside and outside -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "question"),
    [
        (BODY, "栖霖市教育局2023年新收了多少件申请"),
        (BODY, "栖霖教玉局2023年予以公开占办结的百分之几"),
        (BODY, "栖霖市教育局历年新收趋势"),
        (BODY, "栖霖市教育局2023年存在哪些问题"),
        (BODY, "栖霖市教育局2017年收到申请多少"),
        (REGION, "栖霖市2023年新收多少"),
        (REGION, "栖霖市教育局和栖霖市市场监督管理局2023年哪个新收多"),
        (REGION, "栖霖市工商局2019年新收多少"),
        (REGION, "三安全一稳定是什么意思"),
    ],
)
def test_a_question_inside_is_answered_as_ever(demo: Demo, within: str, question: str) -> None:
    kept, free = demo.assistant.conversation(within).ask(question), demo.assistant.conversation().ask(question)
    assert kept.text == free.text
    assert kept.outcome is free.outcome


@pytest.mark.parametrize(
    ("within", "question", "text"),
    [
        (BODY, "2023年新收多少", "栖霖市教育局2023年“本年新收政府信息公开申请数量”为42件。"),
        (
            BODY,
            "收录了哪些单位",
            "已收录1个单位的11份年报：\n栖霖市教育局：2014年、2015年、2016年、2017年、2018年、2019年、2020年、2021年、2022年、2023年、2024年",
        ),
        (BODY, "教育局2023年新收多少", "栖霖市教育局2023年“本年新收政府信息公开申请数量”为42件。"),
        (REGION, "教育局2023年新收多少", "栖霖市教育局2023年“本年新收政府信息公开申请数量”为42件。"),
        ("body:栖霖市", "全市2023年新收多少", "栖霖市（汇总）2023年“本年新收政府信息公开申请数量”为2041件。"),
    ],
)
def test_what_is_kept_to_need_not_be_named(demo: Demo, within: str, question: str, text: str) -> None:
    assert demo.assistant.conversation(within).ask(question).text == text


OUTSIDE = [
    "澄屿市教育局2023年新收了多少件申请",  # loaded, but not kept to
    "澄屿教玉局2023年新收多少",  # mistyped
    "杭州市2023年新收多少",  # not loaded at all: no word on which
    "澄屿市公安局历年趋势",
    "澄屿市2023年存在哪些问题",
    "澄屿市卫健委提到了什么",
    "栖霖市教育局和澄屿市教育局2023年哪个新收多",
    "演示省各市2023年新收最多的是哪个",
    "全省2023年一共新收多少",
    "澄屿市去年的GDP",
    "澄屿市有没有收录",
    "望汐区教育局和望汐区2023年新收各多少",
]
OUTSIDE_OF_A_BODY = [
    "栖霖市2023年新收多少",
    "公安局2023年新收多少",
    "哪个单位2023年收到申请最多",
    "各单位2023年新收多少",
    "有哪些单位被复议",
    "各单位存在的问题有哪些",
    "2023年新收在全市排第几",
]


@pytest.mark.parametrize(
    ("within", "question"),
    [*((BODY, q) for q in (*OUTSIDE, *OUTSIDE_OF_A_BODY)), *((REGION, q) for q in OUTSIDE)],
)
def test_a_question_outside_is_told_what_this_keeps_to(demo: Demo, within: str, question: str) -> None:
    answer = demo.assistant.conversation(within).ask(question)
    assert (answer.outcome, answer.text) == (Outcome.OUTSIDE, OF_BODY if within == BODY else OF_REGION)
    assert not answer.citations
    assert answer.suggestions
    assert all("栖霖市" in suggestion for suggestion in answer.suggestions)


def test_a_conversation_goes_on_from_what_was_answered_not_from_what_was_not(demo: Demo) -> None:
    talk = demo.assistant.conversation(BODY)
    asked = ["栖霖市教育局2023年新收了多少", "那澄屿市呢", "予以公开的呢", "比公安局呢", "占比呢"]
    answers = [talk.ask(question) for question in asked]
    assert [a.outcome for a in answers] == [
        Outcome.ANSWERED, Outcome.OUTSIDE, Outcome.ANSWERED, Outcome.OUTSIDE, Outcome.ANSWERED,
    ]  # fmt: skip
    assert "27件" in answers[2].text
    assert "60.00%（27 ÷ 45）" in answers[4].text


def test_a_name_that_no_report_is_of_is_said_whatever_is_asked(demo: Demo) -> None:
    for within in ("body:白沙市", "region:教育局", "body:教育局"):
        answer = demo.assistant.conversation(within).ask("2023年新收多少")
        assert answer.outcome is Outcome.NOT_LOADED
        assert answer.text.startswith(f"只能回答{within.split(':')[1]}的问题，但没有收录")
        assert demo.assistant.examples(4, within) == ()


# --- nothing of others, in no kind of answer --------------------------------------------------------------

ASKED = [
    "新收了多少件", "2023年新收多少", "收录了哪些单位", "收录了哪些年报", "哪些单位提到了老年人", "有哪些单位被复议",
    "哪个单位2023年予以公开率最高", "各单位新收多少", "新收超过100件的单位有哪些", "从没被复议过的单位", "平均每个单位收到多少",
    "各单位存在的问题有哪些", "哪些问题每年都提", "问题和措施的主题", "连续三年上升的单位", "前三名是哪些", "最少的呢",
    "比上年变化多少", "历年趋势", "表格对得上吗", "哪些年报表和正文不一致", "两年的年报有什么变化", "主动公开了多少条",
    "微信公众号叫什么", "开展了几次培训", "政务公开培训怎么做的", "安全方面做了什么", "政府工作报告里GDP多少", "三公经费多少",
    "预算执行情况", "校园食品安全", "教育局", "公安局", "卫健委2023年新收", "市场监管局2023年新收", "人民政府2023年新收",
    "办公室2023年新收", "苇泊镇2023年", "澄于市2023年新收", "第二多的是谁", "其他单位呢", "还有谁", "不是，我问的是公安局",
    "都要", "换一个单位", "跟别的局比呢", "占全部单位的百分之几", "全省", "老百姓申请的最多的是哪个局",
]  # fmt: skip


def told(answer: Answer) -> Iterator[str]:
    """All that an answer says by itself; what it quotes is looked at by its citations."""
    yield from (claim.text for claim in answer.claims if not claim.citations)
    yield from (*answer.choices, *answer.suggestions, answer.reading, answer.restated)
    for alternative in answer.alternatives:
        yield from (option.label + option.ask for option in alternative.options)


@pytest.mark.parametrize(
    ("within", "follows"),
    [(BODY, False), (REGION, True), ("region:芷岸县", True), ("body:栖霖市", True)],
)
def test_nothing_of_others_is_told(demo: Demo, within: str, follows: bool) -> None:
    heads = demo.store.heads()
    kept = {h.id for h in heads_within(heads, within)}
    others = {h.body for h in heads if h.id not in kept} - {h.body for h in heads if h.id in kept}
    talk = demo.assistant.conversation(within)
    for question in (*ASKED, *(OUTSIDE if follows else ())):
        talk = talk if follows else demo.assistant.conversation(within)
        answer = talk.ask(question)
        assert {c.report_id for c in answer.citations} <= kept, question
        assert {f.citation.report_id for f in answer.figures} <= kept, question
        known = [question, within, *(h.body for h in heads if h.id in kept)]
        names = {name for name in others if not any(name in part for part in known)}
        assert [(question, n, t) for t in told(answer) for n in names if n in t] == []


def test_examples_are_of_what_is_kept_to(demo: Demo) -> None:
    assert demo.assistant.examples(6, BODY)
    assert all("栖霖市教育局" in example for example in demo.assistant.examples(6, BODY))
    assert all("栖霖市" in example for example in demo.assistant.examples(6, REGION))
