"""GET checks: what is wrong or doubtful in the reports, with both sides and their places."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from assistant.service.check_status import Wanted
from assistant.service.keys import Scope
from assistant.web import words_api as words
from assistant.web.api.keys import needs_key
from assistant.web.api.paging import part_from
from assistant.web.api.shapes import MOST_NAMES, Name, Paged, Shown, Year, viewer_link
from assistant.web.problems import ProblemError
from assistant.web.site import Site
from corpus.audit.finding import Finding, Spot
from corpus.audit.kinds import load_kinds


class SeverityKey(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    DOUBT = "doubt"
    HINT = "hint"


class ChecksWanted(Paged):
    """Which findings: each list is an 'or', () = all; together they are an 'and'."""

    severity: list[SeverityKey] = Field(default_factory=list, max_length=MOST_NAMES)
    kind: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    body: str = Field("", max_length=100)
    region: str = Field("", max_length=100)
    year: list[Year] = Field(default_factory=list, max_length=MOST_NAMES)
    report: str = Field("", max_length=64)

    def wanted(self) -> Wanted:
        """The same for the checks themselves; KeyError never: kinds are looked at before."""
        return Wanted(
            severities=frozenset(s.value for s in self.severity),
            kinds=frozenset(self.kind),
            body=self.body.strip(),
            region=self.region.strip(),
            years=frozenset(self.year),
            report_id=self.report,
        )


class SideShown(Shown):
    """One place that a finding is about."""

    report_id: str
    report: str
    body: str
    year: int | None
    said: str
    value: str | None
    chapter: str
    table: str
    row: str
    column: str
    quote: str
    start: int
    end: int
    line: int
    page: int | None
    link: str


class FindingShown(Shown):
    """One thing to look at."""

    severity: SeverityKey
    severity_label: str
    kind: str
    kind_label: str
    message: str
    note: str
    reason: str
    sides: list[SideShown]


class ProgressShown(Shown):
    """How far the checks are."""

    done: int
    total: int
    running: bool


class ChecksShown(Shown):
    """A page of findings."""

    items: list[FindingShown]
    total: int
    next: str | None
    severities: dict[str, int]
    kinds: dict[str, int]
    progress: ProgressShown


def add_checks(router: APIRouter, site: Site) -> None:
    """Adds the address to the router."""

    @router.get("/checks", response_model=ChecksShown, dependencies=[needs_key(site, Scope.READ)])
    def checks(request: Request, asked: Annotated[ChecksWanted, Query()]) -> Any:
        _must_be_known(site, asked)
        listed = site.checks.listed(asked.wanted())
        part = part_from(listed.numbers, asked.limit, asked.cursor)
        progress = site.checks.progress()
        return ChecksShown(
            items=[_finding(finding, request) for finding in site.checks.findings(part.items)],
            total=part.total,
            next=part.next,
            severities=dict(sorted(listed.severities.items())),
            kinds=dict(sorted(listed.kinds.items())),
            progress=ProgressShown(done=progress.done, total=progress.total, running=progress.running),
        )


def _must_be_known(site: Site, asked: ChecksWanted) -> None:
    """A problem where a kind or the report is not one, for no findings would look like no faults."""
    unknown = [kind for kind in asked.kind if kind not in load_kinds()]
    if unknown:
        raise ProblemError(404, words.UNKNOWN_KINDS.format(names="、".join(unknown), known="、".join(load_kinds())))
    if asked.report and site.store.head(asked.report) is None:
        raise ProblemError(404, words.NO_REPORT.format(id=asked.report))


def _finding(finding: Finding, request: Request) -> FindingShown:
    kind = finding.kind
    return FindingShown(
        severity=SeverityKey(kind.severity.key),
        severity_label=kind.severity.label,
        kind=kind.key,
        kind_label=kind.name,
        message=finding.message,
        note=finding.note,
        reason=kind.reason,
        sides=[_side(side, request) for side in finding.sides],
    )


def _side(spot: Spot, request: Request) -> SideShown:
    return SideShown(
        report_id=spot.report_id,
        report=spot.file,
        body=spot.body,
        year=spot.year,
        said=spot.said,
        value=None if spot.value is None else f"{spot.value:f}",
        chapter=spot.chapter,
        table=spot.table,
        row=spot.row,
        column=spot.column,
        quote=spot.quote,
        start=spot.start,
        end=spot.end,
        line=spot.line,
        page=spot.page,
        link=viewer_link(request, spot.report_id, spot.start, spot.end),
    )
