"""The map of what is loaded: bodies × years with signs, by region where there are many, and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from assistant.service.coverage_map import (
    BODIES_A_PAGE,
    FOLDED_FROM,
    BodyRow,
    CoverageCell,
    CoverageMap,
    coverage_map,
    missing_counts,
)
from assistant.service.region_tree import region_path, short_name
from assistant.web import words_staff_coverage as words
from assistant.web.source import report_address
from assistant.web.staff import search_shown
from assistant.web.staff.desk import Desk
from assistant.web.staff.query import address, number_of, pairs_of
from assistant.web.staff.search import MEDIA_TYPES
from assistant.web.staff.search_shown import form_name, report_name
from corpus.sheets import Sheet, Value, file_bytes

PATH = "/staff/coverage"
_SIGNS = {"error": words.SIGN_ERROR, "doubt": words.SIGN_DOUBT, "pending": words.SIGN_PENDING}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as the page shows it: its sign, what it says in words, its address ('' where nothing is loaded)."""

    sign: str
    said: str
    address: str
    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A body with its cells, and the years it lacks as text."""

    body: str
    cells: tuple[ShownCell, ...]
    missing: str


def add_coverage(desk: Desk) -> None:
    """Adds the page and its files to the desk."""

    @desk.router.get("/coverage")
    def coverage(request: Request) -> HTMLResponse:
        found, region, named = _asked(desk, request)
        pairs = pairs_of(request)
        rest = tuple(p for p in pairs if p[0] not in ("view", "page"))
        folded = _folded(request, found, region, named)
        pages = max(1, -(-len(found.rows) // BODIES_A_PAGE))
        page = min(max(number_of(request, "page"), 1), pages)
        rows = () if folded else found.rows[(page - 1) * BODIES_A_PAGE : page * BODIES_A_PAGE]
        regions = sorted({outer for head in desk.site.store.heads() for outer in region_path(head.region)})
        lost = missing_counts(found)
        return desk.page(
            request,
            "coverage.html",
            t=words,
            found=found,
            region=region,
            named=named,
            folded=folded,
            sections=_sections(rows),
            regions=regions,
            region_rows=found.regions,
            short_name=lambda r: short_name(r) if r else words.NO_REGION,
            into=lambda r: address(PATH, [*(p for p in rest if p[0] != "region"), *([("region", r)] if r else [])]),
            missing_totals=[lost[year] for year in found.years],
            lacking=found.lacking[: BODIES_A_PAGE * 2],
            undated=[(report_name(h), h.file, "/" + report_address(h.id)) for h in found.undated[:BODIES_A_PAGE]],
            view=lambda name: address(PATH, (*rest, ("view", name))),
            page=page,
            pages=pages,
            page_at=lambda n: address(PATH, (*(p for p in pairs if p[0] != "page"), ("page", str(n)))),
            exported=lambda ending: address(f"{PATH}.{ending}", rest),
        )

    @desk.router.get("/coverage.{ending}")
    def export(request: Request, ending: str) -> Response:
        if ending not in MEDIA_TYPES:
            return Response(status_code=404)
        found, _, _ = _asked(desk, request)
        disposition = f"attachment; filename*=UTF-8''{quote(words.EXPORT_FILE)}.{ending}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return Response(file_bytes(ending, (_sheet(found),)), media_type=MEDIA_TYPES[ending], headers=headers)


def _asked(desk: Desk, request: Request) -> tuple[CoverageMap, str, str]:
    """(the map asked for, its region, the part of a name)."""
    region, named = (request.query_params.get(name, "").strip() for name in ("region", "named"))
    store = desk.site.store
    return coverage_map(store.heads(), desk.site.checks.standings(), store.counts(), region, named), region, named


def _folded(request: Request, found: CoverageMap, region: str, named: str) -> bool:
    """Whether regions are shown instead of bodies: as asked, else where there are too many bodies to look through."""
    view = request.query_params.get("view", "")
    if view in ("regions", "bodies"):
        return view == "regions"
    return len(found.rows) > FOLDED_FROM and not named and len(found.regions) > 1


def _sections(rows: tuple[BodyRow, ...]) -> list[tuple[str, list[ShownRow]]]:
    """The bodies by region, in their order."""
    sections: dict[str, list[ShownRow]] = {}
    for row in rows:
        shown = ShownRow(row.body, tuple(shown_cell(c) for c in row.cells), "、".join(map(str, row.missing)))
        sections.setdefault(row.region or words.NO_REGION, []).append(shown)
    return list(sections.items())


def shown_cell(cell: CoverageCell) -> ShownCell:
    """The cell with a sign that needs no colour, and the same in words."""
    if not cell.reports:
        if cell.missing:
            return ShownCell(words.SIGN_MISSING, words.SAID_MISSING, "", "missing", "")
        return ShownCell(words.SIGN_NONE, words.SAID_NONE, "", "none", "")
    head, several = cell.reports[0], len(cell.reports) > 1
    sign = words.SIGN_SEVERAL.format(count=len(cell.reports)) if several else words.SIGN_ONE
    if cell.standing in _SIGNS:
        sign = f"{sign}{_SIGNS[cell.standing]}" if several else _SIGNS[cell.standing]
    sign += words.SIGN_UNREAD if cell.unread else ""
    told = [
        words.SAID_SEVERAL.format(count=len(cell.reports)) if several else words.SAID_ONE,
        "、".join(dict.fromkeys(form_name(h.form) for h in cell.reports)),
        words.CHECKS.get(cell.standing, ""),
        words.SAID_UNREAD if cell.unread else "",
    ]
    to = "/" + report_address(head.id)
    if several:
        to = address(search_shown.PATH, (("body", head.body), ("year", str(head.year))))
    kind = "several" if several else cell.standing
    return ShownCell(sign, words.JOIN.join(filter(None, told)), to, kind, head.form or "")


def _sheet(found: CoverageMap) -> Sheet:
    columns = (words.REGION_COLUMN, words.BODY, *(words.YEAR.format(year=y) for y in found.years), words.MISSING)
    rows: list[tuple[Value, ...]] = [
        (row.region, row.body, *(shown_cell(c).said for c in row.cells), "、".join(map(str, row.missing)))
        for row in found.rows
    ]
    rows.append(("", words.TOTAL, *found.totals, ""))
    return Sheet(words.EXPORT_FILE, columns, rows)
