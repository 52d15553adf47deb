"""How much a request may bring: counted as it comes, whatever its headers say, before anything reads it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import words_upload as words

KIB, MIB = 1024, 1024 * 1024
# Forms of the staff desk hold a few sentences, or thousands of names to choose from.
PLAIN = MIB
DRAINED = 64 * MIB


class TooLargeError(Exception):
    """More came than the request may bring."""


class BoundedBody:
    """ASGI: refuses, with 413, requests below one of `prefixes` that bring more than `most` allows for their path (bytes).

    The refusal is what `page` makes of the request, the status and the sentence; plain text where that is None.
    """

    def __init__(
        self,
        app: ASGIApp,
        prefixes: tuple[str, ...],
        most: Callable[[str], int],
        page: Callable[[Request, int, str], Response | None],
    ) -> None:
        self._app, self._prefixes, self._most, self._page = app, prefixes, most, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", "")) if scope["type"] == "http" else ""
        if not path.startswith(self._prefixes):
            await self._app(scope, receive, send)
            return
        most = self._most(path)
        if _declared(scope) > most:
            await self._refuse(scope, receive, send, most)
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
            await self._refuse(scope, receive, send, most)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        said = words.TOO_MUCH if most > PLAIN else words.FORM_TOO_LONG
        # Beside the files there is room for the rest of their form, which is nobody's to count.
        said = said.format(most=_size(most - PLAIN if most > PLAIN else most))
        answer = self._page(Request(scope), 413, said) or PlainTextResponse(said, 413)
        headers = [*answer.raw_headers, (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": bytes(answer.body), "more_body": True})
        # A connection that is cut while its sender still sends loses the answer: some of the rest is taken and thrown away.
        left = DRAINED
        while left > 0:
            message = await receive()
            left -= len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body"):
                break
        await send({"type": "http.response.body", "body": b""})


def _size(count: int) -> str:
    return f"{count // MIB} MB" if count >= MIB else f"{count // KIB} KB"


def _declared(scope: Scope) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0
