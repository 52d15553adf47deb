"""Cells of many reports at once, looked up by their places, as staff have corrected them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection

from corpus import schema, statements
from corpus.corrections import corrected
from corpus.report import Cell, Place
from corpus.statements import Heads, ReportHead


@dataclass(frozen=True, slots=True)
class CellHit:
    """A cell with the report it belongs to."""

    report: ReportHead
    cell: Cell


def find_hits(
    connection: Connection, heads: Heads, wanted: set[str] | None, table: str, row: str | None, column: str | None
) -> tuple[CellHit, ...]:
    """The cells of these places and reports, each with its head, in the order of the heads and of the form."""
    places = {
        no: p for no, p in heads.places.items() if p[0] == table and row in (None, p[1]) and column in (None, p[2])
    }
    position, ordered, make_cell = heads.position, heads.ordered, schema.make_cell
    found = [
        (position[no], ordinal, make_cell(places[place], *stored))
        for no, ordinal, place, *stored in statements.cells(connection, heads, wanted, places)
    ]
    found += _filled_in(connection, heads, wanted, found, (table, row, column))
    found.sort(key=itemgetter(0, 1))
    said = heads.corrections
    return tuple(
        CellHit(ordered[at], corrected(cell, said[ordered[at].id]) if ordered[at].id in said else cell)
        for at, _, cell in found
    )


_Found = tuple[int, int, Cell]


def _filled_in(
    connection: Connection, heads: Heads, wanted: set[str] | None, found: Sequence[_Found],
    asked: tuple[str, str | None, str | None],
) -> list[_Found]:  # fmt: skip
    """The cells of these places that were not read and that staff filled in: few, so each report is taken whole."""
    at = {
        report_id: heads.position[heads.number[report_id]]
        for report_id in heads.corrections
        if report_id in heads.by_id and (wanted is None or report_id in wanted)
    }
    positions = set(at.values())
    read = {(position, c.place) for position, _, c in found if position in positions}
    lacking = {
        report_id: places
        for report_id, position in at.items()
        if (places := {p for p in heads.corrections[report_id] if _is_asked(p, asked) and (position, p) not in read})
    }
    return [
        (at[report_id], ordinal, cell)
        for report_id, places in lacking.items()
        for ordinal, cell in enumerate(statements.report(connection, heads, report_id).cells)
        if cell.place in places
    ]


def _is_asked(place: Place, asked: tuple[str, str | None, str | None]) -> bool:
    return all(wanted in (None, own) for wanted, own in zip(asked, place, strict=True))
