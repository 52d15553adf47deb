"""The parts that a question names, and whether a name in a report is one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.gazetteer import region_parts
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import fold
from assistant.question import Question
from corpus.aliases import aliases_of
from corpus.places import naming_data, parse_places, stem
from corpus.report import Scope
from corpus.store import ReportHead

OWN_LEVEL = "本级"
# What is done to the parts, caught behind a name: 县区|共收到.
VERB_BEHIND = re.compile("(?:共)?(?:收取|办理|收到|受理|新收|收办|办结|答复|推送|发布|公开)(?:了)?$")
_GOVERNMENT = re.compile("[省市县区](?:人民)?政府(?!办|网|公报|信息|采购|规章|部门|工作|数据|门户|各)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A part asked for by name or by a word (各部门); without its number a `hard` one leaves nothing to answer."""

    name: str
    word: str = ""
    hard: bool = True


def asked_parts(question: Question, heads: Sequence[ReportHead]) -> list[Asked]:
    """The parts a question names: places and bodies that are not loaded, words for parts, 本级 of a whole region."""
    asked = [Asked(name) for name in question.unknown]
    words = load_lexicon().parts
    for part in question.parts:
        kind = next(iter(words.get(part, ("",))))
        if not re.search(f"(?<!全){part}(?!接)", question.text):
            continue  # 全市直接起诉
        if kind and not any(part in a.name or a.name in part for a in asked):
            asked.append(Asked(part, kind, kind != "政府" and bool(question.keys or question.applicants)))
    whole = [h for h in heads if h.scope is Scope.WHOLE_REGION]
    if whole and question.scope is Scope.OWN:
        asked.append(Asked(OWN_LEVEL, OWN_LEVEL))
    if whole and not asked and _GOVERNMENT.search(question.text):
        asked.append(Asked("政府", "政府", hard=False))
    return asked


def is_part(asked: Asked, name: str, region: str) -> bool:
    """Whether a part's name in a breakdown is the part asked for; a bureau of a county is not the county."""
    name = VERB_BEHIND.sub("", fold(name))
    if asked.word:
        return _of_kind(asked, name, region)
    one, other = _plain(asked.name, region), _plain(name, region)
    if one == other or (stem(one) == stem(other) and not parse_places(other).rest):
        return True
    chain = parse_places(name).places
    if not parse_places(name).rest:
        return False
    town = bool(chain) and chain[-1].endswith(("镇", "乡", "街道"))
    placed = (fold(a) for a in aliases_of(name, own_level=not town) if any(stem(p) in a for p in chain))
    return one in {_plain(a, region) for a in placed}


def _of_kind(asked: Asked, name: str, region: str) -> bool:
    bare = _plain(name, region)
    zones = tuple(naming_data()["regions"]["zones"])
    if asked.word == OWN_LEVEL:
        return bool(re.fullmatch("[省市县区州旗]?(?:本级|级)", name))
    if asked.word == "政府":
        return bool(re.fullmatch("[省市县区州旗]?(?:人民)?政府", bare))
    if asked.word == "县区":
        return bare.endswith(("县", "区", "旗")) and not bare.endswith(zones)
    if asked.word == "乡镇":
        return bare.endswith(("镇", "乡", "街道"))
    if asked.word == "部门":
        return bool(re.search("部门|[市县区]直", name))
    return bare == _plain(asked.name, region) or (asked.word not in ("开发区", "高新区") and asked.word in name)


def _plain(name: str, region: str) -> str:
    """The name without the whole's own name before it, zones by their short names: 宿迁经济技术开发区 → 经开区."""
    for own in sorted(region_parts(region), key=len, reverse=True):
        if name.startswith(own) and len(name) - len(own) >= 2 and name[len(own)] not in "政人":
            name = name[len(own) :]
            break
    name = re.sub("^市(?=[^区政场直级本].{2,})", "", name)
    name = re.sub("经济技术开发区$|经济开发区$", "经开区", name)
    return re.sub("高新技术产业开发区$|高新技术开发区$", "高新区", name).replace("人民政府", "政府")
