"""The checks of a report, computed once for the reports asked about last; those that fail, for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.memo import PerReport
from corpus.checks import CheckResult, Status, check_prose, check_report, may_fail
from corpus.store import ReportHead, Store

# What must add up within the tables, and what prose and tables both say: tuples of CheckResult.
table_checks = PerReport(check_report)
prose_checks = PerReport(check_prose)


class Failing:
    """The table checks that fail, by report, kept until the report or a correction of it changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, int], tuple[CheckResult, ...]] = {}

    def __call__(self, heads: Sequence[ReportHead]) -> dict[str, tuple[CheckResult, ...]]:
        """By the id of each of the reports that has any."""
        new = [h for h in heads if (h.id, h.generation) not in self._known]
        found = {(h.id, h.generation): tuple[CheckResult, ...]() for h in new}
        for head in may_fail(self._store, new) if new else ():
            results = check_report(self._store.report(head.id))
            found[head.id, head.generation] = tuple(r for r in results if r.status is Status.FAILS)
        self._known.update(found)
        return {h.id: fails for h in heads if (fails := self._known[h.id, h.generation])}
