"""Answers about the conversation itself: a new start, a bare 不对, and a second answer that leaves the same open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant import wording_talk
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, refuse
from assistant.dialogue.turn import NOTHING, Said, Speech, Turn
from assistant.dialogue.words import inside
from assistant.question import Operation, Question

# So many values are offered where it isn't said what is wrong.
OFFERED = 6


def about_the_talk(said: Said, turns: Sequence[Turn], context: Context) -> Answer:
    """What is said to a new start, or to a word that the last answer is wrong: one question back, not two in a row."""
    if said.kind is Speech.RESTART:
        return Answer(Outcome.ANSWERED, (Claim(wording_talk.RESTARTED.format(example=context.example)),))
    if turns[-1].said.kind is Speech.WRONG:
        return refuse(Outcome.ASKS_BACK, wording_talk.WRONG_AGAIN.format(example=context.example))
    return refuse(Outcome.ASKS_BACK, wording_talk.WRONG, _others(said, turns[said.base].answer))


def _others(said: Said, answer: Answer) -> tuple[str, ...]:
    """The nearest other values of the slot that is said to be wrong (年份不对), else of each slot in turn."""
    named = [a for a in answer.alternatives if a.slot in said.text] or answer.alternatives
    asks = [[option.ask for option in alternative.options] for alternative in named]
    longest = max(map(len, asks), default=0)
    return tuple(own[i] for i in range(longest) for own in asks if i < len(own))[:OFFERED]


def open_again(answer: Answer, turns: Sequence[Turn]) -> bool:
    """Whether the answer asks back what the last one asked back already."""
    last = turns[-1].answer if turns else None
    asked = answer.outcome is Outcome.ASKS_BACK and last is not None and last.outcome is Outcome.ASKS_BACK
    return bool(asked and last and (set(last.choices) & set(answer.choices) or last.text == answer.text))


def side_by_side(question: Question, answer: Answer, context: Context) -> Question | None:
    """The question about all that may be meant, listed together; None where it lacks what is counted."""
    bodies = tuple(c for c in answer.choices if c in context.by_body)
    if not bodies or not (question.keys or question.operations):
        return None
    if question.bodies or (len(bodies) < len(context.by_body) and len(bodies) < len(answer.choices)):
        return replace(question, bodies=tuple((b,) for b in bodies), wider=(), among="")
    return replace(question, among=wording_talk.EVERY_BODY, operations=question.operations | {Operation.LIST})


def still_missing(question: Question, context: Context) -> Answer:
    """What has to be said, once asking back has not brought it."""
    slot = wording_talk.MISSING_KEY if question.bodies else wording_talk.MISSING_BODY
    return refuse(Outcome.ASKS_BACK, wording_talk.STILL_MISSING.format(slot=slot, example=context.example))


def with_year_before(answer: Answer, question: Question, said: Said, turns: Sequence[Turn], context: Context) -> Answer:
    """Where the year that 去年 is today is not loaded: with the one so long before the year told of, if that is."""
    read = turns[said.base].read if said.base != NOTHING else None
    found = inside("shift", "calendar", said.text)
    if answer.outcome is not Outcome.NOT_LOADED or read is None or len(read.years) != 1 or not found:
        return answer
    told, back = read.years[0], datetime.now(UTC).year - min(question.years, default=0)
    loaded = {h.year for group in question.bodies for body in group for h in context.by_body.get(body, ())}
    if told - back not in loaded:
        return answer
    text = wording_talk.YEAR_BEFORE.format(said=found.group(), told=told, count=back, year=told - back)
    return replace(answer, claims=(*answer.claims, Claim(text)), choices=(wording_talk.YEAR.format(year=told - back),))
