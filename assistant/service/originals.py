"""The originals of reports: their bytes wherever they are kept, and their pages as pictures with cited places found."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from assistant import wording_originals as wording
from assistant.links import is_web_address
from assistant.service.kept import KeptBytes
from corpus.apart import Apart, CutOffError, OverranError
from corpus.archives import file_address, read_bytes
from corpus.errors import NianbaoError, ReadingError
from corpus.report import Report
from corpus.web.originals import CopyOf

if TYPE_CHECKING:
    from corpus.reading.page_view import PageView
    from corpus.reading.sheet import Rule

log = logging.getLogger(__name__)

# Pages drawn lately are kept, so many bytes of them; drawing one takes a tenth of a second to half a second.
KEPT_BYTES = 48 * 1024 * 1024
# What a character or a line of a page takes in memory beside the picture.
BYTES_A_MARK = 300
# A page that takes longer is no page of a report; its drawing is ended.
DRAWING_SECONDS = 8.0
# A page that could not be drawn is not tried again for so long: it may have been the machine.
FAILED_SECONDS = 600.0
FAILURE_BYTES = 1_000
# More pages than these waiting to be drawn: whoever asks now is told to come back; so is who has waited so long.
MOST_WAITING = 8
WAITING_SECONDS = 15.0
# When the service ends, a page that is being drawn is waited for no longer.
GOODBYE_SECONDS = 1.0
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


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a page could not be drawn, and until when (by `monotonic`) it is not tried again."""

    why: str
    until: float


class Originals:
    """Reads originals and draws their pages, one at a time, in a process of its own: a hostile page can be ended there."""

    def __init__(self, copy_of: CopyOf) -> None:
        self._copy_of = copy_of
        self._apart = Apart(drawn_page)
        self._turn = Lock()
        self._waiting = 0
        self._lock = Lock()
        self._kept: KeptBytes[PageView | _Failure] = KeptBytes(KEPT_BYTES)

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

    def is_drawn(self, report: Report, number: int) -> bool:
        """Whether that page is at hand, so that showing it costs next to nothing."""
        return self._kept.get(_key(report, number)) is not None

    def page(self, report: Report, number: int) -> PageView | None:
        """Page `number` (from 1), None where there is none; NoOriginalError, ReadingError, BusyError."""
        if (known := self._known(_key(report, number))) is not None:
            return known
        with self._my_turn():
            return self._known(_key(report, number)) or self._drawn(report, number)

    def place(self, report: Report, number: int, start: int, end: int) -> Place | None:
        """As `page`, with the boxes of `report.text[start:end]` on it."""
        from corpus.printed_places import boxes_on_page

        page = self.page(report, number)
        if page is None:
            return None
        known = page.sheet is not None and (start, end) != (0, 0) and 0 <= start <= end <= len(report.text)
        return Place(page, boxes_on_page(report, page.sheet, start, end) if known and page.sheet else ())

    def close(self) -> None:
        """Ends the process that draws; the next page starts it again."""
        if self._turn.acquire(timeout=GOODBYE_SECONDS):
            try:
                self._apart.close()
            finally:
                self._turn.release()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """While nobody else draws; BusyError where too many wait for that."""
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise BusyError(wording.PAGES_BUSY)
            self._waiting += 1
        try:
            if not self._turn.acquire(timeout=WAITING_SECONDS):
                raise BusyError(wording.PAGES_BUSY)
        finally:
            with self._lock:
                self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    def _drawn(self, report: Report, number: int) -> PageView | None:
        file = self.file_of(report)
        if file is None:
            raise NoOriginalError(report.file)
        try:
            page: PageView | None = self._apart.call(file, number, seconds=DRAWING_SECONDS)
        except OSError as error:
            raise NoOriginalError(report.file) from error
        except ReadingError as error:
            raise self._failed(report, number, str(error)) from error
        except (OverranError, CutOffError, MemoryError) as error:
            log.warning("page %d of report %s could not be drawn: %r", number, report.id, error)
            said = wording.PAGE_TOO_SLOW if isinstance(error, OverranError) else wording.PAGE_CUT_OFF
            raise self._failed(report, number, said) from error
        if page is not None:
            marks = len(page.sheet.glyphs) + len(page.sheet.rules) if page.sheet else 0
            self._kept.keep(_key(report, number), page, len(page.png) + BYTES_A_MARK * marks)
        return page

    def _failed(self, report: Report, number: int, why: str) -> ReadingError:
        self._kept.keep(_key(report, number), _Failure(why, monotonic() + FAILED_SECONDS), FAILURE_BYTES)
        return ReadingError(why)

    def _known(self, key: tuple[str, int]) -> PageView | None:
        """The page where it was drawn, ReadingError where it could not be; None where neither is known."""
        known = self._kept.get(key)
        if not isinstance(known, _Failure):
            return known
        if known.until > monotonic():
            raise ReadingError(known.why)
        self._kept.forget(key)
        return None


def _key(report: Report, number: int) -> tuple[str, int]:
    return report.content_hash or report.id, number


def drawn_page(file: str, number: int) -> PageView | None:
    """The page of the file that lies there (`archives.read_bytes`), drawn in the process that calls it; OSError where
    it lies there no more.
    """
    from corpus.reading.page_view import view_page

    try:
        data = read_bytes(file)
    except NianbaoError as error:
        raise FileNotFoundError(file) from error
    return view_page(data, number)
