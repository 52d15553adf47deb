"""问题记录: what was asked and how it ended, unanswered first; any of it asked again today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import QueryParams

from assistant.answer import Outcome
from assistant.service import moments
from assistant.service.again import ask_again
from assistant.service.question_log import Channel, Entry
from assistant.service.question_queries import OUTCOMES, Group, Questions, Wanted
from assistant.web import words_staff_logs as words
from assistant.web.source import report_address
from assistant.web.staff.desk import Desk
from assistant.web.staff.files import download
from assistant.web.staff.paging import address, page_of, paged
from corpus.sheets import Sheet, Value, file_bytes

PATH = "/staff/questions"
ROWS = 50
SAME_SHOWN = 30
DEFAULT_DAYS = 30
_ENDINGS = ("csv", "xlsx")


def add_questions(desk: Desk) -> None:
    """Adds the list, the page of one question, and the files to the desk."""
    site = desk.site
    asked = Questions(site.records)

    @desk.router.get("/questions")
    def questions(request: Request) -> Response:
        query = request.query_params
        wanted = wanted_of(query)
        page = page_of(query.get("page", ""))
        rows, total = asked.asked(wanted, ROWS, (page - 1) * ROWS)
        kept = pairs_of(query)
        return desk.page(
            request, "questions.html", **_shared(site.settings.log_days), wanted=wanted, counts=asked.counts(wanted),
            rows=rows, paging=paged(page, ROWS, total, PATH, kept), sites=asked.sites(), days=_days_said(query),
            group=_group_said(query), kept=kept, address=address, path_of_list=PATH, path_of_files=f"{PATH}/file",
        )  # fmt: skip

    @desk.router.get("/questions/file.{ending}")
    def file(request: Request, ending: str) -> Response:
        if ending not in _ENDINGS:
            return Response(status_code=404)
        rows = map(_line, asked.entries(wanted_of(request.query_params)))
        data = file_bytes(ending, (Sheet(words.QUESTION_FILE, words.QUESTION_COLUMNS, rows),))
        return download(data, words.QUESTION_FILE, ending)

    @desk.router.get("/questions/{no}")
    def question(request: Request, no: int, again: str = "") -> Response:
        entry = asked.entry(no)
        shared = _shared(site.settings.log_days)
        if entry is None:
            return desk.page(request, "question.html", 404, **shared, entry=None, no=no)
        typed = entry.restated or entry.question
        today = ask_again(site.assistant, typed) if again else None
        return desk.page(
            request, "question.html", **shared, entry=entry, no=no, today=today,
            same=asked.same(entry, SAME_SHOWN), place=report_address,
        )  # fmt: skip


def _shared(days: int) -> dict[str, Any]:
    privacy = words.PRIVACY.format(days=days) if days else words.PRIVACY_OFF
    return {"t": words, "privacy": privacy, "shown": moments.shown, "groups": OUTCOMES}


def _line(entry: Entry) -> tuple[Value, ...]:
    return (
        moments.shown(entry.at), words.CHANNELS[entry.channel], entry.site, entry.question, entry.restated,
        entry.reading, words.OUTCOMES[entry.outcome], entry.milliseconds,
    )  # fmt: skip


# --- what an address wants ---------------------------------------------------------------------------------

_FIELDS = ("group", "outcome", "channel", "site", "days", "since", "until", "words")


def wanted_of(query: QueryParams) -> Wanted:
    """The filter that an address says; unanswered questions of the last month where it says nothing."""
    group, since, until = _group_said(query), _day(query.get("since", "")), _day(query.get("until", ""))
    days = _days_said(query)
    if days and not (since or until):
        since = date.today() - timedelta(days=days - 1)
    return Wanted(
        Group(group) if group else None,
        Outcome(said) if (said := query.get("outcome", "")) in list(Outcome) else None,
        Channel(said) if (said := query.get("channel", "")) in list(Channel) else None,
        query.get("site", ""),
        since,
        until,
        query.get("words", "").strip()[:200],
    )


def pairs_of(query: QueryParams) -> tuple[tuple[str, str], ...]:
    """What the address says of the filter, to be kept from page to page."""
    return tuple((name, query.get(name, "")) for name in _FIELDS)


def _group_said(query: QueryParams) -> str:
    """The group wanted, '' for all; unanswered where none is said and no outcome either."""
    said = query.get("group", "")
    if said in list(Group):
        return said
    return "" if said or query.get("outcome") else Group.UNANSWERED.value


def _days_said(query: QueryParams) -> int:
    said = query.get("days", "")
    return int(said) if said in {str(days) for days in words.DAYS_CHOICES} else DEFAULT_DAYS


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
