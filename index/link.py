"""Which indicator or ratio of the catalogue a question is about, by the labels, names and questions it has there.

Several voices, each as deviations from its mean over all entries, averaged: how often its characters stand in an entry's
wordings; what was learnt from their runs about the facets of entries; and, when the model is ready, the nearest vector
and the facets foretold from it. What the catalogue says is counted by no form (`outside`) is an entry like the others,
so a question nearest to it has no match. Rank and margin are what to judge by. `python -m bench link` measures.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from corpus.forms.catalogue import Catalogue
from corpus.forms.positions import positions
from index.classify import NaiveBayes, Owners, Ridge, Scores, best_of_each, deviations
from index.embed import Embedder, Vectors
from index.facets import all_facets
from index.features import asked_for, grams, pairs, without_counting
from index.kept import digest_of, kept_array
from index.learnt import Terms, Weights, by_distance, by_likelihood, least_squares, softmax, terms_of

__all__ = ["INDICATOR", "RATIO", "IndicatorLinker", "Match", "without_counting"]

INDICATOR = "indicator"
RATIO = "ratio"
OUTSIDE = ("", "outside")

SCORE_DIGITS = 6
KEPT = 10  # matches returned
EXACT = 10.0  # added to the entries that have just this wording: no other score comes near


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
    """Finds the nearest entries of a catalogue. Answers at once by words; `prepare` adds vectors and what takes longer."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder | None = None, cache: Path | None = None) -> None:
        self._names, wordings = _wordings(catalogue)
        self._said = [said for said, _ in wordings]
        self._owners = np.array([owner for _, owner in wordings], np.int64)
        self._facets = all_facets(catalogue, OUTSIDE in self._names)
        self._texts = list(map(without_counting, self._said))
        self._exact = [(_bare(text), *asked_for(said)) for text, said in zip(self._texts, self._said, strict=True)]
        self._pairs = NaiveBayes(list(map(pairs, self._said)), self._owners, len(self._names))
        self._embedder = embedder
        self._cache = cache
        self._learning = threading.Lock()
        self._preparing = threading.Lock()
        self._near_runs: tuple[Terms, Weights] | None = None
        self._likely_runs: tuple[Terms, Weights] | None = None
        self._near: tuple[Vectors, Ridge] | None = None

    def prepare(self) -> None:
        """Learn what takes seconds, load the model and embed the wordings, or read all that from the cache folder.

        ModelError where the model can't be loaded; nearest() goes on by words then.
        """
        with self._preparing:
            if not self._texts:
                return
            if self._likely_runs is None:
                terms, _ = self._runs()
                learn = partial(softmax, terms, list(map(grams, self._said)), self._owners, self._facets)
                self._likely_runs = terms, self._kept("likely", terms.fingerprint, learn)
            if self._embedder is not None and self._near is None:
                vectors = self._kept(
                    "vectors", self._embedder.signature, partial(self._embedder.encode_queries, self._texts)
                )
                self._near = vectors, Ridge(vectors, self._owners, self._facets)

    def wordings(self) -> tuple[list[str], Owners, int]:
        """Every wording in use, the number of the entry each belongs to, and how many entries there are."""
        return list(self._said), self._owners.copy(), len(self._names)

    @property
    def prepared(self) -> bool:
        """Whether vectors take part."""
        return self._near is not None

    def nearest(self, question: str) -> tuple[Match, ...]:
        """The nearest entries, best first, those of equal score by key; empty where nothing of the question is left
        or what it asks is nearest to what no form counts. Names of places and bodies are best taken out before.
        """
        text = without_counting(question)
        if not text or not self._names:
            return ()
        shared = self._pairs.shared(_long(pairs(question)))
        placed = {position.key for position in positions(question)}
        if not (shared.any() or placed):
            return ()
        scores = self._scores(question, text, placed)
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], self._names[i]))
        if self._names[order[0]] == OUTSIDE:
            return ()
        return tuple(
            Match(*self._names[i], float(scores[i]), _margin(scores, order, i), round(float(shared[i]), SCORE_DIGITS))
            for i in order[: KEPT + 1]
            if scores[i] > 0 and self._names[i] != OUTSIDE
        )[:KEPT]

    def _scores(self, question: str, text: str, placed: Collection[str]) -> Scores:
        runs = grams(question)
        voices = [self._pairs.scores(pairs(question)), by_distance(*self._runs(), runs, self._facets)]
        if self._likely_runs is not None:
            voices.append(by_likelihood(*self._likely_runs, runs, self._facets))
        if self._embedder is not None and self._near is not None:
            vectors, ridge = self._near
            vector = self._embedder.encode_queries([text])[0]
            voices += [best_of_each(vectors @ vector, self._owners, len(self._names)), ridge.scores(vector)]
        total = sum(map(deviations, voices), np.zeros(len(self._names))) / len(voices)
        own = (_bare(text), *asked_for(question))
        exact = {int(owner) for said, owner in zip(self._exact, self._owners, strict=True) if said == own}
        exact |= {i for i, (key, _) in enumerate(self._names) if key in placed}
        total[sorted(exact)] += EXACT
        return np.round(total, SCORE_DIGITS)

    def _runs(self) -> tuple[Terms, Weights]:
        """What was learnt by least squares; a second's work, done when it is first needed."""
        with self._learning:
            if self._near_runs is None:
                documents = list(map(grams, self._said))
                terms = terms_of(documents)
                learn = partial(least_squares, terms, documents, self._owners, self._facets)
                self._near_runs = terms, self._kept("near", terms.fingerprint, learn)
            return self._near_runs

    def _kept(self, name: str, maker: str, make: partial[Vectors]) -> Vectors:
        """The array, read from the cache folder where these very wordings made it."""
        owned = [f"{owner} {said}" for said, owner in zip(self._said, self._owners, strict=True)]
        return kept_array(self._cache, name, digest_of(maker, *owned), make)


def _bare(text: str) -> str:
    """没公开的 and 没公开 are one wording."""
    return text.rstrip("的了") or text


def _long(terms: list[str]) -> list[str]:
    """The terms of the subject of more than one character, or all where there are no others."""
    mine = [term for term in terms if not term.startswith("<")]
    return [term for term in mine if len(term) > 1] or mine


def _wordings(catalogue: Catalogue) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """(key, kind) of every entry, and every wording with the number of its entry."""
    names: list[tuple[str, str]] = []
    wordings: list[tuple[str, int]] = []
    for kind, entries in ((INDICATOR, catalogue.indicators), (RATIO, catalogue.ratios)):
        for entry in entries:
            said = dict.fromkeys((entry.label, *entry.aliases, *entry.questions))
            wordings.extend((text, len(names)) for text in said if without_counting(text))
            names.append((entry.key, kind))
    if catalogue.outside:
        wordings.extend((text, len(names)) for text in dict.fromkeys(catalogue.outside) if without_counting(text))
        names.append(OUTSIDE)
    return names, wordings


def _margin(scores: Scores, order: Sequence[int], number: int) -> float:
    others = [scores[i] for i in order[:2] if i != number]
    return round(float(scores[number] - (others[0] if others else 0.0)), SCORE_DIGITS)
