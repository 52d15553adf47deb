"""Asking again what was asked before, to see how it would be answered today; nothing of it is noted."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import wording_desk as words
from assistant.answer import Answer
from assistant.service.asking import MOST_BEFORE, Assistant
from corpus.errors import NianbaoError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Again:
    """Today's answer, or why there is none (a Chinese sentence)."""

    answer: Answer | None
    trouble: str = ""


def ask_again(assistant: Assistant, question: str, before: Sequence[str] = ()) -> Again:
    """The answer to the question today, behind the questions that came before it."""
    try:
        talk = assistant.conversation()
        for earlier in before[-MOST_BEFORE:]:
            talk.ask(earlier)
        return Again(talk.ask(question))
    except NianbaoError as error:
        return Again(None, str(error))
    except Exception:
        # A fault of ours in one question must not cost the page; it is told there, and logged.
        log.exception("a question asked again could not be answered")
        return Again(None, words.AGAIN_BROKEN)
