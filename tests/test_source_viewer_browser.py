"""The source viewer in a real browser: outline, cited places, finding words, pages of the original, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from fakes_web import ANSWERED, cite_cell, cite_words, report_of
from printing import CHROMIUM
from served import Served
from test_web_browser import DESK, Screens, open_page, screens

from assistant.web import words_reader as words
from assistant.web.source import page_address, report_address
from corpus.report import Problem

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["screens"]

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)")

SENTENCE = "全年新收政府信息公开申请 17 件。"
SCAN = Path(__file__).parent / "scans" / "report.tif"
BOTH = pytest.mark.parametrize("screen", ["desk", "phone"])
REPORT = replace(report_of(address=str(SCAN)), pages=(0, 20, 120), problems=(Problem(1, "标题读得不全"),))
CELL, WORDS = cite_cell(REPORT), cite_words(REPORT, SENTENCE)
TWO_PLACES = report_address(REPORT.id, CELL.start, CELL.end, [(WORDS.start, WORDS.end)])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Served(tmp_path_factory.mktemp("data"), REPORT, cited=REPORT)
    yield server.address
    server.stop()


@pytest.fixture
def opened(screens: Screens, served: str) -> Iterator[Opener]:
    opener = Opener(screens, served)
    yield opener
    opener.close()


class Opener:
    """Opens pages, and closes them when the test is over; nothing they do may go wrong or to another host."""

    def __init__(self, screens: Screens, address: str) -> None:
        self.screens, self.address = screens, address
        self.pages: list[Page] = []
        self.complaints: list[str] = []

    def __call__(self, screen: str, path: str) -> Page:
        page: Page = getattr(self.screens, screen).new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: None if r.url.startswith(self.address) else self.complaints.append(r.url))
        page.goto(self.address + path)
        self.pages.append(page)
        return page

    def close(self) -> None:
        for page in self.pages:
            page.close()
        assert self.complaints == []


def sees(page: Page, selector: str) -> None:
    page.wait_for_function(
        """s => { const b = document.querySelector(s)?.getBoundingClientRect();
        return b && b.top >= 40 && b.bottom <= innerHeight && b.left >= 0 && b.right <= innerWidth; }""",
        arg=selector,
    )


@BOTH
def test_a_cited_cell_is_in_sight_at_once_with_its_labels(opened: Opener, screen: str) -> None:
    page = opened(screen, report_address(REPORT.id, CELL.start, CELL.end))
    sees(page, "td#cited mark")
    assert page.locator("td#cited").inner_text() == "17"
    assert page.locator(".cited-label").all_inner_texts() == ["一、本年新收政府信息公开申请数量"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@BOTH
def test_the_labels_of_a_cited_row_are_seen_beside_its_last_column(opened: Opener, screen: str) -> None:
    """On a phone as well: a number without what it counts says nothing. The outline marks where it stands."""
    total = REPORT.cell("requests", "new", "total")
    assert total is not None
    page = opened(screen, report_address(REPORT.id, total.start, total.end))
    sees(page, "td#cited")
    sees(page, "tbody .cited-label")
    if screen == "desk":
        page.wait_for_selector(".outline a[aria-current='location']:has-text('收到和处理')")


@BOTH
def test_stepping_through_the_cited_places(opened: Opener, screen: str) -> None:
    page = opened(screen, TWO_PLACES)
    sees(page, "td#cited")
    assert page.locator(".steps .label").inner_text() == f"{words.CITED_PLACES} 2/2"
    step = page.get_by_role("button", name=words.NEXT_CITED)
    step.focus()
    page.keyboard.press("Enter")
    sees(page, "mark#cited-1.now")
    page.get_by_role("button", name=words.PREVIOUS_CITED).click()
    sees(page, "td#cited.now")


def test_the_outline_marks_the_section_in_sight(opened: Opener) -> None:
    page = opened("desk", report_address(REPORT.id))
    page.wait_for_selector(".outline details[open]")
    page.locator(".outline a").nth(1).click()
    page.wait_for_selector(".outline a[aria-current='location']:has-text('三、收到和处理')")
    page.evaluate("scrollTo(0, 0)")
    page.locator(".outline a[aria-current]", has_text="三、").wait_for(state="detached")
    assert page.locator(".outline a[aria-current]").count() <= 1


def test_on_a_phone_the_outline_is_folded_and_closes_behind_a_choice(opened: Opener) -> None:
    page = opened("phone", report_address(REPORT.id))
    outline = page.locator(".outline details")
    assert outline.get_attribute("open") is None
    outline.locator("summary").click()
    page.get_by_role("link", name="三、收到和处理政府信息公开申请情况", exact=True).click()
    page.wait_for_selector(".outline details:not([open])", state="attached")
    sees(page, "main h2:nth-of-type(2)")
    page.locator(".tools").get_by_role("link", name=words.OUTLINE).click()
    page.wait_for_selector(".outline details[open] summary:focus")
    sees(page, ".outline summary")


@BOTH
def test_words_are_found_counted_and_stepped_through(opened: Opener, screen: str) -> None:
    page = opened(screen, TWO_PLACES)
    box = page.get_by_role("searchbox", name=words.FIND_LABEL)
    box.fill("申请 17")  # runs over no other mark's edge, but stands within one
    page.wait_for_selector("mark.found.now")
    assert page.locator("form.find output").inner_text() == words.FOUND.format(at=1, count=1)
    box.fill("公开")
    page.wait_for_function("() => document.querySelectorAll('mark.found').length > 3")
    first = page.locator("form.find output").inner_text()
    box.press("Enter")
    assert page.locator("form.find output").inner_text() != first
    page.get_by_role("button", name=words.FIND_PREVIOUS).click()
    assert page.locator("form.find output").inner_text() == first
    sees(page, "mark.found.now")
    box.fill("没有这样的词")
    page.get_by_text(words.NOT_FOUND).wait_for()
    before = page.locator("main").inner_text()
    box.press("Escape")
    page.wait_for_function("() => !document.querySelector('form.find output').textContent")
    assert page.locator("main").inner_text() == before
    assert page.locator("mark.found").count() == 0


def test_words_are_found_across_a_cited_place(opened: Opener) -> None:
    page = opened("desk", report_address(REPORT.id, WORDS.start, WORDS.end))
    page.get_by_role("searchbox").fill("办理申请。全年新收")
    page.wait_for_selector("mark.found.now")
    assert "".join(page.locator("mark.found.now").all_inner_texts()) == "办理申请。全年新收"
    assert page.locator("#cited").inner_text() == SENTENCE


def test_by_keyboard_alone(opened: Opener) -> None:
    """Tab: to the text, back to the chat, the box to find words, the steps, the outline."""
    page = opened("desk", TWO_PLACES.removesuffix("#cited"))
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("(document.activeElement.textContent || document.activeElement.id).trim()"))
    assert seen[0] == words.SKIP_TO_TEXT
    expected = [words.BACK_TO_CHAT, "find", words.PREVIOUS_CITED, words.NEXT_CITED, words.OUTLINE]
    assert [s for s in seen if s in expected or s.startswith(words.OUTLINE)][:4] == expected[:4]


def test_without_script_all_of_the_text_and_the_cited_place_are_there(served: str, screens: Screens) -> None:
    browser = screens.desk.browser
    assert browser is not None
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    page.goto(served + TWO_PLACES)
    page.locator("td#cited").wait_for()
    assert page.get_by_role("search").count() == 0
    assert page.locator(".steps a").all_inner_texts() == ["1", "2"]
    assert page.get_by_role("link", name="一、总体情况").is_visible()
    page.locator(".steps a").first.click()
    assert page.url.endswith("#cited-1")
    context.close()


@BOTH
def test_a_page_of_the_original_is_shown_and_turned(opened: Opener, screen: str) -> None:
    page = opened(screen, report_address(REPORT.id, WORDS.start, WORDS.end))
    page.get_by_role("link", name=words.ORIGINAL_PAGE.format(page=REPORT.page_at(WORDS.start))).click()
    page.get_by_role("img").wait_for()
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(e => e.name.endsWith('.png') && e.responseStatus === 200)"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=words.PREVIOUS_PAGE).click()
    page.get_by_text(words.PAGE_OF.format(page=1, count=3)).wait_for()
    assert page.get_by_role("link", name=words.PREVIOUS_PAGE).count() == 0
    page.get_by_role("link", name=words.TO_TEXT).click()
    sees(page, "#cited")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@BOTH
@pytest.mark.parametrize("path", [TWO_PLACES, page_address(REPORT.id, 1, (WORDS.start, WORDS.end)), "report/unknown"])
def test_axe_finds_no_serious_fault(screens: Screens, served: str, screen: str, scheme: str, path: str) -> None:
    page = getattr(screens, screen).new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(served + path)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")] == []
    page.close()


def test_on_paper_there_is_the_text_alone(opened: Opener) -> None:
    page = opened("desk", TWO_PLACES)
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert not page.locator(".outline").is_visible()
    assert page.locator("td#cited").is_visible()
    frame = page.locator(".scrolling").first.evaluate("e => [e.scrollHeight, e.clientHeight]")
    assert frame[0] == frame[1], "nothing is cut off"


def test_the_panel_of_the_chat_steps_through_an_answer(screens: Screens, served: str) -> None:
    chat = open_page(screens.desk, served)
    chat.ask(ANSWERED)
    chat.page.locator(".claims a.cite").first.click()
    chat.page.locator("#source td.cited").wait_for()
    chat.page.locator("#source").get_by_role("button", name=words.NEXT_CITED).click()
    chat.page.locator("#source .passages mark").wait_for()
    assert chat.page.locator("#source .passages mark").inner_text() == SENTENCE
    assert chat.page.locator("#source h2").inner_text() == "出处 2"
    chat.page.locator("#source").get_by_role("button", name=words.PREVIOUS_CITED).click()
    chat.page.locator("#source td.cited").wait_for()
    chat.page.close()
