"""Server-sent events: an answer bit by bit, a sign of life meanwhile, and what is sent where it fails."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

from assistant.service.asking import NotReadyError
from assistant.web import words_api as words
from assistant.web.api.answer_shapes import AnswerShown

EVENT_STREAM = "text/event-stream"
# Proxies close what is silent for long; most wait a minute (seconds).
BEAT = 10.0

log = logging.getLogger(__name__)


class EventsResponse(StreamingResponse):
    """A stream of events that nobody between keeps or holds back."""

    media_type = EVENT_STREAM

    def __init__(self, content: AsyncIterator[str]) -> None:
        super().__init__(content, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def event(name: str, data: Any) -> str:
    """One event; its data is one line of JSON."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


async def beats(task: asyncio.Future[Any]) -> AsyncIterator[str]:
    """A comment at once and now and then until the task is done."""
    yield ":\n\n"
    while not task.done():
        done, _ = await asyncio.wait({task}, timeout=BEAT)
        if not done:
            yield ":\n\n"


def answer_events(answer: AnswerShown) -> Iterator[str]:
    """How it was read, each sentence, tables, charts, and the places cited."""
    shown = answer.model_dump(mode="json")
    yield event("reading", {key: shown[key] for key in ("outcome", "reading", "restated")})
    yield from (event("claim", claim) for claim in shown["claims"])
    yield from (event("table", table) for table in shown["tables"])
    yield from (event("chart", chart) for chart in shown["charts"])
    yield event("citations", shown["citations"])


def failure_event(error: Exception) -> str:
    """What is sent in place of the rest: a problem, as any other request would get it."""
    ready = not isinstance(error, NotReadyError)
    if ready:
        # What went wrong is for the log alone; the question itself is the user's and stays out of it.
        log.error("a question failed", exc_info=error)
    status, detail = (500, words.FAILED) if ready else (503, words.NOT_READY)
    return event("error", {"type": "about:blank", "title": words.STATUS[status], "status": status, "detail": detail})
