"""The widget's gate: which sites may embed the chat, for how long a frame may ask without a new token, how often a day."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from assistant.service.asker import OUR_PAGE, Asker
from assistant.service.keys import Keys
from assistant.service.question_log import Channel
from assistant.service.shares import DayShares
from corpus.settings import Settings

# A frame asks for the next token well before its own is of no use (seconds).
TOKEN_SECONDS = 15 * 60
RENEWED_AFTER = 5 * 60
LONGEST_WITHIN = 100
LONGEST_TOKEN = 2000
# Nobody asks so often in a day: however few questions a site has, one address may ask so many of them.
LEAST_SHARE = 100
_DEFAULT_PORTS = {"http": 80, "https": 443}


class ExpiredError(Exception):
    """The token of a frame is of no use any more, or was never one: the frame must be loaded anew."""


class UsedUpError(Exception):
    """The site has asked as often today as it may."""


class ShareUsedUpError(UsedUpError):
    """One address has asked as often today as it may at that site; others there still may."""


class WidgetGate:
    """Lets frames of allowed sites in; `secret` signs their tokens. Safe to share between threads."""

    def __init__(self, settings: Settings, keys: Keys, secret: bytes) -> None:
        self._origins = frozenset(map(origin_of, settings.widget_origins.replace(",", " ").split()))
        self._daily = settings.widget_daily
        self._share = max(LEAST_SHARE, self._daily * settings.widget_share // 100) if self._daily else 0
        self._shares = DayShares()
        self._keys = keys
        self._signer = URLSafeTimedSerializer(secret, salt="widget", signer_kwargs={"digest_method": hashlib.sha256})

    def allowed(self, origin: str) -> str:
        """The origin as browsers write it where its pages may embed the chat, else ''."""
        written = origin_of(origin)
        return written if written in self._origins else ""

    def token(self, origin: str, within: str) -> str:
        """What a frame of that (allowed) origin shows with each question: bound to it and to what it keeps to."""
        return str(self._signer.dumps([origin, within]))

    def asker(self, token: str) -> Asker:
        """Who asks with that token ('' = our own page); ExpiredError where it is too old, forged, or its site gone."""
        if not token:
            return OUR_PAGE
        try:
            origin, within = self._signer.loads(token[:LONGEST_TOKEN], max_age=TOKEN_SECONDS)
        except (SignatureExpired, BadSignature) as error:
            raise ExpiredError from error
        if not self.allowed(origin):
            raise ExpiredError
        return Asker(Channel.WIDGET, origin, within)

    def renewed(self, token: str) -> str:
        """The next token of the same frame; ExpiredError where that one is of no use."""
        asker = self.asker(token)
        if not asker.site:
            raise ExpiredError
        return self.token(asker.site, asker.within)

    def spend(self, asker: Asker, address: str) -> None:
        """Count one question of the asker's site, from that address; UsedUpError where the day of either is used up.

        Whether a question comes from a page of the site, no token can prove: a program may ask for a frame as a browser
        does. So that one such can't use up the day of a site, no address has more than its share of it.
        """
        if not asker.site:
            return
        if self._share and self._shares.used(asker.site, address) >= self._share:
            raise ShareUsedUpError
        if not self._keys.spend(f"site:{asker.site}", self._daily):
            raise UsedUpError
        if self._share:
            self._shares.count(asker.site, address)


def origin_of(written: str) -> str:
    """An origin as browsers write it (lower case, no usual port, the host in ASCII); '' where it is none."""
    try:
        parts = urlsplit(written.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return ""
    if (
        parts.scheme not in _DEFAULT_PORTS
        or not host
        or "@" in parts.netloc
        or parts.path
        or parts.query
        or parts.fragment
    ):
        return ""
    if not all(c.isalnum() or c in "-._:" for c in host):
        return ""
    host = f"[{host}]" if ":" in host else host
    shown = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"
