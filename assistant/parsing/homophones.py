"""Typos that sound right: a name written with other characters of the same reading (素迁 → 宿迁)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.parsing.text import Mention

# A reading that gains or loses one of these says the opposite; it is no typo.
_TURNED = frozenset("不没未无非")


@lru_cache(maxsize=65536)
def _reading(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # loads a large table: only when a question needs it

    return lazy_pinyin(character, style=Style.NORMAL)[0]


def readings(text: str) -> tuple[str, ...]:
    """The toneless reading of each character, one by one."""
    return tuple(_reading(c) for c in text)


def sounds_like(text: str, words: Iterable[str]) -> Mention | None:
    """The longest word that sounds like a part of the text and shares half of its characters with it, or None."""
    spoken = readings(text)
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        if len(word) < 2 or len(word) > len(text):
            continue
        wanted = readings(word)
        for at in range(len(text) - len(word) + 1):
            if spoken[at : at + len(word)] == wanted:
                same = sum(a == b for a, b in zip(text[at : at + len(word)], word, strict=True))
                if _TURNED & (set(text[at : at + len(word)]) ^ set(word)):
                    continue
                if same * 2 >= len(word) and same < len(word):
                    return Mention(word, at, at + len(word))
    return None
