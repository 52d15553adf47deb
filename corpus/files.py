"""Which files the paths given by a user mean, and reading each of them, in several processes where they are many."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from corpus.errors import NianbaoError
from corpus.report import Report

# Endings a report is taken for in a folder. Those of the second line can't be read, but they are documents
# someone meant to add, so they are listed as failed and not passed over. A file named by itself is always tried.
_READ = (".html", ".htm", ".shtml", ".xhtml", ".jsp", ".aspx", ".php", ".txt", ".text", ".md", ".markdown", ".docx")
_DOCUMENTS = (".pdf", ".doc", ".wps", ".rtf", ".odt", ".ofd", ".mht", ".mhtml", ".xls", ".xlsx", ".zip", ".rar", ".7z")
ENDINGS = frozenset((*_READ, *_DOCUMENTS))

# Reading one report takes 10–50 ms, starting a process about half a second.
POOL_FROM = 48

# Files handed to a process ahead of the one whose report is waited for.
AHEAD = 8

_MISNAMED = "文件名的编码不是 UTF-8，认不出来。请先改名再添加。"
_CUT_OFF = "读这个文件时读取程序中断了，可能是文件太大或已损坏，已跳过。请检查文件，或另存为文本再试。"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not added, and why: a sentence in Chinese."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose content is what the store already has."""

    path: str


# What came of a file: the reports in it, nearly always one.
Read = tuple[Report, ...] | Unchanged | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, as an absolute path, and the hash of what the store has of it."""

    path: str
    known_hash: str | None


def content_hash(data: bytes) -> str:
    """The hash by which a file is known to be unchanged: sha256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


# --- which files ---------------------------------------------------------------------------


def find_files(paths: Sequence[Path]) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """Absolute paths of the files meant, each once, folders recursively in the order of names; and what is not there."""
    files: dict[str, None] = {}
    failures: list[Failure] = []
    for path in paths:
        found, failed = _files_of(Path(os.path.abspath(path.expanduser())), str(path))
        files.update(dict.fromkeys(found))
        failures += failed
    failures += [Failure(_shown(file), _MISNAMED) for file in files if not _is_named(file)]
    return tuple(filter(_is_named, files)), tuple(failures)


def _is_named(path: str) -> bool:
    """Whether the path is text; a name in another encoding (from an old archive) is bytes that no store can keep."""
    return _shown(path) == path


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode()


def _files_of(path: Path, said: str) -> tuple[list[str], list[Failure]]:
    if path.is_dir():
        return _files_below(path)
    if path.exists():
        return [str(path)], []
    if said.startswith(("http:", "https:")):
        return [], [Failure(said, "这是网址，本程序不下载网页。请先用浏览器把年报存到本机，再添加存下的文件。")]
    return [], [Failure(said, "没有这个文件或文件夹。请检查路径。")]


def _files_below(folder: Path) -> tuple[list[str], list[Failure]]:
    files: list[str] = []
    failures: list[Failure] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: failures.append(_unreadable(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [os.path.join(place, name) for name in sorted(names) if _is_report_name(name)]
    if not files and not failures:
        failures.append(Failure(str(folder), "这个文件夹里没有可以读取的年报（网页、DOCX、TXT 或 Markdown 文件）。"))
    return files, failures


def _is_report_name(name: str) -> bool:
    """Hidden files and the lock files of Word (~$…) are nobody's report."""
    return not name.startswith((".", "~$")) and os.path.splitext(name)[1].lower() in ENDINGS


def _unreadable(error: OSError) -> Failure:
    return Failure(str(error.filename), f"读不了（{error.strerror or error}）。请检查权限。")


# --- reading them --------------------------------------------------------------------------


def read_files(tasks: Sequence[Task], processes: int = 0) -> Iterator[tuple[Task, Read]]:
    """What came of each task, in order; never raises for a file. `processes`: 0 = by the machine."""
    workers = processes or _processors()
    if workers < 2 or len(tasks) < POOL_FROM:
        yield from ((task, read_file(task)) for task in tasks)
        return
    done = 0
    while done < len(tasks):
        for pair in _read_in_pool(tasks[done:], workers):
            done += 1
            yield pair
        # Where a process has died, one of the files in flight has killed it: they are read one at a time until it shows.
        for pair in _read_one_by_one(tasks[done : done + workers * AHEAD]):
            done += 1
            yield pair


def read_file(task: Task) -> Read:
    """What comes of that file: its reports, that it is unchanged, or why it can't be read."""
    name = os.path.basename(task.path)
    try:
        return _read(task, name)
    except NianbaoError as error:
        return Failure(task.path, str(error).removeprefix(f"{name}："))
    except OSError as error:
        return _unreadable(OSError(error.errno, error.strerror, task.path))
    except MemoryError:
        return Failure(task.path, "文件太大，内存不够。请只留年报正文再试。")
    except Exception as error:
        # Whatever a reader trips over in one file, the rest of the batch goes on and the file is listed.
        said = f"{type(error).__name__}: {error}"
        return Failure(task.path, f"读取时程序出了意外（{said}），已跳过，其余文件不受影响。请另存为文本再试。")


def _read(task: Task, name: str) -> Read:
    from corpus.assemble import read_reports  # the readers of all formats: slow to import, and needed only here
    from corpus.reading.limits import UPLOAD, check_upload

    with open(task.path, "rb") as file:
        data = file.read(UPLOAD + 1)
    check_upload(data)
    if content_hash(data) == task.known_hash:
        return Unchanged(task.path)
    return read_reports(data, name, task.path)


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_in_pool(tasks: Sequence[Task], workers: int) -> Iterator[tuple[Task, Read]]:
    """The results in order until all are there or a process dies; in this process where none can be started."""
    pool = _new_pool(workers)
    try:
        if _works(pool):
            yield from _in_order(pool, tasks, workers * AHEAD)
        else:
            yield from ((task, read_file(task)) for task in tasks)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, tasks: Sequence[Task], ahead: int) -> Iterator[tuple[Task, Read]]:
    waiting = iter(tasks)
    flying: deque[tuple[Task, Future[Read]]] = deque()
    try:
        flying.extend((task, pool.submit(read_file, task)) for task in islice(waiting, ahead))
        while flying:
            task, future = flying.popleft()
            result = future.result()
            flying.extend((later, pool.submit(read_file, later)) for later in islice(waiting, 1))
            yield task, result
    except BrokenProcessPool:
        return


def _read_one_by_one(tasks: Sequence[Task]) -> Iterator[tuple[Task, Read]]:
    """The results in order, in one process, up to the file that kills it, which is a failure."""
    pool = _new_pool(1)
    try:
        for task in tasks:
            yield task, pool.submit(read_file, task).result()
    except BrokenProcessPool:
        yield task, Failure(task.path, _CUT_OFF)
    finally:
        pool.shutdown()


def _new_pool(workers: int) -> ProcessPoolExecutor:
    """Processes started afresh: forking would copy the threads and connections of a running server."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


def _works(pool: ProcessPoolExecutor) -> bool:
    """Whether processes can be started at all; a program read from standard input, for one, can't be."""
    try:
        return pool.submit(os.getpid).result() > 0
    except BrokenProcessPool:
        return False


def _start_worker() -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it even where the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
