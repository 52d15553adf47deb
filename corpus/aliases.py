"""The names people use for a body: 上海市科学技术委员会 → 上海市科委, 上海科委, 市科委, 科委."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from corpus.places import Parsed, naming_data, own_word, parse_places, relative_rest, stem, without_national

_WHOLE = ("", "人民政府", "政府")
_GOVERNMENT = ("人民政府", "政府")
# 统战部 of 浙江省委统战部: 委 belongs to the place.
_OF_COMMITTEE = re.compile(r"委(?:员会)?(?=(?!员会)..)")
# 某某集团有限公司 is called 某某集团.
_COMPANY = re.compile(r"(?<=.{4})(?:(?:股份|控股)?有限(?:责任)?)?公司$")
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
    if not body:
        return ()
    if (local := without_national(body)) != body:
        return (local, *aliases_of(local, region, own_level))
    parsed, half = parse_places(body), "" if body in _known() else relative_rest(body)
    if half and region:
        parsed = Parsed(parse_places(region).places, half)
    elif half:
        parsed = Parsed((), half)
    whole = parsed.rest in _WHOLE or _is_local_office(parsed)
    names = _whole(parsed, own_level) if whole else _department(parsed, body[0] if half else "")
    if whole and half and not region:
        names = (f"{body[0]}{office}" for office in _GOVERNMENT)
    bare = (re.sub(r"[（()）]", "", body), _COMPANY.sub("", body))
    return tuple(n for n in dict.fromkeys((*names, *bare)) if n and n != body)


def official_name(body: str) -> str:
    """The body under its official name where it is given shortened (上海市科委); '' where that is not sure."""
    parsed = parse_places(body)
    rest = parsed.rest if parsed.places else body[1:]
    head = body[: len(body) - len(rest)]
    found = _meant(rest)
    return f"{head}{found}" if found else ""


def official_rest(rest: str) -> str:
    """科委 → 科学技术委员会: what follows a body's place under its official name; as it is where that is not sure."""
    return _meant(rest) or rest


def is_body(name: str) -> bool:
    """Whether the name ends as a public body's does, or is a place alone."""
    parsed = parse_places(name)
    return bool(parsed.places and not parsed.rest) or parsed.rest.endswith(tuple(naming_data()["bodies"]["endings"]))


def stands_alone(line: str) -> bool:
    """Whether the line is a body with its place and no more: 广州市黄埔区教育局."""
    whole = re.fullmatch(r"(?!.*(?:关于|公开|欢迎))[一-鿿（()）]{4,40}", line)
    return bool(whole and (parsed := parse_places(without_national(line))).places and parsed.rest) and is_body(line)


def is_fuller(full: str, short: str) -> bool:
    """Whether `full` is the official name of the body that `short` names."""
    return (
        bool(short) and len(full) > len(short) and short in (*aliases_of(full), full[-len(short) :]) and is_body(full)
    )


def with_place(body: str, text: str) -> str:
    """市科委 with the place the text gives it, under its official name: 上海市科学技术委员会; '' where none prevails."""
    if not relative_rest(body) or body in _known():
        return ""
    names = [n for n in dict.fromkeys((body, official_name(body), *aliases_of(body))) if n.startswith(body[0])]
    any_name = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    near = re.findall(rf"([一-鿿]{{2,24}}?)({any_name})", text)
    placed = Counter(name for before, behind in near if (name := _ends_in_place(before, behind)))
    by_place = Counter(parse_places(name).places[-1] for name in placed.elements())
    place, count = max(by_place.items(), key=lambda found: found[1], default=("", 0))
    named = [name for name in placed if parse_places(name).places[-1] == place]
    if 2 * count <= by_place.total():
        return ""
    said = max(named, key=lambda name: placed[name])
    if relative_rest(body) in _known():
        return said.removesuffix(parse_places(said).rest) + relative_rest(body)
    return official_name(said) or said


def _ends_in_place(before: str, body: str) -> str:
    """The longest place right before the body's own 市: 根据上海 + 市科委 → 上海市科委."""
    lead = re.compile(naming_data()["regions"]["before"])
    for start in range(len(before)):
        name = before[start:] + body
        if (parsed := parse_places(name)).places and parsed.rest == body[1:] and not lead.match(name):
            return name
    return ""


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


def _department(parsed: Parsed, own: str) -> Iterable[str]:
    """The names of a department; `own` is the word for its place that its name begins with, '' where it has none."""
    rests = _short_rests(parsed.rest)
    for rest in rests:
        yield from (f"{name}{rest}" for name in _region_names(parsed.places))
    own = own_word(parsed.places[-1]) if parsed.places else own
    if own:
        yield from (f"{own}{rest}" for rest in rests)
    yield from (rest for rest in rests if not _OF_COMMITTEE.match(rest))


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
    in_city = short_chain.removesuffix(last) + long_zone
    return tuple(dict.fromkeys([chain, last, short, short_chain, prefecture, long_zone, in_city, *_free_trade(last)]))


def _free_trade(zone: str) -> tuple[str, ...]:
    """中国（上海）自由贸易试验区 → 上海自由贸易试验区, 上海自贸试验区, 上海自贸区; () for other places."""
    found = re.fullmatch(r"中国[（(](.+)[）)]自由贸易试验区", zone)
    return tuple(found[1] + kind for kind in ("自由贸易试验区", "自贸试验区", "自贸区")) if found else ()


def _short_province(place: str) -> str:
    return next((short for short, full in naming_data()["provinces"].items() if full == place), stem(place))


def _short_rests(rest: str) -> tuple[str, ...]:
    """The body's name without its place, and the other names for it: official spellings first."""
    found = [rest]
    if party := _OF_COMMITTEE.match(rest):
        found += [f"委{rest[party.end() :]}", rest[party.end() :]]
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
