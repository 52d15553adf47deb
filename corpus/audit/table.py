"""Findings as a CSV or Excel file, for staff to send back: a line a finding, both sides with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.audit.finding import Finding, Spot
from corpus.sheets import Sheet, Value, write_sheets

# Title and width of each column.
_FINDING = {"严重程度": 9, "种类": 22, "单位": 24, "年份": 7, "说明": 48}
_SIDE = {
    "的年报": 24, "的说法": 40, "的数": 10, "所在的章": 24, "所在的表": 20, "的行": 24, "的列": 20, "在第几行": 9, "在第几页": 9, "的原文": 40,
}  # fmt: skip
_REST = {"备注": 30, "为什么": 40, "文件": 30}
_ONE, _OTHER = "一边", "另一边"

COLUMNS = {
    **_FINDING,
    **{f"{_ONE}{title}": width for title, width in _SIDE.items()},
    **{f"{_OTHER}{title}": width for title, width in _SIDE.items()},
    **_REST,
}


def write_findings(path: Path, findings: Iterable[Finding]) -> int:
    """Write the findings to a .csv or .xlsx file as they come; the number of lines."""
    rows = (row for finding in findings for row in _rows(finding))
    return write_sheets(path, (Sheet("核对结果", tuple(COLUMNS), rows, tuple(COLUMNS.values())),))


def _rows(finding: Finding) -> Iterator[tuple[Value, ...]]:
    """One line; more where a finding has more than two sides (sentences that two reports share)."""
    for at in range(0, len(finding.sides), 2):
        yield _row(finding, *finding.sides[at : at + 2])


def _row(finding: Finding, one: Spot, other: Spot | None = None) -> tuple[Value, ...]:
    kind, first = finding.kind, finding.sides[0]
    head = (kind.severity.label, kind.name, first.body, first.year, finding.message)
    return (*head, *_side(one), *_side(other), finding.note, kind.reason, first.file)


def _side(side: Spot | None) -> tuple[Value, ...]:
    if side is None:
        return ("",) * len(_SIDE)
    report = f"{side.body}{side.year or ''}"
    return (
        report, side.said, side.value, side.chapter, side.table, side.row, side.column, side.line, side.page, side.quote,
    )  # fmt: skip
