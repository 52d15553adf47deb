"""GET health: whether questions can be answered; for those who watch the service, without a key."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from assistant.web.api.shapes import Shown
from assistant.web.site import Site


class State(StrEnum):
    """How the service is."""

    READY = "ready"
    STARTING = "starting"
    FAILED = "failed"


class Health(Shown):
    """How the service is, and how many reports it has."""

    status: State
    reports: int


def add_health(router: APIRouter, site: Site) -> None:
    """Adds the address to the router."""

    @router.get("/health", response_model=Health, responses={503: {"model": Health}})
    def health() -> Response | Any:
        shown = Health(status=state_of(site), reports=len(site.store.heads()))
        return shown if shown.status is State.READY else JSONResponse(shown.model_dump(), 503, {"Retry-After": "5"})


def state_of(site: Site) -> State:
    """Whether the assistant answers already, or ever will."""
    from assistant.web.waking import Waking

    waking = site.assistant
    if not isinstance(waking, Waking) or waking.is_ready:
        return State.READY
    return State.FAILED if waking.has_failed else State.STARTING
