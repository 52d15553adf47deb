"""robots.txt: what a site lets programs ask for, and how often (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from corpus.errors import FetchError
from corpus.web.addresses import host_of, origin_of
from corpus.web.pace import Pace

PRODUCT = "nianbao"

_FORBIDDEN = "网站的 robots.txt 不允许程序访问这个网址。请用浏览器打开后把年报存到本机，再添加存下的文件。"
_UNKNOWN = (
    "网站的 robots.txt 取不到（{reason}），不知道它允许不允许程序访问，所以没有访问。"
    "请过一会儿再试，或者用浏览器打开后把年报存到本机再添加。"
)


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What came of asking for a robots.txt: its text ('' where there is none), or why it can't be known (Chinese)."""

    text: str = ""
    trouble: str = ""


class Robots:
    """The rules of each site, asked for once a run; `ask` gets the robots.txt at an address."""

    def __init__(self, ask: Callable[[str], RobotsFile], pace: Pace) -> None:
        self._ask = ask
        self._pace = pace
        self._sites: dict[str, Protego | str] = {}

    def check(self, address: str) -> None:
        """FetchError where the site does not let this program have the address."""
        origin = origin_of(address)
        if origin not in self._sites:
            self._sites[origin] = self._learn(origin)
        rules = self._sites[origin]
        if isinstance(rules, str):
            raise FetchError(_UNKNOWN.format(reason=rules), passing=True)
        if not rules.can_fetch(address, PRODUCT):
            raise FetchError(_FORBIDDEN)

    def _learn(self, origin: str) -> Protego | str:
        found = self._ask(f"{origin}/robots.txt")
        if found.trouble:
            return found.trouble
        rules = Protego.parse(found.text)
        host = host_of(origin)
        self._pace.widen(host, rules.crawl_delay(PRODUCT) or 0.0)
        if rate := rules.request_rate(PRODUCT):
            self._pace.widen(host, rate.seconds / max(rate.requests, 1))
        return rules
