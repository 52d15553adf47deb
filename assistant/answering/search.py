"""Questions that name no body: what the index finds in all reports, when one report clearly fits."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.answering.context import Context, Targets
from assistant.answering.figure import figures_answer, subject_words
from assistant.answering.prose import sentences_answer
from assistant.question import Operation, Origin, Question
from index.search import Where

# So many passages are looked at for a report that answers.
LOOKED_AT = 12


def search_answer(question: Question, context: Context) -> Answer | None:
    """The prose answer of the one report whose words fit; None for table numbers, or where several reports fit."""
    words = subject_words(question.clauses)
    if question.keys or question.applicants or not question.rest or not words:
        return None
    if question.asks(Operation.CHECK, Operation.WHY, Operation.PROBLEMS, Operation.MEASURES, Operation.OVERVIEW):
        return None
    years = frozenset(question.years) or None
    hits = context.search().search(" ".join(words), Where(years=years), LOOKED_AT)
    found: list[Answer] = []
    for report_id in dict.fromkeys(h.report_id for h in hits):
        head = context.store.head(report_id)
        if head is None:
            continue
        targets = Targets((head,), body_origin=Origin.ONLY_ONE)
        answer = figures_answer(question, targets, context) or sentences_answer(question, targets, context)
        if answer:
            found.append(answer)
    return found[0] if len(found) == 1 else None
