"""Errors of the API as RFC 9457 problem details, in Chinese: what is wrong, where, and what to do."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.web import words_api as words

MEDIA_TYPE = "application/problem+json"
# Under these the errors are problem details; elsewhere a page says what is wrong.
API_PREFIXES = ("/api/", "/v1/")

log = logging.getLogger(__name__)


class ProblemError(HTTPException):
    """An error of the API: its status, a sentence, and what else a program may need (`extra`)."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(status, detail, headers)
        self.extra = extra


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **extra: Any) -> JSONResponse:
    """The problem as a response; its title is the status in words."""
    content = {"type": "about:blank", "title": words.STATUS.get(status, HTTPStatus(status).phrase), "status": status}
    return JSONResponse({**content, "detail": detail, **extra}, status, headers, media_type=MEDIA_TYPE)


def is_api(request: Request) -> bool:
    """Whether a program asks and not a browser for its user."""
    return request.url.path.startswith(API_PREFIXES) or request.scope["path"].startswith(API_PREFIXES)


def add_problems(app: FastAPI) -> None:
    """Has every error of the API answered as a problem; other pages keep what they say."""

    @app.exception_handler(StarletteHTTPException)
    async def http_error(request: Request, error: StarletteHTTPException) -> Response:
        if not is_api(request):
            from fastapi.exception_handlers import http_exception_handler

            return await http_exception_handler(request, error)
        said = error.detail if isinstance(error, ProblemError) else words.DETAIL.get(error.status_code, words.FAILED)
        extra = error.extra if isinstance(error, ProblemError) else {}
        return problem(error.status_code, said, dict(error.headers or {}), **extra)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        found = [{"where": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in error.errors()]
        return problem(422, words.INVALID.format(where="、".join(f["where"] for f in found)), errors=found)

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> Response:
        # What went wrong is for the log alone.
        log.error("a request failed: %s", request.url.path, exc_info=error)
        return problem(500, words.FAILED)
