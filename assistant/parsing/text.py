"""The folded question: one form for the many ways the same words can be typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from corpus.folding import folded

_DROPPED = re.compile(r"[\s“”‘’\"'「」『』《》<>*_`]")
_PUNCTUATION = str.maketrans({",": "，", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"})
# 2021 2022 are two years, and so are 21 22两年.
_BETWEEN_YEARS = re.compile(r"(?<=20\d\d)\s+(?=20\d\d)|(?<=\D[12]\d)\s+(?=[12]\d(?:年|[两三]年))")
# >=100, ≤5: said in words, before the marks of a quotation are dropped.
_COMPARED = (
    (re.compile(r"(?:>=|=>|≥|≧)(?=\s*\d)"), "大于等于"), (re.compile(r"(?:<=|=<|≤|≦)(?=\s*\d)"), "小于等于"),
    (re.compile(r">(?=\s*\d)"), "大于"), (re.compile(r"<(?=\s*\d)"), "小于"),
)  # fmt: skip
_STOPS = "，。？！：；、（）…~"


@dataclass(frozen=True, slots=True)
class Mention:
    """What a parser found: `value` and the place of its words in the folded question."""

    value: str
    start: int
    end: int

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def fold(text: str) -> str:
    """Half width, lower case, simplified characters, no white space, quotes or book marks; Chinese punctuation."""
    plain = _BETWEEN_YEARS.sub("、", unicodedata.normalize("NFKC", text).lower())
    for pattern, words in _COMPARED:
        plain = pattern.sub(words, plain)
    return folded(_DROPPED.sub("", plain)).translate(_PUNCTUATION)


def mask(text: str, mentions: tuple[Mention, ...] | list[Mention]) -> str:
    """The text with the words of the mentions replaced by '□', so that no later parser reads them again."""
    letters = list(text)
    for mention in mentions:
        letters[mention.start : mention.end] = "□" * (mention.end - mention.start)
    return "".join(letters)


def pieces(text: str) -> tuple[str, ...]:
    """What stands between masked words and punctuation."""
    return tuple(p for p in re.split(f"[□{re.escape(_STOPS)}]+", text) if p)


def longest_matches(
    text: str,
    words: Mapping[str, tuple[str, ...]],
    accept: Callable[[Mention], bool] = lambda _: True,
    lengths: Collection[int] | None = None,
) -> list[Mention]:
    """Non-overlapping accepted matches of the keys of `words`, longest first, then leftmost; one mention a value.

    `lengths`: the lengths of the keys, where they are known already; the time then no longer grows with their number.
    """
    found: list[Mention] = []
    places = _places_of_any(text, words) if lengths is None else _places_by_length(text, words, lengths)
    for start, end in places:
        here = Mention(text[start:end], start, end)
        if accept(here) and not any(here.overlaps(m) for m in found):
            found.append(here)
    return [Mention(value, m.start, m.end) for m in sorted(found, key=lambda m: m.start) for value in words[m.value]]


def _places_of_any(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Where any of the words stands, the longest first, then the leftmost; each word is looked for once."""
    places = [(at, at + len(word)) for word in words if word and word in text for at in _places_of(word, text)]
    return sorted(places, key=lambda place: (place[0] - place[1], place[0]))


def _places_of(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _places_by_length(text: str, words: Collection[str], lengths: Collection[int]) -> Iterator[tuple[int, int]]:
    """The same by looking up each part of the text that is as long as a word."""
    for size in sorted((size for size in lengths if 0 < size <= len(text)), reverse=True):
        for at in range(len(text) - size + 1):
            if text[at : at + size] in words:
                yield at, at + size
