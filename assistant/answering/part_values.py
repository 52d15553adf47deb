"""What a value is made of: the rows that add up to it, and the same row by applicant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant import wording
from assistant.answer import Claim
from assistant.answering.context import Context
from assistant.answering.lists import is_list, list_sums
from assistant.answering.value_claims import cited_claim
from assistant.parsing.indicators import parts_of
from assistant.values import (
    Status,
    Value,
    find_applicant,
    parts_in_form,
)
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue


def part_values(value: Value, context: Context) -> list[Value]:
    """The rows an aggregate is made of; the result rows for 办理结果总计; the applicants of a single row."""
    keys = part_keys(value.key, value.head.form or "")
    found = [context.reader.value(value.head, k, value.applicant) for k in keys]
    return [v for v in found if v.status is not Status.NOT_IN_FORM]


def part_keys(key: str, form: str) -> tuple[str, ...]:
    """The single rows that add up to an indicator in that form; () where it is a single cell."""
    if key == "requests.handled" and form in load_forms():
        results = (c for c in load_forms()[form].checks if c.key == "results")
        return tuple(f"requests.{row}" for check in results for row in check.left)
    if listed := _listed_parts(key, form):
        return listed
    known = {i.key: i for i in load_catalogue().indicators}
    return tuple(p for p in parts_of(key, load_catalogue()) if p in known and not known[p].parts)


def _listed_parts(key: str, form: str) -> tuple[str, ...]:
    """Of a form that is a list: the rows that its checks add up to the indicator, else what the indicator is the sum of."""
    indicator = next((i for i in load_catalogue().indicators if i.key == key), None)
    if not is_list(form) or indicator is None:
        return ()
    return list_sums().get(key) or parts_in_form(indicator, form)


def applicant_values(value: Value, context: Context) -> list[Value]:
    """The same row for 自然人 and each kind of organisation."""
    columns = (*find_applicant("natural").columns, *find_applicant("organisation").columns)
    return [context.reader.value(value.head, value.key, column) for column in columns]


def parts_claims(context: Context, parts: Sequence[Value]) -> list[Claim]:
    """One sentence on the parts that are not 0, largest first; that all are 0 where they are."""
    if not parts:
        return []
    shown = [p for p in parts if p.value]
    if not shown:
        return [cited_claim(wording.PARTS_ALL_ZERO, parts, context)]
    ordered = sorted(shown, key=lambda p: -(p.value or Decimal(0)))
    text = wording.PARTS.format(items="、".join(f"{p.label}{p.said}" for p in ordered))
    return [cited_claim(text, ordered, context)]
