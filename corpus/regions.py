"""Where a place of a report lies: strings such as 商丘市梁园区 read against the administrative divisions.

A name that several divisions bear (鼓楼区) is not settled here: it has no place until something says which is meant.
Places of no division (invented ones, zones nobody lists) are told apart by their words alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus import divisions
from corpus.divisions import Level, Region
from corpus.places import naming_data, parse_places

# So many different places are kept in mind; a library of ten thousand reports has a few thousand.
_KEPT = 1 << 15


@dataclass(frozen=True, slots=True)
class Place:
    """A division, or a zone or town inside one: `rest` is the names behind the division, outermost first, () for itself."""

    region: Region
    rest: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same for every way to write this place, and for no other place."""
        spelling: dict[str, str] = naming_data()["regions"]["zone_spelling"] if self.rest else {}
        short = (next((n.replace(a, b) for a, b in spelling.items() if a in n), n) for n in self.rest)
        return "/".join((self.region.code, *short))

    @property
    def name(self) -> str:
        """河南省商丘市梁园区, 江苏省宿迁市经济技术开发区."""
        return divisions.full_name(self.region) + "".join(self.rest)


@lru_cache(_KEPT)
def find_regions(name: str) -> tuple[Region, ...]:
    """Every division that a chain of names may mean, parts of it left out or shortened: 河南商丘梁园, 鼓楼区; () for none."""
    return tuple(dict.fromkeys(_read_chain(name, None)))


@lru_cache(_KEPT)
def locate(region: str) -> Place | None:
    """The place of a `Report.region`; None where no division or several are called so."""
    found = find_regions(region)
    if found:
        return Place(found[0]) if len(found) == 1 else None
    places = parse_places(region).places
    if len(places) > 1:
        return _inside("".join(places[:-1]), places[-1])
    return _zone(places[0]) if places else None


def level_of(region: str) -> Level | None:
    """How far down a `Report.region` stands: a real one by the divisions, another by how its name ends."""
    place = locate(region)
    if place and not place.rest:
        return place.region.level
    last = parse_places(region).places[-1:] or (region,)
    return level_of_name(last[0])


def lies_in(inner: str, outer: str) -> bool:
    """Whether one `Report.region` lies in another, however far down; a place does not lie in itself.

    Known places by the divisions (梁园区 lies in 河南省), others by their names (演示省澄屿市 lies in 演示省).
    """
    one, other = locate(inner), locate(outer)
    if one and other:
        return one.key != other.key and _above(one, other)
    behind = inner[len(outer) :] if outer and inner.startswith(outer) else ""
    return bool(behind) and bool(parse_places(behind).places)


def is_child(child: str, parent: str) -> bool:
    """Whether `child` is right below `parent`; both are `Report.region` strings, with or without their chain.

    is_child("梁园区", "河南省商丘市") and is_child("商丘市经济开发区", "商丘市"), not is_child("梁园区", "河南省"); False
    where a name does not say which place is meant (鼓楼区). Whose figures a sum holds is decided by Report.scope, not here.
    """
    one, other = locate(child), locate(parent)
    if one and other:
        above = (one.region.code, one.rest[:-1]) if one.rest else (one.region.parent, ())
        return above == (other.region.code, other.rest)
    return lies_in(child, parent) and len(parse_places(child[len(parent) :]).places) == 1


def same_place(one: str, other: str) -> bool:
    """Whether two `Report.region` strings name one place: the same words, or one with its chain and one without."""
    if one == other:
        return True
    first, second = locate(one), locate(other)
    return bool(first and second and first.key == second.key)


@cache
def _endings() -> tuple[tuple[Level, tuple[str, ...]], ...]:
    """How the names of each level end; zones before the 区 of a county, 自治州 before 州."""
    data = naming_data()["regions"]
    return (
        (Level.ZONE, tuple(data["zones"])),
        (Level.PROVINCE, ("省", "自治区", "特别行政区")),
        (Level.TOWN, tuple(data["towns"])),
        (Level.CITY, ("市", "自治州", "州", "盟", "地区")),
        (Level.COUNTY, ("县", "区", "旗")),
    )


def _read_chain(name: str, above: Region | None) -> Iterable[Region]:
    """The divisions that `name` may mean below `above`: a single name first, else one name and what lies in it."""
    whole = [r for r in divisions.regions_named(name) if above is None or above in divisions.chain(r)[:-1]]
    if whole:
        return whole
    if above and above.level is Level.COUNTY:
        return [town for town in divisions.towns(above) if town.name == name]
    found: list[Region] = []
    for length in divisions.name_lengths():
        if length < len(name):
            for outer in divisions.regions_named(name[:length]):
                if above is None or above in divisions.chain(outer)[:-1]:
                    found += _read_chain(name[length:], outer)
    return found


def _inside(outer: str, last: str) -> Place | None:
    """A zone, or a town that the divisions do not have, in the place named before it."""
    found = locate(outer) if level_of_name(last) in (Level.ZONE, Level.TOWN) else None
    return Place(found.region, (*found.rest, last)) if found else None


def level_of_name(place: str) -> Level | None:
    """What the ending of a single name says of its level."""
    return next((level for level, ends in _endings() if place.endswith(ends)), None)


def city_named_before(name: str) -> str:
    """商丘调查队 → 商丘市: the city whose short name begins a name; '' where none does, or a place elsewhere is called so too."""
    for length in divisions.name_lengths():
        found = divisions.regions_named(name[:length]) if 2 <= length < len(name) else ()
        city = next((r for r in found if r.level is Level.CITY), None)
        if found:
            return city.name if city and all(city in divisions.chain(r) for r in found) else ""
    return ""


def _zone(name: str) -> Place | None:
    """宿迁经济技术开发区: the place that a zone's own name begins with, where it says one and only one."""
    if level_of_name(name) is not Level.ZONE:
        return None
    if known := naming_data()["regions"]["zone_places"].get(name, ""):
        return Place(find_regions(known)[0], (name,))
    for length in divisions.name_lengths():
        found = find_regions(name[:length]) if 2 <= length <= len(name) - 2 else ()
        if found:
            # 东湖高新区 is 武汉's, not 东湖区's of 南昌: a county's short name may be a lake's or a hill's.
            sure = found[0].level in (Level.PROVINCE, Level.CITY) or name.startswith(found[0].name)
            return Place(found[0], (name[length:],)) if len(found) == 1 and sure else None
    return None


def _above(inner: Place, outer: Place) -> bool:
    """Whether `outer` is one of the divisions that `inner` lies in, or the zone that a town stands in."""
    if outer.rest:
        return inner.region == outer.region and inner.rest[: len(outer.rest)] == outer.rest
    return outer.region in divisions.chain(inner.region)
