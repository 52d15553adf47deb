"""How often one address or key may ask: so many times in any minute, kept in memory."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

MINUTE = 60.0
# Users seen since this many were forgotten last: then those who have not asked for a minute are forgotten again.
SWEEP_AFTER = 5_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a minute: so many requests of `most`; in `seconds` there is room for one more than now."""

    most: int
    remaining: int
    seconds: int


class Limits:
    """Counts requests by user and kind; safe to share between threads. It remembers who asked in the last minutes alone."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._asked: dict[tuple[str, str], list[float]] = {}
        self._sweep_at = SWEEP_AFTER
        self._lock = Lock()

    def __len__(self) -> int:
        """How many users are remembered."""
        return len(self._asked)

    def allow(self, kind: str, user: str, per_minute: int, weight: int = 1) -> bool:
        """Count one request of that kind by `user` (an address, a key); False where the last minute is full. 0 = no limit.

        `weight`: how many it counts as; one that is let in may fill more than was left.
        """
        if not per_minute:
            return True
        now = self._clock()
        with self._lock:
            self._sweep(now)
            asked = self._lately(kind, user, now)
            if len(asked) >= per_minute:
                return False
            asked.extend([now] * weight)
            self._asked[kind, user] = asked
        return True

    def left(self, kind: str, user: str, per_minute: int) -> Left:
        """What `user` has left of that kind; nothing is counted."""
        now = self._clock()
        with self._lock:
            asked = self._lately(kind, user, now)
            # Room is there once fewer than all of the minute's are left.
            first = asked[max(0, len(asked) - per_minute)] if asked else now - MINUTE
            seconds = first + MINUTE - now
            return Left(per_minute, max(0, per_minute - len(asked)), max(1, math.ceil(seconds)))

    def _lately(self, kind: str, user: str, now: float) -> list[float]:
        """When they asked in the last minute, oldest first; what is older is forgotten."""
        asked = self._asked.get((kind, user), [])
        del asked[: bisect_right(asked, now - MINUTE)]
        return asked

    def _sweep(self, now: float) -> None:
        """Forgets all who have not asked for a minute, each time that many more have come: users may have many addresses."""
        if len(self._asked) < self._sweep_at:
            return
        self._asked = {key: asked for key, asked in self._asked.items() if asked and asked[-1] > now - MINUTE}
        self._sweep_at = len(self._asked) + SWEEP_AFTER
