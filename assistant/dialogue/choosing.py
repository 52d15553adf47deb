"""The answer to a question asked back: the choice, its number, a part of its name, all of them, or any."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Outcome
from assistant.dialogue.turn import Said, Turn
from assistant.dialogue.words import number, patterns, whole
from assistant.parsing.text import fold
from corpus.places import parse_places

# A part of a name is no longer than this; more is a question of its own.
LONGEST_PART = 14


def chosen(text: str, turns: Sequence[Turn]) -> Said | None:
    """The choices meant, said by their names; None where the turn is no answer to what was asked back."""
    choices = turns[-1].answer.choices
    if turns[-1].answer.outcome is not Outcome.ASKS_BACK or not choices:
        return None
    if elsewhere := _elsewhere(text, choices):
        return Said(elsewhere)
    found = _by_number(text, choices) or (choices if whole("choice", "all", text) else ()) or _by_name(text, choices)
    return Said("、".join(found), bodies=found) if found else None


def _by_number(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    if whole("choice", "last", text):
        return (choices[-1],)
    if (top := whole("choice", "top", text)) and 0 < number(top) <= len(choices):
        return tuple(choices[: number(top)])
    said = whole("choice", "nth", text)
    at = number(said) if said else 0
    return (choices[at - 1],) if 0 < at <= len(choices) else ()


def _bare(text: str) -> str:
    """What is said without the words around it: 澄屿市的那个吧."""
    part = text.rstrip("。？！~…，")
    for pattern in patterns("choice")["around"]:
        part = pattern.sub("", part)
    return part


def _by_name(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The choices whose names hold what is said, of several parts (望汐和栖霖的) those of each; without those denied."""
    if left_out := whole("choice", "except", text):
        denied = _holding(left_out["but"], choices)
        return tuple(c for c in choices if c not in denied) if denied else ()
    part = _bare(text)
    found = [_holding(one, choices) for one in re.split("[、和与跟及，]", part)]
    return tuple(c for c in choices if any(c in own for own in found)) if all(found) else ()


def _holding(part: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The choices that a part of a name fits; none where all of them do, for then it tells nothing."""
    if not 1 < len(part) <= LONGEST_PART:
        return ()
    same = tuple(c for c in choices if fold(c) == part)
    fitting = same or tuple(c for c in choices if part in fold(c)) or tuple(c for c in choices if _abbreviates(part, c))
    return fitting if len(fitting) < len(choices) or len(choices) == 1 else ()


def _elsewhere(text: str, choices: Sequence[str]) -> str:
    """教育局 asked about, 岚榭县 answered, which is none of the choices: that place's 教育局."""
    part = _bare(text)
    place, departments = parse_places(part), {parse_places(c).rest for c in choices}
    named = bool(place.places) and not place.rest and not any(part in fold(c) for c in choices)
    return f"{part}{departments.pop()}" if named and len(departments) == 1 and "" not in departments else ""


def _abbreviates(part: str, name: str) -> bool:
    """Whether all the characters stand in the name in this order: 澄屿教育 in 澄屿市教育局."""
    rest = iter(fold(name))
    return len(part) > 2 and all(letter in rest for letter in part)
