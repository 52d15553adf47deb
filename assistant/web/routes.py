"""The pages beside the chat: a report's full text, its original, style and script."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from assistant.links import at_place, is_web_address
from assistant.web import words
from assistant.web.static_files import MEDIA_TYPES, static_text
from assistant.web.trouble import SAFE_HEADERS, trouble
from assistant.web.turnstile import OPEN, Turnstile
from corpus.archives import file_address, read_bytes
from corpus.errors import NianbaoError
from corpus.reading.decode import decode_text
from corpus.reading.media import UNKNOWN, type_by_name
from corpus.reading.signatures import picture_ending
from corpus.report import Report
from corpus.store import ReportHead
from corpus.web.originals import CopyOf, no_copy

log = logging.getLogger(__name__)

# A stored page of someone else's may be read here but not act: no scripts, nothing fetched, no cookies.
ORIGINAL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"
# A browser shows no PDF in a sandbox; what a PDF may do, its viewer decides, apart from this server's pages.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; form-action 'none'"

# How an original is shown, by the ending of its name; any other is offered as a download.
SHOWN: dict[str, str] = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".csv": "text/plain",
    ".tsv": "text/plain",
}
# Pictures that browsers show, by what they begin with (`picture_ending`).
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".bmp": "image/bmp"}
PDF, PDF_MARK = "application/pdf", b"%PDF-"


class Reports(Protocol):
    """What these pages need of the store; `report` raises KeyError for an id it does not have."""

    @property
    def identity(self) -> str: ...

    def head(self, report_id: str) -> ReportHead | None: ...

    def report(self, report_id: str) -> Report: ...


def add_routes(app: FastAPI, store: Reports, copy_of: CopyOf = no_copy, turnstile: Turnstile = OPEN) -> None:
    """Adds the pages to `app`; call it before the chat is mounted at the root.

    `copy_of` knows the local copies of reports of the web by their addresses.
    """

    @app.get("/static/nianbao/{name}")
    def static_file(name: str) -> Response:
        try:
            text = static_text(name)
        except KeyError:
            return trouble(words.UNKNOWN_PAGE, 404)
        headers = {"Cache-Control": "max-age=31536000", "X-Content-Type-Options": "nosniff"}
        return Response(text, media_type=MEDIA_TYPES[Path(name).suffix], headers=headers)

    @app.get("/source/{report_id}")
    def original(request: Request, report_id: str, download: str = "") -> Response:
        if refusal := turnstile.refusal(request):
            return refusal
        report = report_or_none(store, report_id)
        if report is None:
            return trouble(words.UNKNOWN_REPORT, 404)
        if not is_web_address(report.address):
            return copy_response(report, file_address(report.address)) if download == "1" else original_response(report)
        kept = copy_of(report.address) if download == "1" else None
        if kept:
            return copy_response(report, kept.file)
        return RedirectResponse(at_place(report.address, report.file, None))

    @app.get("/copy/{report_id}")
    def kept_copy(request: Request, report_id: str) -> Response:
        if refusal := turnstile.refusal(request):
            return refusal
        report = report_or_none(store, report_id)
        if report is None:
            return trouble(words.UNKNOWN_REPORT, 404)
        kept = copy_of(report.address)
        return copy_response(report, kept.file) if kept else trouble(words.NO_COPY.format(file=report.file), 404)


def report_or_none(store: Reports, report_id: str) -> Report | None:
    """The report of that id, None where there is none."""
    try:
        return store.report(report_id)
    except KeyError:
        return None


def original_response(report: Report) -> Response:
    """The original file of a report, shown where that is possible; only the store decides which file it is."""
    try:
        data = read_bytes(file_address(report.address))
    except (OSError, NianbaoError):
        return trouble(words.ORIGINAL_MISSING.format(file=report.file), 404)
    kind = SHOWN.get(Path(report.file).suffix.lower())
    kind = PDF if data.startswith(PDF_MARK) else PICTURES.get(picture_ending(data), kind)
    headers = {
        "Content-Security-Policy": PDF_POLICY if kind == PDF else ORIGINAL_POLICY,
        "Content-Disposition": disposition(report, "inline" if kind else "attachment"),
        **SAFE_HEADERS,
    }
    if kind is None:
        return Response(data, headers=headers, media_type=UNKNOWN)
    if kind == PDF or kind in PICTURES.values():
        return Response(data, headers=headers, media_type=kind)
    # Decoded as it was when it was read: browsers guess the encoding of old pages wrong.
    return Response(decode_text(data).encode("utf-8"), headers=headers, media_type=f"{kind}; charset=utf-8")


def copy_response(report: Report, file: str) -> Response:
    """The original of a report as it lies in `file`, byte for byte, as a download of its own name and type."""
    try:
        data = read_bytes(file)
    except (OSError, NianbaoError):
        return trouble(words.NO_COPY.format(file=report.file), 404)
    headers = {
        "Content-Disposition": disposition(report, "attachment"),
        "Content-Security-Policy": ORIGINAL_POLICY,
        **SAFE_HEADERS,
    }
    return Response(data, headers=headers, media_type=type_by_name(report.file))


def disposition(report: Report, how: str) -> str:
    """The header by which a browser shows the file ("inline") or keeps it ("attachment") under its own name."""
    return f"{how}; filename*=UTF-8''{quote(report.file, safe='')}"
