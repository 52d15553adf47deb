"""Departments listed behind a body of the same place: 澄屿市公安局和教育局, 澄屿市公安、教育两局."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.departments import department_at, known_department, listed_at, stem_at
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.place_departments import OF_YEAR
from assistant.parsing.place_groups import JOINED
from assistant.parsing.place_names import FoundNames
from assistant.parsing.place_slips import slip_at
from assistant.parsing.text import Mention, fold
from corpus.divisions import Level
from corpus.places import own_word, parse_places
from corpus.regions import find_regions, level_of_name

_LEVELS = tuple(Level)
# What may stand between a body and the word that lists another: 澄屿市本级和, 公安局2023年和.
_GAP = re.compile(f"{OF_YEAR.pattern}(?:本级)?")


def take_listed(text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """Departments that follow a body in a list are those of its place, loaded or not."""
    for anchor in sorted([*found.mentions, *found.unknown], key=lambda m: m.start):
        place = _place_of(anchor, gazetteer) or _place_before(text, anchor, found, gazetteer)
        end = anchor.end
        while place and (next_end := _take_next(text, end, anchor, place, found, gazetteer)) > end:
            end = next_end
    found.mentions.sort(key=lambda m: m.start)
    found.unknown.sort(key=lambda m: m.start)


def _place_of(anchor: Mention, gazetteer: Gazetteer) -> str:
    """The place that a name begins with, as it says it; '' for a half-name."""
    if anchor.value in gazetteer.regions:
        return anchor.value
    sizes = range(len(anchor.value) - 1, 1, -1)
    loaded = next((anchor.value[:n] for n in sizes if anchor.value[:n] in gazetteer.regions), "")
    return loaded or parse_places(anchor.value).region


def _place_before(text: str, half: Mention, found: FoundNames, gazetteer: Gazetteer) -> str:
    """The place that a half-name follows: 澄屿市2023年的|公安局; '' where none does."""
    before = max((m for m in found.mentions if m.end <= half.start), key=lambda m: m.end, default=half)
    gap = text[before.end : half.start] if before is not half else "□"
    return before.value if before.value in gazetteer.regions and OF_YEAR.fullmatch(gap) else ""


def _take_next(text: str, end: int, anchor: Mention, place: str, found: FoundNames, gazetteer: Gazetteer) -> int:
    """Where the next member of the list ends, taken as a body of the place; `end` where there is none."""
    gap = _GAP.match(text, end)
    behind = gap.end() if gap else end
    at = listed_at(text, behind)
    listed = at > behind
    if not listed and (at > end or anchor.value in gazetteer.regions):
        return end
    at = at if listed else end
    half = next((m for m in found.mentions if m.start == at and m.value in gazetteer.halves), None)
    if half:
        return _take_half(half, place, found, gazetteer) or end
    if any(m.start <= at < m.end for m in (*found.mentions, *found.unknown)):
        return end
    slip = slip_at(text, at, place, gazetteer) if listed else None
    if slip and slip.start == at:
        found.corrected.append((text[at : slip.end], slip.name))
        _name(slip.name, at, slip.end, found, gazetteer)
        return slip.end
    stop = known_department(text, at) if anchor.value in gazetteer.regions else department_at(text, at)
    if listed and anchor.value not in gazetteer.regions:
        stop = max(stop, stem_at(text, at))
    if stop > at and (listed or known_department(text, at) == stop):
        _name(place + text[at:stop], at, stop, found, gazetteer)
        return stop
    return end


def _take_half(half: Mention, place: str, found: FoundNames, gazetteer: Gazetteer) -> int:
    """Bind a half-name to the place; 0 where it says another level (澄屿市公安局和县教育局)."""
    inside = gazetteer.regions.get(place, ())
    bodies = [body for body in gazetteer.bodies[half.value] if body in inside]
    others = set("省市县区州旗镇乡") - {own_word(place)}
    if not bodies and half.value[0] in others and half.value not in gazetteer.regions:
        return 0
    found.mentions.remove(half)
    name = fold(bodies[0]) if len(bodies) == 1 else place + half.value
    _name(name, half.start, half.end, found, gazetteer)
    return half.end


def _name(name: str, start: int, end: int, found: FoundNames, gazetteer: Gazetteer) -> None:
    (found.mentions if name in gazetteer.bodies else found.unknown).append(Mention(name, start, end))


def listed_beside(text: str, unknown: Sequence[Mention], bodies: Sequence[Mention]) -> tuple[str, ...]:
    """Of the names that are not loaded, those that stand in a list with a loaded body and are no part of it."""
    reached, left = list(bodies), list(unknown)
    while found := [u for u in left if any(_are_listed(text, u, m) for m in reached)]:
        reached += found
        left = [u for u in left if u not in found]
    return tuple(dict.fromkeys(m.value for m in reached[len(bodies) :]))


def _are_listed(text: str, name: Mention, other: Mention) -> bool:
    first, last = sorted((name, other), key=lambda m: m.start)
    if not JOINED.match(OF_YEAR.sub("", text[first.end : last.start], count=1).removeprefix("本级")):
        return False
    if parse_places(name.value).rest:
        return True
    one, beside = _depth(name.value), _depth(other.value)
    return one is not None and beside is not None and one <= beside


def _depth(name: str) -> int | None:
    """How deep in the state the place of a name stands, a province 0; None where nobody knows."""
    found = find_regions(name)
    level = found[0].level if found else level_of_name(parse_places(name).region or name)
    return _LEVELS.index(level) if level else None
