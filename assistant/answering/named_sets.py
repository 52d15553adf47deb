"""Conditions, runs, means and places of the bodies that a question names: over their years, or against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Claim
from assistant.answering.aggregate_claims import mean_claims
from assistant.answering.body_sets import asks_all_bodies, of_kind, over_years
from assistant.answering.condition_claims import mean_of
from assistant.answering.context import Context, Targets, whose
from assistant.answering.measure import in_groups, measured, without_copies
from assistant.answering.over_years import years_met_claims
from assistant.answering.ranking import answer_of, rank_in_region
from assistant.answering.set_claims import NOT_OF_SETS, mode_of, one_body_claims, place_claims, set_claims
from assistant.answering.value_claims import claim, form_warning
from assistant.asked import Aggregate, AskedBodies, Condition
from assistant.parsing.bodies import asked_bodies
from assistant.question import Question
from assistant.values import Value
from corpus.store import ReportHead


def named_set(question: Question, targets: Targets, context: Context) -> Answer | None:
    """What is asked of the years of one body, or of several bodies named; None where nothing of that kind is asked."""
    if not question.keys or not question.of_sets or question.asks(*NOT_OF_SETS):
        return None
    if asks_all_bodies(question) and not question.rank.asks:
        inside = rank_in_region(question, targets, context)
        if inside is not None:
            return inside
    claims: list[Claim] = []
    used: list[Value] = []
    for key in question.keys[:3]:
        told, values = _of_key(question, key, targets, context)
        claims += told
        used += values
    if not claims:
        return None
    answer = answer_of(question, [*claims, *form_warning(used)], used, "", context)
    return Answer(answer.outcome, answer.claims, figures=answer.figures, subjects=answer.subjects)


def _of_key(question: Question, key: str, targets: Targets, context: Context) -> tuple[list[Claim], list[Value]]:
    if question.rank.asks and len(targets.bodies) < 3:
        return _places(question, key, targets, context)
    if question.condition and question.condition.mean and len(targets.bodies) == 1:
        return _against_mean(question, question.condition, key, targets, context)
    years = tuple(dict.fromkeys((*targets.years, *(y for _, lost in targets.missing for y in lost))))
    values = measured(question, key, targets.heads, context)
    if len(targets.bodies) == 1:
        if question.aggregates and len(values) < 2:
            return [], []
        said = years if question.years or question.spans_years else ()
        return one_body_claims(question, values, said, context), values
    asked = AskedBodies(many=True)
    by_year = {y: [v for v in values if v.head.year == y] for y in years}
    sets = [values] if over_years(question) else [own for own in by_year.values() if own]
    mode = mode_of(question, asked)
    return set_claims(question, asked, mode, sets, targets.bodies, years if question.years else (), context), values


def _places(question: Question, key: str, targets: Targets, context: Context) -> tuple[list[Claim], list[Value]]:
    """The place of each report meant among those of its year: of all bodies, or of the kind said (在各县区中)."""
    asked = asked_bodies(question.text) or AskedBodies()
    claims: list[Claim] = []
    used: list[Value] = []
    for year in targets.years:
        mine = [h for h in targets.heads if h.year == year]
        among = _among(year, asked.kind, mine, context)
        values = measured(question, key, among, context)
        for head in mine:
            one = next(v for v in values if v.head.id == head.id)
            claims += [claim(context, one)] if one.value is None else place_claims(question, one, values, context)
            used.append(one)
    return claims, used


def _against_mean(
    question: Question, condition: Condition, key: str, targets: Targets, context: Context
) -> tuple[list[Claim], list[Value]]:
    """One body against the mean of the bodies of its kind, year by year; and what that mean is."""
    asked = asked_bodies(question.text) or AskedBodies()
    claims: list[Claim] = []
    used: list[Value] = []
    for year in targets.years:
        mine = [h for h in targets.heads if h.year == year][:1]
        values, _ = without_copies(measured(question, key, _among(year, asked.kind, mine, context), context), context)
        group = next((g for g in in_groups(values) if any(whose(v.head) == whose(mine[0]) for v in g.numbers)), None)
        if group is None:
            continue
        own = replace(question, condition=replace(condition, low=mean_of(group.numbers), mean=False))
        one = [v for v in group.numbers if whose(v.head) == whose(mine[0])]
        claims += years_met_claims(own, one, context)
        claims += mean_claims(replace(question, aggregates=(Aggregate.MEAN,)), group, context)[-1:]
        used += one
    return claims, used


def _among(year: int, kind: str, mine: Sequence[ReportHead], context: Context) -> list[ReportHead]:
    of_year = [h for h in context.heads if h.year == year]
    return [h for h in of_year if h in mine or of_kind(h, kind)]
