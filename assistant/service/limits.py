"""How often one address or key may ask: so many times in any minute, kept in memory."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Limits:
    """Counts requests by user and kind; safe to share between threads."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allow(self, kind: str, user: str, per_minute: int) -> bool:
        """Count one request of that kind by `user` (an address, a key); False where the last minute is full. 0 = no limit."""
        return not per_minute or self._limiter.hit(RateLimitItemPerMinute(per_minute), kind, user)
