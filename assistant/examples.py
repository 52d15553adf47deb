"""Questions offered to users, made from what is loaded, so that each can really be answered."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant.answer import Answer, Outcome
from assistant.answering.context import Context, Targets
from assistant.question import Question
from assistant.values import Reader, Status, label_of
from corpus.store import ReportHead

# What nearly every report counts.
EXAMPLE_KEY = "requests.new"


def example_questions(context: Context, n: int) -> tuple[str, ...]:
    """Up to n questions over different bodies and years, of different kinds."""
    heads = [h for h in context.heads if h.form and h.year]
    if not heads:
        return ()
    newest = sorted(heads, key=lambda h: (-(h.year or 0), h.body))
    picked = list({h.body: h for h in reversed(newest)}.values())[:n] or newest[:1]
    found = []
    for i in range(n):
        head = picked[i % len(picked)]
        template = wording.EXAMPLES[i % len(wording.EXAMPLES)]
        found.append(template.format(body=head.body, year=head.year))
    return tuple(dict.fromkeys(found))


def first_example(heads: Sequence[ReportHead], reader: Reader) -> str:
    """A question that the newest report of a form answers; one without names where nothing is loaded."""
    newest = sorted((h for h in heads if h.form and h.year), key=lambda h: (-(h.year or 0), h.body))
    head = next((h for h in newest if reader.value(h, EXAMPLE_KEY).status is Status.NUMBER), None)
    return wording.EXAMPLES[0].format(body=head.body, year=head.year) if head else wording.DEFAULT_EXAMPLE


def suggestions(question: Question, targets: Targets | None, answer: Answer, context: Context) -> tuple[str, ...]:
    """Up to three questions to go on with: about the same report, each with a number there."""
    if targets is None or not targets.heads or answer.outcome is Outcome.ASKS_BACK:
        return ()
    head = targets.heads[-1]
    keys = [k for k in wording.SUGGESTED_KEYS if k not in question.keys]
    return tuple(_question(head, k) for k in keys if _answerable(context, head, k))[:3]


def _answerable(context: Context, head: ReportHead, key: str) -> bool:
    value = context.reader.value(head, key)
    return value.status is Status.NUMBER and value.value is not None


def _question(head: ReportHead, key: str) -> str:
    return wording.SUGGESTION.format(body=head.body, year=head.year, label=label_of(key))
