"""The API as programs use it: questions, reports, catalogue, feedback, and what is said where something is wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from api_site import opened_api
from fakes_web import ANSWERED, ASKS, BROKEN, MISSING, SLOW, FakeAssistant, report_of
from fastapi import Request
from served import Served

from assistant.answer import Answer, Claim
from assistant.service.admission import Caller
from assistant.service.asking import NotReadyError
from assistant.service.keys import Scope
from assistant.service.question_log import HIDDEN, Channel
from assistant.web import words_api as words
from assistant.web.api.asking import AskGiven, events_of
from assistant.web.problems import MEDIA_TYPE
from corpus.store import Store

ID = "0123456789abcdef"
OTHERS = [
    report_of(
        f"/reports/{body}{year}.html", body, year, f"{body}{year}年政府信息公开工作年度报告", identity=f"{n:016x}"
    )
    for n, (body, year) in enumerate([("云岭市教育局", 2022), ("云岭市教育局", 2023), ("甲县", 2021)], start=1)
]


class FailingAssistant(FakeAssistant):
    """An assistant that could not be started."""

    def conversation(self, within: str = "") -> Any:
        raise NotReadyError("no model")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("api"), report_of(), *OTHERS, api_rate=0)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    key = served.site.keys.make("某市门户", list(Scope))
    with httpx.Client(base_url=f"{served.address}api/v1/", headers={"Authorization": f"Bearer {key}"}) as opened:
        yield opened


def ask(client: httpx.Client, question: str, **more: Any) -> httpx.Response:
    return client.post("ask", json={"question": question, **more})


def events(text: str) -> list[tuple[str, Any]]:
    """The (name, data) of each event of a stream; comments are passed over."""
    blocks = [block for block in text.split("\n\n") if block.startswith("event: ")]
    pairs = (block.removeprefix("event: ").split("\ndata: ", 1) for block in blocks)
    return [(name, json.loads(data)) for name, data in pairs]


# --- asking -----------------------------------------------------------------------------------------


def test_an_answer_names_its_places_with_links_that_open(client: httpx.Client, served: Served) -> None:
    answer = ask(client, f"云岭市2023年{ANSWERED}").json()
    assert (answer["outcome"], answer["reading"][:3]) == ("answered", "云岭市")
    assert [claim["citations"] for claim in answer["claims"]] == [[1], [2], [3]]
    assert answer["text"] == "\n".join(claim["text"] for claim in answer["claims"])
    first = answer["citations"][0]
    assert (first["number"], first["quote"], first["column"]) == (1, "17", "申请人情况 / 自然人")
    assert answer["figures"] == [{"value": "17", "unit": "件", "citation": first}]
    assert first["link"].startswith(f"{served.address}report/{ID}?start={first['start']}")
    assert httpx.get(first["link"]).status_code == 200
    assert first["url"] == f"{served.address}source/{ID}", "the path of a file of the server is nobody's business"
    assert answer["alternatives"][0]["options"][0] == {"label": "2022年", "ask": f"换成2022年{ANSWERED}"}
    assert httpx.URL(answer["link"]).params["q"] == answer["restated"] == answer["question"]


@pytest.mark.parametrize(
    ("question", "outcome", "offers"), [(ASKS, "asks_back", "choices"), (MISSING, "not_loaded", "suggestions")]
)
def test_what_is_no_answer_says_so_and_what_to_ask(
    client: httpx.Client, question: str, outcome: str, offers: str
) -> None:
    answer = ask(client, question).json()
    assert answer["outcome"] == outcome
    assert answer[offers]
    assert answer["figures"] == []


def test_questions_before_it_are_asked_first_and_it_alone_is_noted(served: Served, client: httpx.Client) -> None:
    ask(client, f"后一问{ANSWERED}", before=["前一问"])
    entry, *_ = served.site.log.entries()
    assert (entry.question, entry.channel, entry.site) == (f"后一问{ANSWERED}", Channel.API, "某市门户")
    assert "前一问" not in {e.question for e in served.site.log.entries()}


def test_an_answer_comes_bit_by_bit_where_that_is_asked(client: httpx.Client) -> None:
    body = {"question": f"云岭市2023年{ANSWERED}"}
    stream = client.post("ask", json=body, headers={"Accept": "text/event-stream"})
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert stream.headers["x-accel-buffering"] == "no"
    came = events(stream.text)
    assert [name for name, _ in came] == ["reading", "claim", "claim", "claim", "citations", "done"]
    whole = client.post("ask", json=body).json()
    assert came[-1][1] == whole
    assert [data for name, data in came if name == "claim"] == whole["claims"]


class SummedUp(FakeAssistant):
    """An assistant with a model that sums answers up; `asked` counts how often."""

    asked = 0

    def conversation(self, within: str = "") -> Any:
        return SummedTalk(self, super().conversation(within))


class SummedTalk:
    """A talk with a summary of its last answer."""

    def __init__(self, assistant: SummedUp, talk: Any) -> None:
        self.assistant, self.talk = assistant, talk

    def ask(self, text: str) -> Answer:
        answer: Answer = self.talk.ask(text)
        self.answer = answer
        return answer

    def summary(self) -> Any:
        return self.wait

    def wait(self) -> Answer:
        self.assistant.asked += 1
        summed = Claim("概括：一格是空白。", self.answer.claims[-1].citations)
        return replace(self.answer, claims=(summed, *self.answer.claims), summarised=True)


def test_a_summary_comes_after_the_answer_where_it_is_wanted(tmp_path: Path) -> None:
    assistant = SummedUp(report_of())
    with Store(tmp_path) as store, opened_api(store, assistant) as api:
        body: dict[str, Any] = {"question": ANSWERED}
        came = events(api.client.post("ask", json=body, headers={"Accept": "text/event-stream"}).text)
        assert [name for name, _ in came][-3:] == ["citations", "summary", "done"]
        assert [claim["text"] for claim in came[-2][1]] == ["概括：一格是空白。"]
        whole = came[-1][1]
        assert whole == api.client.post("ask", json=body).json()
        assert (whole["by_model"], whole["claims"][0]["citations"]) == (["summary"], [1])
        before = assistant.asked
        plain = api.client.post("ask", json={**body, "summary": False}).json()
        assert (plain["by_model"], assistant.asked) == ([], before)


def test_whoever_goes_away_is_asked_nothing_more_for(tmp_path: Path) -> None:
    assistant = SummedUp(report_of())
    with Store(tmp_path) as store, opened_api(store, assistant) as api:
        asking = AskGiven.model_validate({"question": f"{SLOW}{ANSWERED}"})
        request = Request({"type": "http", "headers": [], "path": "/", "server": ("x", 80), "scheme": "http"})

        async def gone() -> None:
            stream = events_of(api.site, Caller("", "", None), asking, request)
            await anext(stream)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(anext(stream), 0.05)
            await asyncio.sleep(0.5)

        asyncio.run(gone())
    assert assistant.asked == 0


def test_a_stream_that_fails_says_so(client: httpx.Client) -> None:
    stream = client.post("ask", json={"question": BROKEN}, headers={"Accept": "text/event-stream"})
    assert events(stream.text) == [
        ("error", {"type": "about:blank", "title": words.STATUS[500], "status": 500, "detail": words.FAILED})
    ]


def test_what_goes_wrong_inside_is_not_told(client: httpx.Client) -> None:
    failed = ask(client, BROKEN)
    assert (failed.status_code, failed.headers["content-type"]) == (500, MEDIA_TYPE)
    assert failed.json()["detail"] == words.FAILED


def test_while_the_assistant_is_not_there_it_is_said_when_to_come_back(tmp_path: Path) -> None:
    server = Served(tmp_path, assistant=FailingAssistant(report_of()), api_open=True)
    try:
        for accept in ("application/json", "text/event-stream"):
            refused = httpx.post(f"{server.address}api/v1/ask", json={"question": "问"}, headers={"Accept": accept})
            assert words.NOT_READY in refused.text
        assert httpx.post(f"{server.address}api/v1/ask", json={"question": "问"}).headers["retry-after"] == "5"
    finally:
        server.stop()


# --- reports and catalogue ---------------------------------------------------------------------------


def test_reports_come_page_by_page(client: httpx.Client) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("reports", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        assert page["total"] == 4
        seen += [f"{r['body']}{r['year']}" for r in page["items"]]
        cursor = page["next"]
    assert seen == ["云岭市2023", "云岭市教育局2022", "云岭市教育局2023", "甲县2021"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"body": "甲县"}, 1),
        ({"body": ["甲县", "云岭市"]}, 2),
        ({"year": [2022, 2023]}, 3),
        ({"body": "云岭市教育局", "year": 2023}, 1),
        ({"form": "2021"}, 4),
        ({"form": "2014"}, 0),
        ({"scope": "own"}, 0),
        ({"annual": True}, 4),
        ({"region": "云岭市"}, 1),
        ({"body": "没有的单位"}, 0),
    ],
)
def test_reports_by_what_they_are(client: httpx.Client, asked: dict[str, Any], count: int) -> None:
    assert client.get("reports", params=asked).json()["total"] == count


def test_a_report_with_its_outline_text_cells_and_link(client: httpx.Client) -> None:
    report = client.get(f"reports/{ID}").json()
    assert (report["year"], report["form_name"], report["cells"] > 100) == (2023, "2021年格式", True)
    text = client.get(f"reports/{ID}/text").json()
    assert (text["start"], text["end"]) == (0, report["length"])
    section = client.get(f"reports/{ID}/sections").json()["items"][0]
    span = {"start": section["start"], "end": section["end"]}
    part = client.get(f"reports/{ID}/text", params=span, headers={"Accept": "text/plain"})
    assert part.text == text["text"][section["start"] : section["end"]]
    cells = client.get(f"reports/{ID}/cells", params={"table": "requests"}).json()["items"]
    for cell in cells:
        assert text["text"][cell["start"] : cell["end"]] == cell["raw"] or cell["kind"] == "blank"
    assert [c["value"] for c in cells[:2]] == ["17", "0"]
    assert next(c for c in cells if c["kind"] == "blank")["value"] is None


def test_the_original_is_given_as_it_is(tmp_path: Path) -> None:
    """Byte for byte, of the type that it really is, and never as a page of this service."""
    file = tmp_path / "云岭市2023.pdf"
    file.write_bytes("<html><script>alert(1)</script>云岭".encode("gb18030"))
    server = Served(tmp_path / "data", report_of(str(file)), *OTHERS[:1], api_open=True)
    try:
        got = httpx.get(f"{server.address}api/v1/reports/{ID}/file")
        assert got.content == file.read_bytes()
        assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E4%BA%91")
        assert got.headers["content-type"] == "text/html", "whatever its name says"
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        kept = {"If-None-Match": got.headers["etag"]}, {"If-Modified-Since": got.headers["last-modified"]}
        for each in kept:
            again = httpx.get(str(got.url), headers=each)
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", got.headers["etag"])
        for old in ({"If-None-Match": '"other"', **kept[1]}, {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}):
            assert httpx.get(str(got.url), headers=old).status_code == 200
        assert httpx.get(str(got.url), headers={"If-Modified-Since": "yesterday"}).status_code == 200
        file.write_bytes(b"%PDF-1.7")
        assert httpx.get(str(got.url), headers=kept[0]).headers["content-type"] == "application/pdf"
        gone = httpx.get(f"{server.address}api/v1/reports/{OTHERS[0].id}/file")
        assert (gone.status_code, gone.headers["content-type"]) == (404, MEDIA_TYPE)
        assert "/reports/云岭" not in gone.text
    finally:
        server.stop()


def test_an_original_of_the_web_is_where_it_was_found(tmp_path: Path) -> None:
    address = "https://www.example.gov.cn/2023.html"
    server = Served(tmp_path, report_of(address), api_open=True)
    try:
        led = httpx.get(f"{server.address}api/v1/reports/{ID}/file")
        assert (led.status_code, led.headers["location"]) == (302, address)
        assert httpx.get(f"{server.address}api/v1/reports/{ID}").json()["url"] == address
    finally:
        server.stop()


def test_what_can_be_asked_for_by_name(client: httpx.Client) -> None:
    found = client.get("indicators", params={"q": "公开率"}).json()
    assert "granted_rate" in {i["key"] for i in found["items"] if i["ratio"]}
    assert "natural" in {a["key"] for a in found["applicants"]}
    assert client.get("bodies", params={"q": "教育"}).json()["items"] == [
        {"name": "云岭市教育局", "aliases": [], "region": "云岭市教育局", "years": [2022, 2023], "reports": 2}
    ]
    assert {r["name"] for r in client.get("regions").json()["items"]} >= {"云岭市", "甲县"}


def test_what_has_not_changed_is_not_sent_again(served: Served, client: httpx.Client) -> None:
    first = client.get("bodies")
    again = client.get("bodies", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("regions", headers={"If-None-Match": first.headers["etag"]}).status_code == 200
    served.store.put(OTHERS[0])
    assert client.get("bodies", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_the_head_of_a_response_alone(client: httpx.Client) -> None:
    whole, head = client.get("bodies"), client.head("bodies")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))


# --- feedback and health -----------------------------------------------------------------------------


def test_feedback_reaches_the_staff(served: Served, client: httpx.Client) -> None:
    said = {
        "verdict": "source_wrong",
        "question": "问",
        "outcome": "answered",
        "comment": "打13812345678问",
        "before": ["前"],
    }
    kept = client.post("feedback", json=said)
    assert kept.status_code == 201
    opinion = next(o for o in served.site.feedback.opinions() if o.no == kept.json()["number"])
    assert (opinion.site, opinion.comment, opinion.before) == ("某市门户", f"打{HIDDEN}问", ("前",))


def test_health_needs_no_key(served: Served) -> None:
    assert httpx.get(f"{served.address}api/v1/health").json() == {"status": "ready", "reports": 4}


# --- what is wrong -----------------------------------------------------------------------------------

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "said"),
    [
        ("GET", "reports?yaer=2023", {}, 422, "query.yaer 不是这个接口的参数"),
        ("GET", "reports?limit=0", {}, 422, "query.limit 不能小于 1"),
        ("GET", "reports?limit=99999999999999999999", {}, 422, "query.limit 不能大于 200"),
        ("GET", "reports?year=二〇二三", {}, 422, "query.year.0 应当是整数"),
        ("GET", "reports?cursor=x", {}, 422, words.WRONG_CURSOR),
        ("GET", "reports?cursor=WzFd", {}, 422, words.WRONG_CURSOR),
        ("GET", "reports?scope=all", {}, 422, "query.scope 只能是"),
        ("GET", "reports/none", {}, 404, "没有这份年报：none"),
        ("GET", "reports/%00", {}, 404, "没有这份年报"),
        ("GET", "nothing", {}, 404, words.DETAIL[404]),
        ("DELETE", "reports", {}, 405, words.DETAIL[405]),
        ("BREW", "ask", {}, 405, words.DETAIL[405]),
        ("POST", "ask", {"json": {}}, 422, "body.question 没有写"),
        ("POST", "ask", {"json": {"question": " \x00 "}}, 422, words.NO_QUESTION),
        ("POST", "ask", {"json": {"question": "长" * 501}}, 422, "body.question 最多 500 个字"),
        ("POST", "ask", {"json": {"question": "问", "before": ["前"] * 21}}, 422, "body.before 最多 20 项"),
        ("POST", "ask", {"json": {"question": 1}}, 422, "body.question 应当是文字"),
        ("POST", "ask", {"json": []}, 422, "body 应当是一个 JSON 对象"),
        ("POST", "ask", {"content": b"{", "headers": JSON}, 400, "不是正确的 JSON"),
        ("POST", "ask", {"content": b"[" * 100_000, "headers": JSON}, 400, words.DETAIL[400]),
        ("POST", "ask", {"content": b'{"question":' + b"9" * 5000 + b"}", "headers": JSON}, 400, words.DETAIL[400]),
        ("POST", "ask", {"content": '{"question":"问"}'.encode("gbk"), "headers": JSON}, 400, words.DETAIL[400]),
        ("POST", "ask", {"content": b'{"question":"\\ud800"}', "headers": JSON}, 422, "里有不完整的字符"),
        ("POST", "ask", {"content": b'{"\\ud800":"x"}', "headers": JSON}, 422, "里有不完整的字符"),
        ("POST", "ask", {"content": b"question=x"}, 422, "body 应当是一个 JSON 对象"),
        ("POST", "ask", {"content": b"x" * 2**21, "headers": JSON}, 413, words.DETAIL[413]),
        ("POST", "feedback", {"json": {"verdict": "bad", "question": "问", "outcome": "?"}}, 422, "body.verdict 只能是"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    client: httpx.Client, method: str, path: str, sent: dict[str, Any], status: int, said: str
) -> None:
    refused = client.request(method, path, **sent)
    assert (refused.status_code, refused.headers["content-type"]) == (status, MEDIA_TYPE)
    told = refused.json()
    assert (told["status"], told["title"]) == (status, words.STATUS[status])
    assert said in told["detail"]


def test_a_body_of_no_known_length_is_stopped_too(client: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b"x" * 100_000 for _ in range(100))

    assert client.post("ask", content=pieces(), headers=JSON).status_code == 413


def test_the_methods_that_an_address_takes_are_told(client: httpx.Client) -> None:
    assert client.delete("reports").headers["allow"] == "GET, HEAD"
    assert client.get("ask").headers["allow"] == "POST"


def test_no_other_site_may_read_along_and_nobody_keeps_an_answer(client: httpx.Client) -> None:
    answer = client.post("ask", json={"question": ANSWERED}, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "ask"), ("GET", "reports"), ("GET", f"reports/{ID}/file"), ("POST", "feedback")]
)
def test_nothing_without_a_key(served: Served, method: str, path: str) -> None:
    refused = httpx.request(method, f"{served.address}api/v1/{path}")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")


def test_a_key_for_asking_does_not_read(served: Served) -> None:
    headers = {"X-API-Key": served.site.keys.make("只问", [Scope.ASK])}
    assert httpx.get(f"{served.address}api/v1/reports", headers=headers).status_code == 403
