"""Searching the reports: words, facets, what was found by which leg, and the whole result as a file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from assistant.service.searched import Order, Wanted, chosen
from assistant.web import words_staff_search as words
from assistant.web.access import base_address
from assistant.web.staff.desk import Desk
from assistant.web.staff.query import Pairs, address, number_of, pairs_of
from assistant.web.staff.search_shown import (
    PATH,
    chips,
    hits_sheet,
    report_name,
    reports_sheet,
    shown_facets,
    shown_group,
)
from corpus.sheets import Sheet, file_bytes

MOST_EXPORTED = 5000
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def add_search(desk: Desk) -> None:
    """Adds the page and its files to the desk."""

    @desk.router.get("/search")
    def search(request: Request) -> HTMLResponse:
        wanted, pairs = wanted_of(request), pairs_of(request)
        results = desk.site.search.results(wanted)
        only = desk.site.store.head(wanted.report) if wanted.report else None
        words_searched = bool(wanted.text) and results.index is not None
        return desk.page(
            request,
            "search.html",
            t=words,
            results=results,
            wanted=results.wanted,
            words_searched=words_searched,
            only=report_name(only) if only else "",
            back=address(PATH, _without(pairs, "report", "page")),
            facets=shown_facets(results.facets, pairs, words_searched),
            chips=chips(wanted, pairs),
            clear=address(PATH, [pair for pair in pairs if pair[0] == "q"]),
            kept=[pair for pair in pairs if pair[0] not in ("q", "named", "order", "page", "report")],
            groups=[shown_group(group, wanted, pairs) for group in results.groups],
            orders=[(order.value, words.ORDERS[order], order is wanted.order) for order in Order],
            page_at=lambda n: address(PATH, (*_without(pairs, "page"), ("page", str(n)))),
            exported=lambda ending: address(f"{PATH}.{ending}", _without(pairs, "page")),
            most=MOST_EXPORTED,
        )

    @desk.router.get("/search.{ending}")
    def export(request: Request, ending: str) -> Response:
        if ending not in MEDIA_TYPES:
            return Response(status_code=404)
        return file_response(desk, _exported(desk, wanted_of(request), whole_address(request)), ending)


def wanted_of(request: Request) -> Wanted:
    """The search that an address asks for; what it can't mean is passed over."""
    asked = request.query_params
    order = asked.get("order", "")
    return Wanted(
        text=asked.get("q", "").strip(),
        chosen=chosen(pairs_of(request)),
        named=asked.get("named", "").strip(),
        report=asked.get("report", "").strip(),
        order=Order(order) if order in set(Order) else Order.RELEVANCE,
        page=number_of(request, "page"),
    )


def whole_address(request: Request) -> Callable[[str], str]:
    """Makes a whole address of a path of this server."""
    return lambda path: base_address(request) + path.removeprefix("/")


def file_response(desk: Desk, sheet: Sheet, ending: str, name: str = words.EXPORT_FILE) -> Response:
    """The sheet as a download."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}.{ending}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(file_bytes(ending, (sheet,)), media_type=MEDIA_TYPES[ending], headers=headers)


def _exported(desk: Desk, wanted: Wanted, link: Callable[[str], str]) -> Sheet:
    hits = desk.site.search.hits(wanted, MOST_EXPORTED)
    if wanted.text:
        return hits_sheet(hits, link)
    standings = desk.site.checks.standings()
    heads = desk.site.search.reports(wanted)[:MOST_EXPORTED]
    return reports_sheet([(head, str(standings.get(head.id, "none"))) for head in heads], link)


def _without(pairs: Pairs, *names: str) -> Pairs:
    return tuple(pair for pair in pairs if pair[0] not in names)
