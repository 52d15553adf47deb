"""The values of all bodies told: ranked, those without any, listed, added up, or by their growth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant import wording
from assistant.answer import Claim
from assistant.answering.context import Context, where
from assistant.answering.lookup import cited_claim
from assistant.answering.overlap import covering, shared_region
from assistant.citing import plain
from assistant.parsing.bodies import Rank, asked_orders, asked_rank
from assistant.question import Operation, Question
from assistant.values import Value, find_ratio, only_numbers
from corpus.report import Scope

# So many bodies are named behind the first one, where the question doesn't say how many.
SHOWN_RANKS = 10
# So many bodies are listed, and so many cells of a sum cited.
SHOWN_ALL = 60
_GROWTH = re.compile("增长|增加|增幅|涨|下降|减少|降幅|升|降")
_FALLS = re.compile("下降|减少|降幅|降得|降了")


@dataclass(frozen=True, slots=True)
class _Group:
    """Reports compared with one another, their values, and whether they sum up bodies that report themselves too."""

    values: tuple[Value, ...]
    wholes: bool = False

    @property
    def numbers(self) -> list[Value]:
        """Those that are numbers."""
        return only_numbers(self.values)


def body_claims(question: Question, mode: str, values: Sequence[Value], loaded: int, context: Context) -> list[Claim]:
    """The sentences on one indicator, `mode` as asked: rank, none, list or sum; [] where no value is a number.

    `loaded`: how many bodies of the kind there are; a sum tells how many of them it lacks.
    """
    if not any(_Group(tuple(values)).numbers):
        return []
    groups = _groups(values)
    if mode == "sum":
        return _sum(values, loaded, context)
    if _GROWTH.search(question.text) and mode == "rank":
        return _grown(question, groups, context)
    claims: list[Claim] = []
    for group in groups:
        if mode == "none" and group.wholes and all(v.value for v in group.numbers):
            continue
        said = {"rank": _ranked, "none": _without, "list": _listed}[mode](question, group, context)
        claims += said[:1] if group.wholes and mode == "rank" and asked_rank(question.text).top < 2 else said
        if said and not group.wholes and len(group.values) > 1:
            claims.append(_compared(group))
    return claims


def _groups(values: Sequence[Value]) -> list[_Group]:
    """Single bodies, and apart from them whole regions, where these count what single bodies report too."""
    whole = tuple(v for v in values if v.head.scope is Scope.WHOLE_REGION)
    single = tuple(v for v in values if v.head.scope is not Scope.WHOLE_REGION)
    if single and shared_region([w.head for w in whole], [s.head for s in single]):
        return [_Group(single), _Group(whole, wholes=True)]
    return [_Group(tuple(values))]


def _compared(group: _Group) -> Claim:
    years = sorted({v.head.year or 0 for v in group.values})
    count = {"count": len({v.head.body for v in group.values}), "numbers": len({v.head.body for v in group.numbers})}
    return Claim(wording.COMPARED.format(**count, year="、".join(map(str, years))))


def _ranked(question: Question, group: _Group, context: Context) -> list[Claim]:
    numbers = group.numbers
    if len(numbers) == 1:
        text = wording.ONLY_ONE_BODY.format(where=where(numbers[0].head), label=numbers[0].label, said=numbers[0].said)
        return [cited_claim(text, numbers, context)]
    claims: list[Claim] = []
    rank = asked_rank(question.text)
    for descending in asked_orders(question, rank):
        sign = -1 if descending else 1
        ordered = sorted(numbers, key=lambda v: (sign * (v.value or Decimal(0)), v.head.body))
        if descending and not ordered[0].value:
            claims.append(
                cited_claim(wording.ALL_BODIES_ZERO.format(label=ordered[0].label), ordered[:SHOWN_RANKS], context)
            )
            continue
        claims.append(_first(ordered, "多" if descending else "少", rank, group.wholes, context))
        rest = ordered[: rank.top or max(SHOWN_RANKS, rank.place)]
        if len(rest) > 1 and len(ordered) > 1:
            items = "、".join(f"{where(v.head)}{v.said}" for v in rest)
            claims.append(cited_claim(wording.RANKING.format(items=items), rest, context))
    return claims


def _first(ordered: Sequence[Value], word: str, rank: Rank, wholes: bool, context: Context) -> Claim:
    """The first, or the one at the place asked for; all that share it."""
    steps = list(dict.fromkeys(v.value for v in ordered))
    place = min(rank.place or 1, len(steps))
    best = [v for v in ordered if v.value == steps[place - 1]]
    shown_names = "、".join(where(v.head) for v in best[:SHOWN_RANKS])
    shown_names += wording.AND_MORE.format(count=len(best)) if len(best) > SHOWN_RANKS else ""
    if find_ratio(best[0].key) or best[0].unit == "%":
        word = {"多": "高", "少": "低"}[word]
    nth = f"第{place}" if place > 1 else "最"
    template = wording.WHOLES_FIRST if wholes else wording.BODIES_FIRST
    text = template.format(label=best[0].label, nth=nth, word=word, names=shown_names, said=best[0].said)
    return cited_claim(text, best[:SHOWN_RANKS], context)


def _without(question: Question, group: _Group, context: Context) -> list[Claim]:
    """The bodies whose number is 0; blanks are told apart."""
    zeros = [v for v in group.numbers if not v.value]
    label = group.values[0].label
    if not zeros:
        return [cited_claim(wording.NO_BODY_ZERO.format(label=label), group.numbers[:SHOWN_ALL], context)]
    shown_names = "、".join(where(v.head) for v in zeros[:SHOWN_ALL])
    return [
        cited_claim(
            wording.BODIES_ZERO.format(label=label, count=len(zeros), names=shown_names), zeros[:SHOWN_ALL], context
        )
    ]


def _listed(question: Question, group: _Group, context: Context) -> list[Claim]:
    """Every body with its number, the largest first; those with 0 only counted."""
    numbers = sorted(group.numbers, key=lambda v: (-(v.value or Decimal(0)), v.head.body))
    shown = [v for v in numbers if v.value][:SHOWN_ALL]
    if not shown:
        return (
            [cited_claim(wording.ALL_BODIES_ZERO.format(label=numbers[0].label), numbers[:SHOWN_ALL], context)]
            if numbers
            else []
        )
    items = "、".join(f"{where(v.head)}{v.said}" for v in shown)
    template = wording.WHOLES_LISTED if group.wholes else wording.BODIES_LISTED
    claims = [cited_claim(template.format(label=shown[0].label, items=items), shown, context)]
    zeros = [v for v in numbers if not v.value]
    if zeros:
        shown_names = "、".join(where(v.head) for v in zeros[:SHOWN_RANKS])
        text = wording.BODIES_ZERO.format(label=zeros[0].label, count=len(zeros), names=shown_names)
        claims.append(cited_claim(text, zeros[:SHOWN_RANKS], context))
    return claims


def _sum(values: Sequence[Value], loaded: int, context: Context) -> list[Claim]:
    """All bodies added up, nothing twice: what a whole region counts is left out where parts of it are there."""
    numbers = _Group(tuple(values)).numbers
    if find_ratio(values[0].key):
        return []
    twice = covering([v.head for v in numbers])
    left_out = [v for v in numbers if v.head.id in twice]
    added = sorted(
        (v for v in numbers if v.head.id not in twice), key=lambda v: (-(v.value or Decimal(0)), v.head.body)
    )
    if not added:
        return []
    total = sum((v.value or Decimal(0) for v in added), Decimal(0))
    years = "、".join(f"{y}年" for y in sorted({v.head.year or 0 for v in added}))
    text = wording.BODIES_SUM.format(
        years=years, count=len(added), label=added[0].label, total=f"{plain(total)}{added[0].unit}"
    )
    items = "、".join(f"{where(v.head)}{v.said}" for v in added[:SHOWN_RANKS])
    claims = [
        cited_claim(text, added[:SHOWN_ALL], context),
        cited_claim(wording.BODIES_SUM_ITEMS.format(items=items), added[:SHOWN_RANKS], context),
    ]
    have = {
        "loaded": loaded,
        "have": len({v.head.body for v in values}),
        "years": years,
        "numbers": len({v.head.body for v in numbers}),
    }
    claims.append(Claim(wording.BODIES_COVERED.format(**have)))
    if left_out:
        shown_names = "、".join(f"{where(v.head)}{v.said}" for v in left_out[:SHOWN_RANKS])
        claims.append(cited_claim(wording.WHOLES_LEFT_OUT.format(names=shown_names), left_out[:SHOWN_RANKS], context))
    return claims


def _grown(question: Question, groups: Sequence[_Group], context: Context) -> list[Claim]:
    """The bodies by how much more (or less) they have than the year before, where both years are loaded."""
    claims: list[Claim] = []
    falls = bool(_FALLS.search(question.text)) != question.asks(Operation.LEAST)
    for group in groups:
        now = {v.head.body: v for v in group.numbers}
        earlier = [
            h for v in now.values() for h in context.by_body[v.head.body]
            if h.year == (v.head.year or 0) - 1 and h.scope is v.head.scope
        ]  # fmt: skip
        sample = group.numbers[0]
        old = {
            v.head.body: v for v in context.reader.values(earlier, sample.key, sample.applicant) if v.value is not None
        }
        pairs = [(old[b], now[b]) for b in now if b in old]
        pairs.sort(key=lambda p: ((p[1].value or Decimal(0)) - (p[0].value or Decimal(0))) * (1 if falls else -1))
        if len(pairs) < 2:
            continue
        items = "、".join(
            f"{where(b.head)}{_signed((b.value or Decimal(0)) - (a.value or Decimal(0)))}{'个百分点' if b.unit == '%' else b.unit}"
            f"（{a.said}→{b.said}）"
            for a, b in pairs[: asked_rank(question.text).top or SHOWN_RANKS]
        )  # fmt: skip
        template = wording.WHOLES_GROWN if group.wholes else wording.BODIES_GROWN
        shown = [v for pair in pairs[:SHOWN_RANKS] for v in pair]
        claims.append(cited_claim(template.format(label=sample.label, items=items, count=len(pairs)), shown, context))
    return claims


def _signed(change: Decimal) -> str:
    return f"+{plain(change)}" if change > 0 else plain(change)
