"""Places by a letter or a nickname: 沪教委 is 上海市教委, 呼市 is 呼和浩特市; each is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.parsing.departments import known_department
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.text import Mention, fold
from corpus.places import naming_data

# A letter stands for a province only where no other word may end in it: 在沪教委, 请问沪教委.
_BEFORE_LETTER = "□，。、；：？！和与跟比及在问查看"


def short_places(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Iterator[tuple[Mention, tuple[str, str]]]:
    """The bodies and places named so, and what was said and how it is read."""
    for start, short, full in _shorts(text):
        end = start + len(short)
        stop = known_department(text, end)
        here = Mention(fold(full) + text[end:stop], start, stop)
        letter = len(short) == 1
        if (letter and stop == end) or any(here.overlaps(m) and m.start < start for m in mentions):
            continue
        body = gazetteer.bodies.get(here.value, ())
        yield here, (text[start:stop], body[0] if len(body) == 1 else here.value)


def _shorts(text: str) -> Iterator[tuple[int, str, str]]:
    data = naming_data()["short_places"]
    for at, letter in enumerate(text):
        if letter in data["letters"] and (at == 0 or text[at - 1] in _BEFORE_LETTER):
            yield at, letter, data["letters"][letter]
        if text[at : at + 2] in data["cities"]:
            yield at, text[at : at + 2], data["cities"][text[at : at + 2]]
