"""The values of facets: which a report has, and in which order they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.service.region_tree import region_path
from assistant.service.searched import ANNUAL, NONE, Facet, FacetName, FacetValue, Place, Wanted
from corpus.forms import load_forms
from corpus.kinds import kind_of, load_kinds
from corpus.store import ReportHead

_CHECK_ORDER = ("error", "doubt", "hint", "clean", "pending")


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
            return (check_of(head, standings),)
        case _:
            return ()


def check_of(head: ReportHead, standings: Mapping[str, str]) -> str:
    """How a report stands after its checks; rules of disclosure hold for no other kind."""
    return str(standings.get(head.id, NONE if kind_of(head.title, head.form) else "pending"))


def facet_of(name: FacetName, counted: Mapping[str, int], wanted: Wanted) -> Facet:
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
