"""The years a question means among those that are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question import Operation, Question


def wanted_years(question: Question, loaded: Sequence[int]) -> tuple[int, ...]:
    """The years a question means among (and beyond) those loaded, ascending or as said; () = none said."""
    years = question.years
    if question.into in years and not question.asks(Operation.CHECK):
        # What is carried into a year stands in the report of the year before.
        years = tuple(dict.fromkeys(y - 1 if y == question.into else y for y in years))
    if question.plan and len(years) == 1 and years[0] not in loaded:
        # So does what is planned for it, where that year's own report is not loaded.
        years = (years[0] - 1,)
    if not years:
        years = spanned_years(question, loaded)
    if not years and question.every_year:
        years = tuple(loaded)
    if (question.previous or _asks_change(question)) and len(years) <= 1:
        this = years[0] if years else max(loaded, default=0)
        years = (this - 1, this) if this else ()
    return years


def spanned_years(question: Question, loaded: Sequence[int]) -> tuple[int, ...]:
    """The years that words say (近三年, 头两年, 2019年以来), those between that are not loaded included; () for none."""
    if not loaded:
        return ()
    oldest, newest = min(loaded), max(loaded)
    if question.since or question.until:
        first = question.since or min(oldest, question.until)
        last = question.until or max(newest, question.since)
        return tuple(range(first, last + 1))
    if question.latest:
        return tuple(range(newest - question.latest + 1, newest + 1))
    return tuple(range(oldest, oldest + question.earliest))


def _asks_change(question: Question) -> bool:
    """Whether one value of one body is asked for by how it changed: against the year before, then."""
    single = len(question.keys) == 1 and len(question.applicants) < 2 and len(question.bodies) < 2
    return single and bool(question.years) and question.asks(Operation.DIFFERENCE, Operation.GROWTH)
