"""Prose that is nearly another report's: the year before's of the same body, or another body's, chapter by chapter.

Sentences are compared without numbers and names (masking.py). Candidates among all reports are found by MinHash over
shingles of characters with banding (Broder 1997; Leskovec et al., Mining of Massive Datasets, 3.3–3.4), so that ten
thousand reports take seconds; what is told of a pair is counted exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from corpus.audit.masking import Masked, masked_sentences
from corpus.bodies import body_key
from corpus.report import Report

# So much of a chapter (by characters) must stand in the other report word for word.
ALIKE = 0.8
# A chapter with less to compare says nothing: 无 and 本年度没有其他需要报告的事项 are everybody's.
FEWEST_SENTENCES, FEWEST_CHARACTERS = 3, 100
# 16 bands of 4: of pairs with 80 % of their sentences in common (two thirds of their shingles) 97 % share a band.
BANDS, ROWS, SHINGLE = 16, 4, 4
# A text that hundreds share is a template: each of them is set against so many others only.
MOST_COMPARED = 20
# So many sentences are shown of a pair.
EXAMPLES = 2

_HASHES = BANDS * ROWS
_SEED = 20240101

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is kept of a chapter to compare it: its sentences as numbers (sorted), their lengths, and its MinHash."""

    sentences: Hashes
    lengths: NDArray[np.int32]
    minhash: Hashes

    @property
    def size(self) -> int:
        """Characters that can be compared."""
        return int(self.lengths.sum())


@dataclass(frozen=True, slots=True)
class Print:
    """A report's chapters by number (0: prose outside of any), only such as have enough to compare."""

    report_id: str
    body: str
    chapters: dict[int, Chapter]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two reports that are alike in a chapter: the share of `one`'s sentences (by characters) that `other` has too."""

    one: str
    other: str
    chapter: int
    share: float
    common: int
    of: int


def fingerprint(report: Report) -> Print:
    """What is kept of a report."""
    by_chapter: dict[int, list[Masked]] = defaultdict(list)
    for sentence in masked_sentences(report):
        by_chapter[sentence.chapter].append(sentence)
    chapters = {number: _chapter(found) for number, found in by_chapter.items() if _is_enough(found)}
    return Print(report.id, body_key((report.body, report.region)), chapters)


def compare(one: Print, other: Print) -> Iterator[Alike]:
    """The chapters in which the first report is nearly the other."""
    for number, chapter in one.chapters.items():
        if number in other.chapters:
            found = _compared(one.report_id, other.report_id, number, chapter, other.chapters[number])
            if found.share >= ALIKE:
                yield found


class Likeness:
    """The prints of all reports seen, and the pairs of different bodies among them that are alike."""

    def __init__(self) -> None:
        self._prints: list[Print] = []

    def add(self, one: Print) -> None:
        """Remember a report."""
        self._prints.append(one)

    def pairs(self) -> Iterator[tuple[Alike, ...]]:
        """For each report that is alike to another body's its nearest one: all chapters in which they are; a pair once."""
        told: set[frozenset[str]] = set()
        for one, others in self._candidates():
            best = max((tuple(compare(one, other)) for other in others), key=_weight, default=())
            pair = frozenset((best[0].one, best[0].other)) if best else frozenset()
            if best and pair not in told:
                told.add(pair)
                yield best

    def _candidates(self) -> Iterator[tuple[Print, list[Print]]]:
        """Each report with the reports of other bodies that share a band with it in some chapter."""
        buckets: dict[tuple[int, int, bytes], list[int]] = defaultdict(list)
        for at, one in enumerate(self._prints):
            for key in _bands(one):
                buckets[key].append(at)
        shared = {key: found for key, found in buckets.items() if len(found) > 1}
        for one in self._prints:
            near: dict[int, None] = {}
            for key in _bands(one):
                near.update(dict.fromkeys(shared.get(key, ())[: 4 * MOST_COMPARED]))
            others = [other for other in map(self._prints.__getitem__, near) if other.body != one.body]
            if others:
                yield one, others[:MOST_COMPARED]


def _weight(found: Sequence[Alike]) -> tuple[int, float]:
    return sum(a.common for a in found), max((a.share for a in found), default=0.0)


def _bands(one: Print) -> Iterator[tuple[int, int, bytes]]:
    for number, chapter in one.chapters.items():
        for band in range(BANDS):
            yield number, band, chapter.minhash[band * ROWS : (band + 1) * ROWS].tobytes()


def _compared(one: str, other: str, number: int, mine: Chapter, theirs: Chapter) -> Alike:
    there = np.isin(mine.sentences, theirs.sentences)
    share = float(mine.lengths[there].sum()) / mine.size
    return Alike(one, other, number, share, int(there.sum()), len(mine.sentences))


def _is_enough(found: Sequence[Masked]) -> bool:
    return len(found) >= FEWEST_SENTENCES and sum(len(m.text) for m in found) >= FEWEST_CHARACTERS


def _chapter(found: Sequence[Masked]) -> Chapter:
    numbers = np.array([sentence_number(m.text) for m in found], np.uint64)
    order = np.argsort(numbers)
    lengths = np.array([len(m.text) for m in found], np.int32)
    return Chapter(numbers[order], lengths[order], _minhash("".join(m.text for m in found)))


def sentence_number(text: str) -> int:
    """A number for a masked sentence, the same for the same words in every run."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


_RANDOM = np.random.default_rng(_SEED)
_FACTORS = _RANDOM.integers(0, 2**63, _HASHES, np.uint64) * np.uint64(2) + np.uint64(1)
_ADDED = _RANDOM.integers(0, 2**63, _HASHES, np.uint64)


def _minhash(text: str) -> Hashes:
    """The least of each hash function over all shingles of the text."""
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    width = len(letters) - SHINGLE + 1
    shingles = np.zeros(width, np.uint64)
    for at in range(SHINGLE):
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + letters[at : at + width]
    shingles = np.unique(shingles)
    hashed: Hashes = ((shingles[:, None] * _FACTORS + _ADDED) >> np.uint64(32)).min(axis=0)
    return hashed
