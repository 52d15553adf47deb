"""Typos that sound right: a name written with other characters of the same reading (素迁 → 宿迁)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.parsing.text import Mention

# A reading that gains or loses one of these says the opposite; it is no typo.
TURNED = frozenset("不没未无非")


@lru_cache(maxsize=65536)
def _reading(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # loads a large table: only when a question needs it

    return lazy_pinyin(character, style=Style.NORMAL)[0]


def readings(text: str) -> tuple[str, ...]:
    """The toneless reading of each character, one by one."""
    return tuple(_reading(c) for c in text)


Spoken = Mapping[int, Mapping[tuple[str, ...], tuple[str, ...]]]
"""Words by their length and how they are read."""


def by_sound(words: Iterable[str]) -> Spoken:
    """The words of two characters or more by their readings, to be made once for many questions."""
    found: dict[int, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for word in sorted(set(words)):
        if len(word) >= 2:
            alike, reading = found.setdefault(len(word), {}), readings(word)
            alike[reading] = (*alike.get(reading, ()), word)
    return found


def sounds_like(text: str, spoken: Spoken) -> Mention | None:
    """The longest word that sounds like a part of the text and shares half of its characters with it.

    None where there is none, or where several words are equally near.
    """
    heard = readings(text)
    for size in sorted((size for size in spoken if size <= len(text)), reverse=True):
        parts = ((at, text[at : at + size], heard[at : at + size]) for at in range(len(text) - size + 1))
        fit = [
            (-_alike(said, w), w, at)
            for at, said, reading in parts
            for w in spoken[size].get(reading, ())
            if is_typo(said, w)
        ]
        if fit:
            nearest = [(word, at) for alike, word, at in sorted(fit) if alike == min(fit)[0]]
            # 素州 may be 宿州 or 苏州: no guess is made.
            word, at = nearest[0]
            return Mention(word, at, at + size) if all(other == word for other, _ in nearest) else None
    return None


def same_sound(said: str, word: str, heard: tuple[str, ...]) -> bool:
    """Whether `said`, read as `heard`, may be a slip for a word that sounds the same."""
    return heard == readings(word) and is_typo(said, word)


def is_typo(said: str, word: str) -> bool:
    """Whether `said` may be a slip for the word that sounds the same: half right, and not turned into its opposite."""
    same = _alike(said, word)
    return same * 2 >= len(word) and same < len(word) and not TURNED & (set(said) ^ set(word))


def _alike(said: str, word: str) -> int:
    return sum(a == b for a, b in zip(said, word, strict=True))
