"""What goes wrong on the staff desk is a page of the desk that says so and leads back; scripts get what they can read."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from served import Served
from staff_client import signed_in

from assistant.web import words_review, words_upload
from assistant.web import words_staff as words
from assistant.web.staff.desk import CSRF_HEADER

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
NOT_ALLOWED = words.NOT_ALLOWED.format(role=words.ROLES[next(r for r in words.ROLES if r.value == "editor")])
TOO_MUCH = words_upload.FORM_TOO_LONG.format(most="1 MB")
# Who asks, how, for what, with what; the status and what is said.
CASES = [
    ("reader", "GET", "upload", {}, 403, NOT_ALLOWED),
    ("reader", "POST", "names", {"word": "x"}, 403, NOT_ALLOWED),
    ("editor", "GET", "nothing/here", {}, 404, words.UNKNOWN_PAGE),
    ("editor", "GET", "upload/999", {}, 404, words_upload.GONE),
    ("editor", "GET", "reports/ffff", {}, 404, words_review.GONE),
    ("editor", "POST", "names", {"word": "长" * 101}, 422, words.INVALID),
    ("editor", "POST", "names/x/change", {}, 422, words.INVALID),
    ("editor", "POST", "names", {"word": "x" * 2**20}, 413, TOO_MUCH),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("errors"))
    yield server
    server.stop()


def is_page(answer: httpx.Response, said: str, who: str) -> bool:
    """Whether it is a page of the desk, in its menu, that says so."""
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert '<nav class="desk-menu"' in answer.text
    assert f"{who}（" in answer.text
    return f'role="alert">{said}</p>' in answer.text


@pytest.mark.parametrize(("who", "method", "path", "data", "status", "said"), CASES)
def test_an_error_is_a_page_that_leads_back(
    served: Served, who: str, method: str, path: str, data: dict[str, str], status: int, said: str
) -> None:
    with signed_in(served, who) as client:
        came = {"Accept": BROWSER, "Referer": f"{served.address}staff/search?q=1"}
        answer = client.request(method, f"/staff/{path}", data=data or None, headers=came)
    assert answer.status_code == status
    assert is_page(answer, said, who)
    assert 'href="/staff/search?q=1"' in answer.text


def test_a_forged_request_is_told_to_load_the_page_again(served: Served) -> None:
    with signed_in(served, "editor") as client:
        answer = client.post("/staff/names", data={"csrf": "old"}, headers={CSRF_HEADER: "old", "Accept": BROWSER})
    assert answer.status_code == 403
    assert is_page(answer, words.FORGED, "editor")
    assert f"<h1>{words.FORGED_TITLE}</h1>" in answer.text


@pytest.mark.parametrize("came", ["https://evil.example/staff", "javascript:alert(1)", "//evil.example/staff", ""])
def test_the_way_back_leads_to_no_other_site(served: Served, came: str) -> None:
    with signed_in(served, "reader") as client:
        answer = client.get("/staff/upload", headers={"Accept": BROWSER, "Referer": came})
    assert words.BACK not in answer.text
    assert f'href="/staff">{words.TO_HOME}' in answer.text


def test_a_script_of_a_page_gets_no_page(served: Served) -> None:
    with signed_in(served, "editor") as client:
        refused = client.get("/staff/upload/999", headers={"Accept": "application/json"})
        assert refused.json() == {"detail": words_upload.GONE}
        large = client.post("/staff/names", data={"word": "x" * 2**20}, headers={"Accept": "application/json"})
        assert (large.status_code, large.text) == (413, TOO_MUCH)


def test_who_is_not_signed_in_is_led_to_the_login_wherever_they_ask(served: Served) -> None:
    answer = httpx.get(f"{served.address}staff/nothing", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/login?next=/staff/nothing")
    large = httpx.post(f"{served.address}staff/names", data={"word": "x" * 2**20}, headers={"Accept": BROWSER})
    assert large.status_code == 413
    assert '<nav class="desk-menu"' not in large.text


def test_the_first_page_is_found_with_a_slash_behind_it(served: Served) -> None:
    with signed_in(served, "reader") as client:
        assert client.get("/staff/").headers["location"] == "/staff"
