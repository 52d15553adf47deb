"""What is told of each report of a set: the value itself, its share, or how it changed since the year before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import wording, wording_sets
from assistant.answer import Claim
from assistant.answering.context import Context, span_text, where, whose
from assistant.answering.overlap import shared_region
from assistant.answering.share import base_of
from assistant.answering.value_claims import cited_claim, nested
from assistant.asked import Way
from assistant.citing import plain
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, divide, find_ratio, only_numbers, percent
from corpus.counts import in_unit
from corpus.report import Scope
from corpus.store import ReportHead

# A percentage of less than this says little.
SMALL_BASE = 10
# What the label of a change ends in, whichever year it is since.
_CHANGE_END = re.compile(
    "|".join(
        re.escape(w.format(label="")).replace("上年", r"(?:上|\d{4})年") + "$"
        for w in (wording_sets.CHANGE_PERCENT, wording_sets.CHANGE)
    )
)
# So many bodies are named behind the first one, or of those left out, where the question doesn't say how many.
SHOWN_RANKS = 10
# So many bodies are listed, and so many cells of a sum cited.
SHOWN_ALL = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Reports compared with one another, their values, and whether they sum up bodies that report themselves too."""

    values: tuple[Value, ...]
    wholes: bool = False

    @property
    def numbers(self) -> list[Value]:
        """Those that are numbers."""
        return only_numbers(self.values)


def measured(question: Question, key: str, heads: Sequence[ReportHead], context: Context) -> list[Value]:
    """The value of each report: as a share, or as a change since the year before, where that is asked."""
    applicant = (question.applicants or (TOTAL,))[0]
    values = context.reader.values(heads, key, applicant)
    if _as_share(question, key, values):
        values = _shares(question, key, applicant, values, heads, context)
    if not question.change or question.run or question.ever:
        return values
    earlier = _years_before(heads, question.change.since, context)
    before = measured(replace(question, change=None, condition=None), key, list(earlier.values()), context)
    old = dict(zip(earlier, before, strict=True))
    since = question.change.since
    changed = [_changed(old.get(v.head.id), v, _in_percent(question, v)) for v in values]
    return [replace(v, label=told_since(v.label, since)) for v in changed] if since else changed


def _as_share(question: Question, key: str, values: Sequence[Value]) -> bool:
    """Whether a share is asked for (予以公开占比, 予以公开超过三成的) of what is none by itself."""
    if find_ratio(key) or not values:
        return False
    said = question.condition is not None and question.condition.unit == "%" and question.change is None
    return said or question.asks(Operation.SHARE)


def _shares(
    question: Question, key: str, applicant: str, values: list[Value], heads: Sequence[ReportHead], context: Context
) -> list[Value]:
    base = key if applicant != TOTAL else next(iter(question.base), base_of(key))
    if not base:
        return values
    wholes = context.reader.values(heads, base, TOTAL)
    shares = [divide([v], w, key, applicant) for v, w in zip(values, wholes, strict=True)]
    return [
        replace(s, label=wording.SHARE_LABEL.format(part=s.label, whole=w.label))
        for s, w in zip(shares, wholes, strict=True)
    ]


def _years_before(heads: Sequence[ReportHead], since: int, context: Context) -> dict[str, ReportHead]:
    """By the id of each report that of the same body and scope of the year before, or of `since`, where it is loaded."""
    found: dict[str, ReportHead] = {}
    for head in heads:
        for other in context.by_body.get(head.body, ()):
            if head.year and other.year == (since or head.year - 1) and other.scope is head.scope:
                found.setdefault(head.id, other)
    return found


def _in_percent(question: Question, value: Value) -> bool:
    """Whether the change is told in %; of a percentage it is always told in points."""
    if value.unit == "%" or question.change is None:
        return False
    said = question.condition.unit if question.condition else ""
    return said in ("%", "倍") if said else question.change.percent


def _changed(old: Value | None, new: Value, in_percent: bool) -> Value:
    """The change from the earlier value to the later; no number where one of them has none, or the earlier is 0."""
    words = wording_sets.CHANGE_PERCENT if in_percent else wording_sets.CHANGE
    unit = "%" if in_percent else "个百分点" if new.unit == "%" else new.unit
    label = words.format(label=nested(new.label))
    changed = replace(new, label=label, unit=unit, formula="", note="", value=None, signed=True, base=None)
    if new.value is None:
        return replace(changed, status=new.status)
    if old is None:
        return replace(changed, status=Status.NO_BASE)
    if old.value is None:
        return replace(changed, status=old.status, behind=(old,))
    formula = f"{old.said}→{new.said}"
    change = percent(new.value - old.value, old.value) if in_percent and old.value else new.value - old.value
    value = None if in_percent and not old.value else change
    return replace(changed, value=value, formula=formula, behind=(old,), base=old.value if in_percent else None)


def common_label(values: Sequence[Value]) -> str:
    """What the values are called: as in the newest report, where an older form had another name for it."""
    newest = max(values, key=lambda v: v.head.year or 0)
    return nested(newest.label)


def what_changed(label: str) -> str:
    """The label of what a change is of."""
    return _CHANGE_END.sub("", label)


def told_since(text: str, year: int) -> str:
    """What is said of a change since the year before, said of one since that year."""
    for said in wording_sets.OF_YEAR_BEFORE:
        named = said.replace(wording_sets.YEAR_BEFORE, wording_sets.NAMED_YEAR.format(year=year))
        text = text.replace(said, named)
    return text


def goes_one_way(question: Question, value: Value) -> bool:
    """Whether a rise is asked for, or a fall, and not only how much a value changed."""
    return value.signed and question.change is not None and question.change.way is not Way.ANY


def direction(question: Question) -> int:
    """1, or -1 where the changes asked for are those downwards."""
    return -1 if question.change and question.change.way is Way.DOWN and not question.run else 1


def item(value: Value) -> str:
    """'甲局2023年6件'; a change with both numbers, a percentage of little with a word on it."""
    notes = [value.formula] if value.signed and value.formula else []
    if value.base is not None and value.base < SMALL_BASE:
        notes.append(
            (wording_sets.SMALL_CHANGE if value.signed else wording_sets.SMALL_SHARE).format(base=plain(value.base))
        )
    return where(value.head) + value.said + (wording.IN_BRACKETS.format(text="，".join(notes)) if notes else "")


def items(values: Sequence[Value], most: int = SHOWN_ALL) -> str:
    """The values one after the other, and how many more there are."""
    more = wording.AND_MORE.format(count=len(values)) if len(values) > most else ""
    return "、".join(map(item, values[:most])) + more


def converted(question: Question, values: Sequence[Value]) -> Decimal:
    """What one of the unit that the question's condition says is in the unit of the values: 1万元 = 10000元."""
    said, unit = question.condition.unit if question.condition else "", next((v.unit for v in values), "")
    if said == "倍":
        return Decimal(100)
    return (in_unit(Decimal(1), said, unit) if said else None) or Decimal(1)


def in_groups(values: Sequence[Value]) -> list[Group]:
    """Single bodies, and apart from them whole regions, where these count what single bodies report too."""
    whole = tuple(v for v in values if v.head.scope is Scope.WHOLE_REGION)
    single = tuple(v for v in values if v.head.scope is not Scope.WHOLE_REGION)
    if single and shared_region([w.head for w in whole], [s.head for s in single]):
        return [Group(single), Group(whole, wholes=True)]
    return [Group(tuple(values))]


def without_copies(values: Sequence[Value], context: Context) -> tuple[list[Value], list[Claim]]:
    """One value a body, year and scope; where two reports of it differ, a sentence on that: the first one counts."""
    kept: dict[tuple[str, int | None, Scope], Value] = {}
    notes: dict[tuple[str, int | None, Scope], list[Value]] = {}
    for value in values:
        key = (value.head.body, value.head.year, value.head.scope)
        first = kept.setdefault(key, value)
        if first.value is None and value.value is not None:
            kept[key] = value
        elif value.value is not None and first.value != value.value:
            notes.setdefault(key, [first]).append(value)
    claims = []
    for key, differing in notes.items():
        said = "、".join(dict.fromkeys(v.said for v in differing))
        text = wording_sets.COPIES_DIFFER.format(
            where=where(kept[key].head), label=nested(kept[key].label), said=said, kept=kept[key].said
        )
        claims.append(cited_claim(text, differing, context))
    return list(kept.values()), claims


_LEFT_OUT = {
    Status.BLANK: wording_sets.OUT_BLANK,
    Status.NOT_APPLICABLE: wording_sets.OUT_BLANK,
    Status.TEXT: wording_sets.OUT_TEXT,
    Status.NOT_IN_FORM: wording_sets.OUT_NOT_IN_FORM,
    Status.NOT_READ: wording_sets.OUT_NOT_READ,
    Status.NO_BASE: wording_sets.OUT_NO_BASE,
    Status.NUMBER: wording_sets.OUT_ZERO_BASE,
}


def left_out(values: Sequence[Value], absent: Sequence[str], years: Sequence[int]) -> list[Claim]:
    """One sentence on the bodies that are not compared, each reason apart; `absent`: those without a report of the years."""
    reasons: dict[str, list[str]] = {}
    for value in values:
        if value.value is None:
            reasons.setdefault(_LEFT_OUT[value.status], []).append(whose(value.head))
    if absent:
        reasons[wording_sets.OUT_NOT_LOADED.format(years=span_text(years))] = list(absent)
    if not reasons:
        return []
    told = "；".join(
        wording_sets.OUT_REASON.format(reason=reason, count=len(found), names=_named(found))
        for reason, found in reasons.items()
    )
    return [Claim(wording_sets.LEFT_OUT.format(reasons=told))]


def _named(bodies: Sequence[str]) -> str:
    shown = "、".join(bodies[:SHOWN_RANKS])
    return shown + (wording_sets.OTHERS if len(bodies) > SHOWN_RANKS else "")
