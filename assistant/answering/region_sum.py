"""Whether a place's own level and the places below it add up to the report that sums up the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.breakdown_check import BY_PLACE, breakdown_check
from assistant.answering.context import Context, Targets, whose
from assistant.answering.value_claims import citations, figures, nested
from assistant.citing import plain
from assistant.parsing.text import fold
from assistant.question import Question
from assistant.values import TOTAL, Status, Value, find_ratio
from corpus.breakdowns import breakdowns
from corpus.divisions import Level
from corpus.regions import is_child, level_of, lies_in
from corpus.report import Scope
from corpus.store import ReportHead

_DOWN = tuple(Level)
# What reports break down by place in words.
_IN_PROSE = ("requests.new",)
# What the parts are held against.
_WHOLE = re.compile("全[省市县区州]|汇总|全口径|总数|总计|合计|总量")


def region_sum(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The parts named (本级, 禾笙区…), or those that the prose or the divisions tell, added up against the whole."""
    if not _WHOLE.search(question.text) or not question.keys or any(find_ratio(k) for k in question.keys):
        return None
    by_place = bool(BY_PLACE.search(question.text))
    claims: list[Claim] = []
    used: list[Value] = []
    for year in targets.years:
        heads = [h for h in targets.heads if h.year == year]
        whole = _whole_of(heads, context)
        if whole is None:
            continue
        parts = [h for h in heads if h.id != whole.id]
        if len(parts) < 2 and by_place:
            told = breakdown_check(question, Targets((whole,)), context) if question.keys == _IN_PROSE else None
            if told and told.outcome is Outcome.ANSWERED:
                return told
            parts = _below(whole, context)
        if len(parts) < 2:
            continue
        for key in question.keys:
            claim, values = _summed(key, question.applicants[:1] or (TOTAL,), whole, parts, context)
            claims.append(claim)
            used += values
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, used)) if claims else None


def _whole_of(heads: Sequence[ReportHead], context: Context) -> ReportHead | None:
    """The report that sums up the place: of the one whose own level is a part, else the one of a level above the others."""
    wholes = [h for h in heads if h.scope is Scope.WHOLE_REGION]
    own = [h for h in heads if h.scope is Scope.OWN]
    if own:
        same = (h for h in context.heads if h.scope is Scope.WHOLE_REGION and h.region == own[0].region)
        return next((h for h in same if h.year == own[0].year), None)
    above = [h for h in wholes if all(h.id == o.id or _is_above(h, o) for o in wholes)]
    return above[0] if len(above) == 1 else None


def _is_above(one: ReportHead, other: ReportHead) -> bool:
    level, below = level_of(one.region), level_of(other.region)
    return lies_in(other.region, one.region) or bool(level and below and _DOWN.index(level) < _DOWN.index(below))


def _below(whole: ReportHead, context: Context) -> list[ReportHead]:
    """The own level of the place and the places right inside it: all those that the report itself counts, where it does.

    () where one of them has no report of that year.
    """
    of_year = [h for h in context.heads if h.year == whole.year and h.id != whole.id]
    own = [h for h in of_year if h.region == whole.region and h.scope is Scope.OWN]
    wholes = [h for h in of_year if h.scope is Scope.WHOLE_REGION]
    report = context.store.report(whole.id)
    for counted in breakdowns(report.text, report.figures):
        named = [n for n in map(fold, counted.names) if not n.endswith("本级")]
        found = [next((h for h in wholes if h.region.endswith(n)), None) for n in named]
        if own and len(named) < len(counted.names) and len(named) > 1:
            return [*own, *(h for h in found if h)] if all(found) else []
    inside = [h for h in wholes if is_child(h.region, whole.region)]
    return [*own, *inside] if own and inside else []


def _summed(
    key: str, applicants: Sequence[str], whole: ReportHead, parts: Sequence[ReportHead], context: Context
) -> tuple[Claim, list[Value]]:
    """One indicator: every part, their sum, the whole, and whether they are the same; no verdict where one is not filled in."""
    total = context.reader.value(whole, key, applicants[0])
    values = [context.reader.value(h, key, applicants[0]) for h in parts]
    numbers = [v for v in values if v.status is Status.NUMBER and v.value is not None]
    items = " + ".join(f"{whose(v.head)}{v.said}" for v in numbers)
    added = sum((v.value for v in numbers if v.value is not None), Decimal(0))
    shown = {
        "where": whose(whole), "year": whole.year, "label": nested(total.label), "items": items,
        "sum": f"{plain(added)}{total.unit}", "total": total.said if total.value is not None else wording.BLANK_RAW,
        "difference": f"{plain(abs(added - (total.value or Decimal(0))))}{total.unit}",
    }  # fmt: skip
    if total.value is None or len(numbers) < len(values):
        lost = "、".join(whose(v.head) for v in values if v not in numbers) or whose(whole)
        text = words.REGION_SUM_OPEN.format(**shown, lost=lost)
    else:
        text = (words.REGION_SUM_HOLDS if added == total.value else words.REGION_SUM_FAILS).format(**shown)
    told = [total, *numbers] if total.value is not None else numbers
    return Claim(text, tuple(dict.fromkeys(c for v in told for c in citations(context, v)))), told
