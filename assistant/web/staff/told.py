"""What was done, told on the page that comes after it: carried in its address, signed, so that nobody else puts words there."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer

from assistant.web.staff.desk import Desk

# Told within so many seconds of being done; an old address in the history says nothing.
FRESH = 300


def back_with(desk: Desk, request: Request, path: str, told: str) -> RedirectResponse:
    """Leads to that page of the desk, which tells it."""
    return RedirectResponse(desk.address(request, f"{path}?done={quote(_signer(desk).dumps(told))}"), 303)


def told_in(desk: Desk, done: str) -> str:
    """What the address has to tell, '' where it has nothing of ours."""
    try:
        return str(_signer(desk).loads(done, max_age=FRESH)) if done else ""
    except BadSignature:
        return ""


def _signer(desk: Desk) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(desk.site.records.secret("told"))
