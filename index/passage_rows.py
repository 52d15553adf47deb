"""A passage as it goes into the tables of the index, and as it comes out of them."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from corpus.report import PassageKind

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (id TEXT PRIMARY KEY, generation INTEGER NOT NULL, year INTEGER, body TEXT NOT NULL,
    region TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (id INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE, text TEXT NOT NULL, vector BLOB);
CREATE TABLE passages (id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, kind TEXT NOT NULL, chapter INTEGER, shown TEXT NOT NULL, text INTEGER NOT NULL);
CREATE INDEX passages_report ON passages (report);
CREATE INDEX passages_text ON passages (text);
CREATE INDEX texts_pending ON texts (length(text), id) WHERE vector IS NULL;
CREATE INDEX texts_embedded ON texts (id) WHERE vector IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage to be indexed: `shown` is the report's text from `start` to `end`, `text` what is searched."""

    start: int
    end: int
    kind: PassageKind
    chapter: int | None
    shown: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as the index holds it; `id` is its number here, `text_id` that of its searched text."""

    id: int
    report_id: str
    start: int
    end: int
    kind: PassageKind
    chapter: int | None
    shown: str
    text_id: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage in its place, with the heading above it ('' where its text has it already): `shown` stands at `start`."""

    report_id: str
    start: int
    kind: PassageKind
    chapter: int | None
    shown: str
    heading: str


# Report by report, or each different text once and then where it stands; a condition of `index.where` may follow.
_PARAGRAPH = "SELECT report, start, kind, chapter, shown, texts.text "
BY_REPORT = (
    f"{_PARAGRAPH}FROM reports CROSS JOIN passages ON passages.report = reports.id "
    "JOIN texts ON texts.id = passages.text"
)
BY_TEXT = (
    f"{_PARAGRAPH}FROM texts CROSS JOIN passages ON passages.text = texts.id "
    "JOIN reports ON reports.id = passages.report"
)


# Passages with what is known of their reports; a condition of `index.where` may follow.
FOUND_QUERY = (
    'SELECT passages.id, report, start, "end", kind, chapter, shown, text '
    "FROM passages JOIN reports ON reports.id = report"
)


def found_passage(row: tuple[object, ...]) -> Found:
    """A row of FOUND_QUERY as a passage."""
    number, report, start, end, kind, chapter, shown, text = row
    return Found(
        int(str(number)), str(report), int(str(start)), int(str(end)), PassageKind(str(kind)),
        None if chapter is None else int(str(chapter)), str(shown), int(str(text)),
    )  # fmt: skip


def paragraph(row: tuple[object, ...]) -> Paragraph:
    """A row of BY_REPORT or BY_TEXT; what is searched of a paragraph is its heading and its text."""
    report, start, kind, chapter, shown, text = row
    number = None if chapter is None else int(str(chapter))
    heading = str(text).removesuffix(str(shown).strip()).strip()
    return Paragraph(str(report), int(str(start)), PassageKind(str(kind)), number, str(shown), heading)


def insert_passage(connection: sqlite3.Connection, report_id: str, passage: Indexed) -> int:
    """Write a passage of that report, its text where it is new; returns its id."""
    digest = hashlib.sha256(passage.text.encode("utf-8", "surrogatepass")).digest()[:16]
    connection.execute("INSERT OR IGNORE INTO texts (hash, text) VALUES (?, ?)", (digest, passage.text))
    (text_id,) = connection.execute("SELECT id FROM texts WHERE hash = ?", (digest,)).fetchone()
    row = (report_id, passage.start, passage.end, passage.kind.value, passage.chapter, passage.shown, text_id)
    columns = 'report, start, "end", kind, chapter, shown, text'
    return int(connection.execute(f"INSERT INTO passages ({columns}) VALUES (?,?,?,?,?,?,?)", row).lastrowid or 0)
