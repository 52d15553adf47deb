"""The MCP server as clients use it: in one process, over HTTP with keys, and over standard input and output."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fakes_web import ANSWERED, BROKEN, FakeAssistant, report_of
from served import Served

from assistant.service.keys import Scope
from assistant.service.question_log import Channel
from assistant.web import words_mcp as words

mcp = pytest.importorskip("mcp")

REPORT = report_of()
OTHER = report_of(
    "/reports/甲县2021.html", "甲县", 2021, "甲县2021年政府信息公开工作年度报告", identity="fedcba9876543210"
)
TOOLS = {"ask", "search_reports", "get_report_section", "get_facts", "list_reports", "check_report"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("mcp"), REPORT, OTHER, assistant=FakeAssistant(REPORT), api_rate=0)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def key(served: Served) -> str:
    return served.site.keys.make("某智能助手", [Scope.ASK])


@asynccontextmanager
async def over_http(served: Served, key: str, mode: str = "auto") -> AsyncIterator[Any]:
    from mcp.client.streamable_http import streamable_http_client
    from mcp.shared._httpx_utils import create_mcp_http_client

    async with (
        create_mcp_http_client(headers={"Authorization": f"Bearer {key}"}) as http,
        mcp.Client(streamable_http_client(f"{served.address}mcp", http_client=http), mode=mode) as client,
    ):
        yield client


@asynccontextmanager
async def in_process(served: Served) -> AsyncIterator[Any]:
    from starlette.requests import Request

    from assistant.web.tools.server import make_server
    from assistant.web.tools.tools import Tools

    scope = {"type": "http", "scheme": "http", "path": "/", "headers": [(b"host", b"here")], "query_string": b""}
    async with mcp.Client(make_server(served.site, lambda request: Tools(served.site, Request(scope)))) as client:
        yield client


def run(opened: Any, use: Callable[[Any], Awaitable[Any]]) -> Any:
    """What `use` makes of a client."""

    async def used() -> Any:
        async with opened as client:
            return await use(client)

    return anyio.run(used)


def call(served: Served, name: str, **arguments: Any) -> Any:
    return run(in_process(served), lambda client: client.call_tool(name, arguments))


def structured(served: Served, name: str, **arguments: Any) -> Any:
    got = call(served, name, **arguments)
    assert not got.is_error, got.content
    return got.structured_content


def fault(served: Served, name: str, **arguments: Any) -> str:
    got = call(served, name, **arguments)
    assert got.is_error
    return str(got.content[0].text)


def test_every_tool_is_described_in_both_languages_and_has_schemas(served: Served) -> None:
    listed = run(in_process(served), lambda client: client.list_tools()).tools
    assert {tool.name for tool in listed} == TOOLS
    for tool in listed:
        assert any("一" <= c <= "鿿" for c in tool.description)
        assert tool.description[0].isascii()
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint
        for name, schema in tool.input_schema["properties"].items():
            assert schema.get("description"), (tool.name, name)


def test_an_answer_has_its_citations_as_links_and_as_data(served: Served) -> None:
    got = call(served, "ask", question=f"云岭市2023年{ANSWERED}")
    said = got.structured_content
    assert (said["outcome"], [c["number"] for c in said["citations"]]) == ("answered", [1, 2, 3])
    assert said["citations"][0]["link"].startswith(f"http://here/report/{REPORT.id}?start=")
    assert f"[[1]]({said['citations'][0]['link']})" in got.content[0].text
    newest = max(served.site.log.entries(), key=lambda entry: entry.no)
    assert newest.channel is Channel.MCP


def test_a_report_is_read_by_its_outline_and_section_by_section(served: Served) -> None:
    outline = structured(served, "get_report_section", report_id=REPORT.id)
    assert [s["title"] for s in outline["outline"]] == ["总体情况", "收到和处理政府信息公开申请情况"]
    assert (outline["text"], outline["next_start"]) == ("", None)
    for named in ("一", "总体情况", "第一部分", "1"):
        part = structured(served, "get_report_section", report_id=REPORT.id, section=named)
        assert part["text"] == REPORT.text[part["start"] : part["end"]]
        assert part["text"].startswith("一、总体情况")
        assert "没有收取费用" in part["text"]
    assert "总体情况" in fault(served, "get_report_section", report_id=REPORT.id, section="没有的节")


def test_a_long_report_is_read_in_parts(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.tools.tools.LONGEST_PART", 100)
    read, start = "", 0
    while start is not None:
        part = structured(served, "get_report_section", report_id=REPORT.id, start=start)
        read, start = read + part["text"], part["next_start"]
    assert read == REPORT.text


@pytest.mark.parametrize("indicator", ["requests.new", "本年新收政府信息公开申请数量"])
def test_facts_come_with_where_they_stand(served: Served, indicator: str) -> None:
    found = structured(
        served, "get_facts", indicators=[indicator], bodies=["云岭市"], years=[2022, 2023], applicant="natural"
    )
    lost, there = sorted(found["items"], key=lambda item: item["year"])
    assert (lost["kind"], lost["value"]) == ("no_report", None)
    assert (there["kind"], there["value"], there["unit"]) == ("number", "17", "件")
    (cited,) = there["citations"]
    assert REPORT.text[cited["start"] : cited["end"]] == "17"


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("get_facts", {"indicators": ["新收件的数"]}, "没有“新收件的数”这个指标"),
        ("get_facts", {"indicators": ["requests.new"], "bodies": ["乙县"]}, words.UNKNOWN_NAMES.format(names="乙县")),
        ("get_facts", {"indicators": ["requests.new"], "applicant": "nobody"}, "nobody"),
        ("get_report_section", {"report_id": "没有"}, words.NO_REPORT.format(id="没有")),
        ("check_report", {"report_id": "没有"}, words.NO_REPORT.format(id="没有")),
        ("ask", {"question": "问" * 501}, "500"),
        ("list_reports", {"limit": 10**6}, "200"),
    ],
)
def test_what_is_wrong_with_a_call_is_told(served: Served, name: str, arguments: dict[str, Any], said: str) -> None:
    assert said in fault(served, name, **arguments)


def test_what_goes_wrong_inside_is_not_told(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    assert "broken on purpose" not in fault(served, "ask", question=BROKEN)


def test_reports_are_listed(served: Served) -> None:
    assert [r["body"] for r in structured(served, "list_reports")["items"]] == ["云岭市", "甲县"]
    assert [r["id"] for r in structured(served, "list_reports", years=[2021])["items"]] == [OTHER.id]
    page = structured(served, "list_reports", limit=1, offset=1)
    assert (page["total"], [r["body"] for r in page["items"]]) == (2, ["甲县"])


def test_a_report_is_checked(served: Served) -> None:
    """New requests of all applicants are 0 in the total though 17 came from one."""
    served.site.checks.wait(20)
    found = structured(served, "check_report", report_id=REPORT.id)
    assert found["report"]["id"] == REPORT.id
    assert found["findings"]
    for finding in found["findings"]:
        assert finding["severity"] in ("error", "doubt", "hint")
        for side in finding["sides"]:
            assert REPORT.text[side["start"] : side["end"]] == side["quote"]


# --- over HTTP --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http(served: Served, key: str, mode: str) -> None:
    """By the newest protocol and by the one that older clients speak; links lead to this service."""

    async def use(client: Any) -> Any:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        return tools, await client.call_tool("ask", {"question": f"云岭市2023年{ANSWERED}"})

    tools, got = run(over_http(served, key, mode), use)
    assert tools == TOOLS
    assert got.structured_content["citations"][0]["link"].startswith(f"{served.address}report/")
    assert httpx.get(got.structured_content["citations"][0]["link"]).status_code == 200


INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}
ACCEPT = {"Accept": "application/json, text/event-stream"}


def test_a_key_is_needed(served: Served, key: str) -> None:
    post = partial(httpx.post, f"{served.address}mcp", json=INITIALIZE)
    without = post(headers=ACCEPT)
    assert (without.status_code, without.headers["www-authenticate"][:6]) == (401, "Bearer")
    assert post(headers={**ACCEPT, "Authorization": "Bearer nb-wrong"}).status_code == 401
    reading = served.site.keys.make("只能查阅", [Scope.READ])
    assert post(headers={**ACCEPT, "Authorization": f"Bearer {reading}"}).status_code == 403
    right = post(headers={**ACCEPT, "Authorization": f"Bearer {key}"})
    assert right.json()["result"]["serverInfo"]["name"] == "nianbao"
    assert "ask" in right.json()["result"]["instructions"]


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        (None, None, 200),
        (None, "http://evil.example", 403),
        ("evil.example", "http://evil.example", 403),  # DNS rebinding: the page's own name leads here
        (None, "null", 403),
        (None, "http://localhost:6274", 200),
        ("qa.example.gov.cn", None, 200),
        ("qa.example.gov.cn", "http://localhost:6274", 403),
        (None, "http://[broken", 403),
    ],
)
def test_web_pages_are_turned_away(served: Served, key: str, host: str | None, origin: str | None, status: int) -> None:
    headers = {**ACCEPT, "Authorization": f"Bearer {key}"}
    headers |= {"Host": host} if host else {}
    headers |= {"Origin": origin} if origin else {}
    assert httpx.post(f"{served.address}mcp", json=INITIALIZE, headers=headers).status_code == status


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_other_methods_are_refused(served: Served, key: str, method: str) -> None:
    got = httpx.request(method, f"{served.address}mcp", headers={"Authorization": f"Bearer {key}"})
    assert (got.status_code, got.headers["allow"]) == (405, "POST")


def test_a_body_too_large_or_no_json_is_refused(served: Served, key: str) -> None:
    headers = {**ACCEPT, "Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    assert httpx.post(f"{served.address}mcp", content=b"{", headers=headers).status_code == 400
    assert httpx.post(f"{served.address}mcp", content=b" " * (2**20 + 1), headers=headers).status_code == 413


# --- over standard input and output ---------------------------------------------------------------------


def test_over_standard_input_and_output(tmp_path: Path) -> None:
    """`nianbao mcp` as a local client starts it, answering from its folder with the real assistant."""
    from mcp.client.stdio import StdioServerParameters

    from corpus.store import Store

    with Store(tmp_path) as store:
        store.put(REPORT)
    command = ["-c", "from assistant.cli import main; raise SystemExit(main())", "--data", str(tmp_path), "mcp"]
    root = str(Path(__file__).parents[1])

    async def use(client: Any) -> Any:
        listed = await client.call_tool("list_reports", {})
        facts = await client.call_tool("get_facts", {"indicators": ["requests.new"], "applicant": "natural"})
        with anyio.fail_after(60):
            # The index is made meanwhile; as long as it can't be searched that is said.
            while True:
                found = await client.call_tool("search_reports", {"query": "没有收取费用", "years": [2023]})
                if not found.is_error and found.structured_content["items"]:
                    break
                assert not found.is_error or words.NOT_READY in found.content[0].text
                await anyio.sleep(0.2)
        return listed, facts, found

    server = StdioServerParameters(command=sys.executable, args=command, cwd=root, env={"PYTHONPATH": root})
    listed, facts, found = run(mcp.Client(server), use)
    best = found.structured_content["items"][0]
    assert "没有收取费用" in REPORT.text[best["start"] : best["end"]]
    assert [r["body"] for r in listed.structured_content["items"]] == ["云岭市"]
    assert facts.structured_content["items"][0]["value"] == "17"
    assert facts.structured_content["items"][0]["citations"][0]["link"].startswith("http://127.0.0.1:7860/report/")


def test_serving_does_not_load_mcp() -> None:
    """It takes a second to load, and most services are never asked by MCP; Gradio alone would load it."""
    code = (
        "import sys, assistant.web.tools.http\n"
        "from assistant.web.serve import gradio_imported_quickly\n"
        "with gradio_imported_quickly():\n"
        "    import assistant.web.chat\n"
        "assert 'gradio' in sys.modules and not [m for m in sys.modules if m.split('.')[0] == 'mcp']\n"
        "import mcp\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
