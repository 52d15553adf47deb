"""Local names: added, changed and removed, each with its reason, and tried at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Form, Request
from fastapi.responses import HTMLResponse, Response

from assistant.service.accounts import Role
from assistant.web import words_names as words
from assistant.web import words_review
from assistant.web.staff.desk import PREFIX, Desk, needs
from assistant.web.staff.query import address, number_of
from assistant.web.staff.review import member
from assistant.web.staff.told import back_with, told_in
from corpus.errors import NianbaoError
from corpus.local_names import NameKind

if TYPE_CHECKING:
    from assistant.service.names import Names

PATH = f"{PREFIX}/names"
EDITORS = [needs(Role.EDITOR)]
LONGEST_QUESTION = 300
A_PAGE = 50


def add_names(desk: Desk) -> None:
    """Adds the page to the desk."""

    def names_of() -> Names:
        # What reads questions loads dictionaries: not before the first look at this page.
        from assistant.service.names import Names

        return Names(desk.site.store)

    @desk.router.get("/names", dependencies=EDITORS)
    def names_page(request: Request, done: str = "", q: str = "") -> HTMLResponse:
        return _page(desk, request, names_of(), done=told_in(desk, done), question=q[:LONGEST_QUESTION])

    @desk.router.post("/names", dependencies=EDITORS)
    def add(
        request: Request,
        kind: Annotated[str, Form(max_length=20)] = "",
        word: Annotated[str, Form(max_length=100)] = "",
        target: Annotated[str, Form(max_length=200)] = "",
        reason: Annotated[str, Form(max_length=500)] = "",
    ) -> Response:
        names = names_of()
        try:
            wanted = NameKind(kind) if kind in list(NameKind) else NameKind.BODY
            entry = names.add(wanted, word, target, reason, member(request))
        except NianbaoError as error:
            typed = {"kind": kind, "word": word, "target": target, "reason": reason}
            return _page(desk, request, names, str(error), typed=typed)
        told = words.ADDED.format(word=entry.name.word, target=names.label(entry.name))
        return back_with(desk, request, PATH, told)

    @desk.router.post("/names/{no}/change", dependencies=EDITORS)
    def change(
        request: Request,
        no: int,
        word: Annotated[str, Form(max_length=100)] = "",
        target: Annotated[str, Form(max_length=200)] = "",
        reason: Annotated[str, Form(max_length=500)] = "",
    ) -> Response:
        names = names_of()
        try:
            entry = names.change(no, word, target, reason, member(request))
        except KeyError:
            return _page(desk, request, names, words.GONE)
        except NianbaoError as error:
            typed = {"changed": str(no), "word": word, "target": target, "reason": reason}
            return _page(desk, request, names, str(error), typed=typed)
        told = words.CHANGED.format(word=entry.name.word, target=names.label(entry.name))
        return back_with(desk, request, PATH, told)

    @desk.router.post("/names/{no}/remove", dependencies=EDITORS)
    def remove(request: Request, no: int, reason: Annotated[str, Form(max_length=500)] = "") -> Response:
        try:
            entry = names_of().remove(no, reason, member(request))
        except KeyError:
            return _page(desk, request, names_of(), words.GONE)
        except NianbaoError as error:
            return _page(desk, request, names_of(), str(error))
        return back_with(desk, request, PATH, words.REMOVED.format(word=entry.name.word))


def _page(
    desk: Desk,
    request: Request,
    names: Names,
    trouble: str = "",
    done: str = "",
    question: str = "",
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    """The page; `typed`: what was typed of a new name of a `kind`, or of the one that is `changed`, and could not be taken."""
    entries = [(e, names.label(e.name)) for e in names.all()]
    used = [(e, label) for e, label in entries if e.removed is None]
    pages = max(1, -(-len(used) // A_PAGE))
    changed = next((at for at, (e, _) in enumerate(used) if typed and typed.get("changed") == str(e.no)), None)
    page = number_of(request, "page") if changed is None else changed // A_PAGE + 1
    page = min(max(page, 1), pages)
    # Asked apart from the log: it is a member's trial and no citizen's question.
    answer = desk.site.assistant.conversation().ask(question) if question.strip() else None
    return desk.page(
        request,
        "names.html",
        422 if trouble else 200,
        t=words,
        kinds=list(words.KINDS.items()),
        choices={kind: names.choices(kind) for kind in NameKind},
        used=used[(page - 1) * A_PAGE : page * A_PAGE],
        used_count=len(used),
        page=page,
        pages=pages,
        page_at=lambda n: address(PATH, [("page", str(n))]),
        pager_words=words_review,
        removed=[(e, label) for e, label in entries if e.removed is not None],
        typed={"kind": "", "changed": "", "word": "", "target": "", "reason": "", **(typed or {})},
        question=question,
        answer=answer,
        trouble=trouble,
        done=done,
    )
