"""A loaded name with one letter wrong, whatever it sounds like: 塑汐区 → 望汐区, 栖霖市孝育局 → 栖霖市教育局."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.parsing.departments import known_department
from assistant.parsing.foreign import ends_free
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.text import Mention
from corpus.regions import find_regions

# A shorter name has too little in it that is right.
_SHORTEST = 3
# Letters by which names tell themselves apart, where one stands for the other: 城东新区 is no slip for 城西新区.
_TELLING = frozenset("东西南北中上下前后左右内外新老旧大小高低一二三四五六七八九十甲乙丙丁省市区县旗镇乡村州盟")
# What no name has a letter taken for: it stands between names.
_BETWEEN = frozenset("的了和与及跟同或在是有把被给问看查报请年月日这那各哪几每全本")
_CHINESE = re.compile("[一-龥]*")


@dataclass(frozen=True, slots=True)
class _Near:
    start: int
    end: int
    name: str


def one_letter_off(text: str, first: int, last: int, gazetteer: Gazetteer) -> Mention | None:
    """The loaded name meant by what begins from `first` to `last` of the text; None where none or several may be."""
    run = _CHINESE.match(text, first)
    end = run.end() if run else first
    for size in sorted((n for n in gazetteer.lengths if n >= _SHORTEST), reverse=True):
        near = [
            _Near(at, at + size, name)
            for at in range(first, min(last, end - size) + 1)
            if at == first or ends_free(text[first:at])
            for name in _alike(text, at, size, gazetteer)
        ]
        if near:
            meant = {gazetteer.bodies.get(n.name) or gazetteer.regions.get(n.name) for n in near}
            one = near[0]
            return Mention(one.name, one.start, one.end) if len(meant) == 1 else None
    return None


def _alike(text: str, at: int, size: int, gazetteer: Gazetteer) -> list[str]:
    said = text[at : at + size]
    return [name for name in gazetteer.names if len(name) == size and _slip(text, at, said, name, gazetteer)]


def _slip(text: str, at: int, said: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether one letter is wrong in what is said, and it is the name of nothing else."""
    wrong = [i for i, (a, b) in enumerate(zip(said, name, strict=True)) if a != b]
    if len(wrong) != 1 or name in gazetteer.shortened:
        return False
    here = wrong[0]
    letters = {said[here], name[here]}
    if letters <= _TELLING or said[here] in _BETWEEN:
        return False
    place = next((n for n in range(here, 1, -1) if name[:n] in gazetteer.regions), 0)
    if place:  # the slip is in the department: 体育局 is one of its own
        inner = here < len(name) - 1  # 教育领|域 is none
        return inner and len(name) - place >= _SHORTEST and known_department(text, at + place) == at + place
    return not any(find_regions(said[:n]) for n in range(2, len(said) + 1))
