"""The originals of reports: their bytes wherever they are kept, and their pages as pictures with cited places found."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING

from assistant.links import is_web_address
from corpus.archives import file_address, read_bytes
from corpus.errors import NianbaoError
from corpus.report import Report
from corpus.web.originals import CopyOf

if TYPE_CHECKING:
    from corpus.reading.page_view import PageView
    from corpus.reading.sheet import Rule

# Pages drawn lately are kept, so many bytes of them; drawing one takes a tenth of a second to half a second.
KEPT_BYTES = 48 * 1024 * 1024
# More pages than these waiting to be drawn: whoever asks now is told to come back.
MOST_WAITING = 12
# How the name of a file ends whose pages can be drawn.
SEEN = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"))


class BusyError(NianbaoError):
    """Too many pages are being drawn."""


class NoOriginalError(NianbaoError):
    """The original is not where it was, and no copy of it is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page and the boxes on it (its own units) where a place of the report stands, () where they aren't known."""

    page: PageView
    boxes: tuple[Rule, ...]


class Originals:
    """Reads originals and draws their pages, one at a time in a thread of its own: PDFium is made for one."""

    def __init__(self, copy_of: CopyOf) -> None:
        self._copy_of = copy_of
        self._drawing = ThreadPoolExecutor(1, "pages")
        self._waiting = 0
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, int], PageView] = OrderedDict()

    def file_of(self, report: Report) -> str | None:
        """Where the bytes lie (`archives.read_bytes` reads them); None for a report of the web without a copy."""
        if not is_web_address(report.address):
            return file_address(report.address)
        kept = self._copy_of(report.address)
        return kept.file if kept else None

    def data(self, report: Report) -> bytes:
        """The original, byte for byte; NoOriginalError where there is none any more."""
        file = self.file_of(report)
        try:
            if file is not None:
                return read_bytes(file)
        except (OSError, NianbaoError) as error:
            raise NoOriginalError(report.file) from error
        raise NoOriginalError(report.file)

    def has_pages(self, report: Report) -> bool:
        """Whether pages of the original can be looked at here, by its name and its pages."""
        seen = PurePath(report.file).suffix.lower() in SEEN or PurePath(report.address).suffix.lower() in SEEN
        return seen and bool(report.pages) and self.file_of(report) is not None

    def page(self, report: Report, number: int) -> PageView | None:
        """Page `number` (from 1), None where there is none; NoOriginalError, ReadingError, BusyError."""
        key = (report.content_hash or report.id, number)
        if (known := self._known(key)) is not None:
            return known
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise BusyError("同时打开的页面太多，请稍后再试。")
            self._waiting += 1
        try:
            drawn: Future[PageView | None] = self._drawing.submit(self._draw, report, number, key)
            return drawn.result()
        finally:
            with self._lock:
                self._waiting -= 1

    def place(self, report: Report, number: int, start: int, end: int) -> Place | None:
        """As `page`, with the boxes of `report.text[start:end]` on it."""
        from corpus.printed_places import boxes_on_page

        page = self.page(report, number)
        if page is None:
            return None
        known = page.sheet is not None and (start, end) != (0, 0) and 0 <= start <= end <= len(report.text)
        return Place(page, boxes_on_page(report, page.sheet, start, end) if known and page.sheet else ())

    def _draw(self, report: Report, number: int, key: tuple[str, int]) -> PageView | None:
        from corpus.reading.page_view import view_page

        if (known := self._known(key)) is not None:
            return known
        drawn = view_page(self.data(report), number)
        if drawn is not None:
            with self._lock:
                self._kept[key] = drawn
                while sum(len(page.png) for page in self._kept.values()) > KEPT_BYTES and len(self._kept) > 1:
                    self._kept.popitem(last=False)
        return drawn

    def _known(self, key: tuple[str, int]) -> PageView | None:
        with self._lock:
            page = self._kept.get(key)
            if page is not None:
                self._kept.move_to_end(key)
            return page
