"""GET reports: which there are, and each with its outline, its text, its cells and its original."""

from __future__ import annotations

from email.utils import formatdate
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from pydantic import Field

from assistant.links import is_web_address
from assistant.service.keys import Scope as Purpose
from assistant.web import words_api as words
from assistant.web.api.freshness import by_store
from assistant.web.api.keys import needs_key
from assistant.web.api.paging import part_after
from assistant.web.api.report_shapes import (
    CellsShown,
    ReportsShown,
    SectionsShown,
    TextShown,
    WholeReportShown,
    cell_shown,
    report_shown,
    sections_shown,
    whole_report_shown,
)
from assistant.web.api.shapes import MOST_NAMES, Given, Name, Paged, Year
from assistant.web.freshness import mark_of, unchanged
from assistant.web.problems import ProblemError
from assistant.web.routes import disposition
from assistant.web.site import Site
from corpus.archives import changed_at, file_address, read_bytes
from corpus.errors import NianbaoError
from corpus.kinds import kind_of
from corpus.reading.media import type_by_content
from corpus.regions import lies_in, same_place
from corpus.report import Report, Scope
from corpus.store import ReportHead

ReportId = Annotated[str, Path(min_length=1, max_length=64)]
LARGEST_PLACE = 2**31


class ReportsWanted(Paged):
    """Which reports: each list is an 'or', () = all; together they are an 'and'."""

    body: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    region: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    year: list[Year] = Field(default_factory=list, max_length=MOST_NAMES)
    form: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    scope: Scope | None = None
    annual: bool | None = None

    def fits(self, head: ReportHead) -> bool:
        """Whether the report is one of those wanted."""
        return (
            (not self.body or head.body in self.body or head.printed in self.body)
            and (not self.region or any(same_place(head.region, r) or lies_in(head.region, r) for r in self.region))
            and (not self.year or head.year in self.year)
            and (not self.form or (head.form or "") in self.form)
            and self.scope in (None, head.scope)
            and self.annual in (None, kind_of(head.title, head.form) is None)
        )


class TextWanted(Given):
    """Which span of the text."""

    start: int = Field(0, ge=0, le=LARGEST_PLACE)
    end: int | None = Field(None, ge=0, le=LARGEST_PLACE)


class CellsWanted(Given):
    """Which tables."""

    table: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)


def add_reports(router: APIRouter, site: Site) -> None:
    """Adds the addresses to the router."""
    may_read, fresh = needs_key(site, Purpose.READ), by_store(site)
    of_reading: dict[str, Any] = {"dependencies": [may_read, fresh]}

    @router.get("/reports", response_model=ReportsShown, **of_reading)
    def reports(request: Request, wanted: Annotated[ReportsWanted, Query()]) -> Any:
        found = [head for head in site.store.heads() if wanted.fits(head)]
        part = part_after(sorted(found, key=_place), _place, wanted.limit, wanted.cursor)
        return ReportsShown(items=[report_shown(h, request) for h in part.items], total=part.total, next=part.next)

    @router.get("/reports/{report_id}", response_model=WholeReportShown, **of_reading)
    def report(request: Request, report_id: ReportId) -> Any:
        head, whole = _found(site, report_id)
        return whole_report_shown(head, whole, request)

    @router.get("/reports/{report_id}/text", response_model=TextShown, responses=_PLAIN, **of_reading)
    def text(request: Request, report_id: ReportId, wanted: Annotated[TextWanted, Query()]) -> Any:
        _, whole = _found(site, report_id)
        length = len(whole.text)
        start, end = min(wanted.start, length), length if wanted.end is None else min(wanted.end, length)
        said = whole.text[start:end]
        if "text/plain" in request.headers.get("accept", ""):
            return PlainTextResponse(said)
        return TextShown(id=report_id, start=start, end=max(start, end), length=length, text=said)

    @router.get("/reports/{report_id}/sections", response_model=SectionsShown, **of_reading)
    def sections(request: Request, report_id: ReportId) -> Any:
        return SectionsShown(id=report_id, items=sections_shown(_found(site, report_id)[1], request))

    @router.get("/reports/{report_id}/cells", response_model=CellsShown, **of_reading)
    def cells(request: Request, report_id: ReportId, wanted: Annotated[CellsWanted, Query()]) -> Any:
        _, whole = _found(site, report_id)
        shown = [cell_shown(c, whole, request) for c in whole.cells if not wanted.table or c.table in wanted.table]
        return CellsShown(id=report_id, form=whole.form or "", items=shown)

    @router.get("/reports/{report_id}/file", response_class=Response, responses=_FILE, dependencies=[may_read])
    def file(request: Request, report_id: ReportId) -> Response:
        head, whole = _found(site, report_id)
        return _original(site, head, whole, request)


_PLAIN: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
_BINARY = {"type": "string", "format": "binary"}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"*/*": {"schema": _BINARY}}},
    302: {"description": words.FOUND_ELSEWHERE},
}


def _place(head: ReportHead) -> tuple[str, int, str]:
    return head.body, head.year or 0, head.id


def _found(site: Site, report_id: str) -> tuple[ReportHead, Report]:
    """The report of that id; a problem where there is none."""
    head = site.store.head(report_id)
    try:
        if head:
            return head, site.store.report(report_id)
    except KeyError:
        pass  # removed between the two
    raise ProblemError(404, words.NO_REPORT.format(id=report_id))


def _original(site: Site, head: ReportHead, report: Report, request: Request) -> Response:
    """The original as a download: the file, or the copy that is kept of one of the web, or the way to it.

    Its type is told by what is in it, and no browser opens it as a page of this service.
    """
    kept = site.copy_of(head.address) if is_web_address(head.address) else None
    if is_web_address(head.address) and kept is None:
        return RedirectResponse(head.address, 302)
    place = kept.file if kept else file_address(head.address)
    try:
        data, changed = read_bytes(place), changed_at(place)
    except (OSError, NianbaoError):
        raise ProblemError(404, words.NO_ORIGINAL.format(file=head.file, id=head.id)) from None
    headers = {
        "ETag": mark_of(report.id, sha256(data).hexdigest(), head.file),
        "Last-Modified": formatdate(changed, usegmt=True),
        "Cache-Control": "private, no-cache",
        "Content-Disposition": disposition(report, "attachment"),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        # Here and not as the type of a response, which would be said to be UTF-8.
        "Content-Type": type_by_content(data, head.file),
    }
    if unchanged(request, headers):
        return Response(status_code=304, headers={k: v for k, v in headers.items() if k != "Content-Type"})
    return Response(data, headers=headers)
