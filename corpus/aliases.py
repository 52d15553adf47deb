"""The names people use for a body: 上海市科学技术委员会 → 上海市科委, 上海科委, 市科委, 科委."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from corpus.places import Parsed, naming_data, own_word, parse_places, stem, without_national

_WHOLE = ("", "人民政府", "政府")
_GOVERNMENT = ("人民政府", "政府")
_LOCAL_OFFICES = {
    "办事处": ("办事处", "办"),
    "管理委员会": ("管理委员会", "管委会"),
    "管委会": ("管理委员会", "管委会"),
}
# A shortened name belongs to the kind of body its last character says.
_SAME_KIND = {"委": "委员会", "局": "局", "厅": "厅", "办": "办公室", "院": "院", "中心": "中心"}


def aliases_of(body: str, region: str = "", own_level: bool = False) -> tuple[str, ...]:
    """Short and other names of `body`, without itself, the most exact first.

    The bare place is a name of the whole government's report only, not where `own_level` says 本级.
    """
    if (local := without_national(body)) != body:
        return (local, *aliases_of(local, region, own_level))
    parsed = parse_places(body)
    relative = not parsed.places and region and body[:1] in ("省", "市", "县", "区", "州", "旗", "镇", "乡")
    if relative:
        parsed = Parsed(parse_places(region).places, body[1:])
    names = _whole(parsed, own_level) if parsed.rest in _WHOLE or _is_local_office(parsed) else _department(parsed)
    return tuple(n for n in dict.fromkeys(names) if n and n != body)


def official_name(body: str) -> str:
    """The body under its official name where it is given shortened (上海市科委); '' where that is not sure."""
    parsed = parse_places(body)
    rest = parsed.rest if parsed.places else body[1:]
    head = body[: len(body) - len(rest)]
    found = _meant(rest)
    return f"{head}{found}" if found else ""


def _meant(short: str) -> str:
    """The official name a shortened one stands for, '' where it is official itself or there are several."""
    if short in _known():
        return ""
    found = _officials().get(short, ())
    ending = next((full for last, full in _SAME_KIND.items() if short.endswith(last)), "")
    found = tuple(name for name in found if name.endswith(ending)) or found
    return found[0] if len(found) == 1 else ""


def _is_local_office(parsed: Parsed) -> bool:
    """Whether the body is the government of a street or a zone: 某街道办事处, 某开发区管理委员会."""
    return bool(parsed.places) and parsed.rest in _LOCAL_OFFICES


def _whole(parsed: Parsed, own_level: bool) -> Iterable[str]:
    names = _region_names(parsed.places)
    if not own_level:
        yield from names
    for office in _LOCAL_OFFICES.get(parsed.rest, _GOVERNMENT):
        yield from (f"{name}{office}" for name in names)
    if parsed.rest == "办事处":
        yield from (re.sub("街道$", "街办", name) for name in names)


def _department(parsed: Parsed) -> Iterable[str]:
    rests = _short_rests(parsed.rest)
    for rest in rests:
        yield from (f"{name}{rest}" for name in _region_names(parsed.places))
    own = own_word(parsed.places[-1]) if parsed.places else ""
    if own:
        yield from (f"{own}{rest}" for rest in rests)
    yield from rests


def _region_names(places: tuple[str, ...]) -> tuple[str, ...]:
    """商丘市梁园区, 梁园区, 梁园, 商丘梁园区; '' for a body without a place."""
    if not places:
        return ("",)
    last, chain = places[-1], "".join(places)
    short_chain = "".join(map(stem, places[:-1])) + last
    long_zone = re.sub(
        r"(经济技术|经济|高新技术产业|高新技术)开发区$", lambda m: "经开区" if "经济" in m[1] else "高新区", last
    )
    short = _short_province(places[0]) if len(places) == 1 else stem(last)
    prefecture = f"{short}州" if last.endswith("自治州") else last
    return tuple(dict.fromkeys([chain, last, short, short_chain, prefecture, long_zone]))


def _short_province(place: str) -> str:
    return next((short for short, full in naming_data()["provinces"].items() if full == place), stem(place))


def _short_rests(rest: str) -> tuple[str, ...]:
    """The body's name without its place, and the other names for it: official spellings first."""
    found = [rest]
    for official, short in _table():
        if rest in official or _meant(rest) == official[0]:
            found += [*official, *short]
    if len(found) == 1:
        found += _by_rule(rest)
    return tuple(dict.fromkeys(found))


def _by_rule(rest: str) -> list[str]:
    """For bodies the table does not have: 委员会 → 委, 监督管理局 → 监管局, 管理局 → 局, 办公室 → 办."""
    rules = (
        (r"工作委员会$", "工委"), (r"管理委员会$", "管委会"), (r"委员会$", "委"), (r"监督管理局$", "监管局"), (r"事务管理局$", "局"), (r"管理局$", "局"),
        (r"领导小组办公室$", "办"), (r"办公室$", "办"), (r"管理中心$", "中心"), (r"服务中心$", "中心"),
    )  # fmt: skip
    return [re.sub(pattern, short, rest) for pattern, short in rules if re.search(pattern, rest) and len(rest) > 5]


@cache
def _table() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((tuple(row["official"]), tuple(row["short"])) for row in naming_data()["names"])


@cache
def _known() -> frozenset[str]:
    return frozenset(name for official, _ in _table() for name in official)


@cache
def _officials() -> dict[str, tuple[str, ...]]:
    """Short name → the newest official name of each kind of body that people call so."""
    found: dict[str, tuple[str, ...]] = {}
    for official, short in _table():
        for name in short:
            found[name] = (*found.get(name, ()), official[0])
    return found
