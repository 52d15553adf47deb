"""What is typed into a search: words, and phrases in quotes; and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.service.statutory_rows import terms_of
from corpus.folding import folded
from index.words import normal_form, shared_words

_QUOTED = re.compile(r"[“\"”＂「『]([^“”\"＂「」『』]+)[”\"“＂」』]")
# Full-width digits, letters and signs as ordinary ones, each for one: places in the text stay.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Query:
    """`words`: the query without its quotes; `phrases`: what stood in quotes, solid and in lower case."""

    words: str
    phrases: tuple[str, ...] = ()
    _marked: re.Pattern[str] | None = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def share(self, text: str) -> float:
        """How much of the words (pairs of characters) stands in a text, 0 to 1."""
        wanted = terms_of(self.words)
        return len(wanted & terms_of(text)) / len(wanted) if wanted else 0.0

    def has_phrases(self, text: str) -> bool:
        """Whether all phrases stand in the text, whatever blanks and line breaks are between their characters."""
        solid = _solid(text)
        return all(phrase in solid for phrase in self.phrases)

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """The spans of the text where words of the query stand, in order, none in another."""
        if self._marked is None:
            return ()
        return tuple(match.span() for match in self._marked.finditer(_plain(text)))


def read_query(typed: str) -> Query:
    """The query as typed, cut to its first characters."""
    typed = typed[:LONGEST]
    phrases = tuple(dict.fromkeys(filter(None, (_solid(found) for found in _QUOTED.findall(typed)))))
    words = " ".join(_QUOTED.sub(" ", typed).split())
    return Query(words, phrases, _pattern([*phrases, *_words(words)]))


def _words(text: str) -> list[str]:
    """The words to look for in what was found: those of two characters and more, or all where there are no such."""
    every = list(dict.fromkeys((*normal_form(text).split(), *shared_words().words(text)))) if text else []
    return [word for word in every if len(word) > 1] or every


def _pattern(terms: Sequence[str]) -> re.Pattern[str] | None:
    """Finds any of the terms, the longest first, blanks and line breaks between characters or not."""
    ordered = sorted(dict.fromkeys(filter(None, terms)), key=lambda term: (-len(term), term))
    return re.compile("|".join(r"\s*".join(map(re.escape, term)) for term in ordered)) if ordered else None


def _plain(text: str) -> str:
    """The text as terms are looked for in it, every character in its place."""
    lowered = folded(text).translate(_NARROW).lower()
    return lowered if len(lowered) == len(text) else text


def _solid(text: str) -> str:
    return "".join(_plain(text).split())
