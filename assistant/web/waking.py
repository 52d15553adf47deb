"""The assistant made ready behind the page: it lets those who open the page at that time go first."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web import words

if TYPE_CHECKING:
    from assistant.service.asking import Asked, Assistant
    from index.search import SearchIndex

log = logging.getLogger(__name__)

Made = TypeVar("Made", bound="Assistant")

# Whoever opens the page asks for its files one after the other; after so long without a request nobody is (seconds).
MOMENT = 0.4
# Where requests never end, the assistant is made ready all the same (seconds).
PATIENCE = 3.0
# So often it is looked whether requests are still open (seconds).
LOOK = 0.05


class Calm:
    """Knows whether requests are being answered; what takes all of the processor waits until none is.

    `moment`: how long none must have been there; `patience`: how long is waited for that at most; in seconds.
    """

    def __init__(self, moment: float = MOMENT, patience: float = PATIENCE) -> None:
        self._moment = moment
        self._patience = patience
        self._open = 0
        self._last = 0.0

    def watching(self, app: ASGIApp) -> ASGIApp:
        """The app, with its requests noticed."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            with self.answering() if scope["type"] == "http" else nullcontext():
                await app(scope, receive, send)

        return watched

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While one request is answered; of one thread, the one that all requests come to."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
            self._last = time.monotonic()

    def wait(self, hurry: Event | None = None) -> None:
        """Returns when no request has been there for a moment, when patience is at its end, or at once on `hurry`."""
        hurry = hurry or Event()
        began = time.monotonic()
        until = began + self._patience
        while (now := time.monotonic()) < until:
            left = LOOK if self._open else max(self._last, began) + self._moment - now
            if left <= 0 or hurry.wait(min(left, until - now)):
                return


class Waking(Generic[Made]):
    """The assistant while it is made ready in the background: whoever asks meanwhile waits for it.

    `make` begins when the service is calm or somebody asks; `go_on`, what can follow later still, when it is calm again.
    """

    def __init__(
        self,
        make: Callable[[], Made],
        go_on: Callable[[Made], None] | None = None,
        calm: Calm | None = None,
    ) -> None:
        self._make = make
        self._go_on = go_on
        self._calm = calm or Calm()
        self._asked = Event()
        self._made: Future[Made] = Future()

    def start(self) -> None:
        """Begins; returns at once."""
        Thread(target=self._wake, name="nianbao-waking", daemon=True).start()

    def _wake(self) -> None:
        self._calm.wait(self._asked)
        try:
            made = self._make()
        except BaseException as error:
            log.exception(words.WARMING_FAILED)
            self._made.set_exception(error)
            return
        self._made.set_result(made)
        if self._go_on:
            self._calm.wait()
            self._go_on(made)

    def _ready(self) -> Made:
        from assistant.service.asking import NotReadyError

        self._asked.set()
        try:
            return self._made.result()
        except BaseException as error:
            raise NotReadyError(words.NOT_READY) from error

    @property
    def is_ready(self) -> bool:
        """Whether whoever asks now is answered without waiting."""
        return self._made.done() and self._made.exception() is None

    @property
    def has_failed(self) -> bool:
        """Whether it could not be made, so that no question will be answered."""
        return self._made.done() and self._made.exception() is not None

    def conversation(self, within: str = "") -> Asked:
        """A conversation with the assistant, once it is ready; NotReadyError where it could not be made."""
        return self._ready().conversation(within)

    def examples(self, n: int, within: str = "") -> tuple[str, ...]:
        """Its example questions; none where it could not be made, for the log has said why already."""
        return () if self._made.done() and self._made.exception() else self._ready().examples(n, within)

    def index_within(self, seconds: float) -> SearchIndex | None:
        """Its index as far as it is after so many seconds; None where nothing can be searched yet."""
        self._asked.set()
        try:
            return self._made.result(seconds).index_within(seconds)
        except Exception:
            return None  # not made yet, or the log has said why it could not be
