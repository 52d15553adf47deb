"""Who comes first is served first: threads that compute take turns, so that all of many wait alike and none waits for long."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

# Python computes in one thread at a time anyway; who needs longer than this shares it with whoever is next (seconds).
LONGEST = 0.2


class InTurn:
    """Lets one thread at a time go on, in the order they came; each keeps the others waiting for `longest` at most."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._turn: object = None  # whose turn it is, None where it is nobody's
        self._since = 0.0

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for its turn; over when the block ends, or passed on when that takes too long."""
        mine = threading.Event()
        with self._lock:
            if self._turn is None:
                self._give(mine)
            else:
                self._waiting.append(mine)
        while not mine.wait(self._longest):
            self._pass_on_from_slow()
        try:
            yield
        finally:
            with self._lock:
                if self._turn is mine:
                    self._next()

    def _pass_on_from_slow(self) -> None:
        with self._lock:
            if time.monotonic() - self._since >= self._longest:
                self._next()

    def _next(self) -> None:
        if self._waiting:
            self._give(self._waiting.popleft())
        else:
            self._turn = None

    def _give(self, whose: threading.Event) -> None:
        self._turn, self._since = whose, time.monotonic()
        whose.set()
