"""Sections of chapter 1 as a report writes them (监督保障这块干了啥), and what a carrier of information is called."""

from __future__ import annotations

import re

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, refuse, where
from assistant.answering.figure import figures_answer
from assistant.answering.figure_match import ASKS_NUMBER, shown_quote
from assistant.answering.matching import alike, prose_of
from assistant.citing import cite_span
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from corpus.report import Report, Section

# The chapter whose sections are asked about, and how long one may be to be quoted.
CHAPTER, LONGEST = 1, 1500

_QUOTED = r"[“\"「『《]([^”\"」』》]{2,20})[”\"」』》]"


def section_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The section asked for, passage by passage, of each report that has it; None where none is asked for or there."""
    text = question.text
    asked = next((own for own in load_lexicon().sections.values() if any(w in text for w in own)), None)
    if not asked or not load_lexicon().asides["section"].find(text) or ASKS_NUMBER.search(_without_excerpts(text)):
        return None
    if question.asks(Operation.YES_NO, Operation.WHY, Operation.CHECK):
        return None
    claims: list[Claim] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        section = _section(asked, report)
        if section is None:
            continue
        spans = [(p.start, p.end) for p in report.passages if section.start < p.start < section.end]
        for i, (start, end) in enumerate(spans or [(section.start, section.end)]):
            quote = shown_quote(report.text[start:end])
            lead = wording.PROSE if section.title in quote else words.SECTION
            told = lead.format(where=where(head), title=section.title, quote=quote) if i == 0 else quote
            claims.append(Claim(told, (cite_span(head, report, start, end, section.chapter),)))
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims else None


def _without_excerpts(text: str) -> str:
    """Without 摘几条, which asks for sentences and not for a number."""
    return re.sub("[摘挑选列]几[条段句点]", "", text)


def _section(asked: tuple[str, ...], report: Report) -> Section | None:
    """The first section of chapter 1 right below the chapter whose title has one of the words."""
    return next(
        (
            s
            for s in report.sections
            if s.chapter == CHAPTER and s.level == 2 and s.end - s.start <= LONGEST
            if any(w in fold(s.title) for w in asked)
        ),
        None,
    )


def called(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The name that a report puts in quotes behind the carrier asked about, with the number asked for besides."""
    asides = load_lexicon().asides
    carrier = asides["carriers"].find(question.text)
    if not carrier or not asides["called"].find(question.text):
        return None
    claims: list[Claim] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        pattern = re.compile(f"({'|'.join(map(re.escape, sorted(alike(carrier), key=len, reverse=True)))}){_QUOTED}")
        for s in prose_of(report).sentences:
            quote = report.text[s.start : s.end]
            if found := pattern.search(quote):
                told = words.CALLED.format(where=where(head), carrier=found[1], name=found[2], quote=shown_quote(quote))
                claims.append(Claim(told, (cite_span(head, report, s.start, s.end, s.chapter),)))
                break
    counted = figures_answer(question, targets, context) if ASKS_NUMBER.search(question.text) else None
    unnamed = words.NOT_CALLED.format(where="、".join(where(h) for h in targets.heads), carrier=carrier)
    if not claims and not counted:
        return refuse(Outcome.NOT_IN_REPORT, unnamed)
    outcome = Outcome.ANSWERED if claims else Outcome.PARTLY
    claims = claims or [Claim(unnamed)]
    return Answer(outcome, (*claims, *(counted.claims if counted else ())), figures=counted.figures if counted else ())
