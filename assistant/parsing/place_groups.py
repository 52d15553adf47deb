"""The bodies meant by the names in a question: which names say one body between them, which each its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.parsing.gazetteer import Gazetteer, region_parts
from assistant.parsing.place_names import OF_EACH, FoundNames
from assistant.parsing.text import Mention, fold
from corpus.regions import level_of, lies_in, locate

JOINED = re.compile(r"^(?:和|与|跟|同|比|、|，|以及|及|还是|vs|相比|对比|或|或者|加|加上)+$")
# No real gap: what follows belongs to the place before it.
_GLUED = re.compile(
    r"(?:(?:19|20)?\d\d年度?|(?:19|20)\d\d|[二〇零一三四五六七八九]{4}年|的|里|里面|中|内|下面|下属|下辖|辖区|所属|其中"
    r"|(?:年度)?报告?[里中]?面?(?:讲|说|写|提到|写到|写道|显示|记载)[的了到着]?，?)*"
)
# 商丘市本级和梁园区, 栖霖市全市和栖霖市教育局
_LEVEL_SAID = re.compile("本级|（?汇总）?|全[省市区县州]")
_OFFICES = ("人民政府办公室", "人民政府办公厅", "政府办公室", "政府办公厅", "人民政府", "行政公署")
# Behind a department: its places follow (卫健委，澄屿和砚岭; 公安局里澄屿和岚榭).
_OVER_LIST = re.compile(r"[（：，]|[里中](?:面|头)?，?|(?:19|20)?\d\d年?(?:的)?(?:新收|[一-龥]{0,4})，")
_LEVELS = ("省 自治区", "市 州 盟 地区", "县 区 旗", "镇 乡 街道 苏木")


@dataclass(slots=True)
class Group:
    """One body meant: the bodies that fit its words; `region`: only a place was named; `end`: of its last word.

    `level_said`: whether 全市 or 本级 follows.
    """

    fit: tuple[str, ...]
    wide: tuple[str, ...]
    region: bool
    half: bool
    name: str
    start: int
    end: int
    level_said: bool = False


def groups_of(
    text: str, found: FoundNames, gazetteer: Gazetteer, within: Mapping[int, frozenset[str]]
) -> tuple[list[Group], list[tuple[str, tuple[str, ...]]]]:
    """The bodies meant, in order; and the loaded places named as parts of another, with the bodies they fit.

    `within`: start of a name → its bodies in the larger place said before it.
    """
    groups: list[Group] = []
    inside: list[tuple[str, tuple[str, ...]]] = []
    spread: tuple[str, ...] = ()
    inside_end, run = -1, 0
    for m in found.mentions:
        new = group_of(m, gazetteer, within.get(m.start))
        new.level_said = bool(_LEVEL_SAID.match(text, m.end))
        last = groups[-1] if groups else None
        gap = _LEVEL_SAID.sub("", text[last.end : m.start]) if last else ""
        if new.half and _OVER_LIST.match(text, m.end):
            spread = new.fit
        if last and _listed(gap) and new.region and spread and (each := _both(new.wide, spread)):
            groups[len(groups) - last.half :] = [_narrowed(new, each)]
        elif last is None:
            groups.append(new)
        elif new.half and OF_EACH.match(gap) and len(groups) > 1 and all(g.region for g in groups):
            _apply_to_each(groups, new, found)
        elif JOINED.match(gap):
            nested = inside and new.region and _level(last, gazetteer) < _level(new, gazetteer)
            if nested and last.end == inside_end:
                _glue(groups, new, found, inside, gazetteer)
                inside_end = new.end
            else:
                groups[run:] = [*_each_department(groups[run:], new, found, gazetteer), new]
        elif _merged(last, new):
            last.end = m.end
        elif _GLUED.fullmatch(gap):
            _glue(groups, new, found, inside, gazetteer)
            inside_end = new.end if inside else -1
        else:
            groups.append(new)
            run = len(groups) - 1
    return groups, inside


def group_of(mention: Mention, gazetteer: Gazetteer, within: frozenset[str] | None = None) -> Group:
    """The bodies that one name fits (of those `within`, if given): those called so, else those of the region called so."""
    own, here = gazetteer.bodies.get(mention.value, ()), gazetteer.regions.get(mention.value, ())
    if within is not None:
        own, here = (tuple(b for b in bodies if b in within) for bodies in (own, here))
    wide = tuple(sorted({*own, *here}))
    half = mention.value in gazetteer.halves
    return Group(own or here, wide, bool(here), half, mention.value, mention.start, mention.end)


def _listed(gap: str) -> bool:
    return bool(JOINED.match(gap) or _OVER_LIST.fullmatch(gap))


def _narrowed(group: Group, fit: tuple[str, ...]) -> Group:
    """The group with these bodies, named by more than its region."""
    return replace(group, fit=fit, wide=fit, region=False)


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(b for b in one if b in other)


def _merged(last: Group, new: Group) -> bool:
    """Whether the two name one body between them (云溪市 … 教育局); `last` then has the bodies that fit both."""
    common = _both(new.fit, last.fit) or _both(new.wide, last.wide)
    if not common:
        return False
    last.fit, last.wide = common, _both(new.wide, last.wide)
    last.region, last.half = last.region and new.region, last.half and new.half
    return True


def _apply_to_each(groups: list[Group], half: Group, found: FoundNames) -> None:
    for group in tuple(groups):
        common = _both(group.wide, half.fit)
        if common:
            groups[groups.index(group)] = _narrowed(replace(group, end=half.end), common)
        else:
            groups.remove(group)
            found.unknown.append(Mention(group.name + half.name, group.start, group.end))


def _each_department(places: list[Group], body: Group, found: FoundNames, gazetteer: Gazetteer) -> list[Group]:
    """澄屿市和|栖霖市教育局: the places listed before a department's place mean their own department of that kind."""
    place = next((body.name[:n] for n in range(len(body.name) - 1, 1, -1) if body.name[:n] in gazetteer.regions), "")
    if body.region or body.half or not place or not all(g.region for g in places):
        return places
    department, level = body.name[len(place) :], level_of(gazetteer.region_of.get(body.fit[0], ""))
    each: list[Group] = []
    for group in places:
        fit = _both(group.wide, gazetteer.bodies.get(group.name + department, ()))
        if set(body.fit) <= set(group.wide) or group.level_said:
            each.append(group)  # 澄屿市和它的教育局, 澄屿市全市和栖霖市教育局
        elif fit:
            each.append(_narrowed(replace(group, end=body.end), fit))
        elif level_of(gazetteer.region_of.get(group.fit[0], "")) is level:
            found.unknown.append(Mention(group.name + department, group.start, group.end))
        else:
            each.append(group)  # 宿迁和上海科委: the city has none loaded, and may be meant itself
    return each


def _glue(
    groups: list[Group],
    new: Group,
    found: FoundNames,
    inside: list[tuple[str, tuple[str, ...]]],
    gazetteer: Gazetteer,
) -> None:
    """Two names without a gap that share no body: a body not loaded, a part of the place before, or its chain."""
    last = groups[-1]
    if (last.region and new.half) or (last.half and new.region):
        groups.pop()
        place, half = (last, new) if last.region else (new, last)
        found.unknown.append(Mention(place.name + half.name, last.start, new.end))
    elif last.region and new.region and _may_hold(last, new, gazetteer):
        if inside and last.end == new.start and _lies_in_all(new, inside[-1][1], gazetteer):
            inside.pop()  # 河南省|商丘市|永城市: the innermost is meant
        inside.append((new.name, principal_bodies(new.fit, gazetteer)))
        last.end = new.end
    elif last.region and not new.region:
        holds = _may_hold(last, new, gazetteer)
        groups[-1:] = [new] if holds else [*_each_department([last], new, found, gazetteer), new]
    else:
        groups.append(new)


def _may_hold(outer: Group, inner: Group, gazetteer: Gazetteer) -> bool:
    """Whether one place may be a part of the other: by the divisions, else as one deeper in the state."""
    one, others = gazetteer.region_of.get(outer.fit[0], ""), [gazetteer.region_of.get(b, "") for b in inner.fit]
    if locate(one) and all(map(locate, others)):
        return any(lies_in(region, one) for region in others)
    return _level(outer, gazetteer) < _level(inner, gazetteer)


def _lies_in_all(inner: Group, outer: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    around = [gazetteer.region_of.get(b, "") for b in outer]
    return all(lies_in(gazetteer.region_of.get(b, ""), region) for b in inner.fit for region in around)


def _level(group: Group, gazetteer: Gazetteer) -> int:
    """How deep in the state the region of a group is: a province 0, a town 3."""
    region = gazetteer.region_of.get(group.fit[0], "")
    return next((i for i, ends in enumerate(_LEVELS) if region.endswith(tuple(ends.split()))), len(_LEVELS))


# Committees and street offices that govern a zone or a street as a government does its district.
_GOVERNMENT = ("", "人民政府", "政府")
_COMMITTEES = frozenset(["管理委员会", "管委会", "办事处", "街道办事处"])


def principal_bodies(bodies: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Of the bodies of a region, those that speak for it: the region itself, else its government or its office."""
    whole = tuple(b for b in bodies if fold(b) in region_parts(gazetteer.region_of.get(b, "")))
    return whole or tuple(b for b in bodies if b.endswith(_OFFICES)) or bodies


def speaking_bodies(name: str, bodies: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Of the principal bodies, those of the very region named; () where only departments or parts of it are loaded.

    A place written with and without its chain (金水区, 郑州市金水区人民政府) is one place in two reports' titles.
    """
    first = tuple(b for b in principal_bodies(bodies, gazetteer) if _office(name, b, gazetteer) is not None)
    chains = {gazetteer.region_of.get(b, "") for b in first}
    others = (b for b in bodies if b not in first and _office(name, b, gazetteer) in _GOVERNMENT)
    return first + tuple(b for b in others if _chained(gazetteer.region_of.get(b, ""), chains))


def _office(name: str, body: str, gazetteer: Gazetteer) -> str | None:
    """What the body's name adds to the region named ('' , 人民政府办公室 …); None where it doesn't speak for it."""
    region = gazetteer.region_of.get(body, "")
    rest = next((body[len(part) :] for part in (region, *region_parts(region)) if body.startswith(part)), body)
    return rest if name in region_parts(region) and rest in ("", *_OFFICES, *_COMMITTEES) else None


def _chained(region: str, others: set[str]) -> bool:
    """Whether one of two different chains ends in the other: 金水区, 郑州市金水区."""
    return any(region != o and (region.endswith(o) or o.endswith(region)) for o in others if o)
