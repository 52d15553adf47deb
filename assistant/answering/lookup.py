"""Values of the statutory tables: one, or several side by side, yes or no, summed, with their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import wording, wording_views
from assistant.answer import Answer, Claim
from assistant.answering.cell_warnings import cell_warnings
from assistant.answering.context import Context, Targets, whose
from assistant.answering.part_values import part_values, parts_claims
from assistant.answering.sums import total_claims
from assistant.answering.tabulate import tabulated, year_said
from assistant.answering.value_claims import (
    cited_claim,
    figures,
    form_warning,
    nested,
    outcome_of,
    sentence,
    value_claims,
)
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from assistant.values import (
    TOTAL,
    Status,
    Value,
    find_ratio,
    only_numbers,
)


def read_values(question: Question, targets: Targets, context: Context) -> tuple[Value, ...]:
    """Every (report, indicator, applicant) asked for; indicators that a form lacks only where no other is there."""
    applicants = question.applicants or (TOTAL,)
    found: list[Value] = []
    for head in targets.heads:
        values = [context.reader.value(head, key, who) for key in question.keys for who in applicants]
        there = [v for v in values if v.status is not Status.NOT_IN_FORM]
        found += there if there and _alternatives(question.keys) else values
    return tuple(found)


def _alternatives(keys: Sequence[str]) -> bool:
    """Whether the keys are the columns of one row (规章 …), of which each form has only some."""
    return len({k.rsplit(".", 1)[0] for k in keys}) == 1 and keys[0].startswith("proactive.")


def look_up(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The values asked for, each a claim; with their sum, parts or yes/no where that is asked."""
    if not question.keys:
        return None
    values = read_values(question, targets, context)
    # 增加了吗 asks whether it went up, not whether there was any.
    yes_no = question.asks(Operation.YES_NO) and not question.asks(Operation.DIFFERENCE, Operation.GROWTH)
    claims = value_claims(context, values, yes_no)
    if question.asks(Operation.SUM) and len(values) > 1:
        claims += total_claims(context, values)
    extra: list[Value] = []
    if question.asks(Operation.EACH, Operation.LIST) and _asks_parts(question, values):
        for value in values:
            parts = part_values(value, context)
            extra += parts
            claims += parts_claims(context, parts)
    elif yes_no or question.asks(Operation.SUM):
        extra += [p for v in values for p in part_values(v, context) if p.value]
    beside = _beside(question, targets, context)
    claims += beside_claims(beside, context)
    extra += beside
    claims += [*form_warning(values), *cell_warnings(context, values)]
    table = tabulated(values, context, targets.missing)
    used = figures(context, [*values, *extra])
    return Answer(outcome_of(values), tuple(claims), figures=used, tables=(table,) if table else ())


def _beside(question: Question, targets: Targets, context: Context) -> list[Value]:
    """Of one body's ratio that people know in two ways (公开率) the other one, report by report."""
    ratio = find_ratio(question.keys[0]) if len(question.keys) == 1 else None
    if ratio is None or not ratio.beside or len(targets.bodies) != 1 or len(question.applicants) > 1:
        return []
    who = (question.applicants or (TOTAL,))[0]
    return only_numbers(context.reader.value(head, ratio.beside, who) for head in targets.heads)


def beside_claims(values: Sequence[Value], context: Context) -> list[Claim]:
    """One sentence on a ratio told besides: with its formula, of several years the percentages alone."""
    if len(values) < 2:
        return [cited_claim(wording.BESIDE.format(told=sentence(v)), [v], context) for v in values]
    items = "、".join(f"{year_said(v.head.year or 0)}{v.said}" for v in values)
    row = wording_views.ROW_OF.format(whose=whose(values[0].head), label=nested(values[0].label))
    told = wording_views.ROW.format(name=row, items=items)
    return [cited_claim(wording.BESIDE.format(told=told), values, context)]


def _asks_parts(question: Question, values: Sequence[Value]) -> bool:
    """Whether 各多少 asks for the parts of each value: of several values it asks for these, unless it says parts."""
    return len(values) == 1 or bool(load_lexicon().asides["parts"].find(question.text))


def with_claims(answer: Answer, claims: Sequence[Claim]) -> Answer:
    """The answer with more claims behind its own."""
    return replace(answer, claims=(*answer.claims, *claims))
