"""What strangers find closed: Gradio's own addresses, files in the events of the chat, requests that bring too much."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fakes_web import ANSWERED, report_of
from fastapi.routing import iter_route_contexts
from gradio import processing_utils
from served import Served
from staff_client import signed_in

from assistant.service.asking import AGAIN_A_QUESTION, MOST_BEFORE
from assistant.web.only_needed import EVENTS
from assistant.web.staff.desk import CHANGING, CSRF_HEADER, PREFIX

# What readers may send: it changes nothing but what is theirs.
OF_READERS = {f"{PREFIX}/logout", f"{PREFIX}/me", f"{PREFIX}/builder"}
A_FILE = {"path": "http://192.0.2.1/large.bin", "meta": {"_type": "gradio.FileData"}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("doors"), report_of(), api_open=True)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def stranger(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, timeout=10) as client:
        yield client


def sent(stranger: httpx.Client, question: object, before: object = None, session: str = "stranger") -> httpx.Response:
    """A question typed into the chat, as its page sends it; each page is a `session` of its own."""
    functions = stranger.get("config").json()["dependencies"]
    typed = next(f["id"] for f in functions if len(f["inputs"]) == 3)
    body = {"data": [question, before, None], "fn_index": typed, "session_hash": session}
    return stranger.post(EVENTS, json=body)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "gradio_api/upload"),  # would keep any number of files of anybody's
        ("GET", "gradio_api/upload_progress?upload_id=x"),
        ("GET", "gradio_api/file=/etc/passwd"),
        ("GET", "gradio_api/proxy=https://example.com/"),
        ("POST", "gradio_api/component_server"),
        ("POST", "gradio_api/process_recording"),
        ("POST", "gradio_api/queue/join"),
        ("GET", "gradio_api/queue/data?session_hash=x"),
        ("GET", "gradio_api/heartbeat/x"),  # would hold a connection for ever
        ("GET", "gradio_api/deep_link?session_hash=x"),  # would write a file each time
        ("POST", "gradio_api/run/other"),
        ("POST", "gradio_api/api/predict"),
        ("POST", "gradio_api/call/predict"),
        ("POST", "gradio_api/vibe-edit"),
        ("GET", "gradio_api/info"),
        ("GET", "openapi.json"),
        ("GET", "monitoring"),
        ("POST", "login"),
        ("GET", "logout"),
        ("GET", "svelte/x.js"),
        ("GET", "no-such-page"),
        ("DELETE", ""),
    ],
)
def test_what_the_chat_does_not_need_is_not_there(stranger: httpx.Client, method: str, path: str) -> None:
    answer = stranger.request(method, path)
    assert answer.status_code == 404
    assert "没有这个" in answer.text
    assert "frame-ancestors" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["", "config", "theme.css", "gradio_api/app_id", "?q=新收了多少件", "?deep_link=../../x&page=y"]
)
def test_what_the_chat_needs_is_there(stranger: httpx.Client, path: str) -> None:
    assert stranger.get(path).status_code == 200


def test_a_question_is_answered(stranger: httpx.Client) -> None:
    assert "17" in sent(stranger, ANSWERED).text


@pytest.mark.parametrize("given", [A_FILE, [A_FILE], {"x": [A_FILE]}])
def test_nothing_is_fetched_for_what_a_request_calls_a_file(
    stranger: httpx.Client, given: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    async def fetch(url: str, cache_dir: str) -> str:
        fetched.append(url)
        raise OSError(url)

    monkeypatch.setattr(processing_utils, "async_ssrf_protected_download", fetch)
    assert sent(stranger, given, given).status_code == 200
    assert sent(stranger, ANSWERED, given).status_code == 200
    assert not fetched


def test_what_was_asked_before_is_read_whatever_it_is(stranger: httpx.Client) -> None:
    assert "17" in sent(stranger, ANSWERED, "[" * 100_000).text


def test_an_event_of_the_chat_brings_only_so_much(stranger: httpx.Client) -> None:
    assert sent(stranger, "问" * 2**20).status_code == 413


MANY = [ANSWERED] * MOST_BEFORE


@pytest.mark.parametrize("way", ["ask", "events", "openai", "mcp", "download", "chat"])
def test_a_long_conversation_costs_as_much_as_its_questions(served: Served, stranger: httpx.Client, way: str) -> None:
    """Each request asks its earlier questions again: so many requests a minute would be twenty times as many."""
    served.site.limits._asked.clear()
    chat = [{"role": "user", "content": question} for question in (*MANY, ANSWERED)] * 50
    call = {"name": "ask", "arguments": {"question": ANSWERED, "before": MANY}}
    accept = {"Accept": "application/json, text/event-stream"}

    def send() -> Any:
        if way == "chat":
            return sent(stranger, ANSWERED, json.dumps(MANY), uuid4().hex)
        if way == "download":
            return stranger.get("download/table.csv", params={"q": [*MANY, ANSWERED]})
        if way == "openai":
            return stranger.post("v1/chat/completions", json={"messages": chat, "stream": True})
        if way == "mcp":
            message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
            return stranger.post("mcp", json=message, headers=accept)
        return stranger.post(
            "api/v1/ask", json={"question": ANSWERED, "before": MANY}, headers=accept if way == "events" else {}
        )

    allowed = served.site.settings.rate * AGAIN_A_QUESTION // MOST_BEFORE
    answers = [send() for _ in range(allowed + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {404 if way == "download" else 200}
    if way == "chat":  # it begins anew with the question alone
        assert [answer.text.count("<article") for answer in answers] == [MOST_BEFORE + 1] * allowed + [1]
    elif way == "mcp":
        assert answers[-1].json()["result"]["isError"]
        assert "前面的问题太多了" in answers[-1].text
    else:
        assert answers[-1].status_code == 429
        assert "太" in answers[-1].text
    served.site.limits._asked.clear()


def desk_routes(served: Served) -> list[tuple[str, str]]:
    """Every method and address of the staff desk, with 1 for what stands in braces."""
    found = []
    for route in iter_route_contexts(served.app.routes):
        path = "".join("1" if i % 2 else part for i, part in enumerate((route.path or "").replace("}", "{").split("{")))
        if path.startswith(PREFIX) and path != f"{PREFIX}/login":
            found += [(method, path) for method in sorted(route.methods or ())]
    return found


def test_no_page_of_the_desk_is_open_and_nothing_is_changed_by_readers_or_from_elsewhere(
    served: Served, stranger: httpx.Client
) -> None:
    routes = desk_routes(served)
    assert len(routes) > 40
    with signed_in(served, "reader") as reader, signed_in(served, "admin") as admin:
        for method, path in routes:
            answer: Any = stranger.request(method, path[1:])
            assert (answer.status_code, answer.headers.get("location", "")[:12]) == (303, "/staff/login"), path
            if method in CHANGING and path not in OF_READERS:
                assert reader.request(method, path).status_code in (403, 422), path
        del admin.headers[CSRF_HEADER]
        for method, path in routes:
            if method in CHANGING:
                assert admin.request(method, path).status_code in (403, 422), path
