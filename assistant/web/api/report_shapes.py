"""Reports, their parts and their cells as the API gives them."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from assistant.web.api.shapes import Shown, original_link, viewer_link
from corpus.forms import load_forms
from corpus.kinds import kind_of
from corpus.labels import cell_labels
from corpus.report import Cell, CellKind, Report, Scope, Section
from corpus.store import ReportHead


class ReportShown(Shown):
    """A report in a list."""

    id: str
    title: str
    file: str
    body: str
    region: str
    year: int | None
    scope: Scope
    form: str
    form_name: str
    kind: str
    pages: int | None
    url: str
    link: str


class ReportsShown(Shown):
    """A page of reports."""

    items: list[ReportShown]
    total: int
    next: str | None


class SectionShown(Shown):
    """A heading and all below it."""

    number: str
    title: str
    level: int
    chapter: int | None
    start: int
    end: int
    page: int | None
    link: str


class ProblemOfReading(Shown):
    """What could not be read."""

    line: int
    message: str


class WholeReportShown(ReportShown):
    """A report with its outline."""

    length: int
    cells: int
    sections: list[SectionShown]
    problems: list[ProblemOfReading]


class SectionsShown(Shown):
    """The outline of a report."""

    id: str
    items: list[SectionShown]


class TextShown(Shown):
    """The text of a report, or a span of it."""

    id: str
    start: int
    end: int
    length: int
    text: str


class CorrectionShown(Shown):
    """What staff say instead of what was read."""

    was: str
    reason: str
    author: str
    day: str


class CellShown(Shown):
    """A statutory cell."""

    table: str
    row: str
    column: str
    chapter: str
    table_label: str
    row_label: str
    column_label: str
    kind: CellKind
    value: str | None
    unit: str
    raw: str
    start: int
    end: int
    page: int | None
    doubt: str
    correction: CorrectionShown | None
    link: str


class CellsShown(Shown):
    """The cells of a report."""

    id: str
    form: str
    items: list[CellShown]


def report_shown(head: ReportHead, request: Request) -> ReportShown:
    """A report as lists have it."""
    return ReportShown(**_meta(head, request))


def whole_report_shown(head: ReportHead, report: Report, request: Request) -> WholeReportShown:
    """A report with its outline and what could not be read of it."""
    return WholeReportShown(
        **_meta(head, request),
        length=len(report.text),
        cells=len(report.cells),
        sections=sections_shown(report, request),
        problems=[ProblemOfReading(line=p.line, message=p.message) for p in report.problems],
    )


def _meta(head: ReportHead, request: Request) -> dict[str, Any]:
    form = load_forms().get(head.form or "")
    kind = kind_of(head.title, head.form)
    return {
        "id": head.id,
        "title": head.title,
        "file": head.file,
        "body": head.body,
        "region": head.region,
        "year": head.year,
        "scope": head.scope,
        "form": head.form or "",
        "form_name": form.name if form else "",
        "kind": kind.name if kind else "",
        "pages": len(head.pages) or None,
        "url": original_link(request, head.id, head.address),
        "link": viewer_link(request, head.id),
    }


def sections_shown(report: Report, request: Request) -> list[SectionShown]:
    """The headings in the order of the text."""
    return [_section(section, report, request) for section in report.sections]


def _section(section: Section, report: Report, request: Request) -> SectionShown:
    return SectionShown(
        number=section.number,
        title=section.title,
        level=section.level,
        chapter=section.chapter,
        start=section.start,
        end=section.end,
        page=report.page_at(section.start),
        link=viewer_link(request, report.id, section.start, section.end),
    )


def cell_shown(cell: Cell, report: Report, request: Request) -> CellShown:
    """A cell with the words of its form; a blank one stands where its row does."""
    labels = cell_labels(report.form, cell)
    start, end = (cell.row_start, cell.row_end) if cell.start == cell.end else (cell.start, cell.end)
    said = cell.correction
    return CellShown(
        table=cell.table,
        row=cell.row,
        column=cell.column,
        chapter=labels.chapter,
        table_label=labels.table,
        row_label=labels.row,
        column_label=labels.column,
        kind=cell.kind,
        value=None if cell.value is None else f"{cell.value:f}",
        unit=cell.unit,
        raw=cell.raw,
        start=start,
        end=end,
        page=report.page_at(start),
        doubt=cell.doubt,
        correction=CorrectionShown(was=said.was, reason=said.reason, author=said.author, day=said.day)
        if said
        else None,
        link=viewer_link(request, report.id, start, end),
    )
