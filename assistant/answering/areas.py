"""The bodies of a place: its cities, counties, towns or offices, by the divisions of China, else by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant import wording
from assistant.answering.context import Context
from assistant.parsing.text import fold
from assistant.question import Question
from corpus import divisions
from corpus.divisions import Level, Region
from corpus.places import parse_places, stem
from corpus.regions import find_regions, is_child, level_of, lies_in, locate, same_place
from corpus.report import Scope
from corpus.store import ReportHead

_COUNTIES = ("县", "区", "旗")
_TOWNS = ("镇", "乡", "街道")
_ENDINGS: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in ("县", "区", "市", "镇", "乡", "街道")}
_ENDINGS |= {"省": ("省", "自治区", "北京市", "天津市", "上海市", "重庆市")}
_ENDINGS |= {"县区": _COUNTIES, "区县": _COUNTIES, "县市区": _COUNTIES}
_ENDINGS |= {"乡镇": _TOWNS, "镇街": _TOWNS, "街镇": _TOWNS}
# Words for everything of a level, whatever its name ends in: 永城市 is one of the 县区 of 商丘市, a 自治州 one of the 市.
_WHOLE_LEVEL = {"县区": Level.COUNTY, "区县": Level.COUNTY, "县市区": Level.COUNTY}
_WHOLE_LEVEL |= {"乡镇": Level.TOWN, "镇街": Level.TOWN, "街镇": Level.TOWN}
_ENDINGS |= {"市县": ("市", "县"), "地市": ("市", "州", "盟", "地区")}
_CITIES = ("市", "州", "盟", "地区")

# How the names of governments and their offices end; a street office of 某区人民政府 does not.
GOVERNMENTS = ("政府", "政府办公室", "政府办公厅", "行政公署")
_OF_TOWNS = (*GOVERNMENTS, "办事处")


def is_place_kind(kind: str) -> bool:
    """Whether the word asks for places (县, 乡镇), not for offices."""
    return kind in _ENDINGS


def named_area(question: Question, context: Context) -> str:
    """The place, said alone, that no loaded report speaks for; '' where none is said, or nobody knows it."""
    return "" if question.bodies or len(question.unknown) != 1 else _area_called(question.unknown[0], context)


def named_areas(question: Question, context: Context) -> tuple[str, ...]:
    """The places named side by side (河南和江苏各市), where two or more places and nothing else are named; else ()."""
    if len(question.bodies) + len(question.unknown) < 2 or len(question.wider) != len(question.bodies):
        return ()
    if question.inside or not all(question.wider):
        return ()
    areas = [context.gazetteer.region_of.get(group[0], "") for group in question.bodies]
    areas += [_area_called(name, context) for name in question.unknown]
    return tuple(sorted(dict.fromkeys(areas), key=lambda a: _said_at(a, question))) if all(areas) else ()


def _said_at(area: str, question: Question) -> int:
    last = parse_places(area).places[-1:] or (area,)
    return question.text.find(stem(last[0]))


def _area_called(name: str, context: Context) -> str:
    real = find_regions(name)
    if real:
        return divisions.full_name(_most_loaded(real, context))
    here = context.gazetteer.regions.get(name, ())
    return context.gazetteer.region_of[here[0]] if here else ""


def heads_in(region: str, context: Context) -> list[ReportHead]:
    """The reports of all bodies of a place and inside it, but for the one that sums up the place itself."""
    regions = {h.region for h in context.heads}
    own = {r for r in regions if r and same_place(r, region)}
    inside = own | {r for r in regions if r and (lies_in(r, region) or (region and r.startswith(region)))}
    return [h for h in context.heads if h.region in inside and not (h.region in own and h.scope is Scope.WHOLE_REGION)]


def of_place_kind(head: ReportHead, kind: str, area: str) -> bool:
    """Whether the body is the government (or its office) of a place of that kind, in `area` where one is given."""
    ends = _OF_TOWNS if kind in _TOWNS or _WHOLE_LEVEL.get(kind) is Level.TOWN else GOVERNMENTS
    if head.body != head.region and not head.body.endswith(ends):
        return False
    if not area or not locate(area):
        return head.region.endswith(_ENDINGS[kind])
    return not same_place(head.region, area) and _counts_as(head.region, kind, area)


def is_of_level(region: str, kind: str) -> bool:
    """Whether a place is one of those that the word means, wherever it lies: a 自治州 is one of the 市, 永城市 of the 县区."""
    if locate(region) and kind in _WHOLE_LEVEL:
        return level_of(region) is _WHOLE_LEVEL[kind]
    return region.endswith(_CITIES if kind == "市" else _ENDINGS.get(kind, (kind,)))


def _counts_as(region: str, kind: str, area: str) -> bool:
    if kind in ("市", "地市"):  # of a province its cities, of a city those that it only looks after (永城市)
        return region.endswith(_CITIES if locate(area) and level_of(area) is Level.PROVINCE else "市") and is_child(
            region, area
        )
    level = _WHOLE_LEVEL.get(kind)
    return level_of(region) is level if level else region.endswith(_ENDINGS[kind]) and level_of(region) is _level(kind)


def _level(kind: str) -> Level:
    return Level.TOWN if kind in _TOWNS else Level.COUNTY


def missing_note(area: str, kind: str, heads: Sequence[ReportHead]) -> str:
    """How many of the places of that kind in the area are compared, and which are not loaded; '' where nobody knows."""
    expected = _expected(area, kind)
    if not expected:
        return ""
    loaded = {place.key for h in heads if (place := locate(h.region))}
    missing = [name for key, name in expected if key not in loaded]
    if not missing:
        return wording.AREA_COMPLETE.format(area=area, kind=kind, total=len(expected))
    shown = "、".join(missing[:_SHOWN_MISSING]) + ("等" if len(missing) > _SHOWN_MISSING else "")
    return wording.AREA_MISSING.format(
        area=area, kind=kind, total=len(expected), count=len(expected) - len(missing), missing=shown
    )


_SHOWN_MISSING = 10


@lru_cache(256)
def _expected(area: str, kind: str) -> tuple[tuple[str, str], ...]:
    """Key and name of the places of today of that kind in the area."""
    place = locate(area)
    if place is None or place.rest or kind not in _ENDINGS:
        return ()
    below = divisions.inside(place.region)
    if place.region.level is Level.PROVINCE and kind != "市":
        below = tuple(r for one in below for r in ((one,) if one.level is Level.COUNTY else divisions.inside(one)))
    found = [r for r in below if _counts_as(divisions.full_name(r), kind, area)]
    return tuple((r.code, r.name) for r in found)


def _most_loaded(regions: Sequence[Region], context: Context) -> Region:
    """Of several places of a name (吉林) the one with the most reports inside."""
    loaded = {h.region for h in context.heads}
    return max(regions, key=lambda r: sum(lies_in(one, divisions.full_name(r)) for one in loaded))


def called(head: ReportHead, kind: str) -> bool:
    """Whether one of the body's names has the word in it: 教育局."""
    return any(fold(kind) in fold(name) for name in (head.body, *head.aliases))
