"""评测: question files kept, asked in the background one at a time, their results looked through and compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import Form, Request, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant.runs import Mark, compared, kind_rows, rate_lines
from assistant.service.accounts import Role
from assistant.service.evaluations import LARGEST_FILE, MOST_GENERATED, Job, text_of
from assistant.web import words_staff_evaluate as words
from assistant.web.staff.desk import Desk, needs
from assistant.web.staff.files import download
from assistant.web.staff.paging import page_of, paged
from corpus.errors import NianbaoError
from corpus.questions import KINDS
from corpus.sheets import Sheet, Value, file_bytes

PATH = "/staff/evaluate"
ROWS = 50
RUNS = 30
# So many questions that became right or wrong are listed; the table counts all.
CHANGED_SHOWN = 200
DEFAULT_COUNT, DEFAULT_SEED = 100, 1


def add_evaluate(desk: Desk) -> None:
    """Adds the page, the runs and the files to the desk."""
    kept = desk.site.evaluations
    shared: dict[str, Any] = {"t": words}
    editors = [needs(Role.EDITOR)]

    def front(request: Request, status: int = 200, **more: Any) -> Response:
        given = {"trouble": "", "name": "", "text": "", "added": ""}
        runs = kept.runs()
        paging = paged(page_of(request.query_params.get("page", "")), RUNS, len(runs), PATH, ())
        return desk.page(
            request, "evaluate.html", status, **shared, sets=kept.sets(), paging=paging,
            runs=runs[(paging.page - 1) * RUNS : paging.page * RUNS], job=kept.job,
            said=job_said(kept.job), kinds=list(KINDS), count=DEFAULT_COUNT, seed=DEFAULT_SEED,
            most=MOST_GENERATED, **{**given, **more},
        )  # fmt: skip

    def tried(request: Request, do: Callable[[], None]) -> Response:
        try:
            do()
        except NianbaoError as error:
            return front(request, 422, trouble=str(error))
        return RedirectResponse(desk.address(request, f"{PATH}#running"), 303)

    @desk.router.get("/evaluate")
    def evaluate(request: Request, added: str = "") -> Response:
        known = next((one for one in kept.sets() if one.name == added), None)
        return front(request, added=words.ADDED.format(name=known.name, count=known.count) if known else "")

    @desk.router.get("/evaluate/status")
    def status(request: Request) -> Response:
        job = kept.job
        told = {"running": bool(job and job.running), "said": job_said(job)}
        return JSONResponse({**told, "done": job.done if job else 0, "total": job.total if job else 0})

    @desk.router.post("/evaluate/sets", dependencies=editors)
    def add(
        request: Request,
        file: UploadFile | None = None,
        name: Annotated[str, Form(max_length=100)] = "",
        text: Annotated[str, Form(max_length=LARGEST_FILE)] = "",
    ) -> Response:
        uploaded = bool(file and file.filename)
        title = name.strip() or (file.filename or "" if file else "")
        try:
            if file and uploaded:
                text = text_of(file.file.read(LARGEST_FILE + 1), file.filename or "")
            if not text.strip():
                raise NianbaoError(words.NOTHING_GIVEN)
            found = kept.keep(title, text.replace("\r\n", "\n"))
        except NianbaoError as error:
            told = f"{error} {words.TEXT_KEPT}" if uploaded and text else str(error)
            return front(request, 422, trouble=told, name=name, text=text)
        return _moved(desk, request, f"{PATH}?added={found}")

    @desk.router.post("/evaluate/start", dependencies=editors)
    def start(request: Request, name: Annotated[str, Form(max_length=100)] = "") -> Response:
        return tried(request, lambda: kept.start(name))

    @desk.router.post("/evaluate/generate", dependencies=editors)
    def generate(
        request: Request,
        count: Annotated[int, Form(ge=1, le=MOST_GENERATED)] = DEFAULT_COUNT,
        seed: Annotated[int, Form(ge=0, le=10**9)] = DEFAULT_SEED,
        kind: Annotated[list[str] | None, Form()] = None,
    ) -> Response:
        return tried(request, lambda: kept.start_generated(count, kind or (), seed))

    @desk.router.post("/evaluate/stop", dependencies=editors)
    def stop(request: Request) -> Response:
        if kept.job:
            kept.job.cancel()
        return _moved(desk, request, PATH)

    @desk.router.get("/evaluate/sets/{name}")
    def set_file(request: Request, name: str) -> Response:
        try:
            return download(kept.set_text(name).encode(), name, "jsonl")
        except NianbaoError as error:
            return front(request, 404, trouble=str(error))

    @desk.router.get("/evaluate/runs/{name}")
    def run(request: Request, name: str, beside: str = "", page: str = "") -> Response:
        try:
            marks = kept.marks(name)
            other = compared(kept.marks(beside), marks) if beside else None
        except NianbaoError as error:
            return front(request, 404, trouble=str(error))
        wrong = [mark for mark in marks if not mark.right]
        paging = paged(page_of(page), ROWS, len(wrong), f"{PATH}/runs/{name}", (("beside", beside),))
        at = (paging.page - 1) * ROWS
        return desk.page(
            request, "evaluate_run.html", **shared, name=name, rows=kind_rows(marks), rates=rate_lines(marks),
            wrong=wrong[at : at + ROWS], wrong_count=len(wrong), paging=paging, other=other, beside=beside,
            others=[one.name for one in kept.runs() if one.name != name], most=CHANGED_SHOWN,
        )  # fmt: skip

    @desk.router.get("/evaluate/results/{name}/file.{ending}")
    def results(request: Request, name: str, ending: str) -> Response:
        try:
            if ending == "json":
                return download(kept.run_text(name).encode(), name, ending)
            marks = kept.marks(name)
        except NianbaoError as error:
            return front(request, 404, trouble=str(error))
        if ending not in ("csv", "xlsx"):
            return Response(status_code=404)
        return download(file_bytes(ending, (_sheet(marks),)), name, ending)


def job_said(job: Job | None) -> str:
    """How far the run is, or how it ended; '' where there was none."""
    if job is None:
        return ""
    numbers = {"name": job.name, "done": job.done, "total": job.total, "right": job.right}
    if job.running:
        text = words.STOPPING if job.stopping else words.PROGRESS if job.total else words.PREPARING
    else:
        text = "" if job.trouble else words.CANCELLED if job.cancelled else words.FINISHED
    return text.format(**numbers) or job.trouble


def _sheet(marks: Sequence[Mark]) -> Sheet:
    return Sheet(words.RESULTS, words.RESULT_COLUMNS, map(_line, marks))


def _line(mark: Mark) -> tuple[Value, ...]:
    return (
        mark.id, mark.type, " → ".join(mark.turns), words.EXPECTS.get(mark.expect, mark.expect), mark.outcome,
        words.YES if mark.right else words.NO, mark.reason, words.YES if mark.wrong_number else "", mark.text,
    )  # fmt: skip


def _moved(desk: Desk, request: Request, path: str) -> Response:
    return RedirectResponse(desk.address(request, path), 303)
