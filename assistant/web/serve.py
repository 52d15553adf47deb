"""Serving the page: the address answers first, then the assistant is made ready behind it."""

from __future__ import annotations

import asyncio
import errno
import gc
import inspect
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from assistant.web import words
from assistant.web.site import Site, open_site
from assistant.web.waking import Calm, Waking
from corpus.errors import NianbaoError
from corpus.store import Store

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from assistant.ask import Assistant
    from corpus.settings import Settings

# Open pages hold a connection each; stopping doesn't wait longer than this for them (seconds).
GOODBYE = 2
# The page takes questions of a few hundred characters and no files.
LARGEST_UPLOAD = "1kb"


def serve(settings: Settings) -> None:
    """Serves the page until it is stopped; NianbaoError where the address or the store can't be used."""
    listening = listening_socket(settings.host, settings.port)
    with listening, Store(settings.data) as store:
        calm = Calm()
        waking = Waking(lambda: _assistant(store, settings), _get_ready, calm)
        with open_site(settings, store, waking) as site:
            app = calm.watching(web_app(site))
            run(app, listening, started=lambda: _started(waking, settings.host, settings.port))
    print(words.STOPPED)


def _assistant(store: Store, settings: Settings) -> Assistant:
    from assistant.ask import Assistant

    return Assistant(store, settings)


def _get_ready(assistant: Assistant) -> None:
    """What the first questions would wait for; all that is in memory then stays, and is not looked through again.

    A collection that looks at it all stops every thread for half a second, every few hundred questions.
    """
    assistant.get_ready()
    gc.collect()
    gc.freeze()


def _started(waking: Waking[Assistant], host: str, port: int) -> None:
    print(words.READY.format(address=browser_address(host, port)), flush=True)
    waking.start()


def browser_address(host: str, port: int) -> str:
    """What to type into a browser on this machine; an address for all networks is reached as 127.0.0.1."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{port}/"


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that already listens, so that nobody else takes the port meanwhile; NianbaoError says what is wrong."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=128)
        # Connections take this over. Without it the body of each answer waits for the browser to say that its headers
        # have come, for 40 ms; asyncio sets it for listening sockets of its own alone.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OverflowError as error:
        raise NianbaoError(words.PORT_WRONG.format(port=port)) from error
    except OSError as error:
        raise NianbaoError(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return words.PORT_BUSY.format(port=port)
    if isinstance(error, PermissionError):
        return words.PORT_REFUSED.format(port=port)
    ours = words.HOST_NOT_OURS if error.errno == errno.EADDRNOTAVAIL else words.HOST_UNKNOWN
    return words.HOST_WRONG.format(host=host, reason=ours)


def web_app(site: Site) -> FastAPI:
    """The chat at the root and all beside it, as one application; imports neither torch nor a model.

    Made inside an event loop: outside of one, Gradio makes loops for its locks and never closes them.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_made_in_loop(site))
    return _web_app(site)


async def _made_in_loop(site: Site) -> FastAPI:
    return _web_app(site)


def _web_app(site: Site) -> FastAPI:
    with gradio_imported_quickly():
        import gradio as gr

    from fastapi import FastAPI

    from assistant.web.access import KnownPeer, UnderPath
    from assistant.web.api import add_api, add_unknown
    from assistant.web.api.manners import Manners
    from assistant.web.bounded import BoundedBody
    from assistant.web.chat import build_page, plain_theme
    from assistant.web.chat_files import chat_files
    from assistant.web.chat_frame import ChineseFrame
    from assistant.web.delivery import Delivery
    from assistant.web.downloads import add_downloads
    from assistant.web.follow_ups import Rules
    from assistant.web.only_needed import close_the_rest
    from assistant.web.openai import add_openai
    from assistant.web.problems import add_problems
    from assistant.web.reader_routes import add_reader
    from assistant.web.ready_files import ReadyFiles
    from assistant.web.routes import add_routes
    from assistant.web.staff import add_staff
    from assistant.web.staff.errors import DeskErrors
    from assistant.web.tools.http import add_mcp
    from assistant.web.turnstile import Turnstile
    from assistant.web.widget.frame import Embedding, add_widget

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    turnstile = Turnstile(site.limits, site.settings.rate)
    add_routes(app, site.store, site.copy_of, turnstile)
    add_downloads(app, site)
    add_reader(app, site.store, site.originals, turnstile)
    desk_errors = DeskErrors(add_staff(app, site))
    add_problems(app, desk_errors)
    add_widget(app, site)
    add_api(app, site)
    add_openai(app, site)
    add_mcp(app, site)
    # After all else that stands under /api/ and /v1/, before the chat, which takes every address that is left.
    add_unknown(app)
    rules = Rules(site.limits, site.settings.rate, site.feedback, site.widget)
    blocks = build_page(site.asking, site.store, site.copy_of, rules, site.originals.has_pages)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=plain_theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size=LARGEST_UPLOAD,
    )
    close_the_rest(app)
    made = chat_files(blocks)
    # The last added is the first that a request comes to.
    app.add_middleware(Manners)
    app.add_middleware(ChineseFrame, early=made.early)
    app.add_middleware(Delivery)
    app.add_middleware(ReadyFiles, ready=made.ready)
    app.add_middleware(Embedding, site=site)
    app.add_middleware(
        BoundedBody,
        prefixes=("/staff", "/gradio_api"),
        most=lambda path: _most_for(path, site.settings),
        page=desk_errors,
    )
    app.add_middleware(KnownPeer, trusted=site.settings.trusted_proxies)
    app.add_middleware(UnderPath, root_path=site.settings.root_path, public_url=site.settings.public_url)
    return app


def _most_for(path: str, settings: Settings) -> int:
    """How much (bytes) a request to that page of the staff desk, or an event of the chat, may bring."""
    from assistant.service.evaluations import LARGEST_FILE
    from assistant.web.bounded import MIB, PLAIN

    files = {"/staff/upload": settings.upload_mb * MIB, "/staff/evaluate/sets": LARGEST_FILE}
    return files.get(path, 0) + PLAIN


@contextmanager
def gradio_imported_quickly() -> Iterator[None]:
    """While Gradio is imported, spares it writing type stubs of its components and loading `mcp`: most of its time.

    Gradio skips the stubs of a class whose file is not known (gradio/component_meta.py); nothing else uses them. It does
    without `mcp` where that can't be imported (gradio/mcp.py); this service has an MCP server of its own, loaded when asked.
    """
    known: Callable[[Any], str] = inspect.getfile

    def unknown_for_components(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError(thing.__module__)
        return known(thing)

    vars(inspect)["getfile"] = unknown_for_components
    loaded: dict[str, Any] = vars(sys)["modules"]
    hidden = loaded.setdefault("mcp", None) is None
    try:
        yield
    finally:
        vars(inspect)["getfile"] = known
        if hidden:
            loaded.pop("mcp", None)


def run(app: ASGIApp, listening: socket.socket, started: Callable[[], None]) -> None:
    """Answers on the socket until stopped by Ctrl+C or SIGTERM; `started` is called once pages are served."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

    # Which proxies are believed is said in the settings; see `KnownPeer`.
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=GOODBYE, proxy_headers=False
    )
    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])
