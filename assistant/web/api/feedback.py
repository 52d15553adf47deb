"""POST feedback: what a user says of an answer that a program showed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from assistant.answer import Outcome
from assistant.service.admission import Caller
from assistant.service.asking import MOST_BEFORE
from assistant.service.feedback import LONGEST, LONGEST_ANSWER, Verdict
from assistant.service.keys import Scope
from assistant.service.question_log import Channel
from assistant.web.api.asking import Question
from assistant.web.api.keys import needs_key
from assistant.web.api.shapes import Given, Shown
from assistant.web.site import Site


class FeedbackGiven(Given):
    """What is said of which answer."""

    verdict: Verdict
    question: Question
    answer: str = Field("", max_length=LONGEST_ANSWER)
    outcome: Outcome
    comment: str = Field("", max_length=LONGEST)
    before: list[Question] = Field(default_factory=list, max_length=MOST_BEFORE)


class FeedbackKept(Shown):
    """That it is kept."""

    number: int


def add_feedback(router: APIRouter, site: Site) -> None:
    """Adds the address to the router."""
    may_say = needs_key(site, Scope.FEEDBACK)

    @router.post("/feedback", response_model=FeedbackKept, status_code=201)
    def feedback(given: FeedbackGiven, caller: Caller = may_say) -> Any:
        number = site.feedback.add(
            given.verdict,
            given.question,
            given.answer,
            given.outcome,
            Channel.API,
            caller.name,
            given.comment,
            given.before,
        )
        return FeedbackKept(number=number)
