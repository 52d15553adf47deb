"""The words of a question that carry its subject: no cues, no filler, no units of a number asked for."""

from __future__ import annotations

import re
from functools import cache

from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import Mention, longest_matches, mask, pieces
from corpus.numerals import NUMBER
from index.words import Words


def _cue_mentions(text: str) -> list[Mention]:
    return longest_matches(text, {w: (w,) for cue in load_lexicon().cues.values() for w in cue.words})


# 多少份, 几期: the unit of a number asked for is no word of the subject.
_COUNTED = re.compile(
    r"(?:多少|第?几)(?:个|条|件|次|场|期|篇|份|册|人次|人(?!口|员|才)|名|家|起|宗|项|倍|种|类|万元|亿元|万|元|处(?![罚理分置])|台|辆|所|座|亩)?|哪\d*[个条件次场期篇份家项种类年]"
)
_OF_DISCLOSURE = re.compile("(?:政府|依)?(?:信息|政务|申请|主动)公开|公开(?=申请|工作|年报)")
# What a verb or noun ends in when people speak: 办过, 发得, 库里.
_ASPECT = re.compile(r"(?<=.)[过得了的里中上内呢]+$")
# 12345 is the name of a hotline; a shorter number is none.
YEAR_DIGITS = 4
# 第二 of 第二多: a place in a ranking, no subject.
_PLACE = re.compile(f"第{NUMBER}")


@cache
def _segmenter() -> Words:
    return Words(load_lexicon().synonyms)


def content_words(text: str) -> tuple[str, ...]:
    """The words of a (masked) question that carry its subject: no cues, no filler, once each, in order."""
    filler = frozenset(load_lexicon().filler)
    hidden = mask(_COUNTED.sub("□", text), _cue_mentions(text))
    found = [w for piece in pieces(hidden) for w in _longest(_segmenter().words(piece))]
    bare = (_ASPECT.sub("", w) for w in found)
    return tuple(
        dict.fromkeys(
            w
            for w in bare
            if w not in filler and len(w) > 1 and (not w.isdigit() or len(w) > YEAR_DIGITS) and not _PLACE.fullmatch(w)
        )
    )


def _longest(found: list[str]) -> list[str]:
    """Without the shorter words that the segmenter gives inside longer ones."""
    return [w for w in found if not any(w != other and w in other for other in found)]


def says_something(text: str) -> bool:
    """Whether a part of a list names something: content words, or 不给公开 where 公开 is no part of 信息公开."""
    return bool(content_words(text)) or "公开" in _OF_DISCLOSURE.sub("", text)
