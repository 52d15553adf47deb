"""What has not changed is not sent again: a mark (ETag) of all that a response depends on, and whether a client has it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from fastapi import Request


def mark_of(*depends: object) -> str:
    """The ETag of a response that depends on these, and on the version of this program. Weak: the same in meaning."""
    told = (product_version(), *map(str, depends))
    return f'W/"{sha256(repr(told).encode()).hexdigest()[:24]}"'


def client_has(request: Request, mark: str) -> bool:
    """Whether If-None-Match names this mark; weak and strong are the same here (RFC 9110)."""
    marks = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return "*" in marks or mark.removeprefix("W/") in marks


@cache
def product_version() -> str:
    """The version of this program as installed, "" where it is not."""
    try:
        return version("nianbao")
    except PackageNotFoundError:
        return ""
