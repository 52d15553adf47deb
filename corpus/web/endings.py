"""What a fetched file is, from its content, as the ending it is kept under."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from corpus.reading.decode import decode_text
from corpus.reading.flat_xml import flat_kind
from corpus.reading.mht import is_mht
from corpus.reading.signatures import ARCHIVES, OLE, RTF, ZIP, is_pdf, picture_ending

HTML: Final = ".html"
TEXT: Final = ".txt"
DATA: Final = ".json"

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
    if is_pdf(data):
        return ".pdf"
    if data.startswith(ZIP):
        return _packed(data)
    if is_mht(data):
        return ".mht"
    if flat_kind(data):
        return ".xml"
    if data.startswith(OLE):
        return named if named in _OLD_OFFICE else ".doc"
    for beginning, ending in ((RTF, ".rtf"), *ARCHIVES):
        if data.startswith(beginning):
            return ending
    if ending := picture_ending(data):
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
