"""Files whose pages are pictures → sheets and documents; what was read at a risk is said page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.errors import ReadingError
from corpus.reading import deadline
from corpus.reading.limits import PICTURE_SECONDS, SCANNED_PAGES
from corpus.reading.ocr.pictures import SHEET_WIDTH, pictures
from corpus.reading.sheet import Sheet
from corpus.reading.sheets import read_sheets
from corpus.report import Document, Problem

if TYPE_CHECKING:
    from corpus.reading.ocr.pixels import Grey

DPI = 288  # at which PDF pages are drawn: the working resolution, see pixels.py
LEAST_DPI = 150  # below it whole rows were lost when measured (`python -m bench scan`)
# Pixels of a side, dots an inch, shades between ink and paper: with less there is no writing to be read.
_SMALLEST, _COARSEST, _CONTRAST = 100, 40, 40
_PAPER = (5.0, 17.0)  # inches across a sheet, A5 to A2: a page that says another width was not measured
_PLACEHOLDER = "〓"

_COARSE = "{pages}的图片分辨率过低（约 {dpi:.0f} dpi），可能认错或漏认。请对照原件，或以 200 dpi 以上重新扫描后再添加。"
_TOO_MANY = "这个文件的图片页超过 {most} 页，第{page}页起的图片没有识别。请拆成几个文件再添加。"
_UNREAD = "第{page}页有{count}处字迹认不出来，文中以“〓”表示；请对照原件。"
_NOTHING = "图片里没有认出文字。请检查是否为年报的扫描件或照片，或换成网页、DOCX 格式再试。"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's sheet (None: nothing is written on it) and how finely it was scanned, None where that is not known."""

    number: int
    sheet: Sheet | None
    dpi: float | None


def read_picture(data: bytes) -> Document:
    """The document of a picture file (PNG, JPEG, TIFF …); ReadingError where it is damaged or shows no text."""
    pages: list[Recognised] = []
    for number, picture in enumerate(pictures(data), start=1):
        sheets = [s for part in picture.parts()[:SCANNED_PAGES] if (s := _sheet(part, picture.dpi, number)) is not None]
        pages += [Recognised(number, sheet, picture.dpi) for sheet in sheets]
    if not pages:
        raise ReadingError(_NOTHING)
    return document_of([page.sheet for page in pages if page.sheet], pages)


def read_scanned_pages(data: bytes, numbers: Sequence[int]) -> list[Recognised]:
    """Those pages of a PDF, recognised as far as there are not too many of them."""
    from corpus.reading.pdf import render_page  # neither pictures nor OFD need PDFium

    found = []
    for number in numbers[:SCANNED_PAGES]:
        drawn = render_page(data, number, DPI)
        found.append(Recognised(number, _sheet(drawn.grey, drawn.dpi, number), drawn.own_dpi))
    return found


def read_pictured_page(data: bytes, number: int, inches: float) -> Recognised:
    """Page `number`, printed as a picture file that many inches wide; ReadingError where the file is damaged."""
    picture = next(iter(pictures(data)))
    dpi = picture.grey.shape[1] / (inches if _PAPER[0] <= inches <= _PAPER[1] else SHEET_WIDTH)
    return Recognised(number, _sheet(picture.grey, dpi, number), dpi)


def _sheet(grey: Grey, dpi: float, number: int) -> Sheet | None:
    if min(grey.shape) < _SMALLEST or dpi < _COARSEST or int(grey.min()) + _CONTRAST > int(grey.max()):
        return None
    from corpus.reading.ocr.page import sheet_of_page  # OpenCV and the models are slow to load, and seldom needed

    deadline.allow(PICTURE_SECONDS)
    return sheet_of_page(grey, dpi, number)


def document_of(sheets: Sequence[Sheet], recognised: Sequence[Recognised], unread: Iterable[int] = ()) -> Document:
    """The document of all its sheets, with what is to be said of those `recognised` and of pages left `unread`."""
    document = read_sheets(sheets)
    problems = [*document.problems, *_problems(document, recognised)]
    left_out = min(unread, default=0)
    if left_out:
        problems.append(Problem(document.line_of_page(left_out), _TOO_MANY.format(most=SCANNED_PAGES, page=left_out)))
    scanned = tuple(dict.fromkeys(page.number for page in recognised if page.sheet is not None))
    return replace(document, problems=tuple(problems), scanned=scanned)


def _problems(document: Document, recognised: Sequence[Recognised]) -> Iterable[Problem]:
    coarse = {p.number: p.dpi for p in recognised if p.sheet and p.dpi is not None and p.dpi < LEAST_DPI}
    if coarse:
        pages = f"第{'、'.join(map(str, coarse))}页" if len(document.pages) > 1 else "这份文件"
        yield Problem(document.line_of_page(min(coarse)), _COARSE.format(pages=pages, dpi=min(coarse.values())))
    unread = Counter(p.number for p in recognised if p.sheet for glyph in p.sheet.glyphs if glyph.text == _PLACEHOLDER)
    for number, count in sorted(unread.items()):
        yield Problem(document.line_of_page(number), _UNREAD.format(page=number, count=count))
