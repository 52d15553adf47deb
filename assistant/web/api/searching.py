"""GET search: places in the reports, by words and by meaning, narrowed by facets."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from assistant.service.keys import Scope
from assistant.service.query import LONGEST
from assistant.service.region_tree import region_path
from assistant.service.searched import FacetName, Hit, Leg, Order, Place, Results, Wanted
from assistant.web import words_api as words
from assistant.web.api.keys import needs_key
from assistant.web.api.paging import next_offset, offset_of
from assistant.web.api.report_shapes import ReportShown, report_shown
from assistant.web.api.shapes import MOST_NAMES, Name, Paged, Shown, Year, viewer_link
from assistant.web.problems import LATER, ProblemError
from assistant.web.site import Site

# Whoever wants more places than this narrows the search.
DEEPEST = 2000
# An index that takes in new reports is looked at again, so often at most, until two looks see the same.
LOOKS = 3


class Chapter(StrEnum):
    """The chapters of a report; NONE: outside of them."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"
    NONE = "none"


class Check(StrEnum):
    """How a report stands after its checks; NONE: a report that no check is made for."""

    ERROR = "error"
    DOUBT = "doubt"
    HINT = "hint"
    CLEAN = "clean"
    PENDING = "pending"
    NONE = "none"


class SearchWanted(Paged):
    """What is searched, and where: each list is an 'or', () = all; together they are an 'and'."""

    q: str = Field(min_length=1, max_length=LONGEST)
    region: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    body: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    year: list[Year] = Field(default_factory=list, max_length=MOST_NAMES)
    form: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    chapter: list[Chapter] = Field(default_factory=list, max_length=MOST_NAMES)
    place: list[Place] = Field(default_factory=list, max_length=MOST_NAMES)
    kind: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    check: list[Check] = Field(default_factory=list, max_length=MOST_NAMES)
    report: str = Field("", max_length=64)
    order: Order = Order.RELEVANCE

    def wanted(self) -> Wanted:
        """The same for the search itself."""
        return Wanted(text=self.q, chosen=frozenset(self._chosen()), report=self.report, order=self.order)

    def _chosen(self) -> Iterator[tuple[FacetName, str]]:
        for region in self.region:
            yield FacetName.REGION, (region_path(region) or (region,))[-1]
        for name in FacetName:
            if name is not FacetName.REGION:
                yield from ((name, str(value)) for value in getattr(self, name.value))


class WeightShown(Shown):
    """What one leg of the search says of a place."""

    score: float
    rank: int


class HitShown(Shown):
    """A place found."""

    report: ReportShown
    check: str
    text: str
    marks: list[tuple[int, int]]
    matched_by: list[Leg]
    keyword: WeightShown | None
    dense: WeightShown | None
    score: float
    place: Place
    chapter: int | None
    start: int
    end: int
    page: int | None
    link: str


class FacetValueShown(Shown):
    """A value and how many places have it."""

    value: str
    count: int


class FacetShown(Shown):
    """A facet and its values."""

    name: FacetName
    values: list[FacetValueShown]


class SearchShown(Shown):
    """A page of places."""

    items: list[HitShown]
    total: int
    reports: int
    more: bool
    next: str | None
    facets: list[FacetShown]
    searched: str


def add_searching(router: APIRouter, site: Site) -> None:
    """Adds the address to the router."""

    @router.get("/search", response_model=SearchShown, dependencies=[needs_key(site, Scope.READ)])
    def search(request: Request, asked: Annotated[SearchWanted, Query()]) -> Any:
        begin = min(offset_of(asked.cursor), DEEPEST)
        results, hits = _found(site, asked.wanted(), begin, min(begin + asked.limit, DEEPEST))
        standings = site.checks.standings() if hits else {}
        return SearchShown(
            items=[_hit(hit, str(standings.get(hit.head.id, Check.NONE)), request) for hit in hits],
            total=results.places,
            reports=results.reports if results.places else 0,
            more=results.cut,
            next=next_offset(begin, asked.limit, min(results.places, DEEPEST)),
            facets=_facets(results),
            searched=results.index.message if results.index else "",
        )


def _found(site: Site, wanted: Wanted, begin: int, end: int) -> tuple[Results, list[Hit]]:
    """The counts and the places from `begin` to `end`, both of one state of the index; a problem while there is none."""
    for _ in range(LOOKS):
        results = site.search.results(wanted)
        if results.index is None:
            raise ProblemError(503, words.NO_INDEX, {"Retry-After": str(LATER)})
        hits = site.search.hits(wanted, end)[begin:]
        if site.search.status() == results.index:
            break
    return results, hits


def _hit(hit: Hit, check: str, request: Request) -> HitShown:
    return HitShown(
        report=report_shown(hit.head, request),
        check=check,
        text=hit.text,
        marks=list(hit.marks),
        matched_by=list(hit.legs),
        keyword=_weight(hit, Leg.KEYWORD),
        dense=_weight(hit, Leg.DENSE),
        score=hit.score,
        place=hit.place,
        chapter=hit.chapter,
        start=hit.start,
        end=hit.end,
        page=hit.head.page_at(hit.start),
        link=viewer_link(request, hit.head.id, hit.start, hit.end),
    )


def _weight(hit: Hit, leg: Leg) -> WeightShown | None:
    found = hit.weights.get(leg)
    return WeightShown(score=found.score, rank=found.rank) if found else None


def _facets(results: Results) -> list[FacetShown]:
    return [
        FacetShown(name=f.name, values=[FacetValueShown(value=v.value, count=v.count) for v in f.values])
        for f in results.facets
    ]
