"""The whole service on a port of its own in this process, with a fake or the real assistant, for tests of what is seen."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from fakes_web import FakeAssistant, report_of

from assistant.service.accounts import Role
from assistant.service.asking import Assistant
from assistant.web.serve import browser_address, listening_socket, web_app
from assistant.web.site import open_site
from corpus.report import Report
from corpus.settings import Settings
from corpus.store import Store

# Accounts of tests, by role; the same password for all.
PASSWORD = "一个很长的密码 2026"


class Served:
    """A server of this process, answering from `reports`; `settings` beside the folder as keywords."""

    def __init__(
        self,
        folder: Path,
        *reports: Report,
        cited: Report | None = None,
        assistant: Assistant | None = None,
        **settings: Any,
    ) -> None:
        import uvicorn

        self._open = ExitStack()
        self.store = self._open.enter_context(Store(folder))
        for report in reports:
            self.store.put(report)
        answering = assistant or FakeAssistant(cited or report_of())
        self.site = self._open.enter_context(open_site(Settings(data=folder, **settings), self.store, answering))
        for role in Role:
            self.site.accounts.put(role.value, role, PASSWORD)
        self._socket = self._open.enter_context(listening_socket("127.0.0.1", 0))
        self.address = browser_address("127.0.0.1", self._socket.getsockname()[1])
        self.app = web_app(self.site)
        config = uvicorn.Config(self.app, log_level="warning", timeout_graceful_shutdown=1, proxy_headers=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, args=(self._socket,))
        self._thread.start()

    def _run(self, listening: socket.socket) -> None:
        self._server.run(sockets=[listening])

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self._open.close()
