"""Bodies and regions in a question, matched against the names and aliases of what is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assistant.parsing.foreign import (
    branch_at,
    department_at,
    handled_at,
    is_outer,
    known_department,
    name_before,
    unknown_places,
)
from assistant.parsing.gazetteer import Gazetteer, make_gazetteer, region_parts
from assistant.parsing.homophones import sounds_like
from assistant.parsing.text import Mention, fold, longest_matches, mask

_JOINED = re.compile(r"^(?:和|与|跟|同|比|、|，|以及|及|还是|vs|相比|对比|或|或者|加|加上)+$")
# No real gap: what follows belongs to the place before it.
_GLUED = re.compile(
    r"(?:(?:19|20)?\d\d年度?|(?:19|20)\d\d|[二〇零一三四五六七八九]{4}年|的|里|里面|中|内|下面|下属|下辖|辖区|所属|其中)*"
)
_OF_YEAR = re.compile(r"(?:(?:19|20)?\d\d年度?|(?:19|20)\d\d|[二〇零一三四五六七八九]{4}年|的)*")
_OFFICES = ("人民政府办公室", "人民政府办公厅", "政府办公室", "政府办公厅", "人民政府", "行政公署")
# Words that begin with the last character of a place's name: 宿迁市长 names 宿迁, not 宿迁市.
_TITLES = re.compile("[市区县省镇乡州][长民场级直城域属辖]|区委|县委|市委|省委")
# 澄屿县 where 澄屿市 is loaded: the place is told by its name, and the slip is said.
_OTHER_SUFFIX = re.compile("[省市区县州旗](?![省市区县场长民级直城域属辖里内委政监])")
# 砚岭、芷岸、棠渡三个县府办, 两市的教育局: the department is that of each place before it.
_OF_EACH = re.compile("^(?:这|那)?(?:[两俩二三四五六七八九十]|\\d)?[个家]?(?:[省市区县])?各?自?的?$")
_LEVELS = ("省 自治区", "市 州 盟 地区", "县 区 旗", "镇 乡 街道 苏木")


@dataclass(frozen=True, slots=True)
class Places:
    """`groups`: for each body meant, the bodies its words fit; `unknown`: names that nothing loaded fits.

    `wider`: for each group named by a region alone all the region's bodies, else (). `inside`: for each of the last
    `unknown` that is loaded but named as a part of another place (澄屿市2022年砚岭县), the bodies it fits.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    mentions: tuple[Mention, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    wider: tuple[tuple[str, ...], ...] = ()
    inside: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class _Found:
    """What a first look at the names gives: names of loaded bodies and regions, names of others, typos read."""

    mentions: list[Mention]
    unknown: list[Mention] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """One body meant: the bodies that fit its words; `region`: only a place was named; `end`: of its last word."""

    fit: tuple[str, ...]
    wide: tuple[str, ...]
    region: bool
    half: bool
    name: str
    start: int
    end: int


def parse_places(text: str, gazetteer: Gazetteer) -> Places:
    """The bodies that a folded question names, typos by sound included, and names that are not loaded."""
    found = _named(text, gazetteer)
    _read_typos(text, found, gazetteer)
    _take_departments(text, found, gazetteer)
    groups, inside = _group(text, found, gazetteer)
    seen = [*found.mentions, *found.unknown]
    strange = _without_outer(text, unknown_places(mask(text, seen)), found.mentions, gazetteer)
    unknown = tuple(dict.fromkeys((*(m.value for m in found.unknown), *strange, *(name for name, _ in inside))))
    chosen = {_principal(g.fit, gazetteer) if g.region else g.fit: g.wide if g.region else () for g in groups}
    hidden = tuple(sorted(seen, key=lambda m: m.start)) if groups else tuple(found.mentions)
    return Places(
        tuple(chosen), hidden, unknown, tuple(found.corrected), tuple(chosen.values()), tuple(b for _, b in inside)
    )


def _without_outer(
    text: str, strange: tuple[str, ...], mentions: list[Mention], gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Unknown places but those that only say where a loaded one lies: 商丘市|梁园区, 江苏|宿迁."""
    regions = {m.start: gazetteer.region_of.get(_group_of(m, gazetteer).fit[0], "") for m in mentions}
    kept: list[str] = []
    for name in sorted(strange, key=text.rfind, reverse=True):
        at = text.rfind(name)
        after = re.match("[一-龥]{0,4}", text[at + len(name) :])
        reach = len(after[0]) if after and is_outer(name, "") and not _JOINED.match(after[0][:1]) else 0
        inner = next((r for n in range(reach + 1) if (r := regions.get(at + len(name) + n))), "")
        if inner and is_outer(name, inner):
            regions[at] = inner
        else:
            kept.append(name)
    return tuple(name for name in strange if name in kept)


def _named(text: str, gazetteer: Gazetteer) -> _Found:
    """Names that say their place anywhere; half-names only where no other place's name stands before them."""
    placed = longest_matches(text, gazetteer.names, lambda m: not _breaks_a_word(text, m.end), gazetteer.lengths)
    found = _Found([_without_department(text, m, gazetteer) for m in placed])
    hidden = mask(text, found.mentions)
    ends = [m.end for m in found.mentions]
    halves = longest_matches(
        hidden, gazetteer.half_names, lambda m: not _breaks_a_word(hidden, m.end), gazetteer.half_lengths
    )
    for half in halves:
        after = max((end for end in ends if end <= half.start), default=0)
        name = name_before(text[after : half.start])
        if name and text[half.start - len(name) : half.start] == name:
            found.unknown.append(Mention(name + half.value, half.start - len(name), half.end))
        else:
            found.mentions.append(half)
        ends.append(half.end)
    found.mentions.sort(key=lambda m: m.start)
    return found


def _without_department(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention:
    """澄屿市|监局 is 澄屿|市监局."""
    short = mention.value[:-1]
    cut = mention.value in gazetteer.regions and short in gazetteer.regions and not known_department(text, mention.end)
    if cut and known_department(text, mention.end - 1):
        return Mention(short, mention.start, mention.end - 1)
    return mention


def _breaks_a_word(text: str, end: int) -> bool:
    """Whether a name ending here would cut a word in two: 宿迁市|长, 镇政府办|结."""
    return bool(_TITLES.match(text, end - 1) or handled_at(text, end))


def _read_typos(text: str, found: _Found, gazetteer: Gazetteer) -> None:
    """Names that sound like a loaded one are taken for it, and a wrong suffix is read over; each is told."""
    if not found.mentions and not found.unknown:
        _take(sounds_like(_TITLES.sub("■■", text), gazetteer.spoken), text, found)
    for strange in tuple(found.unknown):
        start = max((m.end for m in found.mentions if m.end <= strange.start), default=0)
        said = re.search("[一-龥]*$", text[start : strange.end])
        offset = strange.end - len(said[0]) if said else strange.start
        guess = sounds_like(text[offset : strange.end], gazetteer.spoken)
        if guess and guess.value in gazetteer.names:
            _take_part(
                replace(guess, start=guess.start + offset, end=guess.end + offset), strange, text, found, gazetteer
            )
    rest = mask(text, [*found.mentions, *found.unknown])
    for name in unknown_places(rest):
        guess = sounds_like(name, gazetteer.spoken)
        if guess and guess.end - guess.start == len(name) and guess.value in gazetteer.names:
            at = text.find(name)
            _take(replace(guess, start=at, end=at + len(name)), text, found)
    found.mentions = [_read_over(text, m, found, gazetteer) for m in found.mentions]


def _take(guess: Mention | None, text: str, found: _Found) -> None:
    if guess:
        found.corrected.append((text[guess.start : guess.end], guess.value))
        found.mentions = sorted([*found.mentions, guess], key=lambda m: m.start)


def _take_part(guess: Mention, strange: Mention, text: str, found: _Found, gazetteer: Gazetteer) -> None:
    """A typo in a whole name, or in the place before a half-name: 岚谢县|公安局."""
    half = text[guess.end : strange.end]
    if half and half not in gazetteer.halves:
        return
    found.unknown.remove(strange)
    _take(guess, text, found)
    if half:
        found.mentions.append(Mention(half, guess.end, strange.end))


def _read_over(text: str, mention: Mention, found: _Found, gazetteer: Gazetteer) -> Mention:
    regions = gazetteer.regions.get(mention.value, ())
    full = gazetteer.region_of[regions[0]] if regions else ""
    wrong = _OTHER_SUFFIX.match(text, mention.end)
    if not wrong or not full or len(fold(full)) <= len(mention.value) or not fold(full).endswith(tuple("省市区县州旗")):
        return mention
    if any(m.start == mention.end for m in found.mentions) or known_department(text, mention.end):
        return mention
    found.corrected.append((mention.value + wrong[0], full))
    return replace(mention, end=mention.end + 1)


def _take_departments(text: str, found: _Found, gazetteer: Gazetteer) -> None:
    """A place with a department behind it that is not loaded is another body: its name is unknown, the place no body."""
    places = [m for m in found.mentions if m.value in gazetteer.regions]
    for body in [m for m in found.mentions if m.value not in gazetteer.regions]:
        _make_unknown(text, body, branch_at(text, body.end), found)
    starts = {m.start for m in found.mentions}
    for place in places:
        glued = next((u.end for u in found.unknown if u.start == place.end), 0)
        if glued or not starts & {place.end, place.end + 1}:
            _make_unknown(text, place, glued or _department_end(text, place.end, starts), found)
    found.unknown.sort(key=lambda m: m.start)


def _department_end(text: str, at: int, taken: set[int]) -> int:
    """Where the department behind a place ends (市教育局, 市2023年的教育局); `at` itself where none is."""
    end = department_at(text, at)
    if end > at:
        return end
    gap = _OF_YEAR.match(text, at)
    of = gap.end() if gap else at
    end = department_at(text, of) if of > at and of not in taken and known_department(text, of) else of
    return end if end > of else at


def _make_unknown(text: str, mention: Mention, end: int, found: _Found) -> None:
    if end > mention.end:
        name = _OF_YEAR.sub("", text[mention.end : end], count=1)
        found.mentions.remove(mention)
        found.unknown = [u for u in found.unknown if u.start >= end]
        found.unknown.append(Mention(text[mention.start : mention.end] + name, mention.start, end))


def _group(text: str, found: _Found, gazetteer: Gazetteer) -> tuple[list[_Group], list[tuple[str, tuple[str, ...]]]]:
    """The bodies meant, in order; and the loaded places named as parts of another, with the bodies they fit."""
    groups: list[_Group] = []
    inside: list[tuple[str, tuple[str, ...]]] = []
    spread: tuple[str, ...] = ()
    inside_end = -1
    for m in found.mentions:
        new = _group_of(m, gazetteer)
        last = groups[-1] if groups else None
        gap = text[last.end : m.start] if last else ""
        if new.half and text[m.end : m.end + 1] in ("（", "："):
            spread = new.fit
        if last and _listed(gap) and new.region and spread and (each := _both(new.wide, spread)):
            groups[len(groups) - last.half :] = [_narrowed(new, each)]
        elif last is None:
            groups.append(new)
        elif new.half and _OF_EACH.match(gap) and len(groups) > 1 and all(g.region for g in groups):
            _apply_to_each(groups, new, found)
        elif _JOINED.match(gap):
            nested = inside and new.region and _level(last, gazetteer) < _level(new, gazetteer)
            if nested and last.end == inside_end:
                _glue(groups, new, found, inside, gazetteer)
                inside_end = new.end
            else:
                groups.append(new)
        elif _merged(last, new):
            last.end = m.end
        elif _GLUED.fullmatch(gap):
            _glue(groups, new, found, inside, gazetteer)
            inside_end = new.end if inside else -1
        else:
            groups.append(new)
    return groups, inside


def _group_of(mention: Mention, gazetteer: Gazetteer) -> _Group:
    own, here = gazetteer.bodies.get(mention.value, ()), gazetteer.regions.get(mention.value, ())
    wide = tuple(sorted({*own, *here}))
    half = mention.value in gazetteer.halves
    return _Group(own or here, wide, bool(here), half, mention.value, mention.start, mention.end)


def _listed(gap: str) -> bool:
    return bool(_JOINED.match(gap)) or gap in ("（", "：")


def _narrowed(group: _Group, fit: tuple[str, ...]) -> _Group:
    """The group with these bodies, named by more than its region."""
    return replace(group, fit=fit, wide=fit, region=False)


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(b for b in one if b in other)


def _merged(last: _Group, new: _Group) -> bool:
    """Whether the two name one body between them (云溪市 … 教育局); `last` then has the bodies that fit both."""
    common = _both(new.fit, last.fit) or _both(new.wide, last.wide)
    if not common:
        return False
    last.fit, last.wide = common, _both(new.wide, last.wide)
    last.region, last.half = last.region and new.region, last.half and new.half
    return True


def _apply_to_each(groups: list[_Group], half: _Group, found: _Found) -> None:
    for group in tuple(groups):
        common = _both(group.wide, half.fit)
        if common:
            groups[groups.index(group)] = _narrowed(replace(group, end=half.end), common)
        else:
            groups.remove(group)
            found.unknown.append(Mention(group.name + half.name, group.start, group.end))


def _glue(
    groups: list[_Group],
    new: _Group,
    found: _Found,
    inside: list[tuple[str, tuple[str, ...]]],
    gazetteer: Gazetteer,
) -> None:
    """Two names without a gap that share no body: a body not loaded, a part of the place before, or its chain."""
    last = groups[-1]
    if (last.region and new.half) or (last.half and new.region):
        groups.pop()
        place, half = (last, new) if last.region else (new, last)
        found.unknown.append(Mention(place.name + half.name, last.start, new.end))
    elif last.region and new.region and _level(last, gazetteer) < _level(new, gazetteer):
        inside.append((new.name, _principal(new.fit, gazetteer)))
        last.end = new.end
    elif last.region and not new.region:
        groups[-1] = new
    else:
        groups.append(new)


def _level(group: _Group, gazetteer: Gazetteer) -> int:
    """How deep in the state the region of a group is: a province 0, a town 3."""
    region = gazetteer.region_of.get(group.fit[0], "")
    return next((i for i, ends in enumerate(_LEVELS) if region.endswith(tuple(ends.split()))), len(_LEVELS))


def _principal(bodies: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Of the bodies of a region, those that speak for it: the region itself, else its government or its office."""
    whole = tuple(b for b in bodies if fold(b) in region_parts(gazetteer.region_of.get(b, "")))
    return whole or tuple(b for b in bodies if b.endswith(_OFFICES)) or bodies


__all__ = ["Gazetteer", "Places", "make_gazetteer", "parse_places", "region_parts", "unknown_places"]
