"""The first page of the desk: what is loaded, what waits to be done, and the way to every page."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.service.overview import DAYS, overview
from assistant.web import words_staff_coverage as words
from assistant.web.source import report_address
from assistant.web.staff.desk import Desk
from assistant.web.staff.menu import HOME, MENU
from assistant.web.staff.search_shown import report_name
from corpus.audit.kinds import Severity


def add_home(desk: Desk) -> None:
    """Adds the page to the desk."""

    @desk.router.get("")
    def home(request: Request) -> HTMLResponse:
        checks = desk.site.checks
        now = overview(desk.site.store.heads(), checks.standings(), desk.site.records)
        role = request.state.session.account.role
        return desk.page(
            request,
            "home.html",
            t=words,
            now=now,
            days=DAYS,
            errors=checks.listed().severities.get(Severity.ERROR.key, 0),
            progress=checks.progress(),
            newest=[(report_name(head), "/" + report_address(head.id), check) for head, check in now.newest],
            index=desk.site.search.status(),
            open_to={item.path for item in MENU if role.may(item.role)},
            pages_here=[item for item in MENU if role.may(item.role) and item.path != HOME],
        )
