"""The list of what was found in the reports: picked, paged, with both sides of each finding, and as a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from assistant.service.check_status import Progress, Wanted
from assistant.web import words_review as words
from assistant.web.source import report_address
from assistant.web.staff.desk import PREFIX, Desk
from corpus.audit.finding import Finding, Spot
from corpus.audit.kinds import Severity, load_kinds
from corpus.audit.table import write_findings
from corpus.store import ReportHead

PATH = f"{PREFIX}/checks"
A_PAGE = 50
SEVERITIES = tuple(s for s in Severity if s is not Severity.NOTE)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding as the page shows it; addresses are of this server, without its prefix."""

    report: str
    said: str
    place: str
    seen_at: str
    reviewed_at: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page shows it."""

    finding: Finding
    sides: tuple[Side, ...]


def add_checks(desk: Desk) -> None:
    """Adds the list and its files to the desk."""

    @desk.router.get("/checks")
    def checks(request: Request) -> HTMLResponse:
        heads = desk.site.store.heads()
        wanted = wanted_of(request)
        listed = desk.site.checks.listed(wanted)
        page, pages = _page_of(request, len(listed.numbers))
        numbers = listed.numbers[(page - 1) * A_PAGE : page * A_PAGE]
        query = _query(request)
        return desk.page(
            request,
            "checks.html",
            t=words,
            shown=[shown(f) for f in desk.site.checks.findings(numbers)],
            wanted=wanted,
            listed=listed,
            severities=SEVERITIES,
            kinds=[k for k in load_kinds().values() if listed.kinds.get(k.key) or k.key in wanted.kinds],
            choices=choices(heads),
            progress=desk.site.checks.progress(),
            page=page,
            pages=pages,
            first=(page - 1) * A_PAGE + 1,
            query=urlencode(query),
            page_at=lambda n: f"{PATH}?{urlencode([*query, ('page', str(n))])}",
        )

    @desk.router.get("/checks/progress")
    def progress(request: Request) -> Response:
        now = desk.site.checks.progress()
        said = {"finished": now.finished, "running": now.running, "text": progress_words(now)}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    @desk.router.get("/checks.{ending}")
    def export(request: Request, ending: str) -> Response:
        if ending not in MEDIA_TYPES:
            return Response(status_code=404)
        listed = desk.site.checks.listed(wanted_of(request))
        descriptor, name = tempfile.mkstemp(suffix=f".{ending}")
        os.close(descriptor)
        try:
            write_findings(Path(name), desk.site.checks.findings(listed.numbers))
        except BaseException:
            os.unlink(name)
            raise
        return FileResponse(
            name,
            media_type=MEDIA_TYPES[ending],
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(words.EXPORT_FILE)}.{ending}"},
            background=BackgroundTask(os.unlink, name),
        )


def progress_words(progress: Progress) -> str:
    """How far the checks are, in a sentence; '' where there is nothing to check."""
    if progress.finished:
        return words.WORK_DONE if progress.total else ""
    if progress.running:
        return words.WORKING.format(done=progress.done, total=progress.total)
    return words.STOPPED.format(left=progress.total - progress.done)


# --- what is asked for --------------------------------------------------------------------------


def wanted_of(request: Request) -> Wanted:
    """Which findings the address asks for; what it can't mean is passed over."""
    asked = request.query_params
    return Wanted(
        severities=frozenset(asked.getlist("severity")) & {s.key for s in SEVERITIES},
        kinds=frozenset(asked.getlist("kind")) & load_kinds().keys(),
        body=asked.get("body", "").strip(),
        region=asked.get("region", "").strip(),
        years=frozenset(int(y) for y in asked.getlist("year") if y.isascii() and y.isdigit() and len(y) == 4),
        report_id=asked.get("report", "").strip(),
    )


def _query(request: Request) -> list[tuple[str, str]]:
    """What the address asks for, without its page and what is empty."""
    return [(key, value) for key, value in request.query_params.multi_items() if value and key != "page"]


def _page_of(request: Request, total: int) -> tuple[int, int]:
    """The page asked for (from 1) and how many there are; a page beyond the last is the last."""
    pages = max(1, -(-total // A_PAGE))
    said = request.query_params.get("page", "1")
    wanted = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1
    return min(max(wanted, 1), pages), pages


@dataclass(frozen=True, slots=True)
class Choices:
    """What the loaded reports can be picked by."""

    bodies: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[int, ...]


def choices(heads: Sequence[ReportHead]) -> Choices:
    """The bodies and regions of the reports in order, and their years, newest first."""
    return Choices(
        tuple(dict.fromkeys(head.body for head in heads)),
        tuple(sorted({head.region for head in heads if head.region})),
        tuple(sorted({head.year for head in heads if head.year is not None}, reverse=True)),
    )


# --- what is shown ---------------------------------------------------------------------------------


def shown(finding: Finding) -> Shown:
    """The finding with the addresses of its places; a place said twice is shown once."""
    return Shown(finding, tuple(dict.fromkeys(map(_side, finding.sides))))


def _side(spot: Spot) -> Side:
    report = f"{spot.body}{words.YEAR_OF.format(year=spot.year) if spot.year else ''}"
    seen_at = "/" + report_address(spot.report_id, spot.start, spot.end)
    cell = f"#at-{spot.start}" if spot.table else ""
    return Side(report, spot.said, spot.place, seen_at, f"{PREFIX}/reports/{spot.report_id}{cell}")
