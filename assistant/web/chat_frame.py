"""The chat's own HTML: Gradio's, made this product's and Chinese, on our own page and in the frame of another site."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache, partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import words
from assistant.web.access import route_path
from assistant.web.answer_tools import opinion_form, spoken_words
from assistant.web.answers import waiting_turn
from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.history import history_panel
from assistant.web.markup import Html, tag, void
from assistant.web.static_files import CHAT_SCRIPTS, CHAT_STYLES, versioned
from assistant.web.trouble import SAFE_HEADERS

# Gradio makes functions from text and styles in place; all else comes from this server alone.
CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
# As wide as the screen, to its very edges, and as high as an on-screen keyboard leaves it.
VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
REPLACED = (b"content-length", b"content-security-policy")
# A service has a name or two; strangers may make up others.
MOST_NAMES = 16
# In the scope of a request for the chat in the frame of another site: an `Embedded`.
EMBEDDED = "nianbao.embedded"
NOTHING = Html()


@dataclass(frozen=True, slots=True)
class Embedded:
    """What stands first in the page, and its last styles, where the chat is in the frame of the site of that origin."""

    origin: str = ""
    head: Html = NOTHING
    styles: tuple[str, ...] = ()


OWN_PAGE = Embedded()


def chinese_frame(page: str, embedded: Embedded = OWN_PAGE, early: Html = NOTHING) -> str:
    """Gradio's HTML frame as this product's: language, title, style and script; no address of another host.

    `early`: what tells the browser of files that Gradio's script will come to ask for.
    """
    page = page.replace('lang="en"', 'lang="zh-CN"', 1)
    page = re.sub(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>', "", page)
    page = re.sub(r'<meta\s+name="viewport"[^>]*>', void("meta", name="viewport", content=VIEWPORT), page)
    # Neither is of use here: one is fetched and does nothing, the other's address is not below the service's own.
    page = re.sub(r"<script>(?:(?!</script>).)*iframeResizer\.contentWindow.*?</script>", "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="manifest"[^>]*>', "", page)
    skip = tag("a", words.TO_QUESTION, href="#question", class_="skip-link", data_to_question=True)
    page = re.sub(r"<body[^>]*>", lambda body: body.group() + skip, page, count=1)
    page = page.replace("<gradio-app", '<gradio-app theme_mode="light"', 1)
    head = (
        embedded.head,
        tag("title", words.TITLE),
        void("meta", name="description", content=words.INTRODUCTION),
        # Before any style, so that nothing is painted in other colours or sizes first.
        tag("script", src=versioned(DISPLAY_SCRIPT)),
        void("link", rel="stylesheet", href=versioned(CHAT_STYLES[0])),
        *(tag("script", src=versioned(name)) for name in CHAT_SCRIPTS),
        early,
    )
    body = (
        # Here and not in the head: rules of equal weight must come after Gradio's own.
        *(void("link", rel="stylesheet", href=versioned(name)) for name in (*CHAT_STYLES[1:], *embedded.styles)),
        tag("noscript", tag("p", words.NEEDS_SCRIPT)),
        tag("div", id="announcement", class_="unseen", aria_live="polite", data_not_restored=words.NOT_RESTORED),
        waiting_turn(),
        opinion_form(),
        spoken_words(),
        history_panel(),
    )
    page = page.replace("</head>", "".join(head) + "</head>", 1)
    return page.replace("</body>", "".join(body) + "</body>", 1)


class ChineseFrame:
    """ASGI: rewrites the HTML of the chat's own address and lets everything else pass as it is.

    Gradio's HTML is the same for all but the name that the service is reached by, which is kept with it: making it anew
    takes ten times as long as sending it.
    """

    def __init__(self, app: ASGIApp, early: Html = NOTHING) -> None:
        self._app = app
        self._kept: dict[Hashable, list[Message]] = {}
        self._rewritten = lru_cache(MOST_NAMES)(partial(chinese_frame, early=early))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or route_path(scope) != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        name = _reached_by(scope)
        held = self._kept.get(name) or await self._made(scope, receive)
        if name and held[0]["status"] == 200 and name not in self._kept:
            if len(self._kept) >= MOST_NAMES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[name] = held
        await self._send_rewritten(held, send, scope.get(EMBEDDED, OWN_PAGE))

    async def _made(self, scope: Scope, receive: Receive) -> list[Message]:
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app(scope, receive, hold)
        body = b"".join(message.get("body", b"") for message in held[1:])
        return [held[0], {"type": "http.response.body", "body": body}]

    async def _send_rewritten(self, held: list[Message], send: Send, embedded: Embedded) -> None:
        start, content = held[0], held[1]["body"]
        headers = [(k, v) for k, v in start["headers"] if k.lower() not in REPLACED]
        if any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in headers):
            content = self._rewritten(content.decode("utf-8"), embedded).encode("utf-8")
            extra = {"Content-Security-Policy": CHAT_POLICY, **SAFE_HEADERS}
            headers += [(k.lower().encode(), v.encode()) for k, v in extra.items()]
        headers.append((b"content-length", str(len(content)).encode()))
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": content})


def _reached_by(scope: Scope) -> Hashable:
    """All of a request that Gradio's HTML depends on; None where another page asks, which Gradio answers by its headers."""
    headers = dict(scope["headers"])
    if b"origin" in headers:
        return None
    return scope["scheme"], headers.get(b"host"), tuple(scope.get("server") or ()), scope.get("root_path", "")
