"""What an answer told of, in the order told, where the module that answered did not say so itself."""

from __future__ import annotations

from assistant.answer import Answer, Subjects
from assistant.answering.context import Targets
from assistant.question import Question


def told_of(answer: Answer, question: Question, targets: Targets | None) -> Subjects:
    """The answer's own subjects, else the bodies and years it cites, bodies and keys in the order they were asked."""
    own = answer.subjects
    cited = dict.fromkeys(c.body for c in answer.citations)
    asked = [b for b in targets.bodies if b in cited] if targets else []
    years = {c.year for c in answer.citations if c.year}
    return Subjects(
        own.bodies or tuple(dict.fromkeys((*asked, *cited))),
        own.years or tuple(sorted(years)),
        own.keys or (question.keys if cited else ()),
    )
