"""How much a request may bring: counted as it comes, whatever its headers say, before anything reads it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import words_upload as words

KIB, MIB = 1024, 1024 * 1024
# Forms of the staff desk hold a few sentences, or thousands of names to choose from.
PLAIN = MIB
DRAINED = 64 * MIB


class TooLargeError(Exception):
    """More came than the request may bring."""


class BoundedBody:
    """ASGI: refuses, with 413, requests below one of `prefixes` that bring more than `most` allows for their path (bytes)."""

    def __init__(self, app: ASGIApp, prefixes: tuple[str, ...], most: Callable[[str], int]) -> None:
        self._app, self._prefixes, self._most = app, prefixes, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", "")) if scope["type"] == "http" else ""
        if not path.startswith(self._prefixes):
            await self._app(scope, receive, send)
            return
        most = self._most(path)
        if _declared(scope) > most:
            await _refuse(receive, send, most)
            return
        came, started = 0, False

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except TooLargeError:
            if started:
                raise
            await _refuse(receive, send, most)


def _declared(scope: Scope) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


async def _refuse(receive: Receive, send: Send, most: int) -> None:
    size = f"{most // MIB} MB" if most >= MIB else f"{most // KIB} KB"
    body = words.TOO_MUCH.format(most=size).encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    # A connection that is cut while its sender still sends loses the answer: some of the rest is taken and thrown away.
    left = DRAINED
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            break
    await send({"type": "http.response.body", "body": b""})
