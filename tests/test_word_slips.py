"""Slips in the words of a question: read as the word meant, told, and never where what is typed is a word."""

from __future__ import annotations

import pytest
from test_parsing import LOADED, TODAY

from assistant.parsing.missing_letters import filled
from assistant.parsing.read import read_question
from assistant.parsing.text import fold
from assistant.parsing.word_slips import mended

# question → the slips and what they are read as
SLIPS = [
    ("收的申清是不是更多", [("申清", "申请")]),
    ("收了多少信息处里费", [("信息处里费", "信息处理费")]),
    ("不掌屋的几件", [("不掌屋", "不掌握")]),  # looks alike
    ("不于公开、不予处里各几件", [("不于公开", "不予公开"), ("不予处里", "不予处理")]),
    ("结专的几件", [("结专", "结转")]),
    ("部份公开几件", [("部份", "部分")]),
    ("行政负议几件", [("行政负议", "行政复议")]),
    ("信防举报投诉几件", [("信防举报投诉", "信访举报投诉")]),
    ("第三放几件", [("第三放", "第三方")]),  # nearly the sound
    ("末办结的几件", [("末办结", "未办结")]),
    # words, though they sound like others
    ("新手几件", []),
    ("公示了几次", []),
    ("重点领域公开几条", []),
    ("来信收到几封", []),
    ("从事政府信公开的", []),  # 公开 is a word by itself: no 新公开
    ("部予公开", []),  # 不 would turn it into its opposite
]


@pytest.mark.parametrize(("question", "told"), SLIPS)
def test_slips_are_read_as_the_words_meant(question: str, told: list[tuple[str, str]]) -> None:
    assert list(mended(fold(question)).corrected) == told


# question → the indicators, and the slip told beside the reading
READ = [
    ("清河市2023年部份公开几件", ("requests.partly_granted",), ("部份", "部分")),
    ("清河市2023年信防举报投诉几件", ("requests.not_processed.petition",), ("信防举报投诉", "信访举报投诉")),
    ("清河市2023年予以公开和不于公开各几件", ("requests.granted", "requests.refused"), ("不于公开", "不予公开")),
]


@pytest.mark.parametrize(("question", "keys", "told"), READ)
def test_the_indicator_is_found_and_the_slip_told(question: str, keys: tuple[str, ...], told: tuple[str, str]) -> None:
    read = read_question(question, LOADED, TODAY)
    assert (read.keys, told in read.corrected) == (keys, True)


def test_a_name_of_the_catalogue_behind_a_place_is_no_department_miswritten() -> None:
    read = read_question("清河市信访举报投诉类申请2023年几件", LOADED, TODAY)
    assert (read.bodies, read.unknown, read.corrected) == ((("清河市",),), (), ())


# question → names of what is not loaded
LEADS = [
    ("二〇一五年政府办新收几件", ()),
    ("麻烦报一下云岫县2023年新收几件", ("云岫县",)),
]


@pytest.mark.parametrize(("question", "unknown"), LEADS)
def test_what_stands_before_a_name_is_no_part_of_it(question: str, unknown: tuple[str, ...]) -> None:
    assert read_question(question, LOADED, TODAY).unknown == unknown


# question → the name with a letter left out, and the one meant; None where nothing is left out
LEFT_OUT = [
    ("行政议维持的几件", ("行政议维持", "行政复议维持")),
    ("作出的行政罚多少件", ("行政罚", "行政处罚")),
    ("三全一稳定的几件", ("三全一稳定", "三安全一稳定")),
    ("因为涉及国家秘密没公开的几件", None),
    ("收的申请里单位的几件", None),
    ("24年结转的几件", None),
    ("部分开放的几件", None),
]


@pytest.mark.parametrize(("question", "told"), LEFT_OUT)
def test_a_letter_left_out_is_put_in(question: str, told: tuple[str, str] | None) -> None:
    assert filled(fold(question), [])[1] == ((told,) if told else ())


def test_the_place_behind_a_letter_left_out_is_still_read() -> None:
    read = read_question("行政议维持的，清河市2023年几件", LOADED, TODAY)
    assert (read.keys, read.years) == (("disputes.reconsideration.upheld",), (2023,))
    assert read.bodies
