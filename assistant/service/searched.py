"""What a search of the reports is asked and what it gives; see report_search.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus.store import ReportHead
from index.search import Status

# The value of a facet for a report or a place that has none (no year, no form, outside the chapters).
NONE = "none"
# The kind of an annual report on disclosure; other kinds by the keys of corpus/kinds.toml.
ANNUAL = "annual"


class FacetName(StrEnum):
    """What results can be narrowed by; CHAPTER and PLACE are of a place in a report, the others of the report."""

    REGION = "region"
    YEAR = "year"
    BODY = "body"
    FORM = "form"
    CHAPTER = "chapter"
    PLACE = "place"
    KIND = "kind"
    CHECK = "check"


OF_PLACE = (FacetName.CHAPTER, FacetName.PLACE)
OF_REPORT = tuple(name for name in FacetName if name not in OF_PLACE)


class Place(StrEnum):
    """Where something is found: in a paragraph, a row of a statutory table, or a row of any other table."""

    PARAGRAPH = "paragraph"
    STATUTORY = "statutory"
    ROW = "row"


class Leg(StrEnum):
    """By what it was found: the words themselves, or likeness of meaning (vectors)."""

    KEYWORD = "keyword"
    DENSE = "dense"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a leg says of a passage: its score (BM25, or cosine) and its rank from 1 among all that the leg found."""

    score: float
    rank: int


class Order(StrEnum):
    """How reports are sorted: the best first, or the newest year."""

    RELEVANCE = "relevance"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search. `text` '' = all reports; words in quotes (“”, "", 「」) must stand there as they are.

    `chosen`: (facet, value) pairs, values of one facet added together; a region stands for all in it. `named`: part of the
    body's name; `report`: only that report, all its places.
    """

    text: str = ""
    chosen: frozenset[tuple[FacetName, str]] = frozenset()
    named: str = ""
    report: str = ""
    order: Order = Order.RELEVANCE
    page: int = 1

    def of(self, name: FacetName) -> frozenset[str]:
        """The values chosen of a facet; none = not narrowed."""
        return frozenset(value for facet, value in self.chosen if facet is name)

    def without(self, name: FacetName) -> Wanted:
        """The same search, not narrowed by that facet."""
        return replace(self, chosen=frozenset(pair for pair in self.chosen if pair[0] is not name))


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found. `text` is what stands there (of a statutory row its label and cells), `marks` spans of `text`
    with the words searched for; `start, end` its span in the report's text; `legs` by what it was found. `weights`: of
    a passage found by words or meaning, what each leg says of it; statutory rows and exact phrases have none.
    """

    head: ReportHead
    start: int
    end: int
    place: Place
    chapter: int | None
    text: str
    marks: tuple[tuple[int, int], ...]
    legs: tuple[Leg, ...]
    score: float
    weights: Mapping[Leg, Weight] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A report with the best of its places (none where all reports are listed) and how many there are; `check`: a
    value of the facet CHECK.
    """

    head: ReportHead
    check: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with how many places (reports, where no words are searched) of the results have it; `depth` of a region."""

    value: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet and its values: regions as a tree, years newest first, the others by count or in their own order."""

    name: FacetName
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `reports` and `places`: how many in all; `cut`: more were left out than are counted;
    `index`: how far the index is, None where it can't be searched yet (then no words were searched).
    """

    wanted: Wanted
    groups: tuple[Group, ...]
    reports: int
    places: int
    pages: int
    facets: tuple[Facet, ...]
    cut: bool
    index: Status | None

    def facet(self, name: FacetName) -> Facet:
        """The facet of that name; one without values where it doesn't apply."""
        return next((facet for facet in self.facets if facet.name is name), Facet(name, ()))


def chosen(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[FacetName, str]]:
    """(name, value) pairs as a search's choice; names that are no facet's are left out."""
    names = {name.value: name for name in FacetName}
    return frozenset((names[name], value) for name, value in pairs if name in names and value)
