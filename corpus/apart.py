"""A call in a process of its own, with a time limit: for libraries that a hostile file may hang, blow up or bring down."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, TypeVar

from corpus.reading.limits import MEMORY

T = TypeVar("T")

# Starting takes half a second; on a machine with much else to do, some more.
START_SECONDS = 60.0
# A process with nothing to do gives its memory back after so long.
IDLE_SECONDS = 300.0


class OverranError(Exception):
    """The call took too long; its process was ended."""


class CutOffError(Exception):
    """The process came to its end in the middle of the call, or could not be started."""


class Apart:
    """Calls one function of a module in a process of its own, started when it is first needed and when it has ended.

    Not for several threads at once: whoever has it sees to that.
    """

    def __init__(self, function: Callable[..., T]) -> None:
        self._function = function
        self._process: BaseProcess | None = None
        self._to: Connection | None = None

    def call(self, *given: Any, seconds: float) -> Any:
        """What the function returns or raises; OverranError after `seconds`, CutOffError where the process fails."""
        connection = self._ready()
        with self._ended_by_failure():
            connection.send(given)
            if not connection.poll(seconds):
                raise OverranError
            fine, result = connection.recv()
        if fine:
            return result
        raise result

    def close(self) -> None:
        """Ends the process, whatever it does; the next call starts another."""
        if self._to is not None:
            self._to.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._to = None

    def _ready(self) -> Connection:
        """The connection to a process that waits for a call."""
        if self._to is not None and not self._to.poll():  # one that has ended has an end of file to be read
            return self._to
        self.close()
        # Started afresh: forking would copy the threads and connections of a running server.
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._to, self._process = ours, context.Process(target=_work, args=(theirs, self._function), daemon=True)
        with self._ended_by_failure():
            self._process.start()
            theirs.close()
            if not ours.poll(START_SECONDS) or not ours.recv():
                raise CutOffError
        return ours

    @contextmanager
    def _ended_by_failure(self) -> Iterator[None]:
        """Ends the process where the block fails; a connection that broke is a CutOffError."""
        try:
            yield
        except (OSError, EOFError) as error:
            self.close()
            raise CutOffError from error
        except BaseException:
            self.close()
            raise


# --- in the process -----------------------------------------------------------------------------


def _work(connection: Connection, function: Callable[..., Any]) -> None:
    """Answers calls until there are none for a while or the parent has gone."""
    keep_within_bounds()
    with suppress(OSError, EOFError):
        connection.send(True)
        while connection.poll(IDLE_SECONDS):
            given = connection.recv()
            try:
                told = True, function(*given)
            except Exception as error:  # whatever it raises is raised again by `call`
                told = False, error
            connection.send(told)


def keep_within_bounds() -> None:
    """Has this process leave Ctrl-C to its parent, end with it even where that is killed, and take only so much memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
