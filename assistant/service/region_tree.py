"""Which places a region lies in, outermost first: 江苏省 › 江苏省宿迁市 › 江苏省宿迁市沭阳县."""

from __future__ import annotations

from functools import lru_cache

from corpus import divisions
from corpus.places import parse_places
from corpus.regions import locate

_KEPT = 1 << 15


@lru_cache(_KEPT)
def region_path(region: str) -> tuple[str, ...]:
    """The names, each with those before it, of the places that a `Report.region` lies in, itself at the end.

    Known places by the divisions, others by their own words; () for ''.
    """
    place = locate(region)
    if place is None:
        return _grown("", parse_places(region).places or ((region,) if region else ()))
    above = tuple(divisions.full_name(r) for r in divisions.chain(place.region))
    return (*above, *_grown(above[-1], place.rest))


@lru_cache(_KEPT)
def short_name(region: str) -> str:
    """The last name of a path's entry: 江苏省宿迁市 → 宿迁市."""
    place = locate(region)
    if place is not None:
        return place.rest[-1] if place.rest else place.region.name
    return (parse_places(region).places or (region,))[-1]


def _grown(start: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name with those before it."""
    return tuple(start + "".join(names[: i + 1]) for i in range(len(names)))
