"""The page in a real browser: by keyboard alone, on a desk and on a phone, with nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fakes_web import ANSWERED, ASKS, BROKEN, HOSTILE, MISSING, report_of
from printing import CHROMIUM
from served import Served

from assistant.web import words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# More presses than the page has places to stop at: a place not reached by then can't be reached.
MOST_TABS = 60

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)")


@dataclass
class Opened:
    """A page that is open, and what the browser asked for and complained about."""

    page: Page
    address: str
    asked_for: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def focused(self, selector: str) -> bool:
        return bool(self.page.evaluate("s => !!document.activeElement?.matches(s)", selector))

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            if self.focused(selector):
                return
        raise AssertionError(f"no way by {key} to {selector}")

    def ask(self, question: str) -> None:
        box = self.page.get_by_label(words.QUESTION_LABEL)
        answers = self.page.locator(".answer[data-said]").count()
        box.fill(question)
        box.press("Enter")
        self.page.locator(".answer[data-said]").nth(answers).wait_for()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Served(tmp_path_factory.mktemp("data"), report_of())
    yield server.address
    server.stop()


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Screens:
    phone = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    return Screens(browser.new_context(viewport=DESK), phone)


@dataclass
class Screens:
    """A desk's and a phone's browser, each with its own cache, so that the page's files are fetched once."""

    desk: BrowserContext
    phone: BrowserContext


def open_page(context: BrowserContext, address: str) -> Opened:
    page = context.new_page()
    opened = Opened(page, address)
    page.on("request", lambda request: opened.asked_for.append(request.url))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("response", lambda r: opened.complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("console", lambda m: opened.complaints.append(m.text) if m.type == "error" else None)
    page.goto(address)
    page.locator(".welcome").wait_for()
    return opened


@pytest.fixture
def desk(screens: Screens, served: str) -> Iterator[Opened]:
    opened = open_page(screens.desk, served)
    yield opened
    opened.page.close()


@pytest.fixture
def phone(screens: Screens, served: str) -> Iterator[Opened]:
    opened = open_page(screens.phone, served)
    yield opened
    opened.page.close()


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_with_the_keyboard_alone(screens: Screens, served: str, screen: str) -> None:
    """Tab to the box, type, Enter; Tab to the citation, Enter opens its place, Escape leads back to it."""
    opened = open_page(getattr(screens, screen), served)
    page = opened.page
    opened.tab_to("#question textarea, #question input")
    page.keyboard.type(f"云岭市2023年{ANSWERED}申请？")
    page.keyboard.press("Enter")
    page.locator(".answer[data-said]").wait_for()
    opened.tab_to("a.cite")
    page.keyboard.press("Enter")
    page.locator("#source td.cited").wait_for()
    assert page.locator("#source td.cited").inner_text() == "17"
    assert opened.focused("#source h2")
    page.keyboard.press("Escape")
    assert opened.focused("a.cite[data-number='1']")
    page.close()


def test_a_part_of_the_reading_is_changed_by_keyboard(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.tab_to(".change summary")
    desk.page.keyboard.press("Enter")
    desk.tab_to(".change .others button")
    desk.page.keyboard.press("Escape")
    assert desk.focused(".change summary"), "Escape closes the menu and leads back"
    desk.page.keyboard.press("Enter")
    desk.tab_to(".change .others button")
    desk.page.keyboard.press("Enter")
    desk.page.locator(".answer[data-said]").nth(1).wait_for()
    assert desk.page.locator(".turn .question").last.inner_text().endswith(f"换成2022年{ANSWERED}")


def test_the_link_of_a_question_asks_it(screens: Screens, served: str) -> None:
    page = screens.desk.new_page()
    page.goto(f"{served}?q=云岭市{ANSWERED}")
    page.locator(".answer[data-said]").wait_for()
    assert page.locator(".turn .question").all_inner_texts()[0].endswith(f"云岭市{ANSWERED}")
    page.close()


def test_the_newest_answer_is_one_step_behind_the_box(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.ask(MISSING)
    desk.tab_to("[data-latest]")
    desk.page.keyboard.press("Enter")
    assert desk.focused(f".answer[aria-label='{words.ANSWER_OF.format(question=MISSING)}']")


def test_each_citation_opens_its_place_also_those_of_earlier_answers(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.ask(MISSING)
    desk.ask(ANSWERED)
    source = desk.page.locator("#source")
    for turn, number, marked in (("0", "2", "全年新收政府信息公开申请 17 件。"), ("2", "1", "17"), ("0", "1", "17")):
        desk.page.locator(f".claims a.cite[data-turn='{turn}'][data-number='{number}']").click()
        source.get_by_text(words.SOURCE_NUMBER.format(number=number), exact=True).wait_for()
        assert marked in source.locator("mark").first.inner_text()


def test_choices_and_suggestions_are_asked_by_a_click(desk: Opened) -> None:
    desk.ask(ASKS)
    desk.page.locator(".choices button").first.click()
    desk.page.locator(".claims a.cite").first.wait_for()
    assert desk.page.locator(".question").last.inner_text().endswith("云岭市2023年新收了多少件申请？")


def test_a_failure_is_polite_and_the_next_question_is_answered(desk: Opened) -> None:
    desk.ask(BROKEN)
    assert desk.page.locator(".trouble").inner_text() == words.FAILED
    desk.ask(ANSWERED)
    assert desk.page.locator(".claims a.cite").count() == 3


def test_a_question_is_shown_at_once_and_its_loss_is_said(desk: Opened) -> None:
    """While the answer is under way the question stands there as waiting; no connection, and it can be asked again."""
    sent: list[str] = []

    def losing(route: Route) -> None:
        asks = ANSWERED in (route.request.post_data or "")
        sent.extend([ANSWERED] * asks)
        if asks:
            route.abort()
        else:
            route.continue_()

    desk.page.route("**/run/predict*", losing)
    box = desk.page.get_by_label(words.QUESTION_LABEL)
    box.fill(ANSWERED)
    box.press("Enter")
    desk.page.locator(".trouble", has_text=words.LOST).wait_for()
    desk.page.wait_for_function(
        "q => document.querySelector(`#question textarea, #question input`)?.value === q", arg=ANSWERED
    )
    assert len(sent) == 2, "sent once more by itself"
    desk.page.unroute("**/run/predict*")
    desk.ask(ANSWERED)
    assert desk.page.locator(".turn").count() == 1
    desk.page.route("**/run/predict*", lambda route: None)
    box.fill(MISSING)
    box.press("Enter")
    desk.page.locator(".turn").nth(1).get_by_text(words.WAITING).wait_for()


def test_what_comes_late_takes_no_answer_away(screens: Screens, served: str) -> None:
    """A question typed before the page has heard from the server is answered, and its answer stays."""
    page = screens.desk.new_page()
    held: list[Route] = []
    asks = re.compile(ANSWERED)
    page.route("**/run/predict*", lambda r: r.continue_() if asks.search(r.request.post_data or "") else held.append(r))
    page.goto(served)
    box = page.get_by_label(words.QUESTION_LABEL)
    box.fill(ANSWERED)
    box.press("Enter")
    page.locator(".answer[data-said]").wait_for()
    assert held
    page.unroute("**/run/predict*")  # lets go on what was held
    page.locator("#welcome .examples").wait_for(state="attached")
    assert page.locator(".answer[data-said]").count() == 1
    assert page.locator("#welcome").is_hidden()
    page.close()


def test_the_conversation_can_be_cleared(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.page.get_by_role("button", name=words.CLEAR).click()
    desk.page.locator(".welcome").wait_for()
    assert desk.page.locator(".turn").count() == 0


def test_on_a_phone_the_source_covers_the_page_and_closes(phone: Opened) -> None:
    phone.ask(ANSWERED)
    phone.page.locator(".claims a.cite").first.click()
    source = phone.page.locator("#source")
    source.locator("td.cited").wait_for()
    assert source.bounding_box() == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    phone.page.get_by_role("button", name=words.BACK_TO_TALK).click()
    source.wait_for(state="hidden")
    assert phone.page.locator(".claims").is_visible()


@pytest.mark.parametrize(("screen", "size"), [("desk", DESK), ("phone", PHONE)])
def test_nothing_sticks_out_of_the_window(screens: Screens, served: str, screen: str, size: ViewportSize) -> None:
    opened = open_page(getattr(screens, screen), served)
    for question in (ANSWERED, ASKS, ANSWERED, "问" * 200):
        opened.ask(question)
    width, height = opened.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    box = opened.page.get_by_label(words.QUESTION_LABEL).bounding_box()
    assert (width, height) == (size["width"], size["height"])
    assert box is not None
    assert box["y"] + box["height"] <= size["height"], "the box to ask in is always in sight"
    opened.page.close()


def test_the_page_is_chinese_and_asks_no_other_host(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.page.locator(".claims a.cite").first.click()
    desk.page.locator("#source td.cited").wait_for()
    assert desk.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert desk.page.title() == words.TITLE
    local = ("data:", "blob:", desk.address)
    assert [url for url in desk.asked_for if not url.startswith(local)] == []
    assert desk.complaints == []


def test_all_that_gradio_loads_is_told_of_in_the_head_and_fetched_once(screens: Screens, served: str) -> None:
    """So that a browser need not go from script to script; what is told of and not needed would only delay it."""
    launched = screens.desk.browser
    assert launched is not None
    empty = launched.new_context(viewport=DESK)
    opened = open_page(empty, served)
    opened.page.wait_for_load_state("networkidle")
    head = empty.request.get(served).text().partition("</head>")[0]
    told = re.findall(r'<link rel="(?:modulepreload|preload)"[^>]* href="([^"]+)"', head)
    files = [url.removeprefix(served) for url in opened.asked_for if re.search(r"/(assets|static)/|/theme\.css", url)]
    assert sorted(url for url in files if not url.startswith("static/")) == sorted(told)
    assert len(files) == len(set(files))
    empty.close()


def test_the_links_of_a_source_open(desk: Opened) -> None:
    desk.ask(ANSWERED)
    desk.page.locator(".claims a.cite[data-number='2']").click()
    with desk.page.expect_popup() as popup:
        desk.page.get_by_role("link", name=words.READ_ALL).click()
    assert popup.value.locator("#cited").inner_text() == "全年新收政府信息公开申请 17 件。"
    assert popup.value.locator("#cited").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 228, 138)"
    popup.value.close()


def test_the_contrast_of_words_is_enough(desk: Opened) -> None:
    """WCAG AA: 4.5 to 1 for each text that is seen, against the nearest background that is painted."""
    desk.ask(ASKS)
    desk.ask(BROKEN)
    desk.ask(ANSWERED)
    desk.page.locator(".claims a.cite").first.click()
    desk.page.locator("#source td.cited").wait_for()
    assert desk.page.evaluate(POOR_CONTRAST) == []


POOR_CONTRAST = """() => {
  const channels = (color) => (color.match(/[0-9.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = channels(getComputedStyle(e).backgroundColor);
      if (color.length && (color[3] ?? 1) > 0.99) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].filter((n) => n.nodeType === 3 && n.textContent.trim());
    if (!words.length || !element.getClientRects().length || element.closest("script,style,noscript")) continue;
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 120)}`);
  }
  return poor;
}"""


def test_markup_in_a_report_or_a_question_does_not_run(screens: Screens, tmp_path: Path) -> None:
    report = report_of(body=HOSTILE, title=HOSTILE, first_value=HOSTILE)
    server = Served(tmp_path, report, cited=report)
    try:
        opened = open_page(screens.desk, server.address)
        opened.ask(HOSTILE + ANSWERED)
        opened.page.locator(".claims a.cite").first.click()
        opened.page.locator("#source td.cited").wait_for()
        assert opened.page.locator("#source td.cited").inner_text() == HOSTILE
        assert opened.page.title() == words.TITLE
        opened.page.goto(f"{server.address}report/{report.id}")
        assert HOSTILE in opened.page.inner_text("main")
        assert opened.page.title() != "ran"
        opened.page.close()
    finally:
        server.stop()


def test_an_empty_store_explains_itself(screens: Screens, tmp_path: Path) -> None:
    server = Served(tmp_path)
    try:
        opened = open_page(screens.phone, server.address)
        opened.page.get_by_text(words.ADD_COMMAND).wait_for()
        opened.page.close()
    finally:
        server.stop()
