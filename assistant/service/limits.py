"""How often one address or key may ask: so many times in any minute, kept in memory."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a minute: so many requests of `most`; in `seconds` there is room for one more than now."""

    most: int
    remaining: int
    seconds: int


class Limits:
    """Counts requests by user and kind; safe to share between threads."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allow(self, kind: str, user: str, per_minute: int) -> bool:
        """Count one request of that kind by `user` (an address, a key); False where the last minute is full. 0 = no limit."""
        return not per_minute or self._limiter.hit(RateLimitItemPerMinute(per_minute), kind, user)

    def left(self, kind: str, user: str, per_minute: int) -> Left:
        """What `user` has left of that kind; nothing is counted."""
        stats = self._limiter.get_window_stats(RateLimitItemPerMinute(per_minute), kind, user)
        return Left(per_minute, max(0, stats.remaining), max(1, math.ceil(stats.reset_time - time.time())))
