"""What was asked and how it ended, without who asked: for staff to see what their reports can't answer yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select

from assistant.answer import Answer, Outcome
from assistant.service import moments
from assistant.service.records import Records
from assistant.service.tables import questions

# Telephone, identity and bank numbers and addresses of mail; seven digits in a row are no year and no usual count.
_PRIVATE = re.compile(r"\d{7,}[Xx]?|0\d{2,3}[-－ ]\d{7,8}|[\w.+-]+@[\w-]+\.[\w.-]+")
HIDDEN = "▇▇▇"
LONGEST = 500


class Channel(StrEnum):
    """By which way a question came."""

    CHAT = "chat"
    WIDGET = "widget"
    API = "api"
    OPENAI = "openai"
    MCP = "mcp"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question asked: when (UTC), how, on which site or by which key ('' for the chat), and how it ended."""

    no: int
    at: str
    channel: Channel
    site: str
    question: str
    restated: str
    reading: str
    outcome: Outcome
    milliseconds: int


class QuestionLog:
    """The questions in the service's file; those older than `days` are forgotten, 0 = none are noted."""

    def __init__(self, records: Records, days: int) -> None:
        self._records = records
        self._days = days
        self._swept = ""

    def note(self, question: str, answer: Answer, milliseconds: int, channel: Channel, site: str = "") -> None:
        """Note a question and its answer's outcome."""
        if not self._days:
            return
        row = {
            "at": moments.now(),
            "channel": channel.value,
            "site": site,
            "question": without_private(question)[:LONGEST],
            "restated": without_private(answer.restated)[:LONGEST],
            "reading": without_private(answer.reading)[:LONGEST],
            "outcome": answer.outcome.value,
            "milliseconds": milliseconds,
        }
        with self._records.writing() as connection:
            if self._swept != moments.today():
                self._swept = moments.today()
                connection.execute(delete(questions).where(questions.c.at < moments.in_future(days=-self._days)))
            connection.execute(insert(questions).values(**row))

    def entries(self) -> tuple[Entry, ...]:
        """Every question noted, newest first."""
        with self._records.reading() as connection:
            return tuple(map(_entry, connection.execute(select(questions).order_by(questions.c.no.desc()))))


def without_private(text: str) -> str:
    """The text with what looks like a telephone, identity or bank number blacked out."""
    return _PRIVATE.sub(HIDDEN, text)


def _entry(row: Row[Any]) -> Entry:
    v: dict[str, Any] = {**row._mapping}
    return Entry(**{**v, "channel": Channel(v["channel"]), "outcome": Outcome(v["outcome"])})
