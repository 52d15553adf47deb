"""Numbers in prose: found by what is counted and the unit, then shown with their sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.change import growth_text
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure_match import (
    ASKS_NUMBER,
    GROWN,
    Found,
    best_figures,
    figure_claim,
    said,
    subject_words,
    unit_fits,
)
from assistant.answering.figure_math import (
    combined,
    pair_of,
    ranked_parts,
    rate_of,
    share_of_figure,
    share_of_part,
)
from assistant.citing import cite_figure, plain, prose_figure
from assistant.parsing.content import content_words
from assistant.question import Operation, Question
from assistant.values import Value
from corpus.report import Figure, Report
from corpus.store import ReportHead


def figures_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The prose numbers asked for, in each report; None where no figure fits."""
    if question.asks(Operation.LIST) and not ASKS_NUMBER.search(question.text):
        return None
    if not subject_words(question.clauses) and not question.unit:
        return None  # nothing is said that could be found: any number would do
    claims: list[Claim] = []
    used: list[tuple[ReportHead, Report, Figure]] = []
    computed = False
    for head in targets.heads:
        report = context.store.report(head.id)
        for figures, sentence in _in_report(question, head, report):
            if any(u[1] is report and u[2] in figures for u in used):
                continue
            used += [(head, report, f) for f in figures]
            if sentence:
                computed = True
                claims.append(Claim(sentence, tuple(cite_figure(head, report, f) for f in figures)))
            else:
                claims += [figure_claim(head, report, f) for f in figures]
    if not claims:
        return None
    claims += _change(question, targets, used)
    figures_told = tuple(prose_figure(*u) for u in used)
    if question.asks(Operation.SHARE, Operation.TIMES) and not computed and all(u[2].unit != "%" for u in used):
        # The numbers are there, what was asked of them is not done: that is no full answer.
        return Answer(Outcome.PARTLY, (*claims, Claim(wording.NOT_COMPUTED)), figures=figures_told)
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures_told)


def _change(question: Question, targets: Targets, used: Sequence[tuple[ReportHead, Report, Figure]]) -> list[Claim]:
    """How the number changed between two reports, where that is asked and each gives it in a like unit."""
    firsts = list({head.id: (head, report, figure) for head, report, figure in reversed(used)}.values())[::-1]
    asked = question.asks(Operation.DIFFERENCE, Operation.GROWTH, Operation.MOST, Operation.LEAST)
    if len(targets.heads) != 2 or len(firsts) != 2 or not asked:
        return []
    (head_a, report_a, a), (head_b, report_b, b) = sorted(firsts, key=lambda u: u[0].year or 0)
    if not unit_fits(a.unit, b.unit) or any(f.unit == "%" and GROWN.search(f.what) for f in (a, b)):
        # Two printed growth rates are no two states of one thing.
        return []
    names = {"later": where(head_b), "earlier": where(head_a), "old": said(a), "new": said(b)}
    change = b.value - a.value
    template = wording.DIFFERENCE_UP if change > 0 else wording.DIFFERENCE_DOWN if change else wording.DIFFERENCE_NONE
    about = wording.ABOUT if a.approx or b.approx else ""
    growth = growth_text(a.value, b.value, about) if head_a.body == head_b.body else ""
    text = template.format(**names, change=f"{about}{plain(abs(change))}{b.unit}", growth=growth)
    return [Claim(text, (cite_figure(head_a, report_a, a), cite_figure(head_b, report_b, b)))]


def _in_report(question: Question, head: ReportHead, report: Report) -> list[tuple[list[Figure], str]]:
    """(figures, sentence or '') pairs: computed ones have a sentence, others are told one by one."""
    if question.asks(Operation.MOST, Operation.LEAST) and not _between_reports(question):
        return ranked_parts(question, head, report)
    if question.asks(Operation.SHARE):
        part = share_of_part(question, head, report) or share_of_figure(question, head, report)
        if part:
            return [part]
    if question.asks(Operation.SUM, Operation.TIMES, Operation.DIFFERENCE):
        pair = pair_of(question, report)
        if pair:
            return [(pair, combined(question, head, pair))]
    rate = rate_of(question, head, report) or _growth(question, report)
    if rate:
        return [rate]
    return [([f.figure for f in found], "") for found in _by_clause(question, report) if found]


def _between_reports(question: Question) -> bool:
    """Whether the largest is looked for among years or bodies that are named, not among the parts of one total."""
    return len(question.bodies) > 1 or bool(re.search("哪一?年", question.text))


def _by_clause(question: Question, report: Report) -> list[list[Found]]:
    """The figures for each clause that asks for a number; a clause without a subject keeps the one before's."""
    units = [(clause, unit) for clause in question.clauses if (unit := _asked_unit(clause))]
    if len(units) < 2:
        return [best_figures(subject_words(question.clauses), question.unit, report)]
    found: list[list[Found]] = []
    subject: tuple[str, ...] = ()
    for clause, unit in units:
        words = content_words(clause)
        best = best_figures(words, unit, report) or best_figures((*subject, *words), unit, report)
        if not best and subject:
            best = best_figures(subject, unit, report)
        found.append(best[:1])
        subject = subject or words
    return found


def _asked_unit(clause: str) -> str:
    asked = re.search(r"(?:多少|几)(万元|亿元|人次|件|条|项|次|场|期|篇|册|份|人|名|个|家|起|元|天)", clause)
    return asked[1] if asked else ""


def _growth(question: Question, report: Report) -> tuple[list[Figure], str] | None:
    """The growth in % that the report states of what is asked (同比增长6.7%), where a growth is asked for."""
    if question.unit or not question.asks(Operation.GROWTH):
        return None
    figure = stated_growth(question, report)
    return ([figure], "") if figure else None


def stated_growth(question: Question, report: Report) -> Figure | None:
    """The percentage of change that the report gives for what is asked; None where none fits."""
    best = [f for f in best_figures(subject_words(question.clauses), "%", report) if GROWN.search(f.figure.what)]
    return best[0].figure if best else None


def printed_growth(values: Sequence[Value], report: Report) -> Figure | None:
    """The percentage of change printed right behind one of these values in a sentence on the same subject, or None."""
    for value in reversed(values):
        for at, figure in enumerate(report.figures):
            if figure.value != value.value or not unit_fits(value.unit, figure.unit):
                continue
            sentence = report.text[figure.sentence_start : figure.sentence_end]
            following = next(iter(report.figures[at + 1 :]), None)
            if following and following.sentence_start == figure.sentence_start and _topic(value) in sentence:
                between = following.what + report.text[figure.end : following.start]
                if following.unit == "%" and GROWN.search(between):
                    return following
    return None


def _topic(value: Value) -> str:
    """The word that a sentence on the indicator can't do without."""
    return "申请" if value.key.startswith("requests.") else value.label.split("·")[0]


def growth_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The growth that the reports themselves state (同比增长70.3%), nothing computed; None where none does."""
    claims: list[Claim] = []
    used: list[tuple[ReportHead, Report, Figure]] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        found = _growth(question, report)
        if found:
            used.append((head, report, found[0][0]))
            claims.append(figure_claim(head, report, found[0][0]))
    if not claims:
        return None
    return Answer(Outcome.ANSWERED, tuple(claims), figures=tuple(prose_figure(*u) for u in used))
