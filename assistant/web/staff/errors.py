"""What went wrong as a page of the desk, with a way back; for a browser that shows its user what comes."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from assistant.web import words_staff as words
from assistant.web.access import route_path
from assistant.web.staff.desk import PREFIX, Desk

# What is said where the page that failed says nothing of its own.
SAID = {
    400: words.INVALID,
    404: words.UNKNOWN_PAGE,
    422: words.INVALID,
    503: words.NOT_READY,
}


class DeskErrors:
    """Makes pages of errors below the desk's address; scripts of its pages get what they got before."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self, request: Request, status: int, said: str = "", headers: Mapping[str, str] | None = None
    ) -> Response | None:
        """The page for an error of that status; None where the request is not one for a page of the desk."""
        path = route_path(request.scope)
        if not (path == PREFIX or path.startswith(f"{PREFIX}/")) or "text/html" not in request.headers.get(
            "accept", ""
        ):
            return None
        if not hasattr(request.state, "session"):
            # What is refused before the login is looked at still has the menu of who is signed in.
            request.state.session = self._desk.session(request)
        own = said if said and said != _phrase(status) else SAID.get(status, words.FAILED)
        name = words.FORGED_TITLE if own == words.FORGED else words.ERRORS.get(status, words.ERROR)
        page = self._desk.page(request, "error.html", status, name=name, trouble=own, back=_back(self._desk, request))
        page.headers.update(headers or {})
        return page


def add_unknown(desk: Desk) -> None:
    """Adds, after all other pages, what answers at every address of the desk that is left."""

    @desk.router.get("/{rest:path}")
    def unknown(request: Request, rest: str) -> Response:
        if not rest:
            return RedirectResponse(desk.address(request, PREFIX), 303)
        raise HTTPException(404)


def _back(desk: Desk, request: Request) -> str:
    """The page of the desk that the request came from; '' where it is not known, or is this very one."""
    came = urlsplit(request.headers.get("referer", ""))
    home = desk.address(request, PREFIX)
    if came.netloc != request.url.netloc or not f"{came.path}/".startswith(f"{home}/"):
        return ""
    if request.method == "GET" and came.path == request.url.path:
        return ""
    return came.path + (f"?{came.query}" if came.query else "")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase
