"""Questions that name no body: what the index finds in all reports."""

from __future__ import annotations

from dataclasses import replace

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, names, where
from assistant.answering.figure import figures_answer
from assistant.answering.figure_match import ASKS_NUMBER, subject_words
from assistant.answering.prose import sentences_answer
from assistant.question import Operation, Origin, Question
from corpus.kinds import kind_of
from index.where import Where

# So many passages are looked at for a report that answers.
LOOKED_AT = 12
# Where several reports say something of it, so many are quoted, one sentence each.
SHOWN = 5


def search_answer(question: Question, context: Context) -> Answer | None:
    """What the reports whose words fit say, one sentence each; None for table numbers, and numbers in several."""
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
        if head is None or kind_of(head.title, head.form):
            continue  # reports of other kinds are asked in a way of their own
        targets = Targets((head,), body_origin=Origin.ONLY_ONE)
        answer = figures_answer(question, targets, context) or sentences_answer(question, targets, context)
        if answer:
            found.append(answer)
    if len(found) <= 1 or ASKS_NUMBER.search(question.text):
        # A number in several reports: which body is meant must be asked.
        return found[0] if len(found) == 1 else None
    claims = tuple(c for answer in found[:SHOWN] for c in answer.claims[:1])
    return Answer(Outcome.ANSWERED, (Claim(wording.SEVERAL_REPORTS.format(count=len(claims))), *claims))


def neighbour_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The prose answer of the one other body of a region, where only the region was named and the body taken has none."""
    if len(question.wider) != 1 or not question.wider[0] or len(question.bodies) != 1 or question.keys:
        return None
    found: list[Answer] = []
    for body in question.wider[0]:
        heads = tuple(h for h in context.by_body.get(body, ()) if not question.years or h.year in question.years)
        if body in targets.bodies or not heads:
            continue
        others = Targets(heads, body_origin=Origin.NEAREST)
        answer = figures_answer(question, others, context) or sentences_answer(question, others, context)
        if answer and answer.outcome is Outcome.ANSWERED:
            note = wording.OTHER_BODY.format(asked=names(list(targets.bodies)), where=names([where(h) for h in heads]))
            found.append(replace(answer, claims=(*answer.claims, Claim(note)), reading=body))
    return found[0] if len(found) == 1 else None
