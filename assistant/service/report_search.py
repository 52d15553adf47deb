"""Search over the reports: passages, rows of tables and statutory rows, with facets, grouped by report."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.service.facet_values import check_of, facet_of, values_of
from assistant.service.found_places import Found, FoundPlaces, Narrowed
from assistant.service.query import Query, read_query
from assistant.service.searched import (
    NONE,
    OF_PLACE,
    OF_REPORT,
    Facet,
    FacetName,
    Group,
    Hit,
    Order,
    Place,
    Results,
    Wanted,
)
from assistant.service.statutory_rows import Row, said_of
from corpus.store import ReportHead, Store
from index.search import SearchIndex, Status

__all__ = ["ReportSearch"]

REPORTS_A_PAGE = 20
HITS_A_REPORT = 3
# A page waits so long (seconds) for the index to take in new reports; then it is searched as it is.
PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class _Searched:
    """All that a search found, in no order, and whether there was more."""

    found: tuple[Found, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Now:
    """One moment: the reports, how they stand, and the index (None while it can't be searched)."""

    heads: tuple[ReportHead, ...]
    standings: Mapping[str, str]
    index: SearchIndex | None
    status: Status | None

    @property
    def moment(self) -> object:
        """Names the state of the store and of the index."""
        return max((head.generation for head in self.heads), default=0), len(self.heads), self.status


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
        self._places = FoundPlaces(store)

    def results(self, wanted: Wanted) -> Results:
        """One page of what is found; a page past the last one is the last."""
        now, query = self._now(), read_query(wanted.text)
        if not query or now.index is None:
            facets, fitting = _report_facets(wanted, now)
            groups = [Group(head, check_of(head, now.standings), (), 0) for head in _newest_first(fitting)]
            return _page(wanted, groups, 0, facets, False, now.status)
        searched = self._search(wanted, query, now)
        grouped = _grouped(searched.found, wanted.order)
        groups = [Group(hits[0].head, check_of(hits[0].head, now.standings), (), len(hits)) for hits in grouped]
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
        fitting = {head.id: head for head in _fitting(wanted, now.heads, now.standings)}
        places = wanted.of(FacetName.PLACE) & set(Place) or frozenset(Place)
        chapters = wanted.of(FacetName.CHAPTER)
        narrowed = Narrowed(
            None if len(fitting) == len(now.heads) else tuple(fitting),
            tuple(sorted((None if c == NONE else int(c) for c in chapters if c == NONE or c.isdecimal()), key=str))
            or None,
            frozenset(map(Place, places)),
        )
        passages, to_narrow = self._places.passages(query, narrowed, now.index, now.heads, now.moment)

        def fits(found: Found) -> bool:
            return found.head.id in fitting and found.place in places and (not chapters or _chapter(found) in chapters)

        found = [f for f in passages.found if not to_narrow or fits(f)]
        found += filter(fits, self._places.rows(query, fitting) if Place.STATUTORY in places else ())
        return _Searched(tuple(found), passages.cut)

    def _shown(self, raws: Sequence[Found], query: Query) -> list[Hit]:
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
            hits.append(
                Hit(raw.head, raw.start, raw.end, raw.place, raw.chapter, text, marks, raw.legs, raw.score, raw.weights)
            )
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
            facets.append(facet_of(name, counted, wanted))
        return facets


# --- reports ----------------------------------------------------------------------------------------


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


def _report_facets(wanted: Wanted, now: _Now) -> tuple[list[Facet], list[ReportHead]]:
    """The facets of reports, each counted over what the others leave; and the reports that all leave."""
    fitting = _fitting(wanted, now.heads, now.standings)
    facets = []
    for name in OF_REPORT:
        over = _fitting(wanted.without(name), now.heads, now.standings) if wanted.of(name) else fitting
        counted = Counter(value for head in over for value in values_of(name, head, now.standings))
        facets.append(facet_of(name, counted, wanted))
    return facets, fitting


def _newest_first(heads: Iterable[ReportHead]) -> list[ReportHead]:
    return sorted(heads, key=lambda head: (-(head.year or 0), head.body, head.id))


# --- places -----------------------------------------------------------------------------------------


def _chapter(raw: Found) -> str:
    return NONE if raw.chapter is None else str(raw.chapter)


def _grouped(found: Iterable[Found], order: Order) -> list[list[Found]]:
    """The places of each report, best first; reports by their best place or by year."""
    by_report: dict[str, list[Found]] = defaultdict(list)
    for raw in found:
        by_report[raw.head.id].append(raw)
    groups = [sorted(raws, key=lambda raw: (-raw.score, raw.start)) for raws in by_report.values()]

    def rank(group: list[Found]) -> tuple[object, ...]:
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
