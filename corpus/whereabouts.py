"""Which of several places of one name a report is about: 鼓楼区 is 福州市鼓楼区 where the report or its folder says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import divisions
from corpus.divisions import Level, Region
from corpus.places import stem
from corpus.regions import find_regions, level_of, locate

# The longest name of a city or county: 积石山保安族东乡族撒拉族自治县.
_LONGEST = 16


def settle(body: str, region: str, text: str, folder: str) -> tuple[str, str]:
    """Body and region with the place that a name of several places lacks; as they are where nothing says which it is.

    `text` is the whole report, `folder` the names of the folders it lies in. Never a guess: where two of the places are
    spoken of, none is taken; a town's name alone (半城镇) is never enough, however rare.
    """
    if not region or region not in body or locate(region):
        return body, region
    joined = re.sub(r"[^\S\n]", "", text)
    candidates = find_regions(region) or divisions.towns_named(region)
    for says, words in ((_text_says, joined), (_folder_says, folder), (_superior_says, joined)):
        said = [r for r in candidates if says(r, words)]
        if said:
            return _placed(body, region, said[0]) if len(said) == 1 else (body, region)
    outer = "" if candidates or level_of(region) is not Level.ZONE else _said_before(region, joined)
    return body.replace(region, outer + region, 1), outer + region


def _said_before(zone: str, text: str) -> str:
    """商丘市 of 商丘市经济开发区: the one city or county, in full, that the text names right before a zone; '' for none."""
    found = set()
    for match in re.finditer(re.escape(zone), text):
        before = text[max(0, match.start() - _LONGEST) : match.start()]
        names = (before[at:] for at in range(len(before)))
        found |= {next((n for n in names if any(r.name == n for r in divisions.regions_named(n))), "")}
    found -= {""}
    return found.pop() if len(found) == 1 else ""


def _placed(body: str, region: str, place: Region) -> tuple[str, str]:
    full = "".join(r.name for r in _above(place)[-1:]) + place.name
    return body.replace(region, full, 1), full


def _above(place: Region) -> Sequence[Region]:
    return divisions.chain(place)[:-1]


def _folder_says(place: Region, folder: str) -> bool:
    """福建/福州/鼓楼区2023.html, 福州市年报/…: a folder named after the place right above it."""
    outer = _above(place)[-1].name
    return outer in folder or any(part == stem(outer) for part in re.split(r"[/\\]", folder))


def _text_says(place: Region, text: str) -> bool:
    """福州市鼓楼区, 福州鼓楼区, 福建省鼓楼区."""
    outer = "|".join(name for r in _above(place) for name in {r.name, _short(r)})
    return bool(re.search(rf"(?:{outer}){re.escape(place.name)}", text))


def _superior_says(place: Region, text: str) -> bool:
    """福州市人民政府, 福州市委: the government or party committee above it is spoken of."""
    return bool(re.search(rf"{_above(place)[-1].name}(?:人民政府|政府|委)", text))


def _short(region: Region) -> str:
    return region.name.removesuffix("省") if region.name.endswith("省") else stem(region.name)
