"""Where the words of a search stand: in passages by both legs of the index or exactly, and in statutory rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.memo import Remembered
from assistant.service.query import Query
from assistant.service.searched import Leg, Place, Weight
from assistant.service.statutory_rows import Row, places_of, rows_meant
from corpus.report import PassageKind
from corpus.store import ReportHead, Store
from index.search import CANDIDATES, Hit, SearchIndex
from index.where import Where

# So many of the passages that share a word with the query are weighed, best first.
KEYWORD_DEPTH = 2000
# A passage with less of the query's words than this, and a lower score than this share of the best, is found by chance.
ENOUGH_WORDS, ENOUGH_SCORE = 0.5, 0.5
# Vectors always find a nearest: what is further off than this from the best is no longer shown. Read by eye over the demo
# reports: cosines of passages that tell what was asked lie within 0.02 of one another, those of chance begin at 0.03.
NEAR = 0.02
# Exact words are looked for in so many reports at a time, newest first, until so many places are found.
REPORTS_AT_ONCE = 500
MOST_EXACT = 5000
SEARCHES_KEPT = 32

_PLACES = {PassageKind.PARAGRAPH: Place.PARAGRAPH, PassageKind.ROW: Place.ROW}


@dataclass(frozen=True, slots=True)
class Found:
    """A place found, before it is shown: `text` is its words, or `row` the statutory row it is."""

    head: ReportHead
    start: int
    end: int
    place: Place
    chapter: int | None
    score: float
    legs: tuple[Leg, ...]
    text: str = ""
    row: Row | None = None
    weights: Mapping[Leg, Weight] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages found, in no order, and whether there are more; the scores that others are measured by."""

    found: tuple[Found, ...]
    cut: bool
    best: float = 0.0
    nearest: float = 0.0


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked of passages beyond the words: reports, chapters and kinds of places; None = any."""

    reports: tuple[str, ...] | None
    chapters: tuple[int | None, ...] | None
    places: frozenset[Place]

    @property
    def nothing(self) -> bool:
        """Whether everything may be found."""
        return self.reports is None and self.chapters is None and self.places == frozenset(Place)


class FoundPlaces:
    """Finds places in the reports of a store; the last searches are remembered, so that leafing through one is quick."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Remembered[Passages] = Remembered(SEARCHES_KEPT)

    def passages(
        self, query: Query, narrowed: Narrowed, index: SearchIndex, heads: Sequence[ReportHead], moment: object
    ) -> tuple[Passages, bool]:
        """(passages, whether they still have to be narrowed by the caller).

        Everything is searched once and narrowed by the caller, so that what is counted agrees with what is then shown; only
        of very many, where some were cut off, a part is searched anew, by the measure of all. `moment` names the state of
        the index and the store.
        """
        every = self._remembered(query, Narrowed(None, None, frozenset(Place)), index, heads, moment, None)
        if narrowed.nothing or not every.cut:
            return every, True
        return self._remembered(query, narrowed, index, heads, moment, every), False

    def rows(self, query: Query, heads: Mapping[str, ReportHead]) -> Iterator[Found]:
        """The statutory rows meant, in all reports that have them."""
        for row, score in rows_meant(query.words, query.phrases):
            for at in places_of(self._store, None, row):
                if at.head.id in heads:
                    yield Found(at.head, at.start, at.end, Place.STATUTORY, at.chapter, score, (Leg.KEYWORD,), "", row)

    def _remembered(
        self,
        query: Query,
        narrowed: Narrowed,
        index: SearchIndex,
        heads: Sequence[ReportHead],
        moment: object,
        measure: Passages | None,
    ) -> Passages:
        key = (query, narrowed, moment)
        known = self._kept.get(key)
        if known is None:
            kinds = None if narrowed.nothing else [kind for kind, place in _PLACES.items() if place in narrowed.places]
            where = Where(reports=narrowed.reports, chapters=narrowed.chapters, kinds=kinds)
            if kinds == []:
                known = Passages((), cut=False)
            elif query.phrases:
                known = exactly(query, index, where, heads)
            else:
                known = by_words(query, index, where, heads, measure)
            self._kept.put(key, known)
        return known


def by_words(
    query: Query, index: SearchIndex, where: Where, heads: Sequence[ReportHead], measure: Passages | None = None
) -> Passages:
    """What both legs find, each place with the legs that speak for it; what was found by chance is left out."""
    by_id = {head.id: head for head in heads}
    hits = index.search(query.words, where, limit=2 * KEYWORD_DEPTH, depth=KEYWORD_DEPTH)
    best = max((hit.legs.get(Leg.KEYWORD, 0.0) for hit in hits), default=0.0)
    nearest = max((hit.legs.get(Leg.DENSE, 0.0) for hit in hits), default=0.0)
    if measure:
        best, nearest = measure.best, measure.nearest
    shares = [query.share(hit.text) if Leg.KEYWORD in hit.legs else 0.0 for hit in hits]
    # Single characters of a word nobody wrote are in every text; where somebody did, a heading may say it for a passage.
    least = ENOUGH_SCORE * best if max(shares, default=0.0) >= ENOUGH_WORDS else math.inf
    ranks = {leg: _ranks(hit.legs[leg] for hit in hits if leg in hit.legs) for leg in Leg}
    found: list[Found] = []
    left_out = {Leg.KEYWORD: False, Leg.DENSE: False}
    for hit, share in zip(hits, shares, strict=True):
        legs = []
        if Leg.KEYWORD in hit.legs:
            if hit.legs[Leg.KEYWORD] >= least or share >= ENOUGH_WORDS:
                legs.append(Leg.KEYWORD)
            else:
                left_out[Leg.KEYWORD] = True
        if Leg.DENSE in hit.legs:
            if hit.legs[Leg.DENSE] >= nearest - NEAR:
                legs.append(Leg.DENSE)
            else:
                left_out[Leg.DENSE] = True
        if legs and hit.report_id in by_id:  # the report may have gone since the index saw it
            head, place = by_id[hit.report_id], _PLACES[hit.kind]
            weights = {leg: Weight(hit.legs[leg], ranks[leg][hit.legs[leg]]) for leg in legs}
            span = (hit.start, hit.end, place, hit.chapter, hit.score)
            found.append(Found(head, *span, tuple(legs), hit.text, weights=weights))
    return Passages(tuple(found), _is_cut(hits, left_out), best, nearest)


def _ranks(scores: Iterable[float]) -> dict[float, int]:
    """The rank of each score, from 1; equal ones share the best."""
    ranks: dict[float, int] = {}
    for rank, score in enumerate(sorted(scores, reverse=True), start=1):
        ranks.setdefault(score, rank)
    return ranks


def _is_cut(hits: Sequence[Hit], left_out: Mapping[Leg, bool]) -> bool:
    """Whether a leg was full of what fits: then more of it lies beyond what was weighed."""
    depths = {Leg.KEYWORD: KEYWORD_DEPTH, Leg.DENSE: CANDIDATES}
    return any(sum(leg in hit.legs for hit in hits) >= depth and not left_out[leg] for leg, depth in depths.items())


def exactly(query: Query, index: SearchIndex, where: Where, heads: Sequence[ReportHead]) -> Passages:
    """Every passage that has all the phrases, newest reports first, scored by how much it has of the other words."""
    by_id = {head.id: head for head in heads if where.reports is None or head.id in set(where.reports)}
    newest = sorted(by_id, key=lambda i: (-(by_id[i].year or 0), by_id[i].body, i))
    found: list[Found] = []
    for at in range(0, len(newest), REPORTS_AT_ONCE):
        allowed = replace(where, reports=newest[at : at + REPORTS_AT_ONCE])
        for p in index.paragraphs(allowed, query.phrases[:1]):
            if query.has_phrases(p.shown):
                score = round(query.share(p.shown), 3) if query.words else 0.0
                head, end, place = by_id[p.report_id], p.start + len(p.shown), _PLACES[p.kind]
                found.append(Found(head, p.start, end, place, p.chapter, score, (Leg.KEYWORD,), p.shown))
        if len(found) >= MOST_EXACT:
            return Passages(tuple(found[:MOST_EXACT]), cut=True)
    return Passages(tuple(found), cut=False)
