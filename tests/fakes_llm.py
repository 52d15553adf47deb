"""A small OpenAI-compatible server on this machine: it replies what a test says, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-0123456789"


@dataclass(slots=True)
class FakeModel:
    """`reply` makes the model's words of a request; `status`, `raw`, `delay`, `trickle` and `headers` are how it fails.

    `asked` are the requests that came, `keys` the Authorization headers; `refuses_schemas`: 400 for `response_format`.
    """

    reply: Callable[[dict[str, Any]], object] = lambda request: {}
    status: int = 200
    raw: bytes | None = None
    delay: float = 0.0
    trickle: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    refuses_schemas: bool = False
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def body(self, request: dict[str, Any]) -> bytes:
        """What is sent back: `raw`, or a completion whose content is the reply (as JSON unless it is text already)."""
        if self.raw is not None:
            return self.raw
        said = self.reply(request)
        content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
        return json.dumps({"object": "chat.completion", "choices": [choice]}, ensure_ascii=False).encode()


@contextmanager
def serving(model: FakeModel) -> Iterator[FakeModel]:
    """The fake at `model.url`, until the test ends."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None: ...

        def do_GET(self) -> None:
            model.asked.append({"path": self.path})
            self.send_error(404)

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(request | {"path": self.path})
            model.keys.append(self.headers["Authorization"])
            time.sleep(model.delay)
            refused = model.refuses_schemas and "response_format" in request
            data = b'{"error": "unknown field"}' if refused else model.body(request)
            try:
                self.send_response(400 if refused else model.status)
                for name, value in ({"Content-Length": str(len(data))} | model.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                for i in range(0, len(data), 1 if model.trickle else len(data) or 1):
                    self.wfile.write(data[i : i + (1 if model.trickle else len(data))])
                    time.sleep(model.trickle)
            except OSError:
                pass  # the client has had enough

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
