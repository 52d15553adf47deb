"""A file that is not in the store: read and checked by itself, and beside what the store has of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.archives import file_address
from corpus.audit.alike import alike_years
from corpus.audit.finding import Finding
from corpus.audit.likeness import fingerprint
from corpus.audit.walk import Group, between, most_serious_first, within
from corpus.audit.whole import check_whole, whole_of
from corpus.bodies import same_body
from corpus.files import Failure, Task, Unchanged, read_file
from corpus.report import Report
from corpus.store import ReportHead, Store


@dataclass(frozen=True, slots=True)
class Draft:
    """What a path means: the reports read from it; or the heads of those that the store has just so; or why neither."""

    reports: tuple[Report, ...] = ()
    stored: tuple[ReportHead, ...] = ()
    failure: str = ""


def open_draft(store: Store, address: str) -> Draft:
    """Read the file of that absolute path, unless the store has exactly this content of it."""
    found = read_file(Task(address, store.content_hash(address)))
    if isinstance(found, Failure):
        return Draft(failure=found.reason)
    if isinstance(found, Unchanged):
        return Draft(stored=tuple(h for h in store.heads() if file_address(h.address) == address))
    return Draft(reports=found)


def audit_draft(store: Store, report: Report) -> Group:
    """What is found in a report that the store does not have."""
    found: list[Finding] = list(within(report))
    for earlier in _years_before(store, report):
        found += between(earlier, report)
        found += alike_years(report, fingerprint(report), earlier, fingerprint(earlier))
    if whole := whole_of(report):
        found += check_whole(store, whole, report)
    return Group(head_of(report), most_serious_first(found))


def _years_before(store: Store, report: Report) -> Iterator[Report]:
    for head in store.heads():
        alike = same_body((head.body, head.region), (report.body, report.region)) and head.scope is report.scope
        if alike and report.year is not None and head.year == report.year - 1:
            yield store.report(head.id)


def head_of(report: Report) -> ReportHead:
    """The head of a report that is not stored."""
    return ReportHead(
        report.id, report.file, report.address, report.title, report.body, report.region, report.year, report.scope,
        report.form, report.aliases, generation=0,
    )  # fmt: skip
