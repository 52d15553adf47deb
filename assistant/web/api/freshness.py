"""What the API has not changed is not sent again: an ETag by the state of the store, and 304 where the client has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Depends, HTTPException, Request

from assistant.web.api.keys import HEADERS
from assistant.web.freshness import client_has, mark_of
from assistant.web.site import Site


def by_store(site: Site) -> Any:
    """A dependency for routes whose responses change with the reports alone, or with this program."""
    return Depends(_checking(site))


def _checking(site: Site) -> Callable[[Request], None]:
    def check(request: Request) -> None:
        tag = _tag(site, request)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        request.scope["state"][HEADERS] = {**request.scope["state"].get(HEADERS, {}), **headers}
        if request.method == "GET" and client_has(request, tag):
            raise HTTPException(304, headers=headers)

    return check


def _tag(site: Site, request: Request) -> str:
    """The same reports, asked for in the same words."""
    return mark_of(site.store.identity, site.store.generation, request.url, request.headers.get("accept", ""))
