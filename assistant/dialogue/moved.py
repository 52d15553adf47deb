"""Which slot the last questions differ in, one step after the other: what 两年相差多少 and 加起来 are said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assistant.dialogue.turn import NOTHING, Turn
from assistant.question import Question

# 谁多, 两家差多少: of bodies, whatever was asked last.
_BODIES = re.compile("谁|家|单位|部门|[^结]局")
_SLOTS = ("bodies", "years", "keys", "applicants")


@dataclass(frozen=True, slots=True)
class Moved:
    """The slot that was asked about value by value, and these values in the order asked; '' where it is none."""

    slot: str = ""
    values: tuple[Any, ...] = ()

    def last(self, count: int = 0) -> tuple[Any, ...]:
        """The last `count` of the values, all for 0; () where there are fewer."""
        return self.values[-count:] if count <= len(self.values) else ()


STILL = Moved()


def of_bodies(text: str) -> bool:
    """Whether bodies are set against one another or taken together, by the words of the question."""
    return bool(_BODIES.search(text))


def moved(turns: Sequence[Turn], base: int) -> Moved:
    """What changed from question to question up to the one gone on from; STILL where two slots changed at once."""
    asked = _asked(turns, base)
    slot, values = "", list[Any]()
    for later, earlier in pairwise(asked):
        changed = [s for s in _SLOTS if getattr(later, s) != getattr(earlier, s)]
        if not changed and not slot:
            continue  # 占比呢: the same values, asked for something else
        one = [getattr(q, changed[0]) for q in (later, earlier)] if len(changed) == 1 else []
        if not one or (slot and changed[0] != slot) or any(len(value) != 1 for value in one):
            break
        slot = changed[0]
        values = values or [one[0][0]]
        values.append(one[1][0])
    return Moved(slot, tuple(reversed(dict.fromkeys(values)))) if len(set(values)) > 1 else STILL


def _asked(turns: Sequence[Turn], base: int) -> list[Question]:
    """The questions that lead to the one gone on from, the last first."""
    found = []
    while base != NOTHING:
        read = turns[base].read
        if read is None:
            break
        found.append(read)
        base = turns[base].said.base
    return found
