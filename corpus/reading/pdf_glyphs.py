"""The characters of a PDF page, each with its box, as PDFium sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.reading.characters import is_private, meant
from corpus.reading.limits import check_printed_page
from corpus.reading.pdf_space import Space, quarter_turns
from corpus.reading.sheet import Glyph

# Points: smaller type is not meant to be read (a mark against copying).
_SMALLEST = 2.5
# Radians by which a line of text may lean.
_LEANING = 0.1
# What share of a page's characters may be unknown before its text is no text.
_UNKNOWN = 0.1
# A page of this many characters without a Chinese one, most of them no ASCII either, is written in a made-up alphabet.
_FEW = 40
_UNPRINTED = frozenset((9, 10, 13, 0x3000))
_INVISIBLE = 3  # text render mode of the words that a scanner lays under its picture
_LINE_END_HYPHEN = 2  # what PDFium makes of a hyphen at a line's end


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


def chars_of(page: pdfium.PdfPage, number: int) -> list[Char]:
    """The characters that page `number` prints, spaces too but not those PDFium adds; ReadingError for too many."""
    text = page.get_textpage()
    try:
        check_printed_page(number, text.count_chars())
        return list(_chars(text.raw, text.count_chars()))
    finally:
        text.close()


def _chars(text: raw.FPDF_TEXTPAGE, count: int) -> Iterator[Char]:
    rect, left, right, bottom, top = raw.FS_RECTF(), c_double(), c_double(), c_double(), c_double()
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) or code in _UNPRINTED:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, i, byref(rect)):
            continue
        raw.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        unknown = raw.FPDFText_HasUnicodeMapError(text, i) == 1 or code == 0
        char = "-" if code == _LINE_END_HYPHEN else chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        hidden = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, i)) == _INVISIBLE
        angle = -raw.FPDFText_GetCharAngle(text, i) % (2 * pi)  # PDFium turns to the right
        yield Char(char, rect.left, rect.bottom, rect.right, rect.top, angle, unknown, hidden)


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
