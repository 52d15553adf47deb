"""Errors of the API as RFC 9457 problem details, in Chinese: what is wrong, where, and what to do."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.service.asking import NotReadyError
from assistant.web import words_api as words
from assistant.web.access import route_path
from corpus.errors import StoreError

MEDIA_TYPE = "application/problem+json"
# Under these the errors are problem details; elsewhere a page says what is wrong.
API_PREFIXES = ("/api/", "/v1/")
# Seconds after which what is not ready, or busy, may be asked again.
LATER = 5
# So many faults of one request are told; a body of thousands has thousands.
MOST_FAULTS = 20

# Makes a page of an error: the request, its status, what is said of it and its headers; None where it makes none.
ErrorPage = Callable[[Request, int, str, Mapping[str, str] | None], Response | None]

log = logging.getLogger(__name__)


class ProblemError(HTTPException):
    """An error of the API: its status, a sentence, and what else a program may need (`extra`)."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(status, detail, headers)
        self.extra = extra


class ProblemResponse(Response):
    """A problem as JSON, whatever stands in it: half a character of a pair is written as ?."""

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        """The content as UTF-8."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **extra: Any) -> Response:
    """The problem as a response; its title is the status in words."""
    content = {"type": "about:blank", "title": words.STATUS.get(status, HTTPStatus(status).phrase), "status": status}
    return ProblemResponse({**content, "detail": detail, **extra}, status, headers)


def is_api(request: Request) -> bool:
    """Whether a program asks and not a browser for its user."""
    return is_api_path(request.scope)


def is_api_path(scope: Mapping[str, Any]) -> bool:
    """Whether the path of an ASGI scope is one of the API, behind whatever root path."""
    return route_path(scope).startswith(API_PREFIXES)


def _no_page(request: Request, status: int, said: str, headers: Mapping[str, str] | None) -> Response | None:
    return None


def add_problems(app: FastAPI, page: ErrorPage = _no_page) -> None:
    """Has every error of the API answered as a problem, and others by `page` where it makes one of them."""

    @app.exception_handler(StarletteHTTPException)
    async def http_error(request: Request, error: StarletteHTTPException) -> Response:
        if not is_api(request):
            failed = error.status_code >= HTTPStatus.BAD_REQUEST
            if failed and (shown := page(request, error.status_code, str(error.detail), error.headers)):
                return shown
            from fastapi.exception_handlers import http_exception_handler

            return await http_exception_handler(request, error)
        if error.status_code < HTTPStatus.BAD_REQUEST:
            return Response(status_code=error.status_code, headers=error.headers)
        said = error.detail if isinstance(error, ProblemError) else words.DETAIL.get(error.status_code, words.FAILED)
        extra = error.extra if isinstance(error, ProblemError) else {}
        return problem(error.status_code, said, error.headers, **extra)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        if shown := page(request, 422, "", None):
            return shown
        found = faults(error.errors())
        status = 400 if any(e["type"] == "json_invalid" for e in error.errors()) else 422
        return problem(
            status, words.INVALID.format(faults="；".join(words.FAULT.format(**f) for f in found)), errors=found
        )

    @app.exception_handler(NotReadyError)
    async def not_ready(request: Request, error: NotReadyError) -> Response:
        later = {"Retry-After": str(LATER)}
        return page(request, 503, "", later) or problem(503, words.NOT_READY, later)

    @app.exception_handler(StoreError)
    async def store_failed(request: Request, error: StoreError) -> Response:
        # It names files of this machine: for the log alone.
        log.error("the store could not be used: %s", error)
        later = {"Retry-After": str(LATER)}
        return page(request, 503, "", later) or problem(503, words.BUSY, later)

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> Response:
        # What went wrong is for the log alone.
        log.error("a request failed: %s", request.url.path, exc_info=error)
        return page(request, 500, "", None) or problem(500, words.FAILED)


def faults(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What is wrong with a request: `where` (query.limit, body.question) and `what`, a sentence in Chinese."""
    return [{"where": _where(error), "what": _what(error)} for error in list(errors)[:MOST_FAULTS]]


def _where(error: Mapping[str, Any]) -> str:
    parts = [str(part) for part in error["loc"]]
    # Where JSON breaks off is a place in the text, not a name.
    return parts[0] if error["type"] == "json_invalid" else ".".join(parts)[:200]


def _what(error: Mapping[str, Any]) -> str:
    """The fault in Chinese, by the type that pydantic gives it."""
    said = words.FAULTS.get(error["type"])
    limits: dict[str, Any] = {**error.get("ctx", {})}
    if said is None:
        return words.FAULT_OTHER
    return said.format_map({**limits, "at": error["loc"][-1] if error["loc"] else ""})
