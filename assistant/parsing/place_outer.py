"""The larger place said right before a name: 福建|鼓楼区 is one of several, 江苏省|梁园区 is none of those loaded."""

from __future__ import annotations

from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.place_names import FoundNames
from assistant.parsing.text import Mention
from corpus.divisions import Level, Region, chain
from corpus.regions import find_regions, locate

# The longest chain said before a name: 新疆维吾尔自治区巴音郭楞蒙古自治州.
_LONGEST = 18


def take_outer(text: str, found: FoundNames, gazetteer: Gazetteer) -> dict[int, frozenset[str]]:
    """Start of a name → its bodies in the place said before it; where none lies there, the two name what is not loaded."""
    within: dict[int, frozenset[str]] = {}
    for mention in tuple(found.mentions):
        start, said = _said_before(text, mention, found)
        if not said:
            continue
        bodies = {*gazetteer.bodies.get(mention.value, ()), *gazetteer.regions.get(mention.value, ())}
        lying = {body: _lies(gazetteer.region_of.get(body, ""), said) for body in bodies}
        inside = frozenset(body for body, lies in lying.items() if lies)
        if inside:
            within[mention.start] = inside
            found.outer.append(Mention(text[start : mention.start], start, mention.start))
        elif all(lies is False for lies in lying.values()) and not _two_places(
            text[start : mention.start], mention, found
        ):
            found.mentions.remove(mention)
            found.mentions = [m for m in found.mentions if not start <= m.start < mention.start]
            found.unknown.append(Mention(text[start : mention.end], start, mention.end))
    found.unknown.sort(key=lambda m: m.start)
    return within


def _said_before(text: str, mention: Mention, found: FoundNames) -> tuple[int, tuple[Region, ...]]:
    """Where the chain of divisions begins that ends right before a name, and what it may mean."""
    first = max((m.end for m in found.mentions if m.end < mention.start), default=0)
    end = mention.start - text[: mention.start].endswith("的")  # 福州的|鼓楼区
    for start in range(max(first, end - _LONGEST), end - 1):
        if regions := tuple(r for r in find_regions(text[start:end]) if r.level is not Level.TOWN):
            return start, regions
    return mention.start, ()


def _lies(region: str, said: tuple[Region, ...]) -> bool | None:
    """Whether a loaded region lies in one of the places said, or is one itself; None where nobody can tell."""
    place = locate(region)
    around = [chain(place.region)] if place else [chain(r) for r in find_regions(region)]
    if not around:
        return None
    fitting = [any(r in divisions for r in said) for divisions in around]
    return True if any(fitting) and (place or all(fitting)) else None if any(fitting) else False


def _two_places(outer: str, mention: Mention, found: FoundNames) -> bool:
    """Whether the words before a name are another loaded place beside it (上海 宿迁), and not the place it lies in."""
    loaded = any(m.end == mention.start for m in found.mentions)
    regions = find_regions(mention.value)
    cities = all(r.level in (Level.PROVINCE, Level.CITY) for r in regions)
    in_full = any(outer.endswith(r.name) for r in find_regions(outer))
    return loaded and bool(regions) and not (outer.endswith(("省", "自治区")) if cities else in_full)
