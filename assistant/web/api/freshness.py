"""What has not changed is not sent again: an ETag by the state of the store, and 304 where the client has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import Depends, HTTPException, Request

from assistant.web.api.keys import HEADERS
from assistant.web.site import Site


def by_store(site: Site) -> Any:
    """A dependency for routes whose responses change with the reports alone, or with this program."""
    return Depends(_checking(site))


def _checking(site: Site) -> Callable[[Request], None]:
    def check(request: Request) -> None:
        tag = _tag(site, request)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        request.scope["state"][HEADERS] = {**request.scope["state"].get(HEADERS, {}), **headers}
        if request.method == "GET" and _has(request.headers.get("if-none-match", ""), tag):
            raise HTTPException(304, headers=headers)

    return check


def _tag(site: Site, request: Request) -> str:
    """Weak: the same reports, asked for in the same words, and said by the same version."""
    told = (
        site.store.identity,
        site.store.generation,
        product_version(),
        request.url,
        request.headers.get("accept", ""),
    )
    return f'W/"{sha256(repr(tuple(map(str, told))).encode()).hexdigest()[:24]}"'


def _has(given: str, tag: str) -> bool:
    """Whether If-None-Match names this tag; weak and strong are the same here (RFC 9110)."""
    tags = [each.strip().removeprefix("W/") for each in given.split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags


@cache
def product_version() -> str:
    """The version of this program as installed, "" where it is not."""
    try:
        return version("nianbao")
    except PackageNotFoundError:
        return ""
