"""The characters of a printed page in its own space → glyphs of a sheet; and whether they are words at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

from corpus.reading.characters import is_private, meant
from corpus.reading.sheet import Glyph
from corpus.reading.space import Space, quarter_turns

# Points: smaller type is not meant to be read (a mark against copying).
_SMALLEST = 2.5
# Radians by which a line of text may lean.
_LEANING = 0.1
# What share of a page's characters may be unknown before its text is no text.
_UNKNOWN = 0.1
# A page of this many characters without a Chinese one, most of them no ASCII either, is written in a made-up alphabet.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Char:
    """A character in the page's own space: its box, and its direction in radians to the left of the page's x axis."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    angle: float
    unknown: bool
    hidden: bool


def direction_of(chars: Sequence[Char]) -> int:
    """By how many quarter turns to the left most of the page's text is written (0 upright)."""
    return max(Counter(quarter_turns(c.angle) for c in chars).items(), key=lambda item: (item[1], -item[0]))[0]


def is_text(chars: Sequence[Char]) -> bool:
    """Whether the characters are words: seen, known to Unicode, and of an alphabet that reports are written in."""
    chars = [c for c in chars if not c.text.isspace()]
    if not chars:
        return False
    hidden = sum(c.hidden for c in chars)
    unknown = sum(c.unknown or is_private(meant(c.text)[:1] or "\ufffd") for c in chars)
    foreign = sum(c.text > "\x7f" and not "\u2000" <= c.text <= "\uffef" for c in chars)
    chinese = sum("\u2e80" <= c.text <= "\u9fff" for c in chars)
    if len(chars) >= _FEW and foreign > max(chinese, len(chars) // 4):
        return False
    return 2 * hidden < len(chars) and unknown <= _UNKNOWN * len(chars)


def glyphs_of(chars: Sequence[Char], space: Space) -> tuple[Glyph, ...]:
    """The characters that stand upright once the page is turned, or run down a column; watermarks lean and are not."""
    glyphs = []
    for char in chars:
        turned = (char.angle - space.turns * pi / 2 + pi) % (2 * pi) - pi
        if char.hidden or min(abs(turned), abs(turned + pi / 2)) > _LEANING:
            continue
        left, top, right, bottom = space.box(char.left, char.bottom, char.right, char.top)
        if bottom - top >= _SMALLEST or right - left >= _SMALLEST:
            glyphs.append(Glyph(char.text, left, top, right, bottom))
    return tuple(glyphs)
