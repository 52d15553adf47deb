"""The API: what programs ask of this service, under /api/v1, described at /api/openapi.json and /api/docs."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from assistant.web.api.asking import add_asking
from assistant.web.api.catalogue import add_catalogue
from assistant.web.api.checks import add_checks
from assistant.web.api.document import add_document
from assistant.web.api.facts import add_facts
from assistant.web.api.feedback import add_feedback
from assistant.web.api.health import add_health
from assistant.web.api.reports import add_reports
from assistant.web.api.searching import add_searching
from assistant.web.api.unknown import add_unknown
from assistant.web.site import Site

__all__ = ["PREFIX", "add_api", "add_unknown"]

PREFIX = "/api/v1"


def add_api(app: FastAPI, site: Site) -> None:
    """Adds the API and its documentation to `app`."""
    router = APIRouter(prefix=PREFIX, generate_unique_id_function=lambda route: route.name)
    add_asking(router, site)
    add_searching(router, site)
    add_facts(router, site)
    add_checks(router, site)
    add_reports(router, site)
    add_catalogue(router, site)
    add_feedback(router, site)
    add_health(router, site)
    app.include_router(router)
    add_document(app, router)
