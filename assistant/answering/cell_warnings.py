"""What a reader must know of the cells used: a table that does not add up there, prose that says another number."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant.answer import Claim
from assistant.answering.check_text import quote_of, side_text
from assistant.answering.context import Context
from assistant.checked import prose_checks, table_checks
from assistant.citing import cite_cell, cite_figure, plain
from assistant.values import Value
from corpus.checks import Status as CheckStatus
from corpus.report import CellKind
from corpus.store import ReportHead


def cell_warnings(context: Context, values: Sequence[Value]) -> list[Claim]:
    """That a table does not add up where these values come from, or that the prose gives another number for one."""
    found: list[Claim] = []
    used = {v.head.id: {c.place for x in values if x.head.id == v.head.id for c in x.cells} for v in values}
    for head in dict.fromkeys(v.head for v in values):
        for result in table_checks(context.store.report(head.id)):
            if result.status is not CheckStatus.FAILS:
                continue
            cells = (*result.left.cells, *result.right.cells)
            if any(c.place in used[head.id] for c in cells):
                report = context.store.report(head.id)
                text = wording.TABLE_UNBALANCED.format(
                    title=result.title, where=f"（{result.where}）" if result.where else "",
                    left=side_text(result.left, report), right=side_text(result.right, report),
                )  # fmt: skip
                found.append(Claim(text, tuple(cite_cell(context.store, head, c) for c in cells[:8])))
                break
        found += _prose_differs(context, head, [v for v in values if v.head == head])
    return found


def _prose_differs(context: Context, head: ReportHead, values: Sequence[Value]) -> list[Claim]:
    """Where the prose of the report gives another number for the very value: both, with the sentence."""
    wanted = {frozenset(c.place for c in v.cells) for v in values}
    report = context.store.report(head.id)
    found = []
    for result in prose_checks(report):
        places = frozenset(c.place for c in result.right.cells if c.kind is CellKind.NUMBER)
        if result.status is not CheckStatus.FAILS or places not in wanted:
            continue
        figure = result.left.figures[0]
        note = wording.IN_BRACKETS.format(text=result.note) if result.note else ""
        text = wording.PROSE_DIFFERS.format(
            quote=quote_of(report, figure), table=f"{plain(result.right.value)}{figure.unit}{note}"
        )
        cells = tuple(cite_cell(context.store, head, c) for c in result.right.cells[:8])
        found.append(Claim(text, (cite_figure(head, report, figure), *cells)))
    return found
