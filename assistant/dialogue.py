"""Follow-ups: a question takes from the one before what it leaves unsaid."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.question import Operation, Origin, Question

# Operations that a question states anew each time; a follow-up without one keeps those below.
_KEPT = frozenset(
    {
        Operation.SHARE,
        Operation.TIMES,
        Operation.DIFFERENCE,
        Operation.GROWTH,
        Operation.MOST,
        Operation.LEAST,
        Operation.TREND,
    }
)
_OWN_SUBJECT = frozenset({Operation.DEFINE, Operation.OVERVIEW, Operation.PROBLEMS, Operation.MEASURES})


# 它们一共多少: the indicators of the questions before, the last two where two are meant.
_THESE = re.compile("它们|他们|这两|那两|两者|两项|这些|上面这|以上")
_TWO = re.compile("这两|那两|两者|两项|它们|他们")


def follow(question: Question, before: Question | None) -> Question:
    """The question with the unsaid slots of the one before; each taken slot is marked as such."""
    if before is None:
        return question
    taken: dict[str, Origin] = {}
    changes: dict[str, object] = {}
    if question.compared and question.bodies and before.bodies:
        changes["bodies"] = tuple(dict.fromkeys((*before.bodies, *question.bodies)))
        changes["operations"] = question.operations | {Operation.DIFFERENCE}
    elif not question.bodies and before.bodies and not question.unknown:
        changes["bodies"] = before.bodies
        taken["bodies"] = Origin.EARLIER
    if _no_years(question) and (before.years or before.latest or before.every_year or before.previous):
        same_bodies = not question.bodies or question.bodies == before.bodies or before.years
        if same_bodies:
            changes |= {"years": before.years, "latest": before.latest, "every_year": before.every_year}
            changes |= {"into": before.into, "plan": before.plan}
            if not question.asks(Operation.OVERVIEW):
                changes["previous"] = question.previous or before.previous
            taken["years"] = Origin.EARLIER
    changes |= _subject(question, before, taken)
    asked = tuple(dict.fromkeys((*before.earlier_keys, *before.keys)))
    changes["earlier_keys"] = asked
    if _THESE.search(question.text) and not question.keys and len(asked) > 1:
        changes["keys"] = asked[-2:] if _TWO.search(question.text) else asked[-len(asked) :]
    return replace(question, **changes, origins={**question.origins, **taken})  # type: ignore[arg-type]


def _no_years(question: Question) -> bool:
    return not (question.years or question.latest or question.every_year)


def _subject(question: Question, before: Question, taken: dict[str, Origin]) -> dict[str, object]:
    """Indicator, applicant and operation from before, where the question has no subject of its own."""
    own = bool(question.keys or question.chapter or question.rest) or bool(question.operations & _OWN_SUBJECT)
    changes: dict[str, object] = {}
    if not own:
        changes |= {"keys": before.keys, "base": question.base or before.base, "rest": before.rest}
        changes |= {"chapter": before.chapter, "unit": question.unit or before.unit, "clauses": before.clauses}
        taken["keys"] = Origin.EARLIER
        if not question.operations & (_KEPT | _OWN_SUBJECT):
            asked: frozenset[Operation] = changes.get("operations", question.operations)  # type: ignore[assignment]
            changes["operations"] = asked | before.operations
    elif question.keys and not question.operations and before.operations & _KEPT:
        changes["operations"] = question.operations | (before.operations & _KEPT)
    if not question.applicants and before.applicants and (not own or question.keys):
        changes["applicants"] = before.applicants
        taken["applicants"] = Origin.EARLIER
    return changes
