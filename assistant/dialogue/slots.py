"""A question takes from the one before what it leaves unsaid, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answer import Answer
from assistant.dialogue.moved import STILL, Moved
from assistant.dialogue.slot_bodies import among, bodies_of, only_place, recalled, without_bodies
from assistant.dialogue.slot_sets import of_all_bodies, sets_of
from assistant.dialogue.slot_subject import several, shortly_said, subject_of
from assistant.dialogue.slot_years import years_of
from assistant.dialogue.turn import PLAIN, Said
from assistant.dialogue.words import leading
from assistant.parsing.bodies import asked_bodies, bare_kind
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Origin, Question

# Operations that say what is asked for by themselves.
_OWN_SUBJECT = frozenset({Operation.PROBLEMS, Operation.MEASURES})
# Of everybody who asked, persons and all the others.
PERSONS, ORGANISATIONS = ("natural",), ("organisation",)


def follow(
    question: Question, before: Question, denied: Question | None = None, said: Said = PLAIN, steps: Moved = STILL
) -> Question:
    """The question with the unsaid slots of the one before, each marked as such; without what is `denied`.

    `steps`: what the questions before were asked of one by one.
    """
    remembered = replace(question, **_memory(before))
    if _whole(question, before) or _greets(question):
        return remembered
    remembered = _share_of(remembered, before)
    question = shortly_said(recalled(remembered) if said.recalls else remembered, before)
    taken: dict[str, Origin] = {}
    added = _added(question, before)
    changes: dict[str, Any] = {"within": _list_of(question, before, said)}
    changes |= bodies_of(question, before, taken) or _part_of(question, before)
    changes |= among(question, before)
    changes |= years_of(question, before, taken, steps)
    # 哪些单位的表对不上 asks of their tables, not of the number told before.
    if question.over is None or not question.asks(Operation.CHECK):
        changes |= subject_of(question, before, taken, said.corrects)
    changes |= sets_of(question, before)
    changes |= several(replace(question, **changes), before, steps)
    changes |= added
    if denied is not None:
        changes |= _without(question, before, denied)
    found = replace(question, **changes, origins={**question.origins, **taken})
    goes_on = found.asks(Operation.SHARE) and not question.asks(Operation.SHARE)
    return replace(found, of_whole=before.of_whole or before.text) if goes_on else found  # 占全市的多少 → 2022年呢


def takes_over_nothing(followed: Question, by_itself: Question) -> bool:
    """Whether a question says all by itself, so that what it remembers of those before it decides nothing."""
    said = by_itself.keys and by_itself.bodies and not by_itself.unknown
    one_each = all(len(group) == 1 for group in by_itself.bodies)
    return bool(said and one_each) and replace(followed, earlier_keys=(), earlier_bodies=()) == by_itself


def _added(question: Question, before: Question) -> dict[str, Any]:
    """再加上府办的一共, 加上21年的: what is named beside what was asked before, to be added up; {} where nothing is."""
    if not leading("short", "plus", question.text):
        return {}
    named = [slot for slot in ("bodies", "years", "keys") if getattr(question, slot)]
    changes: dict[str, Any] = {s: tuple(dict.fromkeys((*getattr(before, s), *getattr(question, s)))) for s in named}
    return changes | {"operations": question.operations | {Operation.SUM}} if len(named) == 1 else {}


def _whole(question: Question, before: Question) -> bool:
    """Whether the question says all by itself: whose value, of which year, and what is counted."""
    named = bool(question.bodies) or (_of_many(question, before) and not only_place(before))
    counted = (
        question.keys or question.operations & _OWN_SUBJECT or load_lexicon().asides["received"].find(question.text)
    )
    return bool(named and counted and question.says_years) and not question.compared


def _of_many(question: Question, before: Question) -> bool:
    """Whether it asks of many bodies (超过100件的单位有哪些, 前五名单位), and not of those told of alone.

    Which of them has the most (哪个单位最多) is no question of one body; of two told of it is.
    """
    asked = asked_bodies(question.text)
    one = len(before.bodies) == 1 and set(before.earlier_bodies) <= set(before.bodies)
    top = question.rank.top > 1 and bare_kind(question.text) != ""
    many = top or (asked is not None and (asked.many or one))
    return many and not leading("short", "within", question.text)


def _list_of(question: Question, before: Question, said: Said) -> str:
    """The question about all bodies from whose list those asked about now are taken; '' where they are named anew."""
    if question.bodies and not said.bodies:
        return ""
    return before.within or ((before.among or before.text) if said.bodies and of_all_bodies(before) else "")


def _greets(question: Question) -> bool:
    """谢谢 asks nothing, of nobody."""
    named = question.bodies or question.unknown or question.keys or question.applicants or question.says_years
    return question.operations == {Operation.GREETING} and not (named or question.rest)


def _share_of(question: Question, before: Question) -> Question:
    """占办结的多少 names the whole alone: the part is what was asked before, added up where it was."""
    if not (question.asks(Operation.SHARE) and leading("also", "share_of", question.text) and question.keys):
        return question
    if question.base or set(question.keys) & set(before.keys):
        return question
    if not before.keys:  # what was asked before is not known, so no share of it is
        return replace(question, keys=(), base=question.keys, rest=before.rest) if before.rest else question
    added = before.operations & {Operation.SUM}
    return replace(question, keys=before.keys, base=question.keys, operations=question.operations | added)


def _part_of(question: Question, before: Question) -> dict[str, Any]:
    """占澄屿市的多少 names the whole alone: it stands beside the bodies asked about before, whose share it is."""
    whole = question.asks(Operation.SHARE) and question.bodies and leading("also", "share_of", question.text)
    apart = not set(question.bodies) & set(before.bodies)
    return {"bodies": (*before.bodies, *question.bodies), "wider": ()} if whole and before.bodies and apart else {}


def _memory(before: Question) -> dict[str, Any]:
    """What was asked about so far, for 它们 and 谁多."""
    return {
        "earlier_keys": tuple(dict.fromkeys((*before.earlier_keys, *before.keys))),
        "earlier_bodies": tuple(dict.fromkeys((*before.earlier_bodies, *before.bodies))),
    }


def _without(question: Question, before: Question, denied: Question) -> dict[str, Any]:
    """Of several asked about before, those not denied, with what is said in their place."""
    changes: dict[str, Any] = {} if question.text else {"text": before.text}
    if denied.bodies and len(before.bodies) > 1:
        changes["bodies"] = tuple(dict.fromkeys((*without_bodies(before.bodies, denied.bodies), *question.bodies)))
        changes["wider"] = ()
    for slot in ("years", "keys", "applicants"):
        left = tuple(v for v in getattr(before, slot) if v not in getattr(denied, slot))
        if getattr(denied, slot) and (not question.text or len(getattr(before, slot)) > 1):
            changes[slot] = tuple(dict.fromkeys((*left, *getattr(question, slot))))
    if not question.text and not before.applicants and denied.applicants == PERSONS:
        changes["applicants"] = ORGANISATIONS  # of everybody, not 个人的: all others
    return changes


def denied_slots(before: Question, denied: Question) -> tuple[str, ...]:
    """The slots that a bare 不要2024年的 speaks of, where it leaves nothing of what was asked, or all of it; else ()."""
    if not before.applicants and denied.applicants == PERSONS and before.keys:
        return ()
    found = []
    for slot in ("bodies", "years", "keys", "applicants"):
        asked, gone = getattr(before, slot), getattr(denied, slot)
        left = without_bodies(asked, gone) if slot == "bodies" else tuple(v for v in asked if v not in gone)
        if gone and 0 < len(left) < len(asked):
            return ()
        found += [slot] if gone else []
    return tuple(found) or ("",)


def only_bodies(question: Question, names: Sequence[str]) -> Question:
    """The question about just these bodies, where its words fit others too."""
    if not names:
        return question
    groups: list[tuple[str, ...]] = []
    for group in question.bodies:
        groups += [(name,) for name in names if name in group] or [group]
    named = tuple(dict.fromkeys((*groups, *((name,) for name in names))))
    return replace(question, bodies=named, wider=(), unknown=())


def settled(question: Question, answer: Answer) -> Question:
    """The question with the one body that each of its names turned out to mean, for those that go on from it."""
    told = answer.subjects.bodies
    found = []
    for group in question.bodies:
        own = tuple(body for body in told if body in group)
        found.append(own if len(own) == 1 else group)
    return replace(question, bodies=tuple(found))
