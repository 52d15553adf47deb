"""Slips in the words of a question: 申清 → 申请, 处里费 → 处理费, 未/末; only where what is typed is no word."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.parsing.homophones import is_typo, readings
from assistant.parsing.indicators import known_names
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import Mention, fold, longest_matches, mask
from index.words import shared_words

# A word from this length on may sound nearly right (zh for z, ing for in); in shorter ones too many would fit.
_NEARLY_FROM = 3
# From this length on one wrong character is a slip though it happens to make a word with its neighbours.
_LONG = 4
_SHORT_WORDS = range(2, 5)
_NEARLY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))

_Heard = dict[int, dict[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Mended:
    """The text with its slips read as the words meant, at the same places; each slip and its word."""

    text: str
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Slips:
    """slips.toml: `looks`: character → the one that stands for those that look like it."""

    instead: dict[str, str]
    looks: dict[int, str]
    common: frozenset[str]


@cache
def _slips() -> _Slips:
    data = tomllib.loads((files("assistant.parsing") / "slips.toml").read_text(encoding="utf-8"))
    looks = {ord(other): group[0] for group in data["shapes"]["groups"] for other in group[1:]}
    return _Slips(
        {fold(said): fold(meant) for said, meant in data["instead"].items()},
        looks,
        frozenset(map(fold, data["common"]["words"])),
    )


@cache
def _vocabulary() -> frozenset[str]:
    """What a slip may be meant for."""
    words = {*known_names(), *_slips().common}
    # 数的 is no slip for 输的: one character would be all there is of the word.
    return frozenset(word for word in words if len(word) > 2 or (len(word) == 2 and word[1] not in "的了过"))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Words of questions; none of them is a slip."""
    lexicon = load_lexicon()
    cues = {word for cue in lexicon.cues.values() for word in cue.words}
    words = {*_vocabulary(), *lexicon.filler, *lexicon.synonyms, *lexicon.qualifiers, *cues}
    return {word: (word,) for word in words if len(word) > 1}


@cache
def _lengths() -> frozenset[int]:
    return frozenset(map(len, _known()))


def _sound(text: str, nearly: bool = False) -> tuple[str, ...]:
    """How each character is read, those that look alike in one way; `nearly`: without what many hear no difference in."""
    heard = readings(text.translate(_slips().looks))
    if not nearly:
        return heard
    for said, plain in _NEARLY:
        heard = tuple(one.replace(said, plain) for one in heard)
    return heard


@cache
def _by_sound(nearly: bool) -> _Heard:
    found: _Heard = {}
    for word in sorted(_vocabulary()):
        if not nearly or len(word) >= _NEARLY_FROM:
            alike, heard = found.setdefault(len(word), {}), _sound(word, nearly)
            alike[heard] = (*alike.get(heard, ()), word)
    return found


def mended(text: str, hidden: Collection[Mention] = ()) -> Mended:
    """The folded question with the slips in its words mended, but in what is hidden; every place stays what it was."""
    slips = [Mention(meant, m.start, m.end) for m in _instead(text) for meant in [m.value]]
    open_text = mask(text, [*hidden, *slips])
    slips += [*_heard(open_text)]
    slips.sort(key=lambda m: m.start)
    told = tuple((text[m.start : m.end], m.value) for m in slips)
    letters = list(text)
    for slip in slips:
        letters[slip.start : slip.end] = slip.value
    return Mended("".join(letters), tuple(dict.fromkeys(told)))


def known_words(text: str) -> list[Mention]:
    """The words of questions in a folded text."""
    return longest_matches(text, _known(), lengths=_lengths())


def _instead(text: str) -> list[Mention]:
    return longest_matches(text, {said: (meant,) for said, meant in _slips().instead.items()})


def _heard(text: str) -> list[Mention]:
    """The words that parts of the text sound or look like, longest first, none over another."""
    known = known_words(text)
    found: list[Mention] = []
    for nearly in (False, True):
        heard, words = _sound(text, nearly), _by_sound(nearly)
        for size in sorted(words, reverse=True):
            alike = words[size]
            for at in range(len(text) - size + 1):
                sounding = alike.get(heard[at : at + size])
                if sounding is None:
                    continue
                meant = _meant(text[at : at + size], sounding)
                here = Mention(meant, at, at + size)
                if meant and not any(here.overlaps(m) for m in found) and _no_word(text, here, known, nearly):
                    found.append(here)
    return found


def _meant(said: str, words: tuple[str, ...]) -> str:
    """The one word that `said` may be a slip for; '' where none or several."""
    fit = [w for w in words if said != w and (is_typo(said, w) or _looks(said, w))]
    return fit[0] if len(fit) == 1 and said not in words else ""


def _looks(said: str, word: str) -> bool:
    """Whether the two look alike: 末办结, 未办结."""
    return said.translate(_slips().looks) == word.translate(_slips().looks)


def _no_word(text: str, slip: Mention, known: list[Mention], nearly: bool) -> bool:
    """Whether the characters that differ stand in no word as typed."""
    wrong = [i for i in range(slip.start, slip.end) if text[i] != slip.value[i - slip.start]]
    if any(m.start <= i < m.end for i in wrong for m in known):
        return False
    if _beside_a_word(slip, wrong, known) and not _looks(text[slip.start : slip.end], slip.value):
        return False
    if len(slip.value) >= _LONG and len(wrong) == 1 and not nearly:
        return True
    return not any(stands_in_a_word(text, i) for i in wrong)


def _beside_a_word(slip: Mention, wrong: list[int], known: list[Mention]) -> bool:
    """Whether all that is right is a word of its own with the rest before or behind it: 信|公开 is no 新公开."""
    right = [i for i in range(slip.start, slip.end) if i not in wrong]
    whole = right[-1] - right[0] + 1 == len(right) and len(right) > 1
    return whole and any(m.start <= right[0] and right[-1] < m.end for m in known)


def stands_in_a_word(text: str, at: int) -> bool:
    """Whether the character stands in a word of two characters or more."""
    return any(
        shared_words().is_word(text[start : start + size])
        for size in _SHORT_WORDS
        for start in range(max(0, at - size + 1), min(at, len(text) - size) + 1)
    )
