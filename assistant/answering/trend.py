"""One value of one body over the years: the way from first to last, the extremes, the longest run, each year's change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant import wording
from assistant import wording_views as words
from assistant.answer import Claim, Table, TableCell
from assistant.answering.change import growth_text
from assistant.answering.context import Context, where, whose, years_text
from assistant.answering.tabulate import cited_cell, year_said
from assistant.answering.value_claims import cited_claim
from assistant.citing import plain
from assistant.question import Operation, Question
from assistant.values import Value, find_ratio, only_numbers, percent

# A way with fewer numbers has no extremes of its own to tell, and a run of fewer steps is none.
FEWEST_NUMBERS, FEWEST_STEPS = 3, 2
_EACH_YEAR = re.compile("每一?年|各年|逐年|历年|年年|分年")


@dataclass(frozen=True, slots=True)
class Step:
    """Two numbers of neighbouring years."""

    earlier: Value
    later: Value

    @property
    def change(self) -> Decimal:
        """How much larger the later one is."""
        return (self.later.value or Decimal(0)) - (self.earlier.value or Decimal(0))

    @property
    def said(self) -> str:
        """'增加33件（80件→113件），增长41.25%', or in points for a ratio."""
        change = self.change
        shown = f"{self.earlier.said}→{self.later.said}"
        if not change:
            return words.STEP_SAME.format(said=self.later.said)
        if find_ratio(self.later.key):
            template = words.STEP_POINTS_UP if change > 0 else words.STEP_POINTS_DOWN
            return template.format(change=plain(abs(change)), shown=shown)
        template = words.STEP_UP if change > 0 else words.STEP_DOWN
        growth = growth_text(self.earlier.value or Decimal(0), self.later.value or Decimal(0))
        return template.format(change=f"{plain(abs(change))}{self.later.unit}", shown=shown, growth=growth)


def asks_each_year(question: Question) -> bool:
    """Whether the change of every year is asked for, and not only that from the first to the last."""
    grows = question.asks(Operation.GROWTH, Operation.DIFFERENCE) or question.previous
    return grows and bool(_EACH_YEAR.search(question.text)) and not question.asks(Operation.CHANGES)


def change_text(earlier: Value, later: Value) -> str:
    """One sentence on how the value went from the earlier report to the later; both have numbers."""
    old, new = earlier.value or Decimal(0), later.value or Decimal(0)
    names = {"later": where(later.head), "earlier": where(earlier.head), "old": earlier.said, "new": later.said}
    change = new - old
    if not change:
        return wording.DIFFERENCE_NONE.format(**names)
    if find_ratio(later.key):
        template = wording.POINTS_UP if change > 0 else wording.POINTS_DOWN
        return template.format(**names, change=plain(abs(change)))
    template = wording.DIFFERENCE_UP if change > 0 else wording.DIFFERENCE_DOWN
    return template.format(**names, change=f"{plain(abs(change))}{later.unit}", growth=growth_text(old, new))


def trend_claims(question: Question, values: Sequence[Value], context: Context) -> list[Claim]:
    """The change from the first year to the last, the largest and smallest, the longest run; each step where asked."""
    first, last = values[0], values[-1]
    found = [cited_claim(change_text(first, last), (first, last), context)]
    if asks_each_year(question):
        found += _each_step(values, context)
    if len(values) >= FEWEST_NUMBERS and not question.asks(Operation.MOST, Operation.LEAST):
        found += _shape(values, context)
    return found


def _shape(values: Sequence[Value], context: Context) -> list[Claim]:
    """The extremes and the longest run in one claim."""
    parts = [*_extremes(values), *_run(values)]
    cited = dict.fromkeys(id(v) for _, own in parts for v in own)
    return (
        [cited_claim("".join(text for text, _ in parts), [v for v in values if id(v) in cited], context)]
        if parts
        else []
    )


def _extremes(values: Sequence[Value]) -> list[tuple[str, Sequence[Value]]]:
    """(sentence, values told) on the largest and the smallest; [] where all are equal."""
    numbers = [v.value or Decimal(0) for v in values]
    high, low = max(numbers), min(numbers)
    if high == low:
        return []
    tops, bottoms = ([v for v in values if v.value == edge] for edge in (high, low))
    names = ("、".join(year_said(v.head.year or 0) for v in edge) for edge in (tops, bottoms))
    high_words, low_words = (words.HIGHEST, words.LOWEST) if find_ratio(values[0].key) else (words.MOST, words.LEAST)
    text = words.EXTREMES.format(
        most=high_words, least=low_words, top=next(names), high=tops[0].said, bottom=next(names), low=bottoms[0].said
    )
    return [(text, (*tops, *bottoms))]


def steps(values: Sequence[Value]) -> list[Step]:
    """The pairs of numbers of neighbouring years; a year left out breaks the row."""
    return [Step(a, b) for a, b in pairwise(values) if (a.head.year or 0) + 1 == b.head.year]


def _run(values: Sequence[Value]) -> list[tuple[str, Sequence[Value]]]:
    """(sentence, values told) on the longest run of neighbouring years that each went up, or each down; of equal ones the latest."""
    best: list[Step] = []
    run: list[Step] = []
    for step in steps(values):
        goes_on = run and run[-1].later is step.earlier and (run[-1].change > 0) == (step.change > 0)
        run = [*run, step] if step.change and goes_on else [step] if step.change else []
        best = run if len(run) >= len(best) else best
    if len(best) < FEWEST_STEPS:
        return []
    way = words.ROSE if best[0].change > 0 else words.FELL
    told = [best[0].earlier, *(step.later for step in best)]
    text = words.LONGEST_RUN.format(
        way=way, first=year_said(best[0].later.head.year or 0), last=year_said(told[-1].head.year or 0), count=len(best),
        shown="→".join(v.said for v in told),
    )  # fmt: skip
    return [(text, told)]


def _with_year_before(values: Sequence[Value], context: Context) -> list[Value]:
    """The values, and before them that of the year before the first, where it is loaded and has a number."""
    first = values[0]
    before = [
        h for h in context.by_body.get(first.head.body, ())
        if h.year and h.year + 1 == first.head.year and h.scope == first.head.scope
    ]  # fmt: skip
    found = only_numbers(context.reader.value(h, first.key, first.applicant) for h in before[:1])
    return [*found, *values]


def _each_step(values: Sequence[Value], context: Context) -> list[Claim]:
    """Every year against the one before, and the years that have none before them."""
    values = _with_year_before(values, context)
    found = [
        cited_claim(
            words.STEP.format(later=year_said(s.later.head.year or 0), earlier=year_said(s.earlier.head.year or 0), said=s.said),
            (s.earlier, s.later), context,
        )
        for s in steps(values)
    ]  # fmt: skip
    reached = {s.later.head.year for s in steps(values)}
    alone = [v.head.year for v in values[1:] if v.head.year and v.head.year not in reached]
    return [*found, Claim(words.STEP_BROKEN.format(years=years_text(alone)))] if alone else found


def growth_table(values: Sequence[Value], context: Context) -> Table:
    """Each year's number, how much it changed against the year before, and in percent."""
    before = {s.later.head.id: s for s in steps(_with_year_before(values, context))}
    ratio = bool(find_ratio(values[0].key))
    rows = []
    for value in values:
        step = before.get(value.head.id)
        change = _signed(step.change, words.POINTS if ratio else value.unit) if step else words.NO_YEAR_BEFORE
        cells = [TableCell(year_said(value.head.year or 0)), cited_cell(value, context), TableCell(change)]
        rows.append((*cells, *(() if ratio else (TableCell(_grown(step)),))))
    header = (words.YEAR, words.VALUE, words.AGAINST_YEAR_BEFORE, *(() if ratio else (words.GROWN,)))
    return Table(words.JOIN.join((whose(values[0].head), values[-1].label)), header, tuple(rows))


def _grown(step: Step | None) -> str:
    if step is None:
        return words.NO_YEAR_BEFORE
    old = step.earlier.value or Decimal(0)
    return _signed(percent(step.change, abs(old)), "%") if old else words.ZERO_BEFORE


def _signed(value: Decimal, unit: str) -> str:
    return f"{'+' if value > 0 else ''}{plain(value)}{unit}"
