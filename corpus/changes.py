"""What changed between two reports in their prose: sentences kept, reworded, new and gone.

Sentences are compared without numbers, years, names and list numbers (audit/masking.py): one of which only the numbers
changed is kept. Two are one sentence reworded where they share most of their pairs of characters (Dice's coefficient).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.audit.masking import Masked, masked_sentences
from corpus.report import PassageKind, Report

# From this likeness on a sentence is the other one reworded. Read by eye over the successive reports of the demo and of a city:
# above nearly all pairs tell the same in other words, below 0.4 many tell something else.
REWORDED = 0.45
# A paragraph of which so much (by characters) stands in the other report too is taken from it.
TAKEN = 0.8
# A heading has no clause, and 一是 begins an item and no heading.
_INSIDE, _ITEM = re.compile("[，；：]"), "是"


@dataclass(frozen=True, slots=True)
class ProseChanges:
    """The sentences of two reports that can be compared: pairs (earlier, later) kept and reworded, new ones, gone ones.

    `paragraphs`: those of the later report that have something to compare, each with the share that is kept.
    """

    kept: tuple[tuple[Masked, Masked], ...]
    reworded: tuple[tuple[Masked, Masked], ...]
    new: tuple[Masked, ...]
    gone: tuple[Masked, ...]
    paragraphs: tuple[tuple[int, int, float], ...]

    @property
    def share(self) -> float:
        """How much of the later report's words (by characters) stands in the earlier one too, 0 to 1."""
        kept = sum(len(later.text) for _, later in self.kept)
        whole = kept + sum(len(later.text) for _, later in self.reworded) + sum(len(m.text) for m in self.new)
        return kept / whole if whole else 0.0


def prose_changes(earlier: Report, later: Report) -> ProseChanges:
    """The two reports' prose set against each other, everything in the order of the later one, what is gone at last."""
    before, after = (list(_sentences(report)) for report in (earlier, later))
    kept, rest, left = _same(before, after)
    reworded = _alike(left, rest)
    changed = {later for _, later in reworded}
    gone = {earlier for earlier, _ in reworded}
    return ProseChanges(
        tuple(kept),
        tuple(reworded),
        tuple(m for m in rest if m not in changed),
        tuple(m for m in left if m not in gone),
        tuple(_paragraphs(later, after, {m for _, m in kept})),
    )


def _sentences(report: Report) -> Iterator[Masked]:
    """The sentences that can be compared, without those that are only a heading."""
    headings = {s.start for s in report.sections if not s.number.endswith(_ITEM)}
    for sentence in masked_sentences(report):
        bare = sentence.start in headings and not _INSIDE.search(report.text[sentence.start : sentence.end])
        if sentence.chapter and not bare:
            yield sentence


def _same(
    before: Sequence[Masked], after: Sequence[Masked]
) -> tuple[list[tuple[Masked, Masked]], list[Masked], list[Masked]]:
    """(pairs of the same words, what is left of the later report, what is left of the earlier); of one chapter first."""
    pairs: dict[Masked, Masked] = {}
    used: set[Masked] = set()
    for same_chapter in (True, False):
        there: dict[tuple[str, int], list[Masked]] = {}
        for sentence in before:
            if sentence not in used:
                there.setdefault((sentence.text, sentence.chapter if same_chapter else 0), []).append(sentence)
        for sentence in after:
            found = there.get((sentence.text, sentence.chapter if same_chapter else 0))
            if found and sentence not in pairs:
                pairs[sentence] = found.pop(0)
                used.add(pairs[sentence])
    kept = [(pairs[sentence], sentence) for sentence in after if sentence in pairs]
    return kept, [s for s in after if s not in pairs], [s for s in before if s not in used]


def _alike(before: Sequence[Masked], after: Sequence[Masked]) -> list[tuple[Masked, Masked]]:
    """Pairs of one chapter that are alike, the most alike taken first, each sentence once."""
    grams = {sentence: Counter(map("".join, pairwise(sentence.text))) for sentence in (*before, *after)}
    scored = [
        (score, a, b)
        for b in after
        for a in before
        if a.chapter == b.chapter and (score := _dice(grams[a], grams[b])) >= REWORDED
    ]
    found: dict[Masked, Masked] = {}
    for _, a, b in sorted(scored, key=lambda s: (-s[0], s[2].start, s[1].start)):
        if b not in found and a not in found.values():
            found[b] = a
    return [(found[b], b) for b in after if b in found]


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def _paragraphs(report: Report, sentences: Sequence[Masked], kept: set[Masked]) -> Iterator[tuple[int, int, float]]:
    for passage in report.passages:
        own = [s for s in sentences if passage.start <= s.start < passage.end]
        if passage.kind is PassageKind.PARAGRAPH and own:
            whole = sum(len(s.text) for s in own)
            yield passage.start, passage.end, sum(len(s.text) for s in own if s in kept) / whole
