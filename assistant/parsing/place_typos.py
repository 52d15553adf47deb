"""Names that sound like a loaded one, or end in another suffix, read as it; each is told."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.parsing.departments import known_department
from assistant.parsing.foreign import unknown_places
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.homophones import sounds_like
from assistant.parsing.indicators import names_over
from assistant.parsing.place_letters import one_letter_off
from assistant.parsing.place_names import TITLES, FoundNames
from assistant.parsing.place_slips import slip_at
from assistant.parsing.text import Mention, fold, mask
from corpus.regions import find_regions, locate, same_place

# A department written before its place is no longer (卫建委砚岭); its full name stands behind it.
LONGEST_DEPARTMENT = 6
# 澄屿县 where 澄屿市 is loaded: the place is told by its name, and the slip is said.
_OTHER_SUFFIX = re.compile("[省市区县州旗](?![省市区县场长民级直城域属辖里内委政监])")


def read_typos(text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """Names that sound like a loaded one are taken for it, and a wrong suffix is read over; each is told."""
    if not found.mentions and not found.unknown:
        _take(_heard(TITLES.sub("■■", text), gazetteer), text, found)
    for strange in tuple(found.unknown):
        start = max((m.end for m in found.mentions if m.end <= strange.start), default=0)
        said = re.search("[一-龥]*$", text[start : strange.end])
        offset = strange.end - len(said[0]) if said else strange.start
        guess = _heard(text[offset : strange.end], gazetteer)
        if guess and guess.value in gazetteer.names:
            _take_part(
                replace(guess, start=guess.start + offset, end=guess.end + offset), strange, text, found, gazetteer
            )
    for place in tuple(m for m in found.mentions if m.value in gazetteer.regions):
        _take_department(place, text, found, gazetteer)
        _take_department_before(place, text, found, gazetteer)
    rest = mask(text, [*found.mentions, *found.unknown])
    for name in unknown_places(rest):
        guess = _heard(name, gazetteer)
        if guess and guess.end - guess.start == len(name) and guess.value in gazetteer.names:
            at = text.find(name)
            _take(replace(guess, start=at, end=at + len(name)), text, found)
    _take_letters(text, found, gazetteer)
    # 砚岭现府办 is read whole: 现府办 is no name of its own.
    found.unknown = [u for u in found.unknown if not any(_within(u, m) for m in found.mentions)]
    _take_others(text, found, gazetteer)
    found.mentions = [_read_over(text, m, found, gazetteer) for m in found.mentions]


def _heard(text: str, gazetteer: Gazetteer) -> Mention | None:
    """The loaded name that a part of the text sounds like; 苏州 is a place of its own and no slip for 宿州."""
    guess = sounds_like(text, gazetteer.spoken)
    said = text[guess.start : guess.end] if guess else ""
    real = (n for n in range(len(said), 1, -1) if find_regions(said[:n]))
    return None if guess and any(guess.value[:n] != said[:n] for n in real) else guess


def _take(guess: Mention | None, text: str, found: FoundNames) -> None:
    if guess:
        found.corrected.append((text[guess.start : guess.end], guess.value))
        found.mentions = sorted([*found.mentions, guess], key=lambda m: m.start)


def _take_part(guess: Mention, strange: Mention, text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """A typo in a whole name, or in the place before a half-name: 岚谢县|公安局."""
    half = text[guess.end : strange.end]
    if half and half not in gazetteer.halves:
        return
    found.unknown.remove(strange)
    _take(guess, text, found)
    if half:
        found.mentions.append(Mention(half, guess.end, strange.end))


def _take_department(place: Mention, text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """A slip behind a place that is right: 盐城市|公按局, 盐城市的|公局."""
    at = place.end + text.startswith("的", place.end)
    slip = slip_at(text, at, place.value, gazetteer)
    if slip is None or any(slip.start < m.end and m.start < slip.end for m in found.mentions if m is not place):
        return
    if names_over(text, slip.end):
        return  # 宿迁的|信访举|报投诉类申请 is no 信访局
    found.corrected.append((place.value[: slip.start - place.start] + text[slip.start : slip.end], slip.name))
    found.mentions.remove(place)
    here = Mention(slip.name, place.start, slip.end)
    (found.mentions if slip.name in gazetteer.bodies else found.unknown).append(here)
    found.mentions.sort(key=lambda m: m.start)


def _take_department_before(place: Mention, text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """A slip right before a place that is right: 卫建委|砚岭."""
    if place not in found.mentions:
        return
    for at in range(max(0, place.start - LONGEST_DEPARTMENT), place.start - 1):
        slip = slip_at(text, at, place.value, gazetteer)
        whole = Mention(slip.name, at, place.end) if slip and slip.end == place.start else None
        if (
            whole
            and whole.value in gazetteer.bodies
            and not any(m.overlaps(whole) for m in found.mentions if m is not place)
        ):
            found.corrected.append((text[at : place.end], whole.value))
            found.mentions[found.mentions.index(place)] = whole
            return


def _take_letters(text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """Names with one letter wrong: of what is unknown, or behind a place that is right."""
    strange = [(m.start, m.end) for m in found.unknown]
    rest = mask(text, [*found.mentions, *found.unknown])
    strange += [(at, at + len(name)) for name in unknown_places(rest) if (at := rest.find(name)) >= 0]
    behind = [m for m in found.mentions if m.value in gazetteer.regions]
    before = {m.end: m.start for m in behind}
    spots = [(before.get(start, start), end) for start, end in strange] + [(m.start, m.start) for m in behind]
    for start, end in spots:
        guess = one_letter_off(text, start, end, gazetteer)
        if guess is None or guess.end < end or any(m.overlaps(guess) and not _within(m, guess) for m in found.mentions):
            continue
        found.unknown = [m for m in found.unknown if not m.overlaps(guess)]
        found.mentions = [m for m in found.mentions if not m.overlaps(guess)]
        _take(guess, text, found)


def _within(inner: Mention, outer: Mention) -> bool:
    """Whether one is a part of the other, and less."""
    return outer.start <= inner.start and inner.end <= outer.end and inner.end - inner.start < outer.end - outer.start


def _take_others(text: str, found: FoundNames, gazetteer: Gazetteer) -> None:
    """长沙县 where 长沙市 is loaded is no slip: another place has that name."""
    for mention in tuple(found.mentions):
        regions = gazetteer.regions.get(mention.value, ())
        wrong = _OTHER_SUFFIX.match(text, mention.end)
        name = mention.value + (wrong[0] if wrong else "")
        full = gazetteer.region_of[regions[0]] if regions else ""
        if wrong and locate(full) and find_regions(name) and not same_place(name, full):
            found.mentions.remove(mention)
            found.unknown.append(Mention(name, mention.start, mention.end + 1))
    found.unknown.sort(key=lambda m: m.start)


def _read_over(text: str, mention: Mention, found: FoundNames, gazetteer: Gazetteer) -> Mention:
    regions = gazetteer.regions.get(mention.value, ())
    full = gazetteer.region_of[regions[0]] if regions else ""
    wrong = _OTHER_SUFFIX.match(text, mention.end)
    if not wrong or not full or len(fold(full)) <= len(mention.value) or not fold(full).endswith(tuple("省市区县州旗")):
        return mention
    if any(m.start == mention.end for m in found.mentions) or known_department(text, mention.end) > mention.end:
        return mention
    found.corrected.append((mention.value + wrong[0], full))
    return replace(mention, end=mention.end + 1)
