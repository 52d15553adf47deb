"""Plain words that no alias has: the indicator whose wordings are nearest, or two where nothing tells them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.context import Context, Targets
from assistant.answering.route import MONEY, unit_conflict
from assistant.parsing.bodies import without_asked_bodies
from assistant.parsing.indicators import parts_of
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import fold, longest_matches, mask
from assistant.question import Operation, Origin, Question
from assistant.values import find_ratio, in_form, label_of
from corpus.forms.catalogue import load_catalogue
from index.link import EXACT, IndicatorLinker, Match

# Measured by `python -m bench link` (docs/figures.md). A wording of the catalogue itself scores above SAID. Below
# LEAST_SCORE the nearest is a guess; within TIE of the next, both are answered; and the entry's wordings must have
# MOST_SHARED of the question's pairs of characters, or LEAST_SHARED of them and half of its words.
SAID = EXACT
LEAST_SCORE, TIE = 2.5, 0.3
LEAST_SHARED, MOST_SHARED = 0.4, 0.6
# So clear that prose need not be looked into first.
CLEAR_SCORE, CLEAR_MARGIN = 4.0, 1.5

# What a question about a number says; without any of these, nearest wordings are not looked for.
_QUANTITY = re.compile(r"多少|几|数|占|比例|率|有没有|有无|吗|么|的呢?$|呢$|最[多少高低]")

# Operations that want the whole, whatever else the question says.
_KEEPS_WHOLE = (Operation.MOST, Operation.LEAST, Operation.CHECK, Operation.EACH, Operation.DEFINE, Operation.WHY)

# A part is meant when its score is at least this share of the best entry's, which may be the whole itself.
NEAR_BEST = 0.7

_COUNTED = frozenset({"", "件", "个", "项", "万元", "元", "起", "%"})


# 和 between two names, and what is left hanging before or behind a hole.
_JOINED = re.compile("(?<=□)(?:以及|[和与跟同及、])(?=□)|(?<=□)(?:的是|是|的)(?=□|$)")

# What is asked about a number rather than of which number; out of the way of the subject.
_ABOUT = (
    Operation.MOST, Operation.LEAST, Operation.GROWTH, Operation.DIFFERENCE, Operation.TREND, Operation.SUM,
    Operation.EACH,
)  # fmt: skip


# A table named as a whole.
_WHOLE_TABLE = re.compile("(?:第?[一二三四五六](?:章|部分|张)?)?表[一二三四五六]?")


def clearly_named(question: Question, context: Context) -> Question:
    """The question with the indicator whose wordings it says all but literally (没答复的), before prose is looked into."""
    if question.asks(Operation.CHECK) and question.rest and all(map(_WHOLE_TABLE.fullmatch, question.rest)):
        return question  # 表四有没有错: the table as a whole, not its total
    return _linked(question, context, clearly=True) or question


def with_nearest_indicator(question: Question, targets: Targets, context: Context) -> Question | None:
    """The question with the nearest indicator in its empty slot, marked as such, or the two nearest of a tie; None
    where none is near enough.
    """
    found = _linked(question, context)
    keys = [key for key in found.keys if any(in_form(key, h.form or "") for h in targets.heads)] if found else []
    return replace(found, keys=tuple(keys)) if found and keys else None


def with_nearest_of_sets(question: Question, context: Context) -> Question | None:
    """As `with_nearest_indicator`, where all bodies are asked: 公众递交的申请最少的是哪个单位."""
    return _linked(question, context)


def _linked(question: Question, context: Context, clearly: bool = False) -> Question | None:
    """The question with the indicators nearest to what it says, where it can be about an indicator at all."""
    if question.keys or question.unknown or question.qualifiers or question.chapter:
        return None
    if question.asks(Operation.DEFINE, Operation.OVERVIEW, Operation.LIST) and not (question.unit or question.of_sets):
        return None
    matches = context.linker.nearest(_subject(question))
    said = bool(matches) and matches[0].score >= SAID
    asks_number = question.of_sets or _QUANTITY.search(question.text) or question.earlier_keys  # 新收多少 → 答应公开的
    if not said and not (asks_number and (question.unit in _COUNTED or question.listed)):
        return None
    clear = bool(matches) and matches[0].score >= CLEAR_SCORE and matches[0].margin >= CLEAR_MARGIN
    if clearly and not (said or (clear and question.rest)):
        return None
    keys = nearest_keys(matches, question.rest)
    # 有多少人来要信息 is a wording of the catalogue, so it asks for what the catalogue counts.
    unit = "" if said and question.unit not in MONEY else question.unit
    rest = () if said else question.rest
    guessed = replace(question, keys=keys, unit=unit, rest=rest, origins={**question.origins, "keys": Origin.NEAREST})
    # 收了多少钱 asks for no number of requests, whatever they are about.
    return guessed if keys and not unit_conflict(guessed) else None


def _subject(question: Question) -> str:
    """What is left of the question when all that was read, and the words of what is asked about it, are taken out."""
    return subject_of(question.remainder)


def subject_of(text: str) -> str:
    """A text without what was read (□) and the words of what is asked about it."""
    said = {word: (word,) for op in _ABOUT for word in load_lexicon().cues[op.value].words}
    said |= {word: (word,) for word in load_lexicon().asides["loaded_scopes"].words}
    text = mask(text, longest_matches(text, said))
    return _JOINED.sub("", without_asked_bodies(text)).replace("□", "")


def about_an_indicator(question: Question, context: Context) -> bool:
    """Whether what the question says is near to an indicator."""
    return bool(linked_keys(_subject(question), question.rest, context.linker))


def refined(question: Question, context: Context) -> Question:
    """The question with one part of the aggregate it names, where the words left over say which (维护稳定不予公开的)."""
    if len(question.keys) != 1 or not question.rest or question.base or question.asks(*_KEEPS_WHOLE):
        return question
    finer = _finer(question.keys[0])
    # 公开 says nothing of a part of 不予公开; with most words left over unknown to it (看得我头大), no part is meant.
    telling = tuple(word for word in question.rest if word not in label_of(question.keys[0]))
    text = "".join(question.clauses).replace("□", "")
    matches = context.linker.nearest(text) if finer and text and telling else ()
    for match in matches:
        near = match.score >= NEAR_BEST * matches[0].score
        if near and match.key in finer and _supported(telling, match.key):
            return replace(question, keys=(match.key,), origins={**question.origins, "keys": Origin.NEAREST})
    return question


def _finer(key: str) -> frozenset[str]:
    """The indicators that a whole is made of."""
    return frozenset(parts_of(key, load_catalogue()))


def linked_keys(text: str, rest: tuple[str, ...], linker: IndicatorLinker) -> tuple[str, ...]:
    """The indicators or ratios that a text of these content words is about: one, the two of a near tie, or none."""
    return nearest_keys(linker.nearest(text), rest)


def supported_keys(text: str, linker: IndicatorLinker) -> tuple[str, ...]:
    """The indicator that a short text alone is nearest to; () where the best is a guess."""
    return nearest_keys(linker.nearest(text), (text,))


def nearest_keys(matches: Sequence[Match], rest: tuple[str, ...]) -> tuple[str, ...]:
    """The best of the matches, and the next where the two are nearly tied; () where the best is a guess."""
    tied = [m for m in matches[:2] if m.score >= matches[0].score - TIE and m.kind == matches[0].kind]
    near = [match.key for match in tied if _near_enough(match, rest)]
    return tuple(near) if matches and near[:1] == [matches[0].key] else ()


def _near_enough(match: Match, rest: tuple[str, ...]) -> bool:
    if match.score >= SAID:
        return True
    shared = match.shared >= MOST_SHARED or (match.shared >= LEAST_SHARED and _supported(rest, match.key))
    return match.score >= LEAST_SCORE and shared


def _wordings(key: str) -> tuple[str, ...]:
    entry = find_ratio(key) or load_catalogue().indicator(key)
    return (entry.label, *entry.aliases, *entry.questions)


def _supported(rest: tuple[str, ...], key: str) -> bool:
    """Whether at least half of the words left over are words of the entry's wordings (财政收入 is none of 收费)."""
    said = fold("，".join(_wordings(key)))
    return 2 * sum(word in said for word in rest) >= len(rest)
