"""Signing in and out of the staff desk."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.service.accounts import LONGEST_PASSWORD, SIGNED_IN_HOURS
from assistant.web import words_staff as words
from assistant.web.access import client_address
from assistant.web.staff.desk import COOKIE, PREFIX, Desk

# Attempts a minute from one address; a person needs a few, a guesser thousands.
ATTEMPTS = 10
_OWN_PAGE = re.compile(r"/staff(?:[/?][^\\]*)?")


def add_signing(app: FastAPI, desk: Desk) -> None:
    """Adds the login, which needs no session, and the way out, which does."""

    @app.get(f"{PREFIX}/login", include_in_schema=False)
    def login_page(request: Request, next: str = "") -> Response:
        if desk.session(request):
            return RedirectResponse(desk.address(request, own_page(next)), 303)
        return _page(desk, request, next)

    @app.post(f"{PREFIX}/login", include_in_schema=False)
    def login(
        request: Request,
        name: Annotated[str, Form(max_length=64)] = "",
        password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
        next: Annotated[str, Form(max_length=2000)] = "",
    ) -> Response:
        # A form of another site can't sign anyone in: browsers say where a request comes from.
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _page(desk, request, next, words.FORGED, 403)
        if not desk.site.limits.allow("login", client_address(request), ATTEMPTS):
            return _page(desk, request, next, words.TOO_MANY_ATTEMPTS, 429)
        account = desk.site.accounts.verified(name, password)
        if account is None or desk.site.settings.staff_header:
            return _page(desk, request, next, words.WRONG_PASSWORD, 401, name)
        response = RedirectResponse(desk.address(request, own_page(next)), 303)
        response.set_cookie(
            COOKIE,
            desk.site.accounts.sign_in(account),
            max_age=SIGNED_IN_HOURS * 3600,
            path=desk.address(request, PREFIX),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response

    @desk.router.post("/logout", dependencies=[Depends(lambda: None)])
    def logout(request: Request) -> Response:
        desk.site.accounts.sign_out(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(desk.address(request, f"{PREFIX}/login"), 303)
        response.delete_cookie(COOKIE, path=desk.address(request, PREFIX))
        return response


def own_page(wanted: str) -> str:
    """The page to go to after the login: the one wanted where it is one of the desk's, else the first."""
    return wanted if _OWN_PAGE.fullmatch(wanted) and "//" not in wanted else PREFIX


def _page(
    desk: Desk, request: Request, wanted: str, trouble: str = "", status: int = 200, name: str = ""
) -> HTMLResponse:
    none = not desk.site.accounts.all()
    return desk.page(request, "login.html", status, next=wanted, trouble=trouble, name=name, no_accounts=none)
