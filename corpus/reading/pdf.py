"""PDF → printed pages: characters and lines with PDFium, which also guards against damaged and hostile files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import ReadingError
from corpus.reading.drawn import Drawn, pictures_of, rules_of
from corpus.reading.limits import check_printed_page, check_printed_pages, check_printed_total, render_scale
from corpus.reading.pdf_glyphs import chars_of
from corpus.reading.pdf_rules import drawn_on
from corpus.reading.printed_chars import direction_of, glyphs_of, is_text
from corpus.reading.sheet import Sheet
from corpus.reading.space import Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A page with a picture of this part of its area and hardly a character is a scan.
_PICTURE, _FEW_CHARS = 0.3, 30
_MOST_OF_PAGE = 0.5
_LOCK = Lock()  # PDFium keeps global state: one thread at a time


def sheets_of_pdf(data: bytes) -> tuple[Sheet | None, ...]:
    """Every page of a PDF, None where it is a picture or its text is no text; ReadingError where it can't be opened."""
    with opened_pdf(data) as document:
        sheets: list[Sheet | None] = []
        total = 0
        for number, page in enumerate(_pages(document), start=1):
            sheets.append(sheet := sheet_of(page, number))
            total += len(sheet.glyphs) + len(sheet.rules) if sheet else 0
            check_printed_total(total)
        return tuple(sheets)


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """A page as a grey picture (height × width, 0 black) at `dpi`; `own_dpi`: how finely its picture was scanned.

    `own_dpi` is None where no picture takes most of the page.
    """

    grey: NDArray[np.uint8]
    dpi: float
    own_dpi: float | None


def render_page(data: bytes, number: int, dpi: int) -> Rendered:
    """Page `number` (from 1) of a PDF as a picture, coarser than `dpi` where it would be huge."""
    with opened_pdf(data) as document:
        page = document[number - 1]
        try:
            scale = render_scale(page.get_size(), dpi)
            bitmap = page.render(scale=scale, grayscale=True)
            grey = bitmap.to_numpy().copy().reshape(bitmap.height, bitmap.width)
            return Rendered(grey, scale * 72, _own_dpi(page))
        finally:
            page.close()


def _own_dpi(page: pdfium.PdfPage) -> float | None:
    """Dots an inch of the picture that takes most of the page."""
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    found = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        a, b, c, d = item.get_bounds()
        taken = (c - a) * (d - b)
        pixels = math.prod(item.get_px_size())
        if taken >= _MOST_OF_PAGE * area and pixels:
            found.append(72 * math.sqrt(pixels / taken))
    return max(found, default=None)


@contextmanager
def opened_pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document; what PDFium can't open or draw is a ReadingError."""
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise ReadingError(_why(error)) from error
        try:
            check_printed_pages(len(document))
            yield document
        except pdfium.PdfiumError as error:
            raise ReadingError(_DAMAGED) from error
        finally:
            document.close()


_DAMAGED = "PDF 文件已损坏或没有下载完整，无法读取。请重新下载，或用阅读器打开后另存再试。"


def _why(error: pdfium.PdfiumError) -> str:
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return "这个 PDF 设了打开密码，无法读取。请取消密码后另存再试。"
    return _DAMAGED


def _pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    """The pages one by one, each closed before the next is opened."""
    for i in range(len(document)):
        page = document[i]
        try:
            check_printed_page(i + 1, raw.FPDFPage_CountObjects(page.raw))
            yield page
        finally:
            page.close()


def sheet_of(page: pdfium.PdfPage, number: int) -> Sheet | None:
    """What is printed on an open page, None where it is a picture or its text is no text."""
    chars, drawn = chars_of(page, number), drawn_on(page)
    if not chars and not drawn.pictures:
        width, height = page.get_size()
        return Sheet(number, width, height, (), ())
    if not is_text(chars) or (
        sum(not c.text.isspace() for c in chars) < _FEW_CHARS and _shown(page, drawn) >= _PICTURE
    ):
        return None
    left, bottom, right, top = page.get_bbox()
    space = Space(left, bottom, right, top, direction_of(chars))
    return Sheet(number, *space.size, glyphs_of(chars, space), rules_of(drawn, space), pictures_of(drawn, space))


def _shown(page: pdfium.PdfPage, drawn: Drawn) -> float:
    """The part of the page that its pictures take, at most 1."""
    left, bottom, right, top = page.get_bbox()
    area: float = max((right - left) * (top - bottom), 1.0)
    taken: float = sum((p[2] - p[0]) * (p[3] - p[1]) for p in drawn.pictures)
    return min(1.0, taken / area)
