"""The bodies of a follow-up: those asked about before, the same department elsewhere, one more beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answering.body_sets import asks_all_bodies
from assistant.dialogue.words import whole
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.departments import department_alone
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Origin, Question
from corpus.bodies import kind_of
from corpus.places import parse_places
from corpus.regions import find_regions, lies_in, same_place
from corpus.report import Scope


def bodies_of(question: Question, before: Question, taken: dict[str, Origin]) -> dict[str, Any]:
    if question.compared and question.bodies and before.bodies:
        alike = _same_department_in(question, before)
        bodies = tuple(dict.fromkeys((*before.bodies, *((alike,) if alike else question.bodies))))
        return {"bodies": bodies, "operations": question.operations | {Operation.DIFFERENCE}}
    if missing := _not_loaded_here(question, before):
        return {"bodies": (), "wider": (), "unknown": (missing,)}
    if not question.bodies and load_lexicon().asides["others"].find(question.text):
        return {"bodies": (), "wider": ()}  # 还有谁也说 asks of all the others
    if not question.bodies and before.bodies and not question.unknown:
        taken["bodies"] = Origin.EARLIER
        scope = before.scope if question.scope is Scope.UNSTATED else question.scope
        return {"bodies": before.bodies, "wider": before.wider, "over": before.over, "scope": scope}
    if not question.bodies and not question.unknown and before.unknown:
        return {"unknown": before.unknown}
    if not question.bodies and len(before.bodies) == 1 and (told := _in_place(question.unknown, before.bodies[0])):
        return {"bodies": (told,), "unknown": ()}
    same = _same_department(question, before)
    return {"bodies": (same,), "wider": ()} if same else {}


def _not_loaded_here(question: Question, before: Question) -> str:
    """财政局呢: the department of the place asked about, where that is not loaded and at most one elsewhere is; else ''."""
    alone = department_alone(question.text)
    if not alone or question.unknown or len(before.bodies) != 1 or len(before.bodies[0]) != 1:
        return ""
    place = parse_places(before.bodies[0][0]).region
    fit = [body for group in question.bodies for body in group]
    here = any(same_place(parse_places(body).region, place) for body in fit)
    return place + alone if place and len(fit) < 2 and not here else ""


def _in_place(said: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """鼓楼区 → asked which of several → 南京的: the bodies asked about that lie in the place named now."""
    if len(said) != 1 or len(asked) < 2:
        return ()
    return tuple(b for b in asked if lies_in(parse_places(b).region, said[0]))


def _same_department(question: Question, before: Question) -> tuple[str, ...]:
    """教育局 → asked which → 望汐区; 澄屿市公安局 → 岚榭县的呢: the place named now, the department named before.

    So where that one is not loaded: 澄屿市市监局 → 没有就看栖霖的.
    """
    if len(question.wider) != 1:
        return ()
    if not before.bodies and len(before.unknown) == 1 and whole("short", "elsewhere", question.text):
        kind = _kind(before.unknown[0])
        return tuple(b for b in question.wider[0] if kind and _kind(b) == kind)
    if len(before.bodies) != 1:
        return ()
    asked = before.bodies[0]
    if len(asked) == 1 and not whole("short", "elsewhere", question.text):
        return ()
    if len(asked) == 1:
        department = parse_places(asked[0]).rest
        return tuple(b for b in question.wider[0] if department and parse_places(b).rest == department)
    return tuple(b for b in question.wider[0] if b in asked)


def _same_department_in(question: Question, before: Question) -> tuple[str, ...]:
    """和禾笙区的比呢, behind 栖霖市市监局: the same department of the one place named; () where before was none, or several fit."""
    if len(question.bodies) != 1 or len(question.wider) != 1 or len(before.bodies) != 1 or len(before.bodies[0]) != 1:
        return ()
    department = parse_places(before.bodies[0][0]).rest
    fit = tuple(b for b in question.wider[0] if department and parse_places(b).rest == department)
    return fit if len(fit) == 1 else ()


def _kind(name: str) -> str:
    """What kind of body the name is of, however it is spelt: 市监局, 市场监督管理局; '' for a place alone."""
    return kind_of(name, parse_places(name).region) or ""


def among(question: Question, before: Question) -> dict[str, Any]:
    """Which of all bodies was asked before goes on (2023年哪个单位许可最多 → 处罚呢) until a body is named.

    So does which of a place's (商丘各县区 → 合计呢), for another such place too (河南各市 → 江苏呢).
    """
    all_asked = asked_bodies(before.text) or (not before.bodies and asks_all_bodies(before))
    asked = before.among or (before.text if all_asked else "")
    one = len(before.bodies[:1] and before.bodies[0]) == 1 and not only_place(before)
    another = question.bodies or (question.unknown and not _alike(question.unknown, _places_asked(before)))
    return {} if one or another or not asked else {"among": asked}


def only_place(question: Question) -> bool:
    """Whether all that is named is one place, and not a body of it."""
    return len(question.bodies) == 1 and len(question.wider) == 1 and bool(question.wider[0])


def _places_asked(question: Question) -> tuple[str, ...]:
    named = tuple(parse_places(b).region for b in question.bodies[0][:1]) if only_place(question) else ()
    return named or question.unknown


def _alike(places: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether both are one place each, of the same level of the state: 江苏, 河南省."""
    if len(places) != 1 or len(others) != 1:
        return False
    levels = [{r.level for r in find_regions(name)} for name in (places[0], others[0])]
    return bool(levels[0] & levels[1])


def recalled(question: Question) -> Question:
    """The question with each name that fits several bodies read as the one told of before (刚才说的教育局)."""
    told = [b for group in question.earlier_bodies for b in group if len(group) == 1]
    groups = []
    for group in question.bodies:
        own = [b for b in told if b in group]
        groups.append((own[-1],) if own else group)
    return replace(question, bodies=tuple(groups))


def without_bodies(asked: Sequence[tuple[str, ...]], denied: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The bodies asked about, but for those that the words denied fit."""
    gone = {body for group in denied for body in group}
    return tuple(group for group in asked if not gone & set(group))
