"""Search, comparison, the map of what is loaded and the first page in a real browser: on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes_web import FakeAssistant, report_of
from served import Served
from staff_browser import IN_A_BROWSER, no_fault, signed_in, watched
from test_web_browser import POOR_CONTRAST

from assistant.web import words_staff as frame
from assistant.web import words_staff_compare as compare
from assistant.web import words_staff_coverage as coverage
from assistant.web import words_staff_search as words
from corpus.report import Report
from index.search import SearchIndex

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = IN_A_BROWSER

PAGES = {
    "home": "staff",
    "search": "staff/search?q=公众号",
    "browse": "staff/search?region=云岭市",
    "nothing": "staff/search?q=“没有这几个字”",
    "compare": "staff/compare?right=y2024",
    "choose": "staff/compare?right_body=没有这个局",
    "coverage": "staff/coverage",
    "regions": "staff/coverage?view=regions",
}


def reports() -> Iterator[Report]:
    for year, value in ((2020, "4"), (2022, "11"), (2023, "17"), (2024, "9")):
        yield replace(
            report_of(
                identity=f"y{year}", year=year, first_value=value,
                title=f"云岭市{year}年政府信息公开工作年度报告",
                sentence=f"做强微信公众号，全年推送信息{value}条。第{value}次召开会议研究{'培训' * (year % 3 + 1)}安排。",
            ),
            region="云岭市",
        )  # fmt: skip
    yield replace(report_of(identity="bureau", body="云岭市青石县教育局", year=2024), region="云岭市青石县")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("desk")
    own = list(reports())
    assistant = FakeAssistant(own[0])
    server = Served(folder, *own, assistant=assistant)
    assistant.index = index = SearchIndex(server.store, folder / "index")
    index.catch_up()
    assert server.site.checks.wait(30)
    yield server
    server.stop()
    index.close()


@pytest.fixture(scope="module")
def contexts(browser: Browser, served: Served) -> dict[str, BrowserContext]:
    return {screen: signed_in(browser, served, "reader", screen) for screen in ("desk", "phone", "dark")}


@pytest.fixture
def desk(contexts: dict[str, BrowserContext]) -> Iterator[Page]:
    page = contexts["desk"].new_page()
    yield page
    page.close()


@pytest.fixture
def phone(contexts: dict[str, BrowserContext]) -> Iterator[Page]:
    page = contexts["phone"].new_page()
    yield page
    page.close()


@pytest.mark.parametrize("screen", ["desk", "phone", "dark"])
def test_no_serious_fault_on_any_page(contexts: dict[str, BrowserContext], served: Served, screen: str) -> None:
    """Nor anything beside the screen, from another host, or refused by the page's own policy."""
    complaints = watched(page := contexts[screen].new_page(), served)
    for name, path in PAGES.items():
        page.goto(served.address + path)
        # In the dark only colours are others; the rest was looked at by day.
        no_fault(page, *(["color-contrast"] if screen == "dark" else []))
        assert page.evaluate(POOR_CONTRAST) == [], name
    assert complaints == []
    page.close()


def test_searching_by_keyboard_alone(desk: Page, served: Served) -> None:
    desk.goto(served.address + "staff/search")
    assert desk.evaluate("document.activeElement.name") == "q"
    desk.keyboard.type("公众号")
    desk.keyboard.press("Enter")
    first = desk.locator(".hit-place a").first
    first.wait_for()
    first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/report/*")
    assert "公众号" in desk.locator("mark").first.inner_text()


def test_narrowing_and_taking_it_back(desk: Page, served: Served) -> None:
    desk.goto(served.address + "staff/search?q=公众号")
    before = desk.locator(".report-found").count()
    desk.locator(".facet-values a", has_text="2023").click()
    desk.wait_for_url("**year=2023**")
    assert desk.locator(".report-found").count() < before
    desk.reload()
    assert desk.locator(".report-found").count() < before, "the address alone gives the same"
    desk.locator(".chips a", has_text="2023").click()
    desk.wait_for_url(lambda url: "year" not in url)
    assert desk.locator(".report-found").count() == before


def test_a_result_is_taken_along(desk: Page, served: Served) -> None:
    desk.goto(served.address + "staff/search?q=公众号")
    for label, ending in ((words.EXPORT_CSV, ".csv"), (words.EXPORT_XLSX, ".xlsx")):
        with desk.expect_download() as taken:
            desk.get_by_role("link", name=label).click()
        assert taken.value.suggested_filename == words.EXPORT_FILE + ending


def test_on_a_phone_facets_and_menu_are_folded_away(phone: Page, served: Served) -> None:
    phone.goto(served.address + "staff/search?q=公众号")
    facet = phone.locator(".facet-values a", has_text="2023")
    assert not facet.is_visible()
    phone.locator(".facets > summary").tap()
    facet.tap()
    phone.wait_for_url("**year=2023**")
    menu = phone.get_by_role("button", name=frame.MENU)
    entry = phone.get_by_role("link", name=coverage.COVERAGE, exact=True)
    assert not entry.is_visible()
    menu.tap()
    assert menu.get_attribute("aria-expanded") == "true"
    entry.tap()
    phone.wait_for_url("**/staff/coverage")


def test_without_scripts_everything_is_there(browser: Browser, served: Served) -> None:
    page = signed_in(browser, served, "reader", "phone", java_script_enabled=False).new_page()
    page.goto(served.address + "staff/search?q=公众号")
    assert page.locator(".facet-values a", has_text="2023").is_visible()
    page.locator("nav").get_by_role("link", name=compare.COMPARE, exact=True).click()
    page.get_by_label(compare.BODY).nth(1).fill("云岭市")
    page.get_by_role("button", name=compare.GO).click()
    assert "+" in page.locator(".compared").first.inner_text() or "-" in page.locator(".compared").first.inner_text()
    page.context.close()


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_comparing_two_reports(contexts: dict[str, BrowserContext], served: Served, screen: str) -> None:
    page = contexts[screen].new_page()
    page.goto(served.address + "staff/compare")
    page.locator("[name=right_body]").fill("云岭市")
    page.locator("[name=right_year]").select_option("2023")
    page.get_by_role("button", name=compare.GO).click()
    row = page.locator(".compared tbody tr").first
    row.wait_for()
    assert row.locator("td").all_inner_texts()[:4] == ["11", "17", "+6", "+54.55%"]
    page.get_by_role("link", name=compare.EVERYTHING, exact=True).click()
    page.wait_for_url("**show=all**")
    assert page.locator(".compared tbody tr").count() > 10
    page.locator(".compared tbody tr").first.locator("a").nth(1).click()
    page.wait_for_url("**/report/y2023**")
    assert page.locator(".cited").first.inner_text() == "17"
    page.close()


def test_the_map_leads_to_reports_and_says_what_is_missing(desk: Page, served: Served) -> None:
    desk.goto(served.address + "staff/coverage")
    row = desk.locator(".coverage tbody tr", has_text="2021")
    assert row.locator(".is-missing").inner_text().strip().startswith(coverage.SIGN_MISSING)
    desk.get_by_role("link", name=coverage.VIEW_REGIONS).click()
    desk.wait_for_url("**view=regions**")
    desk.locator(".coverage tbody a").first.click()
    desk.wait_for_url("**region=**")
    desk.goto(served.address + "staff/coverage")
    desk.locator(".coverage .cell a").first.click()
    desk.wait_for_url("**/report/**")


def test_the_first_page_leads_everywhere(desk: Page, served: Served) -> None:
    desk.goto(served.address + "staff")
    for label in (words.SEARCH, compare.COMPARE, coverage.COVERAGE):
        assert desk.locator(".pages-here").get_by_role("link", name=label).is_visible()
    desk.locator(".tiles a", has_text=coverage.LOADED).first.click()
    desk.wait_for_url("**/staff/search")
