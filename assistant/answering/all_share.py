"""The share of named bodies in all bodies loaded (占全部单位的多少, 前两名加起来占多少), whole regions left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant import wording, wording_sets
from assistant.answer import Answer, Claim, Outcome, Subjects
from assistant.answering.aggregate_claims import added_up
from assistant.answering.body_sets import of_kind
from assistant.answering.context import Context, Targets, refuse, where
from assistant.answering.measure import SHOWN_ALL, without_copies
from assistant.answering.share import base_of
from assistant.answering.value_claims import cited_claim, figures, nested
from assistant.citing import plain
from assistant.parsing.bodies import asked_bodies
from assistant.question import Operation, Question
from assistant.values import TOTAL, Value, find_ratio, only_numbers, percent

_OF_ALL = re.compile("占[到了]?(?:已收录的?)?(?:全部|所有|全体|各个?|每个|大家)的?(?:单位|部门|机关|机构|的)")
_BODIES = re.compile("单位|部门|机关|大家")
_ADDED = re.compile("加起来|加一起|合起来|合在一起|加在一起|一共|总共|合计|共")


def share_of_all(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The share of each body named, or of them added up, in the sum of all of that year; None where none is asked."""
    if not question.asks(Operation.SHARE) or len(question.keys) != 1 or question.base or find_ratio(question.keys[0]):
        return None
    if set(question.applicants) - {TOTAL} and not _BODIES.search(question.text):
        return None  # 个人的占全部的比例: of everybody's requests to that body
    # Of a list just told 第一名占多少 means of the list's total, where the number is part of no other.
    of_list = question.within and (question.asks(Operation.SUM) or not base_of(question.keys[0]))
    if not (_OF_ALL.search(question.of_whole or question.text) or of_list):
        return None
    claims: list[Claim] = []
    used: list[Value] = []
    for year in targets.years:
        parts, everybody = _of_year(year, question, targets, context)
        if not parts:
            return None
        added = len(parts) > 1 and bool(_ADDED.search((question.of_whole or question.text).split("占")[0]))
        groups = [parts] if added else [[one] for one in parts]
        claims += [cited_claim(_told(g, everybody), [*g, *everybody[:SHOWN_ALL]], context) for g in groups]
        used += [*parts, *everybody]
    told = Subjects(targets.bodies, targets.years, question.keys)
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, used), subjects=told) if claims else None


def share_of_what(question: Question, targets: Targets, context: Context) -> Answer | None:
    """That it is not said of what the share is wanted, where the number is part of no other: asked back."""
    if not question.asks(Operation.SHARE) or len(question.keys) != 1 or question.base or question.base_unread:
        return None
    narrowed = question.applicants or question.rest or question.qualifiers or find_ratio(question.keys[0])
    if narrowed or base_of(question.keys[0]) or len(targets.heads) != 1:
        return None
    head = targets.heads[0]
    label = nested(context.reader.value(head, question.keys[0]).label)
    text = wording_sets.SHARE_OF_WHAT.format(where=where(head), label=label)
    region = (wording_sets.OF_REGION.format(level=head.region[-1]),) if head.region else ()
    return refuse(Outcome.ASKS_BACK, text, (*region, wording_sets.OF_ALL_BODIES))


def _of_year(year: int, question: Question, targets: Targets, context: Context) -> tuple[list[Value], list[Value]]:
    """The values of the bodies named, and of all that are added up; ([], []) where one named is not among them."""
    kind = asked.kind if (asked := asked_bodies(question.within)) else ""
    heads = [h for h in context.heads if h.year == year and of_kind(h, kind)]
    who = (question.applicants or (TOTAL,))[0]
    values, _ = without_copies(context.reader.values(heads, question.keys[0], who), context)
    everybody, _ = added_up(only_numbers(values))
    named = [h.id for h in targets.heads if h.year == year]
    parts = [v for i in named for v in everybody if v.head.id == i]
    return (parts, everybody) if len(parts) == len(named) else ([], [])


def _told(parts: Sequence[Value], everybody: Sequence[Value]) -> str:
    top, bottom = (sum((v.value for v in own if v.value is not None), Decimal(0)) for own in (parts, everybody))
    names = "、".join(where(v.head) for v in parts)
    upper = " + ".join(plain(v.value) for v in parts)
    shown = {
        "part": f"{names}“{nested(parts[0].label)}”",
        "whole": wording_sets.ALL_OF_YEAR.format(count=len(everybody), total=f"{plain(bottom)}{parts[0].unit}"),
        "top": f"（{upper}）" if len(parts) > 1 else upper,
        "bottom": plain(bottom),
    }
    if not bottom:
        return wording.ZERO_BASE.format(**shown)
    return wording.SHARE.format(**shown, percent=plain(percent(top, bottom))) + wording_sets.ALL_LOADED
