"""Wordings of prose against the table: what they count, and what must raise no alarm (`sentences.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from test_checks import report

from corpus.checks import CheckResult, Status, check_prose
from corpus.report import Report, Scope

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))

ROWS = {
    "new": "31|4|1|1|2|1|40",
    "carried_in": "2|1|0|0|0|0|3",
    "granted": "15|3|1|0|1|0|20",
    "partly_granted": "3|0|0|0|0|0|3",
    "refused.third_party": "4|1|0|0|1|0|6",
    "unavailable.not_held": "4|0|0|0|0|0|4",
    "unavailable.to_be_made": "1|0|0|0|0|0|1",
    "not_processed.repeated": "2|0|0|0|0|0|2",
    "otherwise.other": "2|0|0|0|0|0|2",
    "handled": "31|4|1|0|2|0|38",
    "carried_out": "2|1|0|1|0|1|5",
}
TOTALS = {
    "new": 40, "carried_in": 3, "handled": 38, "handling": 38, "carried_out": 5, "granted": 20, "partly_granted": 3, "refused": 6,
    "unavailable": 5, "not_processed": 2, "otherwise": 2, "reconsideration": 8, "litigation": 5,
    "normative_made": 4, "normative_abolished": 2, "normative_effective": 30,
}  # fmt: skip
OFF = 57
"""Added to a total it makes a number that is nowhere in the table."""


def told(prose: str, rows: dict[str, str] | None = None) -> Report:
    whole = report({**ROWS, **(rows or {})}, prose, disputes="4|1|2|1|8|2|1|0|1|4|1|0|0|0|1")
    return replace(whole, aliases=("澄屿市人民政府", "澄屿市人民政府办公室"))


def of_number(prose: str, number: int) -> set[tuple[str, Status]]:
    return {(r.key, r.status) for r in check_prose(told(prose)) if r.left.value == number}


def alarms(whole: Report) -> list[CheckResult]:
    return [r for r in check_prose(whole) if r.status is Status.FAILS]


def cases(table: str) -> list[tuple[str, str]]:
    return [(key, sentence) for key, sentences in SENTENCES[table].items() for sentence in sentences]


def test_there_are_many_wordings() -> None:
    assert len(cases("said")) > 140
    assert len(SENTENCES["quiet"]["sentences"]) > 120


@pytest.mark.parametrize(("key", "sentence"), cases("said"))
def test_a_wording_agrees_with_its_cell_or_contradicts_it(key: str, sentence: str) -> None:
    right, wrong = TOTALS[key], TOTALS[key] + OFF
    assert (f"prose.{key}", Status.HOLDS) in of_number(sentence.format(right), right)
    assert of_number(sentence.format(wrong), wrong) == {(f"prose.{key}", Status.FAILS)}
    assert alarms(told(sentence.format(right))) == []


@pytest.mark.parametrize(("key", "sentence"), cases("may_be"))
def test_a_wording_that_may_count_something_else_only_agrees(key: str, sentence: str) -> None:
    right, wrong = TOTALS[key], TOTALS[key] + OFF
    assert of_number(sentence.format(right), right) == {(f"prose.{key}", Status.HOLDS)}
    assert of_number(sentence.format(wrong), wrong) == set()


@pytest.mark.parametrize("sentence", SENTENCES["quiet"]["sentences"])
def test_a_part_another_time_or_another_matter_raises_no_alarm(sentence: str) -> None:
    assert alarms(told(sentence)) == []


@pytest.mark.parametrize(
    ("body", "scope", "sentence", "alarm"),
    [
        ("澄屿市人民政府办公室", Scope.UNSTATED, "澄屿市人民政府办公室2023年收到政府信息公开申请97件，加上上年结转的3件，共办结38件。", True),
        ("澄屿市人民政府办公室", Scope.UNSTATED, "2023年，市政府办公室共收到政府信息公开申请97件。", True),
        ("澄屿市卫生健康委员会", Scope.UNSTATED, "2023年，市卫健委共收到政府信息公开申请97件。", True),
        # the numbers of the city in the report of one of its bodies
        ("澄屿市卫生健康委员会", Scope.UNSTATED, "2023年，全市共收到政府信息公开申请3456件。", False),
        ("澄屿市卫生健康委员会", Scope.UNSTATED, "澄屿市共收到政府信息公开申请3456件。", False),
        ("澄屿市人民政府", Scope.OWN, "2023年，全市共收到政府信息公开申请3456件。", False),
        ("澄屿市人民政府", Scope.WHOLE_REGION, "2023年，全市共收到政府信息公开申请3456件。", True),
        # the numbers of the government in the report of the whole city; those of the province
        ("澄屿市", Scope.WHOLE_REGION, "澄屿市人民政府收到政府信息公开申请12件。", False),
        ("澄屿市", Scope.UNSTATED, "全省共收到政府信息公开申请3456件。", False),
    ],
)  # fmt: skip
def test_whose_number_it_is(body: str, scope: Scope, sentence: str, alarm: bool) -> None:
    names = {
        "澄屿市卫生健康委员会": ("市卫健委",),
        "澄屿市人民政府办公室": ("市政府办公室",),
        "澄屿市": ("澄屿市人民政府",),
    }
    whole = replace(told(sentence), body=body, scope=scope, aliases=names.get(body, ()))
    assert [r.key for r in alarms(whole)] == (["prose.new"] if alarm else [])


@pytest.mark.parametrize(
    "handled", ["|||||| ", "**|**|**|**|**|**|**", "31||||||"], ids=["blank", "unreadable", "total blank"]
)
@pytest.mark.parametrize("number", [38, 40, 97])
def test_what_was_handled_is_never_set_against_what_came_in(handled: str, number: int) -> None:
    whole = told(f"收到政府信息公开申请40件，办结{number}件。", {"handled": handled})
    result = next(r for r in check_prose(whole) if r.key == "prose.handled")
    assert result.status is Status.UNKNOWN
    assert {c.row for c in result.right.cells} == {"handled"}


def test_a_missing_cell_leaves_it_open() -> None:
    whole = told("收到政府信息公开申请40件，办结40件。")
    torn = replace(whole, cells=tuple(c for c in whole.cells if (c.row, c.column) != ("handled", "total")))
    result = next(r for r in check_prose(torn) if r.key == "prose.handled")
    assert (result.status, result.right.value) == (Status.UNKNOWN, None)


def test_two_numbers_that_may_be_the_whole_are_left_open() -> None:
    assert alarms(told("收到政府信息公开申请97件。经统计，收到政府信息公开申请98件。")) == []
    assert alarms(told("收到政府信息公开申请97件。"))[0].left.value == Decimal(97)
