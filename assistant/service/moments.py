"""Moments as they are stored: ISO 8601 in UTC, to the second, so that text sorts as time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """This moment."""
    return at(datetime.now(UTC))


def at(moment: datetime) -> str:
    """A moment with its time zone, as stored."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def in_future(**span: int) -> str:
    """The moment after that span, as `timedelta` takes it; negative for the past."""
    return at(datetime.now(UTC) + timedelta(**span))


def today() -> str:
    """This day in UTC, as YYYY-MM-DD."""
    return now()[:10]


def until_tomorrow() -> int:
    """How many seconds this day in UTC still lasts, at least 1."""
    moment = datetime.now(UTC)
    tomorrow = (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((tomorrow - moment).total_seconds()) + 1)


def shown(moment: str) -> str:
    """A stored moment in this machine's time zone, to the minute: '2026-01-02 15:04'."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
