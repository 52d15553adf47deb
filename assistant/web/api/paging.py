"""Lists in pages: so many at a time, and a word (`next`) that leads to those behind."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi.exceptions import RequestValidationError

from assistant.web import words_api as words

LONGEST_CURSOR = 1000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a list: its items, how many the whole has, and the cursor of the next part, None at the end."""

    items: Sequence[T]
    total: int
    next: str | None


def part_after(items: Sequence[T], key: Callable[[T], Sequence[Any]], limit: int, cursor: str | None) -> Part[T]:
    """The items behind the one that the cursor names, by their keys, in which order they stand.

    What is added or removed meanwhile shifts nothing.
    """
    begin = 0
    if cursor:
        last = tuple(_decoded(cursor, list))
        try:
            begin = next((at for at, item in enumerate(items) if tuple(key(item)) > last), len(items))
        except TypeError:
            raise _wrong() from None
    shown = items[begin : begin + limit]
    more = begin + len(shown) < len(items)
    return Part(shown, len(items), _encoded(list(key(shown[-1]))) if more else None)


def part_from(items: Sequence[T], limit: int, cursor: str | None) -> Part[T]:
    """The items from the place on that the cursor names."""
    begin = offset_of(cursor)
    return Part(items[begin : begin + limit], len(items), next_offset(begin, limit, len(items)))


def offset_of(cursor: str | None) -> int:
    """The place in a list that a cursor names, 0 for None; a fault of the request where it names none."""
    at = _decoded(cursor, int) if cursor else 0
    if not 0 <= at < 2**40:
        raise _wrong()
    return int(at)


def next_offset(begin: int, limit: int, total: int) -> str | None:
    """The cursor of the part behind this one."""
    return _encoded(begin + limit) if begin + limit < total else None


def _encoded(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")


def _decoded(cursor: str, kind: type) -> Any:
    try:
        value = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (NotBase64, ValueError, RecursionError):
        raise _wrong() from None
    if type(value) is not kind:
        raise _wrong()
    return value


def _wrong() -> RequestValidationError:
    fault = {"type": "value_error", "loc": ("query", "cursor"), "msg": "", "ctx": {"error": words.WRONG_CURSOR}}
    return RequestValidationError([fault])
