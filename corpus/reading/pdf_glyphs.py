"""The characters of a PDF page, each with its box, as PDFium sees them."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.reading.limits import check_printed_page
from corpus.reading.printed_chars import Char

_UNPRINTED = frozenset((9, 10, 13, 0x3000))
_INVISIBLE = 3  # text render mode of the words that a scanner lays under its picture
_LINE_END_HYPHEN = 2  # what PDFium makes of a hyphen at a line's end


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
