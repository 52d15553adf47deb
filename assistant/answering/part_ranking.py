"""Which part of an indicator is the largest: the rows it is made of, or the kinds of applicants."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant import wording, wording_sets
from assistant.answer import Answer, Claim
from assistant.answering.context import Context, Targets, where
from assistant.answering.part_values import applicant_values, part_keys
from assistant.answering.ranking_claims import ordered, standing_at
from assistant.answering.value_claims import cited_claim, figures, nested, outcome_of
from assistant.parsing.bodies import asked_bodies, asked_orders
from assistant.question import Operation, Question
from assistant.values import TOTAL, Value, find_applicant, label_of, only_numbers

_OTHERS = re.compile("除了|除去|以外|之外|其他人|还有谁")
_WHO = re.compile(
    "申请人(?!□|逾期|无正当|没|未|不|是|提|放弃)|谁申请|什么人|哪类人|哪种人|哪类主体|申请主体|谁提|哪些人申请|哪些人提|哪些人递|哪类人|哪几类人|还有谁"
)
# Words for the rows that an indicator is made of.
_PART = re.compile("结果|情形|情况|理由|原因|缘由|哪一?[种类项]|什么类型|哪个类型|哪[两二三四五]种|方式")
_NO_SUBJECT = re.compile("^(?:[一两二三四五]种|[前第后]?[一两二三四五六七八九十].?|名是|名)$")
_YEAR = re.compile("哪一?年|哪个年")
# 收办 = 新收 + 上年结转: which of the two is larger is never what is asked.
_NOT_RANKED = frozenset({"requests.to_handle"})


def ranks_parts(question: Question, targets: Targets) -> bool:
    """Whether the parts of one indicator are to be ranked, and not years, bodies, or indicators."""
    most = question.asks(Operation.MOST, Operation.LEAST) or question.rank.place > 1
    if not most or len(question.keys) > 1 or len(question.applicants) > 1 or _YEAR.search(question.text):
        return False
    if asks_who(question):
        return True
    if asked_bodies(question.text):
        return False
    # 办理结果总计 of two bodies: the 结果 of its name asks for no parts.
    part = bool(_PART.search(question.remainder if len(targets.bodies) > 1 else question.text))
    if not question.keys:
        return part and all(_PART.search(w) or _NO_SUBJECT.search(w) for w in question.rest)
    if question.keys[0] in _NOT_RANKED or not any(part_keys(question.keys[0], h.form or "") for h in targets.heads):
        return False
    several = len(question.years) > 1 or question.spans_years or question.every_year or question.previous
    return part or not (several or len(targets.bodies) > 1)


def asks_who(question: Question) -> bool:
    """Whether the kinds of applicants are asked for."""
    return bool(_WHO.search(question.remainder or question.text))


def rank_parts(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Which part of an indicator is the largest or smallest: its rows, or its applicants, in each report."""
    if not ranks_parts(question, targets):
        return None
    by_applicant = asks_who(question)
    key = question.keys[0] if question.keys else "requests.new" if by_applicant else "requests.handled"
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        whole = context.reader.value(head, key, (question.applicants or (TOTAL,))[0])
        if by_applicant:
            parts = applicant_values(context.reader.value(head, key), context)
        else:
            parts = [context.reader.value(head, k, whole.applicant) for k in part_keys(key, head.form or "")]
        numbers = only_numbers(parts)
        if not numbers:
            continue
        used += numbers
        claims += _ranked(question, where(head), numbers, context, by_applicant)
    return Answer(outcome_of(used), tuple(claims), figures=figures(context, used)) if claims else None


def who_asked(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Who the applicants were: every kind with a number above zero, in each report."""
    if question.qualifiers or not asks_who(question) or (question.applicants and not _OTHERS.search(question.text)):
        return None
    key = question.keys[0] if question.keys else "requests.new"
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        parts = only_numbers(applicant_values(context.reader.value(head, key), context))
        parts = [p for p in parts if p.applicant not in question.applicants]
        shown = sorted((p for p in parts if p.value), key=lambda p: -(p.value or Decimal(0)))
        if not parts:
            continue
        used += parts
        items = "、".join(f"{_applicant_name(p)}{p.said}" for p in shown) or wording.PARTS_ALL_ZERO.rstrip("。")
        text = wording.APPLICANTS.format(where=where(head), label=nested(label_of(key)), items=items)
        claims.append(cited_claim(text, shown or parts, context))
    return Answer(outcome_of(used), tuple(claims), figures=figures(context, used)) if claims else None


def _ranked(question: Question, place: str, numbers: list[Value], context: Context, by_applicant: bool) -> list[Claim]:
    name = _applicant_name if by_applicant else _label
    if not any(v.value for v in numbers):
        return [cited_claim(place + wording.ALL_ZERO, numbers, context)]
    claims = []
    rank = question.rank
    orders = asked_orders(question, rank)
    for descending in orders:
        # What is 0 has no place among the most.
        in_order = ordered([v for v in numbers if v.value or not descending], descending)
        if rank.place > len(in_order):
            text = wording_sets.NO_SUCH_PLACE.format(count=len(in_order), place=rank.place)
            claims.append(cited_claim(place + text, numbers, context))
            continue
        shared, best = standing_at(in_order, rank.place or 1)
        text = place + _first(shared, descending).format(names="、".join(map(name, best)), said=best[0].said)
        claims.append(cited_claim(text, best, context))
    shown = ordered([v for v in numbers if v.value], descending=orders != (False,) or not rank.top)
    shown = shown[: rank.top] if rank.top and len(orders) == 1 else shown
    if len(shown) > 1:
        text = wording.RANKING.format(items="、".join(f"{name(v)}{v.said}" for v in shown))
        claims.append(cited_claim(text, shown, context))
    return claims


def _first(place: int, descending: bool) -> str:
    if place > 1:
        return (wording.NTH_MOST if descending else wording.NTH_LEAST).replace("{nth}", str(place))
    return wording.MOST if descending else wording.LEAST


def _label(value: Value) -> str:
    return value.label


def _applicant_name(value: Value) -> str:
    return find_applicant(value.applicant).label
