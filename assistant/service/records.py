"""The file of the service: accounts, keys, questions asked, feedback. Apart from the store, which it never waits for."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from assistant import wording_access as words
from assistant.service import tables
from corpus.database import WRITING, open_engine, speaking_of
from corpus.errors import StoreError

FILE_NAME = "service.sqlite"


class Records:
    """The file in that data folder, made where it is missing. Safe to use from many threads.

    Reports are added in long transactions; a question asked meanwhile is noted in a file of its own, without waiting.
    Raises StoreError where the file can't be opened or is of another version.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._writer = threading.Lock()
        self._engine = open_engine(folder, self.path)
        try:
            self._secret = self._prepare()
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which all that is read is of one moment."""
        with speaking_of(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end, undone on any error."""
        with self._writer, speaking_of(self.path), self._engine.connect() as connection:
            opened = connection.execution_options(**WRITING)
            with opened.begin():
                yield opened

    def secret(self, purpose: str) -> bytes:
        """A key to sign with, of this file alone and of that purpose alone."""
        return hmac.new(self._secret.encode(), purpose.encode(), sha256).digest()

    def close(self) -> None:
        """Close every connection; the records are not to be used after."""
        self._engine.dispose()

    def _prepare(self) -> str:
        """Make the tables where they are missing; returns the secret of this file."""
        with self.writing() as connection:
            version = connection.scalar(text("PRAGMA user_version"))
            if version not in (0, tables.VERSION):
                raise StoreError(words.OTHER_VERSION.format(path=self.path, version=version, own=tables.VERSION))
            tables.metadata.create_all(connection)
            connection.execute(text(f"PRAGMA user_version = {tables.VERSION}"))
            kept = connection.scalar(select(tables.secret.c.value))
            if kept is None:
                kept = secrets.token_hex(32)
                connection.execute(insert(tables.secret).values(value=kept))
            return str(kept)
