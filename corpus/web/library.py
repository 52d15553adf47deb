"""The one way to an address: from what is kept where this run has it already, else from the site, conditionally."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.web.addresses import ending_of, file_name
from corpus.web.endings import ending_by_content
from corpus.web.fetch import Fetcher
from corpus.web.kept import Journal, Kept


class Library:
    """Pages and files by address; what was seen since `since` (seconds since 1970) is not asked for again."""

    def __init__(self, fetcher: Fetcher, journal: Journal, say: Callable[[str], None]) -> None:
        self._fetcher = fetcher
        self._journal = journal
        self._say = say
        self._asked = 0
        self.since = 0.0

    def get(self, address: str) -> Kept:
        """What is at the address now; FetchError, a Chinese sentence, where it can't be had."""
        known = self._journal.kept(address)
        if known is not None and known.seen >= self.since:
            return known
        self._asked += 1
        self._say(f"正在下载（第 {self._asked} 个）：{address}")
        etag, modified = (known.etag, known.modified) if known else ("", "")
        answer = self._fetcher.get(address, etag, modified)
        if answer.unchanged and known is not None:
            self._journal.confirm(known)
            return known
        named = ending_of(answer.name) or ending_of(file_name(answer.address))
        return self._journal.keep(address, answer, ending_by_content(answer.data, named))

    def read(self, kept: Kept) -> bytes:
        """Its bytes, as the site sent them."""
        return self.path(kept).read_bytes()

    def path(self, kept: Kept) -> Path:
        """The file they are kept in."""
        return self._journal.path(kept)

    def write_whole(self, address: str, data: bytes, ending: str) -> Path:
        """Keep a report made of several pages or pictures as one file beside its page."""
        return self._journal.folder / self._journal.write(address, data, ending, mark="-whole")
