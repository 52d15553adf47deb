"""Whether the parts that prose lists (市本级1370件、望汐区451件…) add up to the total it gives."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, refuse, where
from assistant.answering.figure_match import said, subject_words
from assistant.answering.matching import coverage, prose_of
from assistant.citing import cite_figure, plain, prose_figure
from assistant.parsing.text import fold
from assistant.question import Question
from corpus.breakdowns import Breakdown, breakdowns
from corpus.report import Report
from corpus.store import ReportHead

# A breakdown is the one asked for when its total has this share of the question's words.
ENOUGH = 0.5

_SUMMED = re.compile("加起来|相加|之和|合计|总和|加总|等于|是不是|分项")
# Parts that are places or bodies, as asked for and as reports name them.
BY_PLACE = re.compile(
    "[两二三四五六七八九十几]个(?:县区|区县|县|区|镇|乡)|各地|各县|各区|各市|各乡|各镇|各街道|各部门|各单位|各级|县区|区县|市本级|本级(?:加|和|与)"
)
_PLACE = re.compile("(?:[县区市镇乡旗州盟]|街道|部门|本级|[省市县区]级|政府|[局委办厅]|单位)$")
_REQUESTS = re.compile("申请|收办|受理")


def breakdown_check(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The parts added up against the total; by place where that is asked, and a plain no where none are listed."""
    if not _SUMMED.search(question.text):
        return None
    by_place = bool(BY_PLACE.search(question.text))
    if question.keys and not by_place and not question.numbers:
        return None
    for head in targets.heads:
        report = context.store.report(head.id)
        found = _by_place(question, report) if by_place else _asked(question, report)
        if found:
            return _answer(found, head, report)
    if not by_place:
        return None
    place = "、".join(where(h) for h in targets.heads)
    return refuse(Outcome.NOT_IN_REPORT, wording.NO_BREAKDOWN.format(where=place))


def _answer(found: Breakdown, head: ReportHead, report: Report) -> Answer:
    total = sum((f.value for f in found.parts), Decimal(0))
    items = "、".join(f"{n}{said(f)}" for n, f in zip(found.names, found.parts, strict=True))
    difference = f"{plain(abs(total - found.head.value))}{found.head.unit}"
    template = wording.PARTS_SUM_HOLDS if total == found.head.value else wording.PARTS_SUM_FAILS
    text = template.format(
        items=items, total=f"{plain(total)}{found.head.unit}", head=said(found.head), difference=difference
    )
    numbers = tuple(prose_figure(head, report, f) for f in (found.head, *found.parts))
    cites = tuple(dict.fromkeys(cite_figure(head, report, f) for f in (found.head, *found.parts)))
    return Answer(Outcome.ANSWERED, (Claim(where(head) + text, cites),), figures=numbers)


def _by_place(question: Question, report: Report) -> Breakdown | None:
    """The breakdown whose parts are places or bodies; of requests where those are asked about."""
    found = [b for b in breakdowns(report.text, report.figures) if all(_PLACE.search(fold(n)) for n in b.names)]
    if _REQUESTS.search(question.text):
        found = [b for b in found if _REQUESTS.search(_said_of(b, report))]
    return _named(question, found) or _nearest(question, found, report) or next(iter(found), None)


def _said_of(b: Breakdown, report: Report) -> str:
    """The words of a total, with those that lead over to its parts (从收到申请的地区看)."""
    return fold(b.head.what + report.text[b.head.sentence_start : b.parts[0].start])


def _asked(question: Question, report: Report) -> Breakdown | None:
    """The breakdown whose total is a number of the question; else the one that fits its words best."""
    found = list(breakdowns(report.text, report.figures))
    if question.numbers:
        return _named(question, found)
    return _nearest(question, found, report)


def _named(question: Question, found: list[Breakdown]) -> Breakdown | None:
    return next((b for b in found if plain(b.head.value) in question.numbers), None)


def _nearest(question: Question, found: list[Breakdown], report: Report) -> Breakdown | None:
    words, prose = subject_words(question.clauses), prose_of(report)
    ranked = sorted(((coverage(words, fold(b.head.what), prose), -i, b) for i, b in enumerate(found)), reverse=True)
    return ranked[0][2] if ranked and ranked[0][0] > ENOUGH else None
