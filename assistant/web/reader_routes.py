"""The addresses of reading: a report's whole text, and the pages of its original as pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.links import is_web_address
from assistant.service.kept import KeptBytes
from assistant.service.originals import BusyError, NoOriginalError, Originals
from assistant.web import words
from assistant.web import words_reader as reader
from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.freshness import client_has, mark_of
from assistant.web.fulltext import Files, report_page
from assistant.web.grid_tables import Span
from assistant.web.page_image import original_page
from assistant.web.routes import Reports, report_or_none
from assistant.web.source import MOST_OTHERS
from assistant.web.static_files import READER_SCRIPTS, READER_STYLES, versioned
from assistant.web.trouble import READER_POLICY, SAFE_HEADERS, trouble
from assistant.web.turnstile import OPEN, Turnstile
from corpus.errors import NianbaoError
from corpus.report import Report

LARGEST_SPAN = 2**40
# A page of an original never changes under the hash of its content; it may be replaced under its report's id.
KEEP_PICTURE = "private, max-age=3600"
# The text may be corrected at any moment: a browser asks each time whether it has the present one.
ASK_AGAIN = "private, no-cache"
# Seconds after which a page that had no place among those being drawn may be asked for again.
LATER = 5
# Whole texts shown lately are kept as they were sent, so many bytes of them.
TEXT_BYTES = 16 * 1024 * 1024
HEADERS = {"Content-Security-Policy": READER_POLICY, **SAFE_HEADERS}
_PICTURE = ".png"
# A page of an original stands two levels deeper than a report.
_UP = "../../../"
_far = partial(trouble, up=_UP)
# A parameter that may be given several times; beyond what is read it is checked here alone.
Places = Annotated[list[str] | None, Query()]


def add_reader(app: FastAPI, store: Reports, originals: Originals, turnstile: Turnstile = OPEN) -> None:
    """Adds the pages to `app`; call it before the chat is mounted at the root."""
    texts: KeptBytes[bytes] = KeptBytes(TEXT_BYTES)

    @app.get("/report/{report_id}")
    def full_text(request: Request, report_id: str, start: Places = None, end: Places = None) -> Response:
        if refusal := turnstile.refusal(request):
            return refusal
        # Before the report: what is kept under this mark is then never older than it says.
        head = store.head(report_id)
        report = report_or_none(store, report_id)
        if report is None or head is None:
            return trouble(words.UNKNOWN_REPORT, 404)
        spans, files = _spans(start or (), end or ()), _files(report, originals)
        mark = mark_of(store.identity, report_id, head.generation, spans, files, _page_files("../", *_OF_TEXT))
        headers = {**HEADERS, "ETag": mark, "Cache-Control": ASK_AGAIN}
        if client_has(request, mark):
            return Response(status_code=304, headers=headers)
        page = texts.get(mark)
        if page is None:
            page = _text_page(report, spans, files).encode()
            texts.keep(mark, page, len(page))
        return HTMLResponse(page, headers=headers)

    @app.get("/report/{report_id}/page/{page}")
    def page_of_original(request: Request, report_id: str, page: str, start: str = "", end: str = "") -> Response:
        if refusal := turnstile.refusal(request, _UP):
            return refusal
        report = report_or_none(store, report_id)
        if report is None:
            return _far(words.UNKNOWN_REPORT, 404)
        number = _place(page.removesuffix(_PICTURE))
        if not originals.is_drawn(report, number) and (refusal := turnstile.drawing_refusal(request, _UP)):
            return refusal
        try:
            if page.endswith(_PICTURE):
                return _picture(originals, report, number)
            return _view(originals, report, number, (_place(start), _place(end)))
        except NoOriginalError:
            return _far(words.ORIGINAL_MISSING.format(file=report.file), 404)
        except BusyError as error:
            return _far(str(error), 503, retry_after=LATER)
        except NianbaoError as error:
            return _far(str(error), 422)


_OF_TEXT = (DISPLAY_SCRIPT, *READER_STYLES, *READER_SCRIPTS)


def _page_files(up: str, *names: str) -> list[str]:
    return [up + versioned(name) for name in names]


def _text_page(report: Report, spans: Sequence[Span], files: Files) -> str:
    cited, *others = spans or [(0, 0)]
    head, scripts = _page_files("../", DISPLAY_SCRIPT, *READER_STYLES), _page_files("../", *READER_SCRIPTS)
    return report_page(report, *cited, head, others, scripts, files)


def _picture(originals: Originals, report: Report, number: int) -> Response:
    page = originals.page(report, number)
    if page is None:
        return _no_page(originals, report, number)
    return Response(page.png, headers={"Cache-Control": KEEP_PICTURE, **HEADERS}, media_type="image/png")


def _view(originals: Originals, report: Report, number: int, cited: Span) -> Response:
    place = originals.place(report, number, *cited)
    if place is None:
        return _no_page(originals, report, number)
    files = _page_files(_UP, DISPLAY_SCRIPT, *READER_STYLES)
    return HTMLResponse(original_page(report, number, place, cited, files), headers=HEADERS)


def _no_page(originals: Originals, report: Report, number: int) -> Response:
    said = reader.NO_PAGE.format(page=number) if originals.has_pages(report) else reader.NO_PAGES
    return _far(said, 404)


def _files(report: Report, originals: Originals) -> Files:
    """A file of this machine may have gone; that is said when it is opened, not looked up for each page."""
    here = not is_web_address(report.address) or originals.file_of(report) is not None
    return Files(pages=originals.has_pages(report), download=here)


def _spans(starts: Sequence[str], ends: Sequence[str]) -> list[Span]:
    """The cited places of an address, as far as their beginnings have ends."""
    return [(_place(a), _place(b)) for a, b in list(zip(starts, ends, strict=False))[: MOST_OTHERS + 1]]


def _place(written: str) -> int:
    """A place in the text from an address; anything that is not a number is 0."""
    return min(int(written), LARGEST_SPAN) if re.fullmatch(r"[0-9]{1,15}", written) else 0
