"""What a question asks of reports of other kinds: which kinds, which things, and how: value, growth, plan, topic."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.parsing.content import content_words
from assistant.parsing.text import Mention, fold, longest_matches, mask
from assistant.question import Operation, Question
from corpus.kinds import Kind, load_kinds

# 部门预算多少钱: with nothing named, what is spent in all.
_OF_MONEY, _IN_ALL = frozenset({"budget", "final"}), "总支出"
_UNITS_OF_MONEY = frozenset({"", "元", "万元", "亿元"})
ASKS_MUCH = re.compile("多少")


@dataclass(frozen=True, slots=True)
class FreeWords:
    """The word lists of free.toml; `things`: name in a question → the names reports write it by."""

    things: dict[str, tuple[str, ...]]
    bases: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    marks: dict[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """`things`: for each thing asked for the names it may be written by; `known`: whether one of them is in free.toml.

    `text`: what is left to read of the question; `kinds`: the kinds of report named, () for any; `bases`: what the
    column meant is called (预算, 决算); `programme`: what will be done in all is asked for (2024年要做什么).
    """

    text: str
    kinds: tuple[Kind, ...]
    things: tuple[tuple[str, ...], ...]
    known: bool
    bases: tuple[str, ...]
    growth: bool
    plan: bool
    problems: bool
    programme: bool
    topic: bool
    several: bool
    share: bool
    of_disclosure: bool


@cache
def free_words() -> FreeWords:
    """The word lists, folded, read once."""
    data = tomllib.loads((files("assistant.parsing") / "free.toml").read_text(encoding="utf-8"))
    things: dict[str, tuple[str, ...]] = {}
    for thing in data["things"]:
        written = tuple(map(fold, thing["written"]))
        names = (*written, *map(fold, thing["asked"]))  # some report writes as people speak
        for name in (*names, *map(fold, thing.get("only_asked", ()))):
            things.setdefault(name, names)
    bases = {fold(said): tuple(map(fold, names)) for said, names in data["bases"].items()}
    words = {name: tuple(map(fold, found)) for name, found in data["words"].items()}
    return FreeWords(things, bases, words, {name: re.compile(p) for name, p in data["marks"].items()})


def parse_free(question: Question) -> Asked:
    """What the question asks for, read as one to a report of another kind."""
    lists = free_words()
    text = "，".join((*question.clauses, *_counted(question.text))) or question.remainder
    kinds, text = _kinds(text)
    things, known = things_of(text)
    rest = mask(text, longest_matches(text, {name: (name,) for name in lists.things}))
    bases = tuple(dict.fromkeys(b for said, names in lists.bases.items() if said in rest for b in names))
    money = {kind.key for kind in kinds} & _OF_MONEY or (bases and not question.keys)
    if money and not things and question.unit in _UNITS_OF_MONEY and ASKS_MUCH.search(text):
        things, known = (lists.things[_IN_ALL],), True
    if kinds and not things:  # 政府工作报告提到信息公开吗
        things = tuple((word,) for word in lists.words["disclosure"] if word in text)
    return Asked(
        text,
        kinds,
        things,
        known,
        bases,
        _says("growth", rest) or question.previous or question.asks(Operation.GROWTH),
        _says("plan", rest),
        _says("problems", rest),
        _says("programme", text),
        _says("topics", text) or question.asks(Operation.LIST),
        _says("several", question.text),
        _says("share", question.text),
        _says("disclosure", question.text),
    )


def in_all() -> frozenset[str]:
    """The names of what is spent or taken in all."""
    return frozenset((*free_words().things["总支出"], *free_words().things["总收入"]))


def _counted(text: str) -> list[str]:
    """Known things right after 多少 or 几个, where they look like a number of bodies: 多少老旧小区."""
    found = longest_matches(text, {name: (name,) for name in free_words().things})
    return [m.value for m in found if re.search("(?:多少|几)个?$", text[: m.start])]


def things_of(text: str, labels: Collection[str] = ()) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The things a text asks for, each by the names it may be written by, and whether a known name is among them.

    `labels`: names beside those of free.toml, as the tables of a report have them.
    """
    lists = free_words()
    names = {**{label: (label,) for label in labels}, **{name: (name,) for name in lists.things}}
    found = longest_matches(text, names)
    plain = mask(text, found)
    plain = mask(plain, longest_matches(plain, {w: (w,) for w in lists.words["filler"]}))
    words = tuple((w,) for w in content_words(plain))
    # What is said goes before what else it may be called.
    named = (tuple(dict.fromkeys((m.value, *lists.things.get(m.value, ())))) for m in found)
    things = (*named, *words)
    return tuple(dict.fromkeys(things)), bool(found)


def _kinds(text: str) -> tuple[tuple[Kind, ...], str]:
    """The kinds named, and the text with their names masked."""
    by_name: dict[str, tuple[str, ...]] = dict.fromkeys(free_words().words["no_kinds"], ())
    by_name |= {fold(name): (kind.key,) for kind in load_kinds() for name in kind.asked}
    found = [m for m in longest_matches(text, {name: (name,) for name in by_name}) if by_name[m.value]]
    found = [Mention(key, m.start, m.end) for m in found for key in by_name[m.value]]
    named = {m.value for m in found}
    hidden = [Mention("", m.start, m.end) for m in found]
    return tuple(kind for kind in load_kinds() if kind.key in named), mask(text, hidden)


def _says(name: str, text: str) -> bool:
    return any(word in text for word in free_words().words[name])
