"""What users say of an answer: right, the answer is wrong, the source is wrong, something else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from assistant.answer import Outcome
from assistant.service import moments
from assistant.service.question_log import Channel, without_private
from assistant.service.records import Records
from assistant.service.tables import feedback

LONGEST = 1000
LONGEST_COMMENT = 500
LONGEST_ANSWER = 5000


class Verdict(StrEnum):
    """What a user says of an answer."""

    GOOD = "good"
    ANSWER_WRONG = "answer_wrong"
    SOURCE_WRONG = "source_wrong"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was said of which answer; `before`: the questions of the conversation before it; `handled`: by whom, or ''."""

    no: int
    at: str
    channel: Channel
    site: str
    verdict: Verdict
    comment: str
    question: str
    before: tuple[str, ...]
    answer: str
    outcome: Outcome
    handled: str


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader of an answer has said of it so far; once `changed`, it stays."""

    no: int
    verdict: Verdict
    changed: bool = False


class Feedback:
    """The opinions in the service's file."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(
        self,
        verdict: Verdict,
        question: str,
        answer: str,
        outcome: Outcome,
        channel: Channel,
        site: str = "",
        comment: str = "",
        before: Sequence[str] = (),
    ) -> int:
        """Keep an opinion; returns its number. Private numbers are blacked out, long texts are cut."""
        row = {
            "at": moments.now(),
            "channel": channel.value,
            "site": site,
            "verdict": verdict.value,
            "comment": _comment(comment),
            "question": without_private(question)[:LONGEST],
            "before": json.dumps([without_private(q)[:LONGEST] for q in before], ensure_ascii=False),
            "answer": answer[:LONGEST_ANSWER],
            "outcome": outcome.value,
        }
        with self._records.writing() as connection:
            return int(connection.execute(insert(feedback).values(**row)).lastrowid)

    def change(self, given: Given, verdict: Verdict, comment: str = "") -> Given:
        """Another verdict and comment in place of those given; it is to be dealt with anew. One that is `changed` stays."""
        if given.changed:
            return given
        row = {"verdict": verdict.value, "comment": _comment(comment), "at": moments.now(), "handled": ""}
        with self._records.writing() as connection:
            connection.execute(update(feedback).where(feedback.c.no == given.no).values(**row))
        return Given(given.no, verdict, changed=True)

    def opinions(self) -> tuple[Opinion, ...]:
        """Every opinion, newest first."""
        with self._records.reading() as connection:
            return tuple(map(opinion_of, connection.execute(select(feedback).order_by(feedback.c.no.desc()))))

    def handle(self, no: int, by: str) -> bool:
        """Note who has dealt with it ('' = nobody yet); False where there is none of that number."""
        with self._records.writing() as connection:
            return connection.execute(update(feedback).where(feedback.c.no == no).values(handled=by)).rowcount > 0


def _comment(text: str) -> str:
    return without_private(text.strip())[:LONGEST_COMMENT]


def opinion_of(row: Row[Any]) -> Opinion:
    """The opinion of a row of its table."""
    v: dict[str, Any] = {**row._mapping}
    kinds = {"channel": Channel(v["channel"]), "verdict": Verdict(v["verdict"]), "outcome": Outcome(v["outcome"])}
    return Opinion(**{**v, **kinds, "before": tuple(json.loads(v["before"]))})
