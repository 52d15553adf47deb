"""Conditions that are said together, each with the indicator it is on: 申请过百、公开率却不到一半."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.asked import ABOVE_ZERO, ZERO, Condition
from assistant.parsing.conditions import SetWords
from assistant.parsing.indicators import Names
from assistant.parsing.text import Mention

# What joins two conditions, and what says without a number that there is something, or nothing.
_JOIN = re.compile("却|但是?|而且?|且|同时|又|也|还|、|，|(?=没|未)|(?<!没)(?=有)")
_LISTED = re.compile("[和与跟及、]")
_BOTH = re.compile("[^，]{0,4}?都(?P<none>没有?|未|为零)?(?:有|发生|被)?")
_NONE = re.compile("没|未|零|从不|不曾")
_SOME = re.compile("过|有|被|发生")
_WHETHER = re.compile("有没有|是不是|是否有?|有无")
_AMOUNT = re.compile("多少|几")
_ASKED = re.compile("多少|几|各|分别|怎么?样|如何")
# What stands behind a condition asks which bodies meet it.
_BODIES = re.compile("的(?:单位|部门|机关|地方|县|区|市|局|有|是).*")


def with_requests(names: Names, text: str, asked: SetWords) -> Names:
    """申请过百、公开率不到一半: where something else is asked too, 申请 alone right before a condition is what was received."""
    said = asked.conditions or ((-1, asked.condition),) if asked.condition else ()
    at = {start for start, _ in said} | {m.start for m in asked.mentions}
    found = [m.start() for m in re.finditer("(?<!的)申请(?=□)", text) if m.end() in at]
    alone = [Mention("requests.new", a, a + 2) for a in found if not any(k.start <= a < k.end for k in names.keys)]
    if not alone or not (names.keys or asked.conditions):
        return names
    return replace(names, keys=tuple(sorted((*names.keys, *alone), key=lambda m: m.start)))


def paired_conditions(asked: SetWords, names: Names, text: str) -> tuple[tuple[str, Condition], ...]:
    """Each of two conditions with what it is on: the indicator said last before it."""
    if not asked.conditions:
        return _with_bare(asked, names, text)
    keys = [next((m.value for m in reversed(names.keys) if m.start < at), "") for at, _ in asked.conditions]
    return tuple((key, one) for key, (_, one) in zip(keys, asked.conditions, strict=True)) if all(keys) else ()


def _with_bare(asked: SetWords, names: Names, text: str) -> tuple[tuple[str, Condition], ...]:
    """Two conditions of which one at least has no number (不到20件却打过官司, 没有诉讼但有复议), each with its indicator."""
    found = list({m.value: m for m in reversed(names.keys)}.values())[::-1]
    if len(found) != 2 or asked.run or asked.ever or asked.aggregates or asked.asks_place:
        return ()
    first, second = sorted(found, key=lambda m: m.start)
    between = text[first.end : second.start]
    if _LISTED.fullmatch(between) and asked.condition in (None, ZERO):
        both = _BOTH.match(text, second.end)
        one = (ZERO if both["none"] else ABOVE_ZERO) if both else None
        return ((first.value, one), (second.value, one)) if one else ()
    at = asked.mentions[0].start if asked.mentions and asked.condition not in (None, ZERO) else -1
    if (
        asked.condition
        and first.end <= at < second.start
        and _BODIES.search(between)
        and _ASKED.search(text, second.end)
    ):
        return ((first.value, asked.condition),)  # 新收超过100件的单位|复议了多少件
    joins = list(_JOIN.finditer(between))
    if not joins:
        return ()
    cut = first.end + joins[-1].start()
    conditions = [_of_clause(asked, text, *span) for span in ((0, cut), (cut, len(text)))]
    pairs = [(m.value, c) for m, c in zip((first, second), conditions, strict=True) if c is not None]
    return (pairs[0], pairs[1]) if len(pairs) == 2 else ()


def _of_clause(asked: SetWords, text: str, start: int, end: int) -> Condition | None:
    """The condition that a clause says: the one with a number where it stands there, else that there is some, or none."""
    numbered = asked.condition if asked.mentions and asked.condition != ZERO else None
    if numbered and start <= asked.mentions[0].start < end:
        return numbered
    clause = _BODIES.sub("", _WHETHER.sub("", text[start:end]))
    if _AMOUNT.search(clause):
        return None
    return ZERO if _NONE.search(clause) else ABOVE_ZERO if _SOME.search(clause) else None
