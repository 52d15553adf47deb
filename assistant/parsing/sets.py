"""What a question asks of sets of values, held against the names it says: 没有行政诉讼的单位, 有复议被纠正的."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.asked import ABOVE_ZERO, ZERO, Aggregate, Condition
from assistant.parsing.bodies import asked_bodies, such_bodies
from assistant.parsing.conditions import SetWords, parse_set_words
from assistant.parsing.indicators import Names, parse_names
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.paired import paired_conditions
from assistant.parsing.text import Mention, mask
from assistant.parsing.years import Years
from assistant.question import Operation

_NOT_THERE = re.compile("(?<!有)(?:没有?|未|无)(?:被|发生|收到|作出|过|任何|一件)?(?:(?:因为?|由于|以)(?:属于)?)?$")
_SOME = re.compile("(?<!没)(?<!有没)有(?:过|被|发生过?|收到过?|作出过?|任何)?$")
# 2023年, 二三年: a year by its number; 每年 says something of all years.
_NUMBERED = re.compile(r"\d|[〇零一二三四五六七八九]年")
# 没 and 未 of a name (未经复议直接起诉) ask for no 0; 没公开 alone, short as it is, may.
_DENIES = re.compile("[没未]")
LONG_NAME = 5
# 一件申请都没收到 is all of it a name of what was received, and asks for 0 all the same.
_RECEIVED = "requests.new"


def _set_words(text: str, years: Years) -> SetWords:
    """What is asked of sets of values; nothing where a number is said only to be checked (是不是超过100件)."""
    return (
        SetWords()
        if load_lexicon().cues[Operation.CHECK].find(text)
        else parse_set_words(text, max(len(years.years), years.latest))
    )


def over_years(asked: SetWords) -> bool:
    """Whether only the years of a body together answer it."""
    return bool(asked.ever or asked.run or Aggregate.YEARLY_MEAN in asked.aggregates)


def _denying_names(text: str, listed: bool) -> list[Mention]:
    """The names that say 没 or 未 themselves (没复议就直接起诉的): nothing is asked to be 0 there."""
    return [
        m
        for m in parse_names(text, listed).keys
        if m.value != _RECEIVED
        if _DENIES.search(text[m.start + 1 : m.end])
        or (_DENIES.match(text[m.start : m.end]) and m.end - m.start >= LONG_NAME)
    ]


def _denied(text: str, names: Names) -> bool:
    """Whether what is counted is said not to be there: 没有行政诉讼."""
    return any(_NOT_THERE.search(text[: m.start]) for m in names.keys)


def _there(text: str, names: Names) -> bool:
    """Whether what is counted is said to be there: 有复议被纠正的单位."""
    return any(_SOME.search(text[: m.start]) for m in (*names.keys, *names.applicants))


def _of_bodies(text: str) -> bool:
    return bool(asked_bodies(text) or such_bodies(text))


def sets_said(text: str, years: Years, listed: bool) -> SetWords:
    """What a folded question without its places asks of sets of values; years by number and names that deny say nothing."""
    numbered = [m for m in years.mentions if _NUMBERED.search(text[m.start : m.end])]
    return _set_words(mask(text, [*numbered, *_denying_names(mask(text, years.mentions), listed)]), years)


def with_conditions(
    asked: SetWords, names: Names, masked: str, text: str
) -> tuple[SetWords, tuple[tuple[str, Condition], ...]]:
    """What is asked with the condition that the names stand in (没有诉讼的单位), and each name with its own where two are joined."""
    pairs: tuple[tuple[str, Condition], ...] = ()
    if asked.condition is None and asked.ever is None and _denied(masked, names) and _of_bodies(text):
        asked = replace(asked, condition=ZERO)
    if asked.condition or _of_bodies(text):
        pairs = paired_conditions(asked, names, masked)
    if pairs and asked.condition is None:
        asked = replace(asked, condition=pairs[0][1])
    if asked.condition is None and asked.ever is None and _there(masked, names) and such_bodies(text):
        asked = replace(asked, condition=ABOVE_ZERO)
    return asked, pairs
