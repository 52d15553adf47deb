"""OFD (GB/T 33190), the fixed-layout format of Chinese government offices → printed pages → their document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.errors import ReadingError
from corpus.reading.drawn import rules_of
from corpus.reading.limits import SCANNED_PAGES
from corpus.reading.ocr.recognised import Recognised, document_of, read_pictured_page
from corpus.reading.ofd_objects import POINTS, Contents, contents_of
from corpus.reading.ofd_package import OfdPackage, OfdPage
from corpus.reading.packages import opened
from corpus.reading.printed_chars import direction_of, glyphs_of, is_text
from corpus.reading.sheet import Sheet
from corpus.reading.space import Space
from corpus.report import Document, Problem

# A page with a picture of this part of its area and hardly a character is a scan.
_PICTURE, _FEW_CHARS = 0.3, 30


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is a picture: its bytes (b'' where they are missing), and how wide it is printed, in points."""

    number: int
    picture: bytes
    width: float


def read_ofd(data: bytes) -> Document:
    """The document of an OFD; ReadingError where it is damaged, encrypted, too large, or has no text."""
    pages = pages_of_ofd(data)
    scans = [page for page in pages if isinstance(page, Scan)]
    recognised, unread = _recognised(scans[:SCANNED_PAGES])
    sheets = [page for page in pages if isinstance(page, Sheet)]
    sheets += [page.sheet for page in recognised if page.sheet is not None]
    if not any(sheet.glyphs for sheet in sheets):
        raise ReadingError("这个 OFD 里没有认出文字。请换成带文字的 OFD、网页或 DOCX，或把正文和表格复制成文本。")
    left_out = [scan.number for scan in scans[SCANNED_PAGES:]]
    document = document_of(sorted(sheets, key=lambda sheet: sheet.number), recognised, left_out)
    return _with_unread(document, unread)


def _recognised(scans: Sequence[Scan]) -> tuple[list[Recognised], list[int]]:
    """The pages that are pictures, recognised, and the numbers of those whose picture is missing or can't be opened."""
    found: list[Recognised] = []
    unread: list[int] = []
    for scan in scans:
        try:
            if not scan.picture:
                raise ReadingError("")
            found.append(read_pictured_page(scan.picture, scan.number, scan.width / 72))
        except ReadingError:
            unread.append(scan.number)
    return found, unread


def pages_of_ofd(data: bytes) -> tuple[Sheet | Scan, ...]:
    """Every page of an OFD in order, as printed or as a picture, or as both where a few words stand on a large picture.

    ReadingError where it can't be opened.
    """
    with opened(data, "OFD") as zipped:
        package = OfdPackage(zipped)
        return tuple(part for page, own in package.pages() for part in _page(package, page, contents_of(page, own)))


def _page(package: OfdPackage, page: OfdPage, contents: Contents) -> Iterator[Sheet | Scan]:
    left, top, wide, high = (length * POINTS for length in page.box)
    chars = [char for char in contents.chars if not char.hidden]
    largest = max(contents.pictures, key=lambda picture: _area(picture[0]), default=None)
    covered = _area(largest[0]) / (wide * high) if largest else 0.0
    is_worded = is_text(chars)
    if largest and covered >= _PICTURE and (len(chars) < _FEW_CHARS or not is_worded):
        yield Scan(page.number, package.picture(largest[1]), largest[0][2] - largest[0][0])
    elif page.layers is None or (chars and not is_worded) or (not chars and _all(contents) >= _PICTURE * wide * high):
        yield Scan(page.number, b"", wide)
    if is_worded:
        space = Space(left, -(top + high), left + wide, -top, direction_of(chars))
        yield Sheet(page.number, *space.size, glyphs_of(chars, space), rules_of(contents.drawn, space))
    elif not contents.chars and not contents.pictures and page.layers is not None:
        yield Sheet(page.number, wide, high, (), ())


def _all(contents: Contents) -> float:
    """The area that pictures cut in strips take together."""
    return sum(_area(box) for box, _ in contents.pictures)


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _with_unread(document: Document, numbers: Sequence[int]) -> Document:
    """The document, and that those of its pages are pictures nobody read."""
    problems = [
        Problem(
            document.line_of_page(number),
            f"第{number}页的图片打不开，或其中的文字没有可识别的编码，没有读取；请对照原件",
        )
        for number in numbers
    ]
    return replace(document, problems=(*document.problems, *problems))
