"""How long the rest of a batch will take: from what files of each kind have taken so far."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

# Before this many files and seconds an estimate would jump about.
_FEWEST_FILES, _FEWEST_SECONDS = 5, 1.0
# Seconds of kinds that take far longer than a page, until the first of them is done: a scan, a document to convert.
_SLOW = dict.fromkeys((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"), 4.0) | dict.fromkeys((".doc", ".wps"), 2.0)


class Estimate:
    """Told of each file when it is done; a scan takes a hundred times as long as a page, so kinds are kept apart."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._waiting = Counter(map(_kind, paths))
        self._seconds: dict[str, float] = {}
        self._done: Counter[str] = Counter()

    def done(self, path: str, seconds: float) -> None:
        """The file of that path is done, `seconds` after the one before it."""
        kind = _kind(path)
        self._waiting[kind] -= 1
        self._done[kind] += 1
        self._seconds[kind] = self._seconds.get(kind, 0.0) + seconds

    @property
    def remaining(self) -> float | None:
        """Seconds the files waiting will take, None while too little is known; kinds not met yet as is usual for them."""
        files, spent = self._done.total(), sum(self._seconds.values())
        if files < _FEWEST_FILES or spent < _FEWEST_SECONDS:
            return None
        usual = spent / files
        return sum(
            count * (self._seconds[kind] / self._done[kind] if self._done[kind] else max(usual, _SLOW.get(kind, 0.0)))
            for kind, count in self._waiting.items()
            if count > 0
        )


def _kind(path: str) -> str:
    return os.path.splitext(path)[1].lower()
