"""A follow-up as one question that needs none before it: what it took over is said, in words that the parsers read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant import wording_talk
from assistant.answer import Answer
from assistant.answering.context import years_text
from assistant.parsing.indicators import parse_names
from assistant.parsing.text import Mention, mask
from assistant.parsing.years import parse_years
from assistant.question import Operation, Question
from assistant.values import TOTAL, find_applicant, label_of
from corpus.report import Scope

# So many bodies or years are said in one question; more make no link that anybody reads.
MOST_SAID = 24


def restated(question: Question, answer: Answer, ask: Callable[[str], Answer]) -> str:
    """One question that gives the same answer when `ask`ed by itself; '' where none of the wordings tried does."""
    return next((text for text in _wordings(question) if _same(ask(text), answer)), "")


def _same(found: Answer, answer: Answer) -> bool:
    """Whether both rest on the same numbers, or, where there are none, say the same."""
    if answer.figures or found.figures:
        numbers = [tuple(f for f in one.figures if f.citation in one.citations) for one in (found, answer)]
        return numbers[0] == numbers[1]
    return found.outcome is answer.outcome and found.text == answer.text


def _wordings(question: Question) -> Iterator[str]:
    """The question in full, from the plainest wording to its own words behind all that it took over."""
    bodies = [group[0] for group in question.bodies if len(group) == 1]
    if max(len(bodies), len(question.years)) > MOST_SAID:
        return
    who = "、".join(find_applicant(a).label for a in question.applicants if a != TOTAL)
    keys = "、".join(label_of(key) for key in question.keys)
    told = "、".join(bodies) or "、".join(question.unknown)
    told += wording_talk.OWN if question.scope is Scope.OWN else ""
    start = f"{told}{_years(question)}"
    named = f"{who}的{keys}" if who and keys else who or keys
    asked = "".join(_operations(question))
    if question.base:
        base = "、".join(label_of(key) for key in question.base)
        yield f"{start}{named}{wording_talk.SHARE_OF.format(base=base)}"
    yield f"{start}{named}{asked or (wording_talk.HOW_MANY if named else '')}"
    if question.over:
        each = f"{question.over}{wording_talk.EVERY_BODY}{_years(question)}"
        yield f"{each}{named}{asked or wording_talk.HOW_MANY}"
    if question.of_whole:
        yield f"{start}{named}{_bare(question.of_whole)}"
    if question.within:
        yield f"{start}{named}{wording_talk.SHARE_OF_ALL}"
    if question.among:
        yield f"{start}{named}{_bare(question.among)}"
        yield f"{start}{named}{_bare(question.among)}{_bare(question.text)}"
    yield f"{start}{named}{_bare(question.text)}"
    yield f"{start}{question.text}"


def _years(question: Question) -> str:
    words = (
        (question.latest > 1, wording_talk.LATEST, question.latest),
        (bool(question.since), wording_talk.SINCE, question.since),
        (bool(question.until), wording_talk.UNTIL, question.until),
    )
    said = next((text.format(n=n) for holds, text, n in words if holds), "")
    return said or years_text(question.years) or (wording_talk.EVERY_YEAR if question.every_year else "")


def _operations(question: Question) -> Iterator[str]:
    """What is to be done, in the words of each operation; the year before is said with a change."""
    if question.rank.asks:
        yield wording_talk.WHICH_PLACE
    for operation in Operation:
        if operation in question.operations:
            several = len(question.bodies) > 1 or len(question.applicants) > 1 or question.over is not None
            words = wording_talk.ASKED_OF_SEVERAL if several else wording_talk.ASKED
            text = words.get(operation.value) or wording_talk.ASKED.get(operation.value, "")
            yield (wording_talk.SINCE_LAST_YEAR if question.previous and text else "") + text


def _bare(text: str) -> str:
    """The words of a question without its indicators and years."""
    hidden: list[Mention] = [*parse_years(text, 0).mentions, *parse_names(text).mentions]
    return mask(text, hidden).replace("□", "").lstrip("那么的，")
