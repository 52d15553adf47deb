"""What holds for every request of the API: HEAD beside GET, no body too large, headers that say what is left."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import words_api as words
from assistant.web.api.keys import HEADERS
from assistant.web.problems import ProblemError, is_api_path, problem

# The largest body taken (bytes): a conversation of twenty long questions is a few ten thousand.
LARGEST_BODY = 2**20
# So much of a larger one is still taken in, though not kept, before the connection is closed.
DRAINED = 2**25
_CLOSE = {"Connection": "close"}
# An answer is of its moment and for its asker: kept by nobody between, unless a route says otherwise.
_PLAIN = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Vary": "Accept, Authorization, X-API-Key",
}


class Manners:
    """ASGI: for paths of the API alone; everything else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_api_path(scope):
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        is_head = scope["method"] == "HEAD"
        sent = _with_headers(scope, _without_body(send) if is_head else send)
        if _announced(scope) > LARGEST_BODY:
            await _drained(receive)
            await problem(413, words.DETAIL[413], _CLOSE)(scope, receive, sent)
            return
        await self._app({**scope, "method": "GET"} if is_head else scope, _limited(receive), sent)


def _announced(scope: Scope) -> int:
    """The length that the request says its body has; 0 where it does not say."""
    written = dict(scope["headers"]).get(b"content-length", b"")
    return int(written) if written.isdigit() and len(written) < 20 else 0


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            await _drained(receive)
            raise ProblemError(413, words.DETAIL[413], _CLOSE)
        return message

    return limited


async def _drained(receive: Receive) -> None:
    """What still comes of a body, thrown away: a client that is cut off while it sends does not hear why."""
    taken, more = 0, True
    while more and taken < DRAINED:
        message = await receive()
        taken += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


def _without_body(send: Send) -> Send:
    """Sends the head of a response alone; what length its body would have is told."""

    async def head_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return head_only


def _with_headers(scope: Scope, send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            extra = {**_PLAIN, **scope["state"].get(HEADERS, {})}
            new = ((k.lower().encode(), v.encode()) for k, v in extra.items())
            message = {**message, "headers": [*message["headers"], *(h for h in new if h[0] not in given)]}
        await send(message)

    return with_headers
