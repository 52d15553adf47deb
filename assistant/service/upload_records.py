"""What is known of a file that a member sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import NianbaoError


class State(StrEnum):
    """What has become of a file."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    SAME = "same"
    FAILED = "failed"
    STORED = "stored"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its name as the sender has it, where it is kept, what became of it (`reason`, in Chinese)."""

    no: int
    at: str
    author: str
    file: str
    address: str
    size: int
    state: State
    reason: str
    reports: tuple[str, ...]


class GoneError(NianbaoError):
    """There is no such upload, or it is dealt with."""
