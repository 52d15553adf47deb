"""One body under several spellings: 梁园区人民政府办公室 of one year and 商丘市梁园区政府办公室 of the next.

Only the place and the spelling are looked through. A body of another name (卫生和计划生育委员会 before 卫生健康委员会) stays
another body, and places of one name (鼓楼区) stay apart wherever a report does not say which it means.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache

from corpus.aliases import official_rest
from corpus.places import naming_data, parse_places, without_national
from corpus.regions import locate

_KEPT = 1 << 15
# Every way to write a place ends in the same two characters: 沛县, 徐州市沛县.
_SAME_END = 2

# A body as a report names it: body and region.
Named = tuple[str, str]


def body_key(named: Named) -> str:
    """The same for every spelling of this body in this place; the body itself where its place is not known for sure."""
    body, region = named
    place = locate(region) if region else None
    kind = kind_of(body, region)
    return f"{place.key}|{kind}" if place and kind is not None else body


def same_body(one: Named, other: Named) -> bool:
    """Whether two reports are of one body."""
    return one[0] == other[0] or (_looks(one) == _looks(other) and body_key(one) == body_key(other))


def full_names(named: Iterable[Named]) -> dict[Named, Named]:
    """For each body that others spell more fully: the fullest of its spellings, with its region; others are left out."""
    alike = _groups(set(named), _looks)
    found: dict[Named, Named] = {}
    for group in (same for near in alike if len(near) > 1 for same in _groups(near, body_key)):
        if len(group) > 1:
            fullest = max(group, key=lambda one: (len(one[1]), len(one[0]), one))
            found.update((one, fullest) for one in group if one != fullest)
    return found


def _groups(named: Iterable[Named], key: Callable[[Named], Hashable]) -> Iterable[list[Named]]:
    groups: dict[Hashable, list[Named]] = {}
    for one in named:
        groups.setdefault(key(one), []).append(one)
    return groups.values()


def _looks(named: Named) -> tuple[str, str | None]:
    """What two spellings of one body have in common at sight; most bodies are told apart by it, without any look-up."""
    body, region = named
    return region[-_SAME_END:], kind_of(body, region)


@lru_cache(_KEPT)
def kind_of(body: str, region: str) -> str | None:
    """What the body is, whatever its place; None where its name has no place."""
    if region and body.startswith(region):
        return spelled(body[len(region) :])
    local = without_national(body)
    parsed = parse_places(local)
    return body[: len(body) - len(local)] + spelled(parsed.rest) if parsed.places else None


@lru_cache(_KEPT)
def spelled(rest: str) -> str:
    """What follows the place, its official name in the fewest characters: 科委 and 科学技术委员会 are alike."""
    name = official_rest(rest)
    for long, short in naming_data()["bodies"]["spelling"].items():
        name = name.replace(long, short)
    return name
