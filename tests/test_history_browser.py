"""Earlier conversations: kept in the browser as questions and times, taken up again, deleted, or never kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from fakes_web import ANSWERED, ASKS, BROKEN, MISSING, FakeAssistant, FakeConversation, report_of
from printing import CHROMIUM
from served import Served
from test_accessibility import REFUSED, faults
from test_web_browser import DESK, PHONE, Opened, Screens, open_page

from assistant.answer import Answer
from assistant.service.asking import MOST_BEFORE, Asking
from assistant.web import words
from assistant.web.taking_up import kept_questions
from assistant.web.talking import MOST_CHARACTERS, Page, Talk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

browser = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)")

# --- on the server ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('["一问", " 二  问 "]', ("一问", "二 问")),
        (["一问"], ("一问",)),
        ("", ()),
        ("[", ()),
        ('{"a": 1}', ()),
        (None, ()),
        (["", "  ", 7, None, ["一问"]], ()),
        (["问" * (MOST_CHARACTERS + 1), "一问"], ("一问",)),
        ([f"第{n}问" for n in range(30)], tuple(f"第{n}问" for n in range(30 - MOST_BEFORE, 30))),
    ],
)
def test_what_a_browser_sends_is_taken_only_as_far_as_it_is_questions(given: object, kept: tuple[str, ...]) -> None:
    assert kept_questions(given, MOST_CHARACTERS) == kept


class Heard(FakeAssistant):
    """Remembers what was asked in each conversation."""

    def __init__(self) -> None:
        super().__init__(report_of())
        self.conversations: list[list[str]] = []

    def conversation(self, within: str = "") -> FakeConversation:
        self.conversations.append([])
        return _Heard(self.conversations[-1])


class _Heard(FakeConversation):
    def __init__(self, asked: list[str]) -> None:
        super().__init__(report_of())
        self._asked = asked

    def ask(self, text: str) -> Answer:
        self._asked.append(text)
        return super().ask(text)


def test_a_conversation_the_server_forgot_goes_on_with_what_the_browser_kept() -> None:
    heard = Heard()
    page: Any = Page(Asking(heard), None)  # type: ignore[arg-type]  # no report is looked at
    view, talk = page.ask(MISSING, Talk(), before=json.dumps([ANSWERED, ASKS]))
    assert heard.conversations == [[ANSWERED, ASKS, MISSING]]
    assert view.count('class="turn"') == 3
    page.ask(ANSWERED, talk, before=json.dumps(["不再听的"]))
    assert heard.conversations == [[ANSWERED, ASKS, MISSING, ANSWERED]], "a talk that is known is not built again"


def test_what_cannot_be_taken_up_is_begun_anew() -> None:
    page: Any = Page(Asking(Heard()), None)  # type: ignore[arg-type]  # no report is looked at
    assert page.restore([BROKEN]) is None
    assert page.restore([]) is None
    view, _ = page.ask(ANSWERED, None, before=[BROKEN])
    assert view.count('class="turn"') == 1


# --- in the browser -------------------------------------------------------------------------------


@dataclass
class Opening:
    """Opens pages, each in a browser that has kept nothing yet, and closes all."""

    screens: Screens
    server: Served
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, screen: str = "desk", script: str = "", query: str = "") -> Opened:
        launched = self.screens.desk.browser
        assert launched is not None
        phone = screen == "phone"
        context = launched.new_context(viewport=PHONE if phone else DESK, is_mobile=phone, has_touch=phone)
        self.contexts.append(context)
        if script:
            context.add_init_script(script)
        return open_page(context, self.server.address + query)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("data"), report_of())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Screens:
    return Screens(browser.new_context(viewport=DESK), browser.new_context(viewport=PHONE))


@pytest.fixture
def opening(screens: Screens, served: Served) -> Iterator[Opening]:
    pages = Opening(screens, served)
    yield pages
    pages.close()


def questions(opened: Opened) -> list[str]:
    """The questions that are seen."""
    return [text.split("\n")[-1] for text in opened.page.locator(".turn .question").all_inner_texts()]


def answers(opened: Opened, count: int) -> None:
    """Waits until so many answers are seen, and no more."""
    opened.page.wait_for_function(
        "n => document.querySelectorAll('#conversation .answer[data-said]').length === n", arg=count
    )


def fresh(opened: Opened) -> None:
    opened.page.get_by_role("button", name=words.CLEAR).click()
    opened.page.locator("#welcome .welcome").wait_for()


def panel(opened: Opened) -> Any:
    opened.page.get_by_role("button", name=words.HISTORY, exact=True).click()
    return opened.page.get_by_role("dialog", name=words.HISTORY)


def listed(opened: Opened) -> list[str]:
    return list(opened.page.locator("#history .take .first").all_inner_texts())


@browser
def test_the_conversation_survives_a_reload_and_is_not_noted_again(opening: Opening, served: Served) -> None:
    opened = opening()
    for question in (ANSWERED, MISSING, ASKS):
        opened.ask(question)
    noted = len(served.site.log.entries())
    opened.page.reload()
    answers(opened, 3)
    assert questions(opened) == [ANSWERED, MISSING, ASKS]
    assert len(served.site.log.entries()) == noted
    opened.ask(ANSWERED)
    assert questions(opened) == [ANSWERED, MISSING, ASKS, ANSWERED]
    opened.page.locator(".claims a.cite[data-turn='0']").first.click()
    opened.page.locator("#source td.cited").wait_for()
    assert opened.complaints == []


@browser
def test_an_earlier_conversation_is_opened_by_keyboard_and_goes_on(opening: Opening) -> None:
    opened = opening()
    opened.ask(ANSWERED)
    opened.ask(ASKS)
    fresh(opened)
    opened.ask(MISSING)
    opened.tab_to("[data-history]", "Shift+Tab")
    opened.page.keyboard.press("Enter")
    assert listed(opened) == [MISSING, ANSWERED], "the newest first, by its first question"
    assert words.HISTORY_COUNT.format(count=2) in opened.page.locator("#history .when").nth(1).inner_text()
    assert opened.page.locator("#history h3").all_inner_texts() == [words.HISTORY_TODAY]
    opened.tab_to("#history li:nth-child(2) .take")
    opened.page.keyboard.press("Enter")
    answers(opened, 2)
    assert questions(opened) == [ANSWERED, ASKS]
    opened.ask(ANSWERED)
    panel(opened)
    assert listed(opened) == [ANSWERED, MISSING], "the one that went on is the newest, and no second one"
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#history").is_hidden()
    assert opened.focused("[data-history]"), "the focus is back where it came from"


@browser
def test_only_questions_and_times_are_kept(opening: Opening) -> None:
    opened = opening()
    opened.ask(ANSWERED)
    opened.ask(BROKEN)
    kept = opened.page.evaluate("({...localStorage, ...sessionStorage})")
    talks = {name: json.loads(value) for name, value in kept.items()}
    (history,) = [value for name, value in talks.items() if name.startswith("nianbao-history")]
    assert [set(talk) for talk in history] == [{"id", "questions"}]
    asked = history[0]["questions"]
    assert [set(question) for question in asked] == [{"text", "at"}]
    assert [question["text"] for question in asked] == [ANSWERED], "what was not answered is not kept"
    assert "17 件" not in str(talks), "no answer is kept"


@browser
def test_deleting_one_and_all(opening: Opening) -> None:
    opened = opening()
    for question in (ANSWERED, ASKS, MISSING):
        opened.ask(question)
        fresh(opened)
    opened_panel = panel(opened)
    opened_panel.get_by_role("button", name=words.HISTORY_REMOVE_ONE.format(question=ASKS)).click()
    assert listed(opened) == [MISSING, ANSWERED]
    assert opened.focused("#history li:nth-child(2) .take"), "the focus goes to the next one"
    opened_panel.get_by_role("button", name=words.HISTORY_REMOVE_ALL).click()
    opened_panel.get_by_role("button", name=words.HISTORY_KEEP).click()
    assert listed(opened) == [MISSING, ANSWERED], "asked first"
    opened_panel.get_by_role("button", name=words.HISTORY_REMOVE_ALL).click()
    opened_panel.get_by_role("button", name=words.HISTORY_REMOVE_ALL).last.click()
    assert listed(opened) == []
    assert opened_panel.get_by_text(words.HISTORY_EMPTY).is_visible()
    assert not [name for name in opened.page.evaluate("Object.keys(localStorage)") if "history" in name]


@browser
def test_what_is_deleted_while_it_goes_on_does_not_come_back(opening: Opening) -> None:
    opened = opening()
    opened.ask(ANSWERED)
    panel(opened).get_by_role("button", name=words.HISTORY_REMOVE_ONE.format(question=ANSWERED)).click()
    opened.page.keyboard.press("Escape")
    opened.ask(ASKS)
    panel(opened)
    assert listed(opened) == []


@browser
def test_on_a_shared_machine_nothing_is_kept(opening: Opening) -> None:
    opened = opening("phone")
    opened.ask(ANSWERED)
    panel(opened).get_by_label(words.HISTORY_OFF).check()
    assert listed(opened) == [], "the conversation under way is taken off the list"
    opened.page.keyboard.press("Escape")
    opened.ask(MISSING)
    panel(opened)
    assert listed(opened) == []
    opened.page.keyboard.press("Escape")
    opened.page.reload()
    answers(opened, 2)
    panel(opened).get_by_label(words.HISTORY_OFF).uncheck()
    assert listed(opened) == [ANSWERED]


@browser
def test_where_nothing_may_be_kept_everything_else_works(opening: Opening) -> None:
    opened = opening(script=REFUSED)
    opened.ask(ANSWERED)
    opened.ask(MISSING)
    assert questions(opened) == [ANSWERED, MISSING]
    opened_panel = panel(opened)
    assert opened_panel.get_by_text(words.HISTORY_REFUSED).is_visible()
    assert opened_panel.get_by_label(words.HISTORY_OFF).is_disabled()
    assert opened.complaints == []


SPOILED = """if (!sessionStorage.seen) {
  sessionStorage.seen = "yes";
  localStorage.setItem("nianbao-history:/", '[{"id": 3}, {"id": "a", "questions": [{"text": "好的", "at": 1}]}, 7]');
  sessionStorage.setItem("nianbao-talk:/", "{");
  localStorage.setItem("nianbao-display", "[");
}"""


@browser
def test_what_someone_else_wrote_there_does_no_harm(opening: Opening) -> None:
    opened = opening(script=SPOILED)
    opened.ask(ANSWERED)
    panel(opened)
    assert listed(opened) == [ANSWERED, "好的"]
    assert opened.complaints == []


@browser
def test_the_question_of_an_address_begins_a_conversation_once(opening: Opening) -> None:
    opened = opening()
    opened.ask(ASKS)
    opened.page.goto(f"{opened.address}?q={ANSWERED}")
    answers(opened, 1)
    opened.ask(MISSING)
    opened.page.reload()
    answers(opened, 2)
    assert questions(opened) == [ANSWERED, MISSING], "a reload asks nothing twice"
    panel(opened)
    assert listed(opened) == [ANSWERED, ASKS]


@browser
def test_where_the_server_is_gone_it_is_said_and_nothing_is_lost(opening: Opening) -> None:
    opened = opening()
    opened.ask(ANSWERED)

    def refusing(route: Route) -> None:
        if '"before"' in (route.request.post_data or ""):
            route.abort()
        else:
            route.continue_()

    opened.page.route("**/run/predict*", refusing)
    opened.page.reload()
    opened.page.locator("#welcome").get_by_text(words.NOT_RESTORED).wait_for()
    opened.page.unroute("**/run/predict*")
    panel(opened)
    opened.page.locator("#history .take").click()
    answers(opened, 1)


@browser
@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_axe_finds_no_serious_fault_in_the_panel(opening: Opening, screen: str) -> None:
    opened = opening(screen)
    opened.ask(ANSWERED)
    panel(opened)
    found = faults(opened.page, "history")
    opened.page.get_by_role("button", name=words.HISTORY_REMOVE_ALL).click()
    assert found + faults(opened.page, "deletion asked") == []
    frame = opened.page.locator("#history").bounding_box()
    assert frame is not None
    assert frame["x"] + frame["width"] == (DESK if screen == "desk" else PHONE)["width"]
