"""Which numbers in prose fit the words asked, and how one is told with its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant import wording
from assistant.answer import Claim
from assistant.answering.context import where
from assistant.answering.matching import Prose, alike, coverage, prose_of
from assistant.citing import cite_figure
from assistant.parsing.content import content_words
from assistant.parsing.text import fold
from corpus.figures import breakdowns
from corpus.report import Figure, Report
from corpus.store import ReportHead
from corpus.words import word_data

# A figure answers a question when it has this share of its rare words; measured on the development questions.
ENOUGH = 0.62

# With a unit that only few figures have, less is needed.
ENOUGH_WITH_UNIT = 0.5

# What is counted may say more than the question asks; all of it beside the point takes so much off.
BESIDE = 0.12

# Figures this close to the best are as good as it.
TIE = 0.08

# More figures of different things than this are no answer to one question.
MOST_ALIKE = 3

# Words that stand in every sentence of these reports; they tell no thing counted from another.
ANYWHERE = frozenset(["公开", "信息", "办理", "处理", "申请"])
# Units in which nearly everything is counted.
_ANY_UNIT = frozenset(["", "件", "个", "项"])

# What asks for a number; without it a list of things is wanted in words.
ASKS_NUMBER = re.compile(r"多少|(?<!哪)几(?!乎|个方面)|占比|比例|百分|数量|率")

_LIKE_UNITS = (
    {"次", "场", "期", "场次", "人次"},
    {"人", "名", "人次"},
    {"件", "条", "份"},
    {"篇", "条", "件"},
    {"个", "家", "项"},
    {"册", "份", "本"},
    {"元", "万元", "亿元"},
)

# Units of rates and spans, not of things counted.
_RATES = frozenset({"%", "百分点", "个季度", "个月", "倍", "天"})

# A percentage of change, not of a share.
GROWN = re.compile("同比|环比|增长|下降|增加|减少|上升|回落|较上年|比上年")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with its score against the words asked."""

    figure: Figure
    score: float


def unit_fits(asked: str, unit: str) -> float:
    """1 the same unit (or none asked), a little less for one people use for it, 0 otherwise."""
    if not asked or asked == unit:
        return 1.0
    return 0.8 if any(asked in group and unit in group for group in _LIKE_UNITS) else 0.0


def _score(words: Sequence[str], unit: str, figure: Figure, prose: Prose, clause: str) -> float:
    fits = unit_fits(unit, figure.unit)
    if not fits:
        return 0.0
    what = fold(figure.what)
    close = coverage(words, what + clause, prose)
    sentence = fold(prose.report.text[figure.sentence_start : figure.sentence_end])
    whole = coverage(words, what + sentence, prose)
    return round(fits * (0.75 * close + 0.25 * whole) * (1 - BESIDE * _beside(words, what)), 4)


def _beside(words: Sequence[str], what: str) -> float:
    """The share of what is counted that the question doesn't speak of: 收费 沭阳县民政局 asks for more than 收费."""
    asked = "".join(w for word in words for w in alike(word))
    pairs = [what[i : i + 2] for i in range(len(what) - 1)]
    return sum(pair not in asked for pair in pairs) / len(pairs) if pairs else 0.0


def clause_of(report: Report, figure: Figure) -> str:
    """The folded clause the figure stands in: from the mark before it to the mark after it."""
    text = report.text
    before = max(text.rfind(mark, figure.sentence_start, figure.start) for mark in "，；。：、（")
    after = [p for mark in "，；。、（）" if (p := text.find(mark, figure.end, figure.sentence_end)) >= 0]
    return fold(text[max(before + 1, figure.sentence_start) : min(after, default=figure.sentence_end)])


def rank_figures(words: Sequence[str], unit: str, report: Report) -> list[Found]:
    """The report's figures by score, best first; equal scores in the order of the text."""
    prose = prose_of(report)
    found = [Found(f, _score(words, unit, f, prose, clause_of(report, f))) for f in report.figures]
    return sorted((f for f in found if f.score > 0), key=lambda f: (-f.score, f.figure.start))


def best_figures(words: Sequence[str], unit: str, report: Report) -> list[Found]:
    """The best figures where they fit well enough, ties with the same value once; [] where none does."""
    ranked = rank_figures(words, unit, report)
    if not ranked or not words or (unit in _ANY_UNIT and all(word in ANYWHERE for word in words)):
        return []
    least = ENOUGH_WITH_UNIT if unit and unit not in ("件", "个", "项") else ENOUGH
    if ranked[0].score < least:
        return []
    best = [f for f in ranked if f.score >= ranked[0].score - TIE]
    best = _without_unasked_parts("".join(words), best, report)
    if not unit and any(f.figure.unit not in _RATES for f in best):
        best = [f for f in best if f.figure.unit not in _RATES]
    seen: dict[tuple[Decimal, str], Found] = {}
    for found in best:
        seen.setdefault((found.figure.value, found.figure.unit), found)
    # So many different things fit alike only where the words say too little of which is meant.
    return list(seen.values()) if len({found.figure.what for found in seen.values()}) <= MOST_ALIKE else []


def _without_unasked_parts(asked: str, found: list[Found], report: Report) -> list[Found]:
    """A total and its parts fit alike: the parts are kept only where they are named, the total only where none is."""
    figures = [f.figure for f in found]
    dropped: list[Figure] = []
    for b in breakdowns(report.text, report.figures):
        if b.head in figures:
            named = [f for name, f in zip(b.names, b.parts, strict=True) if fold(name) in asked]
            dropped += [f for f in (b.parts if not named else (b.head,)) if f in figures]
    return [f for f in found if f.figure not in dropped] or found


def said(figure: Figure) -> str:
    """The number as the report says it: '3万余册'."""
    raw = re.sub(r"\s+", "", figure.raw)
    if figure.approx in word_data().after_unit:
        return raw + figure.approx
    return raw if figure.approx in raw else figure.approx + raw


def figure_claim(head: ReportHead, report: Report, figure: Figure) -> Claim:
    """The figure in words with the sentence it stands in."""
    quote = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
    text = wording.FIGURE.format(where=where(head), what=figure.what, approx="", said=said(figure))
    return Claim(text + wording.FIGURE_QUOTE.format(quote=quote), (cite_figure(head, report, figure),))


def shown_quote(text: str) -> str:
    """A sentence for reading: line breaks of a hard-wrapped page taken out."""
    return re.sub(r"\s*\n\s*", "", text).strip()


def subject_words(clauses: Sequence[str]) -> tuple[str, ...]:
    """The content words of all clauses, once each."""
    return tuple(dict.fromkeys(w for clause in clauses for w in content_words(clause)))
