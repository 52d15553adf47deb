"""The items of chapter 5 of many reports at once, each with its themes, from the passages that the index holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import Citation
from assistant.answering.chapter_five import CHAPTER, Span, item_spans, split_chapter_five
from assistant.answering.context import Context
from assistant.answering.figure_match import shown_quote
from assistant.answering.matching import Sentence
from assistant.citing import chapter_title, cite_words
from assistant.memo import Remembered
from assistant.parsing.text import fold
from corpus.sentences import clauses, sentences
from corpus.store import ReportHead
from corpus.themes import ENUMERATOR, Theme, load_themes
from index.passage_rows import Paragraph
from index.where import Where

# The items of so many reports are kept; those of one are small.
KEPT = 40_000


@dataclass(frozen=True, slots=True)
class Item:
    """One problem or measure of a report, where it stands, and what it is about."""

    head: ReportHead
    start: int
    text: str
    themes: tuple[Theme, ...]

    @property
    def said(self) -> str:
        """The item for reading: without its number and its last mark."""
        return ENUMERATOR.sub("", shown_quote(self.text)).rstrip("。；;.")

    def cite(self) -> Citation:
        """The place of the item."""
        return cite_words(self.head, self.text, self.start, chapter_title(CHAPTER))


_known: Remembered[tuple[Item, ...]] = Remembered(KEPT)


def items_of(heads: Sequence[ReportHead], measures: bool, context: Context) -> list[Item]:
    """The problems (or measures) of these reports, report by report in the order of `heads`."""
    keys = {head.id: (context.store.identity, head.id, head.generation, measures) for head in heads}
    by_id = {head.id: head for head in heads}
    found = {i: known for i, key in keys.items() if (known := _known.get(key)) is not None}
    unread = frozenset(by_id.keys() - found.keys())
    if unread:
        paragraphs = context.search().paragraphs(Where(reports=unread, chapters=frozenset([CHAPTER])))
        read = {i: _of_report(by_id[i], own, measures) for i, own in groupby(paragraphs, lambda p: p.report_id)}
        for report_id in unread:
            found[report_id] = tuple(read.get(report_id, ()))
            if found[report_id]:  # nothing may also mean that the index, caught up by another process, lags
                _known.put(keys[report_id], found[report_id])
    return [item for head in heads for item in found[head.id]]


def _of_report(head: ReportHead, paragraphs: Iterable[Paragraph], measures: bool) -> list[Item]:
    own = list(paragraphs)
    text = _laid_out(own)
    read = [
        Sentence(p.start + a, p.start + b, p.chapter, fold(p.shown[a:b]), fold(p.heading))
        for p in own
        for a, b in sentences(p.shown, 0, len(p.shown))
    ]
    spans = [
        span
        for whole in item_spans(text, split_chapter_five(read, head.year)[measures])
        for span in _cut(text, whole, measures)
    ]
    themes = load_themes()
    said = [(a, text[a:b]) for a, b in spans if not themes.leads_on(text[a:b], measures)]
    return [Item(head, a, words, themes.of(words, measures)) for a, words in said]


def _cut(text: str, span: Span, measures: bool) -> tuple[Span, ...]:
    """Problems told in one sentence are cut at ；; a measure is one with what explains it."""
    return (span,) if measures else clauses(text, *span)


def _laid_out(paragraphs: Sequence[Paragraph]) -> str:
    """The paragraphs where they stand in the report's text; between them nothing but line breaks."""
    text, at = [], 0
    for p in paragraphs:
        text += ["\n" * (p.start - at), p.shown]
        at = p.start + len(p.shown)
    return "".join(text)
