"""Questions to go on with, by what the last answer was: a cell, years, bodies side by side, a ranking, prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from assistant import wording, wording_talk
from assistant.answer import Answer, Outcome
from assistant.answering.context import Context, Targets
from assistant.answering.lists import is_list
from assistant.parsing.indicators import parse_names
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, find_ratio, in_form, label_of
from corpus.forms.catalogue import load_catalogue
from corpus.report import Scope
from corpus.store import ReportHead

OFFERED = 3
# A trend needs as many years; so many bodies are named in one question.
FEWEST_YEARS, MOST_NAMED = 3, 3
_WHOLE, _REFUSED, _RATE = "requests.handled", "requests.refused", "granted_rate"
_PROSE = (Operation.PROBLEMS, Operation.MEASURES)


def suggestions(question: Question, targets: Targets | None, answer: Answer, context: Context) -> tuple[str, ...]:
    """Up to three questions to go on with, other than the one asked, each with its numbers in the reports loaded."""
    if answer.outcome is Outcome.ASKS_BACK:
        return ()
    offer = _Offer(question, context)
    if targets is None or not targets.heads:
        found = offer.after_ranking(answer) if answer.subjects.bodies else offer.nearest_year()
    elif question.operations & frozenset(_PROSE):
        found = offer.after_prose(targets.heads[-1])
    elif len(targets.bodies) > 1:
        found = offer.after_several(targets.heads)
    elif len(targets.heads) > 1:
        found = offer.after_years(targets.heads)
    else:
        found = offer.after_cell(targets.heads[0])
    asked = fold(answer.restated or question.text)
    fresh = (text for text in dict.fromkeys(found) if fold(text).rstrip("？") != asked.rstrip("？"))
    return tuple(islice(fresh, OFFERED))


class _Offer:
    """Questions about one indicator (the one asked about, else new requests) that its reports can answer."""

    def __init__(self, question: Question, context: Context) -> None:
        self._question, self._context = question, context
        self._key = question.keys[0] if question.keys else wording.SUGGESTED_KEYS[0]

    def after_cell(self, head: ReportHead) -> Iterator[str]:
        """How it changed, its share or its reasons, who has most of it, and other numbers of the report."""
        if self._question.keys:
            yield from self._change(head)
            yield from self._parts(head)
            yield from self._ranking(head.year)
        yield from self._others(head)

    def after_years(self, heads: Sequence[ReportHead]) -> Iterator[str]:
        """The parts of the last year's value, who has most of it then, and what the report says of problems."""
        head = heads[-1]
        yield from self._parts(head)
        yield from self._ranking(head.year)
        yield from self._others(head)

    def after_several(self, heads: Sequence[ReportHead]) -> Iterator[str]:
        """The first one's years, and another number of all of them."""
        year, bodies = heads[-1].year, list(dict.fromkeys(h.body for h in heads))
        yield from self._trend(bodies[0])
        for key in wording.SUGGESTED_KEYS:
            values = [self._value(h, key) for h in heads if h.year == year]
            numbers = len(bodies) <= MOST_NAMED and all(values) and len(values) == len(bodies)
            if key not in self._question.keys and numbers:
                names = "、".join(bodies)
                yield wording_talk.SUGGEST_SEVERAL.format(bodies=names, year=year, label=label_of(key))
                break
        yield from self._ranking(year)

    def after_ranking(self, answer: Answer) -> Iterator[str]:
        """The first one's years and rate, and who stands at the other end."""
        first, years = answer.subjects.bodies[0], answer.subjects.years
        yield from self._trend(first)
        if years:
            yield from self._ranking(years[-1], other_end=True)
            head = self._report(first, years[-1])
            yield from (self._rate(head) if head else ())
            yield from (self._others(head) if head else ())

    def after_prose(self, head: ReportHead) -> Iterator[str]:
        """Measures where problems were asked about, problems where measures were; then numbers."""
        measures = self._question.asks(Operation.PROBLEMS) and not self._question.asks(Operation.MEASURES)
        text = wording_talk.SUGGEST_MEASURES if measures else wording_talk.SUGGEST_PROBLEMS
        if any(section.chapter == 5 for section in self._context.store.report(head.id).sections):
            yield text.format(body=head.body, year=head.year)
        yield from self._others(head)

    def nearest_year(self) -> Iterator[str]:
        """The same of the years loaded that are nearest to the one that is not."""
        bodies, years = self._question.bodies, self._question.years
        if len(bodies) != 1 or len(bodies[0]) != 1 or not years:
            return
        own = [h for h in self._context.by_body.get(bodies[0][0], ()) if h.year]
        for head in sorted(own, key=lambda h: (abs((h.year or 0) - years[-1]), -(h.year or 0))):
            yield from self._said(head, self._key)

    def _value(self, head: ReportHead, key: str) -> Value | None:
        """The value where it is a number, else None."""
        value = self._context.reader.value(head, key)
        return value if value.status is Status.NUMBER and value.value is not None else None

    def _said(self, head: ReportHead, key: str) -> Iterator[str]:
        """The question for that value, by the name that the report's own form has for it."""
        value = self._value(head, key)
        label = _name(key, value.label, is_list(head.form)) if value else ""
        if label:
            yield wording_talk.SUGGEST_VALUE.format(body=head.body, year=head.year, label=label)

    def _report(self, body: str, year: int) -> ReportHead | None:
        return next((h for h in self._context.by_body.get(body, ()) if h.year == year), None)

    def _change(self, head: ReportHead) -> Iterator[str]:
        before = self._report(head.body, head.year - 1) if head.year else None
        label = _name(self._key, label_of(self._key))
        if (
            before
            and label
            and not is_list(head.form)
            and self._value(before, self._key)
            and self._value(head, self._key)
        ):
            yield wording_talk.SUGGEST_CHANGE.format(body=head.body, year=head.year, label=label)
        else:
            yield from self._trend(head.body)

    def _trend(self, body: str) -> Iterator[str]:
        # By the forms alone: reading the reports of all its years would take longer than the answer.
        own = [h for h in self._context.by_body.get(body, ()) if h.form and not is_list(h.form)]
        label = _name(self._key, label_of(self._key))
        if label and len([h for h in own if in_form(self._key, h.form or "")]) >= FEWEST_YEARS:
            yield wording_talk.SUGGEST_TREND.format(body=body, label=label)

    def _parts(self, head: ReportHead) -> Iterator[str]:
        """The reasons of refusals, the share of a result, the persons among all applicants; of the forms since 2019."""
        value, whole = self._value(head, self._key), self._value(head, _WHOLE)
        where = {"body": head.body, "year": head.year, "label": _name(self._key, label_of(self._key))}
        if not where["label"] or value is None or not value.value or is_list(head.form) or find_ratio(self._key):
            return
        indicator = load_catalogue().indicator(self._key)
        if self._key == _REFUSED and not self._question.asks(Operation.EACH):
            yield wording_talk.SUGGEST_REASONS.format(**where)
        elif indicator.table == "requests" and not indicator.column and not self._question.asks(Operation.SHARE):
            persons = self._context.reader.value(head, self._key, "natural")
            if self._key not in (_WHOLE, wording.SUGGESTED_KEYS[0], "requests.carried_in", "requests.carried_out"):
                if whole and whole.value:
                    yield wording_talk.SUGGEST_SHARE.format(**where, whole=label_of(_WHOLE))
            elif persons.value is not None and set(self._question.applicants) <= {TOTAL}:
                yield wording_talk.SUGGEST_PERSONS.format(**where)

    def _ranking(self, year: int | None, other_end: bool = False) -> Iterator[str]:
        """Who has most of it that year (or least, where most was asked), where there is more than one to rank."""
        label = _name(self._key, label_of(self._key))
        heads = [h for h in self._context.heads if h.year == year and h.form and not is_list(h.form)]
        bodies = {h.body for h in heads if h.scope is not Scope.WHOLE_REGION}
        if year and label and len(bodies) > 1:
            least = other_end and not self._question.asks(Operation.LEAST)
            words = wording_talk.SUGGEST_RATED if find_ratio(self._key) else wording_talk.SUGGEST_RANKED
            yield words[least].format(year=year, label=label)

    def _rate(self, head: ReportHead) -> Iterator[str]:
        if _RATE not in self._question.keys:
            yield from self._said(head, _RATE)

    def _others(self, head: ReportHead) -> Iterator[str]:
        for key in wording.SUGGESTED_KEYS:
            if key not in self._question.keys:
                yield from self._said(head, key)


@cache
def _name(key: str, label: str, listed: bool = False) -> str:
    """The label, or the catalogue's own, that is understood as that key; '' where neither is."""
    for name in (label, label_of(key)):
        if [m.value for m in parse_names(fold(name), listed).keys] == [key]:
            return name
    return ""
