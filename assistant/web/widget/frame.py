"""`/embed`, the chat in a frame of an allowed site; `/widget.js`, the script that opens it; and new tokens for the frame."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import FastAPI, Header, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.service.widget import LONGEST_WITHIN, RENEWED_AFTER, TOKEN_SECONDS, ExpiredError
from assistant.web import words
from assistant.web.access import client_address, route_path
from assistant.web.chat_frame import EMBEDDED, Embedded
from assistant.web.markup import Html, join, tag, void
from assistant.web.site import Site
from assistant.web.static_files import FRAME_SCRIPTS, FRAME_STYLES, static_text, versioned
from assistant.web.trouble import READER_POLICY, SAFE_HEADERS
from assistant.within import BODY, REGION, heads_within, name_within

FRAME_PATH, SCRIPT_PATH, TOKEN_PATH = "/embed", "/widget.js", "/embed/token"
# A changed script is everywhere within the hour; until then a browser only asks whether it has.
SCRIPT_SECONDS = 3600
# A frame renews its token every few minutes; more is no frame.
RENEWALS = 30
CSP = b"content-security-policy"
# The page of a frame has its token in it.
NOT_KEPT = (b"cache-control", b"no-store")


def add_widget(app: FastAPI, site: Site) -> None:
    """Adds the script and the renewal of tokens to `app`; the frame itself is `Embedding`."""

    @app.get(SCRIPT_PATH, include_in_schema=False)
    def script(request: Request) -> Response:
        mark = _mark()
        headers = {
            "Cache-Control": f"public, max-age={SCRIPT_SECONDS}",
            "ETag": mark,
            "X-Content-Type-Options": "nosniff",
            # For pages that take scripts of others only where these say that they may.
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if mark in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(static_text("widget.js"), media_type="text/javascript", headers=headers)

    @app.post(TOKEN_PATH, include_in_schema=False)
    def renewed(request: Request, x_nianbao_widget: Annotated[str, Header()] = "") -> Response:
        headers = {**SAFE_HEADERS, "Cache-Control": "no-store"}
        if not site.limits.allow("widget-token", client_address(request), RENEWALS):
            return JSONResponse({}, 429, headers)
        try:
            return JSONResponse({"token": site.widget.renewed(x_nianbao_widget)}, headers=headers)
        except ExpiredError:
            return JSONResponse({}, 403, headers)


@cache
def _mark() -> str:
    return f'"{sha256(static_text("widget.js").encode()).hexdigest()[:16]}"'


class Embedding:
    """ASGI: the chat's own page, made ready for the frame of an allowed site, where `/embed` is asked for.

    Says of every page which sites may frame it: of that one the allowed site, of all others only our own.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or route_path(scope) != FRAME_PATH or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, _framed_by("'self'", send))
            return
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        said = asked.get("site", [""])[0]
        origin = self._site.widget.allowed(said)
        if not origin:
            await refused(said)(scope, receive, _framed_by("'self'", send))
            return
        root = str(scope.get("root_path", ""))
        framed = {**scope, "path": f"{root}/", EMBEDDED: self._embedded(origin, within_of(asked), root)}
        await self._app(framed, receive, _framed_by(origin, send))

    def _embedded(self, origin: str, within: str, root: str) -> Embedded:
        known = not within or bool(heads_within(self._site.store.heads(), within))
        told = {
            "site": origin,
            "token": self._site.widget.token(origin, within),
            "renew": RENEWED_AFTER,
            "expires": TOKEN_SECONDS,
            "renewal": f"{root}{TOKEN_PATH}",
            "known": known,
            "name": name_within(within),
            "expired": words.FRAME_EXPIRED,
            "reload": words.FRAME_RELOAD,
        }
        head = (
            void("base", target="_blank"),
            void("meta", name="nianbao-embed", content=json.dumps(told, ensure_ascii=False)),
            *(tag("script", src=versioned(name)) for name in FRAME_SCRIPTS),
        )
        return Embedded(origin, join(head), FRAME_STYLES)


def _framed_by(ancestors: str, send: Send) -> Send:
    """Sends with the header that says who may frame the page, unless the page says so itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _with_ancestors(list(message.get("headers", ())), ancestors)}
        await send(message)

    return sending


def _with_ancestors(headers: list[tuple[bytes, bytes]], ancestors: str) -> list[tuple[bytes, bytes]]:
    policies = [value for name, value in headers if name.lower() == CSP]
    if any(b"frame-ancestors" in policy for policy in policies):
        return headers
    others = [header for header in headers if header[0].lower() != CSP]
    whole = b"; ".join([*policies[:1], f"frame-ancestors {ancestors}".encode()])
    kept = [*others, *((CSP, policy) for policy in (whole, *policies[1:]))]
    # For browsers of other days; it can't name a site.
    return [*kept, (b"x-frame-options", b"SAMEORIGIN")] if ancestors == "'self'" else [*kept, NOT_KEPT]


def within_of(asked: dict[str, list[str]]) -> str:
    """What the frame keeps to, of its address: a body, else a region, as `assistant.within` reads it; '' for all."""
    for key, prefix in (("body", BODY), ("region", REGION)):
        name = "".join(asked.get(key, [""])[0].split())[:LONGEST_WITHIN]
        if name:
            return prefix + name
    return ""


def refused(said: str) -> HTMLResponse:
    """The page that says why a site may not embed the chat, and what to do about it."""
    why = words.SITE_NOT_ALLOWED.format(site=said[:LONGEST_WITHIN]) if said else words.SITE_NOT_SAID
    lines = (tag("p", why, class_="warning"), tag("p", words.SITE_HOW_TO_ALLOW))
    whole = tag("p", tag("a", words.OPEN_WHOLE, href="./", target="_blank", rel="noopener"))
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", words.TITLE),
        *(void("link", rel="stylesheet", href=versioned(name)) for name in ("base.css", "reader.css")),
    )
    page = Html("<!doctype html>" + tag("html", head, tag("body", tag("main", *lines, whole)), lang="zh-CN"))
    headers = {"Content-Security-Policy": READER_POLICY, **SAFE_HEADERS, "Cache-Control": "no-store"}
    return HTMLResponse(page, 403, headers)
