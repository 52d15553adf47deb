"""The values of all bodies told: ranked, listed, and the place of one among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assistant import wording, wording_sets
from assistant.answer import Claim
from assistant.answering.context import Context, where, whose
from assistant.answering.measure import (
    SHOWN_ALL,
    SHOWN_RANKS,
    Group,
    common_label,
    direction,
    goes_one_way,
    item,
    items,
    what_changed,
)
from assistant.answering.value_claims import cited_claim, nested
from assistant.asked import Rank, Way
from assistant.parsing.bodies import asked_orders
from assistant.question import Question
from assistant.values import Value, find_ratio


def compared(group: Group) -> Claim:
    """How many bodies were compared, and how many of them have a number."""
    years = sorted({v.head.year or 0 for v in group.values})
    count = {"count": len({v.head.body for v in group.values}), "numbers": len({v.head.body for v in group.numbers})}
    return Claim(wording.COMPARED.format(**count, year="、".join(map(str, years))))


def ordered(values: Sequence[Value], descending: bool, by_size: bool = False) -> list[Value]:
    """The values, the largest or the smallest first; of equal ones by name. `by_size`: whatever their sign."""
    sign = -1 if descending else 1
    sizes = ((abs(v.value or Decimal(0)) if by_size else v.value or Decimal(0), v) for v in values)
    return [v for _, v in sorted(sizes, key=lambda sized: (sign * sized[0], sized[1].head.body))]


def standing_at(in_order: Sequence[Value], place: int) -> tuple[int, list[Value]]:
    """The values at a place (from 1) of a ranking, and the place that they share: of 9, 9, 5 there is no second."""
    standing = in_order[place - 1].value
    first = next(i for i, v in enumerate(in_order, start=1) if v.value == standing)
    return first, [v for v in in_order if v.value == standing]


def _any_way(question: Question, value: Value) -> bool:
    """Whether values are ranked by how much they changed, up or down."""
    return value.signed and not goes_one_way(question, value)


def ranked(question: Question, group: Group, context: Context) -> list[Claim]:
    """The first of the set, or the one at the place asked for, and those behind it."""
    numbers = group.numbers
    if not numbers:
        return []
    if len(numbers) == 1:
        label = nested(numbers[0].label)
        text = wording.ONLY_ONE_BODY.format(where=where(numbers[0].head), label=label, said=numbers[0].said)
        return [cited_claim(text, numbers, context)]
    claims: list[Claim] = []
    rank = question.rank
    for most in asked_orders(question, rank):
        descending = most == (direction(question) > 0)
        in_order = ordered(numbers, descending, by_size=_any_way(question, numbers[0]))
        if goes_one_way(question, in_order[0]):
            in_order = [v for v in in_order if (v.value or Decimal(0)) * direction(question) > 0]
        if not in_order:
            way = question.change.way if question.change else Way.UP
            label = what_changed(common_label(numbers))
            text = wording_sets.NONE_CHANGED[way].format(count=len(numbers), label=label)
            claims.append(cited_claim(text, numbers[:SHOWN_RANKS], context))
            continue
        if descending and not in_order[0].value and not in_order[0].signed:
            text = wording.ALL_BODIES_ZERO.format(label=nested(in_order[0].label))
            claims.append(cited_claim(text, in_order[:SHOWN_RANKS], context))
            continue
        claims.append(_first(question, in_order, most, group.wholes, context))
        rest = _cut(in_order, rank)
        if len(rest) > 1:
            claims.append(cited_claim(wording.RANKING.format(items=_in_places(rest, in_order)), rest, context))
    return claims


def _cut(in_order: Sequence[Value], rank: Rank) -> list[Value]:
    """So many of the ranking as are told; all that share the last place told, where so many are asked for."""
    most = rank.top or max(SHOWN_RANKS, rank.place)
    last = in_order[min(most, len(in_order)) - 1].value
    tied = [v for v in in_order[most:] if v.value == last] if rank.top else []
    return [*in_order[:most], *tied[:SHOWN_RANKS]]


def _in_places(shown: Sequence[Value], everybody: Sequence[Value]) -> str:
    """The values in order, those of equal ones with the place that they share."""
    counts = Counter(v.value for v in everybody)
    first = {v.value: place for place, v in reversed(list(enumerate(everybody, start=1)))}
    return "、".join(
        item(v) + (wording_sets.TIED.format(place=first[v.value]) if counts[v.value] > 1 else "") for v in shown
    )


def _first(question: Question, in_order: Sequence[Value], most: bool, wholes: bool, context: Context) -> Claim:
    """The first, or the one at the place asked for, with all that share it; or that there is no such place."""
    place = question.rank.place or 1
    if place > len(in_order):
        template = wording_sets.WHOLES_NO_SUCH_PLACE if wholes else wording_sets.BODIES_NO_SUCH_PLACE
        text = template.format(label=nested(in_order[0].label), count=len(in_order), place=place)
        return cited_claim(text, in_order[:SHOWN_RANKS], context)
    place, best = standing_at(in_order, place)
    shown_names = "、".join(where(v.head) for v in best[:SHOWN_RANKS])
    shown_names += wording.AND_MORE.format(count=len(best)) if len(best) > SHOWN_RANKS else ""
    label, nth, word = nested(best[0].label), f"第{place}" if place > 1 else "最", _word(best[0], most)
    if question.change and goes_one_way(question, best[0]):
        word = wording_sets.CHANGED[question.change.way][most, best[0].unit == "%"]
        label, nth, word = what_changed(label), "", word.replace("最", nth)
    elif question.change and best[0].signed:
        label, nth, word = what_changed(label), "", wording_sets.CHANGED_ANY[most].replace("最", nth)
    template = wording.WHOLES_FIRST if wholes else wording.BODIES_FIRST
    text = template.format(label=label, nth=nth, word=word, names=shown_names, said=best[0].said)
    return cited_claim(text, best[:SHOWN_RANKS], context)


def _word(value: Value, most: bool) -> str:
    if value.signed:
        return "大" if most else "小"
    if find_ratio(value.key) or value.unit == "%":
        return "高" if most else "低"
    return "多" if most else "少"


def listed(group: Group, context: Context) -> list[Claim]:
    """Every body with its number, the largest first; those with 0 only counted."""
    numbers = ordered(group.numbers, descending=True)
    shown = [v for v in numbers if v.value]
    if not shown:
        text = wording.ALL_BODIES_ZERO.format(label=nested(numbers[0].label)) if numbers else ""
        return [cited_claim(text, numbers[:SHOWN_ALL], context)] if numbers else []
    template = wording.WHOLES_LISTED if group.wholes else wording.BODIES_LISTED
    text = template.format(label=nested(shown[0].label), items=items(shown))
    claims = [cited_claim(text, shown[:SHOWN_ALL], context)]
    zeros = [v for v in numbers if not v.value]
    if zeros:
        shown_names = "、".join(where(v.head) for v in zeros[:SHOWN_RANKS])
        shown_names += wording.AND_MORE.format(count=len(zeros)) if len(zeros) > SHOWN_RANKS else ""
        text = wording.BODIES_ZERO.format(label=nested(zeros[0].label), count=len(zeros), names=shown_names)
        claims.append(cited_claim(text, zeros[:SHOWN_RANKS], context))
    return claims


def placed(question: Question, one: Value, group: Group, context: Context) -> list[Claim]:
    """Which place the value has among all of them, who shares it and who stands next."""
    numbers, descending = group.numbers, not question.rank.below
    in_order = ordered(numbers, descending)
    place = 1 + sum(1 for v in numbers if ((v.value or 0) > (one.value or 0)) == descending and v.value != one.value)
    tied = [v for v in in_order if v.value == one.value and v.head.id != one.head.id]
    before = in_order[: place - 1][-1:]
    after = in_order[place + len(tied) :][:1]
    text = wording_sets.PLACE.format(
        where=where(one.head), label=nested(one.label), said=one.said,
        among=(wording_sets.AMONG_WHOLES if group.wholes else wording_sets.AMONG).format(count=len(numbers)),
        order=wording_sets.FROM_MOST if descending else wording_sets.FROM_LEAST, place=place,
        tied=wording_sets.PLACE_TIED.format(names="、".join(whose(v.head) for v in tied[:SHOWN_RANKS])) if tied else "",
    )  # fmt: skip
    text += wording_sets.PLACE_BEFORE.format(item=item(before[0])) if before else wording_sets.PLACE_FIRST
    text += wording_sets.PLACE_AFTER.format(item=item(after[0])) if after else wording_sets.PLACE_LAST
    return [cited_claim(text + "。", [one, *tied[:SHOWN_RANKS], *before, *after], context)]


def ranked_totals(
    question: Question, totals: Sequence[Value], lacking: Sequence[Value], context: Context
) -> list[Claim]:
    """Bodies ranked by what their years come to; those that lack one of the years are told apart."""
    claims: list[Claim] = []
    for most in asked_orders(question, question.rank) if totals else ():
        in_order = ordered(totals, most)
        word = _word(in_order[0], most)
        best = [v for v in in_order if v.value == in_order[0].value]
        text = wording.BODIES_FIRST.format(
            label=in_order[0].label,
            nth="最",
            word=word,
            names="、".join(whose(v.head) for v in best),
            said=best[0].said,
        )
        claims.append(cited_claim(text, best, context))
        rest = _cut(in_order, question.rank)
        told = "、".join(f"{whose(v.head)}{v.said}" + wording.IN_BRACKETS.format(text=v.formula) for v in rest)
        claims.append(cited_claim(wording.RANKING.format(items=told), rest, context))
    if lacking:
        told = "、".join(f"{whose(v.head)}" + wording.IN_BRACKETS.format(text=v.formula) for v in lacking[:SHOWN_RANKS])
        told += wording.AND_MORE.format(count=len(lacking)) if len(lacking) > SHOWN_RANKS else ""
        claims.append(cited_claim(wording_sets.LACKING_YEARS.format(items=told), lacking[:SHOWN_RANKS], context))
    return claims


def other_measure(question: Question, values: Sequence[Value], context: Context) -> list[Claim]:
    """In a ranking by percentages of change: who changed most in numbers, which a small base does not swell."""
    way = question.change.way if question.change else Way.ANY
    best = ordered([v for v in values if v.value is not None], direction(question) > 0)[:1]
    return [cited_claim(wording_sets.BY_AMOUNT[way].format(item=item(v)), [v], context) for v in best]


def plain_years(values: Sequence[Value]) -> str:
    """'2021年2241件、2022年2271件'."""
    return "、".join(wording_sets.YEAR_ITEM.format(year=v.head.year, said=v.said) for v in values)
