"""The page on the API: every curl command in it is sent and answered; the page of the service is seen by everybody."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from api_site import HOST, Api, opened_api
from axe_playwright_python.sync_playwright import Axe
from conftest import Demo
from fakes_web import report_of
from playwright.sync_api import Browser, Page
from served import Served

from assistant.web import words_api_doc as doc

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^curl .*$", PAGE, re.M)

# What of curl the page uses.
CURL = ArgumentParser()
CURL.add_argument("url")
CURL.add_argument("-s", action="store_true")
CURL.add_argument("-N", action="store_true")
CURL.add_argument("-G", action="store_true")
CURL.add_argument("-H", action="append", default=[])
CURL.add_argument("-d", action="append", default=[])
CURL.add_argument("--data-urlencode", action="append", default=[])
CURL.add_argument("-o")


@pytest.fixture(scope="module")
def api(demo: Demo) -> Iterator[Api]:
    with opened_api(demo.store, demo.assistant) as opened:
        demo.assistant.search.catch_up()
        yield opened


def run(command: str, api: Api, report_id: str) -> Any:
    """What the server answers to a curl command, its variables filled in as a shell does."""
    for name, value in {"NIANBAO": HOST, "KEY": api.key, "ID": report_id}.items():
        command = command.replace(f"${name}", value)
    said = CURL.parse_args(shlex.split(command)[1:])
    headers = dict(header.split(": ", 1) for header in said.H)
    data = [pair.split("=", 1) for pair in (*said.d, *said.data_urlencode)] if said.G else []
    if said.G:
        return api.client.get(said.url, params=[(k, v) for k, v in data], headers=headers)
    if said.d:
        return api.client.post(said.url, content=said.d[0].encode(), headers=headers)
    return api.client.get(said.url, headers=headers)


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_a_command_of_the_page_is_answered(command: str, api: Api) -> None:
    head = next(h for h in api.site.store.heads() if (h.body, h.year) == ("澄屿市公安局", 2021))
    answer = run(command, api, head.id)
    assert answer.status_code in (200, 201), answer.text
    assert len(answer.content) > 10


def test_every_way_to_ask_is_on_the_page() -> None:
    assert len(COMMANDS) >= 14
    for said in ("api_open", "api_rate", "RateLimit-Remaining", "ETag", "RFC 9457", "text/event-stream"):
        assert said in PAGE


# --- the page of the service ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[str, Page]]]:
    server = Served(tmp_path_factory.mktemp("docs"), report_of())
    sizes = {"desk": (1280, 900), "phone": (390, 844)}
    yield server, {name: browser.new_page(viewport={"width": w, "height": h}) for name, (w, h) in sizes.items()}
    server.stop()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_documentation_can_be_read_by_everybody(pages: tuple[Served, dict[str, Page]], size: str) -> None:
    server, page = pages[0], pages[1][size]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}api/docs")
    assert page.locator("h1").inner_text().startswith(doc.TITLE)
    page.get_by_role("navigation").get_by_role("link", name=doc.OPERATIONS["facts"][0]).click()
    assert page.locator("#facts").is_visible()
    page.locator("section[aria-labelledby=facts] summary").first.click()
    assert page.get_by_text('"indicator": "requests.new"').first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    serious = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert serious == []
    assert all(url.startswith(server.address) for url in asked)
    # By keyboard: the first stop leads past the menu.
    page.goto(f"{server.address}api/docs")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == doc.SKIP


def test_the_first_address_of_the_api_leads_to_its_documentation(pages: tuple[Served, dict[str, Page]]) -> None:
    for path in ("api", "api/"):
        assert httpx.get(f"{pages[0].address}{path}").headers["location"] == "/api/docs"
