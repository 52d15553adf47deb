"""Bodies and places of other days: what 卫生和计划生育委员会 has become, and what 生态环境局 was before.

A body that only changed its name (`merged` false) is taken on over the years, and every answer says so; one that was taken
in with others is told, and its figures stay apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from corpus import divisions
from corpus.bodies import kind_of, spelled
from corpus.divisions import Region
from corpus.places import naming_data, stem
from corpus.regions import locate


@dataclass(frozen=True, slots=True)
class Renaming:
    """What bodies are called `now` and were called in `former` days, with what people say for both; `reform` in words."""

    now: tuple[str, ...]
    former: tuple[str, ...]
    reform: str
    merged: bool


@cache
def renamings() -> tuple[Renaming, ...]:
    """The table of naming.toml, every name with its short ones."""
    short = {name: row["short"] for row in naming_data()["names"] for name in row["official"]}
    return tuple(
        Renaming(
            tuple(dict.fromkeys([*row["now"], *(s for name in row["now"] for s in short.get(name, ()))])),
            tuple(dict.fromkeys([*row["former"], *row["short"]])),
            row["reform"],
            row.get("merged", False),
        )
        for row in naming_data()["renamed"]
    )


def renaming_between(earlier: tuple[str, str], later: tuple[str, str]) -> str:
    """In what a body became the other (2018年机构改革); '' where it is not the same body under a new name.

    Both as (body, region); one of the place and of the name may have changed, not both.
    """
    one, other = locate(earlier[1]), locate(later[1])
    kinds = kind_of(*earlier), kind_of(*later)
    if one is None or other is None or one.rest != other.rest:
        return ""
    if one.region == other.region:
        return _reforms(merged=False).get(kinds, "")
    renamed = one.region.successor == other.region.code and _same_unit(one.region, other.region)
    return f"{one.region.until}年{one.region.name}改为{other.region.name}" if renamed and kinds[0] == kinds[1] else ""


def taken_over(earlier: tuple[str, str], later: tuple[str, str]) -> str:
    """In what a body was taken in by the other, together with others; '' where it was not. Both as (body, region)."""
    one, other = locate(earlier[1]), locate(later[1])
    same = one is not None and other is not None and one.key == other.key
    return _reforms(merged=True).get((kind_of(*earlier), kind_of(*later)), "") if same else ""


def former_regions(region: Region) -> tuple[Region, ...]:
    """The divisions that became this one."""
    return _became().get(region.code, ())


@cache
def _became() -> Mapping[str, tuple[Region, ...]]:
    """Code of a division → those that became it."""
    found: dict[str, list[Region]] = {}
    for former in divisions.ended():
        found.setdefault(former.successor, []).append(former)
    return {code: tuple(formers) for code, formers in found.items()}


def _same_unit(former: Region, now: Region) -> bool:
    """铜山县 → 铜山区, not 崇文区 → 东城区."""
    return stem(former.name)[:2] == stem(now.name)[:2] and former.parent == now.parent


@cache
def _reforms(merged: bool) -> dict[tuple[str | None, str | None], str]:
    """(former kind, present kind) → the reform, for bodies that only changed their name or for those taken over."""
    return {
        (spelled(former), spelled(now)): row.reform
        for row in renamings()
        if row.merged is merged
        for former in row.former
        for now in row.now
    }
