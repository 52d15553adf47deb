"""Search over the reports: passages, rows of tables and statutory rows, with facets, grouped by report."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.memo import Remembered
from assistant.service.query import Query, read_query
from assistant.service.region_tree import region_path
from assistant.service.searched import (
    ANNUAL,
    NONE,
    OF_PLACE,
    OF_REPORT,
    Facet,
    FacetName,
    FacetValue,
    Group,
    Hit,
    Leg,
    Order,
    Place,
    Results,
    Wanted,
)
from assistant.service.statutory_rows import Row, places_of, rows_meant, said_of
from corpus.forms import load_forms
from corpus.kinds import kind_of, load_kinds
from corpus.report import PassageKind
from corpus.store import ReportHead, Store
from index.search import Hit as Found
from index.search import SearchIndex, Status
from index.where import Where

__all__ = ["ReportSearch"]

REPORTS_A_PAGE = 20
HITS_A_REPORT = 3
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
# A page waits so long (seconds) for the index to take in new reports; then it is searched as it is.
PATIENCE = 3.0
SEARCHES_KEPT = 32

_PLACES = {PassageKind.PARAGRAPH: Place.PARAGRAPH, PassageKind.ROW: Place.ROW}
_CHECK_ORDER = ("error", "doubt", "hint", "clean", "pending")


@dataclass(frozen=True, slots=True)
class _Raw:
    """A place found, before it is shown: a statutory row knows its row."""

    head: ReportHead
    start: int
    end: int
    place: Place
    chapter: int | None
    score: float
    legs: tuple[Leg, ...]
    text: str = ""
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class _Searched:
    """All that a search found, in no order, and whether there was more."""

    found: tuple[_Raw, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Now:
    """One moment: the reports, how they stand, and the index (None while it can't be searched)."""

    heads: tuple[ReportHead, ...]
    standings: Mapping[str, str]
    index: SearchIndex | None
    status: Status | None


class ReportSearch:
    """Searches a store by its index. `index`: as far as it is after some seconds, None where it is not open yet;
    `standings`: by report id how it stands after its checks (error, doubt, hint, clean, pending).
    """

    def __init__(
        self,
        store: Store,
        index: Callable[[float], SearchIndex | None],
        standings: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._store = store
        self._index = index
        self._standings = standings
        self._kept: Remembered[_Searched] = Remembered(SEARCHES_KEPT)

    def results(self, wanted: Wanted) -> Results:
        """One page of what is found; a page past the last one is the last."""
        now, query = self._now(), read_query(wanted.text)
        if not query or now.index is None:
            facets, fitting = _report_facets(wanted, now)
            groups = [Group(head, _check(head, now.standings), (), 0) for head in _newest_first(fitting)]
            return _page(wanted, groups, 0, facets, False, now.status)
        searched = self._search(wanted, query, now)
        grouped = _grouped(searched.found, wanted.order)
        groups = [Group(hits[0].head, _check(hits[0].head, now.standings), (), len(hits)) for hits in grouped]
        facets = self._hit_facets(wanted, query, now)
        page = _page(wanted, groups, len(searched.found), facets, searched.cut, now.status)
        most = None if wanted.report else HITS_A_REPORT
        best = {hits[0].head.id: hits[:most] for hits in grouped}
        shown = iter(self._shown([raw for group in page.groups for raw in best[group.head.id]], query))
        filled = [replace(group, hits=tuple(next(shown) for _ in best[group.head.id])) for group in page.groups]
        return replace(page, groups=tuple(filled))

    def hits(self, wanted: Wanted, most: int) -> list[Hit]:
        """All places found, up to `most`, report by report in the order wanted; none where there are no words."""
        now, query = self._now(), read_query(wanted.text)
        if not query or now.index is None:
            return []
        grouped = _grouped(self._search(wanted, query, now).found, wanted.order)
        return self._shown([raw for hits in grouped for raw in hits][:most], query)

    def reports(self, wanted: Wanted) -> list[ReportHead]:
        """All reports that the facets leave, newest first, whatever words are searched."""
        return _newest_first(_fitting(wanted, self._store.heads(), self._standings()))

    def status(self) -> Status | None:
        """How far the index is, without waiting for it; None where it is not open yet."""
        index = self._index(0.0)
        return index.status() if index else None

    # --- what is found -------------------------------------------------------------------------------

    def _now(self) -> _Now:
        index = self._index(PATIENCE)
        return _Now(self._store.heads(), self._standings(), index, index.status() if index else None)

    def _search(self, wanted: Wanted, query: Query, now: _Now) -> _Searched:
        assert now.index is not None
        fitting = _fitting(wanted, now.heads, now.standings)
        everything = len(fitting) == len(now.heads)
        of_moment = (max((head.generation for head in now.heads), default=0), len(now.heads), now.status)
        reports = None if everything else tuple(head.id for head in fitting)
        key = (query, wanted.of(FacetName.CHAPTER), wanted.of(FacetName.PLACE), of_moment, reports)
        known = self._kept.get(key)
        if known is None:
            known = self._found(wanted, query, now.index, fitting, everything)
            self._kept.put(key, known)
        return known

    def _found(
        self, wanted: Wanted, query: Query, index: SearchIndex, fitting: Sequence[ReportHead], everything: bool
    ) -> _Searched:
        places = wanted.of(FacetName.PLACE) or frozenset(Place)
        chapters = wanted.of(FacetName.CHAPTER)
        by_id = {head.id: head for head in fitting}
        where = Where(
            reports=None if everything else by_id.keys(),
            chapters=[None if c == NONE else int(c) for c in chapters if c == NONE or c.isdecimal()] or None,
            kinds=[kind for kind, place in _PLACES.items() if place in places],
        )
        found: list[_Raw] = []
        cut = False
        if places & set(_PLACES.values()):
            if query.phrases:
                found, cut = _exact(query, index, where, fitting, by_id)
            else:
                found, cut = _by_words(query, index, where, by_id)
        if Place.STATUTORY in places:
            of_rows = self._statutory(query, None if everything else by_id.keys())
            found += (raw for raw in of_rows if not chapters or _chapter(raw) in chapters)
        return _Searched(tuple(found), cut)

    def _statutory(self, query: Query, reports: Collection[str] | None) -> Iterator[_Raw]:
        for row, score in rows_meant(query.words, query.phrases):
            for at in places_of(self._store, reports, row):
                yield _Raw(at.head, at.start, at.end, Place.STATUTORY, at.chapter, score, (Leg.KEYWORD,), "", row)

    def _shown(self, raws: Sequence[_Raw], query: Query) -> list[Hit]:
        """The places with what is said there; the cells of a row are read for all its reports at once."""
        reports: dict[tuple[str, str, str], tuple[Row, set[str]]] = {}
        for raw in raws:
            if raw.row:
                key = (raw.row.table, raw.row.row, raw.row.column)
                reports.setdefault(key, (raw.row, set()))[1].add(raw.head.id)
        said = {key: said_of(self._store, ids, row) for key, (row, ids) in reports.items()}
        hits = []
        for raw in raws:
            text = raw.text
            if raw.row:
                text = said[raw.row.table, raw.row.row, raw.row.column].get(raw.head.id, "")
            marks = query.marks(text)
            hits.append(Hit(raw.head, raw.start, raw.end, raw.place, raw.chapter, text, marks, raw.legs, raw.score))
        return hits

    def _hit_facets(self, wanted: Wanted, query: Query, now: _Now) -> list[Facet]:
        """The facets of places, each counted over what the others leave."""
        facets = []
        for name in FacetName:
            over = self._search(wanted.without(name), query, now).found
            counted: Counter[str] = Counter()
            if name in OF_PLACE:
                counted.update(_chapter(raw) if name is FacetName.CHAPTER else raw.place.value for raw in over)
            else:
                heads = {raw.head.id: raw.head for raw in over}
                for head_id, count in Counter(raw.head.id for raw in over).items():
                    for value in values_of(name, heads[head_id], now.standings):
                        counted[value] += count
            facets.append(_facet(name, counted, wanted))
        return facets


# --- reports ----------------------------------------------------------------------------------------


def values_of(name: FacetName, head: ReportHead, standings: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a facet that a report counts for: of regions all that it lies in."""
    match name:
        case FacetName.REGION:
            return region_path(head.region) or (NONE,)
        case FacetName.YEAR:
            return (str(head.year) if head.year else NONE,)
        case FacetName.BODY:
            return (head.body or NONE,)
        case FacetName.FORM:
            return (head.form or NONE,)
        case FacetName.KIND:
            return (kind.key if (kind := kind_of(head.title, head.form)) else ANNUAL,)
        case FacetName.CHECK:
            return (_check(head, standings),)
        case _:
            return ()


def _fitting(wanted: Wanted, heads: Iterable[ReportHead], standings: Mapping[str, str]) -> list[ReportHead]:
    """The reports that the facets of reports, the name and the single report leave."""
    limits = [(name, values) for name in OF_REPORT if (values := wanted.of(name))]
    return [
        head
        for head in heads
        if (not wanted.report or head.id == wanted.report)
        and (not wanted.named or any(wanted.named in name for name in (head.body, head.printed, *head.aliases)))
        and all(not values.isdisjoint(values_of(name, head, standings)) for name, values in limits)
    ]


def _check(head: ReportHead, standings: Mapping[str, str]) -> str:
    """How a report stands after its checks; rules of disclosure hold for no other kind."""
    return str(standings.get(head.id, NONE if kind_of(head.title, head.form) else "pending"))


def _report_facets(wanted: Wanted, now: _Now) -> tuple[list[Facet], list[ReportHead]]:
    """The facets of reports, each counted over what the others leave; and the reports that all leave."""
    fitting = _fitting(wanted, now.heads, now.standings)
    facets = []
    for name in OF_REPORT:
        over = _fitting(wanted.without(name), now.heads, now.standings) if wanted.of(name) else fitting
        counted = Counter(value for head in over for value in values_of(name, head, now.standings))
        facets.append(_facet(name, counted, wanted))
    return facets, fitting


def _newest_first(heads: Iterable[ReportHead]) -> list[ReportHead]:
    return sorted(heads, key=lambda head: (-(head.year or 0), head.body, head.id))


# --- places -----------------------------------------------------------------------------------------


def _by_words(
    query: Query, index: SearchIndex, where: Where, by_id: Mapping[str, ReportHead]
) -> tuple[list[_Raw], bool]:
    """What both legs find, each place with the legs that speak for it; what was found by chance is left out."""
    hits = index.search(query.words, where, limit=2 * KEYWORD_DEPTH, depth=KEYWORD_DEPTH)
    best = max((hit.legs.get(Leg.KEYWORD, 0.0) for hit in hits), default=0.0)
    nearest = max((hit.legs.get(Leg.DENSE, 0.0) for hit in hits), default=0.0)
    shares = [query.share(hit.text) if Leg.KEYWORD in hit.legs else 0.0 for hit in hits]
    # Single characters of a word nobody wrote are in every text; where somebody did, a heading may say it for a passage.
    least = ENOUGH_SCORE * best if max(shares, default=0.0) >= ENOUGH_WORDS else math.inf
    found, by_keyword = list[_Raw](), 0
    for hit, share in zip(hits, shares, strict=True):
        words = hit.legs.get(Leg.KEYWORD, 0.0)
        by_keyword += words > 0
        legs = [Leg.KEYWORD] if words >= least or share >= ENOUGH_WORDS else []
        legs += [Leg.DENSE] if hit.legs.get(Leg.DENSE, -1.0) >= nearest - NEAR else []
        head = by_id.get(hit.report_id)  # None where the report has gone since the index saw it
        if legs and head:
            found.append(_raw(hit, head, tuple(legs)))
    return found, by_keyword >= KEYWORD_DEPTH


def _raw(hit: Found, head: ReportHead, legs: tuple[Leg, ...]) -> _Raw:
    return _Raw(head, hit.start, hit.end, _PLACES[hit.kind], hit.chapter, hit.score, legs, hit.text)


def _exact(
    query: Query, index: SearchIndex, where: Where, fitting: Sequence[ReportHead], by_id: Mapping[str, ReportHead]
) -> tuple[list[_Raw], bool]:
    """Every passage that has all the phrases, newest reports first, scored by how much it has of the other words."""
    newest = _newest_first(fitting)
    found: list[_Raw] = []
    for at in range(0, len(newest), REPORTS_AT_ONCE):
        some = [head.id for head in newest[at : at + REPORTS_AT_ONCE]]
        for p in index.paragraphs(replace(where, reports=some), query.phrases[:1]):
            if query.has_phrases(p.shown):
                score = round(query.share(p.shown), 3) if query.words else 0.0
                end = p.start + len(p.shown)
                place = _PLACES[p.kind]
                found.append(_Raw(by_id[p.report_id], p.start, end, place, p.chapter, score, (Leg.KEYWORD,), p.shown))
        if len(found) >= MOST_EXACT:
            return found[:MOST_EXACT], True
    return found, False


def _chapter(raw: _Raw) -> str:
    return NONE if raw.chapter is None else str(raw.chapter)


def _grouped(found: Iterable[_Raw], order: Order) -> list[list[_Raw]]:
    """The places of each report, best first; reports by their best place or by year."""
    by_report: dict[str, list[_Raw]] = defaultdict(list)
    for raw in found:
        by_report[raw.head.id].append(raw)
    groups = [sorted(raws, key=lambda raw: (-raw.score, raw.start)) for raws in by_report.values()]

    def rank(group: list[_Raw]) -> tuple[object, ...]:
        head, best = group[0].head, -group[0].score
        year = -(head.year or 0)
        return (year, best, head.body, head.id) if order is Order.YEAR else (best, year, head.body, head.id)

    return sorted(groups, key=rank)


def _page(
    wanted: Wanted, groups: Sequence[Group], places: int, facets: Sequence[Facet], cut: bool, status: Status | None
) -> Results:
    pages = max(1, math.ceil(len(groups) / REPORTS_A_PAGE))
    at = min(max(wanted.page, 1), pages)
    shown = tuple(groups[(at - 1) * REPORTS_A_PAGE : at * REPORTS_A_PAGE])
    return Results(replace(wanted, page=at), shown, len(groups), places, pages, tuple(facets), cut, status)


# --- values of facets ---------------------------------------------------------------------------------


def _facet(name: FacetName, counted: Mapping[str, int], wanted: Wanted) -> Facet:
    """The values with a count, and those chosen though they have none, in the order of the facet."""
    own = wanted.of(name)
    values = {**dict.fromkeys(own, 0), **counted}
    if name is FacetName.REGION:
        return Facet(name, tuple(_region_values(values, own)))
    ordered = sorted(values, key=lambda value: _place_in_order(name, value, values[value]))
    return Facet(name, tuple(FacetValue(value, values[value], value in own) for value in ordered))


def _place_in_order(name: FacetName, value: str, count: int) -> tuple[object, ...]:
    missing = value == NONE
    if name is FacetName.YEAR:
        return (missing, -int(value) if value.isdecimal() else 0, value)
    if name is FacetName.BODY:
        return (missing, -count, value)
    orders: dict[FacetName, Sequence[str]] = {
        FacetName.FORM: tuple(reversed(load_forms())),
        FacetName.KIND: (ANNUAL, *(kind.key for kind in load_kinds())),
        FacetName.CHECK: _CHECK_ORDER,
        FacetName.PLACE: tuple(Place),
    }
    order = orders.get(name, ())
    return (missing, order.index(value) if value in order else len(order), value)


def _region_values(counted: Mapping[str, int], own: Collection[str]) -> Iterator[FacetValue]:
    """The regions as a tree: each before those in it, those of one place by count."""
    below: dict[str, list[str]] = defaultdict(list)
    for region in counted:
        path = region_path(region) if region != NONE else ()
        below[path[-2] if len(path) > 1 and path[-2] in counted else ""].append(region)

    def walk(parent: str, depth: int) -> Iterator[FacetValue]:
        for region in sorted(below[parent], key=lambda r: (r == NONE, -counted[r], r)):
            yield FacetValue(region, counted[region], region in own, depth)
            yield from walk(region, depth + 1)

    yield from walk("", 0)
