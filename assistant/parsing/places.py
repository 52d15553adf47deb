"""Bodies and regions in a question, matched against the names and aliases of what is loaded."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from assistant.parsing.homophones import Spoken, by_sound, sounds_like
from assistant.parsing.text import Mention, fold, longest_matches, mask, pieces
from corpus.store import ReportHead

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's own, at import
    from jieba import get_dict_file

_PART = re.compile(r"[^省市区县州盟旗]{1,8}?(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗)")
_JOINED = re.compile(r"^(?:和|与|跟|同|比|、|，|以及|及|还是|vs|相比|对比|或|或者|加|加上)+$")
_OFFICES = ("人民政府办公室", "人民政府办公厅", "政府办公室", "政府办公厅", "人民政府", "行政公署")
_UNKNOWN = re.compile(
    r"(?<![一-龥])?[一-龥]{2,5}?(?:自治州|自治县|开发区|新区|街道办|街道|省|市|区|县|镇|乡)(?!场|民|级|长|直|域|分|别|里|委|府|政|面|里)"
)
_NOT_A_PLACE = frozenset(
    [
        "全市",
        "全省",
        "全区",
        "全县",
        "各市",
        "各区",
        "各县",
        "我市",
        "我区",
        "我县",
        "本市",
        "本区",
        "本县",
        "县区",
        "市区",
        "哪个市",
        "哪个区",
        "哪个县",
        "哪个县区",
        "个县区",
        "个区",
        "个县",
        "社区",
        "园区",
        "中国",
        "全国",
        "国内",
        "国家",
        "本地",
        "外地",
        "当地",
        "基层",
        "城市",
        "地区",
        "专区",
        "超市",
        "上市",
        "辖区",
        "小区",
        "山区",
        "城区",
        "乡镇",
        "分区",
        "灾区",
        "牧区",
        "学区",
        "景区",
        "片区",
        "该市",
        "该区",
        "该县",
        "两市",
        "两区",
        "公开专区",
    ]
)
# What begins with one of these says which or how many, and is no name.
_NOT_A_NAME = frozenset("各哪全本我该此其每几多某")

_HANDLED = re.compile("办[结理完件案]")

# What makes the place before it part of another body's name.
_DEPARTMENT = re.compile(
    r"(?:人民)?(?:政府办公[室厅]|政府办(?![结理完件案])|府办(?![结理完件案])|办公[室厅]|(?!各|有关|相关|哪|所有|全部|部分|几个|多少|办|政府信息|的)[一-龥]{2,9}?(?:局|厅|委员会|(?:卫健|发改|国资|经信|工信|住建|农业|教|科|民宗)委|街道办事处|街道|办事处|管委会|开发区|镇|乡|法院|检察院|公司|大学|医院))"
)

# Words that begin with the last character of a place's name: 宿迁市长 names 宿迁, not 宿迁市.
_TITLES = re.compile("[市区县省镇乡州][长民场级直城域属辖]|区委|县委|市委|省委")


@dataclass(frozen=True, slots=True)
class Places:
    """`groups`: for each body meant, the bodies its words fit; `unknown`: names that nothing loaded fits."""

    groups: tuple[tuple[str, ...], ...] = ()
    mentions: tuple[Mention, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """Every name of every loaded body → bodies, and every name of every region → the bodies in it."""

    bodies: dict[str, tuple[str, ...]]
    regions: dict[str, tuple[str, ...]]
    region_of: dict[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Every name, of bodies and of regions, standing for itself."""
        return {name: (name,) for name in (*self.regions, *self.bodies)}

    @cached_property
    def lengths(self) -> frozenset[int]:
        """How long names are."""
        return frozenset(map(len, self.names))

    @cached_property
    def spoken(self) -> Spoken:
        """The names by how they sound; made when the first question names nothing, for that takes a while."""
        return by_sound(self.names)


def region_parts(region: str) -> tuple[str, ...]:
    """The names a region is called by: the chain, its last part, and both without 市 区 县 where two characters stay."""
    chain = _PART.findall(region) or ([region] if region else [])
    names = {region, *chain[-1:]}
    for name in tuple(names):
        short = re.sub(r"(自治区|自治州|自治县|省|市|区|县)$", "", name)
        if len(short) >= 2:
            names.add(short)
    return tuple(sorted(fold(n) for n in names if n))


def make_gazetteer(heads: Sequence[ReportHead]) -> Gazetteer:
    """The names of what is loaded, folded; values sorted."""
    bodies: dict[str, set[str]] = {}
    regions: dict[str, set[str]] = {}
    for body, aliases in {(head.body, head.aliases) for head in heads}:  # a body's years mostly share their names
        for name in map(fold, {body, *aliases}):
            if len(name) >= 2:
                bodies.setdefault(name, set()).add(body)
    for body, region in {(head.body, head.region) for head in heads}:
        for name in region_parts(region):
            regions.setdefault(name, set()).add(body)
    return Gazetteer(
        {name: tuple(sorted(found)) for name, found in bodies.items()},
        {name: tuple(sorted(found)) for name, found in regions.items()},
        {head.body: head.region for head in heads},
    )


def _principal(bodies: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Of the bodies of a region, those that speak for it: the region itself, else its government or its office."""
    whole = tuple(b for b in bodies if fold(b) in region_parts(gazetteer.region_of.get(b, "")))
    return whole or tuple(b for b in bodies if b.endswith(_OFFICES)) or bodies


def _group(text: str, found: list[Mention], gazetteer: Gazetteer) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    kinds: list[bool] = []
    last_end = -1
    for m in found:
        is_region = m.value not in gazetteer.bodies
        fit = gazetteer.regions[m.value] if is_region else gazetteer.bodies[m.value]
        wider = tuple(sorted({*fit, *gazetteer.regions.get(m.value, ())}))
        joined = bool(groups) and bool(_JOINED.match(text[last_end : m.start]))
        previous = groups[-1] if groups else ()
        common = tuple(b for b in fit if b in previous)
        if groups and not joined and common:
            groups[-1], kinds[-1] = common, is_region and kinds[-1]
        elif groups and not joined and (set(wider) & set(previous)):
            groups[-1], kinds[-1] = tuple(b for b in wider if b in previous), False
        else:
            groups.append(wider if not is_region and _followed(text, m, found) else fit)
            kinds.append(is_region)
        last_end = m.end
    chosen = [_principal(g, gazetteer) if region else g for g, region in zip(groups, kinds, strict=True)]
    return list(dict.fromkeys(chosen))


def _followed(text: str, mention: Mention, found: list[Mention]) -> bool:
    """Whether another name follows with nothing but 的 between: 云溪市 … 教育局 is one body, not two."""
    return any(text[mention.end : m.start] in ("", "的", "下面的", "下属的") for m in found if m.start >= mention.end)


def parse_places(text: str, gazetteer: Gazetteer) -> Places:
    """The bodies that a folded question names, typos by sound included, and names that are not loaded."""
    found = longest_matches(text, gazetteer.names, lambda m: not _breaks_a_word(text, m.end), gazetteer.lengths)
    corrected: tuple[tuple[str, str], ...] = ()
    if not found:
        guess = sounds_like(_TITLES.sub("■■", text), gazetteer.spoken)
        if guess:
            corrected = ((text[guess.start : guess.end], guess.value),)
            found = [guess]
    longer = [m for m in found if m.value not in corrected_names(corrected) and _DEPARTMENT.match(text[m.end :])]
    if longer and len(found) == len(longer):
        # 宿迁市教育局 is another body than 宿迁市: its name is not loaded, and 宿迁市's numbers are not its.
        names_said = tuple(text[m.start : m.end + len(_DEPARTMENT.match(text[m.end :])[0])] for m in longer)  # type: ignore[index]
        return Places((), tuple(found), names_said, corrected)
    rest = mask(text, found)
    unknown = unknown_places(rest)
    return Places(tuple(_group(text, found, gazetteer)), tuple(found), unknown, corrected)


def _breaks_a_word(text: str, end: int) -> bool:
    """Whether a name ending here would cut a word in two: 宿迁市|长, 镇政府办|结."""
    return bool(_TITLES.match(text, end - 1) or _HANDLED.match(text, end - 1))


def corrected_names(corrected: tuple[tuple[str, str], ...]) -> set[str]:
    """The names that typos were read as."""
    return {right for _, right in corrected}


def unknown_places(text: str) -> tuple[str, ...]:
    """Names of places in a masked question: known to the segmenter's dictionary, or built like one and set first."""
    found: list[str] = []
    for piece in pieces(text):
        built = _UNKNOWN.match(piece)
        if built and not _ordinary(built.group()):
            found.append(built.group())
            continue
        known = longest_matches(piece, {w: (w,) for w in _dictionary_places(piece)})
        found += [m.value for m in known if not _ordinary(m.value)]
    return tuple(dict.fromkeys(found))


def _dictionary_places(piece: str) -> set[str]:
    parts = {piece[i : i + n] for n in range(2, 7) for i in range(len(piece) - n + 1)}
    return parts & place_words()


def _ordinary(name: str) -> bool:
    return name[0] in _NOT_A_NAME or any(name.endswith(word) for word in _NOT_A_PLACE)


@cache
def place_words() -> frozenset[str]:
    """The place names (tag ns) of jieba's dictionary, two characters or more."""
    with get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return frozenset(e[0] for e in entries if len(e) == 3 and e[2] == "ns" and len(e[0]) > 1) - _NOT_A_PLACE
