"""What else each slot of a reading may have meant: other bodies, years, indicators and applicants of what is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice

from assistant import wording, wording_talk
from assistant.answer import Alternative, Option
from assistant.answering.context import Context, Targets, years_text
from assistant.parsing.indicators import parse_names
from assistant.parsing.text import fold
from assistant.question import Question
from assistant.values import TOTAL, find_applicant, find_ratio, in_form, label_of
from corpus.forms import load_forms
from corpus.forms.catalogue import Applicant, load_catalogue
from corpus.places import parse_places
from corpus.store import ReportHead

# So many other values of a slot are offered.
OFFERED = 8


def alternatives(question: Question, targets: Targets | None, context: Context) -> tuple[Alternative, ...]:
    """For the body, year, indicator and applicant read: the other values that the loaded reports can answer."""
    if targets is None or not targets.heads:
        return ()
    found: list[Alternative] = []
    heads = targets.heads
    if len(targets.bodies) == 1:
        found += _slot(wording_talk.SLOT_BODY, targets.bodies[0], _other_bodies(question, heads[-1], context))
    if len(targets.bodies) == 1 and len(targets.years) == 1:
        own = context.by_body.get(targets.bodies[0], ())
        years = sorted({h.year for h in own if h.year and _has(h, question)} - set(targets.years), reverse=True)
        shown = [wording_talk.YEAR.format(year=year) for year in years]
        found += _slot(wording_talk.SLOT_YEAR, years_text(targets.years), shown)
    if len(question.keys) == 1:
        found += _slot(wording_talk.SLOT_KEY, label_of(question.keys[0]), _near(question.keys[0], heads[-1].form or ""))
        found += _slot(wording_talk.SLOT_APPLICANT, _who(question), _applicants(question, heads[-1]))
    return tuple(found)


def _slot(slot: str, read: str, values: Iterable[str]) -> list[Alternative]:
    others = [v for v in dict.fromkeys(values) if v != read][:OFFERED]
    options = tuple(Option(v, wording_talk.INSTEAD.format(value=v)) for v in others)
    return [Alternative(slot, read, options)] if options else []


def _has(head: ReportHead, question: Question) -> bool:
    """Whether the report's form has a place for all that is asked; the cell itself may still be blank."""
    if not question.keys:
        return True
    form = load_forms().get(head.form or "")
    if form is None or not all(in_form(key, form.key) for key in question.keys):
        return False
    columns = [c for who in question.applicants if who != TOTAL for c in find_applicant(who).columns]
    rows = [i for i in load_catalogue().indicators if i.key in question.keys and i.row]
    return all(form.place(i.table, i.row, column) is not None for i in rows for column in columns)


def _other_bodies(question: Question, head: ReportHead, context: Context) -> list[str]:
    """Bodies with a report of the year: first those of the same place, then the same department elsewhere."""
    department = parse_places(head.body).rest
    alike = [
        h for h in context.heads
        if h.year == head.year and h.body != head.body and (h.region == head.region or h.body.endswith(department))
    ]  # fmt: skip
    near = [h.body for h in alike if h.region == head.region and _has(h, question)]
    same = (h for h in alike if parse_places(h.body).rest == department and _has(h, question))
    return list(dict.fromkeys((*near, *(h.body for h in islice(same, OFFERED)))))


@cache
def _near(key: str, form: str) -> tuple[str, ...]:
    """Labels of the indicators that stand near it in its table, the nearest first, each understood by its label alone."""
    catalogue = load_catalogue()
    ratio = find_ratio(key)
    known = [i for i in catalogue.indicators if in_form(i.key, form)]
    keys = [i.key for i in known]
    own = ratio.numerator[0] if ratio else key
    if own not in keys:
        return ()
    at = keys.index(own)
    table = [i for i, other in enumerate(known) if other.table == known[at].table]
    main = [k for k in wording.SUGGESTED_KEYS if k in keys and keys.index(k) in table]
    ordered = dict.fromkeys((*main, *(keys[i] for i in sorted(table, key=lambda i: abs(i - at)))))
    understood = (k for k in ordered if k != key and [m.value for m in parse_names(fold(label_of(k))).keys] == [k])
    return tuple(label_of(k) for k in islice(understood, OFFERED))


def _who(question: Question) -> str:
    who = [find_applicant(a).label for a in question.applicants if a != TOTAL]
    return "、".join(who) or wording_talk.EVERYBODY


def _applicants(question: Question, head: ReportHead) -> list[str]:
    """Other applicants of an indicator that the report's form counts by applicant."""
    others = [a for a in load_catalogue().applicants if a.key not in (*question.applicants, TOTAL)]
    indicator = next((i for i in load_catalogue().indicators if i.key == question.keys[0]), None)
    if indicator is None or indicator.column or not _has(head, replace(question, applicants=(others[0].key,))):
        return []
    return [a.label for a in others if _names_applicant(a)] + [wording_talk.EVERYBODY] * bool(question.applicants)


@cache
def _names_applicant(applicant: Applicant) -> bool:
    """Whether it is understood by its label alone."""
    return [m.value for m in parse_names(fold(applicant.label)).applicants] == [applicant.key]
