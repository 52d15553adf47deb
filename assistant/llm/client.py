"""One question to an OpenAI-compatible endpoint, within a deadline and a size; all that goes wrong is `NoReplyError`."""

from __future__ import annotations

import json
import logging
import math
import queue
import re
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from assistant.memo import Remembered
from corpus.settings import Settings

log = logging.getLogger(__name__)

# A reply is a few hundred characters of JSON; more is none that was asked for.
MOST_BYTES = 256 * 1024
# After so many failures one after the other nothing is sent for a while (seconds).
FAILURES, PAUSE = 3, 60.0
# So many replies are kept, so that the same question gets the same answer and costs one call.
KEPT = 256

_PATH = "/chat/completions"
# A server that doesn't know `response_format` says so by one of these.
_REFUSED = (400, 422)
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?```\s*$", re.DOTALL)


class NoReplyError(Exception):
    """The model gave nothing that can be used; `str()` says why in few words and holds nothing that was sent."""


class Model:
    """The model that the settings name; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        url = settings.llm_url.rstrip("/")
        self._url = url if url.endswith(_PATH) else url + _PATH
        self._shown = urlsplit(url).hostname or ""
        self._name = settings.llm_model
        self._timeout = float(settings.llm_timeout)
        headers = {"Accept-Encoding": "identity"}  # so that what is counted is what is read
        headers |= {"Authorization": f"Bearer {settings.llm_key}"} if settings.llm_key else {}
        self._client = httpx.Client(timeout=self._timeout, headers=headers, follow_redirects=False)
        self._lock = threading.Lock()
        self._failures = 0
        self._paused_at = -math.inf
        self._schemas = True
        self._kept: Remembered[dict[str, Any]] = Remembered(KEPT)

    def ask(self, system: str, user: str, schema: Mapping[str, Any], most_tokens: int) -> dict[str, Any]:
        """The JSON object the model replies; `schema` is sent along, but whether it fits is for the caller to check."""
        key = json.dumps([system, user])
        if (kept := self._kept.get(key)) is not None:
            return kept
        with self._lock:
            if time.monotonic() - self._paused_at < PAUSE:
                raise NoReplyError("暂停使用")
        try:
            found = self._within_deadline(system, user, schema, most_tokens)
        except NoReplyError as error:
            self._failed(str(error))
            raise
        with self._lock:
            self._failures = 0
        self._kept.put(key, found)
        return found

    def _failed(self, reason: str) -> None:
        """Counts a failure; the first of a row is logged, and that nothing is sent for a while."""
        with self._lock:
            self._failures += 1
            first, pausing = self._failures == 1, self._failures >= FAILURES
            if pausing:
                self._paused_at, self._failures = time.monotonic(), 0
        if first:
            log.warning("模型接口 %s 没有给出可用的回复（%s），照没有模型时回答。", self._shown, reason)
        if pausing:
            log.warning("模型接口 %s 连续%d次没有给出可用的回复，暂停使用%d秒。", self._shown, FAILURES, PAUSE)

    def _within_deadline(self, *asked: Any) -> dict[str, Any]:
        """The reply, in a thread of its own: name resolution and a server that trickles know no timeout in all."""
        done: queue.SimpleQueue[dict[str, Any] | Exception] = queue.SimpleQueue()
        deadline = time.monotonic() + self._timeout

        def run() -> None:
            try:
                done.put(self._reply(deadline, *asked))
            except Exception as error:
                # Whatever a server can provoke must not end up with the user; its text may hold what was sent.
                done.put(error)

        threading.Thread(target=run, name="nianbao-llm", daemon=True).start()
        try:
            found = done.get(timeout=self._timeout)
        except queue.Empty:
            raise NoReplyError("超时") from None
        if isinstance(found, NoReplyError):
            raise found
        if isinstance(found, Exception):
            raise NoReplyError(_reason(found)) from None
        return found

    def _reply(
        self, deadline: float, system: str, user: str, schema: Mapping[str, Any], most_tokens: int
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._name,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "max_tokens": most_tokens,
            "stream": False,
        }
        shape = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}
        if self._schemas:
            status, data = self._post({**body, "response_format": shape}, deadline)
            if status in _REFUSED:
                status, data = self._post(body, deadline)
                self._schemas = status != httpx.codes.OK
        else:
            status, data = self._post(body, deadline)
        if status != httpx.codes.OK:
            raise NoReplyError(f"状态码 {status}")
        return _object(_content(data))

    def _post(self, body: Mapping[str, Any], deadline: float) -> tuple[int, bytes]:
        """Status and body of one request, cut off at the deadline and at `MOST_BYTES`."""
        left = max(0.1, deadline - time.monotonic())
        with self._client.stream("POST", self._url, json=body, timeout=left) as response:
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise NoReplyError("回复是压缩的")
            data = b""
            for chunk in response.iter_raw():
                data += chunk
                if len(data) > MOST_BYTES:
                    raise NoReplyError("回复太长")
                if time.monotonic() > deadline:
                    raise NoReplyError("超时")
            return response.status_code, data


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "超时"
    if isinstance(error, httpx.ConnectError):
        return "连不上"
    if isinstance(error, httpx.HTTPError):
        return "连接中断"
    return "回复读不懂" if isinstance(error, (ValueError, TypeError, LookupError, RecursionError)) else "出错"


def _content(data: bytes) -> str:
    """What the model wrote; NoReplyError where the server's JSON has none or it was cut off."""
    choice = json.loads(data)["choices"][0]
    if choice.get("finish_reason") not in (None, "stop"):
        raise NoReplyError("回复没有写完")
    content = choice["message"]["content"]
    if not isinstance(content, str):
        raise NoReplyError("回复读不懂")
    return content


def _object(content: str) -> dict[str, Any]:
    """The JSON object that is all of the text, but for thoughts before it and a fence around it."""
    bare = _THOUGHT.sub("", content)
    fenced = _FENCED.match(bare)
    found = json.loads(fenced[1] if fenced else bare)
    if not isinstance(found, dict):
        raise NoReplyError("回复读不懂")
    return found
