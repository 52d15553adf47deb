"""How long reading a file may take. A process that overruns ends itself, whatever it is stuck in, and its pool goes on.

Only a process started for reading is ever ended; anywhere else these calls do nothing.
"""

from __future__ import annotations

import faulthandler
import os
from typing import Final

SECONDS: Final = 9.0  # a report of the slowest format without pictures takes one second; hostile files hours
OVERRUN: Final = 1  # exit code of a process that overran: what faulthandler ends it with

_state: dict[str, int] = {}  # "file": where the dump goes (nowhere), once this process may be ended


def start(seconds: float = SECONDS) -> None:
    """From now on this process reads for a pool: it has that long for the file it begins with."""
    if "file" not in _state:
        _state["file"] = os.open(os.devnull, os.O_WRONLY)
    allow(seconds)


def allow(seconds: float) -> None:
    """Whatever was left, the step that begins now has this long (a page to recognise, a file to convert)."""
    if "file" in _state:
        # A thread of its own that needs no Python to run: it also ends a parser that never comes back.
        faulthandler.dump_traceback_later(seconds, exit=True, file=_state["file"])


def stop() -> None:
    """The file is read."""
    if "file" in _state:
        faulthandler.cancel_dump_traceback_later()
