"""The words that say what is asked, read once from lexicon.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.parsing.text import fold


@dataclass(frozen=True, slots=True)
class Cue:
    """The wordings of one operation: fixed words and regular expressions over the folded question."""

    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    def find(self, text: str) -> str:
        """The words that gave the cue, '' where there are none."""
        hits = [w for w in self.words if w in text]
        hits += [m.group() for p in self.patterns if (m := p.search(text))]
        return max(hits, key=len, default="")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by operation, chapter names by number, filler that carries no subject, words that mean the same.

    `sections`: words for the sections of chapter 1, in questions and in their titles. `asides`: cues that say how an answer is wanted, beside what is asked.
    `defaults`: what a question that says it only roughly counts.
    `changes`: words for one side (cells, prose) of two reports set against each other, and generic ones beside them.
    """

    cues: dict[str, Cue]
    chapters: dict[str, tuple[str, ...]]
    filler: tuple[str, ...]
    synonyms: dict[str, tuple[str, ...]]
    qualifiers: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]
    asides: dict[str, Cue]
    changes: dict[str, tuple[str, ...]]
    parts_in_detail: tuple[str, ...]
    sections: dict[str, tuple[str, ...]]
    defaults: dict[str, Cue]


def _cue(data: dict[str, Any]) -> Cue:
    return Cue(tuple(map(fold, data.get("words", ()))), tuple(re.compile(p) for p in data.get("re", ())))


def _synonyms(groups: list[list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for word in group:
            found.setdefault(fold(word), set()).update(map(fold, group))
    return {word: tuple(sorted(others, key=lambda w: (-len(w), w))) for word, others in found.items()}


@cache
def load_lexicon() -> Lexicon:
    """The lexicon beside this module."""
    data = tomllib.loads((files("assistant.parsing") / "lexicon.toml").read_text(encoding="utf-8"))
    filler = sorted({fold(w) for w in data["filler"]["words"]} - {""}, key=lambda w: (-len(w), w))
    return Lexicon(
        {name: _cue(cue) for name, cue in data["operations"].items()},
        {fold(name): (number,) for number, names in data["chapters"].items() for name in names},
        tuple(filler),
        _synonyms(data["synonyms"]["groups"]),
        tuple(map(fold, data["qualifiers"]["words"])),
        {fold(word): (part,) for part, words in data["parts"].items() for word in words},
        {name: _cue(cue) for name, cue in data["asides"].items()},
        {side: tuple(map(fold, words)) for side, words in data["changes"].items()},
        tuple(map(fold, data["parts_in_detail"]["words"])),
        {name: tuple(map(fold, words)) for name, words in data["sections"].items()},
        {key: Cue((), tuple(map(re.compile, said))) for key, said in data["defaults"].items()},
    )
