"""Files that members send: kept as they are, read as drafts in the background, and stored when a member says so."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Sequence
from typing import BinaryIO

from assistant import wording_uploads as words
from assistant.service.records import Records
from assistant.service.understood import is_named, unread_of
from assistant.service.upload_folders import (
    FOLDER,
    is_archive_file,
    kept_name,
    remove_folder,
    remove_report,
)
from assistant.service.upload_records import GoneError, State, Upload, UploadRecords
from corpus.errors import NianbaoError
from corpus.files import Failure, Read, Task, with_members
from corpus.identities import Statement
from corpus.lock import only_writer
from corpus.pool import read_files
from corpus.reading.limits import MIB, UPLOAD
from corpus.report import Report
from corpus.settings import Settings
from corpus.store import ReportHead, Store

log = logging.getLogger(__name__)

_WAY = 1 << 20


class Uploads:
    """The uploads of a data folder. Safe to use from many threads; reading is done by one of its own."""

    def __init__(self, store: Store, records: Records, settings: Settings) -> None:
        self.folder = store.folder / FOLDER
        self._store, self._settings = store, settings
        self._rows = UploadRecords(records, self.folder)
        self._drafts: Store | None = None
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    # --- receiving ---------------------------------------------------------------------------------

    def receive(self, name: str, content: BinaryIO, author: str) -> Upload:
        """Keep the file under a safe name in a folder of its own; one that is too large is told of, and not kept."""
        token = secrets.token_hex(8)
        path = self.folder / token / kept_name(name)
        try:
            path.parent.mkdir(parents=True)
            with path.open("xb") as target:
                shutil.copyfileobj(content, target, _WAY)
            size = path.stat().st_size
        except OSError as error:
            shutil.rmtree(path.parent, ignore_errors=True)
            return self._rows.add(
                token, path.name, 0, author, State.FAILED, words.NO_ROOM.format(reason=error.strerror or error)
            )
        if size > UPLOAD and not is_archive_file(path):
            shutil.rmtree(path.parent, ignore_errors=True)
            reason = words.TOO_LARGE.format(size=size / MIB, most=UPLOAD // MIB)
            return self._rows.add(token, path.name, size, author, State.FAILED, reason)
        return self._rows.add(token, path.name, size, author, State.WAITING)

    # --- what there is --------------------------------------------------------------------------------

    def all(self) -> tuple[Upload, ...]:
        """Every upload that is kept in mind, newest first."""
        return self._rows.all()

    def get(self, no: int) -> Upload:
        """The upload of that number; GoneError where there is none."""
        return self._rows.get(no)

    def drafts_of(self, upload: Upload) -> tuple[Report, ...]:
        """What was read from it, not stored yet, with what members have set right."""
        return tuple(self.drafts.report(i) for i in upload.reports) if upload.state is State.READ else ()

    def doubles(self, report: Report) -> tuple[ReportHead, ...]:
        """The stored reports of the same body, year and scope."""
        from corpus.bodies import same_body

        if report.year is None:
            return ()
        return tuple(
            head
            for head in self._store.heads()
            if (head.year, head.scope) == (report.year, report.scope)
            and head.id != report.id
            and same_body((head.body, head.region), (report.body, report.region))
        )

    def is_clear(self, upload: Upload) -> bool:
        """Whether it can be stored without a further look: all of it was understood, and nothing is there of its body and year."""
        drafts = self.drafts_of(upload)
        return bool(drafts) and all(
            d.year is not None
            and is_named(d)
            and not unread_of(d)
            and not self.doubles(d)
            and not self._drafted_twice(d)
            for d in drafts
        )

    def _drafted_twice(self, report: Report) -> bool:
        same = [h for h in self.drafts.heads() if (h.body, h.year, h.scope) == (report.body, report.year, report.scope)]
        return len(same) > 1

    @property
    def drafts(self) -> Store:
        """The drafts, in a store of their own beside the files."""
        with self._lock:
            if self._drafts is None:
                self._drafts = Store(self.folder)
            return self._drafts

    # --- deciding -------------------------------------------------------------------------------------

    def identify(self, report_id: str, statement: Statement) -> None:
        """Set right whose a draft is; GoneError where there is no such draft."""
        try:
            self.drafts.identify(report_id, statement)
        except KeyError:
            raise GoneError(report_id) from None

    def confirm(self, no: int, replaced: Sequence[str] = ()) -> tuple[str, ...]:
        """Store what was read, in place of those of the reports `replaced` that are still there; the ids of the reports.

        GoneError where there is nothing to store; BusyError where another process is adding, and nothing is changed.
        """
        with self._lock:
            upload = self.get(no)
            if upload.state is not State.READ:
                raise GoneError(str(no))
            with only_writer(self._store.folder):
                self._store.put_many([self.drafts.report_as_read(i) for i in upload.reports])
                said = {e.report_id: e.statement for e in self.drafts.identities() if e.applies}
                for report_id in upload.reports:
                    if report_id in said:
                        self._store.identify(report_id, said[report_id])
                for report_id in replaced:
                    if report_id not in upload.reports and self._store.head(report_id) is not None:
                        remove_report(self._store, report_id)
            self._forget_drafts(upload)
            self._rows.set(no, State.STORED)
        return upload.reports

    def discard(self, no: int) -> Upload:
        """Forget the upload, and its file unless what is stored comes from it; GoneError where there is none."""
        with self._lock:
            upload = self.get(no)
            self._forget_drafts(upload)
            token = self._rows.forget(no)
        if token:
            remove_folder(self._store, self.folder / token)
        return upload

    def clear_done(self) -> int:
        """Forget all that are dealt with or could not be read; how many they were."""
        done = [u for u in self.all() if u.state in (State.STORED, State.SAME, State.FAILED)]
        for upload in done:
            self.discard(upload.no)
        return len(done)

    def _forget_drafts(self, upload: Upload) -> None:
        if upload.state is State.READ:
            for report_id in upload.reports:
                self.drafts.remove(report_id)

    # --- reading --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Begin to read what waits, in the background; nothing where that is being done."""
        with self._lock:
            if self._stopping.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            if not any(u.state in (State.WAITING, State.READING) for u in self.all()):
                return
            # What was being read when the process ended is read again.
            self._rows.set_where(State.READING, State.WAITING)
            self._thread = threading.Thread(target=self._read_all, name="nianbao-uploads", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all is read, at most so long; whether it is."""
        self.refresh()
        thread = self._thread  # it takes its name off itself when all is read
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def close(self) -> None:
        """Stop reading after the file at hand."""
        with self._lock:  # none is begun after
            self._stopping.set()
            thread = self._thread
        if thread is not None:
            thread.join()
        if self._drafts is not None:
            self._drafts.close()

    def _read_all(self) -> None:
        try:
            while not self._stopping.is_set():
                with self._lock:
                    waiting = self._expanded([u for u in self.all() if u.state is State.WAITING])
                    if not waiting:
                        self._thread = None
                        return
                    for upload in waiting.values():
                        self._rows.set(upload.no, State.READING)
                tasks = [Task(address, None) for address in waiting]
                for task, read in read_files(tasks, self._settings.processes):
                    self._note(waiting[task.path], read)
                    if self._stopping.is_set():
                        return
        except Exception:
            # A fault of ours must not leave a file as being read for ever: it is told of where the file stands.
            log.exception("the uploads could not be read")
            self._rows.set_where(State.READING, State.FAILED, words.NOT_READ)

    def _expanded(self, waiting: Sequence[Upload]) -> dict[str, Upload]:
        """What is to be read, oldest first, by address; of an archive its members stand in its place."""
        found: dict[str, Upload] = {}
        for upload in reversed(waiting):
            opened, failures = with_members(upload.address)
            if opened == [upload.address]:
                found[upload.address] = upload
            elif not opened and len(failures) == 1 and failures[0].path == upload.address:
                self._rows.set(upload.no, State.FAILED, failures[0].reason)
            elif len(opened) > self._settings.upload_files:
                reason = words.TOO_MANY.format(count=len(opened), most=self._settings.upload_files)
                self._rows.set(upload.no, State.FAILED, reason)
            else:
                found.update((u.address, u) for u in self._rows.open_up(upload, opened, failures))
        return found

    def _note(self, upload: Upload, read: Read) -> None:
        """Keep what came of reading the file, unless it was discarded meanwhile."""
        with self._lock:
            if any(u.no == upload.no for u in self.all()):
                self._note_kept(upload, read)

    def _note_kept(self, upload: Upload, read: Read) -> None:
        if isinstance(read, Failure):
            self._rows.set(upload.no, State.FAILED, read.reason)
            return
        assert isinstance(read, tuple)  # no hash was known, so nothing is unchanged
        known = [h for i in self._store.with_content(read[0].content_hash) if (h := self._store.head(i))]
        if known:
            where = "、".join(f"{h.body}{h.year or ''}（{h.file}）" for h in known)
            self._rows.set(upload.no, State.SAME, words.ALREADY.format(where=where))
        elif self.drafts.with_content(read[0].content_hash):
            self._rows.set(upload.no, State.SAME, words.ALREADY_SENT)
        else:
            self._keep(upload, read)

    def _keep(self, upload: Upload, reports: Sequence[Report]) -> None:
        try:
            self.drafts.put_many(reports)
        except NianbaoError as error:
            self._rows.set(upload.no, State.FAILED, words.NOT_STORED.format(reason=error))
        except Exception:
            # One file never stops the others; what went wrong is for the log.
            log.exception("a draft could not be kept")
            self._rows.set(upload.no, State.FAILED, words.NOT_READ)
        else:
            self._rows.set(upload.no, State.READ, reports=[r.id for r in reports])
