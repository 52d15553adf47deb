"""Addresses of the API that there are not, and methods that an address does not take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi import FastAPI
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from assistant.web import words_api as words
from assistant.web.problems import API_PREFIXES, problem

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def add_unknown(app: FastAPI) -> None:
    """Has every other address under the API's prefixes answered as a problem; call it when all routes are there."""
    unknown = _Unknown(tuple(app.router.routes))
    app.router.routes.extend(Route(f"{prefix}{{rest:path}}", unknown) for prefix in API_PREFIXES)


class _Unknown:
    """An application, so that it takes any method."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = list(self._allowed(scope))
        if allowed:
            response = problem(405, words.DETAIL[405], {"Allow": ", ".join(allowed)})
        else:
            response = problem(404, words.DETAIL[404])
        await response(scope, receive, send)

    def _allowed(self, scope: Scope) -> Iterator[str]:
        """The methods with which that address is one."""
        for method in _METHODS:
            if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in self._routes):
                yield from ("GET", "HEAD") if method == "GET" else (method,)
