"""Plain words that no alias has: the indicator whose sample questions are nearest, if it is so by a margin."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.context import Context, Targets
from assistant.answering.route import unit_conflict
from assistant.parsing.indicators import parts_of
from assistant.parsing.text import fold
from assistant.question import Operation, Origin, Question
from assistant.values import find_ratio, in_form
from corpus.forms.catalogue import load_catalogue
from index.link import without_counting

# The share of the question's pairs of characters that one wording of the indicator must have; below it, and without
# a clear lead of the vectors, the nearest wording is a guess. Measured on the held-out paraphrases.
LEAST_SHARED = 0.5
LEAST_PAIRS = 2
LEAST_SCORE, LEAST_MARGIN = 4.0, 1.0

# What a question about a number says; without any of these, nearest wordings are not looked for.
_QUANTITY = re.compile(r"多少|几|数|占|比例|率|有没有|有无|吗|么|的呢?$|呢$|最[多少高低]")

# Operations that want the whole, whatever else the question says.
_KEEPS_WHOLE = (Operation.MOST, Operation.LEAST, Operation.CHECK, Operation.EACH, Operation.DEFINE, Operation.WHY)

# A part is meant when its score is at least this share of the best entry's, which may be the whole itself.
NEAR_BEST = 0.7

_COUNTED = frozenset({"", "件", "个", "项", "万元", "元", "起", "%"})


def with_nearest_indicator(question: Question, targets: Targets, context: Context) -> Question | None:
    """The question with the nearest indicator in its empty slot, marked as such; None where none is near enough."""
    if question.keys or not (question.unit in _COUNTED or question.listed):
        return None
    if question.asks(Operation.DEFINE, Operation.OVERVIEW, Operation.LIST) and not question.unit:
        return None
    if question.unknown or question.qualifiers or not _QUANTITY.search(question.text):
        return None
    key = nearest_key(question, context)
    if not key or not any(in_form(key, head.form or "") for head in targets.heads):
        return None
    guessed = replace(question, keys=(key,), origins={**question.origins, "keys": Origin.NEAREST})
    # 收了多少钱 asks for no number of requests, whatever they are about.
    return None if unit_conflict(guessed) else guessed


def refined(question: Question, context: Context) -> Question:
    """The question with one part of the aggregate it names, where the words left over say which (维护稳定不予公开的)."""
    if len(question.keys) != 1 or not question.rest or question.base or question.asks(*_KEEPS_WHOLE):
        return question
    finer = _finer(question.keys[0])
    text = "".join(question.clauses).replace("□", "")
    matches = context.linker.nearest(text) if finer and text else ()
    for match in matches:
        near = match.score >= NEAR_BEST * matches[0].score
        if near and match.key in finer and any(word in fold("，".join(_wordings(match.key))) for word in question.rest):
            return replace(question, keys=(match.key,), origins={**question.origins, "keys": Origin.NEAREST})
    return question


def _finer(key: str) -> frozenset[str]:
    """The indicators that a whole is made of."""
    return frozenset(parts_of(key, load_catalogue()))


def nearest_key(question: Question, context: Context) -> str:
    """The indicator or ratio whose wordings the question nearly says, places and years left out; '' where none."""
    text = question.remainder.replace("□", "")
    matches = context.linker.nearest(text)
    if not matches:
        return ""
    if not _supported(question.rest, matches[0].key):
        return ""
    shared = _shared(text, matches[0].key, question.rest)
    sure = context.linker.prepared and matches[0].score >= LEAST_SCORE and matches[0].margin >= LEAST_MARGIN
    return matches[0].key if shared >= LEAST_SHARED or (sure and shared >= LEAST_SHARED / 2) else ""


def _wordings(key: str) -> tuple[str, ...]:
    entry = find_ratio(key) or load_catalogue().indicator(key)
    return (entry.label, *entry.aliases, *entry.questions)


def _supported(rest: tuple[str, ...], key: str) -> bool:
    """Whether at least half of the words left over are words of the entry's wordings (财政收入 is none of 收费)."""
    said = fold("，".join(_wordings(key)))
    return 2 * sum(word in said for word in rest) >= len(rest)


def _shared(text: str, key: str, rest: tuple[str, ...]) -> float:
    """The largest share of the text's pairs of characters that one wording of the entry has; 0 for a pair alone."""
    asked = _pairs(without_counting(text))
    most = max((len(asked & _pairs(w)) for w in _wordings(key)), default=0)
    least = LEAST_PAIRS if rest else LEAST_PAIRS + 1
    return most / len(asked) if most >= least else 0.0


def _pairs(text: str) -> set[str]:
    folded = fold(text)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}
