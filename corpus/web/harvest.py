"""What came of the addresses a user gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """A report of the web: its address, its local file, the name it goes by, and the page it was found on ('' = given)."""

    address: str
    file: Path
    name: str
    found_on: str


@dataclass(frozen=True, slots=True)
class Miss:
    """An address that gave no report, and why (a Chinese sentence)."""

    address: str
    reason: str


@dataclass(slots=True)
class Harvest:
    """Reports by address, misses, and notes for the user (Chinese), each in the order met."""

    found: dict[str, Found] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def miss(self, address: str, reason: str) -> None:
        """An address gave nothing."""
        self.misses.append(Miss(address, reason))

    def note(self, sentence: str) -> None:
        """Something the user should know, said once."""
        if sentence not in self.notes:
            self.notes.append(sentence)
