"""Shares and multiples of statutory values, each with its formula."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.answering.lists import list_whole
from assistant.answering.value_claims import citations, cited_claim, figures, outcome_of, refusal_text
from assistant.citing import plain
from assistant.parsing.indicators import parse_names, parts_of
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, find_ratio, percent
from corpus.forms.catalogue import load_catalogue
from corpus.store import ReportHead

# Behind a whole: of 不予公开的理由|里 its parts are asked.
_WITHIN = re.compile("的?(?:申请|理由|原因|情形|情况|件)*(?:里|中|当中|之中|里面|内)")
_FROM_TO = re.compile(r"20\d\d年?(?:到|至|[-—~])")
_JOINED = re.compile("[和与及加跟]|以及|连同|合计|一共|加起来|合起来|加在一起|总共")


def base_of(key: str) -> str:
    """What a share of this indicator is a share of, where the question doesn't say: the total it is part of."""
    if key in ("requests.carried_in", "requests.handled", "requests.carried_out"):
        return "requests.to_handle"
    if key in ("requests.new", "requests.to_handle"):
        return ""
    if key.startswith("requests."):
        return "requests.handled"
    if key.startswith("disputes."):
        group = key.split(".")[1]
        known = {i.key for i in load_catalogue().indicators}
        above: tuple[str, ...] = (
            ("disputes.litigation.total",) if group in ("direct_litigation", "litigation_after") else ()
        )
        for total in (f"disputes.{group}.total", *above, "disputes.total"):
            if total in known and total != key:
                return total
    return list_whole(key)


def share(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The share of what is asked in the whole said (占 …), or in the total it belongs to; several added or each."""
    named = question.keys or question.applicants
    if not question.asks(Operation.SHARE) or not named or question.base_unread or _only_ratios(question):
        return None
    claims: list[Claim] = []
    used: list[Value] = []
    shares: list[tuple[ReportHead, list[Value]]] = []
    for head in targets.heads:
        for keys, applicant in product(_parts_asked(question), _applicants_asked(question)):
            found = _one(question, head, keys, applicant, context)
            if found is None:
                return None
            text, values = found
            used += values
            claims.append(cited_claim(text, values, context))
            shares.append((head, values))
    claims += _change(shares, context) or _between(question, shares, context)
    return Answer(outcome_of(used) if used else Outcome.NOT_IN_FORM, tuple(claims), figures=figures(context, used))


def _change(shares: list[tuple[ReportHead, list[Value]]], context: Context) -> list[Claim]:
    """How a share went from one year of a body to another, in points, where just these two are told."""
    if len(shares) != 2 or shares[0][0].body != shares[1][0].body or shares[0][0] == shares[1][0]:
        return []
    (earlier, before), (later, after) = sorted(shares, key=lambda share: share[0].year or 0)
    old, new = (_percent_of(values) for values in (before, after))
    if old is None or new is None:
        return []
    names = {"later": where(later), "earlier": where(earlier), "old": f"{plain(old)}%", "new": f"{plain(new)}%"}
    template = wording.POINTS_UP if new > old else wording.POINTS_DOWN if new < old else wording.DIFFERENCE_NONE
    return [cited_claim(template.format(**names, change=plain(abs(new - old))), [*before, *after], context)]


def _between(question: Question, shares: list[tuple[ReportHead, list[Value]]], context: Context) -> list[Claim]:
    """Which share is the higher, of several bodies in points or by name; nothing where that isn't asked."""
    told = [(head, values, part) for head, values in shares if (part := _percent_of(values)) is not None]
    asked = question.asks(Operation.MOST, Operation.LEAST, Operation.DIFFERENCE)
    if not asked or len(told) < len(shares) or len({head.body for head, _, _ in told}) < max(len(told), 2):
        return []
    (top, tops, most), *_, (last, lasts, least) = sorted(told, key=lambda one: one[2], reverse=True)
    if len(told) == 2:
        names = {"later": where(top), "earlier": where(last), "new": f"{plain(most)}%"}
        template = wording.SHARE_HIGHER if most > least else wording.DIFFERENCE_NONE
        text = template.format(**names, old=f"{plain(least)}%", change=plain(most - least))
        return [cited_claim(text, [*tops, *lasts], context)]
    claims = []
    for operation, template, end in (
        (Operation.MOST, wording.SHARE_HIGHEST, most),
        (Operation.LEAST, wording.SHARE_LOWEST, least),
    ):
        if question.asks(operation):
            ends = [(head, values) for head, values, part in told if part == end]
            text = template.format(names="、".join(where(head) for head, _ in ends), said=f"{plain(end)}%")
            claims.append(cited_claim(text, [v for _, values in ends for v in values], context))
    return claims


def _percent_of(values: list[Value]) -> Decimal | None:
    """The share of all but the last in the last; None where one of them has no number."""
    *tops, bottom = values
    if any(v.value is None for v in values) or not bottom.value:
        return None
    return percent(sum((v.value for v in tops if v.value is not None), Decimal(0)), bottom.value)


def _only_ratios(question: Question) -> bool:
    return bool(question.keys) and all(find_ratio(k) for k in question.keys)


def _parts_asked(question: Question) -> tuple[tuple[str, ...], ...]:
    """The indicators to be divided: all added up where they are joined (A和B占比), one by one where each is asked.

    A ratio among them (部分公开加予以公开占比) stands for its numerator: counts and percentages are never added.
    """
    named = question.keys or ("requests.new",)
    keys = tuple(dict.fromkeys(n for k in named for n in _numerators(k)))
    # 收到的申请里网络申请占多少: the whole of a list is named beside its part.
    keys = tuple(k for k in keys if not any(list_whole(other) == k for other in keys))
    if len(keys) > 1 and (
        question.asks(Operation.EACH) or not (question.asks(Operation.SUM) or _JOINED.search(question.text))
    ):
        return tuple((key,) for key in keys)
    return (keys,)


def _numerators(key: str) -> tuple[str, ...]:
    ratio = find_ratio(key)
    return ratio.numerator if ratio else (key,)


def _applicants_asked(question: Question) -> tuple[str, ...]:
    """The applicants whose shares are told, one by one; of 其中企业占多少 not everybody's, which is the whole."""
    return tuple(a for a in question.applicants if a != TOTAL) or (TOTAL,)


def _one(
    question: Question, head: ReportHead, keys: tuple[str, ...], applicant: str, context: Context
) -> tuple[str, list[Value]] | None:
    bases = question.base or _inside(keys, question) or _implied(keys, applicant)
    if not bases:
        return None
    # 自然人申请占新收: the same indicator over everybody; 自然人的予以公开占办结: both of natural persons.
    same = not question.base or bool(set(bases) & set(keys))
    tops = [context.reader.value(head, k, applicant) for k in keys]
    bottom = context.reader.value(head, bases[0], TOTAL if same else applicant)
    return _said(head, tops, bottom), [*tops, bottom]


def _inside(keys: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """The indicator that the parts are said to be inside of: 不予公开理由里第三方占多少."""
    named = parse_names(question.text, question.listed).keys
    found = (m.value for m in named if _WITHIN.match(question.text[m.end :]) and m.value not in keys)
    return tuple(k for k in found if all(key in parts_of(k, load_catalogue()) for key in keys))[:1]


def _implied(keys: tuple[str, ...], applicant: str) -> tuple[str, ...]:
    """For an applicant's share the same indicator over all applicants; else the total the indicator is part of."""
    if applicant != TOTAL:
        return keys[:1]
    base = base_of(keys[0])
    return (base,) if base and base not in parts_of(keys[0], load_catalogue()) else ()


def _said(head: ReportHead, tops: list[Value], bottom: Value) -> str:
    for value in (*tops, bottom):
        if value.status is not Status.NUMBER:
            return refusal_text(value)
    top = sum((v.value for v in tops if v.value is not None), Decimal(0))
    upper = " + ".join(plain(v.value) for v in tops)
    shown = {
        "part": where(head) + "与".join(f"“{v.label}”" for v in tops),
        "whole": f"“{bottom.label}”",
        "top": f"（{upper}）" if len(tops) > 1 else upper,
        "bottom": plain(bottom.value),
    }
    if not bottom.value:
        return wording.ZERO_BASE.format(**shown)
    return wording.SHARE.format(**shown, percent=plain(percent(top, bottom.value)))


def _as_said(values: list[Value], text: str) -> list[Value]:
    """Two values of different years as the years stand in the question (2024年比2019年翻了几倍), else the later one first."""
    years = [str(v.head.year) for v in values]
    if len(set(years)) == 1:
        return values
    if not all(year in text for year in years) or _FROM_TO.search(text):
        return sorted(values, key=lambda v: -(v.head.year or 0))
    return sorted(values, key=lambda v: text.find(str(v.head.year)))


def times(question: Question, targets: Targets, context: Context) -> Answer | None:
    """How many times one value is the other: two indicators or applicants of a report, or two reports."""
    if not question.asks(Operation.TIMES) or not question.keys:
        return None
    applicants = question.applicants or (TOTAL,)
    values = [context.reader.value(h, k, a) for h in targets.heads for k in question.keys for a in applicants]
    if len(values) != 2:
        return None
    one, other = _as_said(values, question.text)
    cited = tuple(c for v in values for c in citations(context, v))
    shown = figures(context, values)
    if any(v.status is not Status.NUMBER for v in values):
        text = "".join(refusal_text(v) for v in values if v.status is not Status.NUMBER)
        return Answer(outcome_of(values), (Claim(text, cited),), figures=shown)
    same = one.head == other.head
    names = [v.label if same else where(v.head) + v.label for v in (one, other)]
    top, bottom = one.value or Decimal(0), other.value or Decimal(0)
    if not bottom:
        text = wording.ZERO_BASE.format(whole=names[1], top=plain(top), bottom=plain(bottom))
        return Answer(Outcome.ANSWERED, (Claim(text, cited),), figures=shown)
    quotient = (top / bottom).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = wording.TIMES.format(
        one=(where(one.head) if same else "") + names[0],
        other=names[1],
        times=plain(quotient),
        top=plain(top),
        bottom=plain(bottom),
    )
    return Answer(Outcome.ANSWERED, (Claim(text, cited),), figures=shown)
