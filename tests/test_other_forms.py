"""Every item of every form, asked of a report of every form: its own cell, or that this form has no such item."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome
from assistant.answering.other_forms import own_names
from assistant.evaluate import includes
from assistant.values import Reader, Status
from corpus.forms.catalogue import load_catalogue

BODY = "砚岭县人民政府办公室"
YEARS = {"2014": 2016, "2019": 2020, "2021": 2023}
WAYS = ("{body}{year}年{label}是多少", "{body}{year}年{label}有几{unit}", "请问{body}{year}年度{label}多少")
# 涉及国家秘密 is a name of 属于国家秘密, too.
NAMES = {i.key: i.aliases for i in load_catalogue().chaptered.indicators}
NO_SUCH = "这个格式的统计表没有“{label}”这一项"


@pytest.mark.parametrize("form", YEARS)
def test_every_item_is_its_own_cell_or_not_in_the_form(demo: Demo, form: str) -> None:
    head = next(h for h in demo.store.heads() if h.body == BODY and h.year == YEARS[form])
    assert head.form == form
    reader = Reader(demo.store)
    wrong: list[tuple[str, str]] = []
    for at, item in enumerate(load_catalogue().indicators):
        value = reader.value(head, item.key)
        names = {"body": BODY, "year": head.year, "label": item.label, "unit": item.unit}
        question = WAYS[at % len(WAYS)].format(**names)
        answer = demo.assistant.ask(question)
        cited = {c.start for c in answer.citations}
        if value.status is Status.NOT_IN_FORM and item.label in NAMES.get(item.near, ()):
            right = answer.outcome is Outcome.ANSWERED and reader.value(head, item.near).said in answer.text
        elif value.status is Status.NOT_IN_FORM:
            label = item.label.replace("“", "‘").replace("”", "’")
            right = answer.outcome is Outcome.NOT_IN_FORM and NO_SUCH.format(label=label) in answer.text
        else:
            right = answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY, Outcome.BLANK)
            right = right and {c.start for c in value.cells if c.value} <= cited
            right = right and (value.value is None or includes(answer.text, value.said))
        wrong += [] if right else [(question, answer.text)]
    assert wrong == []


# What this form counts much like it is told as that; what only the prose says is told as that.
NEAR = [
    ("{body}2023年因商业秘密不公开的有几件", "没有“涉及商业秘密”这一项", "相近、但口径不完全相同的是“保护第三方合法权益”：1件"),
    ("{body}2023年个人隐私的多少件", "没有“涉及个人隐私”这一项", "“保护第三方合法权益”：1件"),
    ("{body}2020年同意公开答复数", "没有“同意公开答复数”这一项", "“予以公开”：17件"),
    ("{body}2016年保护第三方合法权益几件", "没有“保护第三方合法权益”这一项", "“涉及商业秘密”：0件、“涉及个人隐私”：0件"),
    ("{body}2016年三安全一稳定几件", "没有“危及‘三安全一稳定’”这一项", "“危及国家安全、公共安全、经济安全和社会稳定”：1件"),
    ("{body}2023年主动公开政府信息数", "没有“主动公开政府信息数”这一项", "正文里，与它相近的说法是：\n{body}2023年：门户网站主动公开政府信息910条"),
    ("{body}2023年属于已主动公开范围的答复几件", "没有“属于已主动公开范围数”这一项", "所以查不到"),
    ("{body}2023年举报投诉数量", "没有“举报投诉数量”这一项", "所以查不到"),
    # in a conversation, too
    ("{body}2017年个人隐私几件 → 2023年呢", "没有“涉及个人隐私”这一项", "“保护第三方合法权益”：1件"),
    ("{body}2016年收到多少申请 → 网上的 → 2020年呢", "没有“网络申请数”这一项", "所以查不到"),
    ("{body}2023年新收多少 → 涉及商业秘密的呢", "没有“涉及商业秘密”这一项", "“保护第三方合法权益”：1件"),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "lacking", "told"), NEAR, ids=[n[0] for n in NEAR])
def test_what_comes_near_is_named_as_that(demo: Demo, turns: str, lacking: str, told: str) -> None:
    conversation = demo.assistant.conversation()
    answer = [conversation.ask(turn) for turn in turns.format(body=BODY).split(" → ")][-1]
    assert answer.outcome is Outcome.NOT_IN_FORM, answer.text
    assert lacking in answer.text
    assert told.format(body=BODY) in answer.text


def test_of_several_forms_each_year_says_its_own(demo: Demo) -> None:
    answer = demo.assistant.ask(f"{BODY}2018年到2020年涉及商业秘密的各多少")
    assert answer.outcome is Outcome.PARTLY
    assert f"{BODY}2018年“涉及商业秘密”为0件" in answer.text
    assert answer.text.count("没有“涉及商业秘密”这一项") == 2


RANKED = [
    ("2023年哪个单位涉及商业秘密最多", Outcome.PARTLY, "2021年格式的统计表没有“涉及商业秘密”这一项，以下比较的是与它相近"),
    ("澄屿市各局2023年因个人隐私不公开的各多少", Outcome.PARTLY, "没有“涉及个人隐私”这一项，以下比较的是与它相近"),
    ("2017年哪个单位涉及商业秘密最多", Outcome.ANSWERED, "“涉及商业秘密”都是0"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "outcome", "said"), RANKED)
def test_bodies_are_ranked_by_what_is_near_only_when_told(
    demo: Demo, question: str, outcome: Outcome, said: str
) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is outcome
    assert said in answer.text


@pytest.mark.parametrize("question", ["什么是商业秘密", f"{BODY}2023年新收多少 → 商业秘密是啥意思"])
def test_the_meaning_of_the_word_is_still_told(demo: Demo, question: str) -> None:
    conversation = demo.assistant.conversation()
    assert "权利人采取了保密措施" in [conversation.ask(turn) for turn in question.split(" → ")][-1].text


def test_names_of_one_item_alone_are_no_names_of_later_forms() -> None:
    labels = {i.label for i in load_catalogue().chaptered.indicators}
    assert not labels & set(own_names())
