"""How much of a site is asked for, and how long for any of it: every cap in one place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpus.settings import Settings

CONNECT_SECONDS: Final = 15.0  # slow county sites answer within five
SILENCE_SECONDS: Final = 30.0  # without a single byte
WHOLE_SECONDS: Final = 300.0  # one file, however slowly it drips: 30 MB at 100 KB a second
REDIRECTS: Final = 6  # http → https → www → mobile check → page, and one to spare
TRIES: Final = 3  # of a request that failed for a passing reason
FIRST_PAUSE: Final = 5.0  # seconds before the second try, three times as many before the next
LONGEST_PAUSE: Final = 300.0  # seconds a site may ask to wait (Retry-After) before the run stops asking it
LONG_WAIT: Final = 10.0  # seconds of waiting that the user is told of
ROBOTS_BYTES: Final = 500 * 1024  # RFC 9309: what of a robots.txt must be read
RESUMABLE_SECONDS: Final = 24 * 3600.0  # how long after it was cut off a run is gone on with and not begun anew
DEPTH: Final = 3  # start → year or department → list → report
ARTICLE_PAGES: Final = 30  # pages of one report
EMBEDDED: Final = 5  # frames of one page that are looked into


@dataclass(frozen=True, slots=True)
class Breadth:
    """What a run may ask of one site: `delay` seconds between requests, list pages and reports of one address."""

    delay: float = 2.0
    pages: int = 50
    files: int = 500

    @property
    def visits(self) -> int:
        """Pages and files looked at in all: every report by its page and its file, half as many in vain, and the lists."""
        return 3 * self.files + self.pages

    @staticmethod
    def of(settings: Settings, delay: float | None = None, pages: int | None = None) -> Breadth:
        """The settings' breadth, with what the command line says instead."""
        return Breadth(
            settings.web_delay if delay is None else delay,
            settings.web_pages if pages is None else pages,
            settings.web_files,
        )
