"""Likenesses as findings, with sentences that both reports have, word for word but for numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.audit.finding import Finding, Spot, spot
from corpus.audit.kinds import kind
from corpus.audit.likeness import EXAMPLES, Alike, Print, compare
from corpus.audit.masking import Masked, masked_sentences
from corpus.labels import chapter_label
from corpus.report import Report
from corpus.store import Store


def alike_years(later: Report, printed: Print, earlier: Report, printed_then: Print) -> Iterator[Finding]:
    """The chapters of a report that are nearly those of the year before."""
    for alike in compare(printed, printed_then):
        yield _finding("alike_years", alike, later, earlier)


def alike_bodies(store: Store, pairs: Iterable[tuple[Alike, ...]]) -> Iterator[Finding]:
    """The chapters of a report that are nearly another body's."""
    for pair in pairs:
        for alike in pair:
            yield _finding("alike_bodies", alike, store.report(alike.one), store.report(alike.other))


def _finding(key: str, alike: Alike, one: Report, other: Report) -> Finding:
    chapter = chapter_label(one, alike.chapter or None) or "正文"
    message = (
        f"“{chapter}”与{other.body}{other.year or ''}年年报雷同："
        f"{alike.of}句里有{alike.common}句相同，占{alike.share:.0%}的文字"
    )
    return Finding(kind(key), message, tuple(_examples(alike, one, other)), "比较时不计数字、年份和单位名称")


def _examples(alike: Alike, one: Report, other: Report) -> Iterator[Spot]:
    """The longest sentences in common, each in the one report and in the other."""
    theirs = {m.text: m for m in masked_sentences(other) if m.chapter == alike.chapter}
    mine = {m.text: m for m in masked_sentences(one) if m.chapter == alike.chapter and m.text in theirs}
    for text in sorted(mine, key=len, reverse=True)[:EXAMPLES]:
        yield _side(one, mine[text])
        yield _side(other, theirs[text])


def _side(report: Report, sentence: Masked) -> Spot:
    return spot(report, sentence.start, sentence.end, sentence.chapter or None)
