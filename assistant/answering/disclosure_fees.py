"""Fees taken for answering requests (信息处理费): a row of the list of 2014, since 2019 a sentence of chapter 6."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, AnswerFigure, Claim, Outcome
from assistant.answering.body_sets import asks_all_bodies
from assistant.answering.context import Context, Targets, find_targets, where, years_text
from assistant.answering.figure_match import shown_quote
from assistant.answering.lists import is_list
from assistant.answering.matching import Sentence, prose_of
from assistant.answering.value_claims import claim, figures
from assistant.citing import cite_span, prose_figure
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Origin, Question
from assistant.values import label_of
from corpus.audit.leftovers import pattern
from corpus.counts import MONEY
from corpus.forms import load_forms
from corpus.report import Report
from corpus.store import ReportHead

_KEY = "statistics.fees"
_LAST = 6
# So many sentences of one report are shown: two that contradict each other, and one more.
SHOWN = 3
_OF_OTHER_KINDS = (Operation.WHY, Operation.PROBLEMS, Operation.MEASURES, Operation.CHANGES, Operation.OVERVIEW)


def disclosure_fees(question: Question, context: Context) -> Answer | None:
    """What each report says was taken for answering requests; None where that is not asked, or no report is meant."""
    if not _asks_fees(question) or question.asks(*_OF_OTHER_KINDS) or asks_all_bodies(question):
        return None
    if not (question.bodies or question.unknown or question.says_years or len(context.by_body) == 1):
        return None  # 申请公开收费吗: a matter of law
    targets = find_targets(question, context)
    if isinstance(targets, Answer):
        return targets
    claims: list[Claim] = []
    used: list[AnswerFigure] = []
    outcomes: list[Outcome] = []
    for head in targets.heads:
        told, numbers, outcome = _in_report(head, context)
        claims += told
        used += numbers
        outcomes.append(outcome)
    kinds = set(outcomes)
    outcome = outcomes[0] if len(kinds) == 1 else Outcome.PARTLY
    return Answer(outcome, tuple(claims), reading=_reading(targets), figures=tuple(dict.fromkeys(used)))


def _asks_fees(question: Question) -> bool:
    """Whether the fees of requests are asked for, by the words of the question or by those it goes on from."""
    asides = load_lexicon().asides
    inherited = question.origins.get("keys") is Origin.EARLIER
    text = "，".join((question.text, *(question.clauses if inherited else ())))
    return bool(asides["fees"].find(text)) and not asides["other_fees"].find(text)


def _in_report(head: ReportHead, context: Context) -> tuple[list[Claim], list[AnswerFigure], Outcome]:
    if is_list(head.form):
        value = context.reader.value(head, _KEY)
        told = Outcome.ANSWERED if value.value is not None else Outcome.BLANK
        return [claim(context, value)], list(figures(context, [value])), told
    report = context.store.report(head.id)
    said = sorted(_sentences(report), key=lambda s: (s.chapter != _LAST, s.start))[:SHOWN]
    form = load_forms().get(head.form or "")
    if not said and form:
        text = words.FEES_NOT_COUNTED.format(where=where(head), form=form.name, label=label_of(_KEY))
        return [Claim(text)], [], Outcome.NOT_IN_FORM
    if not said:
        return [Claim(words.FEES_NOT_SAID.format(where=where(head)))], [], Outcome.NOT_IN_REPORT
    claims = []
    for one in said:
        quote = shown_quote(report.text[one.start : one.end])
        cited = cite_span(head, report, one.start, one.end, one.chapter)
        claims.append(Claim(wording.PROSE.format(where=where(head), quote=quote), (cited,)))
    amounts = [
        prose_figure(head, report, figure)
        for figure in report.figures
        if figure.unit in MONEY and any(s.start <= figure.start < s.end for s in said)
    ]
    return claims, amounts, Outcome.ANSWERED


def _sentences(report: Report) -> Iterator[Sentence]:
    """The sentences that say what was taken, or that nothing was."""
    for one in prose_of(report).sentences:
        text = report.text[one.start : one.end]
        of_fees = pattern("fee_words").search(text) or load_lexicon().asides["fees"].find(one.folded)
        if of_fees and (pattern("fee_taken").search(text) or pattern("fee_none").search(text)):
            yield one


def _reading(targets: Targets) -> str:
    return wording.READING_JOIN.join(("、".join(targets.bodies), years_text(targets.years), words.FEES))
