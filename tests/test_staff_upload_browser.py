"""Files dropped on the desk, sent with a bar, read, looked at and stored; on a desk and on a phone, seen by axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import small_report
from playwright.sync_api import Browser, Page, expect
from served import Served
from staff_browser import IN_A_BROWSER, SCREENS, no_fault, signed_in

from assistant.web import words_review, words_upload

pytestmark = IN_A_BROWSER

# Machines that build are slow at times; what is there at once is not waited for.
expect.set_options(timeout=20_000)

DROP = """async ([selector, name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  const target = document.querySelector(selector);
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
}"""


def report_text(year: int, new: str = "12") -> str:
    return small_report(new, new).replace("2023", str(year))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("upload"))
    yield server
    server.stop()


@pytest.fixture(params=SCREENS)
def page(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = signed_in(browser, served, "editor", request.param)
    opened = context.new_page()
    yield opened
    context.close()
    for upload in served.site.uploads.all():
        served.site.uploads.discard(upload.no)
    for head in served.store.heads():
        served.store.remove(head.id)


def dropped(page: Page, served: Served, name: str, text: str) -> None:
    page.goto(served.address + "staff/upload")
    page.evaluate(DROP, ["#sending", name, text])
    expect(page.locator(".chosen li")).to_contain_text(name)
    page.get_by_role("button", name=words_upload.SEND, exact=True).click()


def test_a_file_is_dropped_read_looked_at_and_stored(page: Page, served: Served) -> None:
    dropped(page, served, "年报.txt", report_text(2023))
    expect(page.locator(".upload.read")).to_contain_text("年报.txt")
    assert served.store.heads() == ()
    no_fault(page)
    page.get_by_role("link", name=words_upload.LOOK_AT.format(file="年报.txt")).click()
    page.locator("iframe").scroll_into_view_if_needed()  # below the fold of a phone it is not loaded before
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("12")
    expect(page.locator(".facts").first).to_contain_text("2023年")
    no_fault(page)
    page.get_by_role("button", name=words_upload.STORE, exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text(words_upload.STORED_NOW.format(count=1))
    assert [head.year for head in served.store.heads()] == [2023]


def test_the_bar_tells_how_far_and_sending_can_be_cancelled(page: Page, served: Served) -> None:
    page.goto(served.address + "staff/upload")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000}
    network.send("Network.emulateNetworkConditions", slow)
    page.evaluate(DROP, ["#sending", "长.txt", "长" * 1_000_000])
    page.get_by_role("button", name=words_upload.SEND, exact=True).click()
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("button", name=words_upload.CANCEL).click()
    expect(page.locator("#sending .said")).to_have_text(words_upload.CANCELLED)
    assert served.site.uploads.all() == ()


def test_whose_it_is_is_set_right_and_a_bad_file_says_why(page: Page, served: Served) -> None:
    dropped(page, served, "空.txt", "  ")
    expect(page.locator(".upload.failed .reason")).to_contain_text("文件是空的")
    dropped(page, served, "年报.txt", report_text(2023))
    page.get_by_role("link", name=words_upload.LOOK_AT.format(file="年报.txt")).click()
    page.get_by_text(words_review.IDENTITY, exact=True).click()
    page.get_by_label(words_review.YEAR).fill("2022")
    page.get_by_label(words_review.REASON).fill("封面是2022年")
    page.get_by_role("button", name=words_review.IDENTITY_SAVE, exact=True).click()
    expect(page.locator(".facts").first).to_contain_text("2022年")


def test_a_new_version_shows_what_changes(page: Page, served: Served) -> None:
    for name, new in (("旧.txt", "12"), ("新.txt", "34")):
        dropped(page, served, name, report_text(2023, new))
        page.get_by_role("link", name=words_upload.LOOK_AT.format(file=name)).click()
        if name == "旧.txt":
            page.get_by_role("button", name=words_upload.STORE, exact=True).click()
            expect(page.locator(".upload.stored")).to_be_visible()
    expect(page.locator(".changes table")).to_contain_text("34")
    page.get_by_label(words_upload.DOUBLE_REPLACE.format(file="旧.txt")).check()
    no_fault(page)
    page.get_by_role("button", name=words_upload.STORE, exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert [head.file for head in served.store.heads()] == ["新.txt"]


def test_a_cell_is_corrected_beside_its_original_by_keyboard(page: Page, served: Served) -> None:
    dropped(page, served, "年报.txt", report_text(2023))
    expect(page.locator(".upload.read")).to_be_visible()
    (report_id,) = served.site.uploads.confirm(served.site.uploads.all()[0].no)
    page.goto(f"{served.address}staff/reports/{report_id}")
    no_fault(page)
    link = page.locator("table.statutory td a", has_text="12").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label(words_review.VALUE)).to_be_focused()
    page.keyboard.type("21")
    page.get_by_label(words_review.REASON).first.fill("印颠倒了")
    no_fault(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("21")
    expect(page.locator("td.corrected")).to_contain_text("21")
    page.locator(".withdrawing summary").first.click()
    page.locator(".withdrawing").get_by_label(words_review.REASON).fill("又看了一遍")
    page.locator(".withdrawing button").click()
    expect(page.locator("td.corrected")).to_have_count(0)


def test_the_checks_are_without_fault(page: Page, served: Served) -> None:
    dropped(page, served, "年报.txt", small_report("12", "13"))
    expect(page.locator(".upload.read")).to_be_visible()
    served.site.uploads.confirm(served.site.uploads.all()[0].no)
    assert served.site.checks.wait(30)
    page.goto(served.address + "staff/checks")
    expect(page.locator(".finding").first).to_be_visible()
    no_fault(page)
    served.store.remove(served.store.heads()[0].id)
    page.goto(served.address + "staff/checks")
    expect(page.get_by_text(words_review.EMPTY)).to_be_visible()
