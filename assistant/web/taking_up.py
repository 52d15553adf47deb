"""Taking up a conversation that a browser kept as its questions: they are answered again, and not noted again."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from assistant.service.asker import Asker
from assistant.service.asking import MOST_BEFORE, Asked, Asking
from assistant.web.answers import Exchange

log = logging.getLogger(__name__)


def kept_questions(given: object, longest: int) -> tuple[str, ...]:
    """The questions in what a browser sent, a list or its JSON: the last `MOST_BEFORE`, none longer than `longest`."""
    if isinstance(given, str):
        try:
            given = json.loads(given) if given else []
        except (ValueError, RecursionError):
            return ()
    asked = [" ".join(q.split()) for q in given if isinstance(q, str)] if isinstance(given, list) else []
    return tuple(q for q in asked if q and len(q) <= longest)[-MOST_BEFORE:]


def taken_up(asking: Asking, questions: Sequence[str], asker: Asker) -> tuple[Asked, list[Exchange]] | None:
    """The conversation with the answers to its questions; None where it could not be built again (the log says why)."""
    try:
        asked, answers = asking.taken_up(asker.channel, asker.site, asker.within, questions)
    except Exception:
        # The page begins anew instead, and says that the old conversation could not be opened.
        log.exception("a conversation could not be taken up")
        return None
    turns = enumerate(zip(questions, answers, strict=True))
    return asked, [
        Exchange(question, answer, before=tuple(questions[:at]), asker=asker) for at, (question, answer) in turns
    ]
