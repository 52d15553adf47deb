"""What staff say of single cells: kept beside the reports, laid over what was read, never in place of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select, update

from corpus import schema
from corpus.forms import load_forms
from corpus.report import Cell, CellKind, Correction, Place, Report

# What stands in a cell that was not read and that staff filled in.
UNREAD = "（没有读出）"

# By report id and place, the correction that applies.
Active = dict[str, dict[Place, Correction]]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a correction no longer applies, who says so and on which day (2026-01-02)."""

    reason: str
    author: str
    day: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction as it is kept: its number, whose cell, and whether it was withdrawn or `replaced` by a later one."""

    no: int
    report_id: str
    place: Place
    correction: Correction
    withdrawn: Withdrawal | None = None
    replaced: bool = False

    @property
    def applies(self) -> bool:
        """Whether it is what the cell says now."""
        return self.withdrawn is None and not self.replaced


def corrected(cell: Cell, said: Mapping[Place, Correction]) -> Cell:
    """The cell as staff say it is, no longer in doubt; itself where nothing is said of it."""
    correction = said.get(cell.place)
    if correction is None:
        return cell
    return cell._replace(kind=correction.kind, value=correction.value, doubt="", correction=correction)


def applied(report: Report, said: Mapping[Place, Correction]) -> Report:
    """The report with its corrections: over what was read, and in places of its form where nothing was."""
    if not said:
        return report
    cells = tuple(corrected(cell, said) for cell in report.cells)
    read = {c.place for c in cells}
    return replace(report, cells=(*cells, *(_supplied(report, p, said[p]) for p in said if p not in read)))


def _supplied(report: Report, place: Place, correction: Correction) -> Cell:
    """A cell that staff filled in where none was read; it is cited by the heading of its chapter."""
    form = load_forms().get(report.form or "")
    found = form.place(*place) if form else None
    unit = (found[1].unit or found[2].unit) if found else ""
    chapter = form.home(*place).chapter if form and found else None
    start = next((s.start for s in report.sections if s.chapter == chapter and chapter), 0)
    end = report.text.find("\n", start)
    line = (start, end if end >= 0 else len(report.text))
    return Cell(
        *place, correction.kind, correction.value, unit, UNREAD, start, start, *line, correction=correction
    )  # fmt: skip


def may_be_corrected(report: Report, place: Place) -> bool:
    """Whether the report has that cell, or its form has it and it was not read."""
    form = load_forms().get(report.form or "")
    return report.cell(*place) is not None or bool(form and form.place(*place))


def add(connection: Connection, report_id: str, place: Place, correction: Correction) -> Entry:
    """Keep a correction; of several of one cell the last that was not withdrawn applies."""
    table, row, column = place
    value = None if correction.value is None else str(correction.value)
    stored = {
        "report_id": report_id, "table": table, "row": row, "column": column, "kind": correction.kind.value,
        "value": value, "reason": correction.reason, "author": correction.author, "day": correction.day,
        "was": correction.was,
    }  # fmt: skip
    key = connection.execute(insert(schema.corrections), stored).inserted_primary_key
    assert key is not None  # only statements that return rows have none
    return Entry(int(key[0]), report_id, place, correction)


def withdraw(connection: Connection, no: int, withdrawal: Withdrawal) -> Entry:
    """Mark the correction as withdrawn; KeyError where there is none of that number that is not."""
    known = next((e for e in entries(connection) if e.no == no and e.withdrawn is None), None)
    if known is None:
        raise KeyError(no)
    said = {
        "withdrawn_reason": withdrawal.reason,
        "withdrawn_author": withdrawal.author,
        "withdrawn_day": withdrawal.day,
    }
    connection.execute(update(schema.corrections).where(schema.corrections.c.no == no).values(said))
    return replace(known, withdrawn=withdrawal)


def entries(connection: Connection) -> tuple[Entry, ...]:
    """Every correction ever made, oldest first."""
    found = [_entry(row) for row in connection.execute(select(schema.corrections).order_by(schema.corrections.c.no))]
    last = {(e.report_id, e.place): e.no for e in found if e.withdrawn is None}
    return tuple(replace(e, replaced=e.withdrawn is None and last.get((e.report_id, e.place)) != e.no) for e in found)


def active(connection: Connection) -> Active:
    """The corrections that apply."""
    said: Active = {}
    for entry in entries(connection):
        if entry.applies:
            said.setdefault(entry.report_id, {})[entry.place] = entry.correction
    return said


def _entry(row: Any) -> Entry:
    value = None if row.value is None else Decimal(row.value)
    correction = Correction(CellKind(row.kind), value, row.reason, row.author, row.day, row.was)
    withdrawn = Withdrawal(row.withdrawn_reason, row.withdrawn_author, row.withdrawn_day) if row.withdrawn_day else None
    return Entry(row.no, row.report_id, (row.table, row.row, row.column), correction, withdrawn)
