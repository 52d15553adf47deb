"""What staff say of whose report it is, and of which year, where reading got it wrong: kept beside the reports, laid over
what was read, never in place of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from corpus import schema
from corpus.aliases import aliases_of, official_name
from corpus.corrections import Withdrawal
from corpus.report import Report, Scope


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is: body, region ('' where none is known), year (None: unknown) and what it covers."""

    body: str
    region: str
    year: int | None
    scope: Scope

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of the body, as reading finds them."""
        names = (*aliases_of(self.body, self.region, self.scope is Scope.OWN), official_name(self.body))
        return tuple(dict.fromkeys(n for n in names if n and n != self.body))


@dataclass(frozen=True, slots=True)
class Statement:
    """An identity as staff state it, why, who says so and on which day (2026-01-02); `was`: as it was read at that time."""

    identity: Identity
    reason: str
    author: str
    day: str
    was: Identity


@dataclass(frozen=True, slots=True)
class IdentityEntry:
    """A statement as it is kept: its number, of which report, and whether it was withdrawn or `replaced` by a later one."""

    no: int
    report_id: str
    statement: Statement
    withdrawn: Withdrawal | None = None
    replaced: bool = False

    @property
    def applies(self) -> bool:
        """Whether it is what the report's identity is now."""
        return self.withdrawn is None and not self.replaced


def identity_of(report: Report) -> Identity:
    """Whose report it is, as the record has it."""
    return Identity(report.body, report.region, report.year, report.scope)


def identified(report: Report, said: Identity | None) -> Report:
    """The report as staff say whose it is; itself where they say nothing."""
    if said is None:
        return report
    return replace(
        report, body=said.body, region=said.region, year=said.year, scope=said.scope, aliases=said.aliases
    )  # fmt: skip


def add(connection: Connection, report_id: str, statement: Statement) -> IdentityEntry:
    """Keep a statement; of several of one report the last that was not withdrawn applies."""
    said, was = statement.identity, statement.was
    row = {
        "report_id": report_id, "body": said.body, "region": said.region, "year": said.year, "scope": said.scope.value,
        "reason": statement.reason, "author": statement.author, "day": statement.day,
        "was_body": was.body, "was_region": was.region, "was_year": was.year, "was_scope": was.scope.value,
    }  # fmt: skip
    key = connection.execute(insert(schema.identities), row).inserted_primary_key
    assert key is not None  # only statements that return rows have none
    return IdentityEntry(int(key[0]), report_id, statement)


def withdraw(connection: Connection, no: int, withdrawal: Withdrawal) -> IdentityEntry:
    """Mark the statement as withdrawn; KeyError where there is none of that number that is not."""
    known = next((e for e in entries(connection) if e.no == no and e.withdrawn is None), None)
    if known is None:
        raise KeyError(no)
    said = {
        "withdrawn_reason": withdrawal.reason, "withdrawn_author": withdrawal.author, "withdrawn_day": withdrawal.day,
    }  # fmt: skip
    connection.execute(update(schema.identities).where(schema.identities.c.no == no).values(said))
    return replace(known, withdrawn=withdrawal)


def entries(connection: Connection) -> tuple[IdentityEntry, ...]:
    """Every statement ever made, oldest first."""
    found = [_entry(row) for row in connection.execute(select(schema.identities).order_by(schema.identities.c.no))]
    last = {e.report_id: e.no for e in found if e.withdrawn is None}
    return tuple(replace(e, replaced=e.withdrawn is None and last.get(e.report_id) != e.no) for e in found)


def active(connection: Connection) -> Mapping[str, Identity]:
    """By report id, the identity that applies."""
    return {e.report_id: e.statement.identity for e in entries(connection) if e.applies}


def active_of(connection: Connection, report_id: str) -> Identity | None:
    """The identity of that report that applies, None where staff say nothing of it."""
    of = schema.identities.c
    query = select(schema.identities).where(of.report_id == report_id, of.withdrawn_day == "").order_by(of.no.desc())
    row = connection.execute(query).first()
    return _entry(row).statement.identity if row else None


def _entry(row: Any) -> IdentityEntry:
    said = Identity(row.body, row.region, row.year, Scope(row.scope))
    was = Identity(row.was_body, row.was_region, row.was_year, Scope(row.was_scope))
    statement = Statement(said, row.reason, row.author, row.day, was)
    withdrawn = Withdrawal(row.withdrawn_reason, row.withdrawn_author, row.withdrawn_day) if row.withdrawn_day else None
    return IdentityEntry(row.no, row.report_id, statement, withdrawn)
