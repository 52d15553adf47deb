"""Work that nobody waits for, done when the processors have nothing better to do."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

LAST_OF_ALL = 19  # the lowest priority that there is


def give_way() -> None:
    """Lets every other thread have the processors before the calling one, and those it starts; on Linux alone.

    Elsewhere a priority is of the whole process. Libraries that compute in threads of their own (OpenMP) start them from
    the thread that asks, so that they give way as well.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # a container may forbid it; the work is done all the same
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LAST_OF_ALL)
