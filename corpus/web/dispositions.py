"""The file name in a Content-Disposition header, in all the ways servers write Chinese into it."""

from __future__ import annotations

import re
from email.header import decode_header
from urllib.parse import unquote_to_bytes

from corpus.web.addresses import unquoted

# RFC 5987: filename*=charset'language'percent-encoded
_EXTENDED = re.compile(rb"filename\*\s*=\s*\"?([\w-]*)'[^']*'([^;\"\s]+)", re.IGNORECASE)
_QUOTED = re.compile(rb'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_BARE = re.compile(rb"filename\s*=\s*([^;\"]+)", re.IGNORECASE)


def disposition_name(header: bytes) -> str:
    """The last part of the name a raw header value gives (RFC 5987, RFC 2047, GBK or UTF-8 bytes), or ''."""
    name = _extended(header) or _plain(header)
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _extended(header: bytes) -> str:
    found = _EXTENDED.search(header)
    if not found:
        return ""
    data, charset = unquote_to_bytes(found[2]), found[1].decode("ascii", "replace").lower()
    try:
        return data.decode("gb18030" if charset.startswith("gb") else charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return unquoted(data)


def _plain(header: bytes) -> str:
    found = _QUOTED.search(header) or _BARE.search(header)
    if not found:
        return ""
    written = re.sub(rb'\\(["\\])', rb"\1", found[1].strip())
    if written.startswith(b"=?") and written.endswith(b"?="):
        return _encoded_words(written.decode("ascii", "replace"))
    return _mended(unquoted(written))


def _encoded_words(written: str) -> str:
    """=?UTF-8?B?…?= as of a letter's header, which some servers send to browsers too."""
    try:
        parts = decode_header(written)
        return "".join(p if isinstance(p, str) else p.decode(charset or "utf-8", "replace") for p, charset in parts)
    except (LookupError, ValueError):
        return ""


def _mended(name: str) -> str:
    """Names whose UTF-8 bytes were taken for Latin-1 and encoded once more: ä¸­ → 中."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        pass
    try:
        return name if name.isascii() else name.encode("latin-1").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name
