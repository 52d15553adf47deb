"""Saved web pages with all that belongs to them in one file (MHT, MHTML), as browsers, Word and WPS write them."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message

from corpus.errors import ReadingError
from corpus.reading.decode import decode_text
from corpus.reading.limits import MAIL_PARTS

_HEAD = 8_192  # bytes within which a file's mail header ends
_FIELD = re.compile(
    rb"(?:From|Subject|Date|MIME-Version|Content-[\w-]+|Snapshot-Content-Location|X-[\w-]+):", re.IGNORECASE
)
_TYPE = re.compile(rb"^(?:Content-Type:\s*(?:multipart/|text/html)|MIME-Version:)", re.IGNORECASE | re.MULTILINE)
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)


def is_mht(data: bytes) -> bool:
    """Whether the file begins with the header of a mail that holds a page."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n \t")
    if not _FIELD.match(head):
        return False
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return _TYPE.search(header) is not None


def page_of(data: bytes) -> str:
    """The HTML of the page that was saved; of a page of frames the longest; ReadingError where there is none."""
    pages = [decode_text(part) for part in _pages(email.message_from_bytes(data))]
    if not pages:
        raise ReadingError("网页归档（MHT）里没有网页。请用浏览器打开后另存为“网页，仅 HTML”再试。")
    return max(pages, key=len) if _FRAMES.search(pages[0]) else pages[0]


def _pages(message: Message) -> Iterator[bytes]:
    """The pages among the parts, the one that the header says the archive starts with first."""
    parts = [part for part, _ in zip(message.walk(), range(MAIL_PARTS), strict=False)]
    start = message.get_param("start")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    for part in sorted(pages, key=lambda part: not (start and part.get("Content-ID") == start)):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            yield payload
