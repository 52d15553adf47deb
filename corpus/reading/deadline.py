"""How long reading a file may take. A process that overruns is ended, whatever it is stuck in, and its pool goes on.

Only a process started for reading is ever ended; anywhere else these calls do nothing.
"""

from __future__ import annotations

import signal

from corpus.reading.limits import FILE_SECONDS

_ended: list[bool] = []  # not empty once this process reads for a pool and may be ended


def start(seconds: float = FILE_SECONDS) -> None:
    """From now on this process reads for a pool: it has that long for the file it begins with."""
    if hasattr(signal, "setitimer"):  # not on Windows, where a file may take as long as it likes
        # The alarm of the system, unhandled, ends the process even in a parser that never comes back to Python.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        _ended[:] = [True]
    allow(seconds)


def allow(seconds: float) -> None:
    """Whatever was left, the step that begins now has this long (a page to recognise, a file to convert)."""
    if _ended:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def stop() -> None:
    """The file is read."""
    allow(0)


def overran(exitcode: int | None) -> bool:
    """Whether a process that ended with that code was ended for overrunning."""
    return hasattr(signal, "SIGALRM") and exitcode == -signal.SIGALRM
