"""The addresses of reading: a report's whole text, and the pages of its original as pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response

from assistant.links import is_web_address
from assistant.service.originals import BusyError, NoOriginalError, Originals
from assistant.web import words
from assistant.web import words_reader as reader
from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.fulltext import Files, report_page
from assistant.web.grid_tables import Span
from assistant.web.page_image import original_page
from assistant.web.routes import READER_POLICY, SAFE_HEADERS, Reports, report_or_none, trouble
from assistant.web.source import MOST_OTHERS
from assistant.web.static_files import READER_SCRIPTS, READER_STYLES, versioned
from corpus.errors import NianbaoError
from corpus.report import Report

LARGEST_SPAN = 2**40
# A page of an original never changes under the hash of its content; it may be replaced under its report's id.
KEEP_PICTURE = "private, max-age=3600"
HEADERS = {"Content-Security-Policy": READER_POLICY, **SAFE_HEADERS}
_PICTURE = ".png"
# A parameter that may be given several times; beyond what is read it is checked here alone.
Places = Annotated[list[str] | None, Query()]


def add_reader(app: FastAPI, store: Reports, originals: Originals) -> None:
    """Adds the pages to `app`; call it before the chat is mounted at the root."""

    @app.get("/report/{report_id}")
    def full_text(report_id: str, start: Places = None, end: Places = None) -> Response:
        report = report_or_none(store, report_id)
        if report is None:
            return trouble(words.UNKNOWN_REPORT, 404)
        cited, *others = _spans(start or (), end or ()) or [(0, 0)]
        head = ["../" + versioned(name) for name in (DISPLAY_SCRIPT, *READER_STYLES)]
        scripts = ["../" + versioned(name) for name in READER_SCRIPTS]
        page = report_page(report, *cited, head, others, scripts, _files(report, originals))
        return HTMLResponse(page, headers=HEADERS)

    @app.get("/report/{report_id}/page/{page}")
    def page_of_original(report_id: str, page: str, start: str = "", end: str = "") -> Response:
        report = report_or_none(store, report_id)
        if report is None:
            return trouble(words.UNKNOWN_REPORT, 404, up="../../../")
        number = _place(page.removesuffix(_PICTURE))
        try:
            if page.endswith(_PICTURE):
                return _picture(originals, report, number)
            return _view(originals, report, number, (_place(start), _place(end)))
        except NoOriginalError:
            return trouble(words.ORIGINAL_MISSING.format(file=report.file), 404, up="../../../")
        except BusyError as error:
            return trouble(str(error), 503, up="../../../")
        except NianbaoError as error:
            return trouble(str(error), 422, up="../../../")


def _picture(originals: Originals, report: Report, number: int) -> Response:
    page = originals.page(report, number)
    if page is None:
        return _no_page(originals, report, number)
    return Response(page.png, headers={"Cache-Control": KEEP_PICTURE, **HEADERS}, media_type="image/png")


def _view(originals: Originals, report: Report, number: int, cited: Span) -> Response:
    place = originals.place(report, number, *cited)
    if place is None:
        return _no_page(originals, report, number)
    head = ["../../../" + versioned(name) for name in (DISPLAY_SCRIPT, *READER_STYLES)]
    return HTMLResponse(original_page(report, number, place, cited, head), headers=HEADERS)


def _no_page(originals: Originals, report: Report, number: int) -> Response:
    said = reader.NO_PAGE.format(page=number) if originals.has_pages(report) else reader.NO_PAGES
    return trouble(said, 404, up="../../../")


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
