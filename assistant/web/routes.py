"""The pages beside the chat: a report's full text, its original, style and script; and the chat's own HTML frame."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.links import at_place, is_web_address
from assistant.web import words
from assistant.web.access import route_path
from assistant.web.answer_tools import opinion_form, spoken_words
from assistant.web.answers import waiting_turn
from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.history import history_panel
from assistant.web.markup import Html, tag, void
from assistant.web.static_files import CHAT_SCRIPTS, CHAT_STYLES, MEDIA_TYPES, static_text, versioned
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
# Gradio makes functions from text and styles in place; all else comes from this server alone.
CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
# As wide as the screen, to its very edges, and as high as an on-screen keyboard leaves it.
VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"

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


# --- the chat's frame -----------------------------------------------------------------------------


# In the scope of a request for the chat in the frame of another site: an `Embedded`.
EMBEDDED = "nianbao.embedded"
NOTHING = Html()


@dataclass(frozen=True, slots=True)
class Embedded:
    """What stands first in the page, and its last styles, where the chat is in the frame of the site of that origin."""

    origin: str = ""
    head: Html = NOTHING
    styles: tuple[str, ...] = ()


OWN_PAGE = Embedded()


def chinese_frame(page: str, embedded: Embedded = OWN_PAGE, early: Html = NOTHING) -> str:
    """Gradio's HTML frame as this product's: language, title, style and script; no address of another host.

    `early`: what tells the browser of files that Gradio's script will come to ask for.
    """
    page = page.replace('lang="en"', 'lang="zh-CN"', 1)
    page = re.sub(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>', "", page)
    page = re.sub(r'<meta\s+name="viewport"[^>]*>', void("meta", name="viewport", content=VIEWPORT), page)
    # Neither is of use here: one is fetched and does nothing, the other's address is not below the service's own.
    page = re.sub(r"<script>(?:(?!</script>).)*iframeResizer\.contentWindow.*?</script>", "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="manifest"[^>]*>', "", page)
    skip = tag("a", words.TO_QUESTION, href="#question", class_="skip-link", data_to_question=True)
    page = re.sub(r"<body[^>]*>", lambda body: body.group() + skip, page, count=1)
    page = page.replace("<gradio-app", '<gradio-app theme_mode="light"', 1)
    head = (
        embedded.head,
        tag("title", words.TITLE),
        void("meta", name="description", content=words.INTRODUCTION),
        # Before any style, so that nothing is painted in other colours or sizes first.
        tag("script", src=versioned(DISPLAY_SCRIPT)),
        void("link", rel="stylesheet", href=versioned(CHAT_STYLES[0])),
        *(tag("script", src=versioned(name)) for name in CHAT_SCRIPTS),
        early,
    )
    body = (
        # Here and not in the head: rules of equal weight must come after Gradio's own.
        *(void("link", rel="stylesheet", href=versioned(name)) for name in (*CHAT_STYLES[1:], *embedded.styles)),
        tag("noscript", tag("p", words.NEEDS_SCRIPT)),
        tag("div", id="announcement", class_="unseen", aria_live="polite", data_not_restored=words.NOT_RESTORED),
        waiting_turn(),
        opinion_form(),
        spoken_words(),
        history_panel(),
    )
    page = page.replace("</head>", "".join(head) + "</head>", 1)
    return page.replace("</body>", "".join(body) + "</body>", 1)


class ChineseFrame:
    """ASGI: rewrites the HTML of the chat's own address and lets everything else pass as it is."""

    def __init__(self, app: ASGIApp, early: Html = NOTHING) -> None:
        self._app = app
        self._early = early

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or route_path(scope) != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app(scope, receive, hold)
        await _send_rewritten(held, send, scope.get(EMBEDDED, OWN_PAGE), self._early)


async def _send_rewritten(held: list[Message], send: Send, embedded: Embedded, early: Html) -> None:
    start, bodies = held[0], held[1:]
    content = b"".join(message.get("body", b"") for message in bodies)
    headers = [(k, v) for k, v in start["headers"] if k.lower() not in (b"content-length", b"content-security-policy")]
    if any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in headers):
        content = chinese_frame(content.decode("utf-8"), embedded, early).encode("utf-8")
        extra = {"Content-Security-Policy": CHAT_POLICY, **SAFE_HEADERS}
        headers += [(k.lower().encode(), v.encode()) for k, v in extra.items()]
    headers.append((b"content-length", str(len(content)).encode()))
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": content})
