"""The questions noted, as staff look through them: filtered, equal ones counted together, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select

from assistant.answer import Outcome
from assistant.service import moments
from assistant.service.question_log import Channel, Entry
from assistant.service.records import Records
from assistant.service.tables import questions as table

_CHUNK = 1000


class Group(StrEnum):
    """How a question ended, as far as work for staff follows from it; in the order of that work."""

    UNANSWERED = "unanswered"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"


_ANSWERED = (Outcome.ANSWERED, Outcome.PARTLY)
OUTCOMES = {
    Group.UNANSWERED: tuple(o for o in Outcome if o not in (*_ANSWERED, Outcome.ASKS_BACK)),
    Group.ASKED_BACK: (Outcome.ASKS_BACK,),
    Group.ANSWERED: _ANSWERED,
}


def group_of(outcome: Outcome) -> Group:
    """The group of an outcome."""
    return next(group for group, own in OUTCOMES.items() if outcome in own)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions: None or '' of each = any. Days are those of this machine's time zone, both inclusive."""

    group: Group | None = None
    outcome: Outcome | None = None
    channel: Channel | None = None
    site: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question however often it was asked (the same words, or the same said in full): its last time, and how often."""

    last: Entry
    count: int
    first_at: str


# The same question in other words that mean the same: what it was understood as, where that is known.
_SAME = func.coalesce(func.nullif(table.c.restated, ""), table.c.question)
_GROUP = case(
    *((table.c.outcome.in_([o.value for o in own]), at) for at, own in enumerate(OUTCOMES.values())), else_=len(OUTCOMES)
)  # fmt: skip


class Questions:
    """Queries over the questions in the service's file; none loads more than it returns."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def counts(self, wanted: Wanted) -> dict[Group, int]:
        """How many entries of each group, whatever group or outcome is wanted."""
        where = _where(wanted, with_outcome=False)
        query = select(_GROUP, func.count()).where(where).group_by(_GROUP)
        with self._records.reading() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(query)}
        return {group: found.get(at, 0) for at, group in enumerate(OUTCOMES)}

    def asked(self, wanted: Wanted, limit: int, offset: int = 0) -> tuple[tuple[Asked, ...], int]:
        """A page of questions, unanswered ones first, then those asked most, then the newest; and how many there are."""
        rows = (
            select(
                func.max(table.c.no).label("no"), func.count().label("count"), func.min(table.c.at).label("first"),
                _GROUP.label("group"),
            )
            .where(_where(wanted))
            .group_by(_SAME, _GROUP)
        ).subquery()  # fmt: skip
        order = (rows.c.group, rows.c["count"].desc(), rows.c.no.desc())
        query = select(rows, func.count().over().label("total")).order_by(*order).limit(limit).offset(offset)
        with self._records.reading() as connection:
            found = connection.execute(query).all()
            numbers = [row.no for row in found]
            entries = {row.no: _entry(row) for row in connection.execute(select(table).where(table.c.no.in_(numbers)))}
        return tuple(Asked(entries[row.no], row._mapping["count"], row.first) for row in found), found[
            0
        ].total if found else 0

    def entry(self, no: int) -> Entry | None:
        """The entry of that number."""
        with self._records.reading() as connection:
            row = connection.execute(select(table).where(table.c.no == no)).first()
        return _entry(row) if row else None

    def same(self, entry: Entry, limit: int) -> tuple[Entry, ...]:
        """The last times that this question was asked, newest first, whatever came of it."""
        query = select(table).where(_SAME.op("=")(entry.restated or entry.question)).order_by(table.c.no.desc())
        with self._records.reading() as connection:
            return tuple(map(_entry, connection.execute(query.limit(limit))))

    def sites(self) -> tuple[str, ...]:
        """The sites and keys that questions came from."""
        query = select(table.c.site).where(table.c.site != "").distinct().order_by(table.c.site)
        with self._records.reading() as connection:
            return tuple(connection.scalars(query))

    def entries(self, wanted: Wanted) -> Iterator[Entry]:
        """Every entry wanted, newest first, fetched a thousand at a time."""
        last: int | None = None
        while True:
            query = select(table).where(_where(wanted)).order_by(table.c.no.desc()).limit(_CHUNK)
            if last is not None:
                query = query.where(table.c.no < last)
            with self._records.reading() as connection:
                found = [_entry(row) for row in connection.execute(query)]
            yield from found
            if len(found) < _CHUNK:
                return
            last = found[-1].no


def _where(wanted: Wanted, with_outcome: bool = True) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [table.c.no > 0]
    if with_outcome and wanted.outcome:
        tests.append(table.c.outcome == wanted.outcome.value)
    elif with_outcome and wanted.group:
        tests.append(table.c.outcome.in_([o.value for o in OUTCOMES[wanted.group]]))
    if wanted.channel:
        tests.append(table.c.channel == wanted.channel.value)
    if wanted.site:
        tests.append(table.c.site == wanted.site)
    if wanted.since:
        tests.append(table.c.at >= day_begins(wanted.since))
    if wanted.until:
        tests.append(table.c.at < day_begins(wanted.until + timedelta(days=1)))
    for word in wanted.words.split():
        said = (table.c.question, table.c.restated)
        tests.append(or_(*(column.contains(word, autoescape=True) for column in said)))
    return and_(*tests)


def day_begins(day: date) -> str:
    """The moment a day of this machine's time zone begins, as stored."""
    return moments.at(datetime.combine(day, time()).astimezone())


def _entry(row: Row[Any]) -> Entry:
    v = row._mapping
    kept = {name: v[name] for name in ("no", "at", "site", "question", "restated", "reading", "milliseconds")}
    return Entry(channel=Channel(v["channel"]), outcome=Outcome(v["outcome"]), **kept)
