"""How much of what many share one address has used today: in memory alone, for no address is ever written down."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from assistant.service import moments


class DayShares:
    """Counts uses of this day by what is shared and by user; safe to share between threads.

    It remembers no more users than there were uses: whoever counts bounds these.
    """

    def __init__(self) -> None:
        self._day = ""
        self._used: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def used(self, of: str, user: str) -> int:
        """How often `user` has used it today."""
        with self._lock:
            self._begin_day()
            return self._used.get((of, user), 0)

    def count(self, of: str, user: str) -> None:
        """Count one use by `user`."""
        with self._lock:
            self._begin_day()
            self._used[of, user] += 1

    def _begin_day(self) -> None:
        if self._day != (today := moments.today()):
            self._day = today
            self._used.clear()
