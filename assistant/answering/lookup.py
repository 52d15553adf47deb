"""Values of the statutory tables: one, or several side by side, yes or no, summed, with their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import wording, wording_views
from assistant.answer import Answer, AnswerFigure, Citation, Claim, Outcome
from assistant.answering.cell_warnings import cell_warnings
from assistant.answering.context import Context, Targets, span_text, where, whose
from assistant.answering.lists import is_list, list_sums
from assistant.answering.overlap import counted_again
from assistant.answering.tabulate import tabulated, year_said
from assistant.citing import cell_figure, cite_cell, plain
from assistant.parsing.indicators import parts_of
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from assistant.values import (
    TOTAL,
    Status,
    Value,
    comparable,
    find_applicant,
    find_ratio,
    label_of,
    only_numbers,
    parts_in_form,
)
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.report import CellKind

# So many values are told a sentence each; of more, the numbers of one body and indicator in one line.
ONE_BY_ONE = 6

_OUTCOMES = {
    Status.NUMBER: Outcome.ANSWERED,
    Status.BLANK: Outcome.BLANK,
    Status.NOT_APPLICABLE: Outcome.BLANK,
    Status.TEXT: Outcome.PARTLY,
    Status.NOT_IN_FORM: Outcome.NOT_IN_FORM,
    Status.NOT_READ: Outcome.NOT_IN_REPORT,
}


def citations(context: Context, value: Value) -> tuple[Citation, ...]:
    """The cells behind a value, in statutory order; before them those of other reports it is reckoned from."""
    return tuple(cite_cell(context.store, head, cell) for head, cell in value.sources)


def figures(context: Context, values: Sequence[Value]) -> tuple[AnswerFigure, ...]:
    """The numbers read from the reports for these values, each cell once."""
    found = [cell_figure(context.store, h, c) for v in values for h, c in v.sources if c.kind is CellKind.NUMBER]
    return tuple(dict.fromkeys(found))


def refusal_text(value: Value) -> str:
    """Why a value has no number, one sentence."""
    place, label = where(value.head), nested(value.label)
    raw = value.cells[0].raw.strip() if value.cells else ""
    form = load_forms().get(value.head.form or "")
    match value.status:
        case Status.BLANK:
            return wording.BLANK.format(where=place, label=label)
        case Status.NOT_APPLICABLE:
            return wording.NOT_APPLICABLE.format(where=place, label=label, raw=raw)
        case Status.TEXT:
            return wording.TEXT_CELL.format(where=place, label=label, raw=raw)
        case Status.NOT_IN_FORM if form:
            return wording.NOT_IN_FORM.format(where=place, form=form.name, label=label)
        case Status.NOT_IN_FORM:
            return wording.NO_FORM.format(where=place, label=label)
        case _:
            return wording.NOT_READ.format(where=place, label=label)


def nested(label: str) -> str:
    """A label as it stands inside quotation marks: its own become single ones."""
    return label.replace("“", "‘").replace("”", "’")


def sentence(value: Value, yes_no: bool = False) -> str:
    """The value said in words, with formula and notes where there are any."""
    place = where(value.head)
    if value.status is not Status.NUMBER:
        return refusal_text(value)
    if find_ratio(value.key):
        if value.value is None:
            return f"{place}{value.label}：{value.note}（{value.formula}）。"
        return wording.RATIO.format(where=place, label=value.label, percent=plain(value.value), formula=value.formula)
    label = nested(value.label)
    if yes_no:
        text = (wording.YES if value.value else wording.NO).format(where=place, label=label, said=value.said)
    elif value.formula:
        text = wording.VALUE_FORMULA.format(where=place, label=label, said=value.said, formula=value.formula)
    else:
        text = wording.VALUE.format(where=place, label=label, said=value.said)
    if value.note:
        text += wording.NOTE.format(note=value.note)
    if value.blanks and not value.note:
        text += wording.BLANKS.format(count=value.blanks)
    return text


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


def claim(context: Context, value: Value, yes_no: bool = False) -> Claim:
    """The sentence of a value with its cells; where the form lacks it, with what it counts much like it."""
    near = near_values(context, value)
    told = "".join(wording.NEAR_IN_FORM.format(label=nested(v.label), said=v.said) for v in near)
    return Claim(
        sentence(value, yes_no) + told, (*citations(context, value), *(c for v in near for c in citations(context, v)))
    )


def value_claims(context: Context, values: Sequence[Value], yes_no: bool = False) -> list[Claim]:
    """A sentence a value; of many, those that need no more words than the number in a line a body and indicator."""
    if yes_no or len(values) <= ONE_BY_ONE:
        return [claim(context, v, yes_no) for v in values]
    lines: dict[tuple[str, str, bool], list[Value]] = {}
    found: list[Claim] = []
    for value in values:
        plain_number = value.status is Status.NUMBER and not (value.note or value.blanks) and value.head.year
        if plain_number and not find_ratio(value.key):
            # What only lists count is told apart, for they may be read another way (lists.py).
            line = (whose(value.head), value.label, is_list(value.head.form))
            lines.setdefault(line, []).append(value)
    for (name, label, _), own in lines.items():
        items = "、".join(f"{year_said(v.head.year or 0)}{v.said}" for v in own)
        row = wording_views.ROW_OF.format(whose=name, label=nested(label))
        found.append(cited_claim(wording_views.ROW.format(name=row, items=items), own, context))
    told = {id(v) for own in lines.values() for v in own}
    return [*found, *(claim(context, v) for v in values if id(v) not in told)]


def cited_claim(text: str, values: Sequence[Value], context: Context) -> Claim:
    """A sentence on several values, with the cells of all of them."""
    return Claim(text, tuple(c for v in values for c in citations(context, v)))


def outcome_of(values: Sequence[Value]) -> Outcome:
    """Answered where every value has a number, partly where some have, else the first one's reason."""
    kinds = [_OUTCOMES[v.status] for v in values]
    if all(k is Outcome.ANSWERED for k in kinds):
        return Outcome.ANSWERED
    return Outcome.PARTLY if Outcome.ANSWERED in kinds else kinds[0]


def look_up(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The values asked for, each a claim; with their sum, parts or yes/no where that is asked."""
    if not question.keys:
        return None
    values = read_values(question, targets, context)
    yes_no = question.asks(Operation.YES_NO)
    claims = value_claims(context, values, yes_no)
    if question.asks(Operation.SUM) and len(values) > 1:
        claims += _total(context, values)
    extra: list[Value] = []
    if question.asks(Operation.EACH, Operation.LIST) and _asks_parts(question, values):
        for value in values:
            parts = _part_values(value, context)
            extra += parts
            claims += _parts_claim(context, parts)
    elif yes_no or question.asks(Operation.SUM):
        extra += [p for v in values for p in _part_values(v, context) if p.value]
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


def _total(context: Context, values: Sequence[Value]) -> list[Claim]:
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
    return found + _grand_total(context, added)


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


def _part_values(value: Value, context: Context) -> list[Value]:
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


def _parts_claim(context: Context, parts: Sequence[Value]) -> list[Claim]:
    if not parts:
        return []
    shown = [p for p in parts if p.value]
    if not shown:
        return [cited_claim(wording.PARTS_ALL_ZERO, parts, context)]
    ordered = sorted(shown, key=lambda p: -(p.value or Decimal(0)))
    text = wording.PARTS.format(items="、".join(f"{p.label}{p.said}" for p in ordered))
    return [cited_claim(text, ordered, context)]


def form_warning(values: Sequence[Value]) -> list[Claim]:
    """That the reports are of different forms, where the indicator means something else from form to form."""
    changing = [v for v in values if not comparable(v.key)]
    forms = dict.fromkeys(v.head.form for v in changing if v.head.form)
    if len(forms) < 2:
        return _renamed(values)
    shown = "、".join(load_forms()[f].name for f in forms if f)
    return [Claim(wording.FORM_CHANGED.format(forms=shown))]


def _renamed(values: Sequence[Value]) -> list[Claim]:
    """That one of the forms compared calls an indicator of the same meaning by another name (收到申请数)."""
    forms = dict.fromkeys(v.head.form for v in values if v.head.form)
    own: dict[str, str] = {}
    for value in values if len(forms) > 1 else ():
        form = load_forms()[value.head.form or ""] if value.head.form else None
        if form and value.value is not None and value.label != (label := label_of(value.key, value.applicant)):
            names = {"label": nested(label), "form": form.name, "own": nested(value.label)}
            own.setdefault(value.key, wording.FORM_LABEL.format(**names))
    shown = "、".join(load_forms()[f].name for f in forms if f)
    return [Claim(wording.FORM_RENAMED.format(forms=shown, labels="，".join(own.values())))] if own else []


def near_values(context: Context, value: Value) -> list[Value]:
    """What the form of a report counts much like an indicator that it does not have; [] where nothing, or no number."""
    if value.status is not Status.NOT_IN_FORM:
        return []
    near = (i.key for i in load_catalogue().indicators if i.near == value.key)
    return only_numbers([context.reader.value(value.head, key) for key in near])


def with_claims(answer: Answer, claims: Sequence[Claim]) -> Answer:
    """The answer with more claims behind its own."""
    return replace(answer, claims=(*answer.claims, *claims))
