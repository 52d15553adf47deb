"""The service under a path of a site, as nginx brings it: downloads, the API, what proxies say, and what anybody may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from behind_nginx import NGINX, NO_NGINX, Nginx, free_ports
from fakes_web import ANSWERED, report_of
from served import PASSWORD, Served
from staff_client import signed_in

from assistant.service.keys import Scope


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("under"), report_of(), root_path="/qa")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def nginx(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    if not NGINX:
        pytest.skip(NO_NGINX)
    first, second, third = free_ports(3)
    started = Nginx(
        tmp_path_factory.mktemp("nginx"), int(served.address.rstrip("/").rsplit(":", 1)[1]), (first, second, third)
    )
    yield started
    started.stop()


@pytest.mark.parametrize("way", ["service", "kept"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 200),
        ("report/0123456789abcdef", 200),
        ("widget.js", 200),
        ("config", 200),
        ("staff/login", 200),
        ("api/docs", 200),
        ("api/openapi.json", 200),
        ("api/v1/health", 200),
        ("api/v1/nothing", 404),
        ("download/table.csv", 400),
        ("download/table.exe", 404),
        ("nothing", 404),
    ],
)
def test_every_room_is_found_under_the_path(nginx: Nginx, way: str, path: str, status: int) -> None:
    assert httpx.get(getattr(nginx, way) + path).status_code == status


@pytest.mark.parametrize("way", ["service", "kept"])
def test_the_path_without_its_slash_leads_to_the_chat(nginx: Nginx, way: str) -> None:
    root = getattr(nginx, way)
    answer = httpx.get(root.rstrip("/"), follow_redirects=True)
    assert (answer.status_code, str(answer.url)) == (200, root)


@pytest.mark.parametrize("way", ["service", "kept"])
def test_a_program_asks_under_the_path(nginx: Nginx, served: Served, way: str) -> None:
    key = served.site.keys.make(way, [Scope.ASK])
    given = {"Authorization": f"Bearer {key}"}
    answer = httpx.post(
        f"{getattr(nginx, way)}api/v1/ask", json={"question": "云岭市2023年新收了多少件"}, headers=given
    )
    assert answer.status_code == 200
    assert answer.json()["outcome"] == "answered"


@pytest.mark.parametrize("way", ["service", "kept"])
def test_another_program_reaches_the_mcp_server_under_the_path(nginx: Nginx, served: Served, way: str) -> None:
    key = served.site.keys.make(f"{way} mcp", [Scope.ASK])
    params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    answer = httpx.post(
        f"{getattr(nginx, way)}mcp",
        json={"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params},
        headers={"Authorization": f"Bearer {key}", "Accept": "application/json, text/event-stream"},
    )
    assert answer.status_code == 200
    assert "serverInfo" in answer.text


@pytest.mark.parametrize("way", ["service", "kept"])
def test_a_page_leads_to_the_login_and_back_under_the_path(nginx: Nginx, way: str) -> None:
    root = getattr(nginx, way)
    with httpx.Client() as client:
        led = client.get(f"{root}staff?a=1")
        assert led.headers["location"] == "/qa/staff/login?next=/staff%3Fa%3D1"
        signed = client.post(f"{root}staff/login", data={"name": "reader", "password": PASSWORD, "next": "/staff?a=1"})
        assert signed.headers["location"] == "/qa/staff?a=1"
        assert "path=/qa/staff" in signed.headers["set-cookie"].lower()


def test_https_is_believed_of_a_trusted_proxy_alone(served: Served, tmp_path: Path) -> None:
    """The cookie of the desk is for https only where the browser came by https; addresses in the page begin with it."""
    said = {"X-Forwarded-Proto": "https"}
    signing = {"name": "reader", "password": PASSWORD}
    trusted = httpx.post(f"{served.address}staff/login", data=signing, headers=said)
    assert "secure" in trusted.headers["set-cookie"].lower()
    page = httpx.get(served.address, headers={**said, "Host": "qa.example.gov.cn"})
    assert '"root":"https://qa.example.gov.cn/qa"' in page.text.replace(": ", ":")
    strange = Served(tmp_path, report_of(), trusted_proxies="10.0.0.1")
    try:
        answer = httpx.post(f"{strange.address}staff/login", data=signing, headers=said)
        assert "secure" not in answer.headers["set-cookie"].lower()
        assert "https://" not in httpx.get(f"{strange.address}config", headers=said).json()["root"]
    finally:
        strange.stop()


PUBLIC = "https://www.example.gov.cn/qa"
# A request, and where in its answer a link that leaves the page stands.
LINKS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "api/v1/ask", {"json": {"question": ANSWERED}}),
    ("GET", "api/v1/reports", {}),
    ("GET", "api/v1/reports/0123456789abcdef", {}),
    ("GET", "api/v1/facts?indicator=requests.new", {}),
    ("GET", "api/v1/facts?indicator=requests.new&format=csv", {}),
    ("GET", "api/openapi.json", {}),
    ("GET", "api/docs", {}),
    ("POST", "v1/chat/completions", {"json": {"messages": [{"role": "user", "content": ANSWERED}]}}),
    (
        "POST",
        "mcp",
        {
            "json": {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "tools/call",
                "params": {"name": "ask", "arguments": {"question": ANSWERED}},
            }
        },
    ),
    ("GET", "staff/search.csv?year=2023", {}),
    ("GET", "staff/builder/facts.list.csv?body=云岭市&m=requests.new:natural&year=2023", {}),
]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("public"), report_of(), root_path="/qa", public_url=PUBLIC, rate=0)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def program(public: Served) -> Iterator[httpx.Client]:
    """A member of the staff with a key, who says to have come to another host."""
    key = public.site.keys.make("某程序", list(Scope))
    with signed_in(public, "reader") as client:
        client.headers.update({"Authorization": f"Bearer {key}", "Host": "evil.example"})
        yield client


@pytest.mark.parametrize(("method", "path", "given"), LINKS, ids=[f"{m} {p[:30]}" for m, p, _ in LINKS])
def test_links_begin_with_the_public_address_whatever_host_is_said(
    program: httpx.Client, method: str, path: str, given: dict[str, Any]
) -> None:
    accept = {"Accept": "application/json, text/event-stream"} if path == "mcp" else {}
    answer = program.request(method, path, headers=accept, **given)
    assert answer.status_code == 200, answer.text
    assert f"{PUBLIC}/" in answer.text or f'"{PUBLIC}"' in answer.text
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("path", ["", "api/docs"])
def test_what_a_page_itself_needs_comes_from_where_it_was_opened(public: Served, path: str) -> None:
    """Whoever opens it by another name, from inside, gets its styles and scripts too."""
    page = httpx.get(public.address + path).text
    needed = re.findall(r'(?:src|stylesheet" href)="([^"]+nianbao/[^"]+)"', page)
    assert needed
    for each in needed:
        assert httpx.get(httpx.URL(public.address + path).join(each)).status_code == 200, each


def test_without_a_public_address_links_begin_as_whoever_asks_says(served: Served) -> None:
    key = served.site.keys.make("另一个程序", list(Scope))
    said = {"Authorization": f"Bearer {key}", "Host": "intranet.example"}
    (found,) = httpx.get(f"{served.address}api/v1/reports", headers=said).json()["items"]
    assert found["link"] == "http://intranet.example/qa/report/0123456789abcdef"


def test_nobody_can_have_the_page_fetch_from_another_host(served: Served) -> None:
    said = {"X-Forwarded-Host": "evil.example", "X-Gradio-Server": "https://evil.example"}
    assert "evil.example" not in httpx.get(served.address, headers=said).text
