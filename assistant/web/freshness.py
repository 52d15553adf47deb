"""What has not changed is not sent again: a mark (ETag) of all that a response depends on, and whether a client has it."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
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


def unchanged(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the client has what these headers (ETag, Last-Modified) are of; a date counts where it names no mark."""
    if "if-none-match" in request.headers:
        return client_has(request, headers["ETag"])
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return parsedate_to_datetime(headers["Last-Modified"]) <= since
    except (ValueError, TypeError):  # no date; or one without its zone, which can't be compared
        return False


@cache
def product_version() -> str:
    """The version of this program as installed, "" where it is not."""
    try:
        return version("nianbao")
    except PackageNotFoundError:
        return ""
