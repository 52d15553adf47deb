"""The staff desk: pages for those who look after the reports, behind a login, made on the server."""

from __future__ import annotations

from fastapi import FastAPI

from assistant.web.site import Site
from assistant.web.staff.admin import add_admin
from assistant.web.staff.builder import add_builder
from assistant.web.staff.checks import add_checks
from assistant.web.staff.compare import add_compare
from assistant.web.staff.coverage import add_coverage
from assistant.web.staff.desk import Desk
from assistant.web.staff.errors import add_unknown
from assistant.web.staff.evaluate import add_evaluate
from assistant.web.staff.feedback import add_feedback
from assistant.web.staff.home import add_home
from assistant.web.staff.names import add_names
from assistant.web.staff.questions import add_questions
from assistant.web.staff.review import add_review
from assistant.web.staff.search import add_search
from assistant.web.staff.signing import add_signing
from assistant.web.staff.upload import add_upload


def add_staff(app: FastAPI, site: Site) -> Desk:
    """Adds the pages of the staff desk to `app`."""
    desk = Desk(site)
    add_signing(app, desk)
    add_home(desk)
    add_search(desk)
    add_compare(desk)
    add_coverage(desk)
    add_checks(desk)
    add_builder(desk)
    add_questions(desk)
    add_feedback(desk)
    add_evaluate(desk)
    add_review(desk)
    add_upload(desk)
    add_names(desk)
    add_admin(desk)
    # After all other pages.
    add_unknown(desk)
    app.include_router(desk.router)
    return desk
