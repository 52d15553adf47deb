"""Which reports a question about several bodies means: of all bodies, of those of a kind, of those in a place; year by year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import wording
from assistant.answering.areas import GOVERNMENTS, called, is_of_level, is_place_kind, of_place_kind
from assistant.answering.asked_years import spanned_years
from assistant.answering.context import Context
from assistant.asked import Aggregate, AskedBodies
from assistant.parsing.bodies import asked_bodies, bare_kind, level_and_department, such_bodies
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from corpus.regions import locate, same_place
from corpus.store import ReportHead

ANY_KIND = re.compile("单位|部门|机关|机构|地方|地区|^$")
# 不予公开的理由前三: what is ranked are no bodies.
_OF_PARTS = re.compile("理由(?!为由)|原因|情形|情况|结果|种|(?<![三四])类|项|年份|哪一?年")
# 2019到2023年 is one stretch of time, of which 每年 takes each year by itself.
_SPAN = re.compile(r"\d年?(?:到|至|-|—|~)\d")
_EACH_YEAR = re.compile("[每各哪]一?年|[逐历年]年|分年|同比|上年|前一年")
_SETTING_APART = (Operation.MOST, Operation.LEAST, Operation.YES_NO)
_OWN_OFFICES = frozenset(["部门", "局", "委", "委员会"])


def asks_all_bodies(question: Question) -> AskedBodies | None:
    """What a question says of the bodies to be compared, in its own words or in those of the question before.

    What only sets have (a condition, a mean) is asked of all bodies, where no body is named.
    """
    before = replace(question, text=question.among, among="") if question.among else None
    found = asked_bodies(question.text) or (asks_all_bodies(before) if before else None)
    if found and not (found.many or found.kind) and len(question.applicants) > 1 and len(question.bodies) == 1:
        return None  # 个人和企业各多少，谁多
    ranked = bool(
        question.rank.top > 1 or question.rank.place > 1 or load_lexicon().asides["ranking"].find(question.text)
    ) and not _OF_PARTS.search(question.text)
    if found or not (question.of_sets or question.change or ranked or question.asks(*_SETTING_APART)):
        return found
    such = such_bodies(question.text)
    if such and such.counted and question.aggregates and not question.condition:
        such = None  # 每年平均…的多少: the mean itself is asked for, and no number of bodies
    if such or question.rank.asks or question.unknown:
        return such
    one_kind = bool(question.bodies) and all(len(own) > 1 for own in question.bodies) and not any(question.wider)
    which_year = question.every_year and not (question.run or question.ever or question.aggregates)
    if one_kind or (not question.bodies and not which_year and (question.of_sets or ranked)):
        return AskedBodies("" if one_kind else bare_kind(question.text), many=one_kind or question.of_sets)
    return None


def heads_of(bodies: Iterable[str], context: Context) -> list[ReportHead]:
    """All reports of these bodies."""
    return [h for body in bodies for h in context.by_body.get(body, ())]


def of_kind(head: ReportHead, kind: str, area: str = "") -> bool:
    """Whether the body is of the kind asked for: a government of such a region, or one that is called so."""
    if kind in _OWN_OFFICES and locate(area) and not same_place(head.region, area):
        return False  # 商丘市各部门 are those of the city, not those of its districts
    level, department = level_and_department(kind)
    if level:
        return is_of_level(head.region, level) and called(head, department)
    if ANY_KIND.search(kind):
        return True
    if is_place_kind(kind):
        return of_place_kind(head, kind, area)
    if kind in ("政府", "人民政府"):
        return head.body == head.region or head.body.endswith(GOVERNMENTS)
    if kind.endswith(("办", "办公室")):
        return head.body.endswith(("办公室", "办公厅"))
    return called(head, kind)


def over_years(question: Question) -> bool:
    """Whether the years of each body are to be taken together, and not each year by itself."""
    together = question.asks(Operation.SUM) or Aggregate.YEARLY_MEAN in question.aggregates
    totals = together and question.asks(Operation.MOST, Operation.LEAST)
    yearly = Aggregate.YEARLY_MEAN in question.aggregates
    return bool(question.ever or question.run or totals or yearly)


def sets_of(question: Question, asked: AskedBodies, heads: Sequence[ReportHead]) -> tuple[list[list[ReportHead]], str]:
    """The reports compared with one another, one set a year said; and what to say where no year was said."""
    years = years_asked(question, heads)
    if over_years(question):
        return [[h for h in heads if not years or h.year in years]], ""
    if years:
        by_year = [[h for h in heads if h.year == year] for year in years]
        return [own for own in by_year if own or question.years], ""
    if asked.reports:
        return [list(heads)], wording.EVERY_REPORT
    newest = max((h.year or 0 for h in heads), default=0)
    of_year = [h for h in heads if h.year == newest]
    if len({h.body for h in of_year}) > 1:
        return [of_year], wording.NO_YEAR_NEWEST.format(year=newest)
    last = {h.body: h for h in sorted(heads, key=lambda h: h.year or 0)}
    return [list(last.values())], wording.NEWEST_OF_EACH


def over_span(question: Question, mode: str, heads: Sequence[ReportHead]) -> Question:
    """2019到2023年增长最快 ranks by the change from the first year to the last; 每年增长最快 by that of each year."""
    years = years_asked(question, heads)
    spans = question.spans_years or _SPAN.search(question.text)
    if mode != "rank" or question.change is None or not spans or len(years) < 2 or _EACH_YEAR.search(question.text):
        return question
    return replace(question, years=(max(years),), change=replace(question.change, since=min(years)))


def years_asked(question: Question, heads: Sequence[ReportHead]) -> tuple[int, ...]:
    """The years said, or those that words say of the loaded ones (近三年); () where none are said."""
    return question.years or spanned_years(question, sorted({h.year for h in heads if h.year}))
