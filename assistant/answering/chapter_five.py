"""Chapter 5 of a report: its problems and its measures, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, refuse, reports_text, where
from assistant.answering.figure_match import ASKS_NUMBER, shown_quote
from assistant.answering.matching import Sentence, prose_of
from assistant.citing import cite_span
from assistant.question import Operation, Question
from corpus.report import Report
from corpus.store import ReportHead

Span = tuple[int, int]
CHAPTER = 5

_TURN = re.compile(
    r"(?:针对|对于)(?:上述|以上|存在|这些|此类)|改进(?:情况|措施|方向)|整改(?:情况|措施)|下一步|为此[，,]|下一?年度?[，,]|今后|"
    r"(?:采取|做好)(?:以下|如下)"
)
_ITEM = re.compile(
    r"(?=[（(][一二三四五六七八九十]{1,2}[）)])|(?<![（(一二三四五六七八九十])(?=[一二三四五六七八九十]{1,2}(?:是|、|要))|(?<=[。；])(?=\d[.．、])"
)
# A heading alone (（一）存在问题：) is no item.
_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十]{1,2}[）)、]?.{0,14}(?:问题|不足|措施|情况|打算|计划|方向)[：:]?$")
_PROBLEM_WORDS = ("问题", "不足", "短板", "薄弱", "差距", "困难")
_MEASURE_WORDS = ("改进", "整改", "措施", "下一步", "打算", "计划", "对策")


def problems_and_measures(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The problems, the measures, or both, item by item, from chapter 5."""
    wants = [op for op in (Operation.PROBLEMS, Operation.MEASURES) if question.asks(op)]
    counted = question.unit and question.rest and ASKS_NUMBER.search(question.text)
    if not wants or counted:
        return None
    claims: list[Claim] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        problems, measures = split_chapter_five(prose_of(report).sentences, report.year)
        for operation in wants:
            spans = problems if operation is Operation.PROBLEMS else measures
            if spans:
                claims += _items(head, report, spans, operation)
    if not claims and not question.keys and all(h.form and not _has_chapter(h, context) for h in targets.heads):
        # A report of a statutory form without this chapter: whatever else is near is no problem that it names.
        return refuse(Outcome.NOT_IN_REPORT, words.NO_PROBLEMS.format(where=reports_text(targets.heads)))
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims else None


def _has_chapter(head: ReportHead, context: Context) -> bool:
    return any(s.chapter == CHAPTER for s in prose_of(context.store.report(head.id)).sentences)


def split_chapter_five(sentences: Iterable[Sentence], year: int | None) -> tuple[list[Span], list[Span]]:
    """(spans of problems, spans of measures) of chapter 5: by its headings, else at the sentence that turns."""
    problems: list[Span] = []
    measures: list[Span] = []
    turned = False
    for s in sentences:
        if s.chapter != CHAPTER:
            continue
        head = re.sub("存在的主要问题及改进情况|问题及改进情况", "", s.headings)
        if any(w in head for w in _MEASURE_WORDS) and not any(w in head for w in _PROBLEM_WORDS):
            turned = True
        elif any(w in head for w in _PROBLEM_WORDS) and not any(w in head for w in _MEASURE_WORDS):
            turned = False
        elif _TURN.search(s.folded) or (year and f"{year + 1}年" in s.folded):
            turned = True
        (measures if turned else problems).append((s.start, s.end))
    return problems, measures


def _items(head: ReportHead, report: Report, spans: Sequence[Span], operation: Operation) -> list[Claim]:
    title = (wording.PROBLEMS if operation is Operation.PROBLEMS else wording.MEASURES).format(where=where(head))
    found = item_spans(report.text, spans)
    return [Claim(title)] + [
        Claim(shown_quote(report.text[a:b]), (cite_span(head, report, a, b, CHAPTER),)) for a, b in found
    ]


def item_spans(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans cut where an item begins (一是, （一）); a sentence that begins none goes on the one before it."""
    found: list[Span] = []
    for start, end in spans:
        cuts = [start + m.start() for m in _ITEM.finditer(text[start:end])]
        edges = sorted({start, *cuts, end})
        for a, b in pairwise(edges):
            heading = bool(found) and _is_heading(text, found[-1])
            follows = a == start and a not in cuts and found and not heading and "\n" not in text[found[-1][1] : a]
            if follows:
                found[-1] = (found[-1][0], b)
            elif text[a:b].strip():
                found.append((a, b))
    return [span for span in found if not _is_heading(text, span)]


def _is_heading(text: str, span: Span) -> bool:
    return bool(_HEADING.match(shown_quote(text[slice(*span)])))
