"""What a fetched file is, from its content, as the ending it is kept under."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from corpus.reading.decode import decode_text
from corpus.reading.flat_xml import flat_kind
from corpus.reading.mht import is_mht

HTML: Final = ".html"
TEXT: Final = ".txt"
DATA: Final = ".json"

_BEGINNINGS: Final = (
    (b"{\\rtf", ".rtf"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"RIFF", ".webp"),
    (b"BM", ".bmp"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE: Final = (".doc", ".wps", ".xls", ".et")
_PACKED: Final = (("word/", ".docx"), ("xl/", ".xlsx"), ("OFD.xml", ".ofd"), ("content.xml", ".odt"))
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|script|table|div|p|datastore|record)\b", re.IGNORECASE)
_TEXTS: Final = (".txt", ".text", ".md", ".markdown", ".csv")
PAGE_ENDINGS: Final = frozenset((".html", ".htm", ".shtml", ".jhtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".do"))
# What an address or a name must end in for its link to be one to a file and not to a page.
FILE_ENDINGS: Final = frozenset(
    (".pdf", ".doc", ".docx", ".wps", ".rtf", ".odt", ".ofd", ".xls", ".xlsx", ".et", ".csv", ".txt", ".zip", ".rar", ".7z")
)  # fmt: skip


def ending_by_content(data: bytes, named: str = "") -> str:
    """The ending that fits the bytes; `named` (.wps) decides between formats that look alike inside."""
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(b"PK"):
        return _packed(data)
    if is_mht(data):
        return ".mht"
    if flat_kind(data):
        return ".xml"
    if data.startswith(_OLE):
        return named if named in _OLD_OFFICE else ".doc"
    for beginning, ending in _BEGINNINGS:
        if data.startswith(beginning) and (ending != ".bmp" or data[6:10] == b"\0\0\0\0"):
            return ending
    text = decode_text(data[:20_000]).lstrip()
    if text.startswith(("{", "[")) and named not in _TEXTS:
        return DATA
    if _PAGE.search(text):
        return HTML
    return named if named in _TEXTS else TEXT


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ".zip"
    return next((ending for part, ending in _PACKED if any(name.startswith(part) for name in names)), ".zip")
