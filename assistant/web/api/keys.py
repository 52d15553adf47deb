"""The key of a request of the API: where it stands, whether it lets in, and what the headers say of what is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer

from assistant.service.admission import Caller, Door, Refusal, RefusedError
from assistant.service.keys import Scope
from assistant.service.limits import Left
from assistant.web import words_api as words
from assistant.web.access import client_address
from assistant.web.problems import ProblemError
from assistant.web.site import Site

BEARER, KEY_HEADER = "bearer ", "x-api-key"
REALM = 'Bearer realm="nianbao"'
# In the state of a request: headers that its response gets, whatever it is.
HEADERS = "api_headers"

# For the OpenAPI document alone: what lets in is decided by `admit`.
_bearer = HTTPBearer(auto_error=False, scheme_name="bearer", description=words.BEARER)
_header = APIKeyHeader(name="X-API-Key", auto_error=False, scheme_name="header", description=words.KEY_HEADER)


def needs_key(site: Site, scope: Scope) -> Any:
    """A dependency for a route that needs a key of that scope; its value is the `Caller`. Blocking: off the event loop."""
    return Depends(_needing(site, scope))


def _needing(site: Site, scope: Scope) -> Callable[..., Caller]:
    def let_in(
        request: Request, _1: Annotated[Any, Security(_bearer)], _2: Annotated[Any, Security(_header)]
    ) -> Caller:
        caller = admit(site, request.headers, client_address(request), scope)
        request.scope.setdefault("state", {})[HEADERS] = limit_headers(caller.left)
        return caller

    return let_in


def admit(site: Site, headers: Mapping[str, str], address: str, scope: Scope) -> Caller:
    """Who asks, by the headers (names in lower case) of the request; counted once. ProblemError 401, 403, 429.

    Reads and writes the service's file: call it off the event loop. For requests that are no route of FastAPI too.
    """
    try:
        return Door(site.settings, site.keys, site.limits).admit(key_given(headers), address, scope)
    except RefusedError as error:
        raise _as_problem(error, scope) from None


def ask_again(site: Site, caller: Caller, questions: int) -> None:
    """Count so many earlier questions that come with one, to be asked again first; ProblemError 429 where too many."""
    try:
        Door(site.settings, site.keys, site.limits).ask_again(caller, questions)
    except RefusedError as error:
        raise _as_problem(error, Scope.ASK) from None


def key_given(headers: Mapping[str, str]) -> str:
    """The key that comes with a request, '' where there is none."""
    authorization = headers.get("authorization", "")
    if authorization[: len(BEARER)].lower() == BEARER:
        return authorization[len(BEARER) :].strip()
    return headers.get(KEY_HEADER, "").strip()


def limit_headers(left: Left | None) -> dict[str, str]:
    """RateLimit-Limit, -Remaining (requests) and -Reset (seconds); nothing where there is no limit."""
    if left is None:
        return {}
    return {
        "RateLimit-Limit": str(left.most),
        "RateLimit-Remaining": str(left.remaining),
        "RateLimit-Reset": str(left.seconds),
    }


def _as_problem(error: RefusedError, scope: Scope) -> ProblemError:
    """The refusal as a problem; it never repeats what was sent as a key."""
    headers = limit_headers(error.left)
    if error.refusal is Refusal.NO_KEY:
        return ProblemError(401, words.NO_KEY, {"WWW-Authenticate": REALM})
    if error.refusal is Refusal.WRONG_KEY:
        return ProblemError(401, words.WRONG_KEY, {"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
    if error.refusal is Refusal.SCOPE:
        said = words.WRONG_SCOPE.format(
            needed=words.SCOPES[scope], may="、".join(words.SCOPES[s] for s in error.scopes)
        )
        challenge = f'{REALM}, error="insufficient_scope", scope="{scope}"'
        return ProblemError(403, said, {"WWW-Authenticate": challenge})
    headers["Retry-After"] = str(error.seconds)
    if error.refusal is Refusal.DAY:
        return ProblemError(429, words.DAY_USED_UP.format(daily=error.daily), headers)
    if error.refusal is Refusal.EARLIER:
        return ProblemError(429, words.TOO_MANY_EARLIER.format(seconds=error.seconds), headers)
    return ProblemError(429, words.TOO_MANY.format(seconds=error.seconds), headers)
