"""The file that keeps what was found in reports, so that thousands are checked once: derived, and made anew at need."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from corpus.audit.finding import Finding, Spot
from corpus.audit.kinds import Severity, kind
from corpus.audit.likeness import Chapter, Print
from corpus.database import WRITING, open_engine, speaking_of

FILE_NAME = "checks.sqlite"
# A finding is of a report by itself and beside its year before, or of one among all others.
OWN, ACROSS = "own", "across"
# SQLite allows 32,766 parameters in one statement.
AT_ONCE = 5000

T = TypeVar("T")

_metadata = MetaData()
_meta = Table("meta", _metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
_checked = Table(
    "checked",
    _metadata,
    Column("report_id", String(64), primary_key=True),
    Column("made_of", Text, nullable=False),
    Column("holds", Integer, nullable=False),
    Column("is_whole", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
_findings = Table(
    "findings",
    _metadata,
    Column("no", Integer, primary_key=True),
    Column("report_id", String(64), nullable=False),
    Column("source", String(8), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("content", Text, nullable=False),
    Index("findings_by_report", "report_id", "source"),
)
_prints = Table(
    "prints",
    _metadata,
    Column("report_id", String(64), primary_key=True),
    Column("chapter", Integer, primary_key=True),
    Column("sentences", LargeBinary, nullable=False),
    Column("lengths", LargeBinary, nullable=False),
    Column("minhash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Row:
    """What listing needs of a finding: its number, whose it is, and of which kind."""

    no: int
    report_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of a report that was checked; `made_of` names the generations it was read at; `holds`: checks that hold."""

    made_of: str
    findings: tuple[Finding, ...]
    holds: int
    is_whole: bool
    printed: Print


class CheckCache:
    """The file in that folder; what an older program, or another store, has left there is thrown away."""

    def __init__(self, folder: Path, identity: str) -> None:
        self.path = folder / FILE_NAME
        self._engine = open_engine(folder, self.path)
        with self._writing() as connection:
            _metadata.create_all(connection)
            of = f"{identity} {rules_fingerprint()}"
            if _said(connection, "of") != of:
                for table in _metadata.sorted_tables:
                    connection.execute(delete(table))
                _say(connection, "of", of)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def made_of(self) -> dict[str, str]:
        """By report id, of what its findings were made."""
        with self._reading() as connection:
            return dict(connection.execute(select(_checked.c.report_id, _checked.c.made_of)).all())

    def holds(self) -> dict[str, int]:
        """By report id, how many checks hold."""
        with self._reading() as connection:
            return dict(connection.execute(select(_checked.c.report_id, _checked.c.holds)).all())

    def wholes(self) -> list[str]:
        """The reports that cover a whole region."""
        with self._reading() as connection:
            return list(connection.scalars(select(_checked.c.report_id).where(_checked.c.is_whole == 1)))

    def put(self, results: Mapping[str, Result]) -> None:
        """Keep what was found in these reports, in place of what was found in them before."""
        with self._writing() as connection:
            _forget(connection, results)
            for report_id, result in results.items():
                row = {
                    "report_id": report_id, "made_of": result.made_of, "holds": result.holds,
                    "is_whole": int(result.is_whole), "body": result.printed.body,
                }  # fmt: skip
                connection.execute(insert(_checked), row)
                _insert(connection, result.findings, OWN)
                chapters = [_print_row(report_id, n, c) for n, c in result.printed.chapters.items()]
                if chapters:
                    connection.execute(insert(_prints), chapters)

    def remove(self, report_ids: Iterable[str]) -> None:
        """Forget all of these reports."""
        gone = list(report_ids)
        with self._writing() as connection:
            _forget(connection, gone)
            for some in _portions(gone, AT_ONCE):
                connection.execute(delete(_findings).where(_findings.c.report_id.in_(some)))

    def put_across(self, findings: Iterable[Finding], made_of: str) -> None:
        """Keep what was found in reports among all others, in place of all that was found so before."""
        with self._writing() as connection:
            connection.execute(delete(_findings).where(_findings.c.source == ACROSS))
            _insert(connection, findings, ACROSS)
            _say(connection, "across", made_of)

    def across(self, report_id: str) -> tuple[Finding, ...]:
        """What was found in that report among all others."""
        of = _findings.c
        query = select(of.content).where(of.report_id == report_id, of.source == ACROSS).order_by(of.no)
        with self._reading() as connection:
            return tuple(map(unpacked, connection.scalars(query)))

    def across_made_of(self) -> str:
        """Of what the findings among all reports were made, '' where there are none yet."""
        with self._reading() as connection:
            return _said(connection, "across")

    def rows(self) -> tuple[Row, ...]:
        """Every finding, without its content, in the order they were found."""
        of = _findings.c
        with self._reading() as connection:
            found = connection.execute(select(of.no, of.report_id, of.kind).order_by(of.no))
            return tuple(Row(no, report_id, key) for no, report_id, key in found)

    def findings(self, numbers: Sequence[int]) -> Iterator[Finding]:
        """The findings of these numbers, in their order; such as are gone meanwhile are passed over."""
        of = _findings.c
        for some in _portions(numbers, AT_ONCE):
            with self._reading() as connection:
                found = dict(connection.execute(select(of.no, of.content).where(of.no.in_(some))).all())
            yield from (unpacked(found[no]) for no in some if no in found)

    def prints(self) -> list[Print]:
        """What is kept of every report to compare it, in the order they were read."""
        chapters: dict[str, dict[int, Chapter]] = defaultdict(dict)
        with self._reading() as connection:
            for row in connection.execute(select(_prints)):
                chapters[row.report_id][row.chapter] = Chapter(
                    np.frombuffer(row.sentences, np.uint64),
                    np.frombuffer(row.lengths, np.int32),
                    np.frombuffer(row.minhash, np.uint64),
                )
            owners = connection.execute(select(_checked.c.report_id, _checked.c.body)).all()
        return [Print(report_id, body, chapters.get(report_id, {})) for report_id, body in owners]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with speaking_of(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with speaking_of(self.path), self._engine.connect() as connection:
            opened = connection.execution_options(**WRITING)
            with opened.begin():
                yield opened


def _forget(connection: Connection, report_ids: Iterable[str]) -> None:
    """Forget what was found in these reports by themselves."""
    for some in _portions(report_ids, AT_ONCE):
        connection.execute(delete(_checked).where(_checked.c.report_id.in_(some)))
        connection.execute(delete(_prints).where(_prints.c.report_id.in_(some)))
        connection.execute(delete(_findings).where(_findings.c.report_id.in_(some), _findings.c.source == OWN))


def _insert(connection: Connection, findings: Iterable[Finding], source: str) -> None:
    rows = [
        {"report_id": f.report_id, "source": source, "kind": f.kind.key, "content": packed(f)}
        for f in findings
        if f.kind.severity is not Severity.NOTE
    ]
    if rows:
        connection.execute(insert(_findings), rows)


def _print_row(report_id: str, number: int, chapter: Chapter) -> dict[str, Any]:
    return {
        "report_id": report_id, "chapter": number, "sentences": chapter.sentences.tobytes(),
        "lengths": chapter.lengths.tobytes(), "minhash": chapter.minhash.tobytes(),
    }  # fmt: skip


def _said(connection: Connection, key: str) -> str:
    return connection.scalar(select(_meta.c.value).where(_meta.c.key == key)) or ""


def _say(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(_meta).where(_meta.c.key == key))
    connection.execute(insert(_meta), {"key": key, "value": value})


def _portions(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


# --- findings as text ---------------------------------------------------------------------------


def packed(finding: Finding) -> str:
    """The finding as JSON."""
    sides = [[str(v) if isinstance(v, Decimal) else v for v in astuple(side)] for side in finding.sides]
    return json.dumps([finding.kind.key, finding.message, finding.note, sides], ensure_ascii=False)


def unpacked(content: str) -> Finding:
    """The finding from its JSON."""
    key, message, note, sides = json.loads(content)
    return Finding(kind(key), message, tuple(map(_spot, sides)), note)


def _spot(values: Sequence[Any]) -> Spot:
    said = dict(zip(Spot.__dataclass_fields__, values, strict=True))
    return Spot(**{**said, "value": None if said["value"] is None else Decimal(said["value"])})


def rules_fingerprint() -> str:
    """Names everything that reads and checks reports: other rules find other things."""
    known = sha256()
    for name, content in sorted(_sources(files("corpus"), "")):
        known.update(name.encode())
        known.update(content)
    return known.hexdigest()[:24]


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, name)
        elif name.endswith((".py", ".toml")):
            yield name, entry.read_bytes()
