"""OpenAI's API as its clients use it: models, chat completions whole and streamed, errors in the shape they expect."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fakes_web import ANSWERED, ASKS, BROKEN, HOSTILE, FakeAssistant, FakeConversation, report_of
from served import Served

from assistant.answer import Answer, Claim, Outcome
from assistant.service.asking import NotReadyError
from assistant.service.keys import Scope
from assistant.service.question_log import Channel
from assistant.web import words_openai as words
from assistant.web.answer_text import plain

LINK = re.compile(r"\[\[(\d+)\]\]\((http[^)]+)\)")


class Remembering(FakeAssistant):
    """Says what was asked before, so that a test sees it; markup of a report where it is asked for."""

    def conversation(self, within: str = "") -> Any:
        return _Remembered(super().conversation(within), within)


class _Remembered(FakeConversation):
    def __init__(self, other: FakeConversation, within: str) -> None:
        super().__init__(other._report)
        self._before: list[str] = []
        self._within = within

    def ask(self, text: str) -> Answer:
        self._before.append(text)
        if "记得" in text:
            return Answer(Outcome.ANSWERED, (Claim("／".join((*self._before, self._within))),))
        if "标记" in text:
            return Answer(Outcome.ANSWERED, (Claim(HOSTILE + " ![图](http://elsewhere/x.png) *重*"),))
        if "没醒" in text:
            raise NotReadyError("no model")
        return super().ask(text)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    report = report_of()
    server = Served(tmp_path_factory.mktemp("openai"), report, assistant=Remembering(report), api_rate=0)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    key = served.site.keys.make("某市助手", [Scope.ASK])
    with httpx.Client(base_url=f"{served.address}v1/", headers={"Authorization": f"Bearer {key}"}) as opened:
        yield opened


def user(text: Any) -> dict[str, Any]:
    return {"role": "user", "content": text}


def complete(client: httpx.Client, *messages: dict[str, Any], **more: Any) -> httpx.Response:
    return client.post("chat/completions", json={"model": "nianbao", "messages": list(messages), **more})


def content(got: httpx.Response) -> str:
    assert got.status_code == 200, got.text
    return str(got.json()["choices"][0]["message"]["content"])


def chunks(got: httpx.Response) -> list[Any]:
    """The data of each event but the last, which must be [DONE]; comments are passed over."""
    data = [line.removeprefix("data: ") for line in got.text.split("\n\n") if line.startswith("data: ")]
    assert data[-1] == "[DONE]"
    return [json.loads(said) for said in data[:-1]]


def test_there_is_one_model(client: httpx.Client) -> None:
    listed = client.get("models").json()
    assert (listed["object"], [m["id"] for m in listed["data"]]) == ("list", ["nianbao"])
    assert client.get("models/nianbao").json() == listed["data"][0]
    assert client.get("models/gpt-4").json()["error"]["code"] == "model_not_found"


def test_an_answer_has_all_that_clients_read(client: httpx.Client, served: Served) -> None:
    """Fields of openai.types.chat.ChatCompletion; the answer's JSON stands beside them."""
    got = complete(client, {"role": "system", "content": "请客气"}, user(f"云岭市2023年{ANSWERED}")).json()
    assert set(got) == {"id", "object", "created", "model", "system_fingerprint", "choices", "usage", "nianbao"}
    assert (got["object"], got["model"], type(got["created"])) == ("chat.completion", "nianbao", int)
    assert got["id"].startswith("chatcmpl-")
    (choice,) = got["choices"]
    assert (choice["index"], choice["finish_reason"], choice["logprobs"]) == (0, "stop", None)
    message = choice["message"]
    assert (message["role"], message["refusal"]) == ("assistant", None)
    usage = got["usage"]
    assert usage["prompt_tokens"] + usage["completion_tokens"] == usage["total_tokens"]
    assert usage["completion_tokens"] == len(message["content"])
    assert got["nianbao"]["outcome"] == "answered"
    assert [c["number"] for c in got["nianbao"]["citations"]] == [1, 2, 3]


def test_citations_are_numbered_links_that_open(client: httpx.Client) -> None:
    got = complete(client, user(f"云岭市2023年{ANSWERED}")).json()
    message = got["choices"][0]["message"]
    links = LINK.findall(message["content"])
    assert [number for number, _ in links] == ["1", "2", "3"]
    assert [link for _, link in links] == [c["link"] for c in got["nianbao"]["citations"]]
    assert 'id="cited"' in httpx.get(links[1][1]).text
    for annotation in message["annotations"]:
        cited = annotation["url_citation"]
        marked = message["content"][cited["start_index"] : cited["end_index"]]
        assert LINK.fullmatch(marked)
        assert cited["url"] in marked
    assert f"{words.SOURCES}\n\n- [\\[1\\] 云岭市 2023 年" in message["content"]


def test_a_question_asked_back_lists_what_can_be_chosen(client: httpx.Client) -> None:
    said = content(complete(client, user(ASKS)))
    assert f"{words.CHOOSE}\n\n- 云岭市2023年新收了多少件申请？\n- 云岭市教育局" in said


@pytest.mark.parametrize(
    ("messages", "asked"),
    [
        ([user("一"), {"role": "assistant", "content": "答一"}, user("记得吗")], "一／记得吗／"),
        ([{"role": "system", "content": "你是助手"}, user("记得吗")], "记得吗／"),
        ([user([{"type": "text", "text": "记得"}, {"type": "text", "text": "吗"}])], "记得 吗／"),
        ([user([{"type": "image_url", "image_url": {"url": "x"}}, {"type": "text", "text": "记得吗"}])], "记得吗／"),
        ([user("长" * 600), user(""), user(None), user("记得吗")], "记得吗／"),
        ([user("记得吗"), {"role": "assistant", "content": "前"}], "记得吗／"),
        ([user("记得吗"), {"role": "tool", "tool_call_id": "1", "content": "x"}], "记得吗／"),
        (
            [{"role": "developer", "content": "x"}, {"role": "assistant", "tool_calls": []}, user(" 记得\n吗 ")],
            "记得 吗／",
        ),
        (
            [*(user(f"第{i}问") for i in range(30)), user("记得吗")],
            "／".join(f"第{i}问" for i in range(10, 30)) + "／记得吗／",
        ),
    ],
)
def test_the_users_turns_are_the_conversation(client: httpx.Client, messages: list[Any], asked: str) -> None:
    assert content(complete(client, *messages)) == asked


def test_what_is_not_known_is_passed_over(client: httpx.Client) -> None:
    more = {"temperature": 0, "max_tokens": 5, "tools": [], "n": 2, "user": "x", "response_format": {"type": "text"}}
    assert content(complete(client, user("记得吗"), **more)) == "记得吗／"
    assert content(complete(client, user("记得吗"), within="云岭市")) == "记得吗／云岭市"


def test_a_streamed_answer_says_the_same_piece_by_piece(client: httpx.Client) -> None:
    question = user(f"云岭市2023年{ANSWERED}")
    got = complete(client, question, stream=True)
    assert got.headers["content-type"].startswith("text/event-stream")
    parts = chunks(got)
    assert parts[0]["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    said = "".join(part["choices"][0]["delta"].get("content", "") for part in parts)
    assert said == content(complete(client, question))
    assert len(parts) > 4
    assert {part["object"] for part in parts} == {"chat.completion.chunk"}
    assert len({part["id"] for part in parts}) == 1
    assert [part["choices"][0]["finish_reason"] for part in parts] == [*[None] * (len(parts) - 1), "stop"]
    assert parts[-1]["nianbao"]["outcome"] == "answered"


def test_usage_of_a_stream_where_it_is_asked_for(client: httpx.Client) -> None:
    parts = chunks(complete(client, user("记得吗"), stream=True, stream_options={"include_usage": True}))
    assert parts[-1]["choices"] == []
    assert parts[-1]["usage"]["total_tokens"] == 2 * 3 + 1
    assert all("usage" not in part for part in parts[:-1])


def test_markup_of_a_report_is_no_markup_of_the_text(client: httpx.Client) -> None:
    said = content(complete(client, user("标记")))
    assert said == plain(HOSTILE + " ![图](http://elsewhere/x.png) *重*")
    assert "<script>" not in said
    assert "](http" not in said.replace("\\](http", "")


def error(got: httpx.Response) -> dict[str, Any]:
    body = got.json()
    assert list(body) == ["error"]
    assert set(body["error"]) == {"message", "type", "param", "code"}
    return dict(body["error"])


@pytest.mark.parametrize(
    ("body", "status", "param", "said"),
    [
        ({"messages": []}, 400, "messages", "至少要有 1 项"),
        ({}, 400, "messages", "没有写"),
        ({"messages": [{"role": "system", "content": "x"}]}, 400, "messages", words.NO_QUESTION),
        ({"messages": [user("  ")]}, 400, "messages", words.NO_QUESTION),
        ({"messages": [user("长" * 501)]}, 400, "messages", words.TOO_LONG.format(length=501, most=500)),
        ({"messages": [{"content": "x"}]}, 400, "messages.0.role", "没有写"),
        (
            {"messages": [user("x")], "model": "gpt-4o"},
            404,
            "model",
            words.NO_MODEL.format(model="gpt-4o", known="nianbao"),
        ),
        ({"messages": [user(BROKEN)]}, 500, None, "没有处理成功"),
        ({"messages": [user("没醒")]}, 503, None, "还没有启动好"),
    ],
)
def test_errors_have_the_shape_that_clients_expect(
    client: httpx.Client, body: dict[str, Any], status: int, param: str | None, said: str
) -> None:
    got = client.post("chat/completions", json=body)
    assert got.status_code == status
    told = error(got)
    assert (told["param"], said in told["message"]) == (param, True), told


def test_an_error_within_a_stream_is_told_there(client: httpx.Client) -> None:
    got = complete(client, user(BROKEN), stream=True)
    last = [line for line in got.text.split("\n\n") if line.startswith("data: ")][-1]
    assert json.loads(last.removeprefix("data: "))["error"]["type"] == "server_error"
    assert "[DONE]" not in got.text


@pytest.mark.parametrize(("content_type", "data"), [("application/json", b"{"), ("text/plain", b"hello")])
def test_a_body_that_is_no_json_is_said(client: httpx.Client, content_type: str, data: bytes) -> None:
    got = client.post("chat/completions", content=data, headers={"Content-Type": content_type})
    assert got.status_code == 400
    error(got)


def test_keys_are_needed_and_counted(served: Served) -> None:
    address = f"{served.address}v1/chat/completions"
    body = {"messages": [user("记得吗")]}
    assert error(httpx.post(address, json=body))["code"] == "invalid_api_key"
    wrong = httpx.post(address, json=body, headers={"Authorization": "Bearer sk-wrong"})
    assert (wrong.status_code, error(wrong)["code"]) == (401, "invalid_api_key")
    reading = served.site.keys.make("只能查阅", [Scope.READ])
    refused = httpx.post(address, json=body, headers={"Authorization": f"Bearer {reading}"})
    assert (refused.status_code, error(refused)["code"]) == (403, "insufficient_permissions")
    once = {"Authorization": f"Bearer {served.site.keys.make('一天一次', [Scope.ASK], daily=1)}"}
    assert httpx.post(address, json=body, headers=once).status_code == 200
    used_up = httpx.post(address, json=body, headers=once)
    assert (used_up.status_code, error(used_up)["code"]) == (429, "rate_limit_exceeded")
    assert int(used_up.headers["retry-after"]) > 0


def test_questions_are_noted_as_asked_this_way(client: httpx.Client, served: Served) -> None:
    complete(client, user("前面的"), user("记得吗，记下来"))
    newest = max(served.site.log.entries(), key=lambda entry: entry.no)
    assert (newest.channel, newest.question) == (Channel.OPENAI, "记得吗，记下来")


# --- what the documentation shows ---------------------------------------------------------------------

PAGE = (Path(__file__).parents[1] / "docs" / "integrations.md").read_text(encoding="utf-8")
CURL = [block for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if block.startswith("curl")]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("command", CURL, ids=[f"curl {n}" for n in range(1, len(CURL) + 1)])
def test_the_commands_of_the_documentation_work(client: httpx.Client, served: Served, command: str) -> None:
    key = str(client.headers["authorization"]).removeprefix("Bearer ")
    known = {"PATH": os.environ["PATH"], "NIANBAO": served.address.rstrip("/"), "KEY": key}
    done = subprocess.run(["bash", "-c", command], env=known, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode()
    assert "[DONE]" in said if '"stream": true' in command else json.loads(said)
    assert '"error"' not in said
    assert '"isError":true' not in said.replace(" ", "")


def test_the_documentation_has_a_command_for_each_way() -> None:
    assert len(CURL) == 4
    assert any("/mcp" in command for command in CURL)
