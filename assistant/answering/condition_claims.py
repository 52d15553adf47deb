"""Which of a set of values satisfy a condition: how many, which, and the nearest where none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant import wording, wording_sets
from assistant.answer import Claim
from assistant.answering.context import Context, span_text, where
from assistant.answering.measure import (
    SHOWN_ALL,
    Group,
    common_label,
    converted,
    direction,
    goes_one_way,
    items,
    what_changed,
)
from assistant.answering.value_claims import cited_claim
from assistant.asked import ABOVE_ZERO, Compare, Condition
from assistant.citing import plain
from assistant.question import Operation, Question
from assistant.values import Value, only_numbers, percent

_TWO_PLACES = Decimal("0.01")


def mean_of(values: Sequence[Value]) -> Decimal:
    """The arithmetic mean of the numbers, rounded half up to two decimals."""
    return rounded(sum((v.value for v in values if v.value is not None), Decimal(0)) / len(values))


def rounded(number: Decimal) -> Decimal:
    """The number rounded half up to two decimals; a whole one without any."""
    whole = number.to_integral_value()
    return whole if number == whole else number.quantize(_TWO_PLACES, ROUND_HALF_UP)


def settled(question: Question, values: Sequence[Value]) -> Condition:
    """The condition with its number in the unit of the values: the mean of them, 1万元 as 10000元; else above 0."""
    condition = question.condition or ABOVE_ZERO
    if condition.mean:
        return replace(condition, low=mean_of(values))
    factor = converted(question, values)
    return replace(condition, low=condition.low * factor, high=condition.high * factor)


def satisfies(question: Question, condition: Condition, value: Value) -> bool:
    """Whether the value meets it; a change must go the way that is said, and is measured along it."""
    if value.value is None:
        return False
    size = value.value * direction(question)
    return condition.met(size) and (size > 0 or not goes_one_way(question, value))


def condition_text(question: Question, condition: Condition, unit: str, changes: bool = False) -> str:
    """'超过100件', '在50件到100件之间', '为0'; of changes one way '比上年下降超过20%'."""
    low, high = (
        f"{plain(number.normalize() if number else number)}{unit}" for number in (condition.low, condition.high)
    )
    way = wording_sets.SINCE + wording_sets.WENT[question.change.way] if changes and question.change else ""
    if condition.mean:
        return way + wording_sets.AGAINST_MEAN[condition.compare].format(mean=low)
    if condition == ABOVE_ZERO:
        return way or wording_sets.ABOVE_ZERO
    zero = condition.compare is Compare.EQUAL and not condition.low
    return way + wording_sets.CONDITIONS[condition.compare].format(low="0" if zero else low, high=high)


def met_claims(question: Question, group: Group, counted: bool, share: bool, context: Context) -> list[Claim]:
    """How many of the set satisfy the condition, and which, with their values; the nearest where none does."""
    numbers = group.numbers
    if not numbers:
        return []
    condition = settled(question, numbers)
    one_way = goes_one_way(question, numbers[0])
    label = what_changed(common_label(numbers)) if one_way else common_label(numbers)
    said = condition_text(question, condition, numbers[0].unit, one_way)
    met = [v for v in numbers if satisfies(question, condition, v)]
    years = span_text(sorted({v.head.year for v in numbers if v.head.year}))
    place = {"count": len(numbers), "years": years, "label": label, "condition": said}
    start = wording_sets.OF_WHOLES if group.wholes else ""
    if question.asks(Operation.YES_NO) and not group.wholes:
        start += wording_sets.THERE_ARE if met else wording_sets.THERE_ARE_NONE
    if not met:
        nearest = sorted(numbers, key=lambda v: condition.distance((v.value or Decimal(0)) * direction(question)))
        told = start + wording_sets.NONE_MEETS.format(**place)
        if not condition.low and condition.compare in (Compare.EQUAL, Compare.OVER):
            return [cited_claim(told, numbers[:SHOWN_ALL], context)]
        close = [v for v in nearest if v.value == nearest[0].value]
        return [cited_claim(told + wording_sets.NEAREST.format(items=items(close, 3)), close[:3], context)]
    downwards = condition.compare in (Compare.UNDER, Compare.AT_MOST) or direction(question) < 0
    met.sort(key=lambda v: ((v.value or Decimal(0)) * (1 if downwards else -1), v.head.body))
    part = (
        wording_sets.MEETING_SHARE.format(percent=plain(percent(Decimal(len(met)), Decimal(len(numbers)))))
        if share
        else ""
    )
    alike = condition.compare is Compare.EQUAL
    told = "、".join(where(v.head) for v in met[:SHOWN_ALL]) if alike else items(met)
    told += wording.AND_MORE.format(count=len(met)) if alike and len(met) > SHOWN_ALL else ""
    text = start + wording_sets.MEETING.format(**place, met=len(met), share=part, items=told)
    return [cited_claim(text, met[:SHOWN_ALL], context)]


def together_claims(asked: Sequence[tuple[Question, Sequence[Value]]], context: Context) -> list[Claim]:
    """The reports that meet every one of several conditions; each is asked of values of the same reports."""
    met: list[dict[str, Value]] = []
    for question, values in asked:
        numbers = only_numbers(values)
        condition = settled(question, numbers) if numbers else None
        met.append({v.head.id: v for v in numbers if condition and satisfies(question, condition, v)})
    shared = [i for i in met[0] if all(i in other for other in met)] if met else []
    told = "、".join(where(met[0][i].head) for i in shared[:SHOWN_ALL])
    text = wording_sets.ALL_MET.format(count=len(shared), items=told) if shared else wording_sets.NONE_MEETS_ALL
    return [cited_claim(text, [one[i] for i in shared[:SHOWN_ALL] for one in met], context)]
