"""What is wrong or doubtful in the reports, known at any time: found in the background, kept until a report changes."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assistant.service.check_cache import CheckCache, Result, Row
from corpus.audit.finding import Finding
from corpus.audit.kinds import Severity, kind, load_kinds
from corpus.audit.likeness import Likeness
from corpus.audit.walk import Group, Walk, across, missing_years, most_serious_first, of_disclosure
from corpus.audit.whole import whole_of
from corpus.errors import NianbaoError
from corpus.regions import lies_in, same_place
from corpus.store import ReportHead, Store

log = logging.getLogger(__name__)

FOLDER = "index"
# So many reports, or seconds of them, are kept in one go: what a reader of the list waits for.
KEPT_AT_ONCE, KEPT_SECONDS = 64, 1.0
# After each report the work rests for this share of the time it took, for those who ask meanwhile.
REST = 0.3


class Standing(StrEnum):
    """How a report stands after its checks: its most serious finding, none, or not checked yet."""

    ERROR = "error"
    DOUBT = "doubt"
    HINT = "hint"
    CLEAN = "clean"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the reports are checked as they are now; `running` while more is being done."""

    done: int
    total: int
    running: bool

    @property
    def finished(self) -> bool:
        """Whether what is shown is all there is."""
        return self.done == self.total and not self.running


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for; empty means all. `body`: words of its name; `region`: it and all within."""

    severities: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    body: str = ""
    region: str = ""
    years: frozenset[int] = frozenset()
    report_id: str = ""

    def fits(self, head: ReportHead) -> bool:
        """Whether findings of that report are asked for."""
        return (
            (not self.report_id or head.id == self.report_id)
            and (not self.years or head.year in self.years)
            and (not self.body or any(self.body in name for name in (head.body, head.printed, *head.aliases)))
            and (not self.region or same_place(head.region, self.region) or lies_in(head.region, self.region))
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """The findings asked for: their numbers, the most serious first, and how many there are of each severity and kind.

    `severities` counts what the other conditions leave, whatever severity is asked for; so does `kinds`.
    """

    numbers: tuple[int, ...]
    severities: Mapping[str, int]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known at one moment: the current heads, which of them are checked, and every finding without content."""

    generation: int
    version: int
    heads: tuple[ReportHead, ...]
    current: frozenset[str]
    rows: tuple[Row, ...]


# After a fault nothing is tried again for so long (seconds): each page asks for a try, and each would fail alike.
FAULT_PAUSE = 60.0


@dataclass(slots=True)
class _Work:
    """The work in the background."""

    thread: threading.Thread | None = None
    failed: float = -FAULT_PAUSE  # when it was last broken off, by time.monotonic()
    stopping: threading.Event = field(default_factory=threading.Event)


class CheckStatus:
    """The findings of a store's reports. Safe to use from many threads; `refresh` never waits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder: Path = store.folder / FOLDER
        self._opening = threading.Lock()
        self._cache: CheckCache | None = None
        self._working = threading.Lock()
        self._work = _Work()
        self._done_generation = -1
        self._version = 0
        self._seen: _Seen | None = None

    # --- asking ------------------------------------------------------------------------------------

    def standings(self) -> dict[str, Standing]:
        """By report id, how each report of the store stands; begins to check what has changed."""
        seen = self._now()
        worst: dict[str, int] = {}
        for row in seen.rows:
            rank = kind(row.kind).severity.rank
            worst[row.report_id] = min(rank, worst.get(row.report_id, rank))
        ranks = {s.rank: Standing(s.key) for s in Severity if s is not Severity.NOTE}
        return {
            head.id: ranks.get(worst.get(head.id, -1), Standing.CLEAN) if head.id in seen.current else Standing.PENDING
            for head in seen.heads
        }

    def listed(self, wanted: Wanted = Wanted()) -> Listed:
        """The findings asked for, of reports that are checked as they are now."""
        seen = self._now()
        order = {head.id: at for at, head in enumerate(seen.heads) if head.id in seen.current and wanted.fits(head)}
        mine = [row for row in seen.rows if row.report_id in order]
        of_kind = [row for row in mine if not wanted.kinds or row.kind in wanted.kinds]
        of_severity = [row for row in mine if not wanted.severities or _severity(row).key in wanted.severities]
        both = [row for row in of_kind if not wanted.severities or _severity(row).key in wanted.severities]
        places = {key: at for at, key in enumerate(load_kinds())}
        both.sort(key=lambda row: (_severity(row).rank, places[row.kind], order[row.report_id], row.no))
        return Listed(
            tuple(row.no for row in both),
            Counter(_severity(row).key for row in of_kind),
            Counter(row.kind for row in of_severity),
        )

    def findings(self, numbers: Sequence[int]) -> Iterator[Finding]:
        """The findings of these numbers in full."""
        return self._opened().findings(numbers)

    def of_report(self, report_id: str) -> tuple[Finding, ...]:
        """What is found in one report, the most serious first: itself checked here and now, and what is known of it among others.

        KeyError where there is no such report.
        """
        heads = of_disclosure(self._store.heads())
        head = next((h for h in heads if h.id == report_id), None)
        if head is None:
            self._store.report(report_id)
            return ()
        own = Walk(self._store, heads).check(head).findings
        found = most_serious_first((*own, *self._opened().across(report_id)))
        return tuple(f for f in found if f.kind.severity is not Severity.NOTE)

    def progress(self) -> Progress:
        """How far the work is."""
        seen = self._now()
        return Progress(len(seen.current), len(seen.heads), self._is_running())

    # --- working -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Begin to check what has changed, in the background; nothing where that is being done or nothing has."""
        with self._working:
            if self._is_running() or self._done_generation == self._store.generation or self._work.stopping.is_set():
                return
            if time.monotonic() - self._work.failed < FAULT_PAUSE:
                return
            self._work.thread = threading.Thread(target=self._run, name="nianbao-checks", daemon=True)
            self._work.thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the work is done, at most so long; whether it is."""
        self.refresh()
        thread = self._work.thread
        if thread is not None:
            thread.join(seconds)
        return not self._is_running()

    def close(self) -> None:
        """Stop working after the report at hand; what was found until then is kept."""
        self._work.stopping.set()
        if self._work.thread is not None:
            self._work.thread.join()
        if self._cache is not None:
            self._cache.close()

    def _is_running(self) -> bool:
        return self._work.thread is not None and self._work.thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._work.stopping.is_set() and self._done_generation != (now := self._store.generation):
                if self._check_all(now):
                    self._done_generation = now
        except NianbaoError as error:
            self._work.failed = time.monotonic()
            log.warning("%s", error)
        except Exception:
            # The thread has nobody to tell but the log; the next try comes after a pause.
            self._work.failed = time.monotonic()
            log.exception("the reports could not be checked")

    def _check_all(self, generation: int) -> bool:
        """Check what has changed; False where it was stopped before the end."""
        cache = self._opened()
        heads = of_disclosure(self._store.heads())
        walk = Walk(self._store, heads)
        known = cache.made_of()
        made_of = {head.id: _made_of(head, walk) for head in heads}
        if gone := known.keys() - made_of.keys():
            cache.remove(gone)
            self._version += 1
        for some in self._portions([head for head in heads if known.get(head.id) != made_of[head.id]], walk, made_of):
            cache.put(some)
            self._version += 1
        if self._work.stopping.is_set():
            return False
        if cache.across_made_of() != str(generation):
            cache.put_across(list(self._across(cache, heads)), str(generation))
            self._version += 1
        return True

    def _portions(
        self, heads: Sequence[ReportHead], walk: Walk, made_of: Mapping[str, str]
    ) -> Iterator[dict[str, Result]]:
        some: dict[str, Result] = {}
        began = time.monotonic()
        for head in heads:
            start = time.monotonic()
            try:
                checked = walk.check(head)
            except KeyError:
                continue  # removed meanwhile: the store has changed, and all is looked at again
            findings = [f for f in checked.findings if f.kind.severity is not Severity.NOTE]
            holds = sum(f.kind.key == "holds" for f in checked.findings)
            whole = whole_of(checked.report) is not None
            some[head.id] = Result(made_of[head.id], tuple(findings), holds, whole, checked.printed)
            if len(some) == KEPT_AT_ONCE or time.monotonic() - began > KEPT_SECONDS:
                yield some
                some, began = {}, time.monotonic()
            if self._work.stopping.wait((time.monotonic() - start) * REST):
                break
        if some:
            yield some

    def _across(self, cache: CheckCache, heads: Sequence[ReportHead]) -> Iterator[Finding]:
        by_id = {head.id: head for head in heads}
        likeness = Likeness()
        for printed in cache.prints():
            if printed.report_id in by_id:
                likeness.add(printed)
        try:
            wholes = [w for i in cache.wholes() if i in by_id and (w := whole_of(self._store.report(i)))]
            groups: list[Group] = [*across(self._store, by_id, likeness, wholes), *missing_years(self._store, heads)]
        except KeyError:
            return  # removed meanwhile: the store has changed, and all is looked at again
        for group in groups:
            yield from group.findings

    # --- what is known -------------------------------------------------------------------------------

    def _opened(self) -> CheckCache:
        with self._opening:
            if self._cache is None:
                self._cache = CheckCache(self._folder, self._store.identity)
            return self._cache

    def _now(self) -> _Seen:
        """What is known now; the work goes on where there is more to know."""
        self.refresh()
        cache, generation, version = self._opened(), self._store.generation, self._version
        seen = self._seen
        if seen is None or (seen.generation, seen.version) != (generation, version):
            heads = tuple(of_disclosure(self._store.heads()))
            walk, known = Walk(self._store, heads), cache.made_of()
            current = frozenset(head.id for head in heads if known.get(head.id) == _made_of(head, walk))
            self._seen = seen = _Seen(generation, version, heads, current, cache.rows())
        return seen


def _made_of(head: ReportHead, walk: Walk) -> str:
    """The generations that the findings of a report come from: its own, and those of the year before."""
    return " ".join([str(head.generation), *(f"{e.id}:{e.generation}" for e in walk.earlier(head))])


def _severity(row: Row) -> Severity:
    return kind(row.kind).severity
