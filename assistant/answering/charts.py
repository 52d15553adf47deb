"""Values as charts: a line over the years, gaps left open and changes of form marked; bars for bodies or for parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant import wording_views as words
from assistant.answer import Chart, ChartKind, Series
from assistant.answering.tabulate import BODY, SERIES, YEAR, Place, place_of, year_said
from assistant.values import Status, Value, comparable, find_ratio
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue

# A line of fewer points and bars of fewer bodies show no more than the words; of more, none can be told apart.
FEWEST_POINTS, FEWEST_BARS = 3, 2
MOST_LINES, MOST_BARS = 6, 30


def charts_of(values: Sequence[Value], title: str = "") -> tuple[Chart, ...]:
    """The values drawn: lines where enough years are told, else bars; () where there is too little.

    A chart for each unit; of several bodies also one for each of the things counted.
    """
    several = len({v.head.body for v in values}) > 1
    groups: dict[tuple[str, ...], list[Value]] = {}
    for value in values:
        unit = "%" if find_ratio(value.key) else load_catalogue().indicator(value.key).unit
        groups.setdefault((value.key, value.applicant) if several else (unit,), []).append(value)
    found = (line_chart(own, title) or bar_chart(own, title) for own in groups.values())
    return tuple(chart for chart in found if chart)


def line_chart(values: Sequence[Value], title: str = "") -> Chart | None:
    """A line for each body and indicator, every year from the first number to the last, None where there is none."""
    dated = [v for v in values if v.head.year and v.value is not None]
    lines = {(place_of(v)[BODY], place_of(v)[SERIES]): dict[int, Value]() for v in dated}
    for value in dated:
        place = place_of(value)
        lines[place[BODY], place[SERIES]][value.head.year or 0] = value
    points = max(map(len, lines.values()), default=0)
    if points < FEWEST_POINTS or len(lines) > MOST_LINES or len({v.unit for v in dated}) > 1:
        return None
    seen = [v.head.year or 0 for v in dated]
    years = range(min(seen), max(seen) + 1)
    series = [
        Series(name, tuple(own[year].value if year in own else None for year in years))
        for name, own in zip(_names(list(lines)), lines.values(), strict=True)
    ]
    shown = title or words.JOIN.join(_common([place_of(v) for v in dated], (BODY, SERIES)))
    marks = tuple(dict.fromkeys(_form_marks(values, years)))
    return Chart(ChartKind.LINE, shown, dated[0].unit, tuple(map(year_said, years)), tuple(series), marks)


def bar_chart(values: Sequence[Value], title: str = "") -> Chart | None:
    """Bars of bodies, else of what is counted (the parts of a whole); another side that differs is told by colour."""
    places = {place_of(v): v.value for v in values if v.value is not None}
    sides = [list(dict.fromkeys(place[side] for place in places)) for side in (BODY, YEAR, SERIES)]
    several = [side for side in (BODY, SERIES, YEAR) if len(sides[side]) > 1]
    one_unit = len({v.unit for v in values if v.value is not None}) == 1
    if (
        several in ([], [YEAR])
        or len(several) > 2
        or not one_unit
        or not FEWEST_BARS <= len(sides[several[0]]) <= MOST_BARS
    ):
        return None
    along, beside = several[0], several[1] if len(several) > 1 else YEAR
    if len(sides[beside]) > MOST_LINES:
        return None
    series = []
    for name in sides[beside]:
        of_name = {place[along]: value for place, value in places.items() if place[beside] == name}
        series.append(Series(name, tuple(of_name.get(label) for label in sides[along])))
    shown = title or words.JOIN.join(_common(list(places), tuple(s for s in (BODY, YEAR, SERIES) if s not in several)))
    unit = next(v.unit for v in values if v.value is not None)
    return Chart(ChartKind.BAR, shown, unit, tuple(sides[along]), tuple(series))


def _names(lines: Sequence[tuple[str, str]]) -> list[str]:
    """What tells each line from the others: the body, what is counted, or both."""
    bodies, counted = ({line[i] for line in lines} for i in (0, 1))
    if len(bodies) > 1 and len(counted) > 1:
        return [words.JOIN.join(line) for line in lines]
    return [line[0] if len(bodies) > 1 else line[1] for line in lines]


def _common(places: Sequence[Place], sides: tuple[int, ...]) -> list[str]:
    """What all places have in common on these sides."""
    return [places[0][side] for side in sides if len({place[side] for place in places}) == 1]


def _form_marks(values: Sequence[Value], years: range) -> Iterator[tuple[int, str]]:
    """Where another form begins in which an indicator means something else, is new, or is no more."""
    for at in dict.fromkeys((v.head.body, v.key, v.applicant) for v in values):
        own = sorted((v for v in values if (v.head.body, v.key, v.applicant) == at), key=lambda v: v.head.year or 0)
        for before, after in pairwise(own):
            changed = before.head.form != after.head.form and after.head.form in load_forms()
            lost = Status.NOT_IN_FORM in (before.status, after.status)
            year = after.head.year or 0
            if changed and year in years and (lost or not comparable(after.key)):
                form = load_forms()[after.head.form or ""]
                yield years.index(year), words.FORM_FROM.format(form=form.name)
