"""Whether one report counts what another counts too: a whole region's and those of the bodies in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from corpus.divisions import chain
from corpus.regions import locate
from corpus.report import Scope
from corpus.store import ReportHead

# The last part of a region's name → how far up it stands.
_LEVELS = (
    (re.compile("(省|自治区)$"), 4),
    (re.compile("(市|自治州|地区|盟|州)$"), 3),
    (re.compile("(区|县|旗)$"), 2),
    (re.compile("(镇|乡|街道)$"), 1),
)
_HIGHER = re.compile("^[一-龥]+?(?:省|自治区|市|自治州|盟)(?=.)")


def shared_region(wholes: Iterable[ReportHead], others: Iterable[ReportHead]) -> bool:
    """Whether one of the others is of the very region of a whole, or of a part of it by the divisions or by its name."""
    regions = {head.region for head in others}
    starts = {region[:end] for region in regions for end in range(1, len(region) + 1)}
    around = {key for region in regions for key in _around(region)}
    return any(w.region in starts or _ends_in(w.region, regions) or _key(w.region) in around for w in wholes)


def covering(heads: Sequence[ReportHead]) -> frozenset[str]:
    """The ids of the whole regions' reports that may count what others of these count too; unknown counts as yes.

    Places of the divisions are held against each other by these; where one of two is none, their names decide.
    """
    known: list[tuple[str, str]] = []
    unknown: list[tuple[str, str]] = []
    for one in {(head.body, head.region) for head in heads}:
        (known if _key(one[1]) else unknown).append(one)
    around = Counter(key for _, region in known for key in _around(region))
    by_name, by_any_name = _Names(unknown), _Names([*known, *unknown])
    return frozenset(
        h.id
        for h in heads
        if h.scope is Scope.WHOLE_REGION
        and (
            around[_key(h.region)] > 1 or by_name.may_hold(h.region, 0)
            if _key(h.region)
            else by_any_name.may_hold(h.region, 1)
        )
    )


def counted_again(heads: Sequence[ReportHead]) -> frozenset[str]:
    """Of reports that are to be added up: the ids of the whole regions' that may count others of the same year too."""
    by_year: dict[int, list[ReportHead]] = {}
    for head in heads:
        by_year.setdefault(head.year or 0, []).append(head)
    return frozenset(i for own in by_year.values() for i in covering(own))


class _Names:
    """Bodies whose places are told apart by their names alone."""

    def __init__(self, bodies: Sequence[tuple[str, str]]) -> None:
        self._regions = {region for _, region in bodies}
        self._starts = Counter(region[:end] for _, region in bodies for end in range(1, len(region) + 1))
        self._below = {
            (_level(region), above[0] if (above := _HIGHER.match(region)) else "") for region in self._regions
        }

    def may_hold(self, region: str, own: int) -> bool:
        """Whether one of the bodies, beside the `own` of the region itself, may lie in it."""
        shared = self._starts[region] > own or _ends_in(region, self._regions - {region})
        return shared or _may_hold(region, self._below)


@cache
def _key(region: str) -> str:
    place = locate(region)
    return place.key if place else ""


@cache
def _around(region: str) -> tuple[str, ...]:
    """The keys of a place of the divisions and of all it lies in; () for another."""
    place = locate(region)
    if place is None:
        return ()
    above = tuple(r.code for r in chain(place.region))
    return (*above, place.key) if place.rest else above


def _ends_in(region: str, regions: Collection[str]) -> bool:
    """Whether the last parts of a full name (某省某市) are one of the regions."""
    return any(region[at:] in regions for at in range(len(region) - 1))


def _may_hold(region: str, below: Iterable[tuple[int, str]]) -> bool:
    """Whether a region further down may lie in this one: its name doesn't say that it lies in another."""
    level = _level(region)
    return any(other < level and (not above or above in region) for other, above in below)


@cache
def _level(region: str) -> int:
    return next((level for pattern, level in _LEVELS if pattern.search(region)), 0)
