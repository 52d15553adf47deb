"""What a reader can do with an answer, in a real browser on a desk and on a phone: by mouse and by keyboard."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from fakes_tools import LINES, LONG, SENTENCE, SUMMED, TABLED, TITLE, ToolsAssistant
from fakes_web import ANSWERED, report_of
from PIL import Image
from printing import CHROMIUM
from served import Served
from test_web_browser import DESK, PHONE, Opened, open_page

from assistant.service.feedback import Verdict
from assistant.web import words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Route

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)")

SIZES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": DESK},
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True},
}


@dataclass
class House:
    """A server and a browser, with a context for each size and one in the dark."""

    served: Served
    assistant: ToolsAssistant
    browser: Browser
    contexts: dict[str, BrowserContext]

    def open(self, size: str) -> Opened:
        return open_page(self.contexts[size], self.served.address)


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    assistant = ToolsAssistant(report_of())
    served = Served(tmp_path_factory.mktemp("tools"), report_of(), assistant=assistant, rate=1000)
    allowed = ["clipboard-read", "clipboard-write"]
    contexts = {name: browser.new_context(**size, permissions=allowed) for name, size in SIZES.items()}
    contexts["dark"] = browser.new_context(viewport=DESK, color_scheme="dark")
    yield House(served, assistant, browser, contexts)
    served.stop()


@pytest.fixture(params=SIZES)
def opened(house: House, request: pytest.FixtureRequest) -> Iterator[Opened]:
    page = house.open(request.param)
    yield page
    page.page.close()


@pytest.fixture
def desk(house: House) -> Iterator[Opened]:
    page = house.open("desk")
    yield page
    page.page.close()


def told(opened: Opened, text: str) -> Locator:
    """The status under an answer, once it says this."""
    status = opened.page.locator(".told", has_text=text)
    status.first.wait_for()
    return status.first


def clipboard(opened: Opened, kind: str = "text/plain") -> str:
    return str(
        opened.page.evaluate(
            "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()",
            kind,
        )
    )


def downloaded(opened: Opened, selector: str) -> tuple[str, bytes]:
    with opened.page.expect_download() as caught:
        opened.page.locator(selector).last.click()
    name = caught.value.suggested_filename
    told(opened, words.SAVED.format(name=name))
    return name, Path(caught.value.path()).read_bytes()


# --- copying and sharing --------------------------------------------------------------------------------


def test_an_answer_is_copied_with_its_numbers_and_sources(opened: Opened) -> None:
    opened.ask(f"云岭市{ANSWERED}")
    opened.page.locator("[data-copy]").click()
    assert told(opened, words.COPIED).get_attribute("role") == "status", "read aloud by screen readers"
    lines = clipboard(opened).split("\n")
    assert lines[0] == f"{words.COPY_QUESTION}云岭市{ANSWERED}"
    assert lines[1] == "云岭市2023年新收自然人提出的政府信息公开申请 17 件。[1]"
    assert lines[4:6] == [words.COPY_SOURCES, "[1] 云岭市 2023 年 › 一、本年新收政府信息公开申请数量 › 自然人"]
    assert lines[-1].startswith(f"{words.COPY_LINK}{opened.address}?q=")
    html = clipboard(opened, "text/html")
    assert f'href="{opened.address}report/' in html, "in Word the numbers lead to their places"
    assert "<button" not in html


def test_without_the_clipboard_of_safe_pages_the_old_way_copies(desk: Opened) -> None:
    """As on an address without TLS, which many intranets have."""
    desk.page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('not allowed')); }")
    desk.ask(ANSWERED)
    desk.page.locator("[data-copy]").click()
    told(desk, words.COPIED)
    assert clipboard(desk).startswith(f"{words.COPY_QUESTION}{ANSWERED}\n")


def test_where_nothing_can_be_copied_that_is_said(desk: Opened) -> None:
    desk.page.evaluate(
        "() => { navigator.clipboard.write = () => Promise.reject(); document.execCommand = () => false; }"
    )
    desk.ask(ANSWERED)
    desk.page.locator("[data-copy]").click()
    told(desk, words.NOT_COPIED)


def test_the_link_of_an_answer_asks_its_question_again(desk: Opened) -> None:
    desk.ask(f"云岭市{ANSWERED}")
    desk.page.locator("[data-share]").click()
    told(desk, words.LINK_COPIED)
    desk.page.goto(clipboard(desk))
    desk.page.locator(".answer[data-said]").wait_for()
    assert desk.page.locator(".turn .question").inner_text().endswith(f"云岭市{ANSWERED}")


def test_a_phone_shares_the_link_by_its_own_menu(house: House) -> None:
    phone = house.open("phone")
    phone.page.evaluate("() => { navigator.share = (what) => { window.shared = what; return Promise.resolve(); }; }")
    phone.ask(ANSWERED)
    phone.page.locator("[data-share]").click()
    assert phone.page.evaluate("window.shared.url").startswith(f"{phone.address}?q=")
    phone.page.close()


# --- files ------------------------------------------------------------------------------------------------


def test_a_table_is_downloaded_for_excel(opened: Opened) -> None:
    opened.ask(f"云岭市{ANSWERED}")
    opened.ask(TABLED)
    opened.page.locator(".views > label").last.click()
    name, data = downloaded(opened, "[data-download][href*=xlsx]")
    assert name == f"{TITLE}.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(data))["表"]["B4"].value == 17
    name, data = downloaded(opened, "[data-download][href*=csv]")
    assert name == f"{TITLE}.csv"
    assert data.decode("utf-8-sig").startswith("年份,数值（件）,出处")
    assert opened.complaints == []


def test_what_the_server_says_instead_of_a_file_is_shown(desk: Opened) -> None:
    desk.ask(TABLED)
    desk.page.locator(".views > label").last.click()
    link = desk.page.locator("[data-download]").first
    link.evaluate("link => (link.href = link.href.replace(/mark=[^&]*/, 'mark=0123456789ab'))")
    link.click()
    told(desk, words.TABLE_CHANGED)
    assert desk.page.url == desk.address


@pytest.mark.parametrize("size", ["desk", "phone", "dark"])
def test_a_chart_is_a_picture_on_white_at_twice_its_size(house: House, size: str) -> None:
    opened = house.open(size)
    opened.ask(TABLED)
    name, data = downloaded(opened, "[data-png]")
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = picture.size
    assert (name, width) == (f"{TITLE}.png", 1280)
    assert height > 800
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    colours = {colour for _, colour in picture.getcolors(1_000_000) or []}
    assert (26, 95, 180) in colours, "the line in the colour that it has on paper"
    assert (28, 39, 51) in colours, "dark letters"
    top, bottom = picture.crop((0, 0, width, 110)), picture.crop((0, height - 110, width, height))
    assert sum(top.convert("L").histogram()[:100]), "dark: the title"
    assert sum(bottom.convert("L").histogram()[:150]), "less dark: the source"
    assert opened.page.locator(".picture").count() == 0
    opened.page.close()


def test_a_picture_is_the_same_for_who_reads_large_type(desk: Opened) -> None:
    desk.ask(TABLED)
    _, usual = downloaded(desk, "[data-png]")
    desk.page.evaluate("() => { document.documentElement.style.fontSize = '24px'; }")
    _, large = downloaded(desk, "[data-png]")
    assert Image.open(io.BytesIO(usual)).tobytes() == Image.open(io.BytesIO(large)).tobytes()


# --- opinions -----------------------------------------------------------------------------------------------


def test_an_opinion_is_given_and_changed_by_keyboard(opened: Opened, house: House) -> None:
    opened.ask(ANSWERED)
    keyboard = opened.page.keyboard
    opened.tab_to("[data-bad]")
    keyboard.press("Enter")
    assert opened.focused("form.opinion input:checked")
    keyboard.press("Escape")
    assert opened.focused("[data-bad]"), "closed again, and back where it was opened"
    keyboard.press("Enter")
    keyboard.press("ArrowRight")
    opened.tab_to("form.opinion textarea")
    keyboard.type("出处是别的表")
    opened.tab_to("form.opinion [type=submit]")
    keyboard.press("Enter")
    told(opened, words.THANKS)
    assert opened.focused("[data-bad][aria-pressed=true]")
    newest = house.served.site.feedback.opinions()[0]
    assert (newest.verdict, newest.comment, newest.question) == (Verdict.SOURCE_WRONG, "出处是别的表", ANSWERED)
    opened.tab_to("[data-good]", "Shift+Tab")
    keyboard.press("Enter")
    told(opened, words.CHANGED_OPINION)
    assert house.served.site.feedback.opinions()[0].verdict is Verdict.GOOD
    assert opened.page.locator("[data-good]:disabled, [data-bad]:disabled").count() == 2


def test_an_opinion_that_is_lost_on_the_way_is_said(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.page.route("**/run/predict*", lambda route: route.fulfill(status=502))
    desk.page.locator("[data-good]").click()
    told(desk, words.OPINION_LOST)


# --- what stays, and what comes later -------------------------------------------------------------------------


def test_what_was_opened_in_earlier_answers_stays(opened: Opened) -> None:
    opened.ask(TABLED)
    opened.page.locator(".views > label").last.click()
    opened.page.locator(".turn").first.evaluate("turn => (turn.dataset.own = 'kept')")
    opened.ask(LONG)
    opened.page.locator(".claims details > summary").click()
    opened.ask(ANSWERED)
    assert opened.page.locator(".turn[data-own=kept] .view-table").is_visible()
    assert opened.page.locator(".claims details").evaluate("details => details.open")


def test_a_long_answer_is_there_at_once_and_fills_up(house: House) -> None:
    opened = house.open("desk")
    held: list[Route] = []
    opened.page.route(
        "**/run/predict*",
        lambda r: held.append(r) if '"start"' in (r.request.post_data or "") else r.continue_(),
    )
    opened.ask(LONG)
    claims = opened.page.locator(".claims .claim")
    assert 0 < claims.count() < LINES
    opened.ask(ANSWERED)
    assert opened.page.locator(".turn").count() == 2, "the next question is answered meanwhile"
    opened.page.locator(".claims details > summary").click()
    opened.page.unroute("**/run/predict*")  # lets go on what was held
    opened.page.locator(".turn:not([data-more])").nth(1).wait_for()
    first = opened.page.locator(".turn").first
    assert first.locator(".claim").count() == LINES
    assert first.locator(".source-line").count() == LINES
    assert first.locator("tbody tr").count() == LINES
    assert first.locator(".claims details").evaluate("details => details.open"), "still as the reader has it"
    first.locator("a.cite").last.evaluate("link => link.click()")
    opened.page.locator("#source h2", has_text=words.SOURCE_NUMBER.format(number=LINES)).wait_for()
    opened.page.close()


def test_lines_that_are_lost_on_the_way_can_be_had_again(desk: Opened) -> None:
    desk.page.route(
        "**/run/predict*",
        lambda r: r.fulfill(status=502) if '"start"' in (r.request.post_data or "") else r.continue_(),
    )
    desk.ask(LONG)
    desk.page.locator(".rest-lost", has_text=words.REST_LOST).wait_for()
    desk.page.locator("[data-copy]").click()
    told(desk, words.REST_LOST)  # rather nothing than a part of the answer
    desk.page.unroute("**/run/predict*")
    desk.page.get_by_role("button", name=words.TRY_AGAIN).click()
    desk.page.locator(".turn:not([data-more])").wait_for()
    assert desk.page.locator(".claims .claim").count() == LINES


def test_a_summary_comes_above_its_answer_without_holding_anything_up(desk: Opened, house: House) -> None:
    house.assistant.go.clear()
    desk.ask(SUMMED)
    desk.page.get_by_text(words.SUMMING_UP).wait_for()
    assert desk.page.locator(".claims .claim").count() == 2
    desk.ask(ANSWERED)
    house.assistant.go.set()
    first = desk.page.locator(".turn").first
    first.locator(".claims > .summary", has_text=f"{SENTENCE}[1][2]").wait_for()
    assert desk.page.get_by_text(words.SUMMING_UP).count() == 0
    first.locator(".summary a.cite").first.click()
    desk.page.locator("#source td.cited").wait_for()
    assert desk.page.locator("#source td.cited").inner_text() == "17"


# --- how often, and for whom -------------------------------------------------------------------------------------


def test_who_asks_too_often_finds_the_question_in_the_box(house: House, tmp_path: Path) -> None:
    server = Served(tmp_path, report_of(), assistant=ToolsAssistant(report_of()), rate=1)
    try:
        opened = open_page(house.contexts["phone"], server.address)
        opened.ask(ANSWERED)
        opened.ask(TABLED)
        assert opened.page.locator(".trouble").inner_text() == words.TOO_OFTEN.format(most=1)
        opened.page.wait_for_function(
            "q => document.querySelector('#question textarea, #question input').value === q", arg=TABLED
        )
        opened.page.close()
    finally:
        server.stop()


def test_no_serious_fault_for_those_who_use_a_screen_reader(opened: Opened) -> None:
    opened.ask(TABLED)
    opened.ask(SUMMED)
    opened.page.locator("[data-bad]").last.click()
    opened.page.locator("form.opinion").wait_for()
    found = Axe().run(opened.page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") == opened.page.viewport_size["width"]  # type: ignore[index]
