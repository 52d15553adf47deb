"""Errors as OpenAI's clients expect them: {"error": {message, type, param, code}}, the sentence in Chinese."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from assistant.service.asking import NotReadyError
from assistant.web import words_api as words
from assistant.web.problems import LATER, ProblemError, faults
from corpus.errors import StoreError

log = logging.getLogger(__name__)

# Type and code by status, as OpenAI's own server has them.
_KINDS = {
    400: ("invalid_request_error", None),
    401: ("invalid_request_error", "invalid_api_key"),
    403: ("invalid_request_error", "insufficient_permissions"),
    404: ("invalid_request_error", "model_not_found"),
    413: ("invalid_request_error", "request_too_large"),
    429: ("requests", "rate_limit_exceeded"),
    503: ("server_error", "not_ready"),
}


def error_content(status: int, message: str, param: str | None = None) -> dict[str, Any]:
    """The body of an error."""
    kind, code = _KINDS.get(status, ("server_error" if status >= 500 else "invalid_request_error", None))
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def error_of(error: Exception) -> tuple[int, dict[str, Any], Mapping[str, str]]:
    """Status, body and headers for whatever was raised; what nobody foresaw goes to the log alone."""
    if isinstance(error, RequestValidationError):
        found = faults(error.errors())
        said = "；".join(words.FAULT.format(**fault) for fault in found)
        where = found[0]["where"].removeprefix("body.") if found else None
        return 400, error_content(400, said, where), {}
    if isinstance(error, HTTPException):
        told = isinstance(error, ProblemError)
        said = str(error.detail) if told else words.DETAIL.get(error.status_code, words.FAILED)
        param = error.extra.get("param") if isinstance(error, ProblemError) else None
        return error.status_code, error_content(error.status_code, said, param), dict(error.headers or {})
    later = {"Retry-After": str(LATER)}
    if isinstance(error, NotReadyError):
        return 503, error_content(503, words.NOT_READY), later
    if isinstance(error, StoreError):
        log.error("the store could not be used: %s", error)
        return 503, error_content(503, words.BUSY), later
    # The question itself is the user's and stays out of the log.
    log.error("a question failed", exc_info=error)
    return 500, error_content(500, words.FAILED), {}


class OpenAIRoute(APIRoute):
    """A route whose errors have OpenAI's shape."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, with its errors answered here."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:  # every error here has OpenAI's shape; `error_of` logs what is ours
                status, content, headers = error_of(error)
                return JSONResponse(content, status, headers)

        return handled
