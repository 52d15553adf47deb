"""Files sent by members: received, shown as they were read beside the original, set right, stored or discarded."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from assistant.service.accounts import Role
from assistant.service.correcting import statement_of
from assistant.service.upload_records import GoneError, State, Upload
from assistant.web import words_review, words_upload
from assistant.web.fulltext import report_page
from assistant.web.routes import ORIGINAL_POLICY, original_response
from assistant.web.staff.cells import ShownTable, shown_tables
from assistant.web.staff.checks import Shown
from assistant.web.staff.desk import CSRF_HEADER, Desk, needs
from assistant.web.staff.review import Beside, Fact, facts_of, findings_of, member, year_words
from assistant.web.staff.told import back_with, told_in
from assistant.web.staff.upload_list import PATH, list_page
from assistant.web.staff.versions import Versions, versions_of
from assistant.web.static_files import READER_STYLES, versioned
from assistant.web.trouble import READER_POLICY, SAFE_HEADERS
from corpus.archives import read_bytes
from corpus.audit.draft import audit_draft
from corpus.audit.kinds import Severity
from corpus.errors import NianbaoError
from corpus.lock import BusyError
from corpus.reading.signatures import picture_ending
from corpus.report import Report, Scope
from corpus.store import ReportHead

EDITORS = [needs(Role.EDITOR)]
LONGEST = 500
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".bmp": "image/bmp"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that was read and is not stored, as the page shows it."""

    report: Report
    facts: tuple[Fact, ...]
    findings: tuple[Shown, ...]
    counted: dict[str, int]
    tables: tuple[ShownTable, ...]
    doubles: tuple[tuple[ReportHead, int, Versions], ...]


def add_upload(desk: Desk) -> None:
    """Adds the pages to the desk."""
    uploads = desk.site.uploads

    @desk.router.get("/upload", dependencies=EDITORS)
    def upload_page(request: Request, done: str = "") -> HTMLResponse:
        return list_page(desk, request, done=told_in(desk, done))

    # The files are taken by hand: their number and size are to be seen before anything is made of them.
    @desk.router.post("/upload", dependencies=EDITORS)
    async def receive(request: Request) -> Response:
        most = desk.site.settings.upload_files
        try:
            form = await sent_form(request, most + 1)
        except MultiPartException:
            return _answer(desk, request, 0, words_upload.TOO_MANY_FILES.format(most=most, count=f"{most}+"))
        try:
            files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and (f.filename or f.size)]
            if not files:
                return _answer(desk, request, 0, words_upload.NONE_CHOSEN)
            if len(files) > most:
                return _answer(desk, request, 0, words_upload.TOO_MANY_FILES.format(most=most, count=len(files)))
            for file in files:
                await run_in_threadpool(uploads.receive, file.filename or "", file.file, member(request))
        finally:
            await form.close()
        uploads.refresh()
        return _answer(desk, request, len(files))

    @desk.router.get("/upload/state", dependencies=EDITORS)
    def state(request: Request) -> Response:
        uploads.refresh()
        left = sum(u.state in (State.WAITING, State.READING) for u in uploads.all())
        text = words_upload.READING_NOW.format(left=left) if left else words_upload.READ_DONE
        return JSONResponse({"left": left, "text": text}, headers={"Cache-Control": "no-store"})

    @desk.router.post("/upload/store-clear", dependencies=EDITORS)
    def store_clear(request: Request) -> Response:
        stored = 0
        for upload in reversed(uploads.all()):
            if upload.state is State.READ and uploads.is_clear(upload):
                try:
                    uploads.confirm(upload.no)
                    stored += 1
                except GoneError:
                    continue  # another member was quicker
                except BusyError:
                    return list_page(desk, request, words_upload.BUSY, 409)
        left = sum(u.state is State.READ for u in uploads.all())
        told = words_upload.CLEARED_NOW.format(stored=stored)
        return back_with(desk, request, PATH, told + (words_upload.LEFT_OVER.format(left=left) if left else ""))

    @desk.router.post("/upload/clear", dependencies=EDITORS)
    def clear(request: Request) -> Response:
        count = uploads.clear_done()
        return back_with(desk, request, PATH, words_upload.FORGOTTEN_NOW.format(count=count))

    @desk.router.get("/upload/{no}", dependencies=EDITORS)
    def look(request: Request, no: int, done: str = "") -> HTMLResponse:
        return _look(desk, request, no, done=told_in(desk, done))

    @desk.router.get("/upload/{no}/original", dependencies=EDITORS)
    def original(request: Request, no: int) -> Response:
        upload = _upload(desk, no)
        drafts = uploads.drafts_of(upload)
        if not drafts:
            raise HTTPException(404, words_upload.GONE)
        return picture_response(upload.address) or original_response(drafts[0])

    @desk.router.get("/upload/{no}/text/{report_id}", dependencies=EDITORS)
    def text(request: Request, no: int, report_id: str) -> Response:
        draft = next((d for d in uploads.drafts_of(_upload(desk, no)) if d.id == report_id), None)
        if draft is None:
            raise HTTPException(404, words_upload.GONE)
        styles = [desk.address(request, "/" + versioned(name)) for name in READER_STYLES]
        return HTMLResponse(
            report_page(draft, 0, 0, styles), headers={"Content-Security-Policy": READER_POLICY, **SAFE_HEADERS}
        )

    @desk.router.post("/upload/{no}/identity", dependencies=EDITORS)
    def identify(
        request: Request,
        no: int,
        report: Annotated[str, Form(max_length=64)] = "",
        body: Annotated[str, Form(max_length=200)] = "",
        region: Annotated[str, Form(max_length=200)] = "",
        year: Annotated[str, Form(max_length=10)] = "",
        scope: Annotated[str, Form(max_length=20)] = Scope.UNSTATED.value,
        reason: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        draft = next((d for d in uploads.drafts_of(_upload(desk, no)) if d.id == report), None)
        if draft is None:
            raise HTTPException(404, words_upload.GONE)
        try:
            said = statement_of(draft, body, region, year, scope, reason, member(request))
        except NianbaoError as error:
            typed = {"report": report, "body": body, "region": region, "year": year, "scope": scope, "reason": reason}
            return _look(desk, request, no, str(error), typed=typed)
        uploads.identify(draft.id, said)
        identity = said.identity
        told = words_review.IDENTITY_SAVED.format(body=identity.body, year=year_words(identity.year))
        return back_with(desk, request, f"{PATH}/{no}", told)

    @desk.router.post("/upload/{no}/confirm", dependencies=EDITORS)
    def confirm(request: Request, no: int, replaced: Annotated[list[str], Form(default_factory=list)]) -> Response:
        try:
            upload = uploads.get(no)
            allowed = {h.id for d in uploads.drafts_of(upload) for h in uploads.doubles(d)}
            stored = uploads.confirm(no, [i for i in replaced if i in allowed])
        except GoneError:
            return list_page(desk, request, words_upload.GONE, 409)
        except BusyError:
            return _look(desk, request, no, words_upload.BUSY, 409)
        return back_with(desk, request, PATH, words_upload.STORED_NOW.format(count=len(stored)))

    @desk.router.post("/upload/{no}/discard", dependencies=EDITORS)
    def discard(request: Request, no: int) -> Response:
        try:
            gone = uploads.discard(no)
        except GoneError:
            return list_page(desk, request, words_upload.GONE, 409)
        return back_with(desk, request, PATH, words_upload.DISCARDED_NOW.format(file=gone.file))


async def sent_form(request: Request, most: int) -> FormData:
    """The form with at most so many files; MultiPartException where there are more, or sending was broken off.

    Its files are closed then, and by the caller otherwise.
    """
    if CSRF_HEADER not in request.headers:
        return await request.form()  # read already, for the token in it

    async def stream() -> AsyncGenerator[bytes]:
        try:
            async for chunk in request.stream():
                yield chunk
        except ClientDisconnect:
            raise MultiPartException(words_upload.SEND_FAILED) from None

    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return FormData()
    return await MultiPartParser(request.headers, stream(), max_files=most, max_fields=10).parse()


# --- the answers to what was sent ------------------------------------------------------------


def _answer(desk: Desk, request: Request, count: int, trouble: str = "") -> Response:
    """What a page's script gets, or a plain form."""
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"count": count, "trouble": trouble}, 422 if trouble else 200)
    if trouble:
        return list_page(desk, request, trouble, 422)
    return back_with(desk, request, PATH, words_upload.SENT.format(count=count))


# --- one upload ------------------------------------------------------------------------------------------


def _upload(desk: Desk, no: int) -> Upload:
    try:
        return desk.site.uploads.get(no)
    except GoneError:
        raise HTTPException(404, words_upload.GONE) from None


def _look(
    desk: Desk,
    request: Request,
    no: int,
    trouble: str = "",
    status: int = 422,
    done: str = "",
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    """The page; `typed`: what was typed of whose report it is, kept where it could not be taken."""
    upload = _upload(desk, no)
    drafts = [_draft(desk, d) for d in desk.site.uploads.drafts_of(upload)]
    if not drafts:
        return list_page(desk, request, words_upload.GONE, 404)
    return desk.page(
        request,
        "draft.html",
        status if trouble else 200,
        t=words_review,
        u=words_upload,
        upload=upload,
        here=f"{PATH}/{no}",
        drafts=drafts,
        beside=lambda d: _beside(upload, d.report),
        scopes=list(words_review.SCOPES.items()),
        typed=typed,
        year_words=year_words,
        trouble=trouble,
        done=done,
    )


def _draft(desk: Desk, report: Report) -> Draft:
    found = [f for f in audit_draft(desk.site.store, report).findings if f.kind.severity is not Severity.NOTE]
    counted: Counter[str] = Counter(f.kind.severity.key for f in found)
    corrections = Counter(e.report_id for e in desk.site.store.corrections() if e.applies)
    doubles = tuple(
        (head, corrections[head.id], versions_of(desk.site.store.report(head.id), report))
        for head in desk.site.uploads.doubles(report)
    )
    return Draft(
        report, facts_of(report), tuple(findings_of(found)), {s.key: counted[s.key] for s in Severity},
        shown_tables(report, None), doubles,
    )  # fmt: skip


def _beside(upload: Upload, report: Report) -> Beside:
    """Where the original of a draft is shown; the text as read where a browser does not show it."""
    opened, text = f"{PATH}/{upload.no}/original", f"{PATH}/{upload.no}/text/{report.id}"
    kind = "." + report.file.rpartition(".")[2].lower()
    in_frame = kind in (".html", ".htm", ".txt", ".md", ".csv", ".tsv", ".pdf", *PICTURES, ".jpeg")
    title = words_review.ORIGINAL_OF.format(file=report.file) if in_frame else words_review.ORIGINAL_TEXT
    return Beside(title, opened if in_frame else text, opened, text)


def picture_response(address: str) -> Response | None:
    """The file as a picture where it is one, by its content; None for any other."""
    try:
        data = read_bytes(address)
    except (OSError, NianbaoError):
        return None
    kind = PICTURES.get(picture_ending(data))
    headers: dict[str, Any] = {"Content-Security-Policy": ORIGINAL_POLICY, **SAFE_HEADERS}
    return Response(data, media_type=kind, headers=headers) if kind else None
