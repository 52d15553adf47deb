"""The page that says what is wrong, and what the headers of all pages beside the chat say."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from assistant.web import words
from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.markup import tag, void
from assistant.web.static_files import READER_STYLES, versioned

READER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
SAFE_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


def trouble(sentence: str, status: int, up: str = "../", retry_after: int = 0) -> HTMLResponse:
    """A page that says what is wrong and leads back to the chat, which is at `up`.

    `retry_after`: seconds until it may be tried again, 0 where that is not known.
    """
    styles = (void("link", rel="stylesheet", href=up + versioned(name)) for name in READER_STYLES)
    display = tag("script", src=up + versioned(DISPLAY_SCRIPT))
    viewport = void("meta", name="viewport", content="width=device-width, initial-scale=1")
    head = tag("head", void("meta", charset="utf-8"), viewport, tag("title", words.TITLE), display, *styles)
    back = tag("p", tag("a", words.BACK_TO_CHAT, href=up), class_="links")
    main = tag("main", tag("h1", words.TITLE), tag("p", sentence), back, class_="fulltext trouble-page")
    policy = {"Content-Security-Policy": READER_POLICY, **SAFE_HEADERS}
    later = {"Retry-After": str(retry_after)} if retry_after else {}
    page = "<!doctype html>" + tag("html", head, tag("body", main, class_="reading"), lang="zh-CN")
    return HTMLResponse(page, status, headers={**policy, **later})
