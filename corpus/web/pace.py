"""Requests to one host are kept apart, and a host that asks for patience gets it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Pace:
    """When a host may be asked next; `delay` seconds lie between two requests, more where robots.txt says so."""

    def __init__(
        self, delay: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._delay = delay
        self._clock, self._sleep = clock, sleep
        self._gaps: dict[str, float] = {}
        self._ended: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def gap(self, host: str) -> float:
        """Seconds between two requests to the host."""
        return max(self._delay, self._gaps.get(host, 0.0))

    def widen(self, host: str, seconds: float) -> None:
        """Never ask that host more often than every so many seconds."""
        self._gaps[host] = max(self._gaps.get(host, 0.0), seconds)

    def left(self, host: str) -> float:
        """Seconds until the host may be asked."""
        if host not in self._ended:
            return 0.0
        return max(0.0, self._ended[host] + self.gap(host) - self._clock(), self._held[host] - self._clock())

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked."""
        if left := self.left(host):
            self._sleep(left)

    def done(self, host: str, pause: float = 0.0) -> None:
        """A request to the host has ended: the next one comes after the gap, or after `pause` where that is longer."""
        self._ended[host] = self._clock()
        self._held[host] = self._ended[host] + pause


def asked_pause(header: str, now: datetime | None = None) -> float | None:
    """The seconds of a Retry-After header (a number or a date), None where it says nothing."""
    written = header.strip()
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
