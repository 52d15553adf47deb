"""Questions with exact answers made from any store: kinds, wordings and answers for `nianbao questions`."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from corpus.questions.facts import Facts
from corpus.questions.kinds import KINDS
from corpus.questions.question import Draw, Made, Maker
from corpus.store import Store

__all__ = ["KINDS", "make_questions"]

# A maker that gives nothing new so often in a row has no more to give: a small store has few blanks, few rankings.
_TRIES = 60


def make_questions(
    store: Store, count: int, seed: int = 2024, kinds: Sequence[str] = tuple(KINDS)
) -> list[dict[str, Any]]:
    """So many questions evenly over the kinds, as lines of a question file; fewer where the store has no more to ask.

    The same store, count, seed and kinds give the same questions.
    """
    facts = Facts(store)
    if not facts.heads or not kinds:
        return []
    quota = {kind: count // len(kinds) + (at < count % len(kinds)) for at, kind in enumerate(kinds)}
    made = []
    for kind in kinds:
        # A kind's questions don't depend on which other kinds are asked for.
        found = islice(_of_kind(KINDS[kind], facts, f"{seed}|{kind}"), quota[kind])
        made += [one.to_json(f"{kind}-{number:04d}", kind) for number, one in enumerate(found, start=1)]
    return made


def _of_kind(makers: Sequence[Maker], facts: Facts, seed: str) -> Iterator[Made]:
    """Ever new questions of the makers in turn, until none of them has another."""
    draw, said = Draw(facts, random.Random(seed)), set[tuple[str, ...]]()
    spent: set[Maker] = set()
    for maker in cycle(makers):
        if len(spent) == len(makers):
            return
        one = None if maker in spent else _next(maker, draw, said)
        if one is None:
            spent.add(maker)
        else:
            said.add(one.turns)
            yield one


def _next(maker: Maker, draw: Draw, said: set[tuple[str, ...]]) -> Made | None:
    tries = (maker(draw) for _ in range(_TRIES))
    return next((one for one in tries if one is not None and one.turns not in said), None)
