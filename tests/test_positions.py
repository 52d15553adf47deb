"""Cells called by where they stand in the table of requests."""

from __future__ import annotations

import pytest

from corpus.forms.positions import positions

PLACES = [
    ("第三部分第一行", "requests.new"),
    ("表三第2行", "requests.carried_in"),
    ("第十二行", "requests.refused.query_matter"),
    ("第三部分最后一行", "requests.carried_out"),
    ("第（三）类", "requests.refused"),
    ("第三大类一共", "requests.refused"),
    ("第（三）类第1项", "requests.refused.state_secret"),
    ("第三类里的第二小项", "requests.refused.forbidden_by_law"),
    ("（五）第5项", "requests.not_processed.confirmation"),
    ("第（七）行", "requests.handled"),
    ("第六类第三项", "requests.otherwise.other"),
    ("第二类", "requests.partly_granted"),
]

NO_PLACES = [
    "三类内部事务",
    "第九类",
    "第三类第九项",
    "第四部分第一行",
    "第二部分第三行",
    "第三名",
    "第一季度",
    "第九十行",
]


@pytest.mark.parametrize(("text", "key"), PLACES)
def test_a_place_is_an_indicator(text: str, key: str) -> None:
    assert [p.key for p in positions(text)] == [key]


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_is_no_place_of_that_table_is_none(text: str) -> None:
    assert positions(text) == ()
