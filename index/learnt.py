"""Which entry a short text belongs to, learnt from its runs of characters: weights from them to facets of entries.

Two ways share one kind of weights: least squares, in a second, and a softmax over the entries, in a few. Both are
solved from zero by a fixed number of steps, so the same wordings always give the same weights.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.classify import Owners, Scores, nearness
from index.facets import Facets

Weights = npt.NDArray[np.float32]

# Measured by leaving out a fifth of the catalogue's own wordings in turn: 0.3 to 3 and 0.03 to 0.3 differ by less
# than a point, and so do more steps.
RIDGE_PENALTY = 1.0
SOFTMAX_PENALTY = 0.1
RIDGE_STEPS = 30
SOFTMAX_STEPS = 20
LEAST_OFTEN = 2  # features of one wording alone cost twice the time and tell nothing of others


@dataclass(frozen=True)
class Terms:
    """The features of the wordings learnt from, numbered, and how much each says (inverse document frequency)."""

    numbers: dict[str, int]
    weights: Weights

    @property
    def fingerprint(self) -> str:
        """Changes with the terms and with the way weights are learnt from them."""
        ways = (RIDGE_PENALTY, RIDGE_STEPS, SOFTMAX_PENALTY, SOFTMAX_STEPS)
        return f"{hashlib.sha256(' '.join(self.numbers).encode()).hexdigest()[:16]} {ways}"

    def row(self, features: Collection[str]) -> tuple[list[int], Weights]:
        """The numbers of a text's features and their values, of length 1 together."""
        found = sorted({self.numbers[f] for f in features if f in self.numbers})
        values = self.weights[found]
        return found, values / (float(np.linalg.norm(values)) or 1.0)

    def weighted(self, features: Collection[str], weights: Weights) -> Scores:
        """What the weights foretell of the facets of a text with these features."""
        numbers, values = self.row(features)
        return (values @ weights[numbers].astype(np.float32)).astype(np.float64)


def terms_of(documents: Sequence[Collection[str]]) -> Terms:
    """The terms of the documents."""
    found = Counter(term for document in documents for term in set(document))
    names = sorted(name for name, often in found.items() if often >= LEAST_OFTEN) or sorted(found)
    weights = [math.log((len(documents) + 1) / (found[name] + 0.5)) for name in names]
    return Terms({name: i for i, name in enumerate(names)}, np.array(weights, np.float32))


def least_squares(terms: Terms, documents: Sequence[Collection[str]], owners: Owners, facets: Facets) -> Weights:
    """Weights from features to facets by least squares, by conjugate gradients."""
    rows = _matrix(terms, documents)
    columns = rows.T.tocsr()
    remainder = columns @ facets[owners]
    weights, step = np.zeros_like(remainder), remainder.copy()
    size = (remainder**2).sum(axis=0)
    for _ in range(RIDGE_STEPS):
        change = columns @ (rows @ step) + RIDGE_PENALTY * step
        length = size / np.maximum((step * change).sum(axis=0), 1e-12)
        weights += length * step
        remainder -= length * change
        size, before = (remainder**2).sum(axis=0), size
        step = remainder + size / np.maximum(before, 1e-12) * step
    return np.asarray(weights, np.float32)


def softmax(terms: Terms, documents: Sequence[Collection[str]], owners: Owners, facets: Facets) -> Weights:
    """Weights from features to facets under which each document's own entry is the likeliest."""
    from scipy.optimize import minimize

    rows = _matrix(terms, documents)
    columns = rows.T.tocsr()
    shape = (rows.shape[1], facets.shape[1])
    own = np.arange(len(documents)), owners

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(shape).astype(np.float32)
        scores = (rows @ weights) @ facets.T
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        cost = -float(np.log(likely[own] + 1e-12).sum()) + SOFTMAX_PENALTY / 2 * float((weights**2).sum())
        likely[own] -= 1
        slope = columns @ (likely @ facets) + SOFTMAX_PENALTY * weights
        return cost, slope.ravel().astype(np.float64)

    start = np.zeros(shape[0] * shape[1])
    options = {"maxiter": SOFTMAX_STEPS, "maxcor": 5}
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(solved.x.reshape(shape), np.float32)


def by_distance(terms: Terms, weights: Weights, features: Collection[str], facets: Facets) -> Scores:
    """The score of every entry by `least_squares` weights."""
    return nearness(terms.weighted(features, weights), facets)


def by_likelihood(terms: Terms, weights: Weights, features: Collection[str], facets: Facets) -> Scores:
    """The score of every entry by `softmax` weights, as logarithms of likelihoods but for a constant."""
    result: Scores = facets @ terms.weighted(features, weights)
    return result


def _matrix(terms: Terms, documents: Sequence[Collection[str]]) -> Any:
    from scipy.sparse import csr_matrix  # heavy: only when weights are to be learnt

    found = [terms.row(document) for document in documents]
    numbers = np.array([n for mine, _ in found for n in mine], np.int64)
    owners = np.repeat(np.arange(len(found)), [len(mine) for mine, _ in found])
    values = np.concatenate([values for _, values in found]).astype(np.float32)
    return csr_matrix((values, (owners, numbers)), (len(documents), len(terms.numbers)))
