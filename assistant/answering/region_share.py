"""The share of one body in its whole region (占全市多少): its own report against the region's that sums up all."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome, Subjects
from assistant.answering.context import Context, Targets, where
from assistant.answering.value_claims import cited_claim, claim, figures, nested
from assistant.citing import plain
from assistant.parsing.places import parse_places
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
    said = _OF_REGION.search(question.of_whole or question.text)
    keys = tuple(k for k in question.keys if not find_ratio(k))
    named = () if said else _whole_named(question, context)
    if not (said or named) or not question.asks(Operation.SHARE) or len(keys) != 1 or question.base:
        return None
    who = (question.applicants or (TOTAL,))[0]
    claims: list[Claim] = []
    used: list[Value] = []
    pairs: dict[str, tuple[Value, list[Value]]] = {}
    lacking = False
    for head in targets.heads:
        if head.body in named:
            continue
        level = said[1] if said else ""
        whole = _whole_of(head, level, context) if level else _of_body(named, head, context)
        part = _own(head, context) if whole == head else head
        if part is None:
            return None
        top = context.reader.value(part, keys[0], who)
        bottom = context.reader.value(whole, keys[0], who) if whole else None
        if top.value is None or bottom is None or bottom.status is not Status.NUMBER or bottom.value is None:
            lacking = True
            claims += [claim(context, top), Claim(_why(part, level, named, bottom))]
            used.append(top)
            continue
        claims.append(cited_claim(_told([top], bottom), [top, bottom], context))
        used += [top, bottom]
        pairs.setdefault(bottom.head.id, (bottom, []))[1].append(top)
    if question.asks(Operation.SUM):
        joined = [(tops, bottom) for bottom, tops in pairs.values() if len(tops) > 1]
        claims += [cited_claim(_told(tops, bottom), [*tops, bottom], context) for tops, bottom in joined]
    outcome = Outcome.PARTLY if lacking else Outcome.ANSWERED
    bodies = tuple(b for b in targets.bodies if b not in named)
    told = Subjects(bodies, targets.years, keys)
    return Answer(outcome, tuple(claims), figures=figures(context, used), subjects=told) if used else None


def _whole_named(question: Question, context: Context) -> tuple[str, ...]:
    """The bodies that the name right behind 占 fits (占澄屿市的多少), beside others whose share is asked."""
    _, _, behind = question.text.partition("占")
    places = parse_places(behind.lstrip("到了"), context.gazetteer)
    found = places.groups[0] if places.groups and min(m.start for m in places.mentions) == 0 else ()
    return found if len(question.bodies) > 1 else ()


def _of_body(named: tuple[str, ...], part: ReportHead, context: Context) -> ReportHead | None:
    """The report of that year that sums up the place named."""
    own = (h for b in named for h in context.by_body.get(b, ()) if h.year == part.year)
    return next((h for h in own if h.scope is Scope.WHOLE_REGION), None)


def _own(head: ReportHead, context: Context) -> ReportHead | None:
    """Of a whole region the report of its own level (市政府占全市), where it is loaded."""
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


def _told(tops: list[Value], bottom: Value) -> str:
    top = sum((v.value for v in tops if v.value is not None), Decimal(0))
    upper = " + ".join(plain(v.value) for v in tops)
    shown = {
        "part": "、".join(where(v.head) for v in tops) + f"“{nested(tops[0].label)}”",
        "whole": where(bottom.head),
        "top": f"（{upper}）" if len(tops) > 1 else upper,
        "bottom": plain(bottom.value),
    }
    if not bottom.value:
        return wording.ZERO_BASE.format(**shown)
    return wording.SHARE.format(**shown, percent=plain(percent(top, bottom.value)))


def _why(part: ReportHead, level: str, named: tuple[str, ...], bottom: Value | None) -> str:
    if bottom is None and named:
        return wording.NO_WHOLE_NAMED.format(whole=named[0], year=part.year)
    if bottom is None:
        return wording.NO_WHOLE_REGION.format(level=level, where=where(part), year=part.year)
    return wording.NO_WHOLE_NUMBER.format(where=where(bottom.head), label=nested(bottom.label))
