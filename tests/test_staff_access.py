"""Who gets into the staff desk: by password or by the header of a trusted proxy; nothing is changed by a forged request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fakes_web import report_of
from served import PASSWORD, Served

from assistant.web import words_staff as words
from assistant.web.staff.signing import ATTEMPTS, own_page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("staff"), report_of())
    yield server
    server.stop()


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as opened:
        yield opened


def sign_in(client: httpx.Client, name: str = "reader", password: str = PASSWORD, **more: str) -> httpx.Response:
    return client.post("/staff/login", data={"name": name, "password": password, **more})


def csrf_of(client: httpx.Client) -> str:
    return client.get("/staff").text.split('data-csrf="')[1].split('"')[0]


def test_a_page_leads_to_the_login_and_the_login_back_to_it(client: httpx.Client) -> None:
    led = client.get("/staff?a=1")
    assert led.status_code == 303
    assert led.headers["location"] == "/staff/login?next=/staff%3Fa%3D1"
    assert words.PASSWORD in client.get(led.headers["location"]).text
    back = sign_in(client, next="/staff?a=1")
    assert (back.status_code, back.headers["location"]) == (303, "/staff?a=1")
    assert words.SIGN_OUT in client.get("/staff").text


def test_the_cookie_is_for_the_desk_alone_and_out_of_reach_of_scripts(client: httpx.Client) -> None:
    cookie = sign_in(client).headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/staff"))


@pytest.mark.parametrize(("name", "password"), [("reader", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_password_is_said_politely(client: httpx.Client, name: str, password: str) -> None:
    answer = sign_in(client, name, password)
    assert answer.status_code == 401
    assert words.WRONG_PASSWORD in answer.text
    assert client.get("/staff").status_code == 303


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/staff//evil.example", "/\\evil", ""])
def test_the_login_leads_nowhere_else(elsewhere: str) -> None:
    assert own_page(elsewhere) == "/staff"


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_forged_request_changes_nothing(client: httpx.Client, token: str | None) -> None:
    sign_in(client)
    assert client.post("/staff/logout", data={} if token is None else {"csrf": token}).status_code == 403
    assert client.get("/staff").status_code == 200


def test_signing_out_ends_the_session(client: httpx.Client) -> None:
    sign_in(client)
    kept = dict(client.cookies)
    assert client.post("/staff/logout", data={"csrf": csrf_of(client)}).status_code == 303
    assert client.get("/staff").status_code == 303
    assert httpx.get(client.base_url.join("/staff"), cookies=kept).status_code == 303, "an old cookie is of no use"


def test_pages_run_no_script_but_ours_and_stand_in_no_frame(client: httpx.Client) -> None:
    sign_in(client)
    policy = client.get("/staff").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    server = Served(tmp_path)
    try:
        with httpx.Client(base_url=server.address) as client:
            codes = [sign_in(client, password="wrong").status_code for _ in range(ATTEMPTS + 1)]
        assert codes == [401] * ATTEMPTS + [429]
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("trusted", "name", "status"),
    [("127.0.0.1", "editor", 200), ("127.0.0.1", "nobody", 303), ("127.0.0.1", "", 303), ("10.0.0.0/8", "admin", 303)],
)
def test_the_header_of_a_proxy_counts_from_that_proxy_alone(
    tmp_path: Path, trusted: str, name: str, status: int
) -> None:
    server = Served(tmp_path, staff_header="X-Remote-User", trusted_proxies=trusted)
    try:
        headers = {"X-Remote-User": name, "X-Forwarded-For": "198.51.100.7"}
        got = httpx.get(server.address + "staff", headers=headers)
        assert got.status_code == status
        if status == 200:
            assert httpx.post(server.address + "staff/logout", headers=headers).status_code == 403, "CSRF here too"
    finally:
        server.stop()


def test_a_header_that_comes_twice_names_nobody(tmp_path: Path) -> None:
    server = Served(tmp_path, staff_header="X-Remote-User", trusted_proxies="127.0.0.1")
    try:
        twice = [("X-Remote-User", "admin"), ("X-Remote-User", "reader")]
        assert httpx.get(server.address + "staff", headers=twice).status_code == 303
    finally:
        server.stop()
