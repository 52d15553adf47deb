"""What was fetched, kept in the data folder: the original bytes as files, and a journal of what each of them is."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from corpus.errors import StoreError
from corpus.web.addresses import host_of, safe_name
from corpus.web.bounds import RESUMABLE_SECONDS
from corpus.web.fetch import Answer
from corpus.web.originals import FOLDER, JOURNAL

_TABLES = """
CREATE TABLE IF NOT EXISTS fetched (
    asked TEXT PRIMARY KEY, address TEXT NOT NULL, file TEXT NOT NULL, name TEXT NOT NULL, etag TEXT NOT NULL,
    modified TEXT NOT NULL, digest TEXT NOT NULL, seen REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (
    address TEXT PRIMARY KEY, file TEXT NOT NULL, found_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (start TEXT PRIMARY KEY, began REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page or file as it was last fetched: the `address` it came from, its file below the data folder, its name.

    `name` is what the server called it, '' mostly; `seen` is when the site last said it is this (seconds since 1970).
    """

    asked: str
    address: str
    file: str
    name: str
    etag: str
    modified: str
    digest: str
    seen: float


class Journal:
    """The journal of one data folder; each entry is on disk before the call returns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folder = folder / FOLDER
        with _speaking_of(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lines = sqlite3.connect(self._folder / JOURNAL, isolation_level=None)
            self._lines.executescript(_TABLES)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lines.close()

    # --- runs -------------------------------------------------------------------------------

    def begin(self, start: str) -> float:
        """Since when entries need not be asked for again: when the run that was cut off here began, else now."""
        found = self._lines.execute("SELECT began FROM runs WHERE start = ?", (start,)).fetchone()
        now = time.time()
        if found and 0 <= now - found[0] <= RESUMABLE_SECONDS:
            return float(found[0])
        self._lines.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (start, now))
        return now

    def finish(self, start: str) -> None:
        """The run has got all it could: the next one asks the site again."""
        self._lines.execute("DELETE FROM runs WHERE start = ?", (start,))

    # --- pages and files ----------------------------------------------------------------------

    def kept(self, asked: str) -> Kept | None:
        """What is kept of that address, None where nothing is or its file is damaged or gone."""
        found = self._lines.execute("SELECT * FROM fetched WHERE asked = ?", (asked,)).fetchone()
        if found is None:
            return None
        kept = Kept(*found)
        try:
            sound = hashlib.sha256(self.path(kept).read_bytes()).hexdigest() == kept.digest
        except OSError:
            return None
        return kept if sound else None

    def keep(self, asked: str, answer: Answer, ending: str) -> Kept:
        """Write down what was fetched from the address `asked`."""
        file = self.write(answer.address, answer.data, ending)
        digest = hashlib.sha256(answer.data).hexdigest()
        kept = Kept(asked, answer.address, file, answer.name, answer.etag, answer.modified, digest, time.time())
        values = tuple(getattr(kept, field) for field in Kept.__slots__)
        self._lines.execute(f"INSERT OR REPLACE INTO fetched VALUES ({', '.join('?' * len(values))})", values)
        return kept

    def confirm(self, kept: Kept) -> None:
        """The site says that it is still this."""
        self._lines.execute("UPDATE fetched SET seen = ? WHERE asked = ?", (time.time(), kept.asked))

    def path(self, kept: Kept) -> Path:
        """Where the bytes are."""
        return self.folder / kept.file

    def write(self, address: str, data: bytes, ending: str, mark: str = "") -> str:
        """Put the bytes into the folder of the host, whole or not at all; the file's place below the data folder.

        `mark` tells a file made from several pages from the first of them.
        """
        host = safe_name(host_of(address).replace(":", "_")) or "_"
        digest = hashlib.sha256(address.encode()).hexdigest()[:16]
        path = self._folder / host / f"{digest}{mark}{ending}"
        with _speaking_of(self._folder):
            path.parent.mkdir(exist_ok=True)
            half = path.with_name(f"{path.name}.part")
            half.write_bytes(data)
            os.replace(half, path)
        return path.relative_to(self.folder).as_posix()

    # --- reports ------------------------------------------------------------------------------

    def note_report(self, address: str, file: str, found_on: str) -> None:
        """The report at that address has its original in this file and was found on that page ('' for none)."""
        self._lines.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?)", (address, file, found_on))


@contextmanager
def _speaking_of(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"不能往数据文件夹 {folder} 里存取下来的网页（{error}）。请检查权限和磁盘空间。") from error
