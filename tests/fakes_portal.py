"""A government portal on this machine: what it serves is given by path, what it was asked for is written down."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from corpus.demo import demo_pages
from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.demo.tables import Rows

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for a path; with an `etag` a browser that has it is told 304, `drips` never ends."""

    body: bytes | str = b""
    kind: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    drips: bool = False

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


def sent_to(place: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": place})


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the portal saw it: path with query, headers by lower-case names, when, and by which connection."""

    path: str
    headers: Mapping[str, str]
    at: float
    connection: int


Served = dict[str, Reply | str | Sequence[Reply]]


class Portal:
    """Serves `pages` (path → what is sent; of several replies each once, the last one for ever) until it is closed."""

    def __init__(self, pages: Mapping[str, Reply | str | Sequence[Reply]]) -> None:
        self.pages: Served = {"/robots.txt": Reply(status=404), **pages}
        self.requests: list[Request] = []
        self._counts: dict[str, int] = {}
        self._ended = threading.Event()
        portal = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                portal.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is printed."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def __enter__(self) -> Portal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self) -> list[str]:
        """The paths asked for, in order, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {k.lower(): v for k, v in handler.headers.items()}
        self.requests.append(Request(handler.path, headers, time.monotonic(), handler.client_address[1]))
        reply = self._reply(handler.path)
        if reply.etag and handler.headers.get("If-None-Match") == reply.etag:
            reply = Reply(status=304, etag=reply.etag)
        handler.send_response(reply.status)
        if reply.kind and reply.status == 200:
            handler.send_header("Content-Type", reply.kind)
        if reply.etag:
            handler.send_header("ETag", reply.etag)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if not reply.drips:
            handler.send_header("Content-Length", str(len(reply.data)))
        handler.end_headers()
        handler.wfile.write(reply.data)
        while reply.drips and not self._ended.wait(0.05):
            try:
                handler.wfile.write(b" ")
            except OSError:
                break

    def _reply(self, path: str) -> Reply:
        found = self.pages.get(path, Reply("没有这一页", status=404))
        if isinstance(found, str):
            return Reply(found)
        if isinstance(found, Reply):
            return found
        n = self._counts.get(path, 0)
        self._counts[path] = n + 1
        return found[min(n, len(found) - 1)]


# --- reports to serve ---------------------------------------------------------------------------


@cache
def reports(year: int) -> tuple[Page, ...]:
    """The demo's reports of that year, yet to be printed, those that have the same labels as the form alone."""
    return tuple(page for page, _ in demo_pages(7, [year]))


def lines_html(page: Page, opening: str = "<p>", closing: str = "</p>") -> list[str]:
    """The report as pieces of HTML: its lines and its tables in order, without its title."""
    return [
        f"{opening}{escape(item.text)}{closing}" if isinstance(item, Line) else table_html(item) for item in page.items
    ]


def table_html(rows: Rows) -> str:
    """A table with its merged cells."""
    cells = ("".join(f'<td colspan="{c.wide}" rowspan="{c.high}">{escape(c.text)}</td>' for c in row) for row in rows)
    return '<table border="1">' + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
