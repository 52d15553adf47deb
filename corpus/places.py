"""Places in names: 商丘市梁园区人民政府办公室 → 商丘市 · 梁园区 · 人民政府办公室."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_NAME = "[一-鿿]"
# 土家族苗族自治州 and its like have long names; others of more than seven characters are no place.
_LONGEST_NAME, _LONGEST_ZONE = 12, 14


@dataclass(frozen=True, slots=True)
class Parsed:
    """A body's name in two: the chain of places, outermost first, and what follows (人民政府办公室)."""

    places: tuple[str, ...]
    rest: str

    @property
    def region(self) -> str:
        """The places as one name, '' where there is none."""
        return "".join(self.places)


@cache
def naming_data() -> dict[str, Any]:
    """The tables of naming.toml."""
    return tomllib.loads((files("corpus") / "naming.toml").read_text(encoding="utf-8"))


def parse_places(name: str) -> Parsed:
    """The places a name begins with, as many as there are; 全市, 城市管理局 begin with none."""
    places: list[str] = []
    rest = name[len(_prefix(name, "parties")) :]
    while found := _first_place(rest, bool(places)):
        places.append(found)
        rest = _behind_government(rest[len(found) :])
    if not places and (short := next((s for s in naming_data()["provinces"] if rest.startswith(s)), "")):
        return Parsed((naming_data()["provinces"][short],), rest[len(short) :])
    return Parsed(tuple(places), rest)


def _behind_government(rest: str) -> str:
    """人民政府黄鹤楼街道办事处 → 黄鹤楼街道办事处: a street or town's office named as its government's."""
    behind = rest[len(_prefix(rest, "between")) :]
    town = _town().match(behind)
    return behind if town and _is_place(town.group(), True) else rest


def _prefix(name: str, table: str) -> str:
    return next((p for p in naming_data()["regions"][table] if name.startswith(p)), "")


def _first_place(name: str, inside: bool) -> str:
    for pattern in (_zone(), _place(), _town()):
        match = pattern.match(name)
        if match and _is_place(match.group(), inside):
            return match.group()
    return ""


def _is_place(name: str, inside: bool) -> bool:
    data = naming_data()["regions"]
    if name in data["not_places"] and not (inside and name.endswith("区") and len(name) == 2):
        return False
    # 和平区, 呼和浩特市 are places; 住房和城… is not.
    return not any(word in name for word in data["not_inside"]) and "和" not in name[2:-2]


def stem(place: str) -> str:
    """梁园区 → 梁园, 浦东新区 → 浦东; a name of two characters (沛县, 郊区) or a zone's stays whole."""
    zones, suffixes = _stem_endings()
    if place.endswith(zones) and not place.endswith("新区"):
        return place
    if place.endswith(suffixes):
        suffix = next(s for s in suffixes if place.endswith(s))
        short = _without_peoples(place[: -len(suffix)])
        province = naming_data()["provinces"].get(short, place)
        if province != place and place != f"{short}市":
            return short + place[-1]  # 河南蒙古族自治县 is 河南县, and never 河南
        return short if len(short) >= 2 else place
    return place


@cache
def _stem_endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The endings of zones, and those of other places, longest first."""
    data = naming_data()["regions"]
    return tuple(data["zones"]), tuple(sorted([*data["suffixes"], *data["towns"], "新区"], key=len, reverse=True))


def _without_peoples(name: str) -> str:
    peoples = _peoples()
    while name.endswith(peoples):
        people = next((p for p in peoples if name.endswith(p) and len(name) - len(p) >= 2), "")
        if not people:
            break
        name = name[: -len(people)]
    return name


@cache
def _peoples() -> tuple[str, ...]:
    return tuple(naming_data()["regions"]["peoples"])


def without_national(body: str) -> str:
    """国家税务总局宿迁市税务局 → 宿迁市税务局; other names stay as they are."""
    prefix = next(
        (n for n in naming_data()["regions"]["national"] if body.startswith(n) and len(body) > len(n) + 2), ""
    )
    return body[len(prefix) :]


def own_word(place: str) -> str:
    """What the people of a place call it in 市科委, 区政府办: its suffix; '' where there is none."""
    own: dict[str, str] = naming_data()["regions"]["own"]
    return next((own[s] for s in sorted(own, key=len, reverse=True) if place.endswith(s)), "")


def relative_rest(body: str) -> str:
    """市卫健委 → 卫健委, 区政府办 → 政府办: what follows the word for the body's own place; '' in 市场监管局."""
    relative = re.match(rf"[省市县区州旗镇乡](?!{_PART_OF_WORD}|域)(?=..)", body)
    return body[1:] if relative and not parse_places(body).places else ""


@cache
def _place() -> re.Pattern[str]:
    suffixes = "|".join(sorted(naming_data()["regions"]["suffixes"], key=len, reverse=True))
    # 西盟佤族自治县 is one name; 呼伦贝尔市|鄂伦春自治旗 are two.
    suffixes = suffixes.replace("盟", f"盟(?!(?:{'|'.join(_peoples())})+自治)")
    return re.compile(rf"{_NAME}{{1,{_LONGEST_NAME}}}?(?:{suffixes})(?:(?<=^..)[市区县旗](?!{_PART_OF_WORD}))?")


# 沙市区, 辉县市, 红旗区 have a suffix inside; in 宿迁市市场监管局 the second 市 begins another word.
_PART_OF_WORD = "场|容|民|级|域|划|际|委|直|政[^府]|城"


@cache
def _zone() -> re.Pattern[str]:
    zones = "|".join(sorted(naming_data()["regions"]["zones"], key=len, reverse=True))
    return re.compile(rf"(?:(?!省|市|县|自治).){{2,{_LONGEST_ZONE}}}?(?:{zones})")


@cache
def _town() -> re.Pattern[str]:
    towns = "|".join(naming_data()["regions"]["towns"])
    return re.compile(rf"{_NAME}{{1,6}}?(?:{towns})(?=人民政府|政府|办事处|办公室|党政|综合|$)")
