"""Questions as read with the names of what is loaded; those read last are not read again."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.memo import Remembered
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.read import read_question
from assistant.question import Question

# The questions of conversations that go on, and what is asked again and again; a few kilobytes each.
KEPT = 1024


class Readings:
    """`read_question` with one gazetteer, at today's date; threads may use it at once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: Remembered[Question] = Remembered(KEPT)

    def __call__(self, typed: str, listed: bool = False) -> Question:
        """The slots of a question as typed, without looking at what was asked before."""
        key = typed, datetime.now(UTC).year, listed
        known = self._known.get(key)
        if known is None:
            known = read_question(typed, self._gazetteer, key[1], listed)
            self._known.put(key, known)
        return known
