"""What goes in and out of the API: the base of all its models; their Chinese descriptions stand in words_api_doc.py."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.links import is_web_address
from assistant.web.access import base_address
from assistant.web.api.paging import LONGEST_CURSOR
from assistant.web.source import report_address

# Years of reports, with room before and behind.
Year = Annotated[int, Field(ge=1900, le=2999)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
# So many values of one kind may be asked for at once.
MOST_NAMES = 500
MOST_ITEMS, ITEMS = 200, 50


class Given(BaseModel):
    """What a request holds: a name that is not known is a fault, not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(BaseModel):
    """What a response holds."""

    model_config = ConfigDict(frozen=True)


class Paged(Given):
    """So many at a time, and where to go on."""

    limit: int = Field(ITEMS, ge=1, le=MOST_ITEMS)
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR)


class Fault(Shown):
    """One thing that is wrong with a request."""

    where: str
    what: str


class Problem(Shown):
    """An error, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None


def viewer_link(request: Request, report_id: str, start: int | None = None, end: int | None = None) -> str:
    """The page that shows a report, at that place of it, as a browser opens it from anywhere."""
    return f"{base_address(request)}{report_address(report_id, start, end)}"


def original_link(request: Request, report_id: str, address: str) -> str:
    """Where the original opens: on the web, or here; never a path of this machine."""
    return address if is_web_address(address) else f"{base_address(request)}source/{report_id}"
