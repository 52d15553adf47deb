"""Store → index: what changed is read again, what is gone forgotten; then vectors for the texts that have none.

Killed anywhere, it goes on where it stopped: a report counts as seen only after both files have it.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from corpus.report import FreeRow, Passage, PassageKind, Report
from corpus.store import ReportHead, Store
from index.embed import Embedder
from index.keyword import Entry, KeywordIndex, Writing
from index.passage_rows import Indexed
from index.passages import Passages

REPORTS_AT_ONCE = 64  # read between two commits: a kill loses no more work than this
TEXTS_AT_ONCE = 32  # embedded between two commits: closing waits for no more than these
HEADINGS = 1  # innermost headings searched with a passage; more would drown short paragraphs


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What one run did, in reports; `waiting` where another process is writing and does the same work."""

    read: int = 0
    removed: int = 0
    waiting: bool = False


def catch_up(
    store: Store, passages: Passages, keyword: KeywordIndex, fingerprint: str, tell: Callable[[int, int], None]
) -> CaughtUp:
    """Make both files agree with the store; `tell(done, all)` is called as reports are read.

    `fingerprint` names how texts are cut into terms: another one means reading everything again.
    """
    try:
        return _catch_up(store, passages, keyword, fingerprint, tell)
    except BlockingIOError:
        keyword.reload()
        return CaughtUp(waiting=True)


def _catch_up(
    store: Store, passages: Passages, keyword: KeywordIndex, fingerprint: str, tell: Callable[[int, int], None]
) -> CaughtUp:
    if not _belongs(passages, keyword, store, fingerprint):
        _start_again(passages, keyword, store, fingerprint)
    seen = passages.generations()
    heads = store.heads()
    changed = [head for head in heads if seen.get(head.id) != head.generation]
    removed = sorted(seen.keys() - {head.id for head in heads})
    if not changed and not removed:
        keyword.reload()
        return CaughtUp()
    _forget(removed, passages, keyword)
    tell(0, len(changed))
    for done, some in _portions(changed):
        _read(some, store, passages, keyword)
        tell(done, len(changed))
    passages.drop_unused_texts()
    return CaughtUp(len(changed), len(removed))


def _belongs(passages: Passages, keyword: KeywordIndex, store: Store, fingerprint: str) -> bool:
    """Whether the two files are of this store, of one another, and cut as texts are cut now."""
    made_of = (passages.meta("store"), passages.meta("words"))
    return made_of == (store.identity, fingerprint) and passages.meta("pair") == keyword.pair != ""


def _start_again(passages: Passages, keyword: KeywordIndex, store: Store, fingerprint: str) -> None:
    with keyword.writing() as writing:
        passages.remember(pair="")
        writing.clear()
        passages.clear()
    keyword.pair = pair = uuid.uuid4().hex
    passages.remember(store=store.identity, words=fingerprint, pair=pair)


def _forget(report_ids: Sequence[str], passages: Passages, keyword: KeywordIndex) -> None:
    if report_ids:
        with keyword.writing() as writing:
            for report_id in report_ids:
                writing.remove(report_id)
        passages.remove(report_ids)


def _portions(heads: Sequence[ReportHead]) -> Iterator[tuple[int, list[ReportHead]]]:
    rest = iter(heads)
    done = 0
    while some := list(islice(rest, REPORTS_AT_ONCE)):
        done += len(some)
        yield done, some


def _read(heads: Sequence[ReportHead], store: Store, passages: Passages, keyword: KeywordIndex) -> None:
    with keyword.writing() as writing:
        for head in heads:
            _read_one(head, store, passages, writing)
    passages.mark_seen({head.id: head.generation for head in heads})


def _read_one(head: ReportHead, store: Store, passages: Passages, writing: Writing) -> None:
    writing.remove(head.id)
    try:
        report = store.report(head.id)
    except KeyError:
        return  # removed since the heads were read; the next run forgets it
    found = list(indexed_passages(report))
    ids = passages.put(head.id, (head.year, head.body, head.region), found)
    writing.add(_entry(number, passage, head) for number, passage in zip(ids, found, strict=True))


def _entry(number: int, passage: Indexed, head: ReportHead) -> Entry:
    return Entry(number, passage.text, head.id, head.year, head.body, head.region, passage.chapter, passage.kind.value)


# --- what is searched ----------------------------------------------------------------------


def indexed_passages(report: Report) -> Iterator[Indexed]:
    """The passages of a report as they are searched; those without a character of text are left out."""
    rows = {(row.start, row.end): row for row in report.rows}
    for passage in report.passages:
        shown = report.text[passage.start : passage.end]
        if shown.strip():
            text = searched_text(shown, passage, rows.get((passage.start, passage.end)))
            yield Indexed(passage.start, passage.end, passage.kind, passage.chapter, shown, text)


def searched_text(shown: str, passage: Passage, row: FreeRow | None) -> str:
    """The innermost heading, then the text; of a row its headers with their values.

    Body and year stay out: they are filters, and would make the same text of two reports two texts to embed.
    """
    if passage.kind is PassageKind.ROW and row is not None:
        cells = "；".join(f"{header}：{value}" if header else value for header, value in row.pairs if value.strip())
        shown = f"{row.title}。{cells}" if row.title else cells
    headings = passage.headings[len(passage.headings) - HEADINGS :] if HEADINGS else ()
    return "\n".join((*(heading for heading in headings if heading not in shown), shown.strip()))


# --- vectors -------------------------------------------------------------------------------


def embed_some(passages: Passages, embedder: Embedder) -> int:
    """Embed the next texts without a vector, shortest first; returns how many, 0 when all have one."""
    pending = passages.pending(TEXTS_AT_ONCE)
    if pending:
        vectors = embedder.encode_passages([text for _, text in pending])
        passages.put_vectors(embedder.signature, [number for number, _ in pending], vectors.astype(np.float16))
    return len(pending)


def embed_all(passages: Passages, embedder: Embedder, stop: threading.Event, after: Callable[[], None]) -> None:
    """Embed until every text has a vector or `stop` is set; `after` is called after each commit."""
    while not stop.is_set() and embed_some(passages, embedder):
        after()
