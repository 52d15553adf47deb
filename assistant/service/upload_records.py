"""What is known of files that members sent: what became of each, kept in the service's file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update

from assistant.service import moments
from assistant.service.records import Records
from assistant.service.tables import uploads
from assistant.service.upload_folders import archive_path
from corpus import archives
from corpus.errors import NianbaoError
from corpus.files import Failure


class State(StrEnum):
    """What has become of a file."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    SAME = "same"
    FAILED = "failed"
    STORED = "stored"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its name as the sender has it, where it is kept, what became of it (`reason`, in Chinese)."""

    no: int
    at: str
    author: str
    file: str
    address: str
    size: int
    state: State
    reason: str
    reports: tuple[str, ...]


class GoneError(NianbaoError):
    """There is no such upload, or it is dealt with."""


class UploadRecords:
    """The uploads in the service's file; `folder` is where their files lie. Safe to use from many threads."""

    def __init__(self, records: Records, folder: Path) -> None:
        self._records, self._folder = records, folder

    def add(self, token: str, name: str, size: int, author: str, state: State, reason: str = "") -> Upload:
        """A new upload, its file of `size` bytes kept under that name in the folder `token`."""
        row = {
            "at": moments.now(), "author": author, "folder": token, "path": f"{token}/{name}", "size": size,
            "state": state.value, "reason": reason,
        }  # fmt: skip
        with self._records.writing() as connection:
            no = int(connection.execute(insert(uploads).values(**row)).lastrowid)
        return self.get(no)

    def all(self) -> tuple[Upload, ...]:
        """Every upload, newest first."""
        with self._records.reading() as connection:
            return tuple(map(self._upload, connection.execute(select(uploads).order_by(uploads.c.no.desc()))))

    def get(self, no: int) -> Upload:
        """The upload of that number; GoneError where there is none."""
        with self._records.reading() as connection:
            row = connection.execute(select(uploads).where(uploads.c.no == no)).first()
        if row is None:
            raise GoneError(str(no))
        return self._upload(row)

    def forget(self, no: int) -> str:
        """Forgets the upload; the folder of its file where no other upload has one there, else ''."""
        with self._records.writing() as connection:
            token = connection.scalar(select(uploads.c.folder).where(uploads.c.no == no))
            connection.execute(delete(uploads).where(uploads.c.no == no))
            others = connection.scalar(select(uploads.c.no).where(uploads.c.folder == token))
        return str(token) if token and others is None else ""

    def open_up(self, archive: Upload, opened: Sequence[str], failures: Sequence[Failure]) -> Iterator[Upload]:
        """An upload for each member of the archive, in place of the archive's own; those that can be read."""
        with self._records.writing() as connection:
            row = dict(connection.execute(select(uploads).where(uploads.c.no == archive.no)).one()._mapping)
            numbers: list[int] = []
            for address, reason in (*((a, "") for a in opened), *((f.path, f.reason) for f in failures)):
                path = archive_path(address, self._folder)
                state = State.FAILED if reason else State.WAITING
                values = {**row, "no": None, "path": path, "size": 0, "state": state.value, "reason": reason}
                no = int(connection.execute(insert(uploads).values(**values)).lastrowid)
                numbers += [] if reason else [no]
            connection.execute(delete(uploads).where(uploads.c.no == archive.no))
        yield from map(self.get, numbers)

    def set(self, no: int, state: State, reason: str = "", reports: Sequence[str] | None = None) -> None:
        """What has become of it, and which drafts (ids) were read from it."""
        values: dict[str, Any] = {"state": state.value, "reason": reason}
        if reports is not None:
            values["reports"] = json.dumps(list(reports))
        with self._records.writing() as connection:
            connection.execute(update(uploads).where(uploads.c.no == no).values(**values))

    def set_where(self, was: State, now: State, reason: str = "") -> None:
        """The same for all that are in the state `was`."""
        with self._records.writing() as connection:
            changed = update(uploads).where(uploads.c.state == was.value)
            connection.execute(changed.values(state=now.value, reason=reason))

    def _upload(self, row: Any) -> Upload:
        address = str((self._folder / row.path).absolute())
        return Upload(
            row.no, row.at, row.author, archives.file_name(row.path), address, row.size, State(row.state), row.reason,
            tuple(json.loads(row.reports)),
        )  # fmt: skip
