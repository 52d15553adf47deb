"""Conditions that are said together, each with the indicator it is on: 申请过百、公开率却不到一半."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.asked import ABOVE_ZERO, ZERO, Condition
from assistant.parsing.conditions import SetWords
from assistant.parsing.indicators import Names
from assistant.parsing.text import Mention

# What joins two conditions, and what says without a number that there is something, or nothing.
_ALSO = re.compile("却|但|而|且|同时|又|也|还")
_NONE = re.compile("没|未|零|从不|不曾")
_SOME = re.compile("过|有|被|发生")


def with_requests(names: Names, text: str, asked: SetWords) -> Names:
    """申请过百、公开率不到一半: where something else is asked too, 申请 alone right before a condition is what was received."""
    said = asked.conditions or ((-1, asked.condition),) if asked.condition else ()
    at = {start for start, _ in said} | {m.start for m in asked.mentions}
    found = [m.start() for m in re.finditer("申请(?=□)", text) if m.end() in at]
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
    """A condition with a number and one without (不到20件却打过官司, 超过50件但没有复议), each with its indicator."""
    keys = list(dict.fromkeys(m.value for m in names.keys))
    at = next((m.start for m in asked.mentions if asked.condition), -1)
    first = next((m for m in reversed(names.keys) if m.start < at), None)
    other = next((m for m in names.keys if first and m.value != first.value), None)
    if len(keys) != 2 or asked.condition is None or first is None or other is None or asked.run or asked.ever:
        return ()
    clause = text[max(at, 0) :] if other.start > at else text[: first.start]
    if not _ALSO.search(text) or not (_NONE.search(clause) or _SOME.search(clause)):
        return ()
    bare = ZERO if _NONE.search(clause) else ABOVE_ZERO
    return (first.value, asked.condition), (other.value, bare)
