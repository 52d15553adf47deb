"""The names of loaded bodies and regions in a question, and half-names that another place stands before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.parsing.bodies import levelled_bodies
from assistant.parsing.departments import handled_at, is_stem_before, known_department, stem_at
from assistant.parsing.foreign import name_before
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.place_renamed import take_renamed
from assistant.parsing.place_short import short_places
from assistant.parsing.text import Mention, longest_matches, mask
from assistant.question import Renamed
from corpus.divisions import regions_named

# Words that begin with the last character of a place's name: 宿迁市长 names 宿迁, not 宿迁市.
TITLES = re.compile("[市区县省镇乡州][长民场级直城域属辖]|区委|县委|市委|省委")
# 砚岭、芷岸、棠渡三个县府办, 两市的教育局, 望汐、禾笙两地教育局: the department is that of each place before it.
OF_EACH = re.compile(r"^(?:这|那)?(?:[两俩二三四五六七八九十]|\d)?[个家]?(?:[省市区县地州])?(?:各自|都)?的?$")


@dataclass(slots=True)
class FoundNames:
    """What a first look at the names gives: names of loaded bodies and regions, names of others, typos read.

    `outer`: what only says where a name lies (江苏省 before 亭湖区).
    """

    mentions: list[Mention]
    unknown: list[Mention] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    outer: list[Mention] = field(default_factory=list)


def names_in(text: str, gazetteer: Gazetteer) -> FoundNames:
    """Names that say their place anywhere; half-names only where no other place's name stands before them."""
    placed = longest_matches(text, gazetteer.names, lambda m: _stands(text, m, gazetteer), gazetteer.lengths)
    placed, renamed = take_renamed(text, [_without_department(text, m, gazetteer) for m in placed], gazetteer)
    found = FoundNames(placed, renamed=renamed)
    for here, told in short_places(text, placed, gazetteer):
        found.mentions = [m for m in found.mentions if not m.overlaps(here)]
        (found.mentions if here.value in gazetteer.names else found.unknown).append(here)
        found.corrected.append(told)
    hidden = mask(text, [*found.mentions, *found.unknown])
    ends = [m.end for m in (*found.mentions, *found.unknown)]
    halves = longest_matches(
        hidden, gazetteer.half_names, lambda m: not _breaks_a_word(hidden, m.end), gazetteer.half_lengths
    )
    levelled = levelled_bodies(text)
    for half in halves:
        if levelled and half.overlaps(levelled):
            continue  # 各县区教育局 names no body
        after = max((end for end in ends if end <= half.start), default=0)
        name = "" if OF_EACH.match(text[after : half.start]) else name_before(text[after : half.start])
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
    cut = mention.value in gazetteer.regions and short in gazetteer.regions
    if cut and _department(text, mention.end) == mention.end and _department(text, mention.end - 1) > mention.end:
        return Mention(short, mention.start, mention.end - 1)
    return mention


def _department(text: str, at: int) -> int:
    return max(known_department(text, at), stem_at(text, at))


def _stands(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether the name stands there: cuts no word in two, and is a department's where it lacks its 局 (澄屿教育|领域)."""
    if mention.value in gazetteer.shortened and not is_stem_before(text, mention.end):
        return False
    if mention.value in gazetteer.regions and known_department(text, mention.start) > mention.end:
        return False  # 公安局 is not of 公安县
    return not _breaks_a_word(text, mention.end)


def _breaks_a_word(text: str, end: int) -> bool:
    """Whether a name ending here would cut a word in two: 宿迁市|长, 镇政府办|结."""
    title = TITLES.match(text, end - 1) and not _place_at(text, end)
    return bool(title or handled_at(text, end))


def _place_at(text: str, at: int) -> bool:
    """Whether a city or county stands there in full: 吉林省|长春市."""
    return any(r.name == text[at : at + n] for n in range(3, 9) for r in regions_named(text[at : at + n]))
