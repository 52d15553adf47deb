"""What a conversation keeps to: the reports of one body, or of a region and all in it.

It is told as a text: `body:澄屿市` is the body of that name (its own reports alone), `region:澄屿市` the place with every
body in it; a bare name is a body's where one is called so, else a region's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.parsing.gazetteer import region_parts
from assistant.parsing.text import fold
from corpus.places import parse_places
from corpus.regions import lies_in, same_place
from corpus.renamed import renaming_between
from corpus.store import ReportHead

BODY, REGION = "body:", "region:"
# A body and its region.
_Named = tuple[str, str]


def name_within(within: str) -> str:
    """The name alone, as people are told it."""
    return within.removeprefix(BODY).removeprefix(REGION)


@lru_cache(maxsize=64)
def heads_within(heads: tuple[ReportHead, ...], within: str) -> tuple[ReportHead, ...]:
    """The reports that it keeps to, in their order; all for '', none where the name says no one, or more than one."""
    name = fold(name_within(within).strip())
    if not name:
        return () if within else heads
    ways: dict[str, tuple[Callable[[tuple[ReportHead, ...], str], tuple[ReportHead, ...]], ...]] = {
        BODY: (_of_body,),
        REGION: (_of_region,),
    }
    kind = next((prefix for prefix in ways if within.startswith(prefix)), "")
    return next((found for way in ways.get(kind, (_of_body, _of_region)) if (found := way(heads, name))), ())


def _of_body(heads: tuple[ReportHead, ...], name: str) -> tuple[ReportHead, ...]:
    """The reports of the body of that name, alias or name of other days, and those of its other days."""
    named = tuple(dict.fromkeys((h.body, h.region) for h in heads))
    called = {h.body for h in heads if any(fold(alias) == name for alias in h.aliases)}
    exact = {body for body, _ in named if fold(body) == name}
    former = {body for body, region in named if _one_body((name, _place_of(name)), (body, region))}
    found = exact or called or former
    # 某市政府 is the government before it is the report of the whole city.
    found = {body for body, region in named if body in found and body != region} or found
    if len({body for body in found if not _same_as_first(body, found, named)}) > 1:
        return ()
    own = [one for one in named if one[0] in found]
    bodies = found | {one[0] for one in named if any(_one_body(one, other) for other in own)}
    return tuple(h for h in heads if h.body in bodies)


def _same_as_first(body: str, found: set[str], named: Sequence[_Named]) -> bool:
    """Whether the body is the first of those found under a name of other days."""
    region_of = dict(named)
    first = min(found)
    return body != first and _one_body((body, region_of[body]), (first, region_of[first]))


def _one_body(one: _Named, other: _Named) -> bool:
    """Whether the two are names of one body before and after a reform."""
    return bool(renaming_between(one, other) or renaming_between(other, one))


def _place_of(name: str) -> str:
    return "".join(parse_places(name).places)


def _of_region(heads: tuple[ReportHead, ...], name: str) -> tuple[ReportHead, ...]:
    """The reports of the region of that name and of all that lie in it."""
    regions = tuple(dict.fromkeys(h.region for h in heads if h.region))
    exact = [r for r in regions if same_place(fold(r), name)]
    called = exact or [r for r in regions if name in region_parts(r)]
    if any(not same_place(called[0], other) for other in called[1:]):
        return ()
    outer = called[0] if called else name
    inside = {r for r in regions if same_place(r, outer) or lies_in(r, outer)}
    return tuple(h for h in heads if h.region in inside)
