"""Media types of files: by what is in them, whatever their names say, or by how a name ends."""

from __future__ import annotations

import mimetypes
from pathlib import PurePath
from typing import Final

from corpus.errors import ReadingError
from corpus.reading.signatures import ARCHIVES, OLE, ZIP, is_pdf, picture_ending

UNKNOWN: Final = "application/octet-stream"
# By the ending of a name; machines may not know these, or know others for them.
TYPES: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".fodt": "application/vnd.oasis.opendocument.text-flat-xml",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".wps": "application/vnd.ms-works",
    ".ofd": "application/ofd",
    ".rtf": "application/rtf",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".pdf": "application/pdf",
    ".webp": "image/webp",
    ".zip": "application/zip",
}
# Kinds of `office_kind` that are no ending of a name.
_XML: Final = {"word": "application/xml", "excel": "application/xml", "package": "application/xml"}
# What may be told of plain text by its name alone.
_TEXTS: Final = (".md", ".markdown", ".csv", ".tsv")


def type_by_name(name: str) -> str:
    """The type that files of such a name have, `UNKNOWN` where none is known."""
    ending = PurePath(name).suffix.lower()
    return TYPES.get(ending) or mimetypes.types_map.get(ending) or UNKNOWN


def type_by_content(data: bytes, name: str) -> str:
    """The type of what the bytes are; of plain text also by the file's name. `UNKNOWN` for what is none of these."""
    if ending := ".pdf" if is_pdf(data) else picture_ending(data):
        return type_by_name(f"x{ending}")
    if data.startswith((ZIP, OLE)):
        return _of_package(data)
    for beginning, ending in ARCHIVES:
        if data.startswith(beginning):
            return type_by_name(f"x{ending}")
    return _of_text(data, name)


def _of_package(data: bytes) -> str:
    from corpus.reading.office import office_kind

    try:
        kind = office_kind(data)
    except ReadingError:  # locked, damaged, or of another program
        return TYPES[".zip"] if data.startswith(ZIP) else UNKNOWN
    return TYPES.get(f".{kind}", UNKNOWN)


def _of_text(data: bytes, name: str) -> str:
    from corpus.reading import is_page, text_of
    from corpus.reading.mht import is_mht
    from corpus.reading.office import office_kind

    try:
        if kind := office_kind(data):
            return _XML.get(kind) or TYPES.get(f".{kind}", UNKNOWN)
        if is_mht(data):
            return TYPES[".mht"]
        text = text_of(data)
    except ReadingError:
        return UNKNOWN
    if is_page(text):
        return "text/html"
    return type_by_name(name) if PurePath(name).suffix.lower() in _TEXTS else "text/plain"
