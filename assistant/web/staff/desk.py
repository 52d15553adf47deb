"""What the pages of the staff desk share: who is signed in, what they may do, and how a page is made."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from assistant.service.accounts import Role, Session
from assistant.web import words_staff as words
from assistant.web.access import by_trusted_proxy, route_path
from assistant.web.display import display_menu
from assistant.web.site import Site
from assistant.web.staff.menu import MENU
from assistant.web.static_files import versioned
from assistant.web.trouble import SAFE_HEADERS

TEMPLATES = Path(__file__).parent / "templates"
PREFIX = "/staff"
COOKIE = "nianbao_staff"
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
# Scripts and styles come from this server's files alone; nothing in a page's own text ever runs.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class SignInFirstError(HTTPException):
    """Nobody is signed in: a page leads to the login, any other request is refused."""

    def __init__(self, back: str) -> None:
        super().__init__(303, words.SIGN_IN_FIRST, {"Location": back})


class Desk:
    """The shared part of all pages; `router` has a login and a check of the origin before each of its routes."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.router = APIRouter(prefix=PREFIX, dependencies=[Depends(self.guard)], include_in_schema=False)
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(default=True), undefined=StrictUndefined
        )
        self._templates.globals.update(w=words, versioned=versioned, Role=Role, display_menu=Markup(display_menu()))

    # --- who asks -------------------------------------------------------------------------------

    def session(self, request: Request) -> Session | None:
        """Whoever is signed in: by a cookie of ours, or by the header of the reverse proxy where that is set."""
        header = self.site.settings.staff_header
        if header:
            named = request.headers.getlist(header)
            # Two: the proxy added its own to one that the browser sent, and nobody can tell which is which.
            return self._session_of_proxy(request, named[0]) if len(named) == 1 else None
        token = request.cookies.get(COOKIE, "")
        return self.site.accounts.session(token) if token else None

    def _session_of_proxy(self, request: Request, name: str) -> Session | None:
        """The account that a trusted proxy names; its token is bound to the name, and unknown to other sites."""
        if not name or not by_trusted_proxy(request, self.site.settings.trusted_proxies):
            return None
        account = self.site.accounts.get(name)
        return Session(account, self.site.accounts.csrf_of(account)) if account else None

    async def guard(self, request: Request) -> Session:
        """The session of the request; whoever is not signed in is led to the login, a forged request is refused."""
        session = self.session(request)
        if session is None:
            raise SignInFirstError(self.address(request, f"{PREFIX}/login?next={quote(_wanted(request))}"))
        if request.method in CHANGING and not await self._is_ours(request, session.csrf):
            raise HTTPException(403, words.FORGED)
        request.state.session = session
        return session

    async def _is_ours(self, request: Request, csrf: str) -> bool:
        """Whether the request comes from a page of ours: it brings the session's token."""
        given: Any = request.headers.get(CSRF_HEADER)
        if given is None and "form" in request.headers.get("content-type", ""):
            form = await request.form()
            given = form.get(CSRF_FIELD, "")
            if not _same(given, csrf):
                await form.close()
        return _same(given, csrf)

    # --- pages -----------------------------------------------------------------------------------

    def address(self, request: Request, path: str) -> str:
        """A path of this server as the browser must ask for it, behind whatever proxy."""
        return str(request.scope.get("root_path", "")).rstrip("/") + path

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The template as a page, with `w` (words), `member`, `csrf`, `menu` and `at` (addresses) beside its `values`.

        Whatever a report contains is escaped; no script but files of this server runs.
        """
        session: Session | None = getattr(request.state, "session", None)
        shown: dict[str, Any] = {
            "at": lambda path: self.address(request, path),
            "path": route_path(request.scope),
            "member": session.account if session else None,
            "csrf": session.csrf if session else "",
            "menu": [item for item in MENU if session and session.account.role.may(item.role)],
            "by_proxy": bool(self.site.settings.staff_header),
        }
        text = self._templates.get_template(template).render(**shown, **values)
        headers = {**SAFE_HEADERS, "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return HTMLResponse(text, status, headers)


def _same(given: Any, csrf: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), csrf.encode())


def needs(role: Role) -> Any:
    """A dependency for a route that only members with that role may use."""
    return Depends(_needing(role))


def _needing(role: Role) -> Callable[[Request], None]:
    def check(request: Request) -> None:
        session: Session = request.state.session
        if not session.account.role.may(role):
            raise HTTPException(403, words.NOT_ALLOWED.format(role=words.ROLES[role]))

    return check


def _wanted(request: Request) -> str:
    """The page that was asked for, to come back to; only one of the desk's own."""
    query = request.url.query
    return route_path(request.scope) + (f"?{query}" if query else "") if request.method == "GET" else ""
