"""The indicator, applicant and operation of a follow-up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.moved import Moved, of_bodies
from assistant.dialogue.slot_sets import of_all_bodies, own_words, picks
from assistant.dialogue.words import whole
from assistant.parsing.indicators import other_column, parse_names, parts_of
from assistant.question import Operation, Origin, Question
from assistant.values import TOTAL
from corpus.forms.catalogue import load_catalogue

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

# 它们一共多少: the indicators of the questions before, the last two where two are meant.
_THESE = re.compile("它们|他们|这两|那两|两者|两项|两个|俩|这些|上面这|以上")
_TWO = re.compile("这两|那两|两者|两项|两个|俩|它们|他们")
# What is added up then is what was told, and not the column of totals: 两年一共多少, 这两家总共多少.
_TOLD_OF = re.compile(
    "[两俩三四五六七八九十][年家个者项]|[这那]几|俩|它们|他们|她们|这些|那些|以上|上述|前面|相加|加[起一在]|合[起在]"
)
# 谁多, 差多少 after two bodies: the two are compared.
_BETWEEN = re.compile("谁|差了?(?:多少|几)|相差|[多少高低]了?(?:多少|几)|哪个|哪家|哪边|哪[项类种]")
# Operations that set one of several against the others, or take them together.
_AGAINST_OTHERS = frozenset(
    {
        Operation.MOST, Operation.LEAST, Operation.DIFFERENCE, Operation.GROWTH, Operation.TIMES, Operation.TREND,
        Operation.SUM, Operation.EACH, Operation.LIST,
    }
)  # fmt: skip
# 比许可少多少, 是复议的几倍: against the number told before.
_BESIDE = re.compile("(?:那|它)*(?:比|跟|和|与|同|是)(?!上年|去年|前一年|上一年)")
# What sets values against each other, shares like counts.
_SETS_AGAINST = frozenset({Operation.MOST, Operation.LEAST, Operation.DIFFERENCE, Operation.GROWTH})
# People count cases in these, whatever they are.
_ANY_UNIT = frozenset({"", "件", "个", "条", "份"})
# Both procedures are said at once: 复议和诉讼一共纠正几件.
_ALL_GROUPS = re.compile("复议|诉讼")
# The short words of words.toml → the operation they ask for; None: the same again, as a table or a chart.
_SHORT = {"each": Operation.EACH, "trend": Operation.TREND, "draw": None, "show": None}


def subject_of(
    question: Question, before: Question, taken: dict[str, Origin], corrects: bool = False
) -> dict[str, Any]:
    """Indicator, applicant and operation from before, where the question has no subject of its own."""
    column = _other_column(question, before)
    if column and not set(column) <= set(before.keys):
        return {"keys": column, "rest": (), "operations": question.operations | (before.operations & {Operation.SHARE})}
    changes: dict[str, Any] = {}
    if before.listed and _in_other_unit(question, before):
        return {"rest": tuple(dict.fromkeys((*before.rest, *question.rest)))}
    if not _has_subject(question):
        changes |= {"keys": before.keys, "base": question.base or before.base}
        # Plain words that an indicator was read from have been read; they narrow nothing any more.
        left = () if before.origins.get("keys") is Origin.NEAREST else before.rest
        changes |= {"rest": tuple(dict.fromkeys((*left, *question.rest)))}
        changes |= {"chapter": before.chapter, "unit": question.unit or before.unit}
        changes |= {"clauses": tuple(dict.fromkeys((*before.clauses, *question.clauses)))}
        taken["keys"] = Origin.EARLIER
        if not question.operations & (_KEPT | _OWN_SUBJECT):
            changes["operations"] = question.operations | _going_on(question, before)
        elif question.operations & _SETS_AGAINST and before.asks(Operation.SHARE):
            changes["operations"] = question.operations | {Operation.SHARE}  # 占几成 → 哪个高: of the shares
    elif _sets_beside(question, before):
        changes |= {"keys": tuple(dict.fromkeys((*before.keys, *question.keys))), "previous": False, "change": None}
    elif question.keys and corrects:
        changes["operations"] = question.operations or before.operations
    elif question.keys and not question.operations and before.operations & _KEPT:
        changes["operations"] = _going_on(question, before) & _KEPT
    if not question.applicants and before.applicants and (question.keys or not _has_subject(question)):
        changes["applicants"] = before.applicants
        taken["applicants"] = Origin.EARLIER
    return changes


def _sets_beside(question: Question, before: Question) -> bool:
    """Whether 比许可少多少 sets what it names beside the one indicator asked about before."""
    alone = not (question.bodies or question.unknown or question.years or question.applicants)
    asks = question.asks(Operation.DIFFERENCE, Operation.TIMES) and _BESIDE.match(question.text)
    return bool(asks and alone and len(before.keys) == len(question.keys) == 1 and before.keys != question.keys)


def _in_other_unit(question: Question, before: Question) -> bool:
    """Whether it asks in another unit than what was counted before has (培训了多少人次 → 办了几期): of something else."""
    units = {i.unit for i in load_catalogue().indicators if i.key in before.keys}
    other = question.unit and not question.keys and units and question.unit not in units | _ANY_UNIT
    return bool(other and not units & _ANY_UNIT)


def _other_column(question: Question, before: Question) -> tuple[str, ...]:
    """被纠正的, 结果维持了几件 after 复议: that result of the procedure asked about before; () where it is said which."""
    if len(before.keys) != 1 or _adds_up(question, before):
        return ()
    if set(question.keys) <= {"upheld_rate", "corrected_rate"}:
        return other_column(question.text, before.keys[0])
    group = before.keys[0].rpartition(".")[0]
    table = group.partition(".")[0]
    found = tuple(key.replace(table, group, 1) for key in question.keys)
    known = {i.key for i in load_catalogue().indicators}
    bare = all(key.partition(".")[0] == table and key.count(".") == 1 for key in question.keys)
    said = parse_names(_ALL_GROUPS.sub("", question.text), question.listed).keys
    return found if group != table and bare and said and known.issuperset(found) else ()


def _adds_up(question: Question, before: Question) -> bool:
    """Whether it asks for the sum of several numbers told: of bodies, of years."""
    bodies, years = question.bodies or before.bodies, question.years or before.years
    spans = not question.years and (before.spans_years or before.every_year)
    several = len(bodies) > 1 or len(years) > 1 or spans or of_all_bodies(before) or _TOLD_OF.search(question.text)
    return question.asks(Operation.SUM) and bool(several)


def _going_on(question: Question, before: Question) -> frozenset[Operation]:
    """The operations of before that still fit: one picked out of several is no longer set against the others."""
    gone: set[Operation] = {Operation.DEFINE} if question.bodies or question.years else set()
    several_years = len(before.years) > 1 or before.spans_years or before.every_year
    of_all = of_all_bodies(before)
    if picks(question) and (of_all or (len(before.bodies) > 1 and len(question.bodies) == 1 and not several_years)):
        gone |= _AGAINST_OTHERS
    if several_years and len(before.bodies) < 2 and not of_all and len(question.years) == 1:
        gone |= _AGAINST_OTHERS
    return before.operations - gone


def shortly_said(question: Question, before: Question) -> Question:
    """The question with what only a follow-up says so shortly: 理由呢, 画个图, 列成表."""
    if not before.keys:
        return question
    if whole("also", "everybody", question.text) and before.applicants:
        return replace(question, applicants=(TOTAL,), operations=frozenset(), rest=())
    # 两家的结果怎么样 is said of bodies, by now with their names.
    bare = question.remainder.replace("□", "").lstrip("、，和与的")
    if (whole("also", "results", question.text) or (bare and whole("also", "results", bare))) and (
        key := _whole_of(before.keys[0])
    ):
        asked = frozenset({Operation.COMPOSITION})
        return replace(
            question, keys=(key,), operations=asked, rest=(), clauses=(), remainder="", terms=(), chapter=None
        )
    for name, operation in _SHORT.items():
        if whole("also", name, question.text):
            drawn = name == "draw" and len(before.bodies) == 1 and len(before.years) == 1 and not of_all_bodies(before)
            operations = frozenset({Operation.TREND} if drawn else {operation} if operation else ())
            return replace(question, operations=operations, rest=(), clauses=(), remainder="", terms=())
    return question


def _whole_of(key: str) -> str:
    """What 结果呢 asks the results of, after a number: the requests handled, or the cases of the same kind."""
    known = {i.key for i in load_catalogue().indicators}
    table, group = f"{key}.".split(".")[:2]
    total = f"{table}.{group}.total"
    return "requests.handled" if table == "requests" else total if table == "disputes" and total in known else ""


def _has_subject(question: Question) -> bool:
    own = own_words(question)
    # 其中原创的 narrows what was asked before; it is no subject of its own.
    within = question.text.startswith(("其中", "那其中"))
    if question.keys or question.chapter or question.operations & _OWN_SUBJECT:
        return True
    return (bool(own) and not within) or _counts_anew(question)


def _counts_anew(question: Question) -> bool:
    """给了信息的几件: it names what is counted, though in no word that is known; the number told before is not that."""
    new = question.bodies or question.unknown or question.says_years or question.applicants or question.operations
    return not new and bool(whole("short", "counted", question.text))


def several(question: Question, before: Question, steps: Moved) -> dict[str, Any]:
    """All the indicators (它们一共), bodies (谁多) or applicants of the conversation, where these are meant."""
    changes: dict[str, Any] = {}
    asked = question.earlier_keys
    inherited = question.keys == before.keys
    added_up = question.asks(Operation.SUM) and not question.base and not _nested(asked)
    if inherited and len(asked) > 1 and (_THESE.search(question.text) or added_up):
        changes["keys"] = asked[-2:] if _TWO.search(question.text) else asked
    ranked = question.asks(Operation.MOST, Operation.LEAST)
    compared = (ranked or question.asks(Operation.DIFFERENCE)) and _BETWEEN.search(question.text)
    if steps.slot in ("keys", "applicants") and (compared or question.asks(Operation.SUM)):
        asked = steps.values if question.asks(Operation.SUM) and not _TWO.search(question.text) else steps.last(2)
        if getattr(question, steps.slot) == getattr(before, steps.slot) and not _nested(asked):
            changes[steps.slot] = asked
    between_bodies = steps.slot in ("", "bodies") or of_bodies(question.text)
    alone = question.bodies == before.bodies and len(before.bodies) < 2
    if compared and between_bodies and alone and len(question.earlier_bodies) > 1:
        # 哪家最多 is asked of all that were asked about one by one, 差多少 of the last two.
        all_of_them = steps.values if steps.slot == "bodies" and ranked else ()
        changes["bodies"] = all_of_them or question.earlier_bodies[-2:]
    return changes


def _nested(keys: tuple[str, ...]) -> bool:
    """Whether one of the indicators is a part of another: they are never added up."""
    catalogue = load_catalogue()
    return any(one in parts_of(other, catalogue) for one in keys for other in keys)
