"""The first page of the desk."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.web.staff.desk import Desk


def add_home(desk: Desk) -> None:
    """Adds the page to the desk."""

    @desk.router.get("")
    def home(request: Request) -> HTMLResponse:
        heads = desk.site.store.heads()
        return desk.page(request, "home.html", reports=len(heads), bodies=len({h.body for h in heads}))
