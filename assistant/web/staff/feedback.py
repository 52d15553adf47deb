"""反馈: what users said of answers, what was answered then and would be today, and whether it is dealt with."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import QueryParams

from assistant.evaluate import GROUPS
from assistant.service import moments
from assistant.service.accounts import Role
from assistant.service.again import ask_again
from assistant.service.collected import Collected
from assistant.service.feedback import Opinion, Verdict
from assistant.service.opinions import Opinions, WantedOpinions
from assistant.web import words_staff_logs as words
from assistant.web.source import report_address
from assistant.web.staff.desk import Desk, needs
from assistant.web.staff.files import download
from assistant.web.staff.paging import address, page_of, paged
from assistant.web.staff.told import back_with, told_in
from corpus.errors import NianbaoError
from corpus.sheets import Sheet, Value, file_bytes

PATH = "/staff/feedback"
ROWS = 50
LONGEST = 2000
_ENDINGS = ("csv", "xlsx")
_FIELDS = ("state", "verdict", "words")


def add_feedback(desk: Desk) -> None:
    """Adds the list, the page of one opinion, and the files to the desk."""
    site = desk.site
    opinions, collected = Opinions(site.records), Collected(site.store.folder)
    shared: dict[str, Any] = {"t": words, "shown": moments.shown}

    @desk.router.get("/feedback")
    def feedback(request: Request) -> Response:
        query = request.query_params
        wanted = wanted_of(query)
        page = page_of(query.get("page", ""))
        rows, total = opinions.page(wanted, ROWS, (page - 1) * ROWS)
        kept = tuple((name, query.get(name, "")) for name in _FIELDS)
        return desk.page(
            request, "feedback.html", **shared, wanted=wanted, state=query.get("state", ""), rows=rows, kept=kept,
            address=address, paging=paged(page, ROWS, total, PATH, kept), path_of_list=PATH,
            path_of_files=f"{PATH}/file", intro=words.FEEDBACK_INTRO.format(count=opinions.open_count()),
        )  # fmt: skip

    @desk.router.get("/feedback/file.{ending}")
    def file(request: Request, ending: str) -> Response:
        if ending not in _ENDINGS:
            return Response(status_code=404)
        rows = map(_line, opinions.all(wanted_of(request.query_params)))
        data = file_bytes(ending, (Sheet(words.FEEDBACK_FILE, words.FEEDBACK_COLUMNS, rows),))
        return download(data, words.FEEDBACK_FILE, ending)

    def one(request: Request, no: int, again: bool = False, status: int = 200, **more: Any) -> Response:
        opinion = opinions.opinion(no)
        if opinion is None:
            return desk.page(request, "opinion.html", 404, **shared, opinion=None, no=no)
        today = ask_again(site.assistant, opinion.question, opinion.before) if again else None
        values = {"trouble": "", "must": "", "must_not": "", "expect": GROUPS[0], "added": 0, "done": "", **more}
        return desk.page(
            request, "opinion.html", status, **shared, opinion=opinion, no=no, today=today, place=report_address,
            expected=words.EXPECTED, **values,
        )  # fmt: skip

    @desk.router.get("/feedback/{no}")
    def opinion(request: Request, no: int, again: str = "", added: int = 0, done: str = "") -> Response:
        return one(request, no, bool(again), added=added, done=told_in(desk, done))

    @desk.router.post("/feedback/{no}/handled", dependencies=[needs(Role.EDITOR)])
    def handled(request: Request, no: int, done: Annotated[str, Form()] = "1") -> Response:
        name = request.state.session.account.name
        site.feedback.handle(no, name if done == "1" else "")
        return back_with(desk, request, f"{PATH}/{no}", words.HANDLED_NOW if done == "1" else words.REOPENED_NOW)

    @desk.router.post("/feedback/{no}/collect", dependencies=[needs(Role.EDITOR)])
    def collect(
        request: Request,
        no: int,
        must: Annotated[str, Form(max_length=LONGEST)] = "",
        must_not: Annotated[str, Form(max_length=LONGEST)] = "",
        expect: Annotated[str, Form()] = GROUPS[0],
    ) -> Response:
        known = opinions.opinion(no)
        given: dict[str, Any] = {"must": must, "must_not": must_not, "expect": expect}
        if known is None:
            return one(request, no)
        if expect not in GROUPS or (expect == GROUPS[0] and not _lines(must)):
            return one(request, no, status=422, trouble=words.COLLECT_EMPTY, **given)
        try:
            count = collected.add(
                (*known.before, known.question), expect, _lines(must), _lines(must_not), known.comment
            )
        except NianbaoError as error:
            return one(request, no, status=500, trouble=str(error), **given)
        return RedirectResponse(desk.address(request, f"{PATH}/{no}?added={count}"), 303)


def wanted_of(query: QueryParams) -> WantedOpinions:
    """The filter that an address says."""
    state, verdict = query.get("state", ""), query.get("verdict", "")
    return WantedOpinions(
        {"open": True, "done": False}.get(state),
        Verdict(verdict) if verdict in list(Verdict) else None,
        query.get("words", "").strip()[:200],
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _line(opinion: Opinion) -> tuple[Value, ...]:
    return (
        moments.shown(opinion.at), words.CHANNELS[opinion.channel], opinion.site, words.VERDICTS[opinion.verdict],
        opinion.comment, opinion.question, "\n".join(opinion.before), opinion.answer,
        words.OUTCOMES[opinion.outcome], words.HANDLED_BY.format(name=opinion.handled) if opinion.handled else words.OPEN,
    )  # fmt: skip
