"""Which kind of answer a question gets: the kinds in the order they are tried, the first that answers is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Outcome
from assistant.answering.all_share import share_of_all, share_of_what
from assistant.answering.changes import changes
from assistant.answering.chapter_five import problems_and_measures
from assistant.answering.check import check
from assistant.answering.compare import compare
from assistant.answering.composition import composition
from assistant.answering.context import Context, Targets, find_targets, with_absent, with_missing
from assistant.answering.defaults import completed
from assistant.answering.define import define
from assistant.answering.disclosure_fees import disclosure_fees
from assistant.answering.explain import explain_difference
from assistant.answering.figure import figures_answer
from assistant.answering.free import disclosing, free_first, free_last, undisclosed, with_others
from assistant.answering.law import law_answer, with_meaning
from assistant.answering.lookup import look_up
from assistant.answering.meta import about_itself
from assistant.answering.named_sets import named_set
from assistant.answering.nearest import clearly_named, refined, with_nearest_indicator, with_nearest_of_sets
from assistant.answering.overview import overview, overview_alone
from assistant.answering.part_ranking import rank_parts, who_asked
from assistant.answering.parts import nested_answer, own_report, part_answer
from assistant.answering.premise import premise
from assistant.answering.prose import chapter_answer, sentences_answer
from assistant.answering.ranking import rank_bodies, rank_in_region, ranked_shares
from assistant.answering.refusal import (
    ask_applicant,
    ask_result,
    ask_years,
    decline,
    left_subject,
    not_found,
    off_subject,
    why,
)
from assistant.answering.region_share import region_share
from assistant.answering.route import MONEY, cells_forbidden, prose_first, unit_conflict
from assistant.answering.rows import rows_answer
from assistant.answering.search import neighbour_answer, search_answer
from assistant.answering.sections import called, section_answer
from assistant.answering.share import share, times
from assistant.answering.theme_sets import themes_answer
from assistant.answering.theme_years import repeated_problems
from assistant.answering.topic import who_writes
from assistant.answering.unbalanced import unbalanced
from assistant.answering.unread import told_unread, with_unread
from assistant.question import Operation, Question

Kind = Callable[[Question, Targets, Context], Answer | None]
Early = Callable[[Question, Context], Answer | None]
# An answer, the reports it is about, and the question as finally understood.
Found = tuple[Answer, Targets | None, Question]

# The kinds of answer in the order they are tried; the first that is not None is the answer.
BEFORE: tuple[Early, ...] = (decline, about_itself, free_first, lambda question, _: ask_result(question))
WITHOUT_TARGETS: tuple[Early, ...] = (
    disclosure_fees,
    repeated_problems,
    themes_answer,
    lambda question, _: law_answer(question),
    who_writes,
    lambda question, _: define(question),
    ask_years,
    lambda question, _: ask_applicant(question),
    rank_bodies,
    unbalanced,
)
FIRST: tuple[Kind, ...] = (
    changes,
    part_answer,
    explain_difference,
    share_of_all,
    composition,
    premise,
    why,
    check,
    problems_and_measures,
    overview_alone,
    region_share,
    named_set,
    chapter_answer,
    section_answer,
    called,
)
STATUTORY: tuple[Kind, ...] = (
    ranked_shares,
    share,
    share_of_what,
    times,
    rank_in_region,
    rank_parts,
    who_asked,
    compare,
    look_up,
)
PROSE: tuple[Kind, ...] = (rows_answer, figures_answer, overview)


def answer_question(question: Question, context: Context) -> Found:
    """The answer, the reports it is about, and the question as finally understood."""
    early = _early(BEFORE, question, context)
    if early is not None:
        return early, None, question
    lacking = undisclosed(question, context)
    found = (lacking, None, question) if lacking else _of_disclosure(disclosing(question, context), context)
    if found[0].outcome in (Outcome.ANSWERED, Outcome.PARTLY):
        return found
    other = free_last(question, context)
    return (other, None, question) if other else (with_others(found[0], question, context), *found[1:])


def _of_disclosure(question: Question, context: Context) -> Found:
    """As `answer_question`, of the annual reports on disclosure."""
    question = own_report(refined(completed(clearly_named(with_unread(question, context), context)), context), context)
    early = _early(WITHOUT_TARGETS, question, context)
    if early is not None:
        return told_unread(early, question), None, question
    targets = find_targets(question, context)
    if isinstance(targets, Answer):
        found = None
        if targets.outcome is Outcome.NOT_LOADED:
            found = nested_answer(question, context) or rank_in_region(question, None, context)
        if targets.outcome is Outcome.ASKS_BACK:
            nearest = with_nearest_of_sets(question, context)
            found = rank_bodies(nearest, context) if nearest else None
            question = nearest if nearest and found else question
            found = found or search_answer(question, context) or off_subject(question, context)
        return found or targets, None, question
    answer = _first(FIRST, question, targets, context)
    if answer is None:
        kinds = (*PROSE, *STATUTORY) if prose_first(question, targets, context) else (*STATUTORY, *PROSE)
        kinds = PROSE if cells_forbidden(question) else kinds
        answer = _first(kinds, question, targets, context)
    if answer is None and question.asks(Operation.YES_NO, Operation.LIST):
        answer = sentences_answer(question, targets, context)
    if answer is None and unit_conflict(question) and not question.qualifiers and question.unit not in MONEY:
        # 多少次, 几场: prose has no such number, and people count cases in any unit.
        answer = _first(STATUTORY, question, targets, context)
    if answer is None:
        nearest = with_nearest_indicator(question, targets, context)
        if nearest is not None:
            answer = _first(STATUTORY, nearest, targets, context)
            question = nearest if answer else question
    if answer is not None and answer.outcome is Outcome.NOT_IN_FORM and not any(h.form for h in targets.heads):
        # A report from before the forms has tables and numbers of its own.
        answer = (
            _first((rows_answer, figures_answer), replace(question, keys=(), applicants=()), targets, context) or answer
        )
    answer = answer or sentences_answer(question, targets, context) or left_subject(question, context)
    answer = answer or not_found(question, targets)
    if answer.outcome is Outcome.NOT_IN_REPORT:
        answer = neighbour_answer(question, targets, context) or answer
    answer = with_missing(with_meaning(answer, question), targets, context)
    return told_unread(with_absent(answer, question), question), targets, question


def _early(kinds: Sequence[Early], question: Question, context: Context) -> Answer | None:
    return next((a for kind in kinds if (a := kind(question, context)) is not None), None)


def _first(kinds: Sequence[Kind], question: Question, targets: Targets, context: Context) -> Answer | None:
    return next((a for kind in kinds if (a := kind(question, targets, context)) is not None), None)
