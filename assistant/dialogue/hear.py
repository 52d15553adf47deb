"""What a turn says, given the turns before: each way of leaning on them is tried once, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Outcome
from assistant.dialogue.choosing import chosen
from assistant.dialogue.correcting import corrected
from assistant.dialogue.pronouns import all_but, with_names
from assistant.dialogue.returning import returned
from assistant.dialogue.shortened import in_full
from assistant.dialogue.turn import NOTHING, Said, Speech, Turn
from assistant.dialogue.words import leading, whole
from assistant.parsing.text import fold
from assistant.question import Operation

# What 排名呢 asks of the body spoken of.
WHICH_PLACE = "排第几"
# 打错了 23年: a space ends these words as a comma does.
_MISTAKEN = re.compile(r"^(\S{0,3}(?:错了?|不对|不是的?))\s+")
# A turn that asked nothing of the reports; the conversation goes on from the one before it.
_ASIDE = (Operation.GREETING, Operation.LOADED)


def hear(typed: str, turns: Sequence[Turn]) -> Said:
    """The turn with all it leans on said in full; a first question is taken as it stands."""
    text = fold(_MISTAKEN.sub(r"\1，", typed))
    base = going_on(turns)
    if fresh := whole("start", "over", text):
        return Said(text, NOTHING, kind=Speech.RESTART)
    begun = leading("start", "over", text)
    if begun and text[begun.end() : begun.end() + 1] in ("，", "。", "：", "；"):
        fresh = begun
        text, base = text[begun.end() + 1 :], NOTHING
    if base == NOTHING or fresh:
        return Said(text)
    if again := leading("same", "lead", text):
        text = text[again.end() :]
    if found := chosen(text, turns):
        return replace(corrected(found.text), base=base, bodies=found.bodies)
    if found := returned(text, turns, base):
        if not found.text:
            return turns[found.base].said
        text, base = found.text, found.base
        return replace(with_names(text, turns, base), base=base, recalls=found.recalls)
    if whole("wrong", "alone", text):
        return Said(text, base, kind=Speech.WRONG)
    if whole("also", "rank", text):
        text = WHICH_PLACE
    if whole("short", "ranked", text):
        base = _ranking(turns, base)
    text = in_full(text, turns[base])
    said = corrected(text)
    if said.denied and not said.text and (others := all_but(said.denied, turns, base)):
        return Said("、".join(others), base, others, corrects=True)
    named = with_names(said.text, turns, base)
    return replace(said, text=named.text, bodies=named.bodies, base=base)


def going_on(turns: Sequence[Turn]) -> int:
    """The turn that the next one goes on from: the last that asked something of the reports; NOTHING for none."""
    at = len(turns) - 1
    while at >= 0:
        turn = turns[at]
        if turn.said.kind is Speech.RESTART:
            return NOTHING
        if turn.said.kind is Speech.QUESTION and not _aside(turn):
            return at
        at -= 1
    return NOTHING


def _ranking(turns: Sequence[Turn], base: int) -> int:
    """The last ranking that the turn gone on from leads back to (第一名收了多少 → 最后一名是谁); that turn where there is none."""
    at = base
    while at != NOTHING and (read := turns[at].read) is not None:
        if len(turns[at].answer.subjects.bodies) > 1 and read.asks(Operation.MOST, Operation.LEAST):
            return at
        at = turns[at].said.base
    return base


def _aside(turn: Turn) -> bool:
    if turn.read is None or turn.answer.outcome is Outcome.ASKS_BACK:
        return turn.read is None
    return turn.answer.outcome is Outcome.OUTSIDE or (turn.read.asks(*_ASIDE) and not turn.read.keys)
