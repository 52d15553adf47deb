"""What a report says of fees for processing information, in chapter 6 and elsewhere: taken, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.finding import Finding, Spot, cell_spot, spot
from corpus.audit.kinds import kind
from corpus.audit.leftovers import pattern
from corpus.report import Cell, PassageKind, Report
from corpus.sentences import clauses

_LAST = 6
# The form of 2014 counts the fees taken, in 万元.
_TAKEN = ("statistics", "fees", "count")
# Requests closed because a fee that was asked for was not paid.
_UNPAID = ("requests", "otherwise.fee_unpaid", "total")


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause on fees: taken or not, in which chapter."""

    taken: bool
    chapter: int | None
    side: Spot


def check_fees(report: Report) -> Iterator[Finding]:
    """A fee that one place says was taken, and another that none was; one pair a report."""
    said = list(_clauses(report))
    taken = next((s for s in said if s.taken), None)
    none = next((s for s in said if not s.taken), None)
    last = _bare_none(report)
    if taken and none and taken.chapter != none.chapter:
        yield _finding(none.side, taken.side)
    elif taken and last and taken.chapter != _LAST:
        yield _finding(last, taken.side)
    counted = report.cell(*_TAKEN)
    if counted and counted.value and not counted.doubt and none and not taken:
        yield _finding(none.side, cell_spot(report, counted))
    unpaid = report.cell(*_UNPAID)
    if unpaid and unpaid.value and not unpaid.doubt and (none or last):
        side = none.side if none else last
        if side and not taken:
            yield _asked_for(report, unpaid, side)


def _finding(none: Spot, taken: Spot) -> Finding:
    return Finding(kind("fee"), "一处说没有收取信息处理费（或只写“无”），另一处说收取了", (none, taken))


def _asked_for(report: Report, unpaid: Cell, side: Spot) -> Finding:
    message = "表中有申请人逾期未缴费的申请，说明发出过收费通知，第六部分应当写明发出收费通知的件数和金额"
    return Finding(kind("fee_unsaid"), message, (side, cell_spot(report, unpaid)))


def _clauses(report: Report) -> Iterator[_Said]:
    for passage in report.passages:
        if passage.kind is not PassageKind.PARAGRAPH or "费" not in report.text[passage.start : passage.end]:
            continue
        for a, b in clauses(report.text, passage.start, passage.end):
            text = report.text[a:b]
            if not pattern("fee_words").search(text):
                continue
            taken = pattern("fee_taken").search(text)
            if taken and "信息处理费" in text and _number(taken) > 0:
                yield _Said(True, passage.chapter, spot(report, a, b, passage.chapter))
            elif not taken and pattern("fee_none").search(text):
                yield _Said(False, passage.chapter, spot(report, a, b, passage.chapter))


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(re.sub(r"[,，]", "", found[1]).rstrip(".") or "0")


def _bare_none(report: Report) -> Spot | None:
    """Chapter 6 where it says 无 and no more."""
    section = next((s for s in report.sections if s.chapter == _LAST and s.level == 1), None)
    if section is None:
        return None
    line = report.text.find("\n", section.start, section.end)
    below = report.text[line : section.end] if line >= 0 else ""
    return spot(report, section.start, section.end, _LAST) if pattern("none").fullmatch(below.strip()) else None
