"""Getting one address: politely, within bounds, again after a passing fault, and never what is here unchanged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType

import httpx

from corpus.errors import FetchError
from corpus.reading.limits import MIB, UPLOAD
from corpus.web import bounds
from corpus.web.addresses import clean, host_of
from corpus.web.dispositions import disposition_name
from corpus.web.pace import Pace, asked_pause
from corpus.web.robots import Robots, RobotsFile

_REDIRECTED = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_PASSING = (408, 425, *_BUSY, 500, 502, 504)
_ADVICE = "请用浏览器打开后把年报存到本机，再添加存下的文件。"
_STATUS = {
    401: f"网站要求登录（401）。{_ADVICE}",
    403: f"网站拒绝程序访问（403）。{_ADVICE}",
    404: "网站上没有这个网页（404）。请检查网址。",
    407: "代理服务器要求登录（407）。请检查本机的代理设置。",
    410: "这个网页已经从网站上撤下（410）。请检查网址。",
    412: f"网站要求浏览器运行脚本来验证（412），程序进不去。{_ADVICE}",
    451: "网站因法律原因不提供这个网页（451）。",
    521: f"网站要求浏览器运行脚本来验证（521），程序进不去。{_ADVICE}",
}


def user_agent() -> str:
    """Who is asking: the product and its version, for the logs of the sites."""
    try:
        number = version("nianbao")
    except PackageNotFoundError:
        number = "0"
    return f"nianbao/{number} (reads annual reports on open government information)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site sent: the address it came from, its bytes, and what its headers say; no bytes where `unchanged`."""

    address: str
    data: bytes = b""
    name: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Reply:
    """One answer of a server, its body read (and cut off at `most` bytes where that is allowed)."""

    status: int
    headers: httpx.Headers
    body: bytes


class Fetcher:
    """One run's way to the web: one connection a host at a time, one delay, one robots.txt a site.

    `may` says of each address, redirects included, whether it may be asked at all (default: any); `say` is told in
    Chinese when something takes long.
    """

    def __init__(
        self,
        pace: Pace,
        may: Callable[[str], bool] = lambda address: True,
        say: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        self._pace = pace
        self._may = may
        self._say = say
        self._robots = Robots(self._robots_file, pace)
        self._shut: dict[str, str] = {}
        timeout = httpx.Timeout(bounds.SILENCE_SECONDS, connect=bounds.CONNECT_SECONDS)
        # Requests go one after the other, so no host ever sees two connections of this run at once.
        limits = httpx.Limits(max_connections=8, max_keepalive_connections=4)
        headers = {"User-Agent": user_agent(), "Accept-Language": "zh-CN,zh;q=0.9", "Accept": "*/*"}
        self._client = httpx.Client(timeout=timeout, limits=limits, headers=headers, follow_redirects=False)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def get(self, address: str, etag: str = "", modified: str = "") -> Answer:
        """What is at the address, redirects followed; `unchanged` where the site says it is still that version.

        FetchError, a Chinese sentence, where it can't be had.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {key: value for key, value in asked.items() if value}
        for _ in range(bounds.REDIRECTS + 1):
            self._check(address)
            reply = self._ask(address, headers, UPLOAD)
            if reply.status not in _REDIRECTED:
                return _answer(address, reply)
            address = _next_address(address, reply)
        raise FetchError(
            f"网站把这个网址转来转去（超过 {bounds.REDIRECTS} 次），打不开。请用浏览器打开，再添加最后的网址。"
        )

    def _check(self, address: str) -> None:
        """FetchError where the address must not be asked."""
        if not clean(address):
            raise FetchError("只能读取 http 和 https 开头的网址。")
        if not self._may(address):
            raise FetchError("这个网址不在允许访问的范围里。")
        self._robots.check(address)

    # --- one address, several tries -------------------------------------------------------------

    def _ask(self, address: str, headers: dict[str, str], most: int, cut: bool = False) -> _Reply:
        """The reply to one request, tried again after a passing fault; `cut` takes the first `most` bytes of more."""
        host = host_of(address)
        pause = bounds.FIRST_PAUSE
        for left in reversed(range(bounds.TRIES)):
            if host in self._shut:
                raise FetchError(self._shut[host], passing=True)
            if (seconds := self._pace.left(host)) > bounds.LONG_WAIT:
                self._say(f"按网站的要求等 {seconds:.0f} 秒：{address}")
            self._pace.wait(host)
            try:
                reply = self._once(address, headers, most, cut)
            except httpx.HTTPError as error:
                self._pace.done(host, pause if left else 0.0)
                if not left or not _may_pass(error):
                    raise FetchError(_trouble(error), passing=True) from error
                reason = "没有连上"
            else:
                asked = self._patience(host, reply)
                self._pace.done(host, (asked or pause) if left and reply.status in _PASSING else asked or 0.0)
                if reply.status not in _PASSING or not left:
                    return reply
                reason = f"网站答复 {reply.status}"
            self._say(f"{reason}，稍等再试：{address}")
            pause *= 3
        raise AssertionError("the last try returns or raises")

    def _patience(self, host: str, reply: _Reply) -> float | None:
        """Seconds the site asks to wait; where they are too many, nothing more of it is asked in this run."""
        asked = asked_pause(reply.headers.get("retry-after", "")) if reply.status in _BUSY else None
        if asked is None or asked <= bounds.LONGEST_PAUSE:
            return asked
        self._shut[host] = (
            f"网站要求过 {asked / 60:.0f} 分钟再访问（{reply.status}），这次先停在这里。"
            "请到时候再运行一次，会从停下的地方接着取。"
        )
        raise FetchError(self._shut[host], passing=True)

    def _once(self, address: str, headers: dict[str, str], most: int, cut: bool) -> _Reply:
        began = time.monotonic()
        with self._client.stream("GET", address, headers=headers) as response:
            if response.status_code != httpx.codes.OK:
                return _Reply(response.status_code, response.headers, b"")
            declared = response.headers.get("content-length", "")
            if declared.isdigit() and int(declared) > most and not cut:
                raise _too_large()
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > most:
                    if not cut:
                        raise _too_large()
                    break
                if time.monotonic() - began > bounds.WHOLE_SECONDS:
                    raise FetchError(
                        f"网站传得太慢，{bounds.WHOLE_SECONDS / 60:.0f} 分钟还没有传完，已停止。请过一会儿再试。",
                        passing=True,
                    )
            return _Reply(response.status_code, response.headers, bytes(body[:most]))

    # --- robots.txt -----------------------------------------------------------------------------

    def _robots_file(self, address: str) -> RobotsFile:
        """The site's robots.txt, '' where it has none; not to be known where the server is in trouble."""
        try:
            for _ in range(bounds.REDIRECTS):
                if not self._may(address):
                    return RobotsFile()
                reply = self._ask(address, {}, bounds.ROBOTS_BYTES, cut=True)
                if reply.status not in _REDIRECTED:
                    break
                address = _next_address(address, reply)
        except FetchError as error:
            return RobotsFile(trouble=str(error).rstrip("。")) if error.passing else RobotsFile()
        if reply.status >= 500 or reply.status == 429:
            return RobotsFile(trouble=f"网站答复 {reply.status}")
        if reply.status != httpx.codes.OK:
            return RobotsFile()
        return RobotsFile(reply.body.decode("utf-8-sig", "replace"))


def _next_address(address: str, reply: _Reply) -> str:
    target = clean(reply.headers.get("location", ""), address)
    if not target:
        raise FetchError("网站把这个网址转到了别处，但没有说清转到哪里。请用浏览器打开，再添加最后的网址。")
    return target


def _answer(address: str, reply: _Reply) -> Answer:
    raw = {key.lower(): value for key, value in reply.headers.raw}
    known = {
        "name": disposition_name(raw.get(b"content-disposition", b"")),
        "etag": reply.headers.get("etag", ""),
        "modified": reply.headers.get("last-modified", ""),
    }
    if reply.status == httpx.codes.NOT_MODIFIED:
        return Answer(address, **known, unchanged=True)
    if reply.status == httpx.codes.OK:
        if not reply.body.strip():
            raise FetchError("网站传来的内容是空的。请用浏览器打开看看，或过一会儿再试。", passing=True)
        return Answer(address, reply.body, **known)
    sentence = _STATUS.get(reply.status, f"网站出了故障，答复的状态码是 {reply.status}。请过一会儿再试，或检查网址。")
    raise FetchError(sentence, passing=reply.status in _PASSING)


def _too_large() -> FetchError:
    return FetchError(
        f"文件太大（超过 {UPLOAD // MIB} MB），没有下载完。请用浏览器下载，删去其中的图片，只留年报正文再添加。"
    )


def _may_pass(error: httpx.HTTPError) -> bool:
    """Whether the same request may succeed a moment later; a wrong name or certificate stays wrong."""
    return isinstance(error, httpx.TransportError) and not isinstance(
        error, (httpx.UnsupportedProtocol, httpx.DecodingError)
    ) and not _is_wrong_name(error) and "CERTIFICATE" not in str(error).upper()  # fmt: skip


def _is_wrong_name(error: httpx.HTTPError) -> bool:
    said = str(error)
    return isinstance(error, httpx.ConnectError) and any(
        words in said for words in ("Name or service not known", "getaddrinfo", "nodename nor servname", "No address")
    )


def _trouble(error: httpx.HTTPError) -> str:
    """Why a request failed, as one can act on it."""
    if isinstance(error, httpx.TimeoutException):
        return "网站很久没有答复，已停止等待。请过一会儿再试，或检查网络。"
    if _is_wrong_name(error):
        return "找不到这个网站，网址的域名可能写错了，或者没有联网。请检查网址和网络。"
    if "CERTIFICATE" in str(error).upper() or "SSL" in str(error).upper():
        return f"网站的安全证书有问题，程序不能确认它的身份，没有访问。{_ADVICE}"
    if isinstance(error, httpx.DecodingError):
        return "网站传来的内容解压不了，可能传错了。请过一会儿再试。"
    return f"连不上网站（{error or type(error).__name__}）。请检查网址和网络，过一会儿再试。"
