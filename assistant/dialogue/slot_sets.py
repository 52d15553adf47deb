"""What a follow-up leaves unsaid of sets of values: the condition, never and always, the run, the mean, how far down."""

from __future__ import annotations

from typing import Any

from assistant.answering.body_sets import asks_all_bodies
from assistant.asked import NO_RANK, Rank
from assistant.dialogue.words import whole
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.departments import department_alone
from assistant.question import Operation, Question

# Operations that don't take the place of what was asked of the set: 超过100件的有哪些 → 2022年有吗.
_BESIDE = frozenset({Operation.YES_NO, Operation.LIST, Operation.MOST, Operation.LEAST, Operation.GROWTH})


def of_all_bodies(question: Question) -> bool:
    """Whether it is a question about all bodies of some kind, by its own words or by those it goes on from."""
    if asked_bodies(question.among or question.text):
        return True
    return not question.bodies and (question.of_sets or asks_all_bodies(question) is not None)


def picks(question: Question) -> bool:
    """Whether it names bodies one by one."""
    return bool(question.bodies) and all(len(group) == 1 for group in question.bodies)


def own_words(question: Question) -> list[str]:
    """The words left over that are a subject of their own.

    泗洪县呢, 财政局呢, 疫情前呢, 高校的呢: a body that is not loaded, years and applicants are none.
    """
    if whole("short", "went", question.text):
        return []
    said = "".join((*question.unknown, department_alone(question.text), question.vague_years, *question.uncounted))
    return [word for word in question.rest if not whole("also", "which", word) and word not in said]


def sets_of(question: Question, before: Question) -> dict[str, Any]:
    """The slots on sets of the question before, where this one says none and asks for nothing else."""
    own = question.of_sets or question.change or question.rank != NO_RANK
    if own or question.operations - _BESIDE or (picks(question) and of_all_bodies(before)):
        return {}
    picked = bool(question.bodies) and not before.bodies
    rank = before.rank
    if picked:  # of one body neither a ranking nor its first five are asked
        rank = Rank(asks=True) if rank.asks else NO_RANK
    return {
        "condition": before.condition, "ever": before.ever, "run": before.run, "rank": rank,
        "aggregates": () if picked or question.asks(Operation.MOST, Operation.LEAST) else before.aggregates, "change": None if picked else before.change,
    }  # fmt: skip
