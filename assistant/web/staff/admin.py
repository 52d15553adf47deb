"""Keys of programs, accounts of members, and one's own password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.service.accounts import LONGEST_PASSWORD, SIGNED_IN_HOURS, LastAdminError, Role
from assistant.service.keys import Scope
from assistant.web import words_admin as words
from assistant.web import words_staff
from assistant.web.staff.desk import COOKIE, PREFIX, Desk, needs
from assistant.web.staff.review import session_of
from assistant.web.staff.told import back_with, told_in
from corpus.errors import NianbaoError

ADMINS = [needs(Role.ADMIN)]
KEYS, ACCOUNTS, ME = f"{PREFIX}/keys", f"{PREFIX}/accounts", f"{PREFIX}/me"
# Questions a day of a new key, unless another number is typed.
DEFAULT_DAILY = 1000
# Attempts a minute at one's own password, for a browser left open.
ATTEMPTS = 5


def add_admin(desk: Desk) -> None:
    """Adds the pages to the desk."""
    _add_keys(desk)
    _add_accounts(desk)
    _add_me(desk)


# --- keys ----------------------------------------------------------------------------------------------


def _add_keys(desk: Desk) -> None:
    keys = desk.site.keys

    @desk.router.get("/keys", dependencies=ADMINS)
    def keys_page(request: Request, done: str = "") -> HTMLResponse:
        return _keys(desk, request, done=told_in(desk, done))

    # The key is in the answer to this very request and nowhere else.
    @desk.router.post("/keys", dependencies=ADMINS)
    def make(
        request: Request,
        scope: Annotated[list[str], Form(default_factory=list)],
        name: Annotated[str, Form(max_length=200)] = "",
        daily: Annotated[str, Form(max_length=20)] = "0",
    ) -> Response:
        try:
            if not daily.strip().isdecimal():
                raise NianbaoError(words.KEY_DAILY_WRONG)
            made = keys.make(name, [s for s in Scope if s.value in scope], int(daily))
        except NianbaoError as error:
            return _keys(desk, request, str(error), typed=TypedKey(name, tuple(scope), daily))
        return _keys(desk, request, made=made, name=name.strip())

    @desk.router.post("/keys/revoke", dependencies=ADMINS)
    def revoke(request: Request, no: Annotated[int, Form()]) -> Response:
        key = next((k for k in keys.all() if k.no == no), None)
        if key is None or not keys.revoke(no):
            return _keys(desk, request, words.KEY_GONE)
        return back_with(desk, request, KEYS, words.KEY_STOPPED.format(name=key.name))


@dataclass(frozen=True, slots=True)
class TypedKey:
    """What stands in the form of a new key."""

    name: str = ""
    scopes: tuple[str, ...] = tuple(scope.value for scope in Scope)
    daily: str = str(DEFAULT_DAILY)


_NEW_KEY = TypedKey()


def _keys(
    desk: Desk,
    request: Request,
    trouble: str = "",
    made: str = "",
    name: str = "",
    done: str = "",
    typed: TypedKey = _NEW_KEY,
) -> HTMLResponse:
    return desk.page(
        request,
        "keys.html",
        422 if trouble else 200,
        t=words,
        keys=desk.site.keys.all(),
        scopes=list(words.SCOPES.items()),
        trouble=trouble,
        made=made,
        name=name,
        done=done,
        typed=typed,
    )


# --- accounts --------------------------------------------------------------------------------------------


def _add_accounts(desk: Desk) -> None:
    accounts = desk.site.accounts
    by_proxy = bool(desk.site.settings.staff_header)

    @desk.router.get("/accounts", dependencies=ADMINS)
    def accounts_page(request: Request, done: str = "") -> HTMLResponse:
        return _accounts(desk, request, done=told_in(desk, done))

    @desk.router.post("/accounts", dependencies=ADMINS)
    def add(
        request: Request,
        name: Annotated[str, Form(max_length=200)] = "",
        role: Annotated[str, Form(max_length=20)] = Role.READER.value,
        password: Annotated[str, Form(max_length=LONGEST_PASSWORD + 1)] = "",
    ) -> Response:
        try:
            if accounts.get(name.strip()):
                raise NianbaoError(words.EXISTS.format(name=name.strip()))
            if not password and not by_proxy:
                raise NianbaoError(words.NO_PASSWORD)
            accounts.put(name, _role(role), "" if by_proxy else password)
        except NianbaoError as error:
            return _accounts(desk, request, str(error), name=name, role=role)
        return back_with(desk, request, ACCOUNTS, words.ADDED.format(name=name.strip()))

    @desk.router.post("/accounts/role", dependencies=ADMINS)
    def change_role(
        request: Request, name: Annotated[str, Form(max_length=64)] = "", role: Annotated[str, Form(max_length=20)] = ""
    ) -> Response:
        try:
            wanted = _role(role)
            if not accounts.set_role(name, wanted):
                return _accounts(desk, request, words.GONE.format(name=name))
        except LastAdminError:
            return _accounts(desk, request, words.LAST_ADMIN.format(name=name))
        except NianbaoError as error:
            return _accounts(desk, request, str(error))
        told = words.ROLE_CHANGED.format(name=name, role=words_staff.ROLES[wanted])
        return back_with(desk, request, ACCOUNTS if _still_admin(desk, request) else PREFIX, told)

    @desk.router.post("/accounts/password", dependencies=ADMINS)
    def reset(
        request: Request,
        name: Annotated[str, Form(max_length=64)] = "",
        password: Annotated[str, Form(max_length=LONGEST_PASSWORD + 1)] = "",
    ) -> Response:
        account = accounts.get(name)
        if account is None:
            return _accounts(desk, request, words.GONE.format(name=name))
        try:
            if not password:
                raise NianbaoError(words.NO_PASSWORD)
            accounts.put(account.name, account.role, password)
        except NianbaoError as error:
            return _accounts(desk, request, str(error))
        return back_with(desk, request, ACCOUNTS, words.RESET_DONE.format(name=name))

    @desk.router.post("/accounts/remove", dependencies=ADMINS)
    def remove(request: Request, name: Annotated[str, Form(max_length=64)] = "") -> Response:
        try:
            if not accounts.remove_unless_last(name):
                return _accounts(desk, request, words.GONE.format(name=name))
        except LastAdminError:
            return _accounts(desk, request, words.LAST_ADMIN.format(name=name))
        return back_with(desk, request, ACCOUNTS, words.REMOVED.format(name=name))


def _role(written: str) -> Role:
    try:
        return Role(written)
    except ValueError:
        raise NianbaoError(words.UNKNOWN_ROLE) from None


def _still_admin(desk: Desk, request: Request) -> bool:
    account = desk.site.accounts.get(session_of(request).account.name)
    return bool(account and account.role.may(Role.ADMIN))


def _accounts(
    desk: Desk, request: Request, trouble: str = "", done: str = "", name: str = "", role: str = Role.READER.value
) -> HTMLResponse:
    """The page; `name`, `role`: what was typed of a new account. A password is never sent back."""
    return desk.page(
        request,
        "accounts.html",
        422 if trouble else 200,
        t=words,
        accounts=desk.site.accounts.all(),
        roles=list(words_staff.ROLES.items()),
        name=name,
        role=role,
        trouble=trouble,
        done=done,
    )


# --- one's own -----------------------------------------------------------------------------------------


def _add_me(desk: Desk) -> None:
    accounts = desk.site.accounts

    @desk.router.get("/me")
    def me(request: Request, done: str = "") -> HTMLResponse:
        return _me(desk, request, done=told_in(desk, done))

    # Everyone may change their own password, whatever their role.
    @desk.router.post("/me", dependencies=[needs(Role.READER)])
    def change(
        request: Request,
        old: Annotated[str, Form(max_length=LONGEST_PASSWORD + 1)] = "",
        new: Annotated[str, Form(max_length=LONGEST_PASSWORD + 1)] = "",
        again: Annotated[str, Form(max_length=LONGEST_PASSWORD + 1)] = "",
    ) -> Response:
        account = session_of(request).account
        if not account.by_password or desk.site.settings.staff_header:
            return _me(desk, request, words.ME_PROXY)
        if not desk.site.limits.allow("password", account.name, ATTEMPTS):
            return _me(desk, request, words.TOO_MANY)
        if accounts.verified(account.name, old) is None:
            return _me(desk, request, words.WRONG_OLD)
        if new != again:
            return _me(desk, request, words.NOT_SAME)
        try:
            if not new:
                raise NianbaoError(words.NO_PASSWORD)
            accounts.put(account.name, account.role, new)
        except NianbaoError as error:
            return _me(desk, request, str(error))
        # All sessions ended with the old password; this browser gets a new one.
        response: RedirectResponse = back_with(desk, request, ME, words.CHANGED)
        response.set_cookie(
            COOKIE,
            accounts.sign_in(account),
            max_age=SIGNED_IN_HOURS * 3600,
            path=desk.address(request, PREFIX),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return response


def _me(desk: Desk, request: Request, trouble: str = "", done: str = "") -> HTMLResponse:
    account = session_of(request).account
    may = account.by_password and not desk.site.settings.staff_header
    return desk.page(
        request, "me.html", 422 if trouble else 200, t=words, may_change=may, trouble=trouble, done=done
    )  # fmt: skip
