"""What is computed of a report, kept for the reports asked about last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from corpus.report import Report

T = TypeVar("T")

# So many reports are kept for each computation: those that the questions of twenty people at once go through; a few
# dozen kilobytes each.
KEPT = 256


class PerReport(Generic[T]):
    """A function of a report, remembered by id, content and what staff say of its cells and of whose it is.

    Hashing a whole report would cost too much.
    """

    def __init__(self, compute: Callable[[Report], T]) -> None:
        self._compute = compute
        self._known: OrderedDict[object, T] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, report: Report) -> T:
        """The result for this report; threads may ask at once."""
        corrections = tuple((c.table, c.row, c.column, c.correction) for c in report.cells if c.correction)
        whose = (report.body, report.region, report.year, report.scope)
        key = (report.id, report.content_hash, whose, corrections)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        result = self._compute(report)
        with self._lock:
            self._known[key] = result
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return result


class Remembered(Generic[T]):
    """Small results by key, the oldest forgotten; threads may use it at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[object, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object) -> T | None:
        """What is known by that key, None where nothing is."""
        with self._lock:
            return self._known.get(key)

    def put(self, key: object, value: T) -> None:
        """Remember the value."""
        with self._lock:
            self._known[key] = value
            while len(self._known) > self._most:
                self._known.popitem(last=False)
