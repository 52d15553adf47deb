"""Reading many files: in processes of their own, so that none can hold up, blow up or bring down the rest."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any

from pebble import ProcessExpired, ProcessPool

from corpus.apart import keep_within_bounds
from corpus.files import Failure, Read, Task, read_file
from corpus.reading import deadline

# Few plain files are read here and now: reading one takes 10–50 ms, starting a process about half a second.
POOL_FROM = 48
PLAIN_SIZE = 512 * 1024
PLAIN = (".html", ".htm", ".shtml", ".xhtml", ".txt", ".text", ".md", ".markdown")

# Files handed to a process ahead of the one whose report is waited for.
AHEAD = 8

_CUT_OFF = "读这个文件时读取程序中断了，可能是文件太大或已损坏，已跳过。请检查文件，或另存为文本再试。"
_OVERRAN = "读这个文件用时过长，已跳过。请检查文件是否损坏或含有大量图形，或者只留年报正文另存后再试。"


def read_files(tasks: Sequence[Task], processes: int = 0) -> Iterator[tuple[Task, Read]]:
    """What came of each task, in order; never raises for a file. `processes`: 0 = by the machine."""
    workers = min(processes or _processors(), len(tasks))
    if len(tasks) < POOL_FROM and all(map(_is_plain, tasks)):
        yield from ((task, read_file(task)) for task in tasks)
        return
    pool = _new_pool(workers)
    try:
        if _works(pool):
            yield from _in_order(pool, tasks, workers * AHEAD)
        else:
            yield from ((task, read_file(task)) for task in tasks)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # Pebble's own signature
        pool.join()


def _is_plain(task: Task) -> bool:
    """Whether the file is of a kind whose readers bound themselves before they begin, and short."""
    try:
        return task.source.lower().endswith(PLAIN) and os.path.getsize(task.source) <= PLAIN_SIZE
    except OSError:
        return True  # not there: to be told without starting a process


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(pool: ProcessPool, tasks: Sequence[Task], ahead: int) -> Iterator[tuple[Task, Read]]:
    waiting = iter(tasks)
    flying: deque[tuple[Task, Any]] = deque()
    flying.extend((task, pool.schedule(_read_in_worker, (task,))) for task in islice(waiting, ahead))
    while flying:
        task, future = flying.popleft()
        result = _result(task, future)
        flying.extend((later, pool.schedule(_read_in_worker, (later,))) for later in islice(waiting, 1))
        yield task, result


def _result(task: Task, future: Any) -> Read:
    try:
        read: Read = future.result()
    except ProcessExpired as error:
        return Failure(task.path, _OVERRAN if deadline.overran(error.exitcode) else _CUT_OFF)
    return read


def _new_pool(workers: int) -> ProcessPool:
    """Processes started afresh: forking would copy the threads and connections of a running server."""
    threads = max(1, _processors() // workers)
    return ProcessPool(workers, initializer=_start_worker, initargs=(threads,), context=get_context("spawn"))


def _works(pool: ProcessPool) -> bool:
    """Whether processes can be started at all; a program read from standard input, for one, can't be."""
    try:
        return int(pool.schedule(os.getpid).result()) > 0
    except (BrokenProcessPool, ProcessExpired):
        return False


# --- in the worker ------------------------------------------------------------------------


def _read_in_worker(task: Task) -> Read:
    deadline.start()
    try:
        return read_file(task)
    finally:
        deadline.stop()


def _start_worker(threads: int) -> None:
    keep_within_bounds()
    import corpus.assemble  # noqa: F401 - slow to import: not in the time of the first file
    from corpus.reading.ocr.models import use_threads

    use_threads(threads)
