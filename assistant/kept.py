"""A conversation that keeps to some reports: a search that finds nothing else, and which questions leave them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import wording_talk
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import speaks_for
from assistant.dialogue.turn import Speech, Turn
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.within import BODY, name_within
from corpus.divisions import Level
from corpus.regions import level_of
from corpus.store import ReportHead
from index.passage_rows import Paragraph
from index.search import Hit, SearchIndex
from index.where import ANYTHING, Where


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """The index, of which only those reports are found."""

    index: Callable[[], SearchIndex]
    reports: frozenset[str]

    def search(self, query: str, where: Where = ANYTHING, limit: int = 10) -> list[Hit]:
        """As `SearchIndex.search`."""
        return self.index().search(query, self._where(where), limit)

    def paragraphs(self, where: Where, containing: Sequence[str] = ()) -> list[Paragraph]:
        """As `SearchIndex.paragraphs`."""
        return self.index().paragraphs(self._where(where), containing)

    def _where(self, where: Where) -> Where:
        return replace(where, reports=self.reports if where.reports is None else self.reports & set(where.reports))


# Words for a whole place, by how far down it stands; of a body that speaks for no place, every one leads elsewhere.
_WHOLE = re.compile("(?<![不完健安])全(国|省|市|州|盟|县|区)")
_DEPTHS = {"国": 0, "省": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3}
_LEVEL_DEPTHS = {Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3, Level.ZONE: 3}
_NO_PLACE = 9


def leaves(read: Question, kept: Sequence[ReportHead], within: str) -> bool:
    """Whether a question is about a body or place of which no report is `kept`; read with the names of all reports.

    So are those that compare bodies where one alone is kept, and those of a whole that is larger (全省多少, of a city).
    """
    bodies = {head.body for head in kept}
    named = (*read.bodies, *read.inside)
    if any(bodies.isdisjoint(group) for group in named) or read.absent or (read.unknown and not read.bodies):
        return True
    text = fold(read.text)
    numbers = read.keys or read.applicants or read.of_sets
    if numbers and any(_DEPTHS[m[1]] < _depth(kept, within) for m in _WHOLE.finditer(text)):
        return True
    # 收录了哪些单位 is asked of what is here.
    compares = asked_bodies(text) is not None and (numbers or not read.asks(Operation.LOADED))
    return len(bodies) == 1 and not named and bool(compares)


def _depth(kept: Sequence[ReportHead], within: str) -> int:
    """How far down the place stands that the kept reports speak for."""
    own = [h for h in kept if speaks_for(h.body, h.region)] if within.startswith(BODY) else kept
    levels = (level_of(h.region) for h in own if h.region)
    return min((_LEVEL_DEPTHS.get(level, _NO_PLACE) for level in levels if level), default=_NO_PLACE)


def nothing_kept(within: str) -> Answer:
    """What is said to every question where no report is of what the conversation is to keep to."""
    return Answer(Outcome.NOT_LOADED, (Claim(wording_talk.NOTHING_KEPT.format(name=name_within(within))),))


def kept_to(within: str, examples: Sequence[str]) -> Answer:
    """What is said to a question that leaves it: to what this conversation keeps, and what may be asked."""
    text = wording_talk.KEPT_TO_BODY if within.startswith(BODY) else wording_talk.KEPT_TO
    claim = Claim(text.format(name=name_within(within)))
    return Answer(Outcome.OUTSIDE, (claim,), suggestions=tuple(examples))


def without_those_that_left(history: Sequence[Turn]) -> Sequence[Turn]:
    """The turns that another may go on from: all but the questions that were not answered because they left."""
    return [turn for turn in history if turn.read is not None or turn.said.kind is not Speech.QUESTION]
