"""All checks over a store: every report read once, findings as they are found, report by report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.audit.alike import alike_bodies, alike_years
from corpus.audit.cells import check_cells
from corpus.audit.fees import check_fees
from corpus.audit.finding import Finding, as_written, of_check, whole_report
from corpus.audit.kinds import kind
from corpus.audit.leftovers import check_leftovers
from corpus.audit.likeness import Likeness, Print, fingerprint
from corpus.audit.outline import check_outline
from corpus.audit.whole import Whole, check_wholes, whole_of
from corpus.audit.years import check_against_last_year
from corpus.checks import check_prose, check_report, check_years
from corpus.folding import folded
from corpus.kinds import kind_of
from corpus.report import Report
from corpus.report_year import lacking_years
from corpus.store import ReportHead, Store


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one report, or of one report against others (`about`: 与其他年报比较), the most serious first."""

    head: ReportHead
    findings: tuple[Finding, ...]
    about: str = ""


Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A report as it was checked: what was found in it and beside its year before, and what is kept to compare it."""

    report: Report
    findings: tuple[Finding, ...]
    printed: Print


class Walk:
    """Checks reports one after the other, each by itself and against its year before; in the order of `heads()` each is
    read once. `everything`: the reports among which years before are looked for."""

    def __init__(self, store: Store, everything: Sequence[ReportHead]) -> None:
        self._store = store
        self._before = _years_before(everything)
        self._kept: tuple[Report, Print] | None = None

    def earlier(self, head: ReportHead) -> list[ReportHead]:
        """The reports of the year before that this one is checked against."""
        return self._before(head)

    def check(self, head: ReportHead) -> Checked:
        """What is found in that report; KeyError where it, or its year before, is no longer there."""
        report = self._store.report(head.id)
        printed = fingerprint(report)
        found = list(within(report))
        for earlier in self._before(head):
            old = self._read(earlier)
            found += between(old[0], report)
            found += alike_years(report, printed, *old)
        self._kept = (report, printed)
        return Checked(report, most_serious_first(found), printed)

    def _read(self, head: ReportHead) -> tuple[Report, Print]:
        if self._kept and self._kept[0].id == head.id:
            return self._kept
        report = self._store.report(head.id)
        return report, fingerprint(report)


def of_disclosure(heads: Iterable[ReportHead]) -> list[ReportHead]:
    """The annual reports on disclosure; no rule of theirs holds for others."""
    return [head for head in heads if not kind_of(head.title, head.form)]


def audit(
    store: Store, heads: Sequence[ReportHead], on_progress: Progress = lambda done, total, name: None
) -> Iterator[Group]:
    """What is found in these reports: each against itself and its year before, then those of all against each other.

    The year before is taken from the store where it is not among `heads`.
    """
    everything = of_disclosure(store.heads())
    heads = of_disclosure(heads)
    walk, likeness, wholes = Walk(store, everything), Likeness(), list[Whole]()
    for done, head in enumerate(heads, start=1):
        checked = walk.check(head)
        likeness.add(checked.printed)
        wholes += [w for w in (whole_of(checked.report),) if w]
        on_progress(done, len(heads), head.file)
        yield Group(head, checked.findings)
    yield from across(store, {head.id: head for head in everything}, likeness, wholes)
    yield from missing_years(store, heads)


def within(report: Report) -> Iterator[Finding]:
    """What is found in a report by itself."""
    for result in (*check_report(report), *check_prose(report)):
        yield of_check(result, report, report)
    yield from beside_sums(report)


def beside_sums(report: Report) -> Iterator[Finding]:
    """What is found in a report beside what must add up: single cells, chapters, what was left behind, fees."""
    yield from check_cells(report)
    yield from check_outline(report)
    view = plain(report)
    for finding in (*check_leftovers(view), *check_fees(view)):
        yield as_written(finding, report)


def plain(report: Report) -> Report:
    """The report with its characters in their ordinary simplified forms, every span unchanged."""
    text = folded(report.text)
    return report if text == report.text else replace(report, text=text)


def between(earlier: Report, later: Report) -> Iterator[Finding]:
    """What is found in a report beside the one of the year before."""
    for result in check_years(earlier, later):
        yield of_check(result, earlier, later)
    yield from check_against_last_year(earlier, later)


def across(store: Store, heads: dict[str, ReportHead], likeness: Likeness, wholes: Sequence[Whole]) -> Iterator[Group]:
    """What is found in reports against all others: wholes and their parts, and bodies that are alike."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in (*check_wholes(store, wholes), *alike_bodies(store, likeness.pairs())):
        found[finding.report_id].append(finding)
    for report_id, findings in found.items():
        yield Group(heads[report_id], most_serious_first(findings), "与其他年报比较")


def _years_before(heads: Iterable[ReportHead]) -> Callable[[ReportHead], list[ReportHead]]:
    """The reports of the year before of a body, and not 本级 beside 汇总."""
    by_year: dict[tuple[str, int], list[ReportHead]] = defaultdict(list)
    for head in heads:
        if head.body and head.year is not None:
            by_year[head.body, head.year].append(head)

    def find(head: ReportHead) -> list[ReportHead]:
        found = by_year.get((head.body, head.year - 1), []) if head.year is not None else []
        return [h for h in found if h.scope is head.scope]

    return find


def most_serious_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by severity, otherwise in the order they were found."""
    return tuple(sorted(findings, key=lambda f: f.kind.severity.rank))


def missing_years(store: Store, heads: Sequence[ReportHead]) -> Iterator[Group]:
    """A finding for each body that lacks a year between its first and its last."""
    years: dict[str, dict[int, ReportHead]] = defaultdict(dict)
    for head in heads:
        if head.body and head.year is not None:
            years[head.body][head.year] = head
    for body, known in years.items():
        if missing := lacking_years(known):
            last = known[max(known)]
            message = f"{body}：缺少{'、'.join(map(str, missing))}年的年报（已有 {min(known)}–{max(known)} 年）"
            yield Group(last, (Finding(kind("missing_year"), message, (whole_report(store.report(last.id)),)),), body)
