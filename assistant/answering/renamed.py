"""What is said where a question or a report uses a name of another day."""

from __future__ import annotations

from dataclasses import replace

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Targets, where
from assistant.question import Question

# A question asked back or declined is about no report.
_SILENT = (Outcome.ASKS_BACK, Outcome.OUTSIDE)


def with_renamed(answer: Answer, question: Question, targets: Targets | None) -> Answer:
    """The answer with a sentence for each name of another day that it rests on."""
    if answer.outcome in _SILENT:
        return answer
    notes = [wording.RENAMED[r.kind].format(said=r.said, read=r.read, reform=r.reform) for r in question.renamed]
    cited = {c.report_id for c in answer.citations}
    for other in targets.renamed if targets else ():
        if other.head.id in cited:
            said = wording.RENAMED_YEAR if other.earlier else wording.RENAMED_SINCE
            notes.append(said.format(where=where(other.head), reform=other.reform, body=other.body))
    return replace(answer, claims=(*answer.claims, *map(Claim, dict.fromkeys(notes)))) if notes else answer
