"""A set of values brought down to one: the sum, the mean, the median, the mean a year; nothing counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import wording, wording_sets
from assistant.answer import Claim
from assistant.answering.condition_claims import mean_of, rounded
from assistant.answering.context import Context, span_text, whose
from assistant.answering.measure import SHOWN_ALL, SHOWN_RANKS, Group, common_label, items
from assistant.answering.overlap import counted_again
from assistant.answering.value_claims import cited_claim
from assistant.asked import Aggregate
from assistant.citing import plain
from assistant.question import Question
from assistant.values import Value, find_ratio, only_numbers, percent

# A sum of more numbers than this is told without its formula.
SHOWN_TERMS = 8


def sum_claims(values: Sequence[Value], loaded: int, context: Context) -> list[Claim]:
    """All bodies added up, nothing twice: what a whole region counts is left out where parts of it are there."""
    numbers = only_numbers(values)
    if not numbers or find_ratio(numbers[0].key) or numbers[0].signed:
        return []
    added, left_out = added_up(numbers)
    if not added:
        return []
    total = _total(added)
    years = span_text(sorted({v.head.year or 0 for v in added}))
    text = wording.BODIES_SUM.format(
        years=years, count=len(added), label=common_label(added), total=f"{plain(total)}{added[0].unit}"
    )
    claims = [
        cited_claim(text, added[:SHOWN_ALL], context),
        cited_claim(wording.BODIES_SUM_ITEMS.format(items=items(added[:SHOWN_RANKS])), added[:SHOWN_RANKS], context),
    ]
    have = {
        "loaded": loaded,
        "have": len({v.head.body for v in values}),
        "years": years,
        "numbers": len({v.head.body for v in numbers}),
    }
    claims.append(Claim(wording.BODIES_COVERED.format(**have)))
    return claims + _not_added(left_out, context)


def _not_added(left_out: Sequence[Value], context: Context) -> list[Claim]:
    if not left_out:
        return []
    text = wording.WHOLES_LEFT_OUT.format(names=items(left_out[:SHOWN_RANKS]))
    return [cited_claim(text, left_out[:SHOWN_RANKS], context)]


def added_up(numbers: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """(what may be added up, the largest first; the whole regions that count the same again)."""
    twice = counted_again([v.head for v in numbers])
    ordered = sorted(numbers, key=lambda v: (-(v.value or Decimal(0)), v.head.body))
    return [v for v in ordered if v.head.id not in twice], [v for v in ordered if v.head.id in twice]


def total_claim(values: Sequence[Value], context: Context) -> list[Claim]:
    """The sum over several years, beside those of each year."""
    added, _ = added_up(only_numbers(values))
    years = sorted({v.head.year or 0 for v in added})
    if len(years) < 2 or find_ratio(added[0].key) or added[0].signed:
        return []
    sums = [_total([v for v in added if v.head.year == year]) for year in years]
    text = wording_sets.SUM_OF_YEARS.format(
        years=span_text(years), label=common_label(added), total=f"{plain(sum(sums, Decimal(0)))}{added[0].unit}",
        formula=" + ".join(map(plain, sums)),
    )  # fmt: skip
    return [cited_claim(text, added[:SHOWN_ALL], context)]


def mean_claims(question: Question, group: Group, context: Context) -> list[Claim]:
    """The mean and the median of a set, as asked, with what they are made of; of a percentage the common one first."""
    numbers = group.numbers
    if not numbers:
        return []
    start = wording_sets.OF_WHOLES if group.wholes else ""
    claims = []
    if Aggregate.MEDIAN in question.aggregates:
        claims.append(_median(start, numbers, context))
    if set(question.aggregates) - {Aggregate.MEDIAN}:
        if find_ratio(numbers[0].key):
            claims += _pooled(start, numbers, context)
        claims.append(_mean(start, numbers, context))
    return claims


def _mean(start: str, numbers: Sequence[Value], context: Context) -> Claim:
    years = span_text(sorted({v.head.year or 0 for v in numbers}))
    text = wording_sets.MEAN_OF_BODIES.format(
        years=years, count=len(numbers), label=common_label(numbers), mean=_said(mean_of(numbers), numbers[0]),
        total=f"{plain(_total(numbers))}{numbers[0].unit}",
    )  # fmt: skip
    return cited_claim(start + text, numbers[:SHOWN_ALL], context)


def _median(start: str, numbers: Sequence[Value], context: Context) -> Claim:
    ordered = sorted(numbers, key=lambda v: (v.value or Decimal(0), v.head.body))
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    value = rounded(_total(middle) / len(middle)) if len(middle) > 1 else middle[0].value
    text = wording_sets.MEDIAN.format(
        years=span_text(sorted({v.head.year or 0 for v in numbers})), count=len(numbers), label=common_label(numbers),
        median=_said(value, numbers[0]), items=items(middle),
        least=items(ordered[:1]), most=items(ordered[-1:]),
    )  # fmt: skip
    return cited_claim(start + text, list(dict.fromkeys((*middle, ordered[0], ordered[-1]))), context)


def _pooled(start: str, numbers: Sequence[Value], context: Context) -> list[Claim]:
    """The percentage of all taken together: their numerators added up, by their denominators added up."""
    ratio = find_ratio(numbers[0].key)
    if ratio is None:
        return []
    heads, who = [v.head for v in numbers], numbers[0].applicant
    wholes = context.reader.values(heads, ratio.denominator, who)
    tops = [v for key in ratio.numerator for v in only_numbers(context.reader.values(heads, key, who))]
    top, bottom = _total(tops), _total(wholes)
    if not bottom:
        return []
    text = wording_sets.POOLED.format(
        years=span_text(sorted({h.year or 0 for h in heads})), count=len(heads), label=common_label(numbers),
        percent=plain(percent(top, bottom)), top=plain(top), bottom=plain(bottom),
    )  # fmt: skip
    return [cited_claim(start + text, numbers[:SHOWN_ALL], context)]


def yearly_claim(values: Sequence[Value], context: Context) -> list[Claim]:
    """The mean a year of one body, with the years it is of and those without a number."""
    numbers = sorted(only_numbers(values), key=lambda v: v.head.year or 0)
    if not numbers:
        return []
    terms = " + ".join(plain(v.value) for v in numbers)
    text = wording_sets.MEAN_OF_YEARS.format(
        body=whose(numbers[0].head), years=span_text([v.head.year or 0 for v in numbers]), count=len(numbers),
        label=common_label(numbers), mean=_said(mean_of(numbers), numbers[0]),
        formula=terms if len(numbers) <= SHOWN_TERMS else plain(_total(numbers)),
    )  # fmt: skip
    claims = [cited_claim(text, numbers, context)]
    lost = sorted({v.head.year or 0 for v in values if v.value is None})
    if lost:
        claims.append(Claim(wording_sets.YEARS_LEFT_OUT.format(years=span_text(lost))))
    return claims


def yearly_sum_claim(values: Sequence[Value], context: Context) -> list[Claim]:
    """The mean a year of what all bodies together have, over the years of the set."""
    added, left_out = added_up(only_numbers(values))
    years = sorted({v.head.year or 0 for v in added})
    if not years or find_ratio(added[0].key):
        return []
    sums = [_total([v for v in added if v.head.year == year]) for year in years]
    mean = rounded(sum(sums, Decimal(0)) / len(sums))
    per_year = "、".join(
        wording_sets.YEAR_SUM.format(
            year=year, count=len([v for v in added if v.head.year == year]), total=f"{plain(total)}{added[0].unit}"
        )
        for year, total in zip(years, sums, strict=True)
    )
    text = wording_sets.MEAN_OF_YEAR_SUMS.format(
        years=span_text(years), label=common_label(added), mean=_said(mean, added[0]), items=per_year
    )
    return [cited_claim(text, added[:SHOWN_ALL], context), *_not_added(left_out, context)]


def totals_of_bodies(question: Question, values: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """(one value a body: its years added up or their mean; the bodies that lack one of the years, likewise)."""
    years = {v.head.year for v in values}
    mean = Aggregate.YEARLY_MEAN in question.aggregates or Aggregate.MEAN in question.aggregates
    by_body: dict[str, list[Value]] = {}
    for value in only_numbers(values):
        by_body.setdefault(whose(value.head), []).append(value)
    found: tuple[list[Value], list[Value]] = ([], [])
    for own in by_body.values():
        own.sort(key=lambda v: v.head.year or 0)
        label = (wording_sets.MEAN_LABEL if mean else wording_sets.SUM_LABEL).format(label=common_label(own))
        one = replace(
            own[-1], label=label, value=mean_of(own) if mean else _total(own), behind=tuple(own[:-1]),
            formula="、".join(wording_sets.YEAR_ITEM.format(year=v.head.year, said=v.said) for v in own),
        )  # fmt: skip
        found[len(own) < len(years)].append(one)
    return found


def _total(values: Sequence[Value]) -> Decimal:
    return sum((v.value for v in values if v.value is not None), Decimal(0))


def _said(number: Decimal | None, like: Value) -> str:
    return replace(like, value=number).said
