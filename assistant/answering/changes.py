"""What changed between two reports, and how much one took from the other: which two are meant, and the whole answer."""

from __future__ import annotations

from itertools import pairwise

from assistant import wording
from assistant import wording_changes as said
from assistant.answer import Answer, Claim, Outcome, Subjects, Table
from assistant.answering.changed_cells import changed_cells, form_changes
from assistant.answering.changed_prose import changed_prose, copied_prose
from assistant.answering.context import Context, Targets, refuse, where, years_text
from assistant.answering.figure_match import ASKS_NUMBER
from assistant.answering.value_claims import figures
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from assistant.values import Value
from corpus.store import ReportHead

# Of more pairs of reports than these only the newest are told.
MOST_PAIRS = 3
_PROBLEMS_CHAPTER = 5


def changes(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The changes between two reports of a body, or what one copied of the other; None where none of it is asked."""
    copied = question.asks(Operation.COPIED)
    if not _asked(question, copied):
        return None
    pairs, notes = _pairs(question, targets, context)
    if not pairs:
        return notes
    claims: list[Claim] = list(notes.claims) if notes else []
    tables: list[Table] = []
    used: list[Value] = []
    chapter = question.chapter or (_PROBLEMS_CHAPTER if _of_problems(question) else None)
    sides, kinds = _said(question, "cells", "prose"), _said(question, "new", "gone")
    every = len(kinds) > 1
    for earlier, later in pairs:
        if copied:
            claims += copied_prose(earlier, later, context, chapter)
            continue
        if "cells" in sides and chapter is None and every:
            told, table, values = changed_cells(earlier, later, context)
            claims += told
            tables += [table] if table else []
            used += values
        elif "cells" in sides and chapter is None:
            claims += form_changes(earlier, later, kinds)
        if "prose" in sides:
            claims += changed_prose(earlier, later, context, chapter, kinds)
    heads = list(dict.fromkeys(head for pair in pairs for head in pair))
    bodies, years = tuple(dict.fromkeys(h.body for h in heads)), tuple(sorted({h.year for h in heads if h.year}))
    kind = wording.OPERATION_NAMES["copied" if copied else "changes"]
    return Answer(
        Outcome.PARTLY if notes else Outcome.ANSWERED,
        tuple(claims),
        wording.READING_JOIN.join(("、".join(bodies), years_text(years), kind)),
        figures(context, used),
        tables=tuple(tables),
        subjects=Subjects(bodies, years),
    )


def _asked(question: Question, copied: bool) -> bool:
    """Whether whole reports are to be compared, and not one indicator, a topic, or the number of something."""
    if question.keys or question.applicants or question.numbers:
        return False
    if copied:
        return _all_generic(question)
    wanted = question.asks(Operation.CHANGES) or (
        question.asks(Operation.DIFFERENCE) and len(question.years) + question.previous > 1
    )
    return wanted and not ASKS_NUMBER.search(question.text) and _all_generic(question)


def _all_generic(question: Question) -> bool:
    """Whether the words left over narrow nothing: 年报, 文字, 地方; or name the chapter that is meant."""
    generic = {word for words in load_lexicon().changes.values() for word in words}
    chapters = "".join(load_lexicon().chapters) if question.chapter else ""
    return all(word in generic or word in chapters for word in question.rest)


def _said(question: Question, *sides: str) -> set[str]:
    """Which of these sides the question names, by the words of lexicon.toml; all of them where it names none."""
    found = {side for side in sides if any(word in question.text for word in load_lexicon().changes[side])}
    return found or set(sides)


def _of_problems(question: Question) -> bool:
    words = load_lexicon().changes["problems"]
    return question.asks(Operation.PROBLEMS, Operation.MEASURES) or any(word in question.rest for word in words)


def _pairs(
    question: Question, targets: Targets, context: Context
) -> tuple[list[tuple[ReportHead, ReportHead]], Answer | None]:
    """(pairs of reports, earlier first; what must be said of them, or the refusal where there is no pair)."""
    heads = [h for h in targets.heads if h.year]
    if len(targets.bodies) == 2 and len(heads) == 2 and len(targets.years) == 1:
        return [(heads[0], heads[1])], None
    found: list[tuple[ReportHead, ReportHead]] = []
    alone: list[ReportHead] = []
    for body in targets.bodies:
        own = sorted((h for h in heads if h.body == body), key=lambda h: h.year or 0)
        if len(own) == 1:
            before = _before(own[0], context)
            found += [(before, own[0])] if before else []
            alone += own
        elif own:
            found += list(pairwise(own if question.years or question.latest or question.every_year else own[-2:]))
    if not found:
        return [], refuse(Outcome.NOT_LOADED, said.NO_EARLIER.format(where="、".join(map(where, heads))))
    return found[-MOST_PAIRS:], _stand_in(question, targets, found, alone)


def _before(head: ReportHead, context: Context) -> ReportHead | None:
    """The nearest earlier report of the same body and scope."""
    earlier = [h for h in context.by_body[head.body] if h.year and h.year < (head.year or 0) and h.scope == head.scope]
    return max(earlier, key=lambda h: h.year or 0, default=None)


def _stand_in(
    question: Question, targets: Targets, pairs: list[tuple[ReportHead, ReportHead]], alone: list[ReportHead]
) -> Answer | None:
    """That the year asked for, or the year before, is not loaded, so that the nearest earlier report is compared."""
    lost = [f"{body}{years_text(years)}" for body, years in targets.missing]
    earlier = {later.id: before for before, later in pairs}
    for head in alone:
        before = earlier.get(head.id)
        if before and not targets.missing and (before.year or 0) + 1 < (head.year or 0):
            lost.append(f"{head.body}{years_text([(head.year or 0) - 1])}")
    if not lost:
        return None
    text = said.NEAREST.format(asked="、".join(lost), earlier="、".join(where(a) for a, _ in pairs))
    return Answer(Outcome.PARTLY, (Claim(text),))
