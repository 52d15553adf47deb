"""The numbers that a report gives for the parts asked for, out of its breakdowns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.asked_parts import OWN_LEVEL, VERB_BEHIND, Asked, is_part
from assistant.answering.context import Context
from assistant.answering.figure_match import TIE, clause_of, unit_fits
from assistant.answering.matching import coverage, prose_of
from assistant.parsing.content import content_words
from assistant.parsing.indicators import parse_names
from assistant.parsing.text import fold
from assistant.question import Question
from corpus.breakdowns import breakdowns
from corpus.report import Figure, Report
from corpus.store import ReportHead

# What a breakdown counts must have this share of the question's rare words.
ENOUGH = 0.6
_RECEIVED = frozenset({"requests.new", "requests.to_handle"})
# What follows a name that makes it another body's: 沭阳县|民政局.
LONGER_NAME = re.compile("[一-龥]{0,12}?(?:局|厅|委|委员会|办公室|人民政府|镇|乡|街道|法院|公司|中心)")
_UNITS = re.compile("(?:多少|几)(万元|亿元|人次|钱|元|件|条|项|次|场|期|篇|册|份|人|名|个|家|起|宗)")
_MONEY = {"钱": "元", "起": "件", "宗": "件"}
_REQUESTS = re.compile("收到|收了|申请|[收办][多几]")


@dataclass(frozen=True, slots=True)
class Part:
    """A number that a report gives for a part: `what` is counted, as far as the question goes."""

    head: ReportHead
    report: Report
    figure: Figure
    name: str
    whole: Figure
    score: float

    @property
    def what(self) -> str:
        """What is counted in all parts."""
        return self.whole.what


def parts_in(question: Question, asked: Sequence[Asked], head: ReportHead, context: Context) -> list[Part]:
    """The numbers of the parts asked for that best fit the other words, all of one breakdown."""
    if any(a for a in question.applicants if a != "total"):
        return []
    report = context.store.report(head.id)
    found: list[Part] = []
    for one in _in_full(asked, question, report):
        fit = [p for p in _named(one, head, report, question) if p.score >= ENOUGH]
        best = max((p.score for p in fit), default=0.0)
        best_fit = [p for p in fit if p.score >= best - TIE]
        found += _of_units(best_fit) if len({p.name for p in best_fit}) == 1 else _same_whole(best_fit)
    return list({(p.figure.start, p.name): p for p in found}.values())


def _in_full(asked: Sequence[Asked], question: Question, report: Report) -> list[Asked]:
    """苏州宿迁工业园区 said in full is that part, not 苏州."""
    parts = {fold(name) for b in breakdowns(report.text, report.figures) for name in b.names}
    said_whole = [n for n in parts if n in question.text and any(a.name != n and a.name in n for a in asked)]
    rest = [a for a in asked if not any(a.name in n for n in said_whole)]
    return [*rest, *(Asked(n) for n in sorted(said_whole))]


def _of_units(parts: list[Part]) -> list[Part]:
    """One number a unit (15件, 1500元): the first."""
    first: dict[str, Part] = {}
    for part in parts:
        first.setdefault(part.figure.unit, part)
    return list(first.values())


def _same_whole(parts: list[Part]) -> list[Part]:
    return [p for p in parts if p.what == parts[0].what]


def _named(asked: Asked, head: ReportHead, report: Report, question: Question) -> list[Part]:
    found: list[Part] = []
    inside = set[int]()
    for b in breakdowns(report.text, report.figures):
        for name, figure in zip(b.names, b.parts, strict=True):
            inside.add(figure.start)
            if is_part(asked, name, report.region):
                score = _fit(question, asked, b.head, name, report)
                found.append(Part(head, report, figure, VERB_BEHIND.sub("", name), b.head, score))
    for figure in report.figures:
        if figure.start not in inside and not asked.word and _speaks_of(asked.name, fold(figure.what)):
            score = _fit(question, asked, figure, asked.name, report)
            found.append(Part(head, report, figure, asked.name, figure, score))
    return found


def _speaks_of(name: str, what: str) -> bool:
    at = what.find(name)
    return at >= 0 and not LONGER_NAME.match(what, at + len(name))


def _fit(question: Question, asked: Asked, whole: Figure, name: str, report: Report) -> float:
    """How well what a breakdown counts fits the question without the part's name; 0 where it counts something else."""
    units = set(_UNITS.findall("，".join(question.clauses))) or {question.unit}
    if not any(unit_fits(_MONEY.get(unit, unit), whole.unit) for unit in units):
        return 0.0
    text = fold(whole.what) + clause_of(report, whole)
    clauses = "，".join(question.clauses)
    counted = {m.value for m in parse_names(fold(whole.what)).keys}
    keys = set(question.keys)
    if not keys and question.unit in ("", "件") and _REQUESTS.search(clauses):
        keys = {"requests.new"}
    if keys and counted and not keys & counted:
        loosely = keys | counted <= _RECEIVED and "新收" not in clauses
        if not loosely:
            return 0.0
    for word in (*question.unknown, *question.parts, name, asked.name):
        clauses = clauses.replace(fold(word), "，")
    words = [
        w
        for w in content_words(clauses)
        if w not in (OWN_LEVEL, "其中")
        and w not in f"{fold(name)}{asked.name}"
        and not re.fullmatch("[两二三四五六七]个.{1,3}", w)
    ]
    if not words and not keys and question.unit == "元" and whole.unit.endswith("元"):
        return 1.0
    if not words:
        return 1.0 if keys & counted or (keys and keys | counted <= _RECEIVED and counted) else 0.0
    return coverage(words, text, prose_of(report)) if not (keys & counted and keys <= _RECEIVED) else 1.0
