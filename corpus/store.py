"""The store: every report that was read, in one SQLite file; the truth from which everything else is derived."""

from __future__ import annotations

import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, inspect, select

from corpus import corrections, identities, local_names, schema, statements
from corpus.cell_hits import CellHit, find_hits
from corpus.corrections import Entry, Withdrawal
from corpus.database import WRITING, open_engine, speaking_of
from corpus.errors import StoreError
from corpus.identities import IdentityEntry, Statement
from corpus.local_names import LocalName, NameEntry
from corpus.report import Correction, Figure, Place, Report
from corpus.statements import Heads, ReportHead

__all__ = ["CellHit", "Changes", "Counts", "FigureHit", "ReportHead", "Store"]

FILE_NAME = "nianbao.sqlite"

# Above this many reports, or this share of all, a query reads the place of all reports and picks; few are never too
# many. At 10,000 reports one place of 2,000 takes 10 ms looked up and 30–70 ms read through, half of them as long as
# all; SQLite allows 32,766 parameters.
MOST_REPORTS_BY_NUMBER = 20_000
MOST_SHARE_BY_NUMBER = 0.5
FEW_REPORTS = 500

# Whole reports kept in memory: enough for the reports a few conversations go back and forth between.
REPORTS_KEPT = 32

# One indicator over all reports, kept in memory: about 5 MB each at ten thousand reports.
PLACES_KEPT = 8

T = TypeVar("T")


class FigureHit(NamedTuple):
    """A figure of the prose with the report it stands in."""

    report: ReportHead
    figure: Figure


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids put (`changed`, in the order of their last change) and `removed` since a generation, up to `generation`."""

    generation: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read from a report: statutory cells, and problems of reading."""

    cells: int
    problems: int


class Store:
    """The reports of one folder. Safe to use from many threads; one process at a time writes, all may read.

    Raises StoreError where the file can't be opened, is no store, or was made by another version.
    `identity` tells this store from one made anew in the same folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self._writer = threading.Lock()
        self._heads = statements.NO_HEADS
        self._places: dict[Place, int] = {}
        self._kept_reports: _Kept[Report] = _Kept(REPORTS_KEPT)
        self._kept_hits: _Kept[tuple[CellHit, ...]] = _Kept(PLACES_KEPT)
        self._engine = open_engine(folder, self.path)
        try:
            self.identity = self._prepare()
        except BaseException:
            self._engine.dispose()
            raise

    def put(self, report: Report) -> None:
        """Insert the report, or replace the one of the same id, in one transaction."""
        self.put_many((report,))

    def put_many(self, reports: Sequence[Report]) -> None:
        """Put several reports in one transaction: all of them, or none where one can't be written."""
        if not reports:
            return
        with self._writing() as connection:
            places = dict(self._places)
            for report in reports:
                statements.put(connection, report, places)
        self._places = places

    def remove(self, report_id: str) -> bool:
        """Remove the report; False where there is none of that id."""
        with self._writing() as connection:
            return statements.remove(connection, report_id)

    def heads(self) -> tuple[ReportHead, ...]:
        """Every report, ordered by (body, year, id); a report without a year comes before those with one."""
        with self._reading() as connection:
            return self._heads_now(connection).ordered

    def head(self, report_id: str) -> ReportHead | None:
        """The head of that report, None where there is none."""
        with self._reading() as connection:
            return self._heads_now(connection).by_id.get(report_id)

    def report(self, report_id: str) -> Report:
        """The whole report; KeyError where there is none of that id."""
        with self._reading() as connection:
            heads = self._heads_now(connection)
            key = (report_id, heads.by_id[report_id].generation)
            return self._kept_reports.get(key) or self._kept_reports.keep(
                key, statements.report(connection, heads, report_id)
            )

    def cells(
        self, report_ids: Collection[str] | None, table: str, row: str | None = None, column: str | None = None
    ) -> tuple[CellHit, ...]:
        """The cells of these places: None = all reports, all rows, all columns.

        In the order of `heads()`, then as they stand in the form; unknown ids are passed over.
        """
        with self._reading() as connection:
            heads = self._heads_now(connection)
            if report_ids is None:
                return self._cells_of_all(connection, heads, table, row, column)
            wanted = {i for i in report_ids if i in heads.by_id}
            if not _by_number(len(wanted), heads):
                hits = self._cells_of_all(connection, heads, table, row, column)
                return tuple(hit for hit in hits if hit.report.id in wanted)
            return find_hits(connection, heads, wanted, table, row, column)

    def nonzero(self, report_ids: Collection[str], places: Collection[Place]) -> list[tuple[str, Place, str]]:
        """(report id, place, number as written) of every such cell of these reports that holds one but 0, not as corrected.

        Much quicker than `report`: for what is reckoned of thousands of reports at once.
        """
        with self._reading() as connection:
            heads = self._heads_now(connection)
            return statements.nonzero(connection, heads, {i for i in report_ids if i in heads.by_id}, places)

    def corrected(self) -> frozenset[str]:
        """The ids of the reports of which a cell is corrected now."""
        with self._reading() as connection:
            return frozenset(i for i, places in self._heads_now(connection).corrections.items() if places)

    def figures(self, report_ids: Collection[str] | None) -> tuple[FigureHit, ...]:
        """The figures in the prose of these reports (None = all), in the order of `heads()`, then of the text."""
        with self._reading() as connection:
            heads = self._heads_now(connection)
            wanted = None if report_ids is None else {i for i in report_ids if i in heads.by_id}
            named = None if wanted is None or not _by_number(len(wanted), heads) else wanted
            stored = statements.figures(connection, heads, named)
        return tuple(
            FigureHit(head, figure)
            for head, packed in stored
            if wanted is None or head.id in wanted
            for figure in schema.make_figures(packed)
        )

    def correct(self, report_id: str, place: Place, correction: Correction) -> Entry:
        """Keep what staff say of that cell, over what was said of it before; KeyError where its form has no such cell."""
        if not corrections.may_be_corrected(self.report(report_id), place):
            raise KeyError(place)
        with self._writing() as connection:
            entry = corrections.add(connection, report_id, place, correction)
            statements.touch(connection, report_id)
            return entry

    def withdraw_correction(self, no: int, withdrawal: Withdrawal) -> Entry:
        """Let the correction of that number no longer apply; KeyError where there is none that does."""
        with self._writing() as connection:
            entry = corrections.withdraw(connection, no, withdrawal)
            statements.touch(connection, entry.report_id)
            return entry

    def corrections(self) -> tuple[Entry, ...]:
        """Every correction ever made, oldest first, those that no longer apply too."""
        with self._reading() as connection:
            return corrections.entries(connection)

    def report_as_read(self, report_id: str) -> Report:
        """The report without what staff say of its cells and of whose it is; KeyError where there is none of that id."""
        with self._reading() as connection:
            if report_id not in self._heads_now(connection).by_id:
                raise KeyError(report_id)
            return statements.report_as_read(connection, report_id)

    def identify(self, report_id: str, statement: Statement) -> IdentityEntry:
        """Keep whose report staff say it is, over what was said before; KeyError where there is none of that id."""
        with self._writing() as connection:
            if report_id not in self._heads_now(connection).by_id:
                raise KeyError(report_id)
            entry = identities.add(connection, report_id, statement)
            statements.touch(connection, report_id)
            return entry

    def withdraw_identity(self, no: int, withdrawal: Withdrawal) -> IdentityEntry:
        """Let the statement of that number no longer apply; KeyError where there is none that does."""
        with self._writing() as connection:
            entry = identities.withdraw(connection, no, withdrawal)
            statements.touch(connection, entry.report_id)
            return entry

    def identities(self) -> tuple[IdentityEntry, ...]:
        """Every statement of whose report one is, oldest first, those that no longer apply too."""
        with self._reading() as connection:
            return identities.entries(connection)

    def add_name(self, name: LocalName) -> NameEntry:
        """Keep a name that people use; what it means is not looked at here."""
        with self._writing() as connection:
            entry = local_names.add(connection, name)
            statements.next_generation(connection)
            return entry

    def remove_name(self, no: int, removal: Withdrawal) -> NameEntry:
        """Let the name of that number be known no longer; KeyError where there is none."""
        with self._writing() as connection:
            entry = local_names.remove(connection, no, removal)
            statements.next_generation(connection)
            return entry

    def names(self) -> tuple[NameEntry, ...]:
        """Every name that people use, oldest first, those removed too."""
        with self._reading() as connection:
            return local_names.entries(connection)

    def with_content(self, content_hash: str) -> tuple[str, ...]:
        """The ids of the reports that were read from bytes of that hash."""
        of = schema.reports.c
        with self._reading() as connection:
            return tuple(connection.scalars(select(of.id).where(of.content_hash == content_hash).order_by(of.no)))

    def content_hash(self, address: str) -> str | None:
        """The hash of what was read from that path or URL, None where nothing was."""
        addresses = {address, unicodedata.normalize("NFC", address)}
        with self._reading() as connection:
            query = select(schema.reports.c.content_hash).where(schema.reports.c.address.in_(sorted(addresses)))
            return connection.scalar(query)

    def counts(self) -> dict[str, Counts]:
        """By report id, how many statutory cells were read and how many problems were met."""
        of = schema.reports.c
        with self._reading() as connection:
            found = connection.execute(select(of.id, of.cell_count, of.problem_count))
            return {report_id: Counts(cells, problems) for report_id, cells, problems in found}

    @property
    def generation(self) -> int:
        """A number that grows with every put and every remove, and is kept in the database."""
        with self._reading() as connection:
            return statements.generation(connection)

    def changes_since(self, generation: int) -> Changes:
        """What an index that has seen `generation` must read again and forget; 0 = from the beginning."""
        with self._reading() as connection:
            changed = statements.changed_since(connection, generation)
            removed = statements.removed_since(connection, generation)
            return Changes(statements.generation(connection), changed, removed)

    def close(self) -> None:
        """Close every connection; the store is not to be used after."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection on which all that is read is of one moment."""
        with speaking_of(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that may write from its start, committed at the end, undone on any error."""
        with self._writer, speaking_of(self.path), self._engine.connect() as connection:
            writing = connection.execution_options(**WRITING)
            with writing.begin():
                yield writing

    def _prepare(self) -> str:
        """Make the tables where the file is new, check the version where it is not; returns who the store is."""
        with self._reading() as connection:
            new = not inspect(connection).has_table("meta")
        if new:
            with self._writing() as connection:
                statements.create_tables(connection)
        with self._reading() as connection:
            version, identity = connection.execute(select(schema.meta.c.schema_version, schema.meta.c.identity)).one()
        if version in statements.UPGRADES:
            with self._writing() as connection:
                version = statements.upgrade(connection)
        if version != schema.SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} 是另一个版本的 nianbao 建立的"
                f"（库的版本是 {version}，本程序用的是 {schema.SCHEMA_VERSION}）。"
                "请换用相应版本的程序，或者用 --data 指定一个新文件夹，把年报重新加入一遍。"
            )
        return str(identity)

    def _heads_now(self, connection: Connection) -> Heads:
        """The heads at this connection's moment; only what changed since they were last read is read again."""
        generation, known = statements.generation(connection), self._heads
        if known.generation == generation:
            return known
        known = known if known.generation < generation else statements.NO_HEADS
        self._heads = fresh = statements.heads_after(connection, known, generation)
        return fresh

    def _cells_of_all(
        self, connection: Connection, heads: Heads, table: str, row: str | None, column: str | None
    ) -> tuple[CellHit, ...]:
        """The cells of all reports; a single place is kept in memory, a whole table would be too much to keep."""
        key = (heads.generation, table, row, column)
        kept = self._kept_hits.get(key)
        if kept is not None:
            return kept
        hits = find_hits(connection, heads, None, table, row, column)
        return hits if row is None or column is None else self._kept_hits.keep(key, hits)


class _Kept(Generic[T]):
    """The values last asked for, at most `size`; the key names the generation, so that none is ever stale."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[object, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object) -> T | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: object, value: T) -> T:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value


def _by_number(wanted: int, heads: Heads) -> bool:
    """Whether so many reports are quicker looked up one by one than picked out of all."""
    return wanted <= min(MOST_REPORTS_BY_NUMBER, max(FEW_REPORTS, MOST_SHARE_BY_NUMBER * len(heads.ordered)))
