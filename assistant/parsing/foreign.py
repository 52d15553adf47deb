"""Words that name places and bodies which nothing loaded is called by."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache

from assistant.parsing.departments import ASKED, department_at
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import Mention, fold, longest_matches, pieces
from corpus import divisions
from corpus.divisions import Level
from corpus.forms.catalogue import load_catalogue
from corpus.places import naming_data, parse_places, stem
from corpus.regions import find_regions, locate

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's own, at import
    from jieba import get_dict_file

_BUILT = re.compile(
    r"[一-龥]{2,5}?(?<![两俩几])(?:自治州|自治县|开发区|工业园区|产业园区|科技园区|示范区|保税区|度假区|新区|街道办|街道|省|市|区|县|镇|乡)(?!区|场|民|级|长|直|域|分|别|里|委|府|政|面)"
)
# Behind another place one character is enough: 河南省|睢县.
_NEXT = re.compile(_BUILT.pattern.replace("{2,5}", "{1,5}"))
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
        "区县",
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
        "满意度",
        "城乡",
        "自贸区",
        "行政区",
        "长三角",
        "珠三角",
        "京津冀",
        "长江三角洲",
        "惠农",
        "富民",
        "爱民",
        "乐业",
        "兴业",
        "新民",
    ]
)
# What begins with one of these says which or how many, and is no name.
_NOT_A_NAME = frozenset("各哪全本我咱俺你他她它该此其每几多某")
# 老城区, 大城市 are no names; 宿城区, 盐城市 are.
_WHICH_TOWN = frozenset("主老新大中小上在进县")


# 下面各乡, 所辖各县 ask for the parts of a place.
_PARTS = re.compile("各|下面|下属|下辖|所辖|所属")

# What may stand before a name and is no part of it, beside what every question may have: 请问, 报一下, 二〇一五年.
_LEAD_WORDS = (
    "年度|年|请|我问|我说|问|那么|那|这|换成|换|再|看|查|和|跟|与|同|及|比|对|在|或|以及|加上"
    "|[〇零○一二三四五六七八九]{1,4}年度?的?"
)
# A word that ends in one of these goes before a name without being one.
_FREE = frozenset("的了吗呢吧是问那跟与及比看查把被给让由个家级各每")

_OFFICE = re.compile("(?:人民)?政府(?!办|网|公报|信息|采购|规章|部门|工作|数据|门户|各|系统)")


def unknown_places(text: str) -> tuple[str, ...]:
    """Names of places in a masked question: known to the segmenter's dictionary, or built like one and set first."""
    found: list[str] = []
    for piece in pieces(re.sub(r"\d+(?:年度?)?", "□", text)):
        bare = _lead().sub("", piece)
        built = _BUILT.match(bare) or _BUILT.match(piece)
        if built and not _ordinary(built.group()):
            found.append(_with_office(built.string, built.start(), _chain_end(built)))
            continue
        known = _outside_words(piece, longest_matches(piece, {w: (w,) for w in _dictionary_places(piece)}))
        found += [_with_office(piece, m.start, m.end) for m in known if not _ordinary(m.value)]
    return tuple(dict.fromkeys(found))


@cache
def _lead() -> re.Pattern[str]:
    filler = "|".join(re.escape(word) for word in load_lexicon().filler if len(word) > 1)
    return re.compile(f"^(?:{filler}|{_LEAD_WORDS})+")


def _chain_end(built: re.Match[str]) -> int:
    """Where the last of the places ends that follow each other: 河南省商丘市."""
    end = built.end()
    while (more := _NEXT.match(built.string, end)) and not _ordinary(more[0]):
        end = more.end()
    return end


def is_outer(name: str, region: str) -> bool:
    """Whether an unknown place said right before a name of that region may be the larger place it lies in."""
    said, place = find_regions(name), locate(region)
    if said and place:
        return any(r in divisions.chain(place.region) for r in said)
    provinces = naming_data()["provinces"]
    if name.endswith(("省", "自治区")) or name in provinces or name in provinces.values():
        return True
    chain = parse_places(region).places
    if not chain or len(chain) > 1 or not chain[-1].endswith(("县", "区", "旗", "镇", "乡", "街道")):
        return False
    return name.endswith(("市", "州", "盟", "地区")) or name in place_words()


def _outside_words(piece: str, known: list[Mention]) -> list[Mention]:
    """Without places that only seem to stand in other words: 其|中科|研机构."""
    ordinary = longest_matches(piece, {w: (w,) for w in _ordinary_parts(piece)})
    return [m for m in known if not any(m.overlaps(o) and m.end - m.start <= o.end - o.start for o in ordinary)]


def _ordinary_parts(piece: str) -> set[str]:
    return {piece[i : i + n] for n in range(2, 15) for i in range(len(piece) - n + 1)} & _ordinary_words()


def _with_office(text: str, start: int, end: int) -> str:
    """The place, with the body of it that is named behind: 泗洪县|公安局, 泗洪县|政府."""
    office = _OFFICE.match(text, end)
    return text[start : office.end() if office else department_at(text, end)]


def name_before(text: str) -> str:
    """The name that ends a text and belongs to the half-name behind it: 请问云岫 → 云岫; '' where none does."""
    run = re.search("[一-龥]*$", text)
    name = _lead().sub("", run[0] if run else "")
    cut = max((i for i in range(len(name) + 1) if ends_free(name[:i])), default=0)
    name = _lead().sub("", name[cut:])
    if len(name) > 3 and name[-1] in "和与跟及同":
        return ""  # 公众号和|科委; places end so too, but are short: 永和|公安局
    return "" if name in _verbs() else name


def ends_free(text: str) -> bool:
    """Whether a name may begin behind that text: it ends in a word that questions are made of, or in no word."""
    return text[-1:] in _FREE or any(text[-n:] in _ordinary_words() for n in range(2, min(6, len(text)) + 1))


@cache
def _ordinary_words() -> frozenset[str]:
    """Words of two characters or more that questions are made of."""
    lexicon, catalogue = load_lexicon(), load_catalogue().chaptered
    cues = {w for cue in lexicon.cues.values() for w in cue.words}
    named = {fold(n) for e in catalogue.indicators for n in (e.label, *e.aliases)}
    named |= {fold(n) for e in catalogue.applicants for n in (e.label, *e.aliases)}
    return frozenset(w for w in {*lexicon.filler, *lexicon.synonyms, *cues, *named, *_NOT_A_PLACE} if len(w) > 1)


_PARKS = ("工业园区", "产业园区", "科技园区")


def _dictionary_places(piece: str) -> set[str]:
    parts = {piece[i : i + n] for n in range(2, 7) for i in range(len(piece) - n + 1)}
    return parts & place_words()


def _ordinary(name: str) -> bool:
    if len(name) > 5 and name.endswith(_PARKS):
        return name[0] in _NOT_A_NAME  # 苏宿工业园区
    if len(name) == 3 and name[0] not in _WHICH_TOWN and name.endswith(("城区", "山区", "城市")):
        return name[0] in _NOT_A_NAME  # 宿城区, 房山区, 盐城市
    return (
        name[0] in _NOT_A_NAME
        or bool(_PARTS.search(name))
        or any(name.endswith(word) for word in _NOT_A_PLACE)
        or bool(ASKED.search(name))
    )


# How often a word stands in the corpus of jieba's dictionary for its being a word first and a place's name second: 惠民 105,
# 同心 209, 互助 557 are words; 洪泽 5, 海门 51, 登封 81 (a verb to jieba, cut wrongly) are places.
_COMMON, _COMMON_VERB = 60, 100


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Of jieba's dictionary: places (tag ns), what can't be one (verbs, adjectives …), counties' short names that are words."""

    places: frozenset[str]
    verbs: frozenset[str]
    known: frozenset[str]


@cache
def _dictionary() -> _Dictionary:
    counties = {stem(r.name) for r in divisions.every()}
    places, verbs, known = set(), set(), set()
    with get_dict_file() as lines:
        for line in lines:
            entry = line.decode("utf-8").split()
            if len(entry) == 3 and len(entry[0]) > 1:
                if entry[2] == "ns":
                    places.add(entry[0])
                elif entry[2][0] in "vadpcmrtuqf":
                    verbs.add(entry[0])
                common = _COMMON_VERB if entry[2][0] in "vadpcmrtuqf" else _COMMON
                if entry[0] in counties and int(entry[1]) >= common:
                    known.add(entry[0])
    return _Dictionary(frozenset(places), frozenset(verbs), frozenset(known))


@cache
def place_words() -> frozenset[str]:
    """The names of places, two characters or more: those of jieba's dictionary and of the divisions.

    A county's short name of two characters only where no other word is written so (公安, 和平, 互助 are words first), nor
    two words may meet in it (政策|和政|务).
    """
    found = set(_dictionary().places)
    for region in divisions.every():
        short = stem(region.name)
        taken = region.level is Level.COUNTY and len(short) == 2 and _is_word(short)
        found |= {region.name} if taken else {region.name, short}
    return frozenset(name for name in found if len(name) > 1) - _NOT_A_PLACE


def _is_word(short: str) -> bool:
    return short in _dictionary().known or short[0] in "和与及同从对于"


def _verbs() -> frozenset[str]:
    """Words of jieba's dictionary that can't be a place: verbs, adjectives, and the like."""
    return _dictionary().verbs
