"""Names that people of one place use and no rule knows: of bodies, of regions, and words for indicators; kept with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from corpus import schema
from corpus.corrections import Withdrawal


class NameKind(StrEnum):
    """What a name is of."""

    BODY = "body"
    REGION = "region"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class LocalName:
    """A `word` for a body or region (by its name) or an indicator (by its key): `target`; why, who says so and when."""

    kind: NameKind
    word: str
    target: str
    reason: str
    author: str
    day: str


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name as it is kept: its number, and whether it was removed."""

    no: int
    name: LocalName
    removed: Withdrawal | None = None


def add(connection: Connection, name: LocalName) -> NameEntry:
    """Keep a name."""
    row = {
        "kind": name.kind.value, "word": name.word, "target": name.target, "reason": name.reason,
        "author": name.author, "day": name.day,
    }  # fmt: skip
    key = connection.execute(insert(schema.local_names), row).inserted_primary_key
    assert key is not None  # only statements that return rows have none
    return NameEntry(int(key[0]), name)


def remove(connection: Connection, no: int, removal: Withdrawal) -> NameEntry:
    """Mark the name as removed; KeyError where there is none of that number that is not."""
    known = next((e for e in entries(connection) if e.no == no and e.removed is None), None)
    if known is None:
        raise KeyError(no)
    said = {"removed_reason": removal.reason, "removed_author": removal.author, "removed_day": removal.day}
    connection.execute(update(schema.local_names).where(schema.local_names.c.no == no).values(said))
    return replace(known, removed=removal)


def entries(connection: Connection) -> tuple[NameEntry, ...]:
    """Every name ever kept, oldest first, the removed ones too."""
    return tuple(map(_entry, connection.execute(select(schema.local_names).order_by(schema.local_names.c.no))))


def body_names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """By body, the names that people use for it."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries(connection):
        if entry.removed is None and entry.name.kind is NameKind.BODY:
            found[entry.name.target] = (*found.get(entry.name.target, ()), entry.name.word)
    return found


def _entry(row: Any) -> NameEntry:
    name = LocalName(NameKind(row.kind), row.word, row.target, row.reason, row.author, row.day)
    removed = Withdrawal(row.removed_reason, row.removed_author, row.removed_day) if row.removed_day else None
    return NameEntry(row.no, name, removed)
