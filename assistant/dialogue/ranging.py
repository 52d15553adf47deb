"""A follow-up that ranges over bodies (哪个单位最多) keeps what was counted and the year, and not the one body asked about."""

from __future__ import annotations

from dataclasses import replace

from assistant import wording, wording_talk
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.areas import heads_in, is_place_kind
from assistant.answering.body_sets import of_kind
from assistant.answering.context import Context
from assistant.answering.set_claims import mode_of
from assistant.asked import Aggregate, AskedBodies
from assistant.dialogue.moved import STILL, Moved
from assistant.dialogue.slot_bodies import only_place
from assistant.dialogue.slot_sets import own_words
from assistant.dialogue.words import inside, leading
from assistant.parsing.bodies import asked_bodies, such_bodies
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from corpus.places import parse_places
from corpus.regions import locate

# What is asked of one body although it speaks of others: its place among them, its share of them.
_OF_ITSELF = (Operation.SHARE, Operation.TIMES, Operation.GROWTH, Operation.WHY, Operation.DEFINE, Operation.LOADED)
# Without a number, what is asked of many bodies.
_OF_MANY = frozenset({Operation.CHECK, Operation.PROBLEMS, Operation.MEASURES})
# Of fewer bodies nothing can be the most.
_TO_COMPARE = 2


def range_of(question: Question, before: Question, context: Context, steps: Moved = STILL) -> str | None:
    """The place over whose bodies a follow-up to a question about one body ranges, '' for all that is loaded.

    None where it goes on about that body. Where fewer than two such bodies of a place are loaded, the one around it.
    `steps`: 谁高 behind two indicators or applicants asked one by one is asked of these.
    """
    asked = _asked(question, before)
    if asked is None or (steps.slot in ("keys", "applicants") and not (asked.many or asked.kind)):
        return None
    places = _places_of(before.bodies[0][0] if before.bodies else before.unknown[0], context)
    found = leading("ranging", "then", question.text)
    level = (found["whole"] or "")[1:2] if found else ""  # 全市各局, behind one about a district
    for count in range(len(places), 0, -1):
        area = "".join(places[:count])
        if places[count - 1].endswith(level) and _has_several(area, asked, context):
            # Which bodies a place has is asked of the place itself (澄屿市 → 哪个单位最多).
            return None if only_place(before) and count == len(places) else area
    return ""


def _places_of(body: str, context: Context) -> tuple[str, ...]:
    """The places around a body, the outermost first; of a name that says none the region it is loaded under."""
    return parse_places(body).places or parse_places(context.gazetteer.region_of.get(body, "")).places


def _has_several(area: str, asked: AskedBodies, context: Context) -> bool:
    if is_place_kind(asked.kind) and locate(area):
        return True  # which of its 县区 are not loaded is told
    return len({h.body for h in heads_in(area, context) if of_kind(h, asked.kind, area)}) >= _TO_COMPARE


def in_place(area: str, text: str) -> str:
    """The text as said of a place, and of bodies: 那全市哪个单位最多 → 澄屿市哪个单位最多, 前三名 → 澄屿市各单位前三名."""
    then = leading("ranging", "then", text)
    rest = text[then.end() :] if then else text
    return area + ("" if asked_bodies(rest) or such_bodies(rest) else wording_talk.EVERY_BODY) + rest


def without_body(before: Question) -> Question:
    """The question before, of no body."""
    return replace(before, bodies=(), wider=(), unknown=(), inside=(), absent=(), earlier_bodies=())


def range_told(answer: Answer, question: Question) -> Answer:
    """The answer with the bodies that it ranged over, where the question before was about one."""
    if question.over is None or answer.outcome not in (Outcome.ANSWERED, Outcome.PARTLY):
        return answer
    whose = wording.BODIES_OF.format(area=question.over) if question.over else wording.ALL_BODIES
    if not answer.reading.startswith(whose):
        return answer
    return replace(answer, claims=(*answer.claims, Claim(wording_talk.RANGE.format(whose=whose))))


def _asked(question: Question, before: Question) -> AskedBodies | None:
    """Which bodies a follow-up to a question about one body ranges over; None where it goes on about that one."""
    if question.bodies or question.unknown or question.asks(*_OF_ITSELF) or question.rank.asks:
        return None
    if (question.keys and question.says_years) or load_lexicon().asides["others"].find(question.text):
        return None  # that says all by itself, or asks for all others
    if question.compared or leading("short", "within", question.text) or not _ranges(question):
        return None
    such = such_bodies(question.text)
    asked = asked_bodies(question.text) or (such if such and (such.kind or question.condition) else None)
    mean = Aggregate.MEAN in question.aggregates and inside("ranging", "whole", question.text)
    asked = asked or (AskedBodies(many=bool(mean)) if mean or question.rank.top > 1 else None)
    if asked is None or not (asked.many or mode_of(question, asked)):
        return None
    told = {*before.bodies, *before.earlier_bodies}
    if len(told) > 1:  # 哪家最多 is asked of those told of
        return asked if before.bodies and inside("ranging", "every", question.text) else None
    one = len(before.bodies) == 1 and (len(before.bodies[0]) == 1 or only_place(before))
    return asked if one or (not before.bodies and len(before.unknown) == 1) else None


def _ranges(question: Question) -> bool:
    """Whether it asks what can be asked of many: a number, the faults of their tables, problems, who writes of a topic."""
    says = any(load_lexicon().asides[name].find(question.text) for name in ("mentions", "unsaid"))
    return bool(question.keys or question.operations & _OF_MANY or says or not own_words(question))
