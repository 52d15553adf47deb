"""Words that name several indicators at once (结转), and those that name one only in a row: 收、办、结转各多少."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.parsing.text import Mention, longest_matches


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row of short names looks like, the keys of each, and those that name nothing elsewhere."""

    pattern: re.Pattern[str]
    words: dict[str, tuple[str, ...]]
    short: frozenset[str]


@cache
def named_together() -> dict[str, list[str]]:
    """Words that name several indicators at once, with their keys."""
    data = tomllib.loads((files("assistant.parsing") / "facets.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = data["together"]
    return found


@cache
def _row() -> _Row:
    data = tomllib.loads((files("assistant.parsing") / "facets.toml").read_text(encoding="utf-8"))["row"]
    words: dict[str, tuple[str, ...]] = {word: (key,) for key, own in data["words"].items() for word in own}
    words |= {word: tuple(keys) for word, keys in named_together().items()}
    one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    joined = "|".join(map(re.escape, data["joined"]))
    behind = "|".join(data["behind"])
    return _Row(
        re.compile(rf"(?<![一-龥])(?:{one})(?:(?:{joined})(?:{one}))+(?={behind})"), words, frozenset(data["short"])
    )


def names_in_row(text: str) -> list[Mention]:
    """The names of each row of short ones in a folded text; none where all of a row are names elsewhere too."""
    row = _row()
    found: list[Mention] = []
    for said in row.pattern.finditer(text):
        names = longest_matches(said[0], row.words)
        if any(said[0][m.start : m.end] in row.short for m in names):
            found += [Mention(m.value, m.start + said.start(), m.end + said.start()) for m in names]
    return found


@cache
def _vague() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((files("assistant.parsing") / "facets.toml").read_text(encoding="utf-8"))["vague"]
    return {word: tuple(entry["keys"]) for entry in data for word in entry["words"]}


def vague_word(text: str) -> tuple[str, tuple[str, ...]]:
    """The first word of a folded text that may be said of several indicators, and these; ('', ()) where none is."""
    words = {word: (word,) for word in _vague()}
    said = next((m.value for m in longest_matches(text, words)), "")
    return said, _vague().get(said, ())
