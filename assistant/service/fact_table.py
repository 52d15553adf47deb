"""Facts as a table: bodies downwards, years or measures across, with totals where numbers may be added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant import wording_facts as words
from assistant.answering.overlap import counted_again
from assistant.service.choice import years_said
from assistant.service.facts import Fact, FactKind
from assistant.service.measures import Measure
from corpus.forms import load_forms
from corpus.report import Scope
from corpus.store import ReportHead

# So many bodies are named in a note; of more their number is told.
SHOWN = 5


class Across(StrEnum):
    """What the columns are; what is not across goes downwards behind the body, where there are several of it."""

    YEARS = "years"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class Row:
    """A body (of several reports a year: one of its reports), and the measure or year of the row ('' = only one).

    `cells`: one a column, None where another row of the body has the report; `note`: what to know of the row.
    """

    body: str
    region: str
    second: str
    cells: tuple[Fact | None, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A column added up: `counted` numbers of `of` bodies; `value` is None where they can't be added, `note` says why."""

    value: Decimal | None
    counted: int
    of: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SumRow:
    """The sums of all rows of one measure or year."""

    second: str
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table of facts; every row has as many cells as `columns`. `second`: what the rows' second name is, '' = none."""

    across: Across
    columns: tuple[str, ...]
    second: str
    rows: tuple[Row, ...]
    sums: tuple[SumRow, ...]
    notes: tuple[str, ...]


# What a row stands for: the body, and what tells several reports of one year apart; year or measure behind.
_Whose = tuple[str, str]
_Side = int | None | Measure


def fact_table(facts: Sequence[Fact], across: Across) -> FactTable:
    """The facts as a table; bodies, years and measures in the order in which the facts have them, years ascending."""
    years = sorted(dict.fromkeys(f.year for f in facts), key=lambda year: year or 0)
    measures = list(dict.fromkeys(f.measure for f in facts))
    by_years = across is Across.YEARS
    columns: Sequence[_Side] = years if by_years else measures
    seconds: Sequence[_Side] = measures if by_years else years
    named = _names(facts)
    places: dict[tuple[_Whose, _Side, _Side], Fact] = {}
    for fact in facts:
        whose = named[fact.body, fact.report.id if fact.report else ""]
        second, column = (fact.measure, fact.year) if by_years else (fact.year, fact.measure)
        places[whose, second, column] = fact
    regions = {fact.body: fact.region for fact in facts}
    notes = _scope_notes(facts, named)
    rows = [
        Row(
            _said(whose), regions[whose[0]], _side(second, measures) if len(seconds) > 1 else "",
            tuple(places.get((whose, second, column)) for column in columns), notes.get(whose, ""),
        )
        for whose in dict.fromkeys(named.values())
        for second in seconds
    ]  # fmt: skip
    of: dict[tuple[_Side, _Side], list[Fact]] = {}
    for (_, second, column), fact in places.items():
        of.setdefault((second, column), []).append(fact)
    sums = [
        SumRow(
            _side(second, measures) if len(seconds) > 1 else "",
            tuple(sum_of(of.get((second, column), [])) for column in columns),
        )
        for second in seconds
    ]
    second_name = ("" if len(seconds) < 2 else words.INDICATOR if by_years else words.YEAR) if facts else ""
    several = len(regions) > 1
    return FactTable(
        across, tuple(_side(c, measures) for c in columns), second_name, tuple(r for r in rows if any(r.cells)),
        tuple(sums) if several else (), form_notes(facts),
    )  # fmt: skip


def _side(side: _Side, measures: Sequence[Measure]) -> str:
    if isinstance(side, Measure):
        return words.WITH_UNIT.format(label=side.label, unit=side.unit)
    return words.YEAR_SAID.format(year=side) if side else words.YEAR_UNKNOWN


def _said(whose: _Whose) -> str:
    return "".join(whose)


def _names(facts: Iterable[Fact]) -> dict[tuple[str, str], _Whose]:
    """(body, report id) → the row's name: the body alone, with the scope or file where it has several reports of a year."""
    heads = {f.report.id: f.report for f in facts if f.report}
    several = {body for (body, _), count in Counter((h.body, h.year) for h in heads.values()).items() if count > 1}
    alike = {
        body for (body, _, _), count in Counter((h.body, h.scope, h.year) for h in heads.values()).items() if count > 1
    }
    scopes: dict[str, set[Scope]] = {}
    for own_head in heads.values():
        scopes.setdefault(own_head.body, set()).add(own_head.scope)
    found: dict[tuple[str, str], _Whose] = {}
    taken: Counter[tuple[str, str, int | None]] = Counter()
    for fact in facts:
        head = fact.report
        if head is None:
            found[fact.body, ""] = fact.body, ""
            continue
        if (fact.body, head.id) in found:
            continue
        said = _scope_said(head) if fact.body in several or len(scopes[fact.body]) == 1 else ""
        said += f"《{head.file}》" if fact.body in alike else ""
        # Files of one name from two folders or sites: none may stand in the other's place.
        taken[fact.body, said, head.year] += 1
        number = taken[fact.body, said, head.year]
        said += words.ANOTHER.format(number=number) if number > 1 else ""
        found[fact.body, head.id] = fact.body, said
    # A year without a report belongs to the body's only row, whatever that is called.
    names: dict[str, list[_Whose]] = {}
    for (body, report), name in found.items():
        if report and name not in names.setdefault(body, []):
            names[body].append(name)
    for body, own in names.items():
        if (body, "") in found:
            found[body, ""] = own[0]
    return found


def _scope_said(head: ReportHead) -> str:
    return "" if head.scope is Scope.UNSTATED else f"（{words.SCOPES[head.scope]}）"


def _scope_notes(facts: Iterable[Fact], named: dict[tuple[str, str], _Whose]) -> dict[_Whose, str]:
    """Of rows whose reports cover different things in different years: which in which."""
    scopes: dict[_Whose, dict[Scope, set[int]]] = {}
    for fact in facts:
        if fact.report and fact.year:
            own = scopes.setdefault(named[fact.body, fact.report.id], {})
            own.setdefault(fact.scope, set()).add(fact.year)
    return {
        whose: words.MIXED_SCOPES.format(
            scopes="，".join(
                words.SCOPE_OF_YEARS.format(years=years_said(years), scope=words.SCOPES[scope])
                for scope, years in own.items()
            )
        )
        for whose, own in scopes.items()
        if len(own) > 1
    }


def sum_of(facts: Sequence[Fact]) -> Sum:
    """The numbers of one measure and year added up where that may be done: no ratio, none counted twice, one meaning.

    A whole region's report that may hold the others' numbers is left out, and said to be.
    """
    of = len({fact.body for fact in facts})
    numbers = [f for f in facts if f.kind is FactKind.NUMBER and f.value is not None and f.report]
    again = counted_again([f.report for f in numbers if f.report])
    added = [f for f in numbers if f.report and f.report.id not in again]
    left = dict.fromkeys(f.body for f in numbers if f.report and f.report.id in again)
    note = _left_out(list(left)) if left else ""
    reason = _why_not(added)
    if reason:
        return Sum(None, len(added), of, reason)
    return Sum(sum((f.value or Decimal(0) for f in added), Decimal(0)), len(added), of, note)


def _left_out(bodies: Sequence[str]) -> str:
    more = words.AND_MORE.format(count=len(bodies)) if len(bodies) > SHOWN else ""
    return words.LEFT_OUT.format(names="、".join(bodies[:SHOWN]) + more)


def _why_not(facts: Sequence[Fact]) -> str:
    """Why these numbers may not be added, '' where they may."""
    if any(f.measure.is_ratio for f in facts):
        return words.NOT_ADDED_RATIO
    if len(facts) < 2:
        return words.NOT_ADDED_FEW
    if len({f.body for f in facts}) < len(facts):
        return words.NOT_ADDED_TWICE
    if len({f.unit for f in facts}) > 1:
        return words.NOT_ADDED_UNITS
    if len({f.form for f in facts}) > 1 and not facts[0].measure.comparable:
        return words.NOT_ADDED_FORMS
    return ""


def form_notes(facts: Sequence[Fact]) -> tuple[str, ...]:
    """What changes between the forms of these reports: an item that means something else, or that a form lacks."""
    forms: dict[Measure, set[str]] = {}
    lacking: dict[Measure, set[str]] = {}
    for fact in facts:
        if fact.form:
            (lacking if fact.kind is FactKind.NOT_IN_FORM else forms).setdefault(fact.measure, set()).add(fact.form)
    told = []
    for measure in dict.fromkeys(f.measure for f in facts):
        if len(forms.get(measure, ())) > 1 and not measure.comparable:
            told.append(words.MEANS_OTHER.format(label=measure.label, forms=_forms_said(forms[measure])))
        if measure in lacking:
            told.append(words.FORM_LACKS.format(label=measure.label, forms=_forms_said(lacking[measure])))
    return tuple(told)


def _forms_said(keys: Iterable[str]) -> str:
    return "、".join(form.name for key, form in load_forms().items() if key in keys)
