"""The administrative divisions of China, of today and those that ended since 1995: read from the files beside this one.

scripts/divisions.py writes the files and names their source. Nothing is read before the first look-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from corpus.places import naming_data, stem

# Annual reports go back to 2008: a name that ended earlier no longer makes another one doubtful.
FIRST_REPORTS = 2008


class Level(StrEnum):
    """How far down a division stands; a zone (开发区) is no division, but has an administration of its own."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Region:
    """A division: `code` of GB/T 2260, or parent's code and name where it has none; `parent` is a code, '' at the top.

    `until`: the last year of one that is no more, else 0; `successor`: the code of what took its place.
    """

    code: str
    name: str
    level: Level
    parent: str
    until: int = 0
    successor: str = ""


def region_of_code(code: str) -> Region:
    """The division of that code; KeyError where there is none."""
    return _regions()[code]


def chain(region: Region) -> tuple[Region, ...]:
    """The divisions it lies in, outermost first, and itself at the end."""
    return (*chain(_regions()[region.parent]), region) if region.parent else (region,)


def full_name(region: Region) -> str:
    """河南省商丘市梁园区."""
    return "".join(r.name for r in chain(region))


def inside(region: Region) -> tuple[Region, ...]:
    """The divisions of today right below it, in the order of their codes; of a county its towns."""
    if region.level is Level.COUNTY:
        return towns(region)
    return _children().get(region.code, ())


def towns(county: Region) -> tuple[Region, ...]:
    """The towns, townships and streets of today in a county."""
    names = _towns().get(county.code, ())
    return tuple(Region(county.code + name, name, Level.TOWN, county.code) for name in names)


def towns_named(name: str) -> tuple[Region, ...]:
    """The towns, townships and streets of today called so, all over the country."""
    return tuple(Region(code + name, name, Level.TOWN, code) for code in _counties_of_towns().get(name, ()))


def regions_named(name: str) -> tuple[Region, ...]:
    """The divisions called so: in full where there is one, else shortened (梁园, 湘西州); several of the same name.

    Those that ended before the first annual reports only where no other is called so; towns are not looked up.
    """
    found = _names().get(name, ()) or _short_names().get(name, ())
    if name in naming_data()["provinces"]:
        # 海南 is the province, never 海南藏族自治州; 吉林 may be the city too.
        found = tuple(r for r in found if r.level is Level.PROVINCE or r.name == f"{name}市")
    recent = tuple(r for r in found if not r.until or r.until >= FIRST_REPORTS)
    return recent or found


def every() -> tuple[Region, ...]:
    """All divisions down to the county, those that ended too."""
    return tuple(_regions().values())


@cache
def ended() -> tuple[Region, ...]:
    """The divisions that are no more."""
    return tuple(region for region in _regions().values() if region.until)


@cache
def name_lengths() -> tuple[int, ...]:
    """How long the names of divisions are, full and shortened, the longest first."""
    return tuple(sorted({len(name) for names in (_names(), _short_names()) for name in names}, reverse=True))


@cache
def _regions() -> dict[str, Region]:
    found: dict[str, Region] = {}
    for code, name in _lines("divisions"):
        city, province = f"{code[:4]}00", f"{code[:2]}0000"
        level = Level.PROVINCE if code == province else Level.CITY if code == city else Level.COUNTY
        parent = "" if level is Level.PROVINCE else city if level is Level.COUNTY and city in found else province
        found[code] = Region(code, name, level, parent)
    for parent, name, year, successor in _lines("former"):
        level = found[successor].level if parent == found[successor].parent else _below(found[parent].level)
        found[parent + name] = Region(parent + name, name, level, parent, int(year), successor)
    return found


def _below(level: Level) -> Level:
    return Level.CITY if level is Level.PROVINCE else Level.COUNTY


@cache
def _children() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region in _regions().values():
        if region.parent and not region.until:
            found.setdefault(region.parent, []).append(region)
    return {code: tuple(below) for code, below in found.items()}


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    return {code: tuple(names) for code, *names in _lines("towns")}


@cache
def _counties_of_towns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for county, names in _towns().items():
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(county)
    return {name: tuple(counties) for name, counties in found.items()}


@cache
def _names() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region in _regions().values():
        found.setdefault(region.name, []).append(region)
    return {name: tuple(regions) for name, regions in found.items()}


@cache
def _short_names() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    provinces = {full: short for short, full in naming_data()["provinces"].items()}
    for region in _regions().values():
        for name in {provinces.get(region.name, ""), *_shortened(region.name)} - {"", region.name}:
            found.setdefault(name, []).append(region)
    return {name: tuple(regions) for name, regions in found.items()}


def _shortened(name: str) -> tuple[str, ...]:
    """梁园区 → 梁园; 湘西土家族苗族自治州 → 湘西, 湘西州, 湘西自治州; 石柱土家族自治县 → 石柱, 石柱县."""
    short = stem(name)
    of_people = next((s[-1] for s in ("自治州", "自治县", "自治旗") if name.endswith(s)), "")
    return (short, short + of_people, f"{short}自治{of_people}") if of_people else (short,)


def _lines(name: str) -> Iterator[list[str]]:
    text = (files("corpus.divisions") / f"{name}.txt").read_text(encoding="utf-8")
    return (line.split() for line in text.splitlines() if not line.startswith("#"))
