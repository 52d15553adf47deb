"""What the tools give beside what the API gives: places found, a part of a report, numbers, findings."""

from __future__ import annotations

from assistant.service.facts import FactKind
from assistant.web.api.answer_shapes import CitationShown
from assistant.web.api.report_shapes import ReportShown, SectionShown
from assistant.web.api.shapes import Shown


class PlaceFound(Shown):
    """A place of a report, and by what it was found."""

    report: ReportShown
    text: str
    chapter: int | None
    start: int
    end: int
    matched_by: list[str]
    link: str


class Found(Shown):
    """The best places, and how many there are; `searched`: how much of the reports can be searched by now."""

    items: list[PlaceFound]
    total: int
    searched: str


class PartOfReport(Shown):
    """The outline of a report, or the text of a part of it; `next_start`: where it goes on, None at its end."""

    report: ReportShown
    outline: list[SectionShown]
    section: SectionShown | None
    start: int
    end: int
    text: str
    next_start: int | None
    link: str


class Number(Shown):
    """A number, or why there is none."""

    body: str
    year: int | None
    indicator: str
    label: str
    applicant: str
    kind: FactKind
    value: str | None
    unit: str
    text: str
    note: str
    citations: list[CitationShown]


class Numbers(Shown):
    """Numbers, and how many there are in all."""

    items: list[Number]
    total: int


class ReportsFound(Shown):
    """Reports, and how many there are in all."""

    items: list[ReportShown]
    total: int


class SideOfFinding(Shown):
    """One place that a finding is about."""

    report_id: str
    body: str
    year: int | None
    said: str
    place: str
    quote: str
    start: int
    end: int
    link: str


class FindingTold(Shown):
    """One thing to look at."""

    severity: str
    kind: str
    message: str
    note: str
    reason: str
    sides: list[SideOfFinding]


class Checked(Shown):
    """All that was found in a report."""

    report: ReportShown
    findings: list[FindingTold]
