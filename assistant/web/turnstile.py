"""How many pages one address may open in a minute: enough for any reader, too few to keep the service busy alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import Request
from fastapi.responses import Response

from assistant.service.limits import Limits
from assistant.web import words_reader as words
from assistant.web.access import client_address
from assistant.web.trouble import trouble

# Pages opened for one question asked: a reader turns pages much faster than they ask.
PAGES_A_QUESTION = 5


@dataclass(frozen=True, slots=True)
class Turnstile:
    """Counts by the setting `rate` (questions a minute; 0 = no limit)."""

    limits: Limits = field(default_factory=Limits)
    rate: int = 0

    def refusal(self, request: Request, up: str = "../") -> Response | None:
        """Counts one page opened; the page that says there were too many, None where there were not."""
        return self._refusal("reading", request, self.rate * PAGES_A_QUESTION, up)

    def drawing_refusal(self, request: Request, up: str) -> Response | None:
        """As `refusal`, of a page that must be drawn first, which takes a processor for half a second."""
        return self._refusal("drawing", request, self.rate, up)

    def _refusal(self, kind: str, request: Request, per_minute: int, up: str) -> Response | None:
        address = client_address(request)
        if self.limits.allow(kind, address, per_minute):
            return None
        return trouble(words.TOO_MANY_PAGES, 429, up, retry_after=self.limits.left(kind, address, per_minute).seconds)


OPEN = Turnstile()
