"""What staff need to know first: how much is loaded, what waits for them, how far checks and index are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from assistant.answer import Outcome
from assistant.service import moments
from assistant.service.feedback import Verdict
from assistant.service.records import Records
from assistant.service.tables import feedback, questions
from corpus.kinds import kind_of
from corpus.report_year import lacking_years
from corpus.store import ReportHead

DAYS = 30
NEWEST = 8
# Questions that ended so were answered, or wait for the one who asked.
_ENDED = (Outcome.ANSWERED, Outcome.PARTLY, Outcome.ASKS_BACK)


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of what is loaded and of what is open; `newest`: the reports put or changed last, with how they stand."""

    reports: int
    bodies: int
    years: tuple[int, ...]
    lacking: int
    unanswered: int
    opinions: int
    newest: tuple[tuple[ReportHead, str], ...]


def overview(heads: Sequence[ReportHead], standings: Mapping[str, str], records: Records) -> Overview:
    """The overview as of now."""
    years: dict[str, set[int]] = {}
    for head in heads:
        if head.year and not kind_of(head.title, head.form):
            years.setdefault(head.body, set()).add(head.year)
    newest = sorted(heads, key=lambda head: -head.generation)[:NEWEST]
    return Overview(
        len(heads),
        len({head.body for head in heads}),
        tuple(sorted({head.year for head in heads if head.year})),
        sum(bool(lacking_years(own)) for own in years.values()),
        unanswered(records),
        open_opinions(records),
        tuple((head, str(standings.get(head.id, "none"))) for head in newest),
    )


def unanswered(records: Records, days: int = DAYS) -> int:
    """How many questions of the last days found no answer."""
    ended = [outcome.value for outcome in _ENDED]
    since = moments.in_future(days=-days)
    query = select(func.count()).where(questions.c.at >= since, questions.c.outcome.not_in(ended))
    with records.reading() as connection:
        return connection.scalar(query) or 0


def open_opinions(records: Records) -> int:
    """How many opinions that find something wrong nobody has dealt with."""
    query = select(func.count()).where(feedback.c.handled == "", feedback.c.verdict != Verdict.GOOD.value)
    with records.reading() as connection:
        return connection.scalar(query) or 0
