"""Follow-ups: a question takes from the one before what it leaves unsaid."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.parsing.bodies import asked_bodies
from assistant.parsing.indicators import other_column, parts_of
from assistant.question import Operation, Origin, Question
from corpus.forms.catalogue import load_catalogue
from corpus.places import parse_places
from corpus.regions import find_regions, lies_in

# Operations that a follow-up without one of its own keeps, when it names another indicator.
_KEPT = frozenset(
    {
        Operation.SHARE, Operation.TIMES, Operation.DIFFERENCE, Operation.GROWTH, Operation.MOST, Operation.LEAST,
        Operation.TREND,
    }
)  # fmt: skip
# Operations that are a subject themselves: 存在的问题, 概况.
_OWN_SUBJECT = frozenset(
    {Operation.DEFINE, Operation.OVERVIEW, Operation.PROBLEMS, Operation.MEASURES, Operation.LOADED}
)

# Words that ask which one; they are no subject of their own.
_WHICH = frozenset(["县区", "区县", "单位", "部门", "哪家", "哪个", "哪些", "地方", "两个", "三个", "其中", "合计"])
# 它们一共多少: the indicators of the questions before, the last two where two are meant.
_THESE = re.compile("它们|他们|这两|那两|两者|两项|两个|俩|这些|上面这|以上")
_TWO = re.compile("这两|那两|两者|两项|两个|俩|它们|他们")
# 谁多, 差多少 after two bodies: the two are compared.
_BETWEEN = re.compile("谁|差多少|差几|相差|哪个|哪家|哪边")
# 上年呢, 下一年呢: the year before or after the one asked about.
_SHIFTED = re.compile("^那?(?:么)?(上一?年|前一年|去年|下一?年|后一年|第二年)(?:度)?(?:的)?(?:呢|多少|几件)?")

# The slots that say of which years a question is, taken over together.
_YEAR_SLOTS = ("years", "latest", "earliest", "since", "until", "every_year", "vague_years")


def follow(question: Question, before: Question | None) -> Question:
    """The question with the unsaid slots of the one before; each taken slot is marked as such."""
    if before is None:
        return question
    taken: dict[str, Origin] = {}
    changes: dict[str, Any] = {}
    changes |= _bodies(question, before, taken)
    changes |= _among(question, before)
    changes |= _years(question, before, taken)
    changes |= _subject(question, before, taken)
    changes |= _memory(before)
    changes |= _several(replace(question, **changes), before)
    return replace(question, **changes, origins={**question.origins, **taken})


def _bodies(question: Question, before: Question, taken: dict[str, Origin]) -> dict[str, Any]:
    if question.compared and question.bodies and before.bodies:
        bodies = tuple(dict.fromkeys((*before.bodies, *question.bodies)))
        return {"bodies": bodies, "operations": question.operations | {Operation.DIFFERENCE}}
    if not question.bodies and before.bodies and not question.unknown:
        taken["bodies"] = Origin.EARLIER
        return {"bodies": before.bodies, "wider": before.wider}
    if not question.bodies and not question.unknown and before.unknown:
        return {"unknown": before.unknown}
    if not question.bodies and len(before.bodies) == 1 and (told := _in_place(question.unknown, before.bodies[0])):
        return {"bodies": (told,), "unknown": ()}
    same = _same_department(question, before)
    return {"bodies": (same,), "wider": ()} if same else {}


def _in_place(said: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """鼓楼区 → asked which of several → 南京的: the bodies asked about that lie in the place named now."""
    if len(said) != 1 or len(asked) < 2:
        return ()
    return tuple(b for b in asked if lies_in(parse_places(b).region, said[0]))


def _same_department(question: Question, before: Question) -> tuple[str, ...]:
    """教育局 → asked which → 望汐区; 澄屿市公安局 → 岚榭县的呢: the place named now, the department named before."""
    if len(question.wider) != 1 or len(before.bodies) != 1:
        return ()
    asked = before.bodies[0]
    if len(asked) == 1 and not re.search("的呢?$", question.text.rstrip("？。")):
        return ()
    if len(asked) == 1:
        department = parse_places(asked[0]).rest
        return tuple(b for b in question.wider[0] if department and parse_places(b).rest == department)
    return tuple(b for b in question.wider[0] if b in asked)


def _among(question: Question, before: Question) -> dict[str, Any]:
    """Which of all bodies was asked before goes on (2023年哪个单位许可最多 → 处罚呢) until a body is named.

    So does which of a place's (商丘各县区 → 合计呢), for another such place too (河南各市 → 江苏呢).
    """
    asked = before.among or (before.text if asked_bodies(before.text) else "")
    one = len(before.bodies[:1] and before.bodies[0]) == 1 and not _only_place(before)
    another = question.bodies or (question.unknown and not _alike(question.unknown, _places_asked(before)))
    return {} if one or another or not asked else {"among": asked}


def _only_place(question: Question) -> bool:
    """Whether all that is named is one place, and not a body of it."""
    return len(question.bodies) == 1 and len(question.wider) == 1 and bool(question.wider[0])


def _places_asked(question: Question) -> tuple[str, ...]:
    named = tuple(parse_places(b).region for b in question.bodies[0][:1]) if _only_place(question) else ()
    return named or question.unknown


def _alike(places: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether both are one place each, of the same level of the state: 江苏, 河南省."""
    if len(places) != 1 or len(others) != 1:
        return False
    levels = [{r.level for r in find_regions(name)} for name in (places[0], others[0])]
    return bool(levels[0] & levels[1])


def _years(question: Question, before: Question, taken: dict[str, Origin]) -> dict[str, Any]:
    shifted = _SHIFTED.match(question.text)
    if shifted and before.years and not question.bodies:
        step = 1 if shifted[1][0] in "下后第" else -1
        return {"years": (before.years[-1] + step,), "previous": False}
    if question.years and before.years and not question.keys and _compares_years(question):
        years = tuple(sorted({*before.years, *question.years}))
        return {"years": years, "operations": question.operations | {Operation.DIFFERENCE}}
    if question.says_years and not _sums_up(question, before):
        return {}
    if not (before.says_years or before.previous or before.vague_years):
        return {}
    taken["years"] = Origin.EARLIER
    kept = {name: getattr(before, name) for name in _YEAR_SLOTS}
    previous = question.previous or (before.previous and not question.asks(Operation.OVERVIEW))
    return {**kept, "into": before.into, "plan": before.plan, "previous": previous}


def _sums_up(question: Question, before: Question) -> bool:
    """Whether 这两年 means the two years just asked about."""
    return question.latest == len(before.years) > 1 and bool(re.search("[这那].年", question.text))


def _compares_years(question: Question) -> bool:
    return question.compared or bool(re.search("^那?(?:跟|和|与|同|比|较)|比$|相比", question.text)) or question.asks(
        Operation.DIFFERENCE, Operation.GROWTH
    )  # fmt: skip


def _subject(question: Question, before: Question, taken: dict[str, Origin]) -> dict[str, Any]:
    """Indicator, applicant and operation from before, where the question has no subject of its own."""
    groupless = set(question.keys) <= {"upheld_rate", "corrected_rate"}
    column = other_column(question.text, before.keys[0]) if before.keys and groupless else ()
    if column:
        return {"keys": column, "rest": (), "operations": question.operations | (before.operations & {Operation.SHARE})}
    changes: dict[str, Any] = {}
    if not _has_subject(question):
        changes |= {"keys": before.keys, "base": question.base or before.base}
        changes |= {"rest": tuple(dict.fromkeys((*before.rest, *question.rest)))}
        changes |= {"chapter": before.chapter, "unit": question.unit or before.unit}
        changes |= {"clauses": tuple(dict.fromkeys((*before.clauses, *question.clauses)))}
        taken["keys"] = Origin.EARLIER
        if not question.operations & (_KEPT | _OWN_SUBJECT):
            changes["operations"] = question.operations | before.operations
    elif question.keys and not question.operations and before.operations & _KEPT:
        changes["operations"] = question.operations | (before.operations & _KEPT)
    if not question.applicants and before.applicants and (question.keys or not _has_subject(question)):
        changes["applicants"] = before.applicants
        taken["applicants"] = Origin.EARLIER
    return changes


def _has_subject(question: Question) -> bool:
    # 泗洪县呢: a place that is not loaded is no subject.
    places = "".join(question.unknown)
    own = [word for word in question.rest if word not in _WHICH and word not in places]
    # 其中原创的 narrows what was asked before; it is no subject of its own.
    within = question.text.startswith(("其中", "那其中"))
    return bool(question.keys or question.chapter or (own and not within) or question.operations & _OWN_SUBJECT)


def _memory(before: Question) -> dict[str, Any]:
    """What was asked about so far, for 它们 and 谁多."""
    return {
        "earlier_keys": tuple(dict.fromkeys((*before.earlier_keys, *before.keys))),
        "earlier_bodies": tuple(dict.fromkeys((*before.earlier_bodies, *before.bodies))),
    }


def _several(question: Question, before: Question) -> dict[str, Any]:
    """All the indicators (它们一共) or bodies (谁多) of the conversation, where these are meant."""
    changes: dict[str, Any] = {}
    asked = question.earlier_keys
    inherited = question.keys == before.keys
    added_up = question.asks(Operation.SUM) and not _nested(asked)
    if inherited and len(asked) > 1 and (_THESE.search(question.text) or added_up):
        changes["keys"] = asked[-2:] if _TWO.search(question.text) else asked
    compared = question.asks(Operation.DIFFERENCE, Operation.MOST, Operation.LEAST) and _BETWEEN.search(question.text)
    if compared and question.bodies == before.bodies and len(question.earlier_bodies) > 1:
        changes["bodies"] = question.earlier_bodies[-2:]
    return changes


def _nested(keys: tuple[str, ...]) -> bool:
    """Whether one of the indicators is a part of another: they are never added up."""
    catalogue = load_catalogue()
    return any(one in parts_of(other, catalogue) for one in keys for other in keys)
