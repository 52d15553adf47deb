"""The share of one body in its whole region (占全市多少): its own report against the region's that sums up all."""

from __future__ import annotations

import re

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.answering.lookup import cited_claim, claim, figures, nested
from assistant.citing import plain
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, find_ratio, percent
from corpus.regions import lies_in
from corpus.report import Scope
from corpus.store import ReportHead

_OF_REGION = re.compile("占[到了]?全([省市区县州旗])")
# 全县 is said of a district too, 全市 of a prefecture.
_LEVELS = {"县": "县区旗", "区": "区县旗", "旗": "旗县区", "市": "市州盟", "州": "州市盟", "省": "省区"}


def region_share(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The share in the whole region, report by report; None where no such share is asked, or the region itself is."""
    said = _OF_REGION.search(question.text)
    keys = tuple(k for k in question.keys if not find_ratio(k))
    if not said or not question.asks(Operation.SHARE) or len(keys) != 1 or question.base:
        return None
    who = (question.applicants or (TOTAL,))[0]
    claims: list[Claim] = []
    used: list[Value] = []
    lacking = False
    for head in targets.heads:
        part = _own(head, context)
        if part is None:
            return None
        top = context.reader.value(part, keys[0], who)
        whole = _whole_of(part, said[1], context)
        bottom = context.reader.value(whole, keys[0], who) if whole else None
        if top.value is None or bottom is None or bottom.status is not Status.NUMBER or bottom.value is None:
            lacking = True
            claims += [claim(context, top), Claim(_why(part, said[1], bottom))]
            used.append(top)
            continue
        claims.append(cited_claim(_told(top, bottom), [top, bottom], context))
        used += [top, bottom]
    outcome = Outcome.PARTLY if lacking else Outcome.ANSWERED
    return Answer(outcome, tuple(claims), figures=figures(context, used)) if used else None


def _own(head: ReportHead, context: Context) -> ReportHead | None:
    """The report whose share is asked; of a whole region that of its own level (市政府占全市), where it is loaded."""
    if head.scope is not Scope.WHOLE_REGION:
        return head
    mine = (h for h in context.heads if (h.region, h.year, h.scope) == (head.region, head.year, Scope.OWN))
    return next(mine, None)


def _whole_of(part: ReportHead, level: str, context: Context) -> ReportHead | None:
    """The report of the same year that sums up the place of that level which the body is in."""
    around = (
        h for h in context.heads
        if h.scope is Scope.WHOLE_REGION and h.year == part.year and h.region[-1:] in _LEVELS[level]
        and (h.region == part.region or lies_in(part.region, h.region))
    )  # fmt: skip
    return min(around, key=lambda h: h.region != part.region, default=None)


def _told(top: Value, bottom: Value) -> str:
    shown = {
        "part": f"{where(top.head)}“{nested(top.label)}”",
        "whole": where(bottom.head),
        "top": plain(top.value),
        "bottom": plain(bottom.value),
    }
    if not bottom.value or top.value is None:
        return wording.ZERO_BASE.format(**shown)
    return wording.SHARE.format(**shown, percent=plain(percent(top.value, bottom.value)))


def _why(part: ReportHead, level: str, bottom: Value | None) -> str:
    if bottom is None:
        return wording.NO_WHOLE_REGION.format(level=level, where=where(part), year=part.year)
    return wording.NO_WHOLE_NUMBER.format(where=where(bottom.head), label=nested(bottom.label))
