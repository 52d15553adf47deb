"""Cutting Chinese into search terms."""

from __future__ import annotations

import logging

import pytest

from index.words import Words, bigrams, normal_form, shared_words

NORMAL = [
    ("２０２１年", "2021年"),
    ("Ａ4纸（ＰＤＦ）", "a4纸(pdf)"),
    ("2,761条", "2761条"),
    ("1,234,567元", "1234567元"),
    ("甲,乙", "甲,乙"),
    ("第1,2项", "第1,2项"),  # a list, not a thousand
]


@pytest.mark.parametrize(("text", "normal"), NORMAL)
def test_width_case_and_separators_do_not_matter(text: str, normal: str) -> None:
    assert normal_form(text) == normal


BIGRAMS = [
    ("申请", ["申", "请", "申请"]),
    ("收到23件", ["收", "到", "收到", "23", "件"]),
    ("3.5万元", ["3.5", "万", "元", "万元"]),
    ("公开、申请", ["公", "开", "公开", "申", "请", "申请"]),  # no pair over a mark
    ("APP上线", ["app", "上", "线", "上线"]),
    ("——", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "terms"), BIGRAMS)
def test_characters_and_bigrams(text: str, terms: list[str]) -> None:
    assert bigrams(text) == terms


KEPT = ["最高", "多少", "不足", "比较", "部分", "无法"]


@pytest.mark.parametrize("word", KEPT)
def test_words_a_question_turns_on_are_not_dropped(word: str) -> None:
    assert word in shared_words().words(f"哪个单位{word}")


WORDS = [
    ("依申请公开信息23件", {"申请", "公开", "信息", "23"}),
    ("属于行政执法案卷的", {"行政执法案卷", "行政"}),
    ("结转下年度继续办理", {"结转", "办理"}),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_domain_words_and_the_words_inside_them(text: str, expected: set[str]) -> None:
    assert expected <= set(shared_words().words(text))


def test_names_can_be_added_without_touching_other_segmenters() -> None:
    with_name = Words(["桃花潭镇人民政府"])
    assert "桃花潭镇人民政府" in with_name.words("桃花潭镇人民政府的年报")
    assert "桃花潭镇人民政府" not in shared_words().words("桃花潭镇人民政府的年报")
    assert with_name.fingerprint != shared_words().fingerprint


def test_both_streams_together() -> None:
    words = shared_words()
    assert words.tokens("公开年报") == words.words("公开年报") + bigrams("公开年报")


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        Words(["某某局"]).words("某某局公开年报")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
