"""Values set against one another: change between years, bodies side by side, the largest and the smallest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant import wording
from assistant.answer import Answer, Claim
from assistant.answering.change import growth_text
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure import growth_answer
from assistant.answering.lookup import (
    applicant_values,
    citations,
    figures,
    look_up,
    nested,
    outcome_of,
    part_keys,
    read_values,
    with_claims,
)
from assistant.citing import plain
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, find_applicant, find_ratio, label_of

_OTHERS = re.compile("除了|除去|以外|之外|其他人|还有谁")


def _change(earlier: Value, later: Value) -> str:
    """One sentence on how the value went from the earlier report to the later; both have numbers."""
    old, new = earlier.value or Decimal(0), later.value or Decimal(0)
    names = {"later": where(later.head), "earlier": where(earlier.head), "old": earlier.said, "new": later.said}
    change = new - old
    if not change:
        return wording.DIFFERENCE_NONE.format(**names)
    if find_ratio(later.key):
        template = wording.POINTS_UP if change > 0 else wording.POINTS_DOWN
        return template.format(**names, change=plain(abs(change)))
    template = wording.DIFFERENCE_UP if change > 0 else wording.DIFFERENCE_DOWN
    return template.format(**names, change=f"{plain(abs(change))}{later.unit}", growth=growth_text(old, new))


def versus(one: Value, other: Value) -> str:
    """One sentence that sets two bodies (or two indicators of one report) side by side; the larger first."""
    if (one.value or 0) < (other.value or 0):
        one, other = other, one
    same_report = one.head == other.head
    name = (one.label, other.label) if same_report else (where(one.head), where(other.head))
    if one.value == other.value:
        return wording.SAME.format(one=name[0], other=name[1], new=one.said)
    change = (one.value or Decimal(0)) - (other.value or Decimal(0))
    unit = "个百分点" if find_ratio(one.key) else one.unit
    ratio = ""
    if other.value and not find_ratio(one.key):
        ratio = (
            f"，是后者的{plain(((one.value or Decimal(0)) / other.value).quantize(Decimal('0.01'), ROUND_HALF_UP))}倍"
        )
    return wording.MORE.format(
        one=name[0], other=name[1], change=f"{plain(change)}{unit}", new=one.said, old=other.said, times=ratio
    )


def _numbers(values: Sequence[Value]) -> list[Value]:
    return [v for v in values if v.status is Status.NUMBER and v.value is not None]


def compare(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Change, comparison, largest or smallest over the reports asked for; None where there is nothing to compare."""
    if not question.keys:
        return None
    asked = question.asks(
        Operation.DIFFERENCE, Operation.GROWTH, Operation.MOST, Operation.LEAST, Operation.TREND, Operation.TIMES
    )
    several = (
        len(targets.heads) > 1 or bool(targets.missing) or len(question.keys) * max(1, len(question.applicants)) > 1
    )
    if not several or not (asked or len(targets.heads) > 1):
        return None
    values = read_values(question, targets, context)
    numbers = _numbers(values)
    answer = look_up(question, targets, context)
    if answer is None or len(numbers) < 2:
        return _said_by_report(question, targets, context) or answer
    return with_claims(answer, _comparisons(question, targets, numbers, context))


def _said_by_report(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The change that the report itself states (同比增长70.3%), where the year before is not loaded."""
    if not targets.missing or not question.asks(Operation.GROWTH, Operation.DIFFERENCE):
        return None
    asked = replace(question, unit="", operations=frozenset({Operation.GROWTH}))
    return growth_answer(asked, replace(targets, missing=()), context)


def _comparisons(question: Question, targets: Targets, numbers: list[Value], context: Context) -> list[Claim]:
    found: list[Claim] = []
    if len(targets.heads) == 1:
        return _extreme(question, numbers, context) or [_cited(versus(numbers[0], numbers[1]), numbers[:2], context)]
    for key, who in dict.fromkeys((v.key, v.applicant) for v in numbers):
        mine = [v for v in numbers if (v.key, v.applicant) == (key, who)]
        if len(mine) < 2:
            continue
        by_body = [[v for v in mine if v.head.body == body] for body in dict.fromkeys(v.head.body for v in mine)]
        if len(by_body) == 1 and not _out_of_years(question):
            mine = sorted(mine, key=lambda v: v.head.year or 0)
            pairs = [(mine[0], mine[-1])] if len(mine) > 2 else [(mine[0], mine[1])]
            found += [_cited(_change(a, b), (a, b), context) for a, b in pairs]
        elif len(by_body) == 2 and all(len(g) == 1 for g in by_body):
            found.append(_cited(versus(mine[0], mine[1]), mine, context))
        found += _extreme(question, mine, context)
    return found


def _out_of_years(question: Question) -> bool:
    """Whether several years are shown only because none was said: side by side, no change asked for."""
    return not question.years and not question.asks(
        Operation.DIFFERENCE, Operation.GROWTH, Operation.TREND, Operation.MOST, Operation.LEAST
    ) and not (question.previous or question.latest or question.every_year)  # fmt: skip


def _extreme(question: Question, values: list[Value], context: Context) -> list[Claim]:
    found = []
    for operation, template in ((Operation.MOST, wording.MOST), (Operation.LEAST, wording.LEAST)):
        if question.asks(operation):
            top = (max if operation is Operation.MOST else min)(v.value or Decimal(0) for v in values)
            best = [v for v in values if v.value == top]
            same_head = len({v.head.id for v in values}) == 1
            names = "、".join(v.label if same_head else where(v.head) for v in best)
            found.append(_cited(template.format(names=names, said=best[0].said), best, context))
    return found


def _cited(text: str, values: Sequence[Value], context: Context) -> Claim:
    return Claim(text, tuple(c for v in values for c in citations(context, v)))


def rank_parts(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Which part of an indicator is the largest or smallest: its rows, or its applicants, in each report."""
    if not question.asks(Operation.MOST, Operation.LEAST) or len(question.keys) > 1:
        return None
    by_applicant = _asks_who(question)
    key = question.keys[0] if question.keys else "requests.new" if by_applicant else "requests.handled"
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        whole = context.reader.value(head, key, (question.applicants or (TOTAL,))[0])
        if by_applicant:
            parts = applicant_values(context.reader.value(head, key), context)
        else:
            parts = [context.reader.value(head, k, whole.applicant) for k in part_keys(key, head.form or "")]
        numbers = _numbers(parts)
        if not numbers:
            continue
        used += numbers
        claims += _ranked(question, head.body and where(head), numbers, context, by_applicant)
    return Answer(outcome_of(used), tuple(claims), figures=figures(context, used)) if claims else None


def who_asked(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Who the applicants were: every kind with a number above zero, in each report."""
    if not _asks_who(question) or (question.applicants and not _OTHERS.search(question.text)):
        return None
    key = question.keys[0] if question.keys else "requests.new"
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        parts = _numbers(applicant_values(context.reader.value(head, key), context))
        parts = [p for p in parts if p.applicant not in question.applicants]
        shown = sorted((p for p in parts if p.value), key=lambda p: -(p.value or Decimal(0)))
        if not parts:
            continue
        used += parts
        items = "、".join(f"{_applicant_name(p)}{p.said}" for p in shown) or wording.PARTS_ALL_ZERO.rstrip("。")
        text = wording.APPLICANTS.format(where=where(head), label=nested(label_of(key)), items=items)
        claims.append(_cited(text, shown or parts, context))
    return Answer(outcome_of(used), tuple(claims), figures=figures(context, used)) if claims else None


def _asks_who(question: Question) -> bool:
    return any(
        word in question.text
        for word in (
            "申请人",
            "谁申请",
            "什么人",
            "哪类人",
            "哪种人",
            "哪类主体",
            "申请主体",
            "谁提",
            "哪些人申请",
            "还有谁",
        )
    )


def _ranked(question: Question, place: str, numbers: list[Value], context: Context, by_applicant: bool) -> list[Claim]:
    name = _applicant_name if by_applicant else _label
    if not any(v.value for v in numbers):
        return [_cited(place + wording.ALL_ZERO, numbers, context)]
    claims = []
    for operation, template in ((Operation.MOST, wording.MOST), (Operation.LEAST, wording.LEAST)):
        if question.asks(operation):
            top = (max if operation is Operation.MOST else min)(v.value or Decimal(0) for v in numbers)
            best = [v for v in numbers if v.value == top]
            text = place + template.format(names="、".join(map(name, best)), said=best[0].said)
            claims.append(_cited(text, best, context))
    ordered = sorted((v for v in numbers if v.value), key=lambda v: -(v.value or Decimal(0)))
    if len(ordered) > 1:
        text = wording.RANKING.format(items="、".join(f"{name(v)}{v.said}" for v in ordered))
        claims.append(_cited(text, ordered, context))
    return claims


def _label(value: Value) -> str:
    return value.label


def _applicant_name(value: Value) -> str:
    return find_applicant(value.applicant).label
