"""Questions to begin with, made from what is loaded, so that each can really be answered."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant.answering.context import Context
from assistant.values import Reader, Status
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
