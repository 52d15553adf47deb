"""Who asks: the address behind proxies, and how often it may."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

# In the scope: the address that the connection itself comes from, whatever its headers say.
PEER = "nianbao.peer"


class KnownPeer:
    """ASGI: takes the address and protocol from X-Forwarded-* of trusted proxies only, and keeps the peer beside it."""

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self._forwarded = ProxyHeadersMiddleware(app, trusted_hosts=trusted_list(trusted))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope[PEER] = (scope.get("client") or ("",))[0]
        await self._forwarded(scope, receive, send)  # type: ignore[arg-type]


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
