"""Keys, accounts and one's own password; and that no page of the desk changes anything for who may only read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from served import PASSWORD, Served
from staff_client import signed_in

from assistant.service.accounts import Role
from assistant.service.keys import Scope
from assistant.web import words_admin as words
from assistant.web.staff import add_staff

NEW = "另一个很长的密码 2027"
# What everyone who is signed in may send: what is their own, and what changes nothing.
OPEN = {"/staff/logout", "/staff/me", "/staff/builder"}


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("admin"))
    yield server
    server.stop()


@pytest.fixture
def admin(served: Served) -> Iterator[httpx.Client]:
    with signed_in(served, "admin") as client:
        yield client


def test_a_key_is_shown_once_counted_and_revoked(admin: httpx.Client, served: Served) -> None:
    made = admin.post("/staff/keys", data={"name": "某市门户", "daily": "5", "scope": ["ask", "read"]})
    key = made.text.split('value="nb-')[1].split('"')[0]
    found = served.site.keys.find(f"nb-{key}")
    assert found is not None
    assert (found.name, found.daily, found.scopes) == ("某市门户", 5, (Scope.ASK, Scope.READ))
    assert key not in admin.get("/staff/keys").text
    served.site.keys.spend(f"key:{found.no}", 5)
    row = admin.get("/staff/keys").text.split("某市门户")[1]
    assert re.findall(r'<td class="number"[^>]*>(\d+)</td>', row)[:2] == ["5", "1"]
    told = admin.post("/staff/keys/revoke", data={"no": found.no}, follow_redirects=True).text
    assert words.KEY_STOPPED.format(name="某市门户") in told
    assert served.site.keys.find(f"nb-{key}") is None
    assert words.KEY_GONE in admin.post("/staff/keys/revoke", data={"no": found.no}).text
    for wrong in ({"name": "", "scope": "ask"}, {"name": "甲"}, {"name": "甲", "scope": "ask", "daily": "-1"}):
        refused = admin.post("/staff/keys", data=wrong)
        assert refused.status_code == 422
        assert all(f'value="{typed}"' in refused.text for typed in wrong.values() if typed), "nothing typed is lost"


def test_accounts_are_added_changed_and_removed_but_never_the_last_admin(admin: httpx.Client, served: Served) -> None:
    accounts = served.site.accounts
    new = {"name": "小王", "role": "reader", "password": PASSWORD}
    assert words.ADDED.format(name="小王") in admin.post("/staff/accounts", data=new, follow_redirects=True).text
    again = admin.post("/staff/accounts", data=new | {"role": "editor"})
    assert again.status_code == 422, "an account is not overwritten by a slip"
    form = again.text.split("<h2>")[1]
    assert 'name="name" value="小王"' in form
    assert '<option value="editor" selected>' in form
    assert PASSWORD not in again.text
    assert admin.post("/staff/accounts", data=new | {"name": "小李", "password": "short"}).status_code == 422
    with signed_in(served, "小王") as member:
        assert member.get("/staff/upload").status_code == 403
        admin.post("/staff/accounts/role", data={"name": "小王", "role": "editor"})
        assert member.get("/staff/upload").status_code == 200, "a new role counts at once"
        admin.post("/staff/accounts/password", data={"name": "小王", "password": NEW})
        assert member.get("/staff").status_code == 303, "signed out with the old password"
    assert accounts.verified("小王", NEW)
    admin.post("/staff/accounts/remove", data={"name": "小王"})
    assert accounts.get("小王") is None
    for path in ("remove", "role", "password"):
        sent = {"name": "小王", "role": "reader", "password": NEW}
        assert words.GONE.format(name="小王") in admin.post(f"/staff/accounts/{path}", data=sent).text
    for path in ("remove", "role"):
        kept = admin.post(f"/staff/accounts/{path}", data={"name": "admin", "role": "reader"})
        assert words.LAST_ADMIN.format(name="admin") in kept.text
    assert accounts.get("admin").role is Role.ADMIN  # type: ignore[union-attr]


def test_everyone_changes_their_own_password_with_the_old_one(served: Served) -> None:
    with signed_in(served, "reader") as member, signed_in(served, "reader") as elsewhere:
        wrong = {"old": "x", "new": NEW, "again": NEW}
        assert words.WRONG_OLD in member.post("/staff/me", data=wrong).text
        assert words.NOT_SAME in member.post("/staff/me", data=wrong | {"old": PASSWORD, "again": "x"}).text
        done = member.post("/staff/me", data={"old": PASSWORD, "new": NEW, "again": NEW}, follow_redirects=True)
        assert words.CHANGED in done.text
        assert elsewhere.get("/staff").status_code == 303, "other browsers are signed out"
    assert served.site.accounts.verified("reader", NEW)


def test_no_page_changes_anything_for_who_may_only_read(served: Served) -> None:
    routes = add_staff(FastAPI(), served.site).router.routes
    changing = [
        r for r in routes if isinstance(r, APIRoute) and set(r.methods or ()) & {"POST", "PUT", "PATCH", "DELETE"}
    ]
    assert len(changing) > 15
    with signed_in(served, "reader") as client:
        for route in changing:
            path = route.path.replace("{no}", "1").replace("{report_id}", "x")
            if route.path not in OPEN:
                answer = client.request(next(iter(route.methods or ())), path, data={"no": "1", "name": "x"})
                assert answer.status_code == 403, f"{route.path} answers {answer.status_code}"


def test_nothing_changes_without_the_token_of_the_session(served: Served) -> None:
    routes = add_staff(FastAPI(), served.site).router.routes
    with signed_in(served, "admin") as client:
        del client.headers["X-CSRF-Token"]
        for route in routes:
            if isinstance(route, APIRoute) and "POST" in (route.methods or ()):
                path = route.path.replace("{no}", "1").replace("{report_id}", "x")
                assert client.post(path, data={"csrf": "wrong"}).status_code == 403, route.path
