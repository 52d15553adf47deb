"""The statements the store is made of, each on a connection whose transaction the store has begun."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, inspect, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from corpus import corrections, identities, local_names, schema
from corpus.bodies import full_names
from corpus.corrections import Active
from corpus.report import Cell, CellKind, Place, Report, Scope, page_at


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What lists and planning need of a report, without its text; `generation` is that of its last change.

    `body` and `region` are spelled as by the report of this body that spells them most fully, so that all its years are
    one body; `printed` is the body as this report has it, '' where that is the same.
    """

    id: str
    file: str
    address: str
    title: str
    body: str
    region: str
    year: int | None
    scope: Scope
    form: str | None
    aliases: tuple[str, ...]
    generation: int
    printed: str = ""
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) on which that offset of the report's text stands, None for a format without pages."""
        return page_at(self.pages, offset)


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads at one generation, in order, with the numbers the database knows reports and places by.

    `number`: report id → row number; `position`: row number → index in `ordered`; `places`: number → place;
    `corrections`: report id → place → what staff say stands there; `stored`: the heads by id, their bodies as the reports
    have them.
    """

    generation: int
    ordered: tuple[ReportHead, ...]
    by_id: dict[str, ReportHead]
    number: dict[str, int]
    position: dict[int, int]
    places: dict[int, Place]
    corrections: Active
    stored: dict[str, ReportHead]


NO_HEADS = Heads(0, (), {}, {}, {}, {}, {}, {})

_SCOPES = {scope.value: scope for scope in Scope}


def create_tables(connection: Connection) -> None:
    """Make the tables, unless another process was first between our look and our turn to write."""
    if inspect(connection).has_table("meta"):
        return
    schema.metadata.create_all(connection)
    row = {"schema_version": schema.SCHEMA_VERSION, "identity": uuid.uuid4().hex, "generation": 0}
    connection.execute(insert(schema.meta), row)


def created(table: Table) -> tuple[str, ...]:
    """The statements that make this table and its indexes in a store that is older than they are."""
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made: list[ExecutableDDLElement] = [CreateTable(table, if_not_exists=True)]
    made += [CreateIndex(index, if_not_exists=True) for index in indexes]
    return tuple(str(statement.compile(dialect=sqlite.dialect())) for statement in made)


# What turns the tables of a version into those of the next. The hash of every report is forgotten where readers have
# learned more since: the next `add` of the same files reads them again.
UPGRADES: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE cells ADD COLUMN doubt TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reports ADD COLUMN pages TEXT NOT NULL DEFAULT '[]'",
        "UPDATE reports SET content_hash = ''",
        *created(schema.corrections),
    ),
    2: (*created(schema.identities), *created(schema.local_names)),
}


def upgrade(connection: Connection) -> int:
    """Bring the tables of an older version to this one, step by step; the version they are then of."""
    of = schema.meta.c
    while (version := int(connection.execute(select(of.schema_version)).scalar_one())) in UPGRADES:
        for statement in UPGRADES[version]:
            connection.exec_driver_sql(statement)
        connection.execute(update(schema.meta).values(schema_version=version + 1))
    return version


# Made once: it is asked before anything is read.
_GENERATION = select(schema.meta.c.generation)


def generation(connection: Connection) -> int:
    """How often the store has changed."""
    return int(connection.execute(_GENERATION).scalar_one())


# --- writing ------------------------------------------------------------------------------


def put(connection: Connection, report: Report, places: dict[Place, int]) -> None:
    """Insert the report in place of the one of its id; `places` gains the numbers of places it names first."""
    _delete(connection, report.id)
    connection.execute(delete(schema.removals).where(schema.removals.c.report_id == report.id))
    no = _insert(connection, schema.reports, schema.report_row(report, next_generation(connection)))
    connection.execute(insert(schema.contents), schema.contents_row(report, no))
    rows = [
        schema.cell_row(cell, _place_number(connection, cell, places), no, ordinal)
        for ordinal, cell in enumerate(report.cells)
    ]
    if rows:
        connection.execute(insert(schema.cells), rows)


def remove(connection: Connection, report_id: str) -> bool:
    """Delete the report and note that it is gone; False where there is none of that id."""
    if not _delete(connection, report_id):
        return False
    connection.execute(insert(schema.removals), {"report_id": report_id, "generation": next_generation(connection)})
    return True


def _delete(connection: Connection, report_id: str) -> bool:
    """Delete the report; its contents and cells go with it by their foreign keys."""
    return connection.execute(delete(schema.reports).where(schema.reports.c.id == report_id)).rowcount > 0


def touch(connection: Connection, report_id: str) -> None:
    """Count the report as changed, so that whatever was derived from it is made anew; nothing where it is not there."""
    now = next_generation(connection)
    connection.execute(update(schema.reports).where(schema.reports.c.id == report_id).values(generation=now))


def next_generation(connection: Connection) -> int:
    """Count one more change of the store; the new number."""
    connection.execute(update(schema.meta).values(generation=schema.meta.c.generation + 1))
    return generation(connection)


def _insert(connection: Connection, table: Any, row: dict[str, Any]) -> int:
    """Insert one row; returns the number the database gave it."""
    key = connection.execute(insert(table), row).inserted_primary_key
    assert key is not None  # only statements that return rows have none
    return int(key[0])


def _place_number(connection: Connection, cell: Cell, places: dict[Place, int]) -> int:
    place = cell.place
    if place not in places:
        places.update({known: no for no, known in _places(connection).items()})
    if place not in places:
        places[place] = _insert(
            connection, schema.places, {"table": cell.table, "row": cell.row, "column": cell.column}
        )
    return places[place]


def _places(connection: Connection) -> dict[int, Place]:
    of = schema.places.c
    found = connection.execute(select(of.no, of.table, of.row, of.column))
    return {no: (table, row, column) for no, table, row, column in found}


# --- reading ------------------------------------------------------------------------------


def heads_after(connection: Connection, known: Heads, now: int) -> Heads:
    """The heads at generation `now`, from those known earlier and what has changed since."""
    stored, number = dict(known.stored), dict(known.number)
    for removed in removed_since(connection, known.generation):
        stored.pop(removed, None)
    for no, head in _heads_since(connection, known.generation):
        stored[head.id], number[head.id] = head, no
    by_id = _with_local_names(_with_full_names(stored), local_names.body_names(connection))
    ordered = sorted(by_id.values(), key=lambda head: (head.body, -1 if head.year is None else head.year, head.id))
    position = {number[head.id]: i for i, head in enumerate(ordered)}
    active = corrections.active(connection)
    return Heads(now, tuple(ordered), by_id, number, position, _places(connection), active, stored)


def _with_full_names(stored: dict[str, ReportHead]) -> dict[str, ReportHead]:
    """The heads with one spelling a body; what a report calls itself stays a name of it."""
    full = full_names((head.body, head.region) for head in stored.values())
    found = dict(stored)
    for head in stored.values() if full else ():
        if named := full.get((head.body, head.region)):
            names = (head.body, *(alias for alias in head.aliases if alias != named[0]))
            found[head.id] = replace(head, body=named[0], region=named[1], aliases=names, printed=head.body)
    return found


def _with_local_names(heads: dict[str, ReportHead], names: Mapping[str, tuple[str, ...]]) -> dict[str, ReportHead]:
    """The heads with the names that people use for their bodies; a name given to one spelling is one of the body."""
    if not names:
        return heads
    full = {head.printed or head.body: head.body for head in heads.values()}
    said: dict[str, tuple[str, ...]] = {}
    for target, words in names.items():
        body = full.get(target, target)
        said[body] = (*said.get(body, ()), *words)
    return {
        report_id: replace(head, aliases=tuple(dict.fromkeys((*head.aliases, *said[head.body]))))
        if head.body in said
        else head
        for report_id, head in heads.items()
    }


def _heads_since(connection: Connection, since: int) -> list[tuple[int, ReportHead]]:
    of = schema.reports.c
    query = select(
        of.no, of.id, of.file, of.address, of.title, of.body, of.region,
        of.year, of.scope, of.form, of.aliases, of.generation, of.pages,
    ).where(of.generation > since)  # fmt: skip
    found = connection.execute(query)
    said = identities.active(connection)
    return [
        (
            no,
            _identified(
                ReportHead(
                    i,
                    file,
                    address,
                    title,
                    body,
                    region,
                    year,
                    _SCOPES[scope],
                    form,
                    schema.aliases(also),
                    changed,
                    pages=schema.pages(pages),
                ),
                said.get(i),
            ),
        )
        for no, i, file, address, title, body, region, year, scope, form, also, changed, pages in found
    ]


def _identified(head: ReportHead, said: identities.Identity | None) -> ReportHead:
    """The head as staff say whose report it is."""
    if said is None:
        return head
    return replace(head, body=said.body, region=said.region, year=said.year, scope=said.scope, aliases=said.aliases)


def changed_since(connection: Connection, since: int) -> tuple[str, ...]:
    """Ids of the reports put after that generation and still there, in the order of their last change."""
    of = schema.reports.c
    return tuple(connection.scalars(select(of.id).where(of.generation > since).order_by(of.generation)))


def removed_since(connection: Connection, since: int) -> tuple[str, ...]:
    """Ids of the reports removed after that generation and not put again, in the order of their removal."""
    of = schema.removals.c
    return tuple(connection.scalars(select(of.report_id).where(of.generation > since).order_by(of.generation)))


def cells(
    connection: Connection, heads: Heads, wanted: set[str] | None, places: Collection[int]
) -> Sequence[Sequence[Any]]:
    """Rows (report, ordinal, place, *CELL_COLUMNS) of these places, of the wanted reports or of all."""
    cell = schema.cells.c
    query = select(cell.report, cell.ordinal, cell.place, *schema.CELL_COLUMNS).where(cell.place.in_(sorted(places)))
    if wanted is not None:
        query = query.where(cell.report.in_(sorted(heads.number[i] for i in wanted)))
    return connection.execute(query).all()


def nonzero(
    connection: Connection, heads: Heads, wanted: set[str], places: Collection[Place]
) -> list[tuple[str, Place, str]]:
    """(report id, place, number as written) of each of these cells that holds one but 0, not as corrected."""
    cell = schema.cells.c
    place_of = {no: place for no, place in heads.places.items() if place in places}
    id_of = {heads.number[i]: i for i in wanted}
    query = select(cell.report, cell.place, cell.value).where(
        cell.place.in_(sorted(place_of)), cell.report.in_(sorted(id_of)),
        cell.kind == CellKind.NUMBER.value, cell.value != "0",
    )  # fmt: skip
    return [(id_of[no], place_of[place], value) for no, place, value in connection.execute(query)]


def figures(connection: Connection, heads: Heads, wanted: set[str] | None) -> list[tuple[ReportHead, str]]:
    """The packed figures of the wanted reports or of all, in the order of the heads."""
    content = schema.contents.c
    query = select(content.report, content.figures)
    if wanted is not None:
        query = query.where(content.report.in_(sorted(heads.number[i] for i in wanted)))
    found = sorted((heads.position[no], packed) for no, packed in connection.execute(query))
    return [(heads.ordered[at], packed) for at, packed in found]


def report(connection: Connection, heads: Heads, report_id: str) -> Report:
    """The whole report of an id that is there, its cells as corrected, and whose it is as staff say."""
    read = report_as_read(connection, report_id)
    identity = identities.active_of(connection, report_id)
    return corrections.applied(identities.identified(read, identity), heads.corrections.get(report_id, {}))


def report_as_read(connection: Connection, report_id: str) -> Report:
    """The whole report of an id that is there, without what staff say of it."""
    head, place, cell = schema.reports, schema.places.c, schema.cells
    query = select(head, schema.contents).join_from(head, schema.contents).where(head.c.id == report_id)
    row = connection.execute(query).one()
    of_it = (
        select(place.table, place.row, place.column, *schema.CELL_COLUMNS)
        .join_from(cell, schema.places, cell.c.place == place.no)
        .where(cell.c.report == row.no)
        .order_by(cell.c.ordinal)
    )
    found = (schema.make_cell((t, r, c), *stored) for t, r, c, *stored in connection.execute(of_it))
    return schema.make_report(row, tuple(found))
