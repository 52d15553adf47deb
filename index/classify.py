"""Which of a few dozen entries a short text belongs to, learnt in milliseconds from a few dozen wordings of each.

Small classifiers solved exactly, so the same wordings always give the same scores; `index.learnt` has a slower one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.facets import Facets

Scores = npt.NDArray[np.float64]
Owners = npt.NDArray[np.int64]

# How many wordings' worth of the background each entry is mixed with; 0.5 to 4 make no difference.
SMOOTHING = 2.0
# Ridge penalty on vectors of length 1; 0.03 to 3 differ by two points at most.
PENALTY = 0.3


class NaiveBayes:
    """Log-likelihood of a text's terms in each entry against all entries together (Maron 1961, binary terms)."""

    def __init__(self, documents: Sequence[Collection[str]], owners: Owners, entries: int) -> None:
        sizes = np.bincount(owners, minlength=entries).astype(np.float64)
        counts: dict[str, Scores] = {}
        for document, owner in zip(documents, owners, strict=True):
            for term in sorted(set(document)):
                counts.setdefault(term, np.zeros(entries))[owner] += 1
        self._entries = entries
        self._counts = counts
        self._ratios = {term: _log_ratio(found, sizes, len(documents)) for term, found in counts.items()}

    def scores(self, terms: Collection[str]) -> Scores:
        """The score of every entry; terms no wording has say nothing."""
        total = np.zeros(self._entries)
        for term in sorted(set(terms) & self._ratios.keys()):
            total += self._ratios[term]
        return total

    def shared(self, terms: Sequence[str]) -> Scores:
        """For every entry, the share (0…1) of these terms that any of its wordings has."""
        said = Counter(terms)
        total = np.zeros(self._entries)
        for term in sorted(said.keys() & self._counts.keys()):
            total += said[term] * (self._counts[term] > 0)
        return total / max(len(terms), 1)


def _log_ratio(found: Scores, sizes: Scores, documents: int) -> Scores:
    background = (found.sum() + 0.5) / (documents + 1)
    ratio: Scores = np.log((found + SMOOTHING * background) / (sizes + SMOOTHING) / background)
    return ratio


class Ridge:
    """Linear least squares from a vector to the facets of its entry, with a penalty on large weights."""

    def __init__(self, vectors: npt.NDArray[np.float32], owners: Owners, facets: Facets) -> None:
        rows = vectors.astype(np.float64)
        self._mean = rows.mean(axis=0)
        rows -= self._mean
        inner = rows.T @ rows + PENALTY * np.eye(rows.shape[1])
        self._weights = np.linalg.solve(inner, rows.T @ facets[owners].astype(np.float64))
        self._facets = facets

    def scores(self, vector: npt.NDArray[np.float32]) -> Scores:
        """The score of every entry: the nearer its facets to those foretold, the higher."""
        return nearness((vector.astype(np.float64) - self._mean) @ self._weights, self._facets)


def nearness(foretold: npt.NDArray[np.floating[Any]], facets: Facets) -> Scores:
    """For every entry, minus the squared distance of its facets from those foretold, but for what all have alike."""
    result: Scores = 2 * (facets @ foretold).astype(np.float64) - (facets**2).sum(axis=1)
    return result


def best_of_each(scores: npt.NDArray[np.floating[Any]], owners: Owners, entries: int) -> Scores:
    """For every entry the best score among its wordings; -inf where it has none."""
    best = np.full(entries, -np.inf)
    np.maximum.at(best, owners, scores.astype(np.float64))
    return best


def deviations(scores: Scores) -> Scores:
    """In standard deviations above the mean of all entries; all 0 where nothing tells them apart."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
