"""mcp: the MCP server over standard input and output, for programs of this machine that start it themselves."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from assistant.commands.terminal import warn
from corpus.settings import Settings
from corpus.store import Store

if TYPE_CHECKING:
    from fastapi import Request

    from assistant.web.site import Site
    from assistant.web.tools.tools import Tools


def mcp(args: Namespace, settings: Settings) -> int:
    """Answers until the client closes the input. What is printed goes to the standard error: the output is MCP's."""
    import anyio

    from assistant.ask import Assistant
    from assistant.web import words_mcp as words
    from assistant.web.site import open_site
    from assistant.web.tools.server import make_server

    with Store(settings.data) as store:
        assistant = Assistant(store, settings)
        assistant.start_background()
        with open_site(settings, store, assistant) as site:
            warn(words.BEGUN)
            server = make_server(site, lambda request: _tools(site, settings, request))
            anyio.run(server.run_stdio_async)
    return 0


def _tools(site: Site, settings: Settings, request: Request | None) -> Tools:
    """The tools with links to the pages that `nianbao serve` shows on this machine."""
    from fastapi import Request

    from assistant.web.access import PUBLIC
    from assistant.web.tools.tools import Tools

    if request is not None:
        return Tools(site, request)
    host = f"{settings.host if settings.host not in ('', '0.0.0.0', '::') else '127.0.0.1'}:{settings.port}"
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "root_path": settings.root_path,
        PUBLIC: settings.public_url,
        "query_string": b"",
        "headers": [(b"host", host.encode())],
        "server": (settings.host, settings.port),
    }
    return Tools(site, Request(scope))
