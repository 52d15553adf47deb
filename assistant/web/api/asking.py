"""POST ask: a question and the answer to it, as one JSON object or bit by bit as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any
from unicodedata import category

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import AfterValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from assistant.answer import Answer
from assistant.service.admission import Caller
from assistant.service.asking import MOST_BEFORE, Asked
from assistant.service.keys import Scope
from assistant.service.question_log import Channel
from assistant.web import words_api as words
from assistant.web.api.answer_shapes import AnswerShown, answer_shown
from assistant.web.api.events import EVENT_STREAM, EventsResponse, answer_events, beats, event, failure_event
from assistant.web.api.keys import ask_again, needs_key
from assistant.web.api.shapes import Given
from assistant.web.site import Site

LONGEST_QUESTION = 500


def _one_line(text: str) -> str:
    """The question with single blanks between its words, control characters too; a fault where nothing is left."""
    line = " ".join("".join(" " if category(c) == "Cc" else c for c in text).split())
    if not line:
        raise PydanticCustomError("value_error", "{error}", {"error": words.NO_QUESTION})
    return line


# The pattern tells readers of the schema what `_one_line` asks for: something beside blanks and control characters.
_SAYS_SOMETHING = {"pattern": r"[^\s\x00-\x1f\x7f-\x9f]"}
Question = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_QUESTION, json_schema_extra=_SAYS_SOMETHING),
    AfterValidator(_one_line),
]


class AskGiven(Given):
    """What is asked, after what, of which reports."""

    question: Question
    before: list[Question] = Field(default_factory=list, max_length=MOST_BEFORE)
    within: str = Field("", max_length=100)
    summary: StrictBool = True


def add_asking(router: APIRouter, site: Site) -> None:
    """Adds the address to the router."""
    may_ask = needs_key(site, Scope.ASK)

    @router.post("/ask", response_model=AnswerShown, responses=_EVENTS)
    async def ask(request: Request, given: AskGiven, caller: Caller = may_ask) -> Any:
        ask_again(site, caller, len(given.before))
        if wants_events(request):
            return EventsResponse(events_of(site, caller, given, request))
        answer = await run_in_threadpool(_whole_answer, site, caller, given)
        # Made here and not checked once more: thousands of citations are checked as long as they take to find.
        shown = await run_in_threadpool(answer_shown, given.question, answer, request)
        return Response(shown.model_dump_json(), media_type="application/json")


_EVENTS: dict[int | str, dict[str, Any]] = {200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}}


def wants_events(request: Request) -> bool:
    """Whether the client asks for events and not for one object."""
    return EVENT_STREAM in request.headers.get("accept", "").lower()


def _asked(site: Site, caller: Caller, given: AskGiven) -> tuple[Asked, Answer]:
    talk = site.asking.conversation(Channel.API, caller.name, given.within.strip(), given.before)
    return talk, talk.ask(given.question)


def _whole_answer(site: Site, caller: Caller, given: AskGiven) -> Answer:
    """The answer, with its summary where there is one and it is wanted."""
    talk, answer = _asked(site, caller, given)
    summary = talk.summary() if given.summary else None
    return (summary() if summary else None) or answer


async def events_of(site: Site, caller: Caller, given: AskGiven, request: Request) -> AsyncIterator[str]:
    """The answer as events; whoever goes away is asked for nothing more."""
    try:
        asking = asyncio.ensure_future(run_in_threadpool(_asked, site, caller, given))
        async for beat in beats(asking):
            yield beat
        talk, answer = asking.result()
        shown = answer_shown(given.question, answer, request)
        for each in answer_events(shown):
            yield each
        summary = talk.summary() if given.summary else None
        if summary:
            summing = asyncio.ensure_future(run_in_threadpool(summary))
            async for beat in beats(summing):
                yield beat
            if summed := summing.result():
                whole = answer_shown(given.question, summed, request)
                added = whole.claims[: len(whole.claims) - len(shown.claims)]
                yield event("summary", [claim.model_dump(mode="json") for claim in added])
                shown = whole
        yield event("done", shown.model_dump(mode="json"))
    except Exception as error:
        # The response has begun: what is wrong can only be told as its last event.
        yield failure_event(error)
