"""The MCP server over HTTP at /mcp: a key with every request, nothing from web pages, no state between requests."""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.service.admission import Caller
from assistant.service.keys import Scope as Purpose
from assistant.web import words_mcp as words
from assistant.web.access import client_address
from assistant.web.api.keys import admit
from assistant.web.problems import ProblemError, problem
from assistant.web.site import Site
from assistant.web.tools.tools import Tools

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

PATH = "/mcp"
LARGEST_BODY = 2**20
_HERE = frozenset(("localhost", "127.0.0.1", "::1"))
_CALLER = "nianbao.caller"


def add_mcp(app: FastAPI, site: Site) -> None:
    """Adds the address to `app`; call it before the chat is mounted at the root."""
    endpoint = _Endpoint(site)
    app.router.routes.extend(Route(path, endpoint) for path in (PATH, f"{PATH}/"))


class _Endpoint:
    """An ASGI application; the server is made with the first request, for `mcp` takes long to load."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._server: MCPServer[Any] | None = None
        self._making = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        refused = _refused(request)
        if refused is None:
            try:
                caller = await run_in_threadpool(
                    admit, self._site, request.headers, client_address(request), Purpose.ASK
                )
            except ProblemError as error:
                refused = problem(error.status_code, str(error.detail), error.headers)
        if refused is not None:
            await refused(scope, receive, send)
            return
        server = await run_in_threadpool(self._made)
        scope = {**scope, _CALLER: caller}
        await _handled(server, scope, receive, send)

    def _made(self) -> MCPServer[Any]:
        from assistant.web.tools.server import make_server

        with self._making:
            if self._server is None:
                self._server = make_server(self._site, partial(_tools_for, self._site))
            return self._server


def _tools_for(site: Site, request: Request | None) -> Tools:
    assert request is not None, "over HTTP there is a request"
    caller: Caller = request.scope[_CALLER]
    return Tools(site, request, caller.name, caller)


async def _handled(server: MCPServer[Any], scope: Scope, receive: Receive, send: Send) -> None:
    """One request by a manager of its own: nothing is kept from one to the next, so that any process may answer."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    manager = StreamableHTTPSessionManager(
        server._lowlevel_server, json_response=True, stateless=True, max_request_body_size=LARGEST_BODY
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)


def _refused(request: Request) -> Response | None:
    """Why a request is not looked at; None where it is.

    Browsers send an Origin with every POST, programs none: a page that reaches this address, by DNS rebinding too, is
    turned away. Pages of this machine may, to this machine: MCP's own inspector is one.
    """
    origin = request.headers.get("origin")
    if origin is not None and not (_is_here(origin) and _is_here(f"//{request.headers.get('host', '')}")):
        return problem(403, words.FOREIGN_ORIGIN.format(origin=origin[:100]))
    if request.method != "POST":
        return problem(405, words.ONLY_POST.format(method=request.method), {"Allow": "POST"})
    return None


def _is_here(address: str) -> bool:
    try:
        return urlsplit(address).hostname in _HERE
    except ValueError:
        return False
