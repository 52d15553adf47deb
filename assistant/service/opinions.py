"""What users said of answers, as staff work through it: open first, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from assistant.service.feedback import Opinion, Verdict, opinion_of
from assistant.service.records import Records
from assistant.service.tables import feedback as table

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class WantedOpinions:
    """Which: `open` True = not dealt with yet, False = dealt with, None = both; None or '' of the others = any."""

    open: bool | None = None
    verdict: Verdict | None = None
    words: str = ""


class Opinions:
    """Queries over the opinions in the service's file."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def page(self, wanted: WantedOpinions, limit: int, offset: int = 0) -> tuple[tuple[Opinion, ...], int]:
        """A page, those not dealt with first, then the newest; and how many there are."""
        order = (table.c.handled != "", table.c.no.desc())
        query = select(table).where(_where(wanted)).order_by(*order).limit(limit).offset(offset)
        with self._records.reading() as connection:
            total = connection.scalar(select(func.count()).select_from(table).where(_where(wanted))) or 0
            return tuple(map(opinion_of, connection.execute(query))), total

    def open_count(self) -> int:
        """How many are not dealt with."""
        with self._records.reading() as connection:
            return connection.scalar(select(func.count()).select_from(table).where(table.c.handled == "")) or 0

    def opinion(self, no: int) -> Opinion | None:
        """The opinion of that number."""
        with self._records.reading() as connection:
            row = connection.execute(select(table).where(table.c.no == no)).first()
        return opinion_of(row) if row else None

    def all(self, wanted: WantedOpinions) -> Iterator[Opinion]:
        """Every opinion wanted in the order of the pages."""
        offset = 0
        while found := self.page(wanted, _CHUNK, offset)[0]:
            yield from found
            offset += _CHUNK


def _where(wanted: WantedOpinions) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [table.c.no > 0]
    if wanted.open is not None:
        tests.append((table.c.handled == "") if wanted.open else (table.c.handled != ""))
    if wanted.verdict:
        tests.append(table.c.verdict == wanted.verdict.value)
    for word in wanted.words.split():
        said = (table.c.question, table.c.comment)
        tests.append(or_(*(column.contains(word, autoescape=True) for column in said)))
    return and_(*tests)
