"""Facts drawn: lines over the years or bars of bodies, by the same rules as the charts of answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant import wording_facts as words
from assistant.answer import Chart, ChartKind
from assistant.answering.charts import MOST_BARS, MOST_LINES, bar_chart, line_chart
from assistant.service.facts import Fact, FactKind
from assistant.service.measures import Measure
from assistant.values import Status, Value

# So many charts stand on a page; the table tells the rest.
MOST_CHARTS = 6


def fact_charts(facts: Sequence[Fact], kind: ChartKind) -> tuple[tuple[Chart, str], ...]:
    """Charts of that kind, one a measure (of one body: one a unit), each with what it leaves out ('' = nothing)."""
    several = len({f.body for f in facts}) > 1
    groups: dict[Measure | str, list[Fact]] = {}
    for fact in facts:
        if fact.report:
            groups.setdefault(fact.measure if several else fact.measure.unit, []).append(fact)
    draw = _lines if kind is ChartKind.LINE else _bars
    return tuple(drawn for own in groups.values() if (drawn := draw(own)))[:MOST_CHARTS]


def fitting_kind(facts: Sequence[Fact]) -> ChartKind:
    """Lines where a few bodies are told over years, else bars."""
    return ChartKind.LINE if fact_charts(facts, ChartKind.LINE) else ChartKind.BAR


def _lines(facts: Sequence[Fact]) -> tuple[Chart, str] | None:
    """The lines of the bodies with the largest numbers, where there are more than can be told apart."""
    most: dict[tuple[str, Measure], Decimal] = {}
    for fact in facts:
        if fact.value is not None:
            at = (fact.body, fact.measure)
            most[at] = max(most.get(at, fact.value), fact.value)
    chosen = set(sorted(most, key=lambda at: (-most[at], at[0], str(at[1])))[:MOST_LINES])
    chart = line_chart([_value(f) for f in facts if (f.body, f.measure) in chosen])
    left = len(most) - len(chosen)
    return (chart, words.CHART_LINES.format(shown=len(chosen), left=left) if left else "") if chart else None


def _bars(facts: Sequence[Fact]) -> tuple[Chart, str] | None:
    """The bodies of the last year that has numbers, largest first."""
    numbers = [f for f in facts if f.kind is FactKind.NUMBER and f.value is not None]
    last = max((f.year or 0 for f in numbers), default=0)
    of_year = sorted((f for f in numbers if (f.year or 0) == last), key=lambda f: (-(f.value or 0), f.body))
    chart = bar_chart([_value(f) for f in of_year[:MOST_BARS]])
    left = len(of_year) - MOST_BARS
    return (chart, words.CHART_BARS.format(shown=MOST_BARS, left=left) if left > 0 else "") if chart else None


def _value(fact: Fact) -> Value:
    assert fact.report is not None  # facts without a report are not drawn
    status = {FactKind.NUMBER: Status.NUMBER, FactKind.NOT_IN_FORM: Status.NOT_IN_FORM}.get(fact.kind, Status.BLANK)
    return Value(
        fact.report, fact.measure.key, fact.measure.applicant, fact.measure.label, status, fact.value, fact.unit
    )
