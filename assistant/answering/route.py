"""Whether a question is about a statutory cell or about a number in prose, when it could be either."""

from __future__ import annotations

from itertools import pairwise

from assistant.answering.context import Context, Targets
from assistant.answering.figure_match import ANYWHERE, ENOUGH, best_figures, subject_words
from assistant.answering.figure_math import OFFICES
from assistant.answering.matching import match
from assistant.answering.part_ranking import ranks_parts
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import find_ratio, label_of
from corpus.forms.catalogue import load_catalogue

# Units that statutory cells are asked in; any other asks for a number in prose.
_STATUTORY_UNITS = frozenset({"", "件", "项", "个", "万元", "元", "亿元", "倍", "%", "百分点"})
MONEY = frozenset({"万元", "元", "亿元"})


def unit_conflict(question: Question) -> bool:
    """Whether the unit asked for is none that the indicators named are counted in."""
    units = {load_catalogue().indicator(k).unit for k in question.keys if not find_ratio(k)}
    if question.unit not in _STATUTORY_UNITS | units:
        return True
    return bool(units) and question.unit in MONEY and not units & MONEY


def cells_forbidden(question: Question) -> bool:
    """Whether the question narrows an indicator to what no cell tells (网络申请, 每月), or asks in another unit."""
    narrowed = (
        any(not _is_counted(q, question) for q in question.qualifiers)
        or unit_conflict(question)
        or "正文" in question.text
    )
    return bool(question.keys or question.applicants) and narrowed


def _is_counted(qualifier: str, question: Question) -> bool:
    """Whether what narrows an indicator is what a list counts by itself: 通过网络 of 网络申请数, 按时 of 按时办结数."""
    labels = [label_of(key) for key in question.keys] if question.listed else []
    return any(a + b in label for a, b in pairwise(qualifier) for label in labels)


def _of_ratios(question: Question, targets: Targets) -> bool:
    """Whether only named shares (公开率) are asked of reports whose tables have what they are made of."""
    return all(find_ratio(k) for k in question.keys) and bool(question.keys) and all(h.form for h in targets.heads)


def prose_first(question: Question, targets: Targets, context: Context) -> bool:
    """True where no indicator is named, the unit is not of the tables, or prose fits the words left over better."""
    if not question.keys and not question.applicants:
        return not ranks_parts(question, targets)
    if unit_conflict(question):
        return True
    if ranks_parts(question, targets) or _of_ratios(question, targets) or question.over is not None:
        return False
    if question.asks(Operation.MOST, Operation.LEAST) and question.asks(Operation.SHARE):
        return False  # a ranking by counts is none by shares
    if question.asks(Operation.MOST, Operation.LEAST) and len(targets.heads) == 1:
        # What the table has no parts of, or which county: only prose may break it down.
        asked = asked_bodies(question.text)
        return bool(asked and not asked.kind.endswith(OFFICES)) or "requests.to_handle" in question.keys
    rest = [w for w in question.rest if w not in ANYWHERE]
    if not rest:
        return False
    words = subject_words(question.clauses)
    for head in targets.heads:
        report = context.store.report(head.id)
        if question.asks(Operation.MOST, Operation.LEAST) and any(w in ("县区", "区县") for w in rest):
            return True
        for found in best_figures(words, question.unit, report):
            what = fold(found.figure.what)
            sentence = fold(report.text[found.figure.sentence_start : found.figure.sentence_end])
            counted = any(match(w, what) >= 0.9 for w in rest)
            if found.score >= ENOUGH and (counted or all(match(w, sentence) >= 0.9 for w in rest)):
                return True
    return False
