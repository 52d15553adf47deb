"""A value of a statutory table in words, with the cells it rests on: one a sentence, or many in a line."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording, wording_views
from assistant.answer import AnswerFigure, Citation, Claim, Outcome
from assistant.answering.context import Context, where, whose
from assistant.answering.lists import is_list
from assistant.answering.tabulate import year_said
from assistant.citing import cell_figure, cite_cell, plain
from assistant.values import (
    Status,
    Value,
    comparable,
    find_ratio,
    label_of,
    only_numbers,
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
        case Status.NOT_APPLICABLE if value.cells and value.cells[0].correction:
            return wording.CORRECTED_NOT_APPLICABLE.format(where=place, label=label)  # the report itself may say 365
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


def claim(context: Context, value: Value, yes_no: bool = False) -> Claim:
    """The sentence of a value with its cells; where the form lacks it, with what it counts much like it."""
    near = near_values(context, value)
    items = "、".join(wording.NEAR_ITEM.format(label=nested(v.label), said=v.said) for v in near)
    told = wording.NEAR_IN_FORM.format(near=items) if near else ""
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
    own = load_catalogue().indicator(value.key).near if not find_ratio(value.key) else ""
    near = [*([own] if own else []), *(i.key for i in load_catalogue().indicators if i.near == value.key)]
    return only_numbers([context.reader.value(value.head, key) for key in near])
