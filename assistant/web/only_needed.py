"""What of Gradio's many addresses the chat needs; the others (uploads, files, proxies, queues) are closed to everybody."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web import words
from assistant.web.access import route_path
from assistant.web.trouble import trouble

PAGE = "/"
FILES = ("/assets/", "/static/")
# By this the page of a lost connection learns that the server is there again, and loads itself anew.
BACK_AGAIN = "/gradio_api/app_id"
READ = frozenset((PAGE, "/config", "/theme.css", "/favicon.ico", "/robots.txt", BACK_AGAIN))
# Every event of the page, as one request and its response.
EVENTS = "/gradio_api/run/predict"


class OnlyNeeded:
    """ASGI: the chat behind it answers for its page, the page's files and its events; nothing else is there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_needed(scope["method"], route_path(scope)):
            page = trouble(words.UNKNOWN_PAGE, 404, up=f"{scope.get('root_path', '')}/")
            await page(scope, receive, send)
            return
        if scope["type"] == "http" and route_path(scope) == PAGE:
            # What stands in the page's address is for its own script; Gradio would open files that are named there.
            scope = {**scope, "query_string": b""}
        await self._app(scope, receive, send)


def is_needed(method: str, path: str) -> bool:
    """Whether the chat's page asks for that path by that method."""
    if method in ("GET", "HEAD"):
        return path in READ or path.startswith(FILES)
    return method == "POST" and path == EVENTS


def close_the_rest(app: FastAPI) -> None:
    """Closes what the chat, mounted last in `app`, does not need."""
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount), "the chat was mounted last"
    mounted.app = OnlyNeeded(mounted.app)
