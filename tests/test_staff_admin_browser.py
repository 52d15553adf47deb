"""名称与别名, 密钥, 账号 and 我的密码 clicked through in a real browser, on a desk and on a phone, without serious faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from fakes_web import report_of
from served import PASSWORD, Served
from staff_browser import IN_A_BROWSER, SCREENS, no_fault, signed_in

from assistant.service.accounts import Role
from assistant.web import words_admin as words
from assistant.web import words_names
from assistant.web import words_staff as words_desk
from corpus.local_names import NameKind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_A_BROWSER

NEW = "另一个很长的密码 2027"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("admin"), report_of())
    yield server
    server.stop()


@pytest.fixture(params=SCREENS)
def page(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of an administrator of its own, who asks before anything is taken away and says yes."""
    served.site.accounts.put(name := f"管理员{request.param}", Role.ADMIN, PASSWORD)
    context = signed_in(browser, served, name, request.param)
    opened = context.new_page()
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    context.close()


def told(page: Page, sentence: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(".done[role=status]").first).to_contain_text(sentence)


def test_a_key_is_made_shown_once_and_stopped(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    page.goto(served.address + "staff/keys")
    page.get_by_label(words.KEY_NAME, exact=True).fill("某市门户")
    page.get_by_role("button", name=words.KEY_MAKE, exact=True).click()
    told(page, words.KEY_MADE.format(name="某市门户"))
    key = page.locator("input.made").input_value()
    assert served.site.keys.find(key)
    no_fault(page)
    page.goto(served.address + "staff/keys")
    assert key not in page.content()
    page.get_by_role("button", name=words.KEY_REVOKE_OF.format(name="某市门户")).click()
    told(page, words.KEY_STOPPED.format(name="某市门户"))
    expect(page.get_by_role("button", name=words.KEY_REVOKE_OF.format(name="某市门户"))).to_have_count(0)
    assert served.site.keys.find(key) is None


def test_an_account_is_added_changed_and_removed(page: Page, served: Served) -> None:
    page.goto(served.address + "staff/accounts")
    page.get_by_label(words.NAME, exact=True).fill("小王")
    page.get_by_label(words.PASSWORD, exact=True).fill(PASSWORD)
    page.get_by_role("button", name=words.ADD, exact=True).click()
    told(page, words.ADDED.format(name="小王"))
    no_fault(page)
    line = page.locator(".upload", has_text="小王")
    page.get_by_label(words.ROLE_OF.format(name="小王")).select_option("editor")
    line.get_by_role("button", name=words.CHANGE_ROLE).click()
    told(page, words.ROLE_CHANGED.format(name="小王", role=words_desk.ROLES[Role.EDITOR]))
    line.get_by_text(words.RESET, exact=True).first.click()
    page.get_by_label(words.RESET_OF.format(name="小王")).fill(NEW)
    no_fault(page)
    page.keyboard.press("Enter")
    told(page, words.RESET_DONE.format(name="小王"))
    assert served.site.accounts.verified("小王", NEW)
    page.get_by_role("button", name=words.REMOVE_OF.format(name="小王")).click()
    told(page, words.REMOVED.format(name="小王"))
    assert served.site.accounts.get("小王") is None


def test_ones_own_password_is_changed_and_one_stays_signed_in(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    page.goto(served.address + "staff/me")
    no_fault(page)
    for old, said in (("不是这个密码呀", words.WRONG_OLD), (PASSWORD, words.CHANGED)):
        page.get_by_label(words.OLD_PASSWORD).fill(old)
        page.get_by_label(words.NEW_PASSWORD, exact=True).fill(NEW)
        page.get_by_label(words.AGAIN).fill(NEW)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status" if said == words.CHANGED else "alert")).to_contain_text(said)
    page.goto(served.address + "staff")
    expect(page.get_by_role("button", name=words_desk.SIGN_OUT)).to_be_attached()


def test_a_local_name_is_added_tried_and_removed(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    page.goto(served.address + "staff/names")
    form = page.get_by_role("form", name=words_names.ADD_KIND.format(kind=words_names.KINDS[NameKind.BODY]))
    target = page.locator("#targets-body option").first.get_attribute("value") or ""
    assert target
    form.get_by_label(words_names.WORD).fill("云上小城")
    form.get_by_label(words_names.TARGET).fill(target)
    form.get_by_label(words_names.REASON).fill("本地的叫法")
    form.get_by_role("button").click()
    told(page, words_names.ADDED.format(word="云上小城", target=target))
    page.get_by_label(words_names.TRY_LABEL).fill("云上小城2023年新收多少件")
    page.keyboard.press("Enter")
    expect(page.locator(".tried")).to_be_visible()
    no_fault(page)
    page.get_by_label(words_names.REMOVE_OF.format(word="云上小城")).click()
    page.locator("details[open]").get_by_label(words_names.REASON).fill("不用了")
    page.locator("details[open]").get_by_role("button").click()
    told(page, words_names.REMOVED.format(word="云上小城"))


def test_an_error_is_a_page_without_fault_and_leads_back(page: Page, served: Served) -> None:
    page.goto(served.address + "staff/keys")
    page.evaluate("document.querySelector('form.stacked input[name=csrf]').value = 'old'")
    page.get_by_label(words.KEY_NAME, exact=True).fill("甲")
    page.get_by_role("button", name=words.KEY_MAKE, exact=True).click()
    page.get_by_role("link", name=words_desk.BACK).wait_for()
    assert words_desk.FORGED in (page.get_by_role("alert").text_content() or "")
    no_fault(page)
    page.get_by_role("link", name=words_desk.BACK).click()
    page.get_by_role("heading", name=words.KEYS, exact=True).wait_for()
