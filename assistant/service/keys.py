"""Keys of programs that use the API: what each may do, and how much a day."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from assistant import wording_access as words
from assistant.service import moments
from assistant.service.records import Records
from assistant.service.tables import keys, usage
from corpus.errors import NianbaoError

# Every key begins so, for people and scanners of leaked secrets to know it by.
PREFIX = "nb-"
HINT_CHARACTERS = 4


class Scope(StrEnum):
    """What a key may be used for."""

    ASK = "ask"  # ask, chat completions, MCP
    READ = "read"  # search, reports, facts, checks
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret; `hint`: its last characters; `daily`: requests a day, 0 = no limit."""

    no: int
    name: str
    hint: str
    scopes: tuple[Scope, ...]
    daily: int
    created: str
    revoked: str
    used_today: int = 0


class Keys:
    """The keys in the service's file, and what was used on each day."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def make(self, name: str, scopes: Collection[Scope], daily: int = 0) -> str:
        """A new key of that name; returns the key itself, which can't be had again. NianbaoError says what is wrong."""
        name = name.strip()
        if not name or len(name) > 64 or not name.isprintable():
            raise NianbaoError(words.KEY_NAME)
        if not scopes:
            raise NianbaoError(words.KEY_PURPOSE.format(scopes="、".join(Scope)))
        if not 0 <= daily <= 10**9:
            raise NianbaoError(words.KEY_DAILY)
        key = PREFIX + secrets.token_urlsafe(32)
        row = {
            "name": name,
            "key_hash": _hashed(key),
            "hint": key[-HINT_CHARACTERS:],
            "scopes": " ".join(scope for scope in Scope if scope in scopes),
            "daily": daily,
            "created": moments.now(),
        }
        with self._records.writing() as connection:
            connection.execute(insert(keys).values(**row))
        return key

    def all(self) -> tuple[Key, ...]:
        """Every key, newest first, those revoked too."""
        with self._records.reading() as connection:
            today = dict(
                connection.execute(select(usage.c.user, usage.c.count).where(usage.c.day == moments.today())).all()
            )
            rows = connection.execute(select(keys).order_by(keys.c.no.desc())).all()
        return tuple(_key(row, today.get(user_of_key(row.no), 0)) for row in rows)

    def find(self, key: str) -> Key | None:
        """The key that this is, None where there is none or it was revoked."""
        query = select(keys).where(keys.c.key_hash == _hashed(key), keys.c.revoked == "")
        with self._records.reading() as connection:
            row = connection.execute(query).first()
        return _key(row) if row else None

    def revoke(self, no: int) -> bool:
        """Let the key be of no use from now on; False where there is none of that number."""
        with self._records.writing() as connection:
            query = update(keys).where(keys.c.no == no, keys.c.revoked == "").values(revoked=moments.now())
            return connection.execute(query).rowcount > 0

    def spend(self, user: str, daily: int) -> bool:
        """Count one use of today for `user` (a key or a site); False, and nothing counted, where its `daily` is used up."""
        added = upsert(usage).values(user=user, day=moments.today(), count=1)
        counted = added.on_conflict_do_update(
            index_elements=[usage.c.user, usage.c.day],
            set_={"count": usage.c.count + 1},
            where=(usage.c.count < daily) if daily else None,
        )
        with self._records.writing() as connection:
            return connection.execute(counted).rowcount > 0


def user_of_key(no: int) -> str:
    """Under what name the uses of a key are counted."""
    return f"key:{no}"


def _key(row: Row[Any], used_today: int = 0) -> Key:
    v = row._mapping
    scopes = tuple(map(Scope, v["scopes"].split()))
    return Key(v["no"], v["name"], v["hint"], scopes, v["daily"], v["created"], v["revoked"], used_today)


def _hashed(key: str) -> str:
    """Keys are long and random, so that a plain hash can't be guessed backwards."""
    return sha256(key.encode()).hexdigest()
