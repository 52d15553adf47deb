"""Departments behind a place that are not loaded: bodies of their own, whose names are unknown."""

from __future__ import annotations

import re

from assistant.parsing.departments import branch_at, department_at, known_department, stem_at
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.place_names import FoundNames
from assistant.parsing.text import Mention

OF_YEAR = re.compile(r"(?:(?:19|20)?\d\d年度?|(?:19|20)\d\d|[二〇零一三四五六七八九]{4}年|的)*")


def take_departments(text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """A place with a department behind it that is not loaded is another body: its name is unknown, the place no body."""
    places = [m for m in found.mentions if m.value in gazetteer.regions]
    for body in [m for m in found.mentions if m.value not in gazetteer.regions]:
        _make_unknown(text, body, branch_at(text, body.end), found)
    starts = {m.start for m in found.mentions}
    for place in places:
        glued = next((u.end for u in found.unknown if u.start == place.end), 0)
        if glued or not starts & {place.end, place.end + 1}:
            _make_unknown(text, place, glued or _department_end(text, place.end, starts), found)
    found.unknown.sort(key=lambda m: m.start)


def _department_end(text: str, at: int, taken: set[int]) -> int:
    """Where the department behind a place ends (市教育局, 市2023年的教育局); `at` itself where none is."""
    end = max(department_at(text, at), stem_at(text, at))
    if end > at:
        return end
    gap = OF_YEAR.match(text, at)
    of = gap.end() if gap else at
    end = department_at(text, of) if of > at and of not in taken and known_department(text, of) > of else of
    return end if end > of else at


def _make_unknown(text: str, mention: Mention, end: int, found: FoundNames) -> None:
    if end > mention.end:
        name = OF_YEAR.sub("", text[mention.end : end], count=1)
        found.mentions.remove(mention)
        found.unknown = [u for u in found.unknown if u.start >= end]
        found.unknown.append(Mention(text[mention.start : mention.end] + name, mention.start, end))
