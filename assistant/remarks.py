"""What must be said of a cell whose number is not simply that of the report: staff corrected it, or its reading is unsure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim
from corpus.report import Cell, CellKind

# So many remarks are made one by one; the rest are counted, and each still stands with its citation.
SHOWN = 8


def remark_on(cell: Cell) -> str:
    """The sentence on the cell, '' where its number is what the report plainly says."""
    said = cell.correction
    if said is None:
        return (
            wording.DOUBTFUL.format(raw=cell.raw or wording.BLANK_RAW, doubt=cell.doubt.rstrip("。"))
            if cell.doubt
            else ""
        )
    text = wording.CORRECTED.format(
        was=said.was or wording.BLANK_RAW, author=said.author, day=said.day,
        now=_held(said.kind, said.value), reason=said.reason.rstrip("。"),
    )  # fmt: skip
    stale = said.was != cell.raw
    return text + wording.CORRECTED_STALE.format(now=cell.raw or wording.BLANK_RAW) if stale else text


def _held(kind: CellKind, value: Decimal | None) -> str:
    if kind is CellKind.NUMBER and value is not None:
        return f"{value:f}"
    return wording.BLANK_RAW if kind is CellKind.BLANK else wording.NOT_APPLICABLE_RAW


def remarked(answer: Answer) -> Answer:
    """The answer with a claim for each remark on the cells it cites, each said once and with its place."""
    cited = dict.fromkeys((*answer.citations, *(figure.citation for figure in answer.figures)))
    remarks = [c for c in cited if c.remark]
    if not remarks:
        return answer
    several = len(remarks) > 1
    claims = [
        Claim(wording.REMARK_AT.format(place=c.place, remark=c.remark) if several else c.remark, (c,))
        for c in remarks[:SHOWN]
    ]
    if remarks[SHOWN:]:
        claims.append(Claim(wording.MORE_REMARKS.format(count=len(remarks) - SHOWN), tuple(remarks[SHOWN:])))
    return replace(answer, claims=(*answer.claims, *claims))
