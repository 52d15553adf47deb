"""Rows of tables that are not statutory (local extra rows too): asked for by the label in their first cell."""

from __future__ import annotations

import re

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.citing import cite_span
from assistant.parsing.text import fold
from assistant.question import Question
from corpus.report import FreeRow

# A label shorter than this is found in too many questions by chance.
SHORTEST_LABEL = 3
_LISTED = re.compile("[、和及]")
# The last word that the members of a list share.
_SHARED = 2


def rows_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The free rows whose label the question says, as written, report by report; None where none is."""
    if question.keys:
        return None
    claims: list[Claim] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        for row in report.rows:
            if _named(row, question):
                cited = (cite_span(head, report, row.start, row.end, row.chapter),)
                claims.append(Claim(wording.ROW.format(where=where(head), row=_told(row)), cited))
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims else None


def _named(row: FreeRow, question: Question) -> bool:
    label = fold(row.pairs[0][1]) if row.pairs else ""
    said = label in question.text or _part_named(label, question.text)
    return len(label) >= SHORTEST_LABEL and said and any(v.strip() for _, v in row.pairs[1:])


def _part_named(label: str, text: str) -> bool:
    """Whether one of several that share a row is said with their last word: 信函申请 of 信函、传真申请."""
    *parts, last = _LISTED.split(label)
    return any(len(part) > 1 and part + last[-_SHARED:] in text for part in (*parts, last[:-_SHARED]) if parts)


def _told(row: FreeRow) -> str:
    """'行政检查：本年处理决定数量 939' — headers that are empty or repeat the value are left out."""
    label, *cells = row.pairs
    told = "，".join(f"{h} {v}".strip() if h != v else v for h, v in cells if v.strip())
    return f"{label[1]}：{told}"
