"""Which reports of other kinds a question means, and of which year what is looked for in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.answering.asked_years import spanned_years
from assistant.answering.context import Context, is_government, speaks_for
from assistant.parsing.free import Asked
from assistant.question import Question
from corpus.kinds import Kind, kind_of
from corpus.store import ReportHead


@dataclass(frozen=True, slots=True)
class Sought:
    """A report, and whether its results, its plans or both may answer."""

    head: ReportHead
    results: bool
    plans: bool

    @property
    def kind(self) -> Kind:
        """What kind of report it is."""
        kind = kind_of(self.head.title, self.head.form)
        assert kind is not None
        return kind

    @property
    def result_year(self) -> int:
        """The year its results are of: a 政府工作报告 of January 2024 tells those of 2023."""
        return (self.head.year or 0) - self.kind.looks_back

    @property
    def plan_year(self) -> int:
        """The year its plans are of."""
        return self.result_year + 1


def free_heads(question: Question, context: Context) -> tuple[ReportHead, ...]:
    """The reports of other kinds of the bodies named; of all where none is."""
    if question.unknown and not question.bodies:
        return ()
    if not question.bodies:
        return context.free
    own, regions = set[str](), set[str]()
    for group, wide in zip_longest(question.bodies, question.wider, fillvalue=()):
        own |= set(group)
        # 某市 is its government, whichever of its bodies discloses.
        places = {context.gazetteer.region_of.get(body, "") for body in group}
        if wide or any(speaks_for(body, place) for body in group for place in places):
            regions |= places - {""}
    return tuple(h for h in context.free if h.body in own or (is_government(h) and h.region in regions))


def with_own_names(free: Sequence[ReportHead], disclosing: Sequence[ReportHead]) -> tuple[ReportHead, ...]:
    """Those whose body's name may name it in a question; that of a government whose region discloses stays with that."""
    regions = {h.region for h in disclosing} - {""}
    return tuple(h for h in free if not (is_government(h) and h.region in regions))


def sought(question: Question, asked: Asked, heads: Sequence[ReportHead]) -> list[Sought]:
    """The reports whose results or plans are of the years asked; without a year the newest of each body and kind."""
    keys = {kind.key for kind in asked.kinds}
    every = [Sought(h, True, True) for h in heads]
    every = [s for s in every if not keys or s.kind.key in keys]
    years = question.years or spanned_years(question, [s.result_year for s in every])
    if not years:
        return [Sought(s.head, not asked.plan, asked.plan) for s in _newest(every)]
    if keys:
        # 2024年政府工作报告: the year names the report, which tells of two years.
        own = [s for s in every if s.head.year in years]
        if own:
            return [Sought(s.head, not asked.plan, True) for s in own]
    found = [
        Sought(s.head, s.result_year in years and not asked.plan, s.plan_year in years)
        for s in every
        if s.result_year in years or s.plan_year in years
    ]
    return [s for s in found if s.results or s.plans]


def _newest(every: Sequence[Sought]) -> list[Sought]:
    newest: dict[tuple[str, str], int] = {}
    for s in every:
        place = (s.head.body, s.kind.key)
        newest[place] = max(newest.get(place, 0), s.head.year or 0)
    return [s for s in every if (s.head.year or 0) == newest[(s.head.body, s.kind.key)]]
