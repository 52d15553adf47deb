"""What is asked of a set of values, and the sentences of it; each kind is told in a module of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import wording_sets
from assistant.answer import Claim
from assistant.answering.aggregate_claims import (
    mean_claims,
    sum_claims,
    total_claim,
    totals_of_bodies,
    yearly_claim,
    yearly_sum_claim,
)
from assistant.answering.condition_claims import met_claims
from assistant.answering.context import Context, whose
from assistant.answering.measure import Group, in_groups, left_out, measured, without_copies
from assistant.answering.over_years import ever_claims, run_claims, years_met_claims
from assistant.answering.ranking_claims import compared, listed, other_measure, placed, ranked, ranked_totals
from assistant.asked import Aggregate, AskedBodies, Change, Way
from assistant.question import Operation, Question
from assistant.values import Value, only_numbers

# With one of these, another kind of answer is asked for.
NOT_OF_SETS = (Operation.WHY, Operation.DEFINE, Operation.CHECK, Operation.PROBLEMS, Operation.MEASURES)


def mode_of(question: Question, asked: AskedBodies) -> str:
    """What is to be done: run, ever, totals, condition, aggregate, rank, sum or list; '' for anything else."""
    if question.asks(*NOT_OF_SETS):
        return ""
    most = question.asks(Operation.MOST, Operation.LEAST) or bool(question.rank.place)
    if question.run or question.ever:
        return "run" if question.run else "ever"
    if most and (question.asks(Operation.SUM) or question.aggregates) and _several_years(question):
        return "totals"
    if question.condition or (asked.counted and not most):
        return "condition"
    if question.aggregates:
        return "aggregate"
    if most:
        return "rank"
    if not asked.many:
        return ""
    if question.asks(Operation.SUM):
        return "sum"
    if question.asks(Operation.YES_NO) or _one_way(question):
        return "condition"
    return "list"


def _several_years(question: Question) -> bool:
    return len(question.years) > 1 or question.spans_years or question.every_year


def _one_way(question: Question) -> bool:
    """比上年增长的: those that went up are asked for, not how much."""
    return question.change is not None and question.change.way is not Way.ANY and not question.unit


def set_claims(
    question: Question, asked: AskedBodies, mode: str, sets: Sequence[Sequence[Value]], bodies: Sequence[str],
    years: Sequence[int], context: Context,
) -> list[Claim]:  # fmt: skip
    """The sentences on one indicator, set by set; [] where no value is a number. `bodies`: all that may be compared."""
    if not any(only_numbers(values) for values in sets):
        return []
    claims: list[Claim] = []
    for read in sets:
        values, copies = without_copies(read, context)
        if not only_numbers(values):
            continue
        claims += _of_set(question, asked, mode, values, bodies, years, context) + copies
    if mode == "sum" and len(sets) > 1:
        claims += total_claim(without_copies([v for values in sets for v in values], context)[0], context)
    return claims


def _of_set(
    question: Question, asked: AskedBodies, mode: str, values: Sequence[Value], bodies: Sequence[str],
    years: Sequence[int], context: Context,
) -> list[Claim]:  # fmt: skip
    if mode == "sum":
        return sum_claims(values, len(bodies), context)
    if mode == "totals":
        return ranked_totals(question, *totals_of_bodies(question, _single(values)), context)
    if mode in ("run", "ever"):
        return _over_years(question, mode, values, years, context)
    if mode == "aggregate" and Aggregate.YEARLY_MEAN in question.aggregates:
        return yearly_sum_claim(values, context)
    claims: list[Claim] = []
    for group in in_groups(values):
        told = _of_group(question, asked, mode, group, context)
        claims += told[:1] if group.wholes and mode == "rank" and question.rank.top < 2 else told
        if told and not group.wholes and len(group.values) > 1 and mode != "condition":
            claims.append(compared(group))
    have = {v.head.body for v in values}
    absent = [b for b in bodies if b not in have] if years else []
    return claims + left_out(values, absent, sorted({v.head.year or 0 for v in values}))


def _over_years(
    question: Question, mode: str, values: Sequence[Value], years: Sequence[int], context: Context
) -> list[Claim]:
    """The single bodies' years, then in a sentence of their own those of the reports that count others of the set too."""
    claims: list[Claim] = []
    for group in in_groups(values):
        told = (run_claims if mode == "run" else ever_claims)(question, group.values, years, context)
        if claims and group.wholes:
            told = [replace(claim, text=wording_sets.OF_WHOLES + claim.text) for claim in told[:1]]
        claims += told
    return claims


def _of_group(question: Question, asked: AskedBodies, mode: str, group: Group, context: Context) -> list[Claim]:
    if mode == "condition":
        return met_claims(question, group, asked.counted, asked.share, context)
    if mode == "aggregate":
        return mean_claims(question, group, context)
    if mode == "list":
        return listed(group, context)
    claims = ranked(question, group, context)
    if claims and not group.wholes and question.change and any(v.unit == "%" and v.signed for v in group.numbers):
        claims += _by_amount(question, group, context)
    return claims


def _by_amount(question: Question, group: Group, context: Context) -> list[Claim]:
    """Beside a ranking by percentages of change: who changed most in numbers, which a small base does not swell."""
    way = question.change.way if question.change else Way.ANY
    since = question.change.since if question.change else 0
    counted = Question(question.text, applicants=question.applicants, change=Change(way, percent=False, since=since))
    return other_measure(
        counted, measured(counted, group.values[0].key, [v.head for v in group.numbers], context), context
    )


def _single(values: Sequence[Value]) -> list[Value]:
    """Without the whole regions that count what others of the set count too."""
    return [v for group in in_groups(values) if not group.wholes for v in group.values]


# --- bodies that are named -----------------------------------------------------------------------------------------------


def one_body_claims(question: Question, values: Sequence[Value], years: Sequence[int], context: Context) -> list[Claim]:
    """The sentences on one body over its years."""
    values, copies = without_copies(values, context)
    if question.run:
        return run_claims(question, values, years, context) + copies
    if question.ever:
        return ever_claims(question, values, years, context) + copies
    if question.aggregates:
        return yearly_claim(values, context) + copies
    return years_met_claims(question, values, context) + copies


def place_claims(question: Question, one: Value, values: Sequence[Value], context: Context) -> list[Claim]:
    """Which place one body has among those of its kind: single bodies, or whole regions."""
    values, copies = without_copies(values, context)
    group = next((g for g in in_groups(values) if any(whose(v.head) == whose(one.head) for v in g.values)), None)
    mine = [v for v in group.numbers if whose(v.head) == whose(one.head)] if group else []
    return placed(question, mine[0], group, context) + copies if group and mine else []
