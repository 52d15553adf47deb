"""Where a request comes from and what it asks for, behind whatever proxies."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any, cast

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

# What Gradio would believe of anybody; what trusted proxies say stands in the scope by then.
_SAID_OF_PROXIES = (b"x-forwarded-host", b"x-forwarded-proto", b"x-gradio-server")

# In the scope: the address that the connection itself comes from, whatever its headers say.
PEER = "nianbao.peer"
# In the scope: the setting `public_url`, '' where it is not set.
PUBLIC = "nianbao.public"


class UnderPath:
    """ASGI: the service under a path of a site (/qa), whether the proxy in front takes the path away or leaves it.

    From here on `path` has it and `root_path` is it, as ASGI wants; '' where the service has a host to itself.
    `public_url`: how it is reached from outside, '' where nothing is said of that; see `base_address`.
    """

    def __init__(self, app: ASGIApp, root_path: str, public_url: str = "") -> None:
        self._app = app
        self._root = root_path
        self._public = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, PUBLIC: self._public}
        if self._root and scope["type"] in ("http", "websocket"):
            scope = {**scope, "root_path": self._root, "path": f"{self._root}{_below(scope['path'], self._root)}"}
        await self._app(scope, receive, send)


def route_path(scope: Mapping[str, Any]) -> str:
    """The path that is asked for below the service's own: /report/… of /qa/report/…."""
    return _below(scope["path"], str(scope.get("root_path", "")))


def _below(path: str, root: str) -> str:
    below = path.startswith(f"{root}/") or path == root
    return path[len(root) :] if root and below else path


def base_address(request: Request) -> str:
    """The whole address of the service's first page, with / at its end: what every link that leaves a page begins with.

    By the setting `public_url`; without it, as whoever asks says to have reached it (Host).
    """
    public = str(request.scope.get(PUBLIC, ""))
    return f"{public.rstrip('/')}/" if public else str(request.base_url)


class KnownPeer:
    """ASGI: takes the address and protocol from X-Forwarded-* of trusted proxies only, and keeps the peer beside it."""

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self._app = app
        # uvicorn describes the same ASGI by types of its own.
        behind = ProxyHeadersMiddleware(cast(Any, self._plain), trusted_hosts=trusted_list(trusted))
        self._forwarded = cast(ASGIApp, behind)

    async def _plain(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0].lower() not in _SAID_OF_PROXIES]}
        await self._app(scope, receive, send)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope[PEER] = (scope.get("client") or ("",))[0]
        await self._forwarded(scope, receive, send)


def trusted_list(trusted: str) -> list[str]:
    """The addresses and networks written in the setting, separated by blanks or commas."""
    return trusted.replace(",", " ").split()


def by_trusted_proxy(request: Request, trusted: str) -> bool:
    """Whether the connection itself comes from a proxy that may say who asks."""
    try:
        peer = ip_address(request.scope.get(PEER, ""))
        return any(peer in ip_network(network, strict=False) for network in trusted_list(trusted))
    except ValueError:
        return False


def client_address(request: Request) -> str:
    """The address that asks, as far as it is known; IPv6 by its /64, which one user has whole."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else host
