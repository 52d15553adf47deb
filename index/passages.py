"""The passages of all reports as the index holds them: what a hit shows, and each different text with its vector.

One SQLite file, derived from the store and safe to delete. A text that stands in many places is embedded once.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelError, StoreError
from index.passage_rows import (
    BY_REPORT,
    BY_TEXT,
    FOUND_QUERY,
    TABLES,
    Found,
    Indexed,
    Paragraph,
    found_passage,
    insert_passage,
    paragraph,
)
from index.where import Where, sql_condition

Halves = npt.NDArray[np.float16]
Ids = npt.NDArray[np.int64]

FILE_NAME = "passages-1.sqlite"  # another number when the tables change: the index is then made anew

UNSEEN = -1

# What is searched, as strings are looked for in it: a word of a hard-wrapped page is no other.
_SOLID = "lower(replace(replace(replace(texts.text, ' ', ''), char(10), ''), char(13), ''))"
# First whether its characters follow one another at all, which takes a seventh of the time and rules out most.
_HAS = f"texts.text LIKE ? ESCAPE '\\' AND instr({_SOLID}, ?)"
# Of more reports than this share of all, each different text is looked through once.
_MANY = 0.3


class Passages:
    """The file of passages. Threads may read and write at once; what one transaction writes appears at once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._write_lock, self._read_lock = threading.RLock(), threading.RLock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._writer, self._reader = _open(self.path), _open(self.path)
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreError(
                f"不能在 {folder} 建立或打开索引（{error}）。请检查文件夹的读写权限和磁盘空间。"
            ) from error

    def close(self) -> None:
        for lock, connection in ((self._write_lock, self._writer), (self._read_lock, self._reader)):
            with lock:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all or nothing, also when the process is killed in it."""
        with self._write_lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with self._read_lock:
            return self._reader.execute(query, values).fetchall()

    def _number(self, query: str) -> int:
        with self._read_lock:
            return int(self._reader.execute(query).fetchone()[0])

    # --- what has been seen -----------------------------------------------------------

    def meta(self, key: str) -> str:
        """A remembered value, '' where there is none."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def remember(self, **values: str) -> None:
        with self.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def generations(self) -> dict[str, int]:
        """By report id, the generation of the store at which the report was read."""
        with self._read_lock:
            return dict(self._reader.execute("SELECT id, generation FROM reports"))

    # --- writing reports --------------------------------------------------------------

    def put(self, report_id: str, place: tuple[int | None, str, str], found: Sequence[Indexed]) -> list[int]:
        """Replace the passages of a report (`place` = year, body, region); returns their ids, in order.

        The report counts as not seen until `mark_seen`, for the keyword index has yet to write it.
        """
        with self.writing() as connection:
            connection.execute("DELETE FROM passages WHERE report = ?", (report_id,))
            connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)", (report_id, UNSEEN, *place))
            return [insert_passage(connection, report_id, passage) for passage in found]

    def mark_seen(self, generations: Mapping[str, int]) -> None:
        """Record at which generation each of these reports was read."""
        rows = [(generation, report_id) for report_id, generation in generations.items()]
        with self.writing() as connection:
            connection.executemany("UPDATE reports SET generation = ? WHERE id = ?", rows)

    def remove(self, report_ids: Iterable[str]) -> None:
        with self.writing() as connection:
            for report_id in report_ids:
                connection.execute("DELETE FROM passages WHERE report = ?", (report_id,))
                connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))

    def drop_unused_texts(self) -> None:
        """Forget the texts no passage has any more, with their vectors."""
        with self.writing() as connection:
            connection.execute(
                "DELETE FROM texts WHERE NOT EXISTS (SELECT 1 FROM passages WHERE passages.text = texts.id)"
            )

    def clear(self) -> None:
        """Forget all reports and passages; vectors stay, for the texts will be met again."""
        with self.writing() as connection:
            for table in ("passages", "reports"):
                connection.execute(f"DELETE FROM {table}")

    # --- vectors ----------------------------------------------------------------------

    def pending(self, limit: int) -> list[tuple[int, str]]:
        """Texts without a vector, shortest first, so that those encoded together are of one length."""
        query = "SELECT id, text FROM texts WHERE vector IS NULL ORDER BY length(text), id LIMIT ?"
        return [(int(str(i)), str(text)) for i, text in self._rows(query, (limit,))]

    def put_vectors(self, signature: str, ids: Sequence[int], vectors: Halves) -> None:
        """Keep the vectors of these texts; ModelError where the file's vectors are another model's by now."""
        rows = [(vector.tobytes(), i) for i, vector in zip(ids, vectors, strict=True)]
        with self.writing() as connection:
            if _signature(connection) != signature:
                raise ModelError(
                    "另一个程序正在用别的向量模型更新同一个索引，本程序的向量没有写入。请让它们用同一个模型设置，然后重新启动。"
                )
            connection.executemany("UPDATE texts SET vector = ? WHERE id = ?", rows)

    def adopt_model(self, signature: str) -> bool:
        """Make this model the one vectors are of; forgets those of another. True where there were such."""
        with self.writing() as connection:
            other = _signature(connection) != signature
            if other:
                connection.execute("UPDATE texts SET vector = NULL WHERE vector IS NOT NULL")
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('signature', ?)", (signature,))
        return other

    def embedded_ids(self) -> Ids:
        """The ids of all texts that have a vector, ascending."""
        rows = self._rows("SELECT id FROM texts WHERE vector IS NOT NULL ORDER BY id")
        return np.fromiter((r[0] for r in rows), np.int64, len(rows))

    def vectors(self, ids: Ids) -> Halves:
        """The vectors of these texts, in this order, shape (ids, dimension); all must have one."""
        with self._read_lock:
            query = "SELECT vector FROM texts WHERE id = ?"
            blobs = [self._reader.execute(query, (int(i),)).fetchone()[0] for i in ids]
        return np.frombuffer(b"".join(blobs), np.float16).reshape(len(blobs), -1)

    # --- reading ----------------------------------------------------------------------

    def counts(self) -> tuple[int, int, int]:
        """How many reports there are, how many passages, how many of these have a vector."""
        reports, passages = self._number("SELECT count(*) FROM reports"), self._number("SELECT count(*) FROM passages")
        pending = "SELECT count(*) FROM passages WHERE text IN (SELECT id FROM texts WHERE vector IS NULL)"
        return reports, passages, passages - self._number(pending)

    def by_id(self, ids: Sequence[int]) -> dict[int, Found]:
        """The passages of these ids; an id that is gone is left out."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(f"{FOUND_QUERY} WHERE passages.id IN ({marks})", ids)
        return {found.id: found for found in map(found_passage, rows)}

    def of_texts(self, text_ids: Sequence[int], where: Where, limit: int) -> list[Found]:
        """The passages with these texts that are allowed, by report id and place; at most `limit` of each text."""
        condition, values = sql_condition(where)
        query = f"{FOUND_QUERY} WHERE text = ? AND {condition} ORDER BY report, start LIMIT ?"
        found = [row for i in text_ids for row in self._rows(query, (i, *values, limit))]
        return [found_passage(row) for row in found]

    def paragraphs(self, where: Where, containing: Sequence[str] = ()) -> list[Paragraph]:
        """All passages that are allowed and have one of these strings (where any are given), by report and place.

        The strings are in lower case and may stand in the heading; blanks and line breaks within a passage don't part them.
        """
        condition, values = sql_condition(where)
        query = BY_REPORT
        if containing:
            query = BY_TEXT if self._are_many(where.reports) else BY_REPORT
            condition += f" AND ({' OR '.join([_HAS] * len(containing))})"
            values += (value for string in containing for value in (_in_order(string), string))
        return [paragraph(row) for row in self._rows(f"{query} WHERE {condition} ORDER BY report, start", values)]

    def _are_many(self, reports: Collection[str] | None) -> bool:
        return reports is None or len(reports) > _MANY * self._number("SELECT count(*) FROM reports")

    def allowed_texts(self, where: Where) -> Ids:
        """The ids of the texts of all passages that are allowed, ascending."""
        # Reports first, then their passages: the work is in proportion to what is allowed, not to all there is.
        condition, values = sql_condition(where)
        query = f"SELECT text FROM reports CROSS JOIN passages ON passages.report = reports.id WHERE {condition}"
        rows = self._rows(query, values)
        return np.unique(np.fromiter((r[0] for r in rows), np.int64, len(rows)))


def _in_order(string: str) -> str:
    """A pattern of LIKE for every text with the characters of the string in that order, whatever is between them."""
    return "%".join(("", *(f"\\{c}" if c in "%_\\" else c for c in string), ""))


def _signature(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'signature'").fetchone()
    return str(row[0]) if row else ""


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # not a database, or a broken one: all that was in it can be read again
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]:
        connection.executescript(f"BEGIN IMMEDIATE; {TABLES} COMMIT;")
    return connection
