"""A department miswritten behind its place: 澄屿市教于局, 教育具, 教局, 教育育局, 市场监督局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.parsing.departments import departments, known_department
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.homophones import Spoken, by_sound, readings, same_sound

_LONGEST = 14
_SPELT = re.compile("[一-龥]{1,9}?(?:局|委员会|委|厅|办公室)")


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands at `start`-`end` of the question is meant for `name`, the place and its department."""

    start: int
    end: int
    name: str


def slip_at(text: str, at: int, place: str, gazetteer: Gazetteer) -> Slip | None:
    """The one department of the place that a miswritten name behind it can be meant for; None where none or several.

    One that is not loaded is told by its sound alone.
    """
    if known_department(text, at) > at:
        return None
    for start, called in _places(text, at, place, gazetteer):
        rests = _departments_of(called, gazetteer)
        for found in (_by_sound(text, start, rests), _by_letters(text, start, rests)):
            bodies = {gazetteer.bodies[called + rest] for _, rest in found}
            if len(bodies) == 1:
                end, rest = max(found)
                return Slip(start, end, called + rest)
            if bodies:
                return None
    heard = readings(text[at : at + _LONGEST])
    sizes = range(len(heard), 2, -1)
    alike = next((words for n in sizes if (words := _spoken().get(n, {}).get(heard[:n], ()))), ())
    unloaded = [word for word in alike if same_sound(text[at : at + len(word)], word, heard[: len(word)])]
    return Slip(at, at + len(unloaded[0]), place + unloaded[0]) if len(unloaded) == 1 else None


def _places(text: str, at: int, place: str, gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    """Where the department may begin, and the place before it: 栖霖市|场管理局 is 栖霖|市场管理局 too."""
    yield at, place
    if place[:-1] in gazetteer.regions and text[at - 1 : at] == place[-1]:
        yield at - 1, place[:-1]


def _departments_of(place: str, gazetteer: Gazetteer) -> set[str]:
    bodies = gazetteer.regions.get(place, ())
    names = (name for body in bodies for name in gazetteer.names_of.get(body, ()))
    return {name[len(place) :] for name in names if name.startswith(place) and len(name) - len(place) > 1}


@cache
def _spoken() -> Spoken:
    return by_sound(departments())


def _by_sound(text: str, at: int, rests: set[str]) -> list[tuple[int, str]]:
    """Those that sound like what stands there, half of it right."""
    heard = readings(text[at : at + _LONGEST])
    sized = ((rest, text[at : at + len(rest)]) for rest in sorted(rests))
    return [
        (at + len(rest), rest)
        for rest, said in sized
        if len(said) == len(rest) and same_sound(said, rest, heard[: len(rest)])
    ]


def _by_letters(text: str, at: int, rests: set[str]) -> list[tuple[int, str]]:
    """Those that have letters left out in what stands there, or one written twice."""
    spelt = _SPELT.match(text, at)
    said = spelt[0] if spelt else ""
    if len(said) < 2:
        return []
    return [(at + len(said), rest) for rest in sorted(rests) if _left_out(said, rest) or _doubled(said, rest)]


def _left_out(said: str, name: str) -> bool:
    """Whether `said` is the name without some of its inner letters, at least half of them there: 教局, 市场监督局."""
    if not len(name) / 2 <= len(said) < len(name) or (said[0], said[-1]) != (name[0], name[-1]):
        return False
    rest = iter(name)
    return all(letter in rest for letter in said)


def _doubled(said: str, name: str) -> bool:
    return any(said[:i] + said[i + 1 :] == name and said[i] == said[i - 1] for i in range(1, len(said)))
