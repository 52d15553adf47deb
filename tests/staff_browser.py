"""What tests of the staff desk in a real browser share: a member signed in, a page that is watched, and no serious fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from printing import CHROMIUM
from test_web_browser import DESK, PHONE

from assistant.web.staff.desk import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
from served import Served

IN_A_BROWSER = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt install chromium)")
SCREENS = ("desk", "phone")


def screen_of(name: str) -> dict[str, Any]:
    """The options of a browser context: a desk, a desk in the dark, or a phone under a finger."""
    if name == "phone":
        return {"viewport": PHONE, "is_mobile": True, "has_touch": True}
    return {"viewport": DESK, "color_scheme": "dark" if name == "dark" else "light"}


def signed_in(browser: Browser, served: Served, who: str, screen: str, **options: Any) -> BrowserContext:
    """A browser of its own in which that account is signed in already: the way in is tested by itself."""
    account = served.site.accounts.get(who)
    assert account is not None, who
    context = browser.new_context(**screen_of(screen), **options)
    token = served.site.accounts.sign_in(account)
    context.add_cookies([{"name": COOKIE, "value": token, "domain": "127.0.0.1", "path": "/staff"}])
    return context


def watched(page: Page, served: Served) -> list[str]:
    """What goes wrong on the page from now on: faults of scripts, what the policy refuses, requests to other hosts."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(served.address) else None)
    return complaints


def no_fault(page: Page, *only: str) -> None:
    """Asserts that axe finds nothing serious, by all its rules or `only` these, and that nothing lies beside the screen."""
    from axe_playwright_python.sync_playwright import Axe

    found = (
        Axe().run(page, options={"iframes": False} | ({"runOnly": list(only)} if only else {})).response["violations"]
    )
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in serious] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
