"""What a question takes for granted (没有收到, 减少了, 一半以上) is held against the cells before anything else is said."""

from __future__ import annotations

from decimal import Decimal

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.answering.lookup import read_values
from assistant.answering.nearest import nearest_keys
from assistant.answering.share import base_of
from assistant.answering.value_claims import cited_claim, figures, nested
from assistant.citing import plain
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import longest_matches, mask
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, find_ratio, percent

_HALF = Decimal(50)
# One sentence a report; of more the question is not about what was taken for granted.
MOST_REPORTS = 6


def premise(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Whether what is said is so, with the cells; None where nothing is taken for granted."""
    confirm = bool(load_lexicon().asides["confirm"].find(question.text))
    if not (confirm or question.asks(Operation.WHY)) or len(targets.heads) > MOST_REPORTS or question.numbers:
        return None
    return _half(question, targets, context) or _none(question, targets, context) or _went(question, targets, context)


def _said(kind: str, question: Question) -> bool:
    return bool(load_lexicon().asides[kind].find(question.text))


def _none(question: Question, targets: Targets, context: Context) -> Answer | None:
    """没有收到申请: the number there is; that there is none indeed is told only where it was to be confirmed."""
    if not _said("none", question) or len(question.keys) != 1 or find_ratio(question.keys[0]):
        return None
    values = [v for v in read_values(question, targets, context) if v.status is Status.NUMBER]
    if not values or (question.asks(Operation.WHY) and not any(v.value for v in values)):
        return None
    claims = []
    for value in values:
        template = words.NOT_NONE if value.value else words.INDEED_NONE
        text = template.format(where=where(value.head), label=nested(value.label), said=value.said)
        claims.append(cited_claim(text, [value], context))
    return _answer(claims, values, context)


def _went(question: Question, targets: Targets, context: Context) -> Answer | None:
    """为什么减少了 where it grew: how it went since the year before; None where it went as said."""
    up, down = _said("went_up", question), _said("went_down", question)
    if up == down or len(question.keys) != 1 or len(targets.bodies) != 1 or not targets.years:
        return None
    body, year = targets.bodies[0], targets.years[-1]
    pair = [h for y in (year - 1, year) for h in context.by_body[body] if h.year == y]
    if len(pair) != 2 or pair[0].scope is not pair[1].scope:
        return None
    old, new = (context.reader.value(h, question.keys[0], (question.applicants or (TOTAL,))[0]) for h in pair)
    if old.value is None or new.value is None or old.status is not Status.NUMBER or new.status is not Status.NUMBER:
        return None
    told = _change(old, new)
    so = new.value > old.value if up else new.value < old.value
    if so and question.asks(Operation.WHY):
        return None  # the reasons are looked for, where what is asked of is so
    text = (words.INDEED if so else words.NOT_SO).format(told=told)
    return _answer([cited_claim(text, [old, new], context)], [old, new], context)


def _change(old: Value, new: Value) -> str:
    """'某市2023年比2022年增加40件（…→…）。'"""
    assert old.value is not None
    assert new.value is not None
    change = new.value - old.value
    template = wording.DIFFERENCE_UP if change > 0 else wording.DIFFERENCE_DOWN if change else wording.DIFFERENCE_NONE
    return template.format(
        later=where(new.head), earlier=f"{where(old.head)}“{nested(new.label)}”", old=old.said, new=new.said,
        change=f"{plain(abs(change))}{new.unit}", growth="",
    )  # fmt: skip


def _half(question: Question, targets: Targets, context: Context) -> Answer | None:
    """拒绝了一半以上: the share, and whether it is more (or less) than half."""
    over, under = _said("over_half", question), _said("under_half", question)
    key = _part(question, context) if over or under else ""
    base = next(iter(question.base), base_of(key)) if key else ""
    if not base:
        return None
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        top, bottom = context.reader.value(head, key), context.reader.value(head, base)
        if top.value is None or not bottom.value:
            continue
        share = percent(top.value, bottom.value)
        told = wording.SHARE.format(
            part=f"{where(head)}“{nested(top.label)}”", whole=f"“{nested(bottom.label)}”", percent=plain(share),
            top=plain(top.value), bottom=plain(bottom.value),
        )  # fmt: skip
        so = share > _HALF if over and not under else share < _HALF
        claims.append(cited_claim((words.IS_SO if so else words.IS_NOT_SO).format(told=told), [top, bottom], context))
        used += [top, bottom]
    return _answer(claims, used, context) if claims else None


def _part(question: Question, context: Context) -> str:
    """The indicator whose share is said: one named besides the whole, else the nearest to what is said of it."""
    named = [k for k in question.keys if not find_ratio(k) and base_of(k) and k not in question.base]
    if named:
        return named[0]
    said = [w for kind in ("over_half", "under_half", "confirm") for w in load_lexicon().asides[kind].words]
    rest = mask(question.remainder, longest_matches(question.remainder, {w: (w,) for w in said}))
    kept = tuple(word for word in question.rest if word in rest)
    found = next(iter(nearest_keys(context.linker.nearest(rest.replace("□", "")), kept)), "")
    return found if found and not find_ratio(found) and base_of(found) else ""


def _answer(claims: list[Claim], values: list[Value], context: Context) -> Answer:
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, values))
