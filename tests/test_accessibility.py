"""For everyone: what pages look like is chosen and kept, words and marks stand out, and axe finds no fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from fakes_web import ANSWERED, FakeAssistant, FakeConversation, report_of
from printing import CHROMIUM
from served import Served
from test_web_browser import Opened, Screens, open_page, screens

from assistant.answer import Answer, Chart, ChartKind, Series, Table, TableCell
from assistant.web import words
from assistant.web.static_files import static_text, versioned

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What tests take from another file.
__all__ = ["screens"]

CHARTED = f"近三年{ANSWERED}"

browser = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)")

# --- the colours themselves -------------------------------------------------------------------

THEMES = list(product(("light", "dark"), ("standard", "high")))
# Words and what they stand on.
WORDS = (
    *product(("ink", "ink-soft", "blue", "blue-deep", "red", "amber", "hint"), ("paper", "ground", "faint", "label")),
    *product(("blue", "blue-deep"), ("blue-pale",)),
    ("ink", "absent"),
    ("ink", "cited-pale"),
    ("on-cited", "cited"),
    ("on-blue", "blue"),
    ("on-blue", "blue-deep"),
    ("amber", "amber-pale"),
    ("red", "red-pale"),
)
# Lines, marks and bars that must be seen, and what they stand on.
MARKS = tuple(product(("field-edge", "focus", "ink-soft", *(f"series-{n}" for n in range(1, 7))), ("paper", "faint")))


def colours(theme: str, contrast: str) -> dict[str, str]:
    """The colours that base.css sets for a theme, later rules over earlier ones."""
    found: dict[str, str] = {}
    for selector, body in re.findall(
        r"^:root([^\s,]*)(?:,\n\.on-paper)? \{(.*?)^\}", static_text("base.css"), re.DOTALL | re.MULTILINE
    ):
        asked = dict(re.findall(r'\[data-(\w+)="(\w+)"\]', selector))
        if asked.items() <= {"theme": theme, "contrast": contrast}.items():
            found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
    return found


def ratio(one: str, other: str) -> float:
    """The contrast of two colours by WCAG, 1 to 21."""

    def light(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(c * share for c, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "contrast"), THEMES)
def test_words_and_marks_stand_out_in_every_theme(theme: str, contrast: str) -> None:
    """Words 4.5 to 1, what must be seen 3 to 1; in high contrast 7 to 1 for both."""
    found = colours(theme, contrast)
    high = contrast == "high"
    weak = [
        f"{pair} {ratio(found[pair[0]], found[pair[1]]):.2f}"
        for pairs, least in ((WORDS, 7 if high else 4.5), (MARKS, 7 if high else 3))
        for pair in pairs
        if ratio(found[pair[0]], found[pair[1]]) < least
    ]
    assert weak == []


# --- the look that is chosen ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("data"), report_of(), assistant=WithViews(report_of()))
    yield server
    server.stop()


class WithViews(FakeAssistant):
    """The fake with an answer that has a chart and a table of several years."""

    def conversation(self, within: str = "") -> FakeConversation:
        return _WithViews(report_of())


class _WithViews(FakeConversation):
    def ask(self, text: str) -> Answer:
        answer = super().ask(text)
        if CHARTED not in text:
            return answer
        years = ("2021", "2022", "2023")
        cell = answer.citations[0]
        rows = [(TableCell(f"{year} 年"), TableCell("17", (cell,))) for year in years]
        table = Table("云岭市各年新收", ("年份", "新收（件）"), tuple(rows))
        series = Series("云岭市", (Decimal(12), None, Decimal(17)))
        chart = Chart(ChartKind.LINE, "云岭市各年新收", "件", years, (series,))
        return replace(answer, tables=(table,), charts=(chart,))


@dataclass
class Opening:
    """Opens pages of the chat, and leaves nothing behind: what the browser keeps is forgotten, the pages are closed."""

    screens: Screens
    address: str
    pages: list[Page] = field(default_factory=list)

    def __call__(self, screen: str = "desk", **chosen: str) -> Opened:
        if chosen:
            page = getattr(self.screens, screen).new_page()
            page.goto(self.address + versioned("base.css"))
            page.evaluate("look => localStorage.setItem('nianbao-display', JSON.stringify(look))", chosen)
            page.close()
        opened = open_page(getattr(self.screens, screen), self.address)
        self.pages.append(opened.page)
        return opened

    def blank(self) -> Page:
        self.pages.append(self.screens.desk.new_page())
        return self.pages[-1]

    def close(self) -> None:
        for page in self.pages:
            page.goto(self.address + versioned("base.css"))
            page.evaluate("try { localStorage.clear(); } catch {}")
            page.close()


@pytest.fixture
def opening(screens: Screens, served: Served) -> Iterator[Opening]:
    pages = Opening(screens, served.address)
    yield pages
    pages.close()


def look(page: Page) -> dict[str, str]:
    return dict(page.evaluate("({...document.documentElement.dataset})"))


def choose(page: Page, kind: str, value: str) -> None:
    """Takes a choice of the menu as users do."""
    menu = page.locator("[data-display]")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    label, options = words.DISPLAY_CHOICES[kind]
    menu.get_by_role("group", name=label).get_by_label(options[value], exact=True).check()


@browser
@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_the_menu_is_in_reach_at_every_size(opening: Opening, screen: str) -> None:
    """Whoever chose large type finds the way back; what was just chosen is seen as chosen."""
    page = opening(screen).page
    for size in ("large", "huge", "standard"):
        choose(page, "size", size)
        box = page.locator(".display-panel").bounding_box()
        assert box is not None
        assert box["x"] >= 0, f"{size}: cut off"
        assert box["x"] + box["width"] <= page.evaluate("innerWidth"), f"{size}: cut off"
        ring = page.locator("[data-kind='size']:checked").evaluate("e => getComputedStyle(e).borderTopColor")
        assert ring != "rgba(0, 0, 0, 0)", f"{size}: the mark of the choice is invisible"
        question = page.get_by_label(words.QUESTION_LABEL)
        question.evaluate("e => new Promise(requestAnimationFrame)")
        assert question.evaluate("e => e.scrollHeight - e.clientHeight") < 8, f"{size}: words of the box cut off"


@browser
def test_the_look_is_chosen_by_keyboard_kept_and_the_same_on_all_pages(opening: Opening) -> None:
    opened = opening()
    page = opened.page
    assert look(page) == {"size": "standard", "contrast": "standard", "theme": "light"}
    opened.tab_to("[data-display] summary")
    page.keyboard.press("Enter")
    for kind in ("size", "contrast", "theme"):
        opened.tab_to(f"[data-kind='{kind}']")
        page.keyboard.press("ArrowRight" if kind != "theme" else "ArrowLeft")
    chosen = {"size": "large", "contrast": "high", "theme": "dark"}
    assert look(page) == chosen
    page.keyboard.press("Escape")
    assert opened.focused("[data-display] summary"), "Escape closes the menu and leads back"
    for address in ("", f"report/{report_of().id}", "staff/login"):
        page.goto(opening.address + address)
        assert look(page) == chosen, address
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"


@browser
def test_the_look_is_there_before_anything_is_painted(screens: Screens, served: Served) -> None:
    """The script stands before every style and body, and waits for nothing."""
    for address in ("", f"report/{report_of().id}", "staff/login"):
        html = screens.desk.request.get(served.address + address).text()
        script = re.search(r"<script src=\S*display\.js[^>]*>", html)
        assert script is not None
        assert "defer" not in script.group()
        assert "async" not in script.group()
        assert script.start() < html.index('rel="stylesheet" href=')
        assert script.start() < html.index("<body")


@browser
def test_without_a_choice_the_system_decides_also_later(opening: Opening) -> None:
    page = opening.blank()
    page.emulate_media(color_scheme="dark", contrast="more")
    page.goto(opening.address)
    assert look(page) == {"size": "standard", "contrast": "high", "theme": "dark"}
    page.emulate_media(color_scheme="light", contrast="no-preference")
    page.wait_for_function(
        "(({theme, contrast}) => theme + contrast === 'lightstandard')(document.documentElement.dataset)"
    )


@browser
@pytest.mark.parametrize("size", ["large", "huge"])
def test_every_word_grows_with_the_size_of_letters(opening: Opening, size: str) -> None:
    opened = opening()
    opened.page.emulate_media(reduced_motion="reduce")
    opened.ask(CHARTED)
    opened.page.locator(".claims a.cite").first.click()
    opened.page.locator("#source td.cited").wait_for()
    before = opened.page.evaluate(LETTERS)
    choose(opened.page, "size", size)
    after = opened.page.evaluate(LETTERS)
    factor = {"large": 1.25, "huge": 1.5}[size]
    stuck = [words for words, px in before.items() if words in after and abs(after[words] / px - factor) > 0.01]
    assert stuck == []
    assert len(before) > 30


# The size of the letters of each piece of text that is seen.
LETTERS = """() => Object.fromEntries([...document.querySelectorAll("body *:not(svg *)")]
  .filter((e) => e.getClientRects().length && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .filter((e) => !e.closest("script, style, .sr-only, .display-panel"))
  .map((e) => [e.tagName + " " + e.textContent.trim().slice(0, 40), parseFloat(getComputedStyle(e).fontSize)]))"""


# What is wider than its own box and can't be scrolled: words that are cut off.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getClientRects().length && !e.closest(".unseen, .sr-only, svg, #skip, textarea"))
  .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 120))"""

# How a window of 1280×900 looks: at 400 % zoom, and with letters of twice the size.
NARROW = [({"width": 320, "height": 225}, "100%"), ({"width": 1280, "height": 900}, "200%")]


@browser
@pytest.mark.parametrize(("window", "letters"), [*NARROW, ({"width": 320, "height": 640}, "150%")])
def test_nothing_is_lost_when_all_is_enlarged(opening: Opening, window: dict[str, int], letters: str) -> None:
    opened = opening()
    page = opened.page
    page.set_viewport_size({"width": window["width"], "height": window["height"]})
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
    opened.ask(CHARTED)
    assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]
    assert page.evaluate(CUT_OFF) == []
    box = page.get_by_label(words.QUESTION_LABEL).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= window["height"], "the box to ask in is in sight"
    seen = page.locator("#conversation").bounding_box()
    assert seen is not None
    assert seen["height"] >= 0.35 * window["height"], "and so is the answer"


@browser
def test_a_browser_that_keeps_nothing_shows_what_was_chosen(opening: Opening) -> None:
    page = opening.blank()
    page.add_init_script(REFUSED)
    page.goto(opening.address)
    page.locator("[data-display]").wait_for()
    choose(page, "size", "huge")
    assert look(page)["size"] == "huge"


REFUSED = """for (const kept of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, kept, { get() { throw new DOMException("refused", "SecurityError"); } });"""


@browser
def test_the_skip_link_leads_to_the_box_before_all_else(opening: Opening) -> None:
    opened = opening()
    opened.tab_to(".skip-link", "Shift+Tab")
    opened.page.keyboard.press("Enter")
    assert opened.focused("#question textarea, #question input")


@browser
def test_an_answer_is_said_once_and_stands_under_headings_and_landmarks(opening: Opening) -> None:
    opened = opening()
    opened.page.evaluate(
        "new MutationObserver(() => (window.said = [...(window.said || []), announcement.textContent]))"
        ".observe(announcement, { childList: true })"
    )
    opened.ask(ANSWERED)
    answer = opened.page.locator(".answer[data-said]").get_attribute("data-said")
    assert opened.page.evaluate("window.said") == [answer]
    assert opened.page.get_by_role("heading", level=1).count() == 1
    assert opened.page.get_by_role("main").count() == 1
    assert opened.page.get_by_role("region", name=words.CONVERSATION).count() == 1
    assert opened.page.locator("html").get_attribute("lang") == "zh-CN"


@browser
def test_everything_to_touch_on_a_phone_is_large_enough(opening: Opening) -> None:
    """44 px high at least; numbers of citations stand in a sentence and are as high as its line."""
    opened = opening("phone")
    found = opened.page.evaluate(TOO_SMALL)
    opened.ask(CHARTED)
    found += opened.page.evaluate(TOO_SMALL)
    opened.page.locator(".claims a.cite").first.click()
    opened.page.locator("#source td.cited").wait_for()
    found += opened.page.evaluate(TOO_SMALL)
    assert found == []


TOO_SMALL = """() => [...document.querySelectorAll("button, summary, a[href], label, textarea")]
  .filter((e) => e.checkVisibility() && e.getClientRects().length)
  .filter((e) => !e.closest(".unseen, .sr-only, #skip, .skip-link, .claims, table"))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => e.getBoundingClientRect().height + " " + e.outerHTML.slice(0, 100))"""


# --- how it is sent ---------------------------------------------------------------------------------


def test_pages_are_sent_compressed_and_files_that_never_change_are_kept(served: Served) -> None:
    import httpx

    with httpx.Client(base_url=served.address) as client:
        frame = client.get("/")
        for address in ("/", "/static/nianbao/base.css", f"/report/{report_of().id}"):
            assert client.get(address).headers["content-encoding"] == "gzip", address
        assert "content-encoding" not in client.get("/staff/login").headers, "its size must not tell of its token"
        found = re.search(r"assets/index-[\w-]+\.js", frame.text)
        assert found is not None
        assert "immutable" in client.get(f"/{found[0]}").headers["cache-control"]
        assert "cache-control" not in client.get("/assets/none.js").headers
        assert "iframeResizer" not in frame.text
        assert "manifest.json" not in frame.text


# --- axe --------------------------------------------------------------------------------------------

STATES: tuple[tuple[str, dict[str, str]], ...] = (
    ("desk", {}),
    ("phone", {"theme": "dark", "size": "huge"}),
    ("desk", {"contrast": "high"}),
    ("phone", {"contrast": "high", "theme": "dark"}),
)


def faults(page: Page, state: str) -> list[str]:
    """What axe finds that is serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{state}: {fault['id']} {node['html'][:150]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@browser
@pytest.mark.parametrize(("screen", "chosen"), STATES)
def test_axe_finds_no_serious_fault_in_any_state(opening: Opening, screen: str, chosen: dict[str, str]) -> None:
    opened = opening(screen, **chosen)
    page = opened.page
    page.locator("#welcome .examples").wait_for()
    page.locator("[data-display] summary").click()
    found = faults(page, "welcome with the menu open")
    page.keyboard.press("Escape")
    opened.ask(CHARTED)
    found += faults(page, "an answer with chart and table")
    page.get_by_text(words.VIEW_TABLE, exact=True).first.click()
    page.locator(".claims a.cite").first.click()
    page.locator("#source td.cited").wait_for()
    found += faults(page, "table and source")
    assert found == []


@browser
def test_axe_finds_no_serious_fault_where_nothing_is_loaded(
    screens: Screens, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Served(tmp_path_factory.mktemp("empty"))
    try:
        opened = open_page(screens.phone, server.address)
        opened.page.get_by_text(words.ADD_COMMAND).wait_for()
        assert faults(opened.page, "nothing loaded") == []
        opened.page.close()
    finally:
        server.stop()
