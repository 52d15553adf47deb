"""What a word of the law or the form means, from the catalogue, marked as not the report's own words."""

from __future__ import annotations

import re

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.law import explained
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from corpus.forms.catalogue import Indicator, Ratio, Term, load_catalogue

# Terms that nearly every question contains.
_GENERIC = frozenset(["disclosure", "annual_report", "on_request", "government_information", "regulation"])
_AMOUNT = re.compile(r"多少|(?<!哪)几|哪几(?:年|家|件)|呢$|数量|占")
# 三安全一稳定具体哪几个: the parts of the term, no number of anything.
_WHICH_ONES = re.compile("哪几[个种类项条样]|哪[三四]")
# A term's name is meant when the question has this share of its pairs of characters.
ENOUGH = 0.6


def _sounding_like(text: str) -> list[Term | Indicator]:
    """The one term that has a name the question nearly says (被拒绝公开了怎么办 → 被拒绝怎么办); [] where none has."""
    best: tuple[float, list[Term | Indicator]] = (0.0, [])
    for term in (t for t in load_catalogue().terms if t.key not in _GENERIC):
        for name in (term.label, *term.aliases):
            pairs = [name[i : i + 2] for i in range(len(name) - 1)]
            share = sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0
            if share > best[0]:
                best = (share, [term])
    return best[1] if best[0] >= ENOUGH else []


def _names_only_terms(question: Question) -> bool:
    """A term and nothing to look it up in: no body, year or amount; 年报什么时候公布, 三类内部事务信息包括哪些."""
    counted = question.unit and not _WHICH_ONES.search(question.text)
    elsewhere = question.bodies or question.says_years or counted or question.unknown
    asked = question.operations - {Operation.LIST, Operation.YES_NO}
    return bool(question.terms) and not elsewhere and not asked and not _AMOUNT.search(question.text)


def define(question: Question) -> Answer | None:
    """The explanation of the terms (or indicators) named, where a meaning is asked for; else None."""
    if (
        question.asks(Operation.EACH)
        or question.of_sets
        or not (question.asks(Operation.DEFINE) or _names_only_terms(question))
    ):
        return None
    catalogue = load_catalogue()
    entries: list[Term | Indicator | Ratio] = [t for t in catalogue.terms if t.key in question.terms]
    if all(entry.key in _GENERIC for entry in entries) and not question.bodies and question.asks(Operation.DEFINE):
        # 信息公开要收费吗 asks about the fee, not about 信息公开.
        entries = [*_sounding_like(question.text)] or entries
    counted: tuple[Indicator | Ratio, ...] = (*catalogue.ratios, *catalogue.indicators)
    named: list[Term | Indicator | Ratio] = [i for i in counted if i.key in question.keys]
    # 年报里的复议纠正是指什么 asks about 复议纠正, not about 年报.
    entries = [entry for entry in entries if entry.key not in _GENERIC] or named or entries
    if not entries and not question.bodies:
        entries = [*_sounding_like(question.text)]
    if not entries:
        return None
    claims = [Claim(explained(entry)) for entry in entries[:3]]
    if load_lexicon().asides["judged"].find(question.text):
        claims.append(Claim(words.NOT_JUDGED))
    labels = "、".join(entry.label for entry in entries[:3])
    reading = wording.READING_JOIN.join((labels, wording.OPERATION_NAMES[Operation.DEFINE.value]))
    return Answer(Outcome.ANSWERED, tuple(claims), reading=reading)
