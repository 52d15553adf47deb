"""Adding reports: paths → store. What is unchanged is skipped, a bad file stops nothing, a killed run is gone on with."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.archives import file_address
from corpus.assemble import report_id
from corpus.errors import NianbaoError
from corpus.estimate import Estimate
from corpus.files import Failure, Read, Task, Unchanged, find_files, with_members
from corpus.lock import only_writer
from corpus.places import naming_data
from corpus.pool import read_files
from corpus.report import Report, Scope
from corpus.store import ReportHead, Store
from corpus.web.harvest import Found
from corpus.web.request import NOTHING, WebRequest

# Reports written in one transaction: twice as quick as one by one, and no more than half a second of work at risk.
BATCH = 16
BATCH_SECONDS = 0.5

MOST_NAMED = 5  # files named in one note

_SCOPE_WORDS = {Scope.OWN: "（本级）", Scope.WHOLE_REGION: "（汇总）", Scope.UNSTATED: ""}


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """One file is done: the `done`-th of `total`, what became of it, and `reason` where it failed.

    `remaining`: seconds the others will take, None where that can't be told yet.
    """

    done: int
    total: int
    path: str
    outcome: Outcome
    reason: str = ""
    remaining: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done: numbers of files, failures, and `notes` on reports that stand twice in the store (Chinese)."""

    added: int
    replaced: int
    unchanged: int
    failed: tuple[Failure, ...]
    notes: tuple[str, ...]


def add_paths(
    store: Store,
    paths: Sequence[Path],
    on_progress: Callable[[Progress], None] = lambda progress: None,
    processes: int = 0,
    web: WebRequest = NOTHING,
) -> Summary:
    """Read these files and folders into the store; what was reported as added stays, whatever happens after.

    So with what the addresses of `web` lead to, which is fetched first. StoreError where another process is adding to
    the folder, or nothing more can be written.
    """
    with only_writer(store.folder):
        tasks, missing, notes = _tasks(store, paths, web)
        before = {head.address for head in store.heads()}
        done: list[Progress] = []
        estimate, last = Estimate([task.path for task in tasks]), time.monotonic()
        for path, outcome, reason in _outcomes(store, missing, read_files(tasks, processes), before):
            now = time.monotonic()
            estimate.done(path, now - last)
            last = now
            total = len(tasks) + len(missing)
            done.append(Progress(len(done) + 1, total, path, outcome, reason, estimate.remaining))
            on_progress(done[-1])
    twice = _notes(store, {p.path for p in done if p.outcome in (Outcome.ADDED, Outcome.REPLACED)})
    return _summary(done, (*notes, *twice))


def _tasks(
    store: Store, paths: Sequence[Path], web: WebRequest
) -> tuple[list[Task], tuple[Failure, ...], tuple[str, ...]]:
    """What is to be read, what is not there, and notes (Chinese) on what was left out."""
    files, missing = find_files(paths)
    tasks = [Task(path, store.content_hash(path)) for path in files]
    if not web.addresses:
        return tasks, missing, ()
    from corpus.web.gather import gather  # the way to the web: slow to import, and needed only here

    harvest = gather(store.folder, web)
    failures = [*missing, *(Failure(miss.address, miss.reason) for miss in harvest.misses)]
    for found in harvest.found.values():
        opened, failed = _web_tasks(store, found)
        tasks += opened
        failures += failed
    return tasks, tuple(failures), tuple(harvest.notes)


def _web_tasks(store: Store, found: Found) -> tuple[list[Task], list[Failure]]:
    """A file of the web to read, or what an archive of the web holds, under addresses of the web."""
    local = str(found.file)
    opened, failures = with_members(local)
    inside = {path: path.removeprefix(local) for path in opened}
    tasks = [
        Task(found.address + rest, store.content_hash(found.address + rest), path, "" if rest else found.name)
        for path, rest in inside.items()
    ]
    return tasks, [Failure(found.address + f.path.removeprefix(local), f.reason) for f in failures]


_Done = tuple[str, Outcome, str]


def _outcomes(
    store: Store, missing: Iterable[Failure], results: Iterator[tuple[Task, Read]], before: set[str]
) -> Iterator[_Done]:
    yield from ((failure.path, Outcome.FAILED, failure.reason) for failure in missing)
    parts = _parts(before)
    for batch in _batches(results):
        failures = _put(store, [report for _, read in batch if isinstance(read, tuple) for report in read])
        for task, read in batch:
            if isinstance(read, tuple):
                _forget(store, parts.get(task.path, set()) - {report.address for report in read})
        yield from (_outcome(task, read, failures, before) for task, read in batch)


def _outcome(task: Task, read: Read, failures: dict[str, str], before: set[str]) -> _Done:
    if isinstance(read, Failure):
        return task.path, Outcome.FAILED, read.reason
    if isinstance(read, Unchanged):
        return task.path, Outcome.UNCHANGED, ""
    for report in read:
        if report.id in failures:
            return task.path, Outcome.FAILED, failures[report.id]
    return task.path, Outcome.REPLACED if task.path in before else Outcome.ADDED, ""


def _parts(addresses: Iterable[str]) -> dict[str, set[str]]:
    """By file, the addresses of the reports it holds besides its first."""
    found: dict[str, set[str]] = defaultdict(set)
    for address in addresses:
        if (file := file_address(address)) != address:
            found[file].add(address)
    return found


def _forget(store: Store, gone: Iterable[str]) -> None:
    """Remove the reports that a file held when it was last read and holds no longer."""
    for address in gone:
        store.remove(report_id(address))


def _batches(results: Iterable[tuple[Task, Read]]) -> Iterator[list[tuple[Task, Read]]]:
    """The results in lists of at most `BATCH`, none held back longer than `BATCH_SECONDS`."""
    batch: list[tuple[Task, Read]] = []
    began = time.monotonic()
    for result in results:
        batch.append(result)
        if len(batch) == BATCH or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def _put(store: Store, reports: Sequence[Report]) -> dict[str, str]:
    """Put the reports; by id, why one can't be stored. StoreError where none can be, and nothing is to be gone on with."""
    try:
        store.put_many(reports)
    except NianbaoError:
        raise
    except Exception as error:
        # One report that can't be stored must not take its batch with it: the batch is put one by one.
        if len(reports) == 1:
            return {reports[0].id: f"内容存不进库（{type(error).__name__}: {error}），已跳过。请另存为文本再试。"}
        return {i: reason for report in reports for i, reason in _put(store, [report]).items()}
    return {}


# --- what to say at the end --------------------------------------------------------------------


def _summary(done: Sequence[Progress], notes: tuple[str, ...]) -> Summary:
    number = {outcome: sum(1 for p in done if p.outcome is outcome) for outcome in Outcome}
    failed = tuple(Failure(p.path, p.reason) for p in done if p.outcome is Outcome.FAILED)
    return Summary(number[Outcome.ADDED], number[Outcome.REPLACED], number[Outcome.UNCHANGED], failed, notes)


def _notes(store: Store, touched: set[str]) -> tuple[str, ...]:
    """A sentence for each body and year that stands in the store more than once, where this run touched it.

    And one for the files of this run of which it is not known whose report they are, or of which year.
    """
    return (*_doubled(store, touched), *_nameless(store, touched))


def _nameless(store: Store, touched: set[str]) -> tuple[str, ...]:
    unknown = naming_data()["unnamed"]["body"].partition("{")[0]
    found = [h for h in store.heads() if h.address in touched and (h.year is None or h.body.startswith(unknown))]
    if not found:
        return ()
    files = "、".join(head.file for head in found[:MOST_NAMED]) + ("等" if found[MOST_NAMED:] else "")
    return (
        f"{len(found)} 份没有认出是哪个单位或哪一年的：{files}。"
        "如果不是年报，请用 nianbao remove 删去；是年报的，请在文件名中写明单位和年份后重新添加。",
    )


def _doubled(store: Store, touched: set[str]) -> tuple[str, ...]:
    groups: dict[tuple[str, int, Scope], list[ReportHead]] = defaultdict(list)
    for head in store.heads():
        if head.body and head.year is not None:
            groups[head.body, head.year, head.scope].append(head)
    return tuple(
        f"{body}{year}年的年报{_SCOPE_WORDS[scope]}有 {len(heads)} 份，都保留了：{'、'.join(h.address for h in heads)}。"
        "如果是重复的，请用 nianbao remove 删去多余的。"
        for (body, year, scope), heads in groups.items()
        if len(heads) > 1 and any(head.address in touched for head in heads)
    )
