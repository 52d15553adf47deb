"""The years of a follow-up: those asked about before, one more to compare."""

from __future__ import annotations

import re
from typing import Any

from assistant.asked import Aggregate
from assistant.dialogue.moved import Moved, of_bodies
from assistant.dialogue.slot_sets import own_words
from assistant.dialogue.words import whole
from assistant.question import Operation, Origin, Question
from corpus.numerals import number_said

# The slots that say of which years a question is, taken over together.
_YEAR_SLOTS = ("years", "latest", "earliest", "since", "until", "every_year", "vague_years")


# Said of several years: two of them unless 三年, 这几年; and all of them where they are added up.
_COUNT = re.compile("([两二三四五六七八九]|[2-9])年")
_TWO = 2
# 历年平均 is of all years loaded, 平均每年 of those asked about.
_ALL_YEARS = re.compile("历年|各年|所有|全部|以往")
# Of one year and another; of all of them.
_BETWEEN = (Operation.DIFFERENCE, Operation.GROWTH, Operation.TIMES)
_TOGETHER = (Operation.SUM, Operation.MOST, Operation.LEAST)


def years_of(question: Question, before: Question, taken: dict[str, Origin], steps: Moved) -> dict[str, Any]:
    if years := _one_by_one(question, steps):
        went = {"change": None} if whole("short", "went", question.text) else {}
        return {"years": years, "latest": 0, "previous": False, "every_year": False, **went}
    if question.years and before.years and not question.keys and _compares_years(question):
        years = tuple(sorted({*before.years, *question.years}))
        return {"years": years, "operations": question.operations | {Operation.DIFFERENCE}}
    if _mean_of_those(question, before):
        taken["years"] = Origin.EARLIER
        return {name: getattr(before, name) for name in _YEAR_SLOTS}
    if question.says_years and not _sums_up(question, before) and not _which_of(question, before):
        return {}
    if question.vague_years and not question.vague_years.startswith("那"):
        return {}  # 疫情前呢 is asked back
    if question.asks(Operation.TREND) and len(before.years) < 2 and not before.spans_years:
        return {"every_year": True, "previous": False}
    if not (before.says_years or before.previous or before.vague_years):
        return {}
    taken["years"] = Origin.EARLIER
    kept = {name: getattr(before, name) for name in _YEAR_SLOTS}
    previous = question.previous or (before.previous and not question.asks(Operation.OVERVIEW))
    return {**kept, "into": before.into, "plan": before.plan, "previous": previous}


def _one_by_one(question: Question, steps: Moved) -> tuple[int, ...]:
    """The years asked about one after the other, where what is asked now is asked of them together (差了多少, 加起来)."""
    named = question.years or question.bodies or question.keys or question.applicants or question.unknown
    if steps.slot != "years" or named or question.previous:
        return ()
    if whole("short", "went", question.text):
        return tuple(sorted(steps.last(_TWO)))
    if question.change:
        return ()
    together = question.asks(*_TOGETHER) or bool(question.aggregates)
    if not (together or question.asks(*_BETWEEN)) or own_words(question) or of_bodies(question.text):
        return ()
    said = _COUNT.search(question.text)
    count = number_said(said[1]) if said else 0 if together else _TWO
    return tuple(sorted(steps.last(count)))


def _mean_of_those(question: Question, before: Question) -> bool:
    """Whether 年均多少 is asked, with no years of its own, behind several years."""
    said = question.years or question.latest or question.earliest or question.since or question.until
    unsaid = not said and not question.bodies and not _ALL_YEARS.search(question.text)
    several = len(before.years) > 1 or before.spans_years
    return unsaid and several and Aggregate.YEARLY_MEAN in question.aggregates


def _sums_up(question: Question, before: Question) -> bool:
    """Whether 这两年 means the two years just asked about."""
    return question.latest == len(before.years) > 1 and bool(re.search("[这那].年", question.text))


def _which_of(question: Question, before: Question) -> bool:
    """Whether 哪年多 asks among the several years just asked about."""
    several = len(before.years) > 1 or before.spans_years
    return bool(several and not question.years and not question.bodies and re.search("哪一?年", question.text))


def _compares_years(question: Question) -> bool:
    return question.compared or bool(re.search("^那?(?:跟|和|与|同|比|较)|比$|相比", question.text)) or question.asks(
        Operation.DIFFERENCE, Operation.GROWTH
    )  # fmt: skip
