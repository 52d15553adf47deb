"""What was made lately and may be asked for again, kept in memory up to so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class KeptBytes(Generic[V]):
    """The values last asked for, together at most `most` bytes; safe to share between threads.

    A key names all that its value depends on, so that none is ever stale.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._held)

    @property
    def bytes(self) -> int:
        """How many bytes are kept."""
        return self._bytes

    def get(self, key: Hashable) -> V | None:
        """The value kept under that key, None where none is."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
            return held[0] if held else None

    def keep(self, key: Hashable, value: V, size: int) -> V:
        """Keeps the value of `size` bytes, and forgets those that were longest not asked for; one too large is not kept."""
        with self._lock:
            self._forget(key)
            if size <= self._most:
                self._held[key] = (value, size)
                self._bytes += size
            while self._bytes > self._most:
                self._forget(next(iter(self._held)))
        return value

    def forget(self, key: Hashable) -> None:
        """Keeps nothing under that key any more."""
        with self._lock:
            self._forget(key)

    def _forget(self, key: Hashable) -> None:
        if key in self._held:
            self._bytes -= self._held.pop(key)[1]
