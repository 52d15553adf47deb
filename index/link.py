"""Which indicator or ratio of the catalogue a question is about, by the labels, names and questions it has there.

Its characters and bigrams speak at once; when the model is ready, so does its vector, twice: by the nearest wording,
and by a linear classifier over all of them. Each as deviations from its mean over all entries, averaged. Rank and
margin are what to judge by: cosines of the built-in model all lie close together.

Measured on the catalogue itself, each of 200 sample questions against all the other wordings
(`bench/search.py link --questions 200`), 102 entries, R@1 / R@3 / R@5: terms 64 / 88 / 93, nearest vector
73 / 88 / 94, all three 75 / 93 / 96. On the catalogue when it had 1,239 questions, BM25 by the nearest wording
was six points worse than terms at R@1 (44, 50), and joined by the nearest vector eleven worse than all three (51, 62).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.forms.catalogue import Catalogue
from index.classify import NaiveBayes, Owners, Ridge, Scores, best_of_each, deviations
from index.embed import Embedder, Vectors
from index.words import bigrams, normal_form

INDICATOR = "indicator"
RATIO = "ratio"

SCORE_DIGITS = 6
KEPT = 10  # matches returned
EXACT = 10.0  # added to the entries that have just this wording: no other score comes near

# Words every counting question shares with every other: they say that a number is asked for, not of what.
COUNTING = re.compile(
    "请问(?:一下)?|我?想(?:问|知道|了解)(?:一下)?|麻烦(?:问|查)?(?:一下)?|帮我?(?:查|看)(?:一下|下)?|告诉我|"
    "(?:一共|总共|共计?|共有|合计|大概|到底|究竟|具体)(?=有|是|多少|几|收|办|[^0-9])|"
    "(?:是|有|为|达|共)?(?:多少|几(?!成|分|率))(?:件|个|条|次|起|份|宗|例|篇|项|元|万元|人)?(?:次|数)?(?:是)?|"
    "(?:的)?(?:数量|件数|个数|次数|条数|数目|数字|情况)(?:是|有|为)?(?=多少|几|$|[？?。！!呢吗呀啊])|"
    "有没有|有无|是不是|[吗呢呀啊吧？?。！!，,、\\s]+"
)
YEARS = re.compile(r"(?:19|20)?\d{2}年度?|今年度?|去年度?|前年度?|本年度?(?=$)")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of the catalogue near a question: `kind` indicator or ratio; `margin` = score − best of all others.

    `shared` is the share (0…1) of the question's bigrams that the entry's wordings have: low for what is elsewhere.
    """

    key: str
    kind: str
    score: float
    margin: float
    shared: float


class IndicatorLinker:
    """Finds the nearest entries of a catalogue. Answers at once by keywords; `prepare` adds vectors."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder | None = None, cache: Path | None = None) -> None:
        self._names, wordings = _wordings(catalogue)
        self._texts = [text for text, _ in wordings]
        self._owners = np.array([owner for _, owner in wordings], np.int64)
        self._terms = NaiveBayes(list(map(bigrams, self._texts)), self._owners, len(self._names))
        self._embedder = embedder
        self._cache = cache
        self._near: tuple[Vectors, Ridge] | None = None
        self._preparing = threading.Lock()

    def prepare(self) -> None:
        """Load the model and embed the catalogue's wordings, or read them from the cache folder; takes seconds.

        ModelError where the model can't be loaded; nearest() goes on by keywords then.
        """
        with self._preparing:
            if self._embedder is not None and self._near is None and self._texts:
                vectors = _cached_vectors(self._texts, self._embedder, self._cache)
                self._near = vectors, Ridge(vectors, self._owners, len(self._names))

    def wordings(self) -> tuple[list[str], Owners, int]:
        """Every wording in use, the number of the entry each belongs to, and how many entries there are."""
        return list(self._texts), self._owners.copy(), len(self._names)

    @property
    def prepared(self) -> bool:
        """Whether vectors take part."""
        return self._near is not None

    def nearest(self, question: str) -> tuple[Match, ...]:
        """The nearest entries, best first, those of equal score by key; empty where nothing of the question is left.

        Names of places and bodies are best taken out before.
        """
        text = without_counting(question)
        if not text or not self._names:
            return ()
        scores, shared = self._scores(text), self._terms.shared(_pairs(text))
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], self._names[i]))
        return tuple(
            Match(*self._names[i], float(scores[i]), _margin(scores, order, i), round(float(shared[i]), SCORE_DIGITS))
            for i in order[:KEPT]
            if scores[i] > 0
        )

    def _scores(self, text: str) -> Scores:
        voices = [self._terms.scores(bigrams(text))]
        if self._embedder is not None and self._near is not None:
            vectors, ridge = self._near
            vector = self._embedder.encode_queries([text])[0]
            voices += [best_of_each(vectors @ vector, self._owners, len(self._names)), ridge.scores(vector)]
        exact = [owner for wording, owner in zip(self._texts, self._owners, strict=True) if wording == text]
        total = sum(map(deviations, voices), np.zeros(len(self._names))) / len(voices)
        total[exact] += EXACT
        return np.round(total, SCORE_DIGITS)


def _pairs(text: str) -> list[str]:
    """The terms of more than one character, or all where there are no others."""
    terms = bigrams(text)
    return [term for term in terms if len(term) > 1] or terms


def without_counting(question: str) -> str:
    """The question in normal form without years and the words that only say that a number is asked for."""
    text = YEARS.sub("", normal_form(question))
    return COUNTING.sub("", text) or text.strip()


def _wordings(catalogue: Catalogue) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """(key, kind) of every entry, and every wording with the number of its entry."""
    names: list[tuple[str, str]] = []
    wordings: list[tuple[str, int]] = []
    for kind, entries in ((INDICATOR, catalogue.indicators), (RATIO, catalogue.ratios)):
        for entry in entries:
            said = (entry.label, *entry.aliases, *entry.questions)
            texts = dict.fromkeys(filter(None, map(without_counting, said)))
            wordings.extend((text, len(names)) for text in texts)
            names.append((entry.key, kind))
    return names, wordings


def _margin(scores: Scores, order: Sequence[int], number: int) -> float:
    others = [scores[i] for i in order[:2] if i != number]
    return round(float(scores[number] - (others[0] if others else 0.0)), SCORE_DIGITS)


def _cached_vectors(texts: list[str], embedder: Embedder, folder: Path | None) -> Vectors:
    """The vectors of the texts as questions; kept in `folder` under a name made of the model and the texts."""
    digest = hashlib.sha256("\n".join((embedder.signature, *texts)).encode()).hexdigest()[:24]
    file = folder / f"wordings-{digest}.npy" if folder else None
    if file is not None:
        with contextlib.suppress(OSError, ValueError, EOFError):
            kept: Vectors = np.load(file)
            if kept.shape == (len(texts), embedder.dimension):
                return kept
    vectors = embedder.encode_queries(texts)
    if file is not None:
        with contextlib.suppress(OSError):  # without a place to keep them they are made again next time
            _save(file, vectors)
    return vectors


def _save(file: Path, vectors: Vectors) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob("wordings-*.npy"):
        old.unlink(missing_ok=True)
    part = file.with_suffix(f".part{os.getpid()}")
    with part.open("wb") as out:
        np.save(out, vectors)
    os.replace(part, file)
