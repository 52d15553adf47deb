"""Values added up: those of each report, of several reports, and of a body over its years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant import wording
from assistant.answer import Claim
from assistant.answering.context import Context, span_text, where, whose
from assistant.answering.overlap import counted_again
from assistant.answering.value_claims import cited_claim
from assistant.citing import plain
from assistant.values import (
    Value,
    find_ratio,
    only_numbers,
)


def total_claims(context: Context, values: Sequence[Value]) -> list[Claim]:
    """The values of each report added up; where one value a report is asked for, those of the reports."""
    single = len({(v.key, v.applicant) for v in values}) == 1
    by_report: dict[str, list[Value]] = {}
    for value in values:
        by_report.setdefault("" if single else value.head.id, []).append(value)
    found = []
    added: list[Value] = []
    for group in by_report.values():
        numbers = only_numbers(group)
        twice = counted_again([v.head for v in numbers])
        if again := [v for v in numbers if v.head.id in twice]:
            numbers = [v for v in numbers if v.head.id not in twice]
            names = "、".join(f"{where(v.head)}{v.said}" for v in again)
            text = wording.WHOLES_LEFT_OUT if len(numbers) > 1 else wording.WHOLES_NOT_ADDED
            found.append(cited_claim(text.format(names=names), again, context))
        if len(numbers) > 1 and len({v.unit for v in numbers}) == 1 and not any(find_ratio(v.key) for v in numbers):
            total = sum((v.value for v in numbers if v.value is not None), Decimal(0))
            formula = " + ".join(plain(v.value) for v in numbers)
            text = wording.SUM.format(total=f"{plain(total)}{numbers[0].unit}", formula=formula)
            of_several = where(numbers[0].head) if len(by_report) > 1 else ""
            found.append(cited_claim(of_several + text, numbers, context))
            added += numbers
    return found if single else found + _grand_total(context, added)


def _grand_total(context: Context, added: Sequence[Value]) -> list[Claim]:
    """The sums of several reports of one body added up; of several bodies one may count what another counts too."""
    heads = list(dict.fromkeys(v.head for v in added))
    one_body = len({(h.body, h.scope) for h in heads}) == 1 and len({h.year for h in heads}) == len(heads)
    if len(heads) < 2 or not one_body or len({v.unit for v in added}) > 1:
        return []
    sums = [sum((v.value or Decimal(0) for v in added if v.head == head), Decimal(0)) for head in heads]
    text = wording.SUM_OF_ALL.format(
        whose=whose(heads[0]), years=span_text(sorted(h.year or 0 for h in heads)),
        total=f"{plain(sum(sums, Decimal(0)))}{added[0].unit}", formula=" + ".join(map(plain, sums)),
    )  # fmt: skip
    return [cited_claim(text, added, context)]
