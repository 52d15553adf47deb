"""Names of what is counted with a letter left out: 行政议维持 → 行政复议维持; only where a letter beside the gap is in no word."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from assistant.parsing.homophones import TURNED
from assistant.parsing.indicators import known_names
from assistant.parsing.text import Mention, fold, mask
from assistant.parsing.word_slips import known_words, stands_in_a_word
from corpus.forms.catalogue import load_catalogue

# Of a shorter name too little is left; a longer one is a sentence.
_SHORTEST, _LONGEST = 4, 12
# Letters that stand between words; beside one of these nothing is left out.
_BETWEEN = frozenset(
    "的了不没未和及跟同或在是有过因把被给问看查请办收发比数年月日这那各哪几每里中下上多少个件条项一二三四五六七八九十"
)
_CHINESE = re.compile("[一-龥]+")
# What asks is no name of what is counted: 谁申请 is not 谁能申请 with a letter left out.
_ASKS = re.compile("谁|什么|啥|怎|如何|哪|能|可以|要不要|多久|吗")


@cache
def _left() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """What is left of each name without one of its inner letters → the names, and where the letter is missing."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in sorted(_names()):
        if _SHORTEST <= len(name) <= _LONGEST and _CHINESE.fullmatch(name) and not _ASKS.search(name):
            for i in range(1, len(name) - 1):
                said = name[:i] + name[i + 1 :]
                if name[i] not in TURNED and said not in known_names():
                    found.setdefault(said, []).append((name, i))
    return {said: tuple(names) for said, names in found.items()}


def _names() -> set[str]:
    """What is counted: the words for it, and its labels in one word."""
    labels = {fold(i.label).replace("·", "") for i in load_catalogue().indicators}
    who = {fold(word) for a in load_catalogue().applicants for word in (a.label, *a.aliases)}
    return ({*known_names()} | labels) - who


@cache
def _sizes() -> tuple[int, ...]:
    return tuple(sorted({len(said) for said in _left()}, reverse=True))


def filled(text: str, hidden: Collection[Mention]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The folded question with the letters left out put in, but in what is hidden; each name as (said, meant)."""
    open_text = mask(text, [*hidden])
    here = _first(open_text)
    if here is None:
        return text, ()
    said = text[here.start : here.end]
    return text[: here.start] + here.value + text[here.end :], ((said, here.value),)


def _first(text: str) -> Mention | None:
    """The longest name with a letter left out."""
    known = known_words(text)
    for size in _sizes():
        for at in range(len(text) - size + 1):
            names = _left().get(text[at : at + size], ())
            # 行政复议 may be written in two ways with the same letter doubled: where it is missing makes no odds.
            if len({name for name, _ in names}) == 1 and any(_loose(text, at + gap, known) for _, gap in names):
                return Mention(names[0][0], at, at + size)
    return None


def _loose(text: str, gap: int, known: Collection[Mention]) -> bool:
    """Whether a letter beside the gap stands in no word."""
    return any(
        text[at] not in _BETWEEN and not any(m.start <= at < m.end for m in known) and not stands_in_a_word(text, at)
        for at in (gap - 1, gap)
    )
