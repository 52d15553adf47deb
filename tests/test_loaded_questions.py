"""Questions on what is loaded: bodies and years, missing years, reports of a whole place, the newest and the longest row."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome

# question → what the answer says, and what it must not
LOADED: list[tuple[str, list[str], list[str]]] = [
    ("目前收录了哪几家的年报", ["25个单位", "澄屿市教育局：2019年"], []),
    ("一共收录了几份年报", ["154份"], []),
    ("库里有几份年报", ["154份"], []),
    ("2022年收了哪些单位的年报", ["2022年收录了22个单位的年报", "岚榭县公安局"], ["棠渡县、", "禾笙区、"]),
    ("澄屿教育局有哪几年的，缺哪年", ["2019年至2021年、2023年、2024年", "缺2022年"], []),
    ("望汐府办缺哪年的年报", ["2014年至2024年", "不缺年份"], []),
    ("哪些单位缺2022年的", ["3个没有收录2022年", "棠渡县、澄屿市教育局、禾笙区"], ["岚榭县"]),
    (
        "谁的年报有缺年份，少哪几年",
        ["澄屿市教育局：收录了", "岚榭县：收录了2019年、2021年至2024年，其间缺2020年"],
        ["望汐区："],
    ),
    ("有哪些地方的汇总报告（不是本级）", ["7个单位的31份", "棠渡县：2024年"], ["教育局", "栖霖市人民政府"]),
    ("哪些年报是本级的", ["栖霖市人民政府：2021年至2024年"], ["禾笙区"]),
    ("最新到哪年", ["最新的是2024年，有25个单位", "最早的是2012年"], []),
    ("栖霖市教育局最早是哪年的年报", ["最早的是2014年"], []),
    ("2013年的年报有谁的", ["2013年收录了1个单位", "禾笙区人民政府办公室"], []),
    ("有没有砚岭县的年报", ["2个单位的16份年报"], []),
    ("谁的最全", ["禾笙区人民政府办公室", "13年的年报"], []),
]


@pytest.mark.parametrize(("question", "said", "unsaid"), LOADED, ids=[case[0] for case in LOADED])
def test_what_is_loaded(demo: Demo, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [part for part in said if part not in answer.text] == []
    assert [part for part in unsaid if part in answer.text] == []


@pytest.mark.parametrize("question", ["澄屿市2023年最早收到申请是哪年", "栖霖市2021年结转缺了几件"])
def test_a_number_asked_for_is_no_question_on_what_is_loaded(demo: Demo, question: str) -> None:
    assert "已收录" not in demo.assistant.ask(question).text.split("：")[0]


def test_a_place_that_is_not_loaded_is_said_not_to_be(demo: Demo) -> None:
    assert demo.assistant.ask("有没有商丘市的年报").outcome is Outcome.NOT_LOADED
