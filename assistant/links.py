"""Where the original of a cited place opens: its web address, at the page of a PDF or the words of a web page."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from corpus.archives import INSIDE

_PDF = ".pdf"
_PAGES = (".html", ".htm", ".shtml", ".xhtml", ".txt")
# Fewer words than these may stand anywhere on a page; more need not be in the address.
_FEWEST, _MOST = 8, 30


def is_web_address(address: str) -> bool:
    """Whether the original is a page of the web (http or https) and not a local file."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def at_place(address: str, file: str, page: int | None, words: str = "") -> str:
    """The address of an original, at the page where that is known (PDF) or at the words (web page).

    `file` is its name; an address that names a place already is left as it is. Of an archive on the web only the whole
    can be opened.
    """
    if is_web_address(address) and INSIDE in address:
        return address.partition(INSIDE)[0]
    if "#" in address:
        return address
    is_pdf = file.lower().endswith(_PDF) or address.lower().endswith(_PDF)
    if page is not None and is_pdf:
        return f"{address}#page={page}"
    said = words.split("\n", 1)[0].strip()
    is_page = page is None and file.lower().endswith(_PAGES) and is_web_address(address)
    if not is_page or len(said) < _FEWEST:
        return address
    return f"{address}#:~:text={quote(said[:_MOST], safe='')}"
