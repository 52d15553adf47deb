"""A question that the parsers could not read: the model fills its slots, our own words ask it again.

The slots become a follow-up to the question as typed, in words that the parsers read (“澄屿市教育局2023年予以公开是多少？”);
what is answered, and every number, comes the ordinary way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.answer import Answer, Outcome
from assistant.answering.context import Context, years_text
from assistant.llm.client import Model, NoReplyError
from assistant.llm.prompts import load_prompts
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.declined import declined_kind, unwritten_kind
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.read import read_question
from assistant.question import Operation, Origin, Question
from assistant.values import TOTAL
from corpus.forms.catalogue import load_catalogue
from corpus.numerals import DIGITS, FORMAL_DIGITS

# A body the parsers did not find may be meant where so many characters of its name stand in the question.
ALIKE = 3
# Longer questions are no questions; more indicators at once were not left unread by accident.
LONGEST, MOST_KEYS = 200, 3

# What was understood and declined, or must be said in a report's own words, is not read again.
_DECLINED = (Operation.GREETING, Operation.LOADED, Operation.WHY, Operation.DEFINE)
_NUMERALS = str.maketrans({c: str(n) for c, n in (DIGITS | FORMAL_DIGITS).items()})
_NOWHERE = Gazetteer({}, {})


@dataclass(frozen=True, slots=True)
class Slots:
    """A valid reading: keys of the catalogue, an applicant's key or '', a loaded body or '', loaded years."""

    operation: str
    keys: tuple[str, ...] = ()
    of: str = ""
    applicant: str = ""
    body: str = ""
    years: tuple[int, ...] = ()


def unread(question: Question, answer: Answer) -> bool:
    """Whether the question was left unread: nothing of the catalogue was found in it, and nothing else was said to it."""
    if answer.outcome not in (Outcome.OUTSIDE, Outcome.NOT_IN_REPORT) or answer.citations or answer.figures:
        return False
    slots = question.keys or question.terms or question.chapter or question.qualifiers or question.unknown
    understood = question.asks(*_DECLINED) or declined_kind(question.text) or unwritten_kind(question.text)
    return not slots and not understood and 0 < len(question.text) <= LONGEST


def reading(question: Question, context: Context, model: Model) -> str:
    """The question as the model reads it, in words the parsers read; '' where there is no valid reading."""
    body = _offered(question, context)
    try:
        prompt = load_prompts().reading
        reply = model.ask(prompt.system, _told(question, body), _schema(body), prompt.most_tokens)
    except NoReplyError:
        return ""
    slots = valid_slots(reply, question, body, {h.year for h in context.heads if h.year})
    return said(slots, context.gazetteer) if slots else ""


def as_typed(understood: Question, typed: Question) -> Question:
    """The follow-up's slots that it took from the question as typed, marked as what they are there."""
    origins = {
        slot: typed.origins.get(slot, origin) if origin is Origin.EARLIER else origin
        for slot, origin in understood.origins.items()
    }
    return replace(understood, origins=origins)


# --- what the model is told ------------------------------------------------------------------------


def _offered(question: Question, context: Context) -> str:
    """The body the words may mean: the one with more of the question's characters than any other; '' where none has.

    Of several that are as alike the model would have to guess one; which is meant is asked back then.
    """
    if question.bodies or asked_bodies(question.text):
        return ""
    said = set(question.text)
    alike = sorted(((len(said & set(body)), body) for body in context.by_body), reverse=True)[:2]
    clear = alike and alike[0][0] >= ALIKE and (len(alike) == 1 or alike[1][0] < alike[0][0])
    return alike[0][1] if clear else ""


def _told(question: Question, body: str) -> str:
    return load_prompts().reading.user.format(
        indicators="\n".join(f"{key} {names[0]}" for key, names in _names().items() if _name_of(key)),
        applicants="\n".join(f"{a.key} {a.label}" for a in load_catalogue().applicants if a.key != TOTAL),
        operations="\n".join(f"{name} {spoken.means}" for name, spoken in load_prompts().operations.items()),
        bodies=body or "（不用填）",
        question=json.dumps(question.text, ensure_ascii=False),
    )


def _schema(body: str) -> dict[str, Any]:
    keys = sorted(_keys())
    applicants = [a.key for a in load_catalogue().applicants if a.key != TOTAL]
    slots = {
        "understood": {"type": "boolean"},
        "operation": {"type": "string", "enum": list(load_prompts().operations)},
        "indicators": {"type": "array", "items": {"type": "string", "enum": keys}},
        "of": {"type": "string", "enum": ["", *keys]},
        "applicant": {"type": "string", "enum": ["", *applicants]},
        "body": {"type": "string", "enum": sorted({"", body})},
        "years": {"type": "array", "items": {"type": "integer"}},
    }
    return {"type": "object", "properties": slots, "required": list(slots), "additionalProperties": False}


# --- what the model may reply ----------------------------------------------------------------------


def valid_slots(reply: Mapping[str, Any], question: Question, offered: str, loaded: set[int]) -> Slots | None:
    """The slots of a reply that has nothing but what it was offered; None for any other."""
    texts = {name: reply.get(name) or "" for name in ("operation", "of", "applicant", "body")}
    keys, years = reply.get("indicators") or [], reply.get("years") or []
    if not _all_of(str, list(texts.values())) or not _all_of(str, keys) or not _all_of(int, years):
        return None
    if reply.get("understood") is not True or texts["operation"] not in load_prompts().operations:
        return None
    slots = Slots(**texts, keys=tuple(dict.fromkeys(keys)), years=tuple(sorted(set(years))))
    if not _offered_keys(slots) or slots.applicant not in {"", *(a.key for a in load_catalogue().applicants)}:
        return None
    if slots.body and slots.body != offered and not question.bodies:
        return None
    if not all(year in loaded and _is_said(year, question.text) for year in slots.years) and not question.years:
        return None
    # What the parsers read stands; the model only adds to it.
    body = "" if question.bodies or asked_bodies(question.text) else slots.body
    timed = question.years or question.latest or question.every_year
    return Slots(slots.operation, slots.keys, slots.of, slots.applicant, body, () if timed else slots.years)


def _all_of(kind: type, values: Any) -> bool:
    return isinstance(values, list) and all(type(value) is kind for value in values)


def _offered_keys(slots: Slots) -> bool:
    """Whether the indicators are ours, and as many as the operation needs."""
    if not {*slots.keys, slots.of} <= {"", *_keys()} or "" in slots.keys:
        return False
    needed = "{keys}" in load_prompts().operations[slots.operation].says
    least = 2 if slots.operation == Operation.SUM else 1
    return least <= len(slots.keys) <= MOST_KEYS if needed else not slots.keys


def _is_said(year: int, text: str) -> bool:
    """Whether the year's last two digits stand in the question, in whatever numerals."""
    return f"{year % 100:02}" in text.translate(_NUMERALS)


# --- the reading in our own words --------------------------------------------------------------------


def said(slots: Slots, gazetteer: Gazetteer) -> str:
    """The slots as a question that the parsers read as just these slots; '' where they don't."""
    spoken = load_prompts().operations[slots.operation]
    words = spoken.says if slots.of or not spoken.alone else spoken.alone
    keys = "、".join(map(_name_of, slots.keys))
    who = next((a.label for a in load_catalogue().applicants if a.key == slots.applicant), "")
    who = f"{who}的" if who and slots.keys else ""
    text = f"{slots.body}{years_text(slots.years)}{who}{words.format(keys=keys, of=_name_of(slots.of))}？"
    read = read_question(text, gazetteer, 0)
    same = set(read.keys) == set(slots.keys) and set(read.base) == {slots.of} - {""} and read.years == slots.years
    same = same and read.applicants == ((slots.applicant,) if who and slots.applicant != TOTAL else ())
    same = same and (any(slots.body in group for group in read.bodies) if slots.body else not read.bodies)
    operation = Operation(slots.operation)
    return text if same and (operation is Operation.VALUE or operation in read.operations) else ""


@cache
def _keys() -> frozenset[str]:
    """The keys a reading may name: those with a name that the parsers read as them."""
    return frozenset(key for key in _names() if _name_of(key))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Label and aliases of every indicator and ratio that the forms in use have."""
    catalogue = load_catalogue().chaptered
    found = {i.key: (i.label, *i.aliases) for i in catalogue.indicators}
    return found | {r.key: (r.label, *r.aliases) for r in catalogue.ratios}


@cache
def _name_of(key: str) -> str:
    """The name of an indicator or ratio that the parsers read as it, its label where that is one; '' where none is."""
    read = (name for name in _names().get(key, ()) if read_question(f"{name}是多少", _NOWHERE, 0).keys == (key,))
    return next(read, "")
