"""Accounts of the staff desk, their passwords, and the browsers that are signed in."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant import wording_access as words
from assistant.service import moments
from assistant.service.records import Records
from assistant.service.tables import accounts, sessions
from corpus.errors import NianbaoError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
# Signed in that long at most (hours); a working day, so that a browser left open is not open tomorrow.
SIGNED_IN_HOURS = 12

_hasher = PasswordHasher()
# Compared with where there is no such account, so that a name that exists takes no longer than one that does not.
_NOBODY = _hasher.hash(secrets.token_hex())


class Role(StrEnum):
    """What a member of staff may do; each role may do all that those before it may."""

    READER = "reader"  # search, compare, check, export, read the logs
    EDITOR = "editor"  # also upload, correct, edit names
    ADMIN = "admin"  # also keys and accounts

    def may(self, needed: Role) -> bool:
        """Whether this role may do what needs that one."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff; `by_password`: whether they sign in here and not by a reverse proxy alone."""

    name: str
    role: Role
    by_password: bool
    created: str


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in; `csrf` must come with whatever it changes."""

    account: Account
    csrf: str


class LastAdminError(NianbaoError):
    """It is the last account that may manage accounts; without it nobody could."""


class Accounts:
    """The accounts in the service's file."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def put(self, name: str, role: Role, password: str = "") -> None:
        """Add the account or replace its role and password, and sign it out everywhere; NianbaoError says what is wrong."""
        name = name.strip()
        if not name or len(name) > 64 or not name.isprintable():
            raise NianbaoError(words.ACCOUNT_NAME)
        if password and not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise NianbaoError(words.PASSWORD_LENGTH.format(shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD))
        kept = _hasher.hash(password) if password else ""
        with self._records.writing() as connection:
            made = connection.scalar(select(accounts.c.created).where(accounts.c.name == name)) or moments.now()
            connection.execute(delete(accounts).where(accounts.c.name == name))
            connection.execute(insert(accounts).values(name=name, role=role.value, password=kept, created=made))

    def remove(self, name: str) -> bool:
        """Remove the account and sign it out; False where there is none of that name."""
        with self._records.writing() as connection:
            return connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount > 0

    def remove_unless_last(self, name: str) -> bool:
        """Remove the account, signed out; False where there is none; LastAdminError where nobody else is an admin."""
        with self._records.writing() as connection:
            _keep_an_admin(connection, name)
            return connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount > 0

    def set_role(self, name: str, role: Role) -> bool:
        """Give the account that role, at once; False where there is none; LastAdminError where nobody else is an admin."""
        with self._records.writing() as connection:
            if role is not Role.ADMIN:
                _keep_an_admin(connection, name)
            changed = update(accounts).where(accounts.c.name == name).values(role=role.value)
            return connection.execute(changed).rowcount > 0

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._records.reading() as connection:
            return tuple(map(_account, connection.execute(select(accounts).order_by(accounts.c.name))))

    def get(self, name: str) -> Account | None:
        """The account of that name."""
        with self._records.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return _account(row) if row else None

    def verified(self, name: str, password: str) -> Account | None:
        """The account where name and password are right; as slow for a name that does not exist."""
        with self._records.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name.strip())).first()
        try:
            _hasher.verify(row.password if row and row.password else _NOBODY, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return None
        if row is None or not row.password:
            return None
        if _hasher.check_needs_rehash(row.password):
            with self._records.writing() as connection:
                kept = _hasher.hash(password)
                connection.execute(update(accounts).where(accounts.c.name == row.name).values(password=kept))
        return _account(row)

    def sign_in(self, account: Account) -> str:
        """A new session for the account; returns the token for the browser's cookie."""
        token = secrets.token_urlsafe(32)
        row = {
            "token_hash": _hashed(token),
            "account": account.name,
            "csrf": secrets.token_urlsafe(32),
            "expires": moments.in_future(hours=SIGNED_IN_HOURS),
        }
        with self._records.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires < moments.now()))
            connection.execute(insert(sessions).values(**row))
        return token

    def session(self, token: str) -> Session | None:
        """The session of that token, None where there is none or it has expired."""
        query = select(sessions.c.csrf, accounts).join(accounts).where(sessions.c.token_hash == _hashed(token))
        with self._records.reading() as connection:
            row = connection.execute(query.where(sessions.c.expires >= moments.now())).first()
        return Session(_account(row), row.csrf) if row else None

    def csrf_of(self, account: Account) -> str:
        """The token of a member whom a reverse proxy signed in: always the same for one account, and not guessable."""
        key = self._records.secret("csrf")
        return hmac.new(key, f"{account.name} {account.created}".encode(), sha256).hexdigest()

    def sign_out(self, token: str) -> None:
        """End the session of that token."""
        with self._records.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == _hashed(token)))


def _keep_an_admin(connection: Connection, name: str) -> None:
    """LastAdminError where that account is the only one that may manage accounts."""
    admins = connection.scalars(select(accounts.c.name).where(accounts.c.role == Role.ADMIN.value)).all()
    if list(admins) == [name]:
        raise LastAdminError(name)


def _account(row: Row[Any]) -> Account:
    values = row._mapping
    return Account(values["name"], Role(values["role"]), bool(values["password"]), values["created"])


def _hashed(token: str) -> str:
    """Tokens are long and random, so that a plain hash can't be guessed backwards."""
    return sha256(token.encode()).hexdigest()
