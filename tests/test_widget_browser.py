"""The widget on a portal of another site, the service behind nginx under /qa/; and the whole service under that path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from behind_nginx import NGINX, NO_NGINX, Nginx, free_ports
from fakes_web import ANSWERED, MISSING, report_of
from printing import CHROMIUM
from served import PASSWORD, Served
from test_web_browser import DESK, MOST_TABS, PHONE

from assistant.web import words, words_staff

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)"),
    pytest.mark.skipif(not NGINX, reason=NO_NGINX),
]

# A browser that gives frames of other sites no storage at all.
NO_STORAGE = """
if (window !== window.top) for (const kind of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, kind, { get() { throw new DOMException('denied', 'SecurityError') } });
}
"""
# What stands on the portal and how it looks, the widget's own element left out.
LOOKS = """() => [...document.querySelectorAll('body, body *')].filter(e => e.localName !== 'nianbao-widget').map(e => {
  const style = getComputedStyle(e);
  return e.localName + [...style].map(name => style.getPropertyValue(name)).join('|');
})"""
PATIENCE = 10_000  # milliseconds
SHADOW = "document.querySelector('nianbao-widget').shadowRoot"


@dataclass
class Stack:
    nginx: Nginx
    served: Served
    browser: Browser


@pytest.fixture(scope="module")
def stack(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    ports = free_ports(3)
    folder = tmp_path_factory.mktemp("stack")
    report = report_of(body="澄屿市")
    served = Served(folder / "data", report, root_path="/qa", widget_origins=f"http://localhost:{ports[2]}")
    (folder / "nginx").mkdir()
    nginx = None
    try:
        nginx = Nginx(
            folder / "nginx", int(served.address.rstrip("/").rsplit(":", 1)[1]), (ports[0], ports[1], ports[2])
        )
        yield Stack(nginx, served, browser)
    finally:
        if nginx:
            nginx.stop()
        served.stop()


@dataclass
class Portal:
    """The portal's page in a browser, and what went wrong on it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)

    @property
    def ball(self) -> Locator:
        return self.page.locator("nianbao-widget .ball")

    @property
    def panel(self) -> Locator:
        return self.page.locator("nianbao-widget .panel")

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("nianbao-widget iframe")

    def ask(self, question: str) -> None:
        answers = self.frame.locator(".answer[data-said]")
        before = answers.count()
        box = self.frame.get_by_label(words.QUESTION_LABEL)
        box.fill(question)
        box.press("Enter")
        answers.nth(before).wait_for()

    def heard(self, said: str) -> None:
        self.page.locator("#events", has_text=said).wait_for()

    def focused(self) -> str:
        """The class of what has the focus inside the widget, '' where that is elsewhere."""
        return str(self.page.evaluate(f"{SHADOW}.activeElement?.className || {SHADOW}.activeElement?.localName || ''"))


def context_of(stack: Stack, screen: str) -> BrowserContext:
    phone = screen == "phone"
    context = stack.browser.new_context(
        viewport=PHONE if phone else DESK, is_mobile=phone, has_touch=phone, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    return context


def open_portal(context: BrowserContext, address: str) -> Portal:
    page = context.new_page()
    portal = Portal(page)
    page.on("request", lambda r: portal.asked_for.append(r.url))
    page.on("pageerror", lambda e: portal.complaints.append(str(e)))
    page.on("response", lambda r: portal.complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("console", lambda m: portal.complaints.append(m.text) if m.type == "error" else None)
    page.on("console", lambda m: portal.warnings.append(m.text) if m.type == "warning" else None)
    page.goto(address)
    return portal


@pytest.fixture(params=["desk", "phone"])
def portal(stack: Stack, request: pytest.FixtureRequest) -> Iterator[Portal]:
    context = context_of(stack, request.param)
    opened = open_portal(context, f"{stack.nginx.portal}/index.html")
    opened.ball.wait_for()
    yield opened
    faults = opened.complaints
    context.close()
    assert faults == []


@pytest.fixture
def desk(stack: Stack) -> Iterator[Portal]:
    context = context_of(stack, "desk")
    opened = open_portal(context, f"{stack.nginx.portal}/index.html")
    opened.ball.wait_for()
    yield opened
    context.close()


# --- on the portal ------------------------------------------------------------------------------------


def test_by_mouse_from_the_button_to_a_citation_and_back(portal: Portal, stack: Stack) -> None:
    assert not [url for url in portal.asked_for if "/qa/" in url and not url.endswith("/qa/widget.js")], "opened first"
    portal.ball.click()
    portal.ask(ANSWERED)
    portal.heard("answered（answered）")
    portal.frame.locator(".claims a.cite").first.click()
    assert portal.frame.locator("#source td.cited").inner_text() == "17"
    assert portal.frame.locator("#source").bounding_box() is not None
    portal.frame.locator("[data-close]").first.click()
    portal.frame.locator("#source td.cited").wait_for(state="hidden")
    with portal.page.context.expect_page() as opened:
        portal.frame.locator(".source-line a").first.click(modifiers=["Control"])
    opened.value.wait_for_url(re.compile(r"/qa/report/"))
    portal.page.get_by_role("button", name="关闭", exact=True).click()
    assert portal.panel.is_hidden()
    portal.heard("closed")
    assert portal.focused() == "ball"
    portal.ball.click()
    assert portal.frame.locator(".answer[data-said]").count() == 1, "the conversation is still there"
    outside = [
        url for url in portal.asked_for if not url.startswith((stack.nginx.portal, stack.nginx.service, "blob:"))
    ]
    assert outside == [], "nothing of another host, nothing beside /qa/"
    files = [url for url in portal.asked_for if "/qa/assets/" in url]
    assert len(files) == len(set(files)) > 0, "what the head tells of is what Gradio's script then takes"
    assert portal.page.context.cookies() == []


def test_by_keyboard_alone(portal: Portal) -> None:
    page = portal.page
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if portal.focused() == "ball":
            break
    assert portal.ball.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert portal.ball.get_attribute("aria-expanded") == "true"
    assert portal.focused() == "iframe"
    box = portal.frame.get_by_label(words.QUESTION_LABEL)
    box.wait_for()
    portal.page.wait_for_function(f"() => {SHADOW}.activeElement.localName === 'iframe'")
    portal.frame.locator("#question :focus").wait_for()
    page.keyboard.type(ANSWERED)
    page.keyboard.press("Enter")
    portal.frame.locator(".answer[data-said]").wait_for()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if portal.frame.locator("a.cite:focus").count():
            break
    page.keyboard.press("Enter")
    portal.frame.locator("#source td.cited").wait_for()
    page.keyboard.press("Escape")
    portal.frame.locator("#source td.cited").wait_for(state="hidden")
    assert portal.panel.is_visible(), "the first Escape closes the source, the second the panel"
    page.keyboard.press("Escape")
    portal.panel.wait_for(state="hidden")
    assert portal.focused() == "ball"


def test_over_the_page_the_panel_holds_the_focus_and_beside_it_lets_go(portal: Portal) -> None:
    """On a phone nothing behind the panel is reached by keyboard or read aloud; its close button is, from the frame too."""
    portal.ball.click()
    portal.frame.locator("textarea:focus").wait_for()
    portal.page.get_by_role("button", name="关闭", exact=True).focus()
    portal.page.keyboard.press("Tab")
    portal.page.wait_for_function(f"() => {SHADOW}.activeElement?.localName === 'iframe'")
    covered = portal.page.viewport_size == PHONE
    assert portal.page.evaluate(f"{SHADOW}.querySelector('.panel').matches(':modal')") is covered
    seen = set()
    for _ in range(2 * MOST_TABS):
        portal.page.keyboard.press("Tab")
        seen.add(portal.page.evaluate("document.activeElement.localName"))
    assert (seen <= {"nianbao-widget", "body"}) is covered, seen
    if covered:
        portal.page.set_viewport_size(DESK)
        portal.page.wait_for_function(f"() => !{SHADOW}.querySelector('.panel').matches(':modal')")
        assert portal.panel.is_visible(), "a phone that is turned keeps the panel open"


def test_escape_closes_one_thing_after_the_other(desk: Portal) -> None:
    desk.ball.click()
    opened = desk.frame.locator("#history"), desk.frame.locator(".display-panel")
    for button, seen in zip(("[data-history]", "[data-display] > summary"), opened, strict=True):
        desk.frame.locator(button).click()
        seen.wait_for()
        desk.page.keyboard.press("Escape")
        seen.wait_for(state="hidden")
        assert desk.panel.is_visible(), "what is open in the frame is closed alone"
    desk.page.keyboard.press("Escape")
    desk.panel.wait_for(state="hidden")
    assert desk.focused() == "ball"


def test_the_styles_of_the_page_and_of_the_widget_do_not_meet(stack: Stack) -> None:
    """The page looks the same with and without the widget; the widget the same on a hostile page and on an empty one."""
    looks = []
    for blocked in (True, False):
        context = context_of(stack, "desk")
        if blocked:
            context.route("**/widget.js", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{stack.nginx.portal}/index.html")
        if not blocked:
            page.locator("nianbao-widget .ball").click()
            page.locator("nianbao-widget iframe").wait_for()
        looks.append(page.evaluate(LOOKS))
        context.close()
    assert looks[0] == looks[1]


def test_the_widget_has_its_own_looks_on_a_hostile_page(desk: Portal) -> None:
    desk.ball.click()
    seen = desk.page.evaluate(
        f"""() => ['.ball', '.panel', '.head button', 'iframe'].map(s => {{
          const e = {SHADOW}.querySelector(s), c = getComputedStyle(e), b = e.getBoundingClientRect();
          return [s, c.display, c.position, c.letterSpacing, Math.round(b.width) > 40, Math.round(b.height) > 40, c.opacity]
        }})"""
    )
    assert [row[1:3] for row in seen] == [
        ["block", "fixed"],
        ["flex", "fixed"],
        ["block", "static"],
        ["block", "static"],
    ]
    assert all(row[3:] == ["normal", True, True, "1"] for row in seen)
    box = desk.ball.bounding_box()
    assert box
    assert (round(box["width"]), round(box["x"] + box["width"])) == (60, 1280 - 24)
    assert (
        desk.page.evaluate(f"getComputedStyle({SHADOW}.querySelector('.ball')).backgroundColor") == "rgb(179, 38, 30)"
    )


def test_the_page_speaks_to_the_widget_and_hears_from_it(desk: Portal) -> None:
    desk.page.locator("#ask-new").click()
    desk.frame.locator(".answer[data-said]").wait_for()
    assert desk.frame.locator(".question").inner_text().endswith("澄屿市2023年新收了多少件申请？")
    desk.page.evaluate("window.postMessage({nianbao: 'ask', question: '2031年呢'}, location.origin)")
    desk.heard("answered（not_loaded）")
    desk.page.evaluate("window.postMessage({nianbao: 'close'}, location.origin)")
    desk.panel.wait_for(state="hidden")
    desk.page.locator("#keep-education").click()
    desk.frame.get_by_text(words.NOTHING_WITHIN.format(name="澄屿市教育局")).wait_for()
    assert any("没有收录“澄屿市教育局”" in warning for warning in desk.warnings)
    desk.page.evaluate("window.postMessage({nianbao: 'dance'}, location.origin)")
    desk.page.evaluate("window.postMessage('nianbao', location.origin)")
    desk.page.wait_for_function("() => true")
    assert desk.complaints == []


def test_messages_of_others_are_not_heard(desk: Portal, stack: Stack) -> None:
    """A frame of another origin inside the page can neither open the panel nor pass for the chat."""
    desk.page.evaluate(
        "window.dispatchEvent(new MessageEvent('message', {data: {nianbao: 'open'}, origin: 'https://evil.example', source: window}))"
    )
    desk.page.evaluate(
        "window.dispatchEvent(new MessageEvent('message', {data: {nianbao: 'answered', outcome: 'x'}, origin: location.origin}))"
    )
    assert desk.panel.is_hidden()
    assert desk.page.locator("#events").inner_text() == ""
    desk.ball.click()
    desk.heard("ready")
    own = next(frame for frame in desk.page.frames if "/embed" in frame.url)
    own.evaluate(
        "window.dispatchEvent(new MessageEvent('message', {data: {nianbao: 'ask', question: 'x'}, origin: 'https://evil.example', source: parent}))"
    )
    own.evaluate(
        f"window.dispatchEvent(new MessageEvent('message', {{data: {{nianbao: 'ask', question: 'x'}}, origin: '{stack.nginx.portal}', source: window}}))"
    )
    desk.ask(ANSWERED)
    assert desk.frame.locator(".question").count() == 1


def test_a_site_that_is_not_on_the_list_is_refused_by_the_browser(stack: Stack) -> None:
    context = context_of(stack, "desk")
    strange = open_portal(context, f"{stack.nginx.stranger}/index.html")
    with strange.page.expect_response(re.compile("/qa/embed")) as answered:
        strange.ball.click()
    assert answered.value.status == 403
    strange.page.wait_for_function("() => true")
    assert not any(words.QUESTION_LABEL in (frame.content() or "") for frame in strange.page.frames)
    # Nor does it help to name a site that is on the list.
    page = context.new_page()
    page.goto(f"{stack.nginx.stranger}/icon.svg")
    page.goto(f"{stack.nginx.stranger}/portal.css")
    refusals: list[str] = []
    page.on("console", lambda m: refusals.append(m.text))
    with page.expect_console_message(lambda m: "frame-ancestors" in m.text):
        page.evaluate(
            "u => { const f = document.createElement('iframe'); f.src = u; document.body.append(f); }",
            f"{stack.nginx.service}embed?site={stack.nginx.portal}",
        )
    assert any(stack.nginx.portal in text for text in refusals)
    context.close()


@pytest.mark.parametrize(
    "tag",
    [
        "<script {src}></script>",
        "<script defer {src}></script>",
        "<script async nonce='abc' {src}></script>",
        "<script {src}></script><script {src}></script>",
        "<script>const s = document.createElement('script'); s.src = '{url}'; document.head.append(s);</script>",
        "<script async {src}></script><script>setTimeout(() => document.documentElement.replaceChild("
        "document.createElement('body'), document.body), 300)</script>",
    ],
    ids=["plain", "defer", "async with nonce", "twice", "made by a script", "body replaced"],
)
def test_one_button_however_the_script_comes(stack: Stack, tag: str) -> None:
    url = f"{stack.nginx.service}widget.js"
    context = context_of(stack, "desk")
    page = context.new_page()
    page.goto(
        stack.nginx.page(
            "made.html",
            f"<!doctype html><title>x</title><body><p>old</p>{tag.replace('{src}', f'src={url}').replace('{url}', url)}</body>",
        )
    )
    if "replaceChild" in tag:
        page.wait_for_function("() => !document.querySelector('p')")
    page.locator("nianbao-widget .ball").wait_for()
    assert page.locator("nianbao-widget").count() == 1
    context.close()


def test_bad_attributes_are_told_and_do_no_harm(stack: Stack) -> None:
    context = context_of(stack, "desk")
    page = context.new_page()
    warnings: list[str] = []
    page.on("console", lambda m: warnings.append(m.text))
    html = (
        f"<!doctype html><title>x</title><body><script src='{stack.nginx.service}widget.js' data-position='left' "
        "data-color='red;}*{display:none' data-offset-x='9e9' data-offset-y='40' data-title='<b>问</b>' "
        "data-open='true'></script></body>"
    )
    page.goto(stack.nginx.page("attributes.html", html))
    ball = page.locator("nianbao-widget .ball")
    ball.wait_for()
    assert ball.bounding_box() == {"x": 24, "y": 900 - 40 - 60, "width": 60, "height": 60}
    assert page.locator("nianbao-widget h2").inner_text() == "<b>问</b>"
    assert page.locator("nianbao-widget .panel").is_visible()
    assert sum("widget.js" in w and ("data-color" in w or "data-offset-x" in w) for w in warnings) == 2
    context.close()


def test_without_any_storage_or_cookies_it_works_the_same(stack: Stack) -> None:
    context = context_of(stack, "desk")
    context.add_init_script(NO_STORAGE)
    portal = open_portal(context, f"{stack.nginx.portal}/index.html")
    portal.ball.click()
    portal.ask(ANSWERED)
    portal.ask(MISSING)
    assert portal.frame.locator(".turn").count() == 2
    assert context.cookies() == []
    assert portal.complaints == []
    context.close()


def test_an_old_frame_says_that_it_has_expired_and_is_opened_again(desk: Portal) -> None:
    desk.page.clock.install()
    desk.ball.click()
    desk.ask(ANSWERED)
    desk.page.clock.fast_forward("16:00")
    desk.frame.locator("#expired").wait_for()
    desk.frame.get_by_role("button", name=words.FRAME_RELOAD).click()
    desk.frame.locator("#expired").wait_for(state="detached")
    desk.frame.locator(".welcome").wait_for()
    desk.ask(MISSING)


def test_a_frame_in_use_renews_its_token(desk: Portal) -> None:
    desk.page.clock.install()
    desk.ball.click()
    desk.ask(ANSWERED)
    for _ in range(4):
        with desk.page.expect_response(re.compile("/qa/embed/token")) as renewed:
            desk.page.clock.fast_forward("05:20")
        assert renewed.value.status == 200
    desk.ask(MISSING)
    assert desk.frame.locator("#expired").count() == 0


def test_axe_finds_no_serious_fault(portal: Portal) -> None:
    from axe_playwright_python.sync_playwright import Axe

    portal.ball.click()
    portal.ask(ANSWERED)
    for ask in (None, ".claims a.cite"):
        if ask:
            portal.frame.locator(ask).first.click()
            portal.frame.locator("#source td.cited").wait_for()
        found = Axe().run(portal.page).response["violations"]
        assert [
            (v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
        ] == []


# --- the service under the path -----------------------------------------------------------------------


@pytest.mark.parametrize("way", ["service", "kept"])
def test_chat_viewer_and_desk_work_under_the_path(stack: Stack, way: str) -> None:
    """Whether nginx takes /qa away or leaves it: nothing is missing, and nothing is asked for beside /qa/."""
    root = getattr(stack.nginx, way)
    context = context_of(stack, "desk")
    page = context.new_page()
    faults: list[str] = []
    page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("request", lambda r: faults.append(r.url) if not r.url.startswith((root, "blob:", "data:")) else None)
    page.goto(root)
    box = page.get_by_label(words.QUESTION_LABEL)
    box.fill(ANSWERED)
    box.press("Enter")
    page.locator(".answer[data-said]").wait_for()
    page.locator(".claims a.cite").first.click()
    page.locator("#source td.cited").wait_for()
    page.goto(root + page.locator(".claims a.cite").first.get_attribute("href"))
    page.locator("#cited").wait_for()
    page.get_by_role("link", name=words.BACK_TO_CHAT).click()
    page.wait_for_url(root)
    page.goto(f"{root}staff")
    page.get_by_label(words_staff.NAME).fill("admin")
    page.get_by_label(words_staff.PASSWORD).fill(PASSWORD)
    page.get_by_role("button", name=words_staff.SIGN_IN).click()
    page.get_by_role("button", name=words_staff.SIGN_OUT).wait_for()
    assert page.url.rstrip("/") == f"{root}staff"
    (cookie,) = context.cookies()
    assert cookie["path"] == "/qa/staff"
    for link in page.locator("nav a").all():
        assert (link.get_attribute("href") or "").startswith("/qa/")
    page.get_by_role("button", name=words_staff.SIGN_OUT).click()
    page.get_by_label(words_staff.PASSWORD).wait_for()
    assert faults == []
    context.close()
