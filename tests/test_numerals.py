"""Small numbers as people write them, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from corpus.numerals import NUMBER, number_said

NUMBERS = [
    ("一", 1), ("两", 2), ("俩", 2), ("九", 9), ("十", 10), ("十一", 11), ("十二", 12), ("二十", 20), ("九十九", 99),
    ("7", 7), ("12", 12), ("200", 200),
]  # fmt: skip

# Behind 前: the number read, '' for none.
BEHIND = [
    ("前十二名", "十二"), ("前十一个", "十一"), ("前十一共", "十"), ("前三一共", "三"), ("前二百名", ""), ("前十年", "十"),
    ("前2023年", ""), ("前15名", "15"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "number"), NUMBERS)
def test_numbers(words: str, number: int) -> None:
    assert re.fullmatch(NUMBER, words)
    assert number_said(words) == number


@pytest.mark.parametrize(("text", "words"), BEHIND)
def test_a_number_is_read_whole_or_not_at_all(text: str, words: str) -> None:
    found = re.match(f"前({NUMBER})", text)
    assert (found[1] if found else "") == words
