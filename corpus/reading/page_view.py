"""Pages of an original as pictures for people to look at: of a PDF or a picture file, upright, never huge."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2.raw as raw

from corpus.errors import ReadingError
from corpus.reading.limits import PICTURE_PIXELS, check_printed_page
from corpus.reading.pdf import opened_pdf, sheet_of
from corpus.reading.pdf_glyphs import chars_of
from corpus.reading.printed_chars import direction_of
from corpus.reading.sheet import Sheet
from corpus.reading.signatures import is_pdf, picture_ending

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL.Image import Image

# A page is read well on a screen at so many dots an inch; no picture has a side of more pixels.
DPI = 144
LONGEST_SIDE = 2_000


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as a PNG, its size in `width` × `height` (points of a PDF, pixels of a picture), and what is printed on it.

    `sheet` has the same size and way up; None for a page that is a picture. `count`: how many pages the file has.
    """

    png: bytes
    width: float
    height: float
    count: int
    sheet: Sheet | None = None


def can_be_seen(data: bytes) -> bool:
    """Whether pages of such a file can be drawn here."""
    return is_pdf(data) or bool(picture_ending(data))


def view_page(data: bytes, number: int) -> PageView | None:
    """Page `number` (from 1); None where there is none, or no pages can be drawn; ReadingError for a damaged file."""
    if number < 1:
        return None
    if is_pdf(data):
        return _page_of_pdf(data, number)
    return _page_of_picture(data, number) if picture_ending(data) else None


def _page_of_pdf(data: bytes, number: int) -> PageView | None:
    with opened_pdf(data) as document:
        if number > len(document):
            return None
        page = document[number - 1]
        try:
            check_printed_page(number, raw.FPDFPage_CountObjects(page.raw))
            sheet = sheet_of(page, number)
            # Drawn the way its text runs, whatever the page says: so is the sheet.
            turned = _turned(page, number) if sheet and sheet.glyphs else 0
            width, height = page.get_size() if turned % 180 == 0 else page.get_size()[::-1]
            scale = min(DPI / 72, LONGEST_SIDE / max(width, height, 1.0))
            drawn = page.render(scale=scale, rotation=turned).to_pil()
            return PageView(_png(drawn), width, height, len(document), sheet)
        finally:
            page.close()


def _turned(page: pdfium.PdfPage, number: int) -> int:
    """By how many degrees the page is turned to the right, beyond its own turn, for its text to be upright."""
    wanted = direction_of(chars_of(page, number)) * 90
    return int(wanted - page.get_rotation()) % 360


def _page_of_picture(data: bytes, number: int) -> PageView | None:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")  # of odd tags and of size, which is checked here
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if number > count:
                return None
            image.seek(number - 1)
            if image.width * image.height > PICTURE_PIXELS:
                raise ReadingError("图片太大，不能显示。请下载原件查看。")
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            seen = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")
            seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return PageView(_png(seen), seen.width, seen.height, count)
    except Image.DecompressionBombError as error:
        raise ReadingError("图片太大，不能显示。请下载原件查看。") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadingError("图片已损坏或不完整，不能显示。请下载原件查看。") from error


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()
