"""Addresses of pages whose state is all in their query: what is asked for, and the same with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import Request

Pairs = tuple[tuple[str, str], ...]


def pairs_of(request: Request, *without: str) -> Pairs:
    """What the address asks for, once each, without what is empty and these names."""
    found = ((k, v.strip()) for k, v in request.query_params.multi_items())
    return tuple(dict.fromkeys((k, v) for k, v in found if v and k not in without))


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The path with that query."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def number_of(request: Request, name: str, default: int = 1) -> int:
    """A whole number from the address; the default where it is none."""
    said = request.query_params.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else default
