"""How pages and their files are sent: compressed, and kept by browsers for as long as they hold.

What the chat's page needs is sent before that, from memory (`ready_files`).
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.access import route_path
from assistant.web.ready_files import KEPT_LONG

# Gradio's files have a mark of their content in their names.
LASTING = "/assets/"
# What is compressed here; Gradio does so with its own files. Pages of members hold what is secret beside what may come
# from an address (their token beside what was searched for), and the size of both together would tell of it.
COMPRESSED = ("/static/nianbao/", "/report/")
LEAST_COMPRESSED = 1024  # bytes
LEVEL = 6


class Delivery:
    """ASGI: compresses the chat's page, reports and our own files, and lets browsers keep what never changes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = GZipMiddleware(app, minimum_size=LEAST_COMPRESSED, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = route_path(scope) if scope["type"] == "http" else ""
        if path == "/" or path.startswith(COMPRESSED):
            await self._compressing(scope, receive, send)
        elif path.startswith(LASTING) or (path == "/theme.css" and b"v=" in scope["query_string"]):
            await self._app(scope, receive, _keeping(send))
        else:
            await self._app(scope, receive, send)


def _keeping(send: Send) -> Send:
    """Sends a file that was found as one to be kept."""

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            MutableHeaders(scope=message)["Cache-Control"] = KEPT_LONG
        await send(message)

    return keep
