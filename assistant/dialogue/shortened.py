"""A follow-up's short ways put into words that the parsers read: 22 → 2022年, 名单给我, 第二名是谁, 拿这个理由的."""

from __future__ import annotations

import re

from assistant.answer import Outcome
from assistant.answering.law import asks_on
from assistant.dialogue.slot_sets import of_all_bodies
from assistant.dialogue.turn import Turn
from assistant.dialogue.words import inside, leading, number, patterns, whole
from assistant.parsing.bodies import asked_bodies
from assistant.question import Operation, Question
from assistant.values import label_of
from corpus.forms.catalogue import load_catalogue

_YEAR = re.compile(r"(?:20)?(\d\d)年?")
# What the short words become; the slots they leave unsaid are taken from the question before.
_WHICH_BODIES = "是哪些{kind}"
_AT_PLACE = "第{place}名是哪个{kind}"
_ANY_KIND = "单位"
_FROM_BELOW = "倒数"
_WITHIN = "其中"
_BY_WAY, _HOW_MANY = "{way}申请{asked}", "多少件"
_DONE = "{done}的有几件"
_PLUS = "加上，"
_SPAN, _SINCE = "{first}年到20{last}年", "{first}年以来"
_ELSEWHERE = "{whose}呢"


def in_full(text: str, before: Turn) -> str:
    """The text of a turn that goes on from `before` without its short ways; as it stands where it has none."""
    lead = leading("short", "lead", text)
    text = text[lead.end() :] if lead else text
    if years := whole("short", "years", text):
        return _YEAR.sub(r"20\1年", years["years"])
    if before.read and not before.answer.figures and asks_on(before.read.text, text):
        return before.read.text  # what the law says of it tells this too
    if before.read and (told := max(before.read.years, default=0)):
        text = _later_years(text, told)
    if before.read and any(key.startswith("requests.") for key in before.read.keys):
        text = next((label for label in patterns("became") if whole("became", label, text)), text)
    if plus := leading("short", "plus", text):
        return _PLUS + text[plus.end() :]  # apart, for 算上教育局 is no name of a body
    text = _unjudged(text)
    if (way := whole("short", "ways", text)) and before.read and any(map(_is_received, before.read.keys)):
        return _BY_WAY.format(way=way["way"], asked=way["asked"].removeprefix("呢") or _HOW_MANY)
    within = leading("short", "within", text)
    if done := whole("short", "done", text[within.end() if within else 0 :]):
        return _DONE.format(done=done["done"])
    if within and within.end() < len(text):
        return _WITHIN + text[within.end() :]
    if elsewhere := whole("short", "elsewhere", text):
        return _ELSEWHERE.format(whose=elsewhere["whose"])
    return _of_bodies(text, before.read) or _of_term(text, before)


def _later_years(text: str, told: int) -> str:
    """到2024年一年一年是咋变的, 之后几年呢 behind the year `told`: with the year that these begin at."""
    if (until := leading("short", "until", text)) and int(until["last"]) > told % 100:
        return _SPAN.format(first=told, last=until["last"]) + text[until.end() :]
    later = leading("short", "later", text)
    if not later:
        return text
    count = number(later)
    span = _SPAN.format(first=told + 1, last=f"{(told + count) % 100:02}") if count else _SINCE.format(first=told + 1)
    return span + text[later.end() :]


def _is_received(key: str) -> bool:
    """Whether it counts requests received, all of them or those that came by one way (2014 form)."""
    return key == "requests.new" or key.startswith("statistics.received")


def _unjudged(text: str) -> str:
    """这数跟上年比是不是离谱: what is asked of the number without the word that judges it."""
    found = inside("short", "judged", text)
    number = leading("short", "number", text)
    bare = text[number.end() if number else 0 : found.start() if found else len(text)]
    return bare if len(bare) > 1 else text


def _of_bodies(text: str, before: Question | None) -> str:
    """名单给我 behind a condition, 第二名是谁 behind a ranking of all bodies; '' for any other text."""
    if before is None or not of_all_bodies(before):
        return ""
    kinds = [asked.kind for said in (text, before.among or before.text) if (asked := asked_bodies(said))]
    kind = next((k for k in kinds if k not in ("", _ANY_KIND)), _ANY_KIND)
    if (before.of_sets or before.change) and whole("short", "listed", text):
        return _WHICH_BODIES.format(kind=kind)
    found = whole("short", "ranked", text) if before.asks(Operation.MOST, Operation.LEAST) else None
    if not found:
        return ""
    said = found.groupdict()
    below = _FROM_BELOW if said.get("below") or said.get("last") else ""
    return below + _AT_PLACE.format(place=said.get("n") or "一", kind=kind)


def _of_term(text: str, before: Turn) -> str:
    """拿这个理由不公开的 behind the meaning of a word: with that word in its place."""
    explained = _explained(before)
    found = inside("short", "term", text) if explained else None
    return f"{text[: found.start()]}{explained}{text[found.end() :]}" if found else text


def _explained(turn: Turn) -> str:
    """The one word that the turn told the meaning of, and no number; '' for any other turn."""
    read = turn.read
    if read is None or turn.answer.figures or turn.answer.outcome is not Outcome.ANSWERED or len(read.terms) > 1:
        return ""
    terms = [term.label for term in load_catalogue().terms if term.key in read.terms]
    return next(iter(terms), "") or (label_of(read.keys[0]) if len(read.keys) == 1 else "")
