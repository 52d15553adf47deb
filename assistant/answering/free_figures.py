"""Numbers in the prose of any report: the value or its growth, what was done or what is planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.figure_match import clause_of, unit_fits
from assistant.answering.matching import alike
from assistant.parsing.free import free_words
from assistant.parsing.text import fold
from corpus.report import Figure, Report

# A percentage of anything else is a change.
_RATE = re.compile("[率占重例]|比(?!上年)|完成预算(?! )")
_OF_THE_SAME = re.compile(r"(?:完成(?:年初|年度|全年)?预算|(?:与|较|比)?上年(?:度)?相?比?)\s*")
# These are names of accounts, whether budgeted or final.
_FUNDS = re.compile("(?:一般公共|政府性基金|国有资本经营)预算")
# What is counted may say so many characters more than was asked.
MOST_BESIDE = 9


@dataclass(frozen=True, slots=True)
class FreeFigure:
    """A number that has all the things asked for; `planned`: a goal or a plan; `grown`: a change, not a value."""

    figure: Figure
    planned: bool
    grown: bool
    beside: int


def best_free_figures(
    things: Sequence[Sequence[str]], unit: str, report: Report, share: bool = False
) -> list[FreeFigure]:
    """All numbers with every thing asked for, in order; `share`: those that say which share the things have."""
    if not things:
        return []
    found = []
    for figure in report.figures:
        beside = _beside(things, figure, report, share)
        if beside is not None and beside <= MOST_BESIDE:
            found.append(FreeFigure(figure, is_planned(report, figure.start, figure), _is_grown(figure), beside))
    fit = max((unit_fits(unit, f.figure.unit) for f in found), default=0.0) if unit else 0.0
    if fit:
        found = [f for f in found if unit_fits(unit, f.figure.unit) == fit]
    return found


def closest(found: Sequence[FreeFigure]) -> list[FreeFigure]:
    """Those that say the least beyond what was asked; the same number once."""
    least = min((f.beside for f in found), default=0)
    kept = {(f.figure.value, f.figure.unit): f for f in reversed(found) if f.beside == least}
    return sorted(kept.values(), key=lambda f: f.figure.start)


def _beside(things: Sequence[Sequence[str]], figure: Figure, report: Report, share: bool) -> int | None:
    """How much is counted beyond the things asked for; None where one of them is not said."""
    what = fold(whole_what(figure, report)).replace(fold(report.body), "")
    what = what.split("占")[0] if share and "占" in what else what
    clause = clause_of(report, figure)
    counted, other = False, 0
    for names in things:
        near = [*names, *(other for name in names for other in alike(name))]
        here = next((n for n in sorted(near, key=len, reverse=True) if n in what), "")
        if here:
            counted = True
            what = what.replace(here, "", 1)
            other += names[0] not in here  # called by another name: the one that was said is nearer
        elif not any(name in clause for name in near):
            return None
    if not counted:
        return None
    if what.endswith("完成预算"):
        return None  # how much of the budget was spent is asked for by these words
    return other + len(free_words().marks["neutral"].sub("", free_words().marks["grown"].sub("", what)))


def whole_what(figure: Figure, report: Report) -> str:
    """What is counted; 比上年减少 behind 完成预算的84.61% is of what the sentence counted before that."""
    if not _OF_THE_SAME.match(figure.what):
        return figure.what
    earlier = [f for f in report.figures if figure.sentence_start <= f.start < figure.start]
    named = next((f for f in reversed(earlier) if not _OF_THE_SAME.match(f.what)), None)
    return f"{named.what} {figure.what}" if named else figure.what


def _is_grown(figure: Figure) -> bool:
    """Whether it is by how much something changed: 地区生产总值 增长5.2%, 比上年减少3.70万元, the latter 7.3% of two."""
    if figure.unit in ("%", "百分点") and not is_rate(figure):
        return True
    last = fold(figure.what.rsplit(" ", 1)[-1])
    return bool(free_words().marks["grown"].search(last[-6:])) and "占" not in last


def is_rate(figure: Figure) -> bool:
    """Whether a percentage is a share or a rate: 办复率, …占…的比重."""
    return bool(_RATE.search(figure.what))


def of_base(figure: Figure, bases: Sequence[str]) -> bool:
    """Whether the figure may be of the account asked for: a 决算 is no 预算."""
    what = _FUNDS.sub("", figure.what)
    if "预算" in bases and "决算" not in bases:
        return "决算" not in what
    return "预算" in bases or "决算" not in bases or "预算" not in what or "决算" in what


def is_planned(report: Report, place: int, figure: Figure | None = None) -> bool:
    """Whether what stands there is a goal or a plan: by the headings above it, else by its sentence."""
    marks = free_words().marks
    for section in reversed([s for s in report.sections if s.start <= place < s.end and s.level < 3]):
        if marks["done_headings"].search(section.title):
            return False
        if marks["plan_headings"].search(section.title):
            return True
    sentence = report.text[figure.sentence_start : figure.start] if figure else ""
    return bool(marks["plan_sentences"].search(fold(sentence)))
