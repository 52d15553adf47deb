"""A report beside its original: what was read, what was found, each statutory cell corrected, whose it is set right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.links import is_web_address
from assistant.service.accounts import Role, Session
from assistant.service.correcting import correction_of, held, said_reason, state_of, statement_of, today
from assistant.service.upload_folders import remove_report, upload_folder
from assistant.web import words_review as words
from assistant.web.source import report_address
from assistant.web.staff.cells import form_of, shown_tables, value_words
from assistant.web.staff.checks import Shown, shown
from assistant.web.staff.desk import PREFIX, Desk, needs
from assistant.web.staff.told import back_with, told_in
from corpus.audit.finding import Finding
from corpus.corrections import Entry, Withdrawal
from corpus.errors import NianbaoError
from corpus.forms.named import place_name
from corpus.lock import BusyError, only_writer
from corpus.report import Cell, CellKind, Place, Report, Scope

# What a browser shows of an original beside the report; of anything else the text as read is shown.
SHOWN_IN_FRAME = (".html", ".htm", ".txt", ".md", ".csv", ".tsv", ".pdf")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is known of a report."""

    name: str
    value: str


def add_review(desk: Desk) -> None:
    """Adds the page of a report and what may be done with it."""

    @desk.router.get("/reports/{report_id}")
    def report_page(request: Request, report_id: str, cell: str = "", done: str = "") -> HTMLResponse:
        return _page(desk, request, report_id, _place(cell), done=told_in(desk, done))

    @desk.router.post("/reports/{report_id}/correct", dependencies=[needs(Role.EDITOR)])
    def correct(
        request: Request,
        report_id: str,
        cell: Annotated[str, Form(max_length=200)] = "",
        kind: Annotated[str, Form(max_length=20)] = CellKind.NUMBER.value,
        value: Annotated[str, Form(max_length=40)] = "",
        reason: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        report, place = _report(desk, report_id), _place(cell)
        form = form_of(report)
        typed = {"kind": kind, "value": value, "reason": reason}
        if form is None or place is None or form.place(*place) is None:
            return _page(desk, request, report_id, None, words.UNKNOWN_CELL)
        try:
            if kind not in (CellKind.NUMBER, CellKind.BLANK, CellKind.NOT_APPLICABLE):
                kind = CellKind.NUMBER.value
            said = correction_of(form, place, CellKind(kind), value, reason, member(request), report)
        except NianbaoError as error:
            return _page(desk, request, report_id, place, str(error), typed)
        desk.site.store.correct(report_id, place, said)
        return _back(desk, request, report_id, words.CORRECTED.format(name=place_name(form, place), value=held(said)))

    @desk.router.post("/reports/{report_id}/withdraw", dependencies=[needs(Role.EDITOR)])
    def withdraw(
        request: Request,
        report_id: str,
        no: Annotated[int, Form()],
        reason: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        mine = {e.no for e in desk.site.store.corrections() if e.report_id == report_id}
        try:
            if no not in mine:
                raise KeyError(no)
            desk.site.store.withdraw_correction(no, Withdrawal(said_reason(reason), member(request), today()))
        except KeyError:
            return _page(desk, request, report_id, None, words.ALREADY_WITHDRAWN)
        except NianbaoError as error:
            return _page(desk, request, report_id, None, str(error))
        return _back(desk, request, report_id, words.WITHDRAWN.format(no=no))

    @desk.router.post("/reports/{report_id}/identity", dependencies=[needs(Role.EDITOR)])
    def identify(
        request: Request,
        report_id: str,
        body: Annotated[str, Form(max_length=200)] = "",
        region: Annotated[str, Form(max_length=200)] = "",
        year: Annotated[str, Form(max_length=10)] = "",
        scope: Annotated[str, Form(max_length=20)] = Scope.UNSTATED.value,
        reason: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        report = _report(desk, report_id)
        try:
            said = statement_of(report, body, region, year, scope, reason, member(request))
        except NianbaoError as error:
            typed = {"body": body, "region": region, "year": year, "scope": scope, "reason": reason}
            return _page(desk, request, report_id, None, str(error), said=typed)
        desk.site.store.identify(report_id, said)
        told = words.IDENTITY_SAVED.format(body=said.identity.body, year=year_words(said.identity.year))
        return _back(desk, request, report_id, told)

    @desk.router.post("/reports/{report_id}/identity/withdraw", dependencies=[needs(Role.EDITOR)])
    def withdraw_identity(
        request: Request,
        report_id: str,
        no: Annotated[int, Form()],
        reason: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        mine = {e.no for e in desk.site.store.identities() if e.report_id == report_id}
        try:
            if no not in mine:
                raise KeyError(no)
            desk.site.store.withdraw_identity(no, Withdrawal(said_reason(reason), member(request), today()))
        except KeyError:
            return _page(desk, request, report_id, None, words.ALREADY_WITHDRAWN)
        except NianbaoError as error:
            return _page(desk, request, report_id, None, str(error))
        return _back(desk, request, report_id, words.IDENTITY_WITHDRAWN)

    @desk.router.get("/reports/{report_id}/remove", dependencies=[needs(Role.EDITOR)])
    def ask_to_remove(request: Request, report_id: str) -> HTMLResponse:
        return _removal(desk, request, report_id)

    @desk.router.post("/reports/{report_id}/remove", dependencies=[needs(Role.EDITOR)])
    def remove(request: Request, report_id: str) -> Response:
        try:
            with only_writer(desk.site.store.folder):
                head = remove_report(desk.site.store, report_id)
        except BusyError:
            return _removal(desk, request, report_id, words.BUSY)
        except KeyError:
            raise HTTPException(404, words.GONE) from None
        told = words.REMOVED.format(body=head.body, year=year_words(head.year), file=head.file)
        return desk.page(request, "removed.html", t=words, told=told)


# --- the page ------------------------------------------------------------------------------------------


def _page(
    desk: Desk,
    request: Request,
    report_id: str,
    place: Place | None,
    trouble: str = "",
    typed: dict[str, str] | None = None,
    done: str = "",
    said: dict[str, str] | None = None,
) -> HTMLResponse:
    """The page; `typed` of a cell and `said` of whose report it is: kept where they could not be taken."""
    report = _report(desk, report_id)
    form = form_of(report)
    place = place if form and place and form.place(*place) else None
    may = session_of(request).account.role.may(Role.EDITOR)
    here = f"{PREFIX}/reports/{report_id}"

    def edit_at(chosen: Place) -> str:
        return f"{desk.address(request, here)}?{urlencode({'cell': '|'.join(chosen)})}"

    head = desk.site.store.head(report_id)
    return desk.page(
        request,
        "report.html",
        422 if trouble else 200,
        t=words,
        report=report,
        here=here,
        facts=facts_of(report),
        findings=findings_of(desk.site.checks.of_report(report_id)),
        tables=shown_tables(report, edit_at if may else None, place),
        edited=Edited.of(report, place) if may and place else None,
        typed=typed or {"kind": "", "value": "", "reason": ""},
        said=said,
        entries=[
            (
                e,
                place_name(form, e.place) if form else "|".join(e.place),
                held(e.correction),
                state_of(e, desk.site.store, head),
            )
            for e in corrections_of(desk, report_id)
        ],
        identities=[e for e in desk.site.store.identities() if e.report_id == report_id],
        original=original_of(desk, report, Edited.of(report, place) if place else None),
        trouble=trouble,
        done=done,
        year_words=year_words,
        may_change=may,
        scopes=list(words.SCOPES.items()),
    )


@dataclass(frozen=True, slots=True)
class Edited:
    """The cell that is being corrected: its key in addresses, its name, what is written there, what it holds now, and where
    it is marked in the text."""

    key: str
    name: str
    written: str
    now: str
    doubt: str
    seen_at: str

    @classmethod
    def of(cls, report: Report, place: Place) -> Edited:
        """The cell at that place of the report's form."""
        form = form_of(report)
        assert form is not None  # a place is of a form
        cell = report.cell(*place)
        return cls(
            "|".join(place), place_name(form, place), (cell.raw or words.BLANK) if cell else words.NOT_READ,
            value_words(cell), cell.doubt if cell else "", _seen_at(report, cell),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a report's original is shown beside it and where it opens; addresses of this server without its prefix."""

    title: str
    frame: str
    opened: str
    text: str


def original_of(desk: Desk, report: Report, edited: Edited | None = None) -> Beside:
    """The original where a browser shows it, the text as read where not."""
    text, source = f"/report/{report.id}", f"/source/{report.id}"
    in_frame = Path(report.file).suffix.lower() in SHOWN_IN_FRAME and not is_web_address(report.address)
    if edited is not None and edited.seen_at:
        return Beside(words.ORIGINAL_TEXT, edited.seen_at, source, text)
    title = words.ORIGINAL_OF.format(file=report.file) if in_frame else words.ORIGINAL_TEXT
    return Beside(title, source if in_frame else text, source, text)


def _seen_at(report: Report, cell: Cell | None) -> str:
    """Where the cell is marked in the text, '' where it was not read; a blank one by its row."""
    if cell is None or cell.row_start == cell.row_end:
        return ""
    span = (cell.row_start, cell.row_end) if cell.start == cell.end else (cell.start, cell.end)
    return "/" + report_address(report.id, *span)


def facts_of(report: Report) -> tuple[Fact, ...]:
    """What was read of a report, in a few lines."""
    form = form_of(report)
    return (
        Fact(words.TITLE, report.title or words.UNKNOWN),
        Fact(words.BODY, report.body or words.UNKNOWN),
        Fact(words.YEAR, year_words(report.year)),
        Fact(words.REGION, report.region or words.UNKNOWN),
        Fact(words.SCOPE, words.SCOPES[report.scope]),
        Fact(words.FORM, form.name if form else words.NO_FORM),
        Fact(words.CELLS, str(len(report.cells))),
        Fact(words.FILE, report.address if is_web_address(report.address) else report.file),
    )


def findings_of(findings: Sequence[Finding]) -> list[Shown]:
    """The findings as they are shown."""
    return [shown(f) for f in findings]


def year_words(year: int | None) -> str:
    """A year as it is shown."""
    return words.UNKNOWN if year is None else words.YEAR_OF.format(year=year)


def corrections_of(desk: Desk, report_id: str) -> list[Entry]:
    """The corrections of a report, newest first."""
    return [e for e in reversed(desk.site.store.corrections()) if e.report_id == report_id]


def _removal(desk: Desk, request: Request, report_id: str, trouble: str = "") -> HTMLResponse:
    report = _report(desk, report_id)
    head = desk.site.store.head(report_id)
    return desk.page(
        request,
        "remove.html",
        409 if trouble else 200,
        t=words,
        report=report,
        year=year_words(report.year),
        corrections=len(corrections_of(desk, report_id)),
        file_goes=head is not None and upload_folder(desk.site.store, head) is not None,
        trouble=trouble,
    )


# --- requests ------------------------------------------------------------------------------------------


def _report(desk: Desk, report_id: str) -> Report:
    try:
        return desk.site.store.report(report_id)
    except KeyError:
        raise HTTPException(404, words.GONE) from None


def _place(cell: str) -> Place | None:
    parts = cell.split("|")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def _back(desk: Desk, request: Request, report_id: str, done: str) -> RedirectResponse:
    return back_with(desk, request, f"{PREFIX}/reports/{report_id}", done)


def session_of(request: Request) -> Session:
    """Who is signed in, as the desk's guard found."""
    session: Session = request.state.session
    return session


def member(request: Request) -> str:
    """The name under which what is changed is noted."""
    return session_of(request).account.name
