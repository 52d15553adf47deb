"""What was read against what was printed, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.assemble import read_report
from corpus.report import Cell, CellKind, Report

Truth = Mapping[str, tuple[CellKind, Decimal | None]]


@dataclass(slots=True)
class Verdict:
    """Places by how they were read: `exact`; `said` to be unread or unsure; `wrong` without a word about it."""

    report: Report
    exact: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def verdict(data: bytes, name: str, truth: Truth) -> Verdict:
    """The reading of a file whose cells are known: kind and number by "table|row|column"."""
    report = read_report(data, name, name)
    found = {f"{c.table}|{c.row}|{c.column}": c for c in report.cells}
    result = Verdict(report)
    for place, (kind, value) in truth.items():
        cell = found.get(place)
        if cell is not None and report.text[cell.start : cell.end] != cell.raw:
            result.wrong.append(place)
        elif cell is not None and (cell.kind, cell.value) == (kind, value):
            unsaid = kind is CellKind.TEXT and not _is_said(report, cell)
            (result.wrong if unsaid else result.exact).append(place)
        elif cell is None or cell.doubt or _is_said(report, cell):
            result.said.append(place)
        else:
            result.wrong.append(place)
    return result


def _is_said(report: Report, cell: Cell) -> bool:
    """Whether words in a cell are named as such in the report's problems."""
    line = report.text.count("\n", 0, cell.start) + 1
    return cell.kind is CellKind.TEXT and any(p.line == line and cell.raw in p.message for p in report.problems)
