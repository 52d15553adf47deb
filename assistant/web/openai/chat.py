"""GET /v1/models, POST /v1/chat/completions: a conversation as its messages, answered at once or piece by piece."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from assistant.answer import Answer
from assistant.service.admission import Caller
from assistant.service.asking import MOST_BEFORE
from assistant.service.keys import Scope
from assistant.service.question_log import Channel
from assistant.web import words_openai as words
from assistant.web.answer_text import Mention, Piece, pieces_of, whole
from assistant.web.api.answer_shapes import AnswerShown, answer_shown
from assistant.web.api.asking import LONGEST_QUESTION
from assistant.web.api.events import EventsResponse, beats
from assistant.web.api.keys import ask_again, needs_key
from assistant.web.openai.errors import OpenAIRoute, error_of
from assistant.web.openai.shapes import MODEL, ChatGiven, chunk, completion, model_shown, usage_chunk, usage_of
from assistant.web.problems import ProblemError
from assistant.web.site import Site

PREFIX = "/v1"
# Beside OpenAI's own fields: the answer as the API gives it.
EXTRA = "nianbao"


def add_openai(app: FastAPI, site: Site) -> None:
    """Adds the addresses to `app`; call it before the chat is mounted at the root."""
    router = APIRouter(prefix=PREFIX, route_class=OpenAIRoute, include_in_schema=False)
    may_ask = needs_key(site, Scope.ASK)

    @router.get("/models", dependencies=[may_ask])
    def models() -> Any:
        return {"object": "list", "data": [model_shown()]}

    @router.get("/models/{model}", dependencies=[may_ask])
    def model(model: str) -> Any:
        _must_be_known(model)
        return model_shown()

    @router.post("/chat/completions")
    async def chat_completions(request: Request, given: ChatGiven, caller: Caller = may_ask) -> Any:
        _must_be_known(given.model)
        _must_be_a_question(given)
        ask_again(site, caller, len(_before(given)))
        if given.stream:
            return EventsResponse(_stream(site, caller, given, request))
        answer, shown = await run_in_threadpool(_answered, site, caller, given, request)
        text, mentions = whole(tuple(pieces_of(answer, shown)))
        message = {"role": "assistant", "content": text, "refusal": None, "annotations": _annotations(mentions)}
        said = completion(_identity(), int(time.time()), message, usage_of(given.questions, text))
        return JSONResponse({**said, EXTRA: shown.model_dump(mode="json")})

    app.include_router(router)


def _must_be_known(model: str) -> None:
    if model != MODEL:
        raise ProblemError(404, words.NO_MODEL.format(model=model[:60], known=MODEL), param="model")


def _must_be_a_question(given: ChatGiven) -> None:
    if not given.questions:
        raise ProblemError(400, words.NO_QUESTION, param="messages")
    length = len(given.questions[-1])
    if length > LONGEST_QUESTION:
        raise ProblemError(400, words.TOO_LONG.format(length=length, most=LONGEST_QUESTION), param="messages")


def _before(given: ChatGiven) -> list[str]:
    """The earlier questions that are asked again; one too long was never answered, and is no part of the conversation."""
    return [said for said in given.questions[:-1] if len(said) <= LONGEST_QUESTION][-MOST_BEFORE:]


def _answered(site: Site, caller: Caller, given: ChatGiven, request: Request) -> tuple[Answer, AnswerShown]:
    """The answer to the last question, with its summary where there is one."""
    question = given.questions[-1]
    talk = site.asking.conversation(Channel.OPENAI, caller.name, given.within.strip(), _before(given))
    answer = talk.ask(question)
    summary = talk.summary()
    answer = (summary() if summary else None) or answer
    return answer, answer_shown(question, answer, request)


async def _stream(site: Site, caller: Caller, given: ChatGiven, request: Request) -> AsyncIterator[str]:
    """The answer as chunks; comments keep the connection open meanwhile."""
    identity, created = _identity(), int(time.time())
    try:
        asking = asyncio.ensure_future(run_in_threadpool(_answered, site, caller, given, request))
        async for beat in beats(asking):
            yield beat
        answer, shown = asking.result()
        yield _data(chunk(identity, created, {"role": "assistant", "content": ""}))
        pieces: list[Piece] = []
        for piece in pieces_of(answer, shown):
            pieces.append(piece)
            yield _data(chunk(identity, created, {"content": piece.text}))
        text, mentions = whole(pieces)
        last = chunk(identity, created, {"annotations": _annotations(mentions)}, "stop")
        yield _data({**last, EXTRA: shown.model_dump(mode="json")})
        if given.stream_options and given.stream_options.include_usage:
            yield _data(usage_chunk(identity, created, usage_of(given.questions, text)))
        yield "data: [DONE]\n\n"
    except Exception as error:
        # The response has begun: what is wrong can only be told as its last chunk.
        yield _data(error_of(error)[1])


def _annotations(mentions: tuple[Mention, ...]) -> list[dict[str, Any]]:
    """The citations as OpenAI's own web search has them: where in the text, of which address."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": m.start,
                "end_index": m.end,
                "title": m.citation.report,
                "url": m.citation.link,
            },
        }
        for m in mentions
    ]


def _data(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _identity() -> str:
    return f"chatcmpl-{uuid4().hex}"
