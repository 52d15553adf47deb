"""The list of the files that members have sent: what each was read as, and what is to be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.service.understood import unread_of
from assistant.service.upload_records import State, Upload
from assistant.web import words_review, words_upload
from assistant.web.staff.desk import PREFIX, Desk
from assistant.web.staff.query import address, number_of
from corpus.reading.limits import MIB, UPLOAD
from corpus.report import Report
from corpus.store import ReportHead

PATH = f"{PREFIX}/upload"
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: the upload, whose reports it holds as read, what is to be looked at before it is stored."""

    upload: Upload
    read_as: tuple[str, ...]
    doubled: bool
    unread: int


def list_page(desk: Desk, request: Request, trouble: str = "", status: int = 200, done: str = "") -> HTMLResponse:
    """The page of the list, those first that wait for a member; `trouble`: what went wrong, `done`: what was done."""
    uploads, settings = desk.site.uploads, desk.site.settings
    uploads.refresh()
    everything = sorted(uploads.all(), key=lambda u: u.state is not State.READ)
    pages = max(1, -(-len(everything) // A_PAGE))
    page = min(max(number_of(request, "page"), 1), pages)
    lines = [_line(desk, u) for u in everything[(page - 1) * A_PAGE : page * A_PAGE]]
    limits = {"files": settings.upload_files, "total": settings.upload_mb, "one": UPLOAD // MIB}
    return desk.page(
        request,
        "upload.html",
        status,
        t=words_upload,
        lines_to_confirm=[line for line in lines if line.upload.state is State.READ],
        other_lines=[line for line in lines if line.upload.state is not State.READ],
        clear_count=sum(u.state is State.READ and uploads.is_clear(u) for u in everything),
        left=sum(u.state in (State.WAITING, State.READING) for u in everything),
        page=page,
        pages=pages,
        page_at=lambda n: address(PATH, [("page", str(n))]),
        pager_words=words_review,
        limits=words_upload.LIMITS.format(**limits),
        most_bytes=settings.upload_mb * MIB,
        most_files=settings.upload_files,
        State=State,
        trouble=trouble,
        done=done,
    )


def _line(desk: Desk, upload: Upload) -> Line:
    uploads = desk.site.uploads
    reports: Sequence[Report | ReportHead] = ()
    if upload.state is State.READ:
        reports = [h for i in upload.reports if (h := uploads.drafts.head(i))]
    elif upload.state is State.STORED:
        reports = [h for i in upload.reports if (h := desk.site.store.head(i))]
    read_as = tuple(
        words_upload.REPORT_OF.format(body=r.body or words_upload.UNKNOWN_BODY, year=_year(r.year)) for r in reports
    )
    drafts = uploads.drafts_of(upload)
    doubled = any(uploads.doubles(d) for d in drafts)
    return Line(upload, read_as, doubled, sum(len(unread_of(d)) for d in drafts))


def _year(year: int | None) -> str:
    return words_upload.UNKNOWN_YEAR if year is None else words_review.YEAR_OF.format(year=year)
