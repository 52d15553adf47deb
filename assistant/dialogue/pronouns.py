"""Words for what earlier answers told of (第一名, 这两个区, 那一年, 其他几个), put into names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from assistant.dialogue.slot_sets import of_all_bodies
from assistant.dialogue.turn import Said, Speech, Turn
from assistant.dialogue.words import inside, leading, number, whole
from assistant.parsing.indicators import parse_names
from assistant.parsing.text import fold
from assistant.question import Operation
from corpus.places import parse_places

# 第一名是谁 ranks anew; so does 最后一名是哪个.
_ASKS_WHO = re.compile("是谁|是哪|有哪|哪[个家些]|排(?:第几|多少|名第几)")
_TWO = 2
# So many words of one turn are put into names.
MOST_NAMED = 4


def with_names(text: str, turns: Sequence[Turn], base: int) -> Said:
    """The text with names of bodies and years where it only points to them, and the bodies so named."""
    memory = _Memory(turns, base)
    text = _years(text, memory)
    named: list[str] = []
    for _ in range(MOST_NAMED):  # 第一名和第三名; 除了第一名，其他几个
        found = next((f for find in _FINDERS if (f := find(text, memory)) and not _named(text, f)), None)
        if found is None:
            break
        names, start, end = found
        text = f"{text[:start]}{'、'.join(names)}{text[end:]}"
        named += names
    # A region named for those inside it is no body.
    return Said(text, bodies=tuple(dict.fromkeys(b for b in named if b in text and b in memory.bodies)))


def _named(text: str, found: _Found) -> bool:
    """Whether the words found are part of an indicator's or applicant's own name (其他处理)."""
    names = parse_names(text)
    return any(m.start < found[2] and found[1] < m.end for m in (*names.keys, *names.applicants))


_Found = tuple[tuple[str, ...], int, int]


def all_but(words: str, turns: Sequence[Turn], base: int) -> tuple[str, ...]:
    """Of the last list, the bodies whose names don't hold these words (不要望汐区的); () where none or all do."""
    listed = _Memory(turns, base).listed
    left = tuple(body for body in listed if words not in fold(body))
    return left if 0 < len(left) < len(listed) else ()


class _Memory:
    """What the turns up to the one gone on from told of."""

    def __init__(self, turns: Sequence[Turn], base: int) -> None:
        fresh = max((i for i, t in enumerate(turns) if t.said.kind is Speech.RESTART), default=-1)
        self.turns = [t for t in turns[fresh + 1 : base + 1] if t.said.kind is Speech.QUESTION]

    @property
    def bodies(self) -> frozenset[str]:
        """All bodies told of."""
        return frozenset(body for turn in self.turns for body in _bodies(turn))

    @property
    def last(self) -> tuple[str, ...]:
        """The bodies that the last answer told of."""
        return _bodies(self.turns[-1]) if self.turns else ()

    @property
    def listed(self) -> tuple[str, ...]:
        """The bodies of the last answer that told of several."""
        return next((b for t in reversed(self.turns) if len(b := _bodies(t)) > 1), ())

    @property
    def since(self) -> frozenset[str]:
        """The bodies told of one by one since then."""
        found: set[str] = set()
        for turn in reversed(self.turns):
            if len(_bodies(turn)) > 1:
                break
            found |= set(_bodies(turn))
        return frozenset(found)

    def several(self, count: int = 0) -> tuple[str, ...]:
        """The bodies meant by 这些 or, with `count`, by 这两个: those of the last answer, else of the last ones together."""
        if len(self.last) > 1 and count <= len(self.last):
            return self.last if count in (0, len(self.last)) else ()
        found: list[str] = []
        for turn in reversed(self.turns):
            own = _bodies(turn)
            if (len(own) > 1 and not count) or (count and len(found) >= count):
                break
            found += [b for b in reversed(own) if b not in found]
        return tuple(reversed(found)) if len(found) > 1 and count in (0, len(found)) else ()

    @property
    def moved(self) -> bool:
        """Whether the last question differs from the one before in its body and in nothing else that 它们 may mean."""
        own = [_bodies(t) for t in self.turns[-_TWO:]]
        return len(self.last) > 1 or (len(own) == _TWO and own[0] != own[1])


def _bodies(turn: Turn) -> tuple[str, ...]:
    told = turn.answer.subjects.bodies
    if told or turn.read is None:
        return told
    return tuple(group[0] for group in turn.read.bodies if len(group) == 1)


def _figures(turn: Turn, by: Callable[..., object]) -> dict[object, Decimal]:
    """The one number of each body or year that the answer gives; {} where one has several."""
    found: dict[object, Decimal] = {}
    for figure in turn.answer.figures:
        if figure.citation.body not in _bodies(turn):
            continue  # a whole region, told of besides
        if by(figure.citation) in found:
            return {}
        found[by(figure.citation)] = Decimal(figure.value)
    return found


def _extreme(turn: Turn, largest: bool, by: Callable[..., object] = lambda c: c.body) -> object | None:
    """The body or year with the largest or smallest number of an answer; None where two share it or numbers lack."""
    numbers = _figures(turn, by)
    if len(numbers) < _TWO:
        return None
    wanted = (max if largest else min)(numbers.values())
    found = [name for name, value in numbers.items() if value == wanted]
    return found[0] if len(found) == 1 else None


# --- bodies ---------------------------------------------------------------------------------------


def _ranked(text: str, memory: _Memory) -> _Found | None:
    """第一名, 最后一名, 前三名的, 最多的那个: by their place in the last list."""
    listed = memory.listed
    if not listed or _ASKS_WHO.search(text):
        return None
    if found := inside("told", "top", text):
        count = number(found)
        if 0 < count <= len(listed):
            chosen = listed[:count] if found["which"] in "前头" else listed[-count:]
            return chosen, *found.span()
    for name, largest in (("most", True), ("least", False)):
        if (found := inside("told", name, text)) and (body := _end(memory, largest)):
            return (body,), *found.span()
    if found := inside("told", "first", text):
        return listed[:1], *found.span()
    if found := whole("told", "bare", text) or inside("told", "nth", text):
        at = number(found)
        if 0 < at <= len(listed):
            return ((listed[-at] if found.groupdict().get("below") else listed[at - 1]),), *found.span()
    if found := inside("told", "last", text):
        return listed[-1:], *found.span()
    return None


def _end(memory: _Memory, largest: bool) -> str | None:
    """The body with the most or least: by the numbers of the last list, else by the order it was ranked in."""
    turn = next(t for t in reversed(memory.turns) if len(_bodies(t)) > 1)
    body = _extreme(turn, largest)
    if isinstance(body, str):
        return body
    ranked = turn.read is not None and turn.read.asks(Operation.MOST, Operation.LEAST)
    if not ranked or turn.read is None:
        return None
    return _bodies(turn)[0 if turn.read.asks(Operation.MOST) is largest else -1]


def _rest(text: str, memory: _Memory) -> _Found | None:
    """除了第一名其他的, 其他几个, 另一个: the last list without those told of since."""
    listed = memory.listed
    if not listed:
        return None
    if found := inside("told", "except", text):
        left = tuple(b for b in listed if b not in found["but"])
        return (left, *found.span()) if 0 < len(left) < len(listed) else None
    left = tuple(b for b in listed if b not in memory.since)
    if (found := inside("told", "rest", text)) and 0 < len(left) < len(listed):
        return left, *found.span()
    if (found := inside("told", "other", text)) and len(left) == 1:
        return left, *found.span()
    return None


def _pair(text: str, memory: _Memory) -> _Found | None:
    """前者, 后者: of two bodies."""
    two = memory.several(_TWO)
    for name, at in (("former", 0), ("latter", 1)):
        if two and (found := inside("told", name, text)):
            return two[at : at + 1], *found.span()
    return None


def _group(text: str, memory: _Memory) -> _Found | None:
    """这两个区, 这些, 它们, or nothing but what is to be done with them (加起来多少)."""
    if (found := inside("told", "bodies", text)) and _more_than_one(found):
        several = memory.several(number(found)) or _only_of_set(memory)
        return (several, *found.span()) if several else None
    found = inside("told", "these", text)
    if found and (memory.moved or _only_of_set(memory)):
        several = memory.several(_TWO if re.search("[两二俩]", found.group()) else number(found)) or _only_of_set(
            memory
        )
        return (several, *found.span()) if several else None
    alone = memory.moved and len(memory.last) == 1 and whole("told", "together", text)
    return (memory.several(), 0, 0) if alone and memory.several() else None


def _only_of_set(memory: _Memory) -> tuple[str, ...]:
    """The bodies told of by a question about all, where there turned out to be only one: 它们 is said before one knows."""
    read = memory.turns[-1].read if memory.turns else None
    return memory.last if read is not None and of_all_bodies(read) and len(memory.last) == 1 else ()


def _more_than_one(found: re.Match[str]) -> bool:
    """这个区 is one, 这些区 and 这两个区 are several."""
    return number(found) > 1 or bool(re.search("[几些俩]", found.group()))


def _single(text: str, memory: _Memory) -> _Found | None:
    """那个单位, 上面那个, 它: the body told of last; of several compared, the one that came out first."""
    found = inside("told", "one", text)
    if not found or not memory.turns or re.match(".{0,8}最", text[found.end() :]):
        return None
    last, turn = memory.last, memory.turns[-1]
    if len(last) > 1:
        if turn.read is None or not turn.read.asks(Operation.MOST, Operation.LEAST):
            return None
        body = None if turn.read.rank.place > 1 else _end(memory, turn.read.asks(Operation.MOST))
        last = (body,) if body else last[:1]  # 第三名是谁: the one that was told of first

    start = found.start() + (1 if found.group()[0] in "和跟与同比" else 0)
    return (last, start, found.end()) if last else None


def _place(text: str, memory: _Memory) -> _Found | None:
    """全市呢: of the place of the one body that was asked about."""
    if len(memory.last) != 1 or not leading("told", "region", text):
        return None
    region = parse_places(memory.last[0]).region
    return ((region,), 0, 0) if region else None


# Words of words.toml → how many years on.
_SHIFTS = {"minus_1": -1, "minus_2": -2, "minus_3": -3, "plus_1": 1, "plus_2": 2}
_FINDERS = (_ranked, _rest, _pair, _group, _single, _place)


# --- years ----------------------------------------------------------------------------------------


def _years(text: str, memory: _Memory) -> str:
    """那一年 → the year that came out, or the only one told of; 再往前一年 → the one before; 同一年的 says nothing new."""
    if not memory.turns:
        return text
    if found := inside("told", "same_year", text):
        return text[: found.start()] + text[found.end() :]
    turn = memory.turns[-1]
    if shifted := _shifted(text, turn):
        return shifted
    found = inside("told", "year", text)
    if not found:
        return text
    year: object | None = None
    if turn.read is not None and turn.read.asks(Operation.MOST, Operation.LEAST):
        year = _extreme(turn, turn.read.asks(Operation.MOST), lambda c: c.year)
    told = turn.answer.subjects.years
    year = year or (told[0] if len(told) == 1 else None)
    return f"{text[: found.start()]}{year}年{text[found.end() :]}" if year else text


def _shifted(text: str, turn: Turn) -> str:
    """上年呢, 再往前一年, 公安局上一年的: so many years before or after the last one asked about; '' where it isn't said."""
    years = turn.read.years if turn.read is not None else ()
    years = years or turn.answer.subjects.years[-1:]
    then = leading("shift", "then", text)
    rest = text[then.end() :] if then else text
    found = {name: m for name in _SHIFTS if (m := leading("shift", name, rest))}
    if years and not found and (behind := inside("shift", "within", text)):
        year = years[-1] + (1 if behind["later"] else -1)
        return f"{text[: behind.start('shift')]}{year}年{text[behind.end() :]}"
    if not years or not found:
        return ""
    name = max(found, key=lambda n: found[n].end())
    if _named(rest, ((), *found[name].span())):
        return ""  # 去年没办完转过来的
    said = found[name]
    # 去年 counts from today, like in a question of its own, unless that is the very year that was asked about.
    counted = datetime.now(UTC).year + _SHIFTS[name]
    if whole("shift", "calendar", said.group()) and years[-1] != counted:
        return ""
    return f"{years[-1] + _SHIFTS[name]}年{rest[said.end() :]}"
