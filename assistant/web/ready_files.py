"""The files that a page needs, held ready in memory and compressed: sixty of them are asked for at once, and soon sent."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.access import route_path
from assistant.web.static_files import MEDIA_TYPES

KEPT_LONG = "public, max-age=31536000, immutable"
# Made once at the start, when somebody may be waiting for the page: higher levels take longer and save little.
LEVEL = 6


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A style or script as it is sent: its headers and its compressed bytes."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def ready_file(name: str, content: bytes) -> ReadyFile:
    """A style or script of that name, whose address changes with its content; KeyError for names of other files."""
    body = gzip.compress(content, LEVEL, mtime=0)
    headers = {
        "content-type": f"{MEDIA_TYPES[PurePath(name).suffix]}; charset=utf-8",
        "content-encoding": "gzip",
        "content-length": str(len(body)),
        "vary": "Accept-Encoding",
        "cache-control": KEPT_LONG,
        "x-content-type-options": "nosniff",
    }
    return ReadyFile(tuple((key.encode(), value.encode()) for key, value in headers.items()), body)


class ReadyFiles:
    """ASGI: sends the files that are held ready, by their addresses beside the root; all else, and who takes nothing compressed, goes on."""

    def __init__(self, app: ASGIApp, ready: Mapping[str, ReadyFile]) -> None:
        self._app = app
        self._ready = ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._ready.get(_address(scope)) if scope["type"] == "http" else None
        if file is None or scope["method"] not in ("GET", "HEAD") or not _takes_gzip(scope):
            await self._app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": list(file.headers)})
        await send({"type": "http.response.body", "body": file.body if scope["method"] == "GET" else b""})


def _address(scope: Scope) -> str:
    path, query = route_path(scope).removeprefix("/"), scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def _takes_gzip(scope: Scope) -> bool:
    return any(key == b"accept-encoding" and b"gzip" in value for key, value in scope["headers"])
