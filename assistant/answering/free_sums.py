"""Sums and differences of what one report of another kind says, only where the values can be put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import wording_free as words
from assistant.answer import AnswerFigure, Claim
from assistant.answering.free_told import Told
from assistant.citing import plain
from assistant.question import Operation, Question


def computed(question: Question, told: Told) -> Told:
    """With the sum of the values, or the difference of two; where they don't go together, that it was not computed."""
    figures = _together(told.figures)
    if len(told.figures) < 2:
        return told
    if len(figures) < 2 or told.planned or (question.asks(Operation.DIFFERENCE) and len(figures) != 2):
        return replace(told, claims=(*told.claims, Claim(words.NOT_COMPUTED)), full=False)
    values = [Decimal(f.value) for f in figures]
    unit, cited = figures[0].unit, tuple(f.citation for f in figures)
    if question.asks(Operation.DIFFERENCE):
        text = words.DIFFERENCE.format(
            more=plain(max(values)), less=plain(min(values)), difference=plain(abs(values[0] - values[1])), unit=unit
        )
    else:
        parts = " + ".join(plain(v) for v in values)
        text = words.SUM.format(total=plain(sum(values, Decimal(0))), unit=unit, parts=parts)
    return replace(told, claims=(*told.claims, Claim(text, cited)))


def _together(figures: Sequence[AnswerFigure]) -> list[AnswerFigure]:
    """The values of one table (or of the prose) in one unit, if they are several; a row of totals is never added."""
    by_place: dict[tuple[str, str], dict[tuple[str, str], AnswerFigure]] = {}
    for f in figures:
        by_place.setdefault((f.citation.table, f.unit), {})[(f.citation.row or f.citation.quote, f.value)] = f
    return list(max(by_place.values(), key=len, default={}).values())
