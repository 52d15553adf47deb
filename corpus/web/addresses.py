"""Web addresses: what is one, the one way each is written, which belong to one site, and the file names they give."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

SCHEMES: Final = ("http", "https")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_NAME_IN_QUERY = re.compile(r"[^/\\?&=]+\.[A-Za-z]{2,5}")
_FILE_NAME = re.compile(r"[^/\\]+\.[A-Za-z][A-Za-z0-9]{1,4}")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_NAME: Final = 80  # characters: below 255 bytes of a file system, whatever the script


def is_web_address(text: str) -> bool:
    """Whether the user means a page of the web and not a file."""
    return text.strip().lower().startswith(("http://", "https://"))


def clean(written: str, base: str = "", encoding: str = "utf-8") -> str:
    """The address as it is asked for and kept, '' where it is none of http and https.

    Relative to `base`; without fragment, session and default port; letters outside ASCII percent-encoded, in the query
    by the `encoding` of the page it stands in, as browsers do.
    """
    plain = re.sub(r"[\t\r\n]", "", written).strip().replace("\\", "/")
    try:
        parts = urlsplit(urljoin(base, plain))
        host, port = parts.hostname, parts.port
        if parts.scheme not in SCHEMES or not host:
            return ""
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    name = f"[{name}]" if ":" in name else name
    place = name if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"
    path = quote(_SESSION.sub("", parts.path) or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE + "?", encoding=encoding, errors="replace")
    return urlunsplit((parts.scheme, place, path, query, ""))


def host_of(address: str) -> str:
    """The host with its port, by which requests are kept apart."""
    return urlsplit(address).netloc


def origin_of(address: str) -> str:
    """Scheme and host: what one robots.txt is for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or one below the other (`www.` says nothing)."""
    a, b = (urlsplit(address).hostname or "" for address in (one, other))
    a, b = a.removeprefix("www."), b.removeprefix("www.")
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def folder_of(address: str) -> str:
    """The address up to the last slash of its path: the column a page stands in."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def file_name(address: str) -> str:
    """The file name an address gives, percent-encoding undone: that of its path, or one named in its query; may be ''."""
    parts = urlsplit(address)
    last = unquoted(parts.path.rpartition("/")[2])
    for _, value in parse_qsl(parts.query, encoding="latin-1"):
        named = unquoted(value.encode("latin-1")).replace("\\", "/").rpartition("/")[2]
        if _NAME_IN_QUERY.fullmatch(named) and not _is_document(last):
            return named
    return last


def _is_document(name: str) -> bool:
    return bool(_FILE_NAME.fullmatch(name)) and ending_of(name) not in (
        ".jsp",
        ".do",
        ".aspx",
        ".php",
        ".action",
        ".html",
    )


def ending_of(name: str) -> str:
    """`.pdf` of 年报.PDF, '' where a name has no ending."""
    dot = name.rfind(".")
    ending = name[dot:].lower() if dot > 0 else ""
    return ending if re.fullmatch(r"\.[a-z][a-z0-9]{1,6}", ending) else ""


def unquoted(written: str | bytes) -> str:
    """Percent-encoding undone; bytes that are not UTF-8 are read as GB18030, which older sites write."""
    data = unquote_to_bytes(written)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def safe_name(words: str) -> str:
    """Words as part of a file name: nothing a file system refuses, and not too long."""
    return _NOT_IN_NAMES.sub(" ", words).strip(" .")[:_LONGEST_NAME].strip(" .")
