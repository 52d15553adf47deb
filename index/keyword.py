"""Keyword search: BM25 by tantivy over words and character bigrams of our own making, on disk, incremental.

Terms are cut by `index.words`, joined by spaces, and split there again; filters are part of the query.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.errors import StoreError
from index.where import Where
from index.words import Words, bigrams

FOLDER_NAME = "keyword-1"  # another number when the fields change: the index is then made anew

# How much a term found in each field counts. On CMRC 2018 dev chunks (bench/search.py), R@1 / R@5: words alone
# 71.6 / 91.5, characters and bigrams alone 73.5 / 93.5, so 73.5 / 93.6, and fused with vectors best so.
WEIGHTS = {"grams": 1.0, "words": 0.5}

PAIR_FILE = "pair.txt"

WRITER_BYTES = 64_000_000
WRITER_THREADS = 1  # one thread gives the same segments, so the same scores, from the same reports

# A value that no report can have stands for "none" in a filter.
NOTHING = "\x00"


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage for the keyword index: its number in the file of passages, its text, and what filters ask for."""

    id: int
    text: str
    report: str
    year: int | None
    body: str
    region: str
    chapter: int | None
    kind: str


FILTERS = ("report", "year", "body", "region", "chapter", "kind")


class KeywordIndex:
    """The index in a folder. Any number may search; one process at a time writes."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._words = words
        self._schema = _schema()
        self._path = path = folder / FOLDER_NAME
        try:
            self._index = _opened(self._schema, path)
        except (OSError, ValueError) as error:
            raise StoreError(
                f"关键词索引 {path} 打不开（{error}）。请检查读写权限，或删除这个文件夹后重试。"
            ) from error
        self._index.register_tokenizer("spaced", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self._index.config_reader("manual")
        self._index.reload()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The right to write; committed at the end, or nothing is. BlockingIOError where another process has it."""
        try:
            writer = self._index.writer(WRITER_BYTES, WRITER_THREADS)
        except ValueError as error:
            if "lock" in str(error).lower():
                raise BlockingIOError("the keyword index is being written by another process") from error
            raise
        writing = Writing(writer, self._words)
        try:
            yield writing
            writing.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
            self._index.reload()

    def reload(self) -> None:
        """See what was committed since, also by another process."""
        self._index.reload()

    @property
    def pair(self) -> str:
        """The mark this index shares with the file of passages it was made with, '' where it was made with none."""
        file = self._path / PAIR_FILE
        return file.read_text(encoding="ascii") if file.exists() else ""

    @pair.setter
    def pair(self, mark: str) -> None:
        (self._path / PAIR_FILE).write_text(mark, encoding="ascii")

    @property
    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def search(self, text: str, where: Where, limit: int) -> list[tuple[int, float]]:
        """(passage id, BM25 score) of the best passages that are allowed and share a term, best first."""
        query = self._query(text, where)
        if query is None or limit < 1:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        return [(int(i), float(score)) for i, (score, _) in zip(ids, hits, strict=True) if i is not None]

    def _query(self, text: str, where: Where) -> tantivy.Query | None:
        terms = [
            (tantivy.Occur.Should, self._term(field, term, weight * count))
            for field, weight in WEIGHTS.items()
            for term, count in sorted(Counter(_terms(field, text, self._words)).items())
        ]
        if not terms:
            return None
        found = tantivy.Query.boolean_query(terms)
        filters = [(tantivy.Occur.Must, self._filter(f, values)) for f, values in _allowed(where)]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, found), *filters]) if filters else found

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)

    def _filter(self, field: str, values: Collection[object]) -> tantivy.Query:
        # A filter says yes or no; it must not add to the score.
        allowed = tantivy.Query.term_set_query(self._schema, field, sorted({_value(v) for v in values}))
        return tantivy.Query.const_score_query(allowed, 0.0)


class Writing:
    """The open right to write into a KeywordIndex."""

    def __init__(self, writer: tantivy.IndexWriter, words: Words) -> None:
        self._writer = writer
        self._words = words

    def add(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("id", entry.id)
            for field in WEIGHTS:
                document.add_text(field, " ".join(_terms(field, entry.text, self._words)))
            for field in FILTERS:
                document.add_text(field, _value(getattr(entry, field)))
            self._writer.add_document(document)

    def remove(self, report_id: str) -> None:
        self._writer.delete_documents_by_term("report", report_id)

    def clear(self) -> None:
        self._writer.delete_all_documents()

    def commit(self) -> None:
        self._writer.commit()


def _terms(field: str, text: str, words: Words) -> list[str]:
    return words.words(text) if field == "words" else bigrams(text)


def _value(value: object) -> str:
    return NOTHING if value is None else str(value)


def _allowed(where: Where) -> Iterator[tuple[str, Collection[object]]]:
    values = (where.reports, where.years, where.bodies, where.regions, where.chapters, where.kinds)
    for field, allowed in zip(FILTERS, values, strict=True):
        if allowed is not None:
            yield field, allowed


def _opened(schema: tantivy.Schema, path: Path) -> tantivy.Index:
    path.mkdir(parents=True, exist_ok=True)
    try:
        return tantivy.Index(schema, str(path))
    except ValueError:  # broken, or of other fields: without its mark all reports are read again
        shutil.rmtree(path)
        path.mkdir()
        return tantivy.Index(schema, str(path))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", fast=True)
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="spaced", index_option="freq")
    for field in FILTERS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    return builder.build()
