"""How well a sentence or a figure of a report fits the words of a question: shares of rare words, 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.memo import PerReport
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import fold
from corpus.report import PassageKind, Report
from corpus.sentences import sentences

# A synonym counts a little less than the word itself, part of a long word less still.
SYNONYM, PARTIAL = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report's prose (or a free row), folded for matching; headings folded beside it."""

    start: int
    end: int
    chapter: int | None
    folded: str
    headings: str


@dataclass(frozen=True, slots=True)
class Prose:
    """All sentences of a report, in order."""

    report: Report
    sentences: tuple[Sentence, ...]

    def weight(self, word: str) -> float:
        """How rare the word is in this report (BM25's idf): common words near 0, unknown ones highest."""
        with_word = sum(any(w in s.folded for w in alike(word)) for s in self.sentences)
        return math.log(1 + (len(self.sentences) - with_word + 0.5) / (with_word + 0.5))


def _read_prose(report: Report) -> Prose:
    found = []
    for passage in report.passages:
        headings = fold("".join(passage.headings))
        if passage.kind is PassageKind.ROW:
            spans: Sequence[tuple[int, int]] = ((passage.start, passage.end),)
        else:
            spans = sentences(report.text, passage.start, passage.end)
        found += [Sentence(a, b, passage.chapter, fold(report.text[a:b]), headings) for a, b in spans]
    return Prose(report, tuple(found))


# The sentences of a report.
prose_of = PerReport(_read_prose)


def alike(word: str) -> tuple[str, ...]:
    """The word and those that mean the same."""
    return load_lexicon().synonyms.get(word, (word,))


def has_all(words: Sequence[str], folded: str) -> bool:
    """Whether a folded text has each of the words, or one that means the same."""
    return all(any(one in folded for one in alike(word)) for word in words)


def match(word: str, text: str) -> float:
    """How far a word is in a folded text: 1 itself, less a synonym or its parts, 0 not at all."""
    if word in text:
        return 1.0
    if any(other in text for other in alike(word)):
        return SYNONYM
    if len(word) < 3:
        return 0.0
    covered = _covered(word, text)
    return SYNONYM if covered == len(word) else PARTIAL * covered / len(word)


def _covered(word: str, text: str) -> int:
    """How many characters of the word stand in pieces of two or more that the text has (收办案件 = 收办 + 案件)."""
    marked = set[int]()
    for i in range(len(word) - 1):
        if word[i : i + 2] in text:
            marked |= {i, i + 1}
    return len(marked)


def coverage(words: Sequence[str], text: str, prose: Prose) -> float:
    """The weighted share of the words that the text has; 0 where there are no words."""
    weights = [prose.weight(word) for word in words]
    whole = sum(weights)
    return sum(w * match(word, text) for w, word in zip(weights, words, strict=True)) / whole if whole else 0.0
