"""Parts of a question that were not read beside others that were: linked by their wording, else said or asked back."""

from __future__ import annotations

from dataclasses import replace

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, refuse
from assistant.answering.nearest import subject_of, supported_keys
from assistant.parsing.content import says_something
from assistant.parsing.unread import narrowed_to
from assistant.question import Operation, Question

# What is reckoned from all that is named is wrong where a part of it is left out.
_RECKONED = (Operation.SUM, Operation.SHARE, Operation.DIFFERENCE, Operation.GROWTH, Operation.TIMES)


def with_unread(question: Question, context: Context) -> Question:
    """The question with the indicators that its unread parts are nearest to; what is not near any stays unread."""
    if question.unknown:
        return replace(question, unread=(), share_unread=("", ""))
    first: list[str] = []
    last: list[str] = []
    still: list[tuple[str, bool]] = []
    for text, before in question.unread:
        found = _linked(text, context)
        (first if before else last).extend(found)
        still += [] if found else [(text, before)]
    keys = tuple(dict.fromkeys((*first, *question.keys, *last)))
    part, whole = question.share_unread
    base = question.base
    if part and (found := _linked(part, context)):
        keys, base, part = found, question.keys, ""
    if whole and (found := _linked(whole, context)):
        # Of whom alone is said: their share in what all have of it.
        keys, base, whole = keys or found, found, ""
    about = narrowed_to(question.remainder, says_something)
    # 关于征地的申请: no form tells these apart, so no cell answers; 涉及商业秘密的 is a row of its own.
    narrowed = (about,) if about and not _linked(about, context) else ()
    return replace(
        question, qualifiers=(*question.qualifiers, *narrowed), keys=keys, base=base, unread=tuple(still), share_unread=(part, whole),
        base_unread=question.base_unread and bool(whole),
    )  # fmt: skip


def _linked(text: str, context: Context) -> tuple[str, ...]:
    return supported_keys(subject_of(text), context.linker)[:1]


def told_unread(answer: Answer, question: Question) -> Answer:
    """The answer with what was not read; asked back where a number would be reckoned without it."""
    parts = [*(text for text, _ in question.unread), *filter(None, question.share_unread)]
    if not parts or answer.outcome not in (Outcome.ANSWERED, Outcome.PARTLY) or not answer.figures:
        return answer
    said = "、".join(f"“{subject_of(text)}”" for text in parts)
    if question.asks(*_RECKONED) or question.of_sets:
        return refuse(Outcome.ASKS_BACK, wording.ASK_UNREAD.format(said=said))
    note = Claim(wording.UNREAD.format(said=said))
    return replace(answer, outcome=Outcome.PARTLY, claims=(note, *answer.claims))
