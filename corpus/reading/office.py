"""Documents of office programs, told apart by what is in them: each goes to its reader, old ones through LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from corpus.reading.flat_xml import check_flat, flat_kind, package_of
from corpus.reading.libreoffice import converted
from corpus.reading.packages import check_parts, not_read, package_kind
from corpus.reading.signatures import OLE, RTF, ZIP
from corpus.report import Document

# What LibreOffice reads: into which format, and what it is called.
_THROUGH_OFFICE: Final = {
    "doc": ("docx", "旧版 Word 文档（.doc、.wps）"),
    "rtf": ("docx", "RTF 文档"),
    "odt": ("docx", "OpenDocument 文档（.odt）"),
    "fodt": ("docx", "OpenDocument 文档（.fodt）"),
    "word": ("docx", "Word XML 文档"),
    "xls": ("xlsx", "旧版 Excel 工作簿（.xls）"),
    "ods": ("xlsx", "OpenDocument 表格（.ods）"),
    "excel": ("xlsx", "Excel XML 表格"),
}
_ENDINGS: Final = {"word": "xml", "excel": "xml"}  # LibreOffice is told the ending, not the kind
_READ: Final = ("docx", "xlsx", "ofd")


def office_kind(data: bytes) -> str:
    """What office document the bytes are, '' for none; ReadingError for one that is encrypted, damaged, or no document."""
    if data.startswith(ZIP):
        return package_kind(data)
    if data.startswith(OLE):
        from corpus.reading.ole import ole_kind

        return ole_kind(data)
    if data.lstrip(b"\xef\xbb\xbf\r\n \t").startswith(RTF):
        return "rtf"
    return flat_kind(data)


def read_office(data: bytes, kind: str) -> Document:
    """The document of that kind (see `office_kind`); ReadingError where it can't be read."""
    if kind == "package":
        data, kind = package_of(data), "docx"
    if kind in _READ:
        return _reader(kind)(data)
    if kind not in _THROUGH_OFFICE:
        raise not_read(kind)
    if kind in ("odt", "ods"):
        check_parts(data)
    elif kind in ("word", "excel", "fodt"):
        check_flat(data)
    target, name = _THROUGH_OFFICE[kind]
    return _reader(target)(converted(data, _ENDINGS.get(kind, kind), target, name))


def _reader(kind: str) -> Callable[[bytes], Document]:
    """The reader of one of the kinds that are read as they are."""
    if kind == "docx":
        from corpus.reading.docx import read_docx

        return read_docx
    if kind == "xlsx":
        from corpus.reading.xlsx import read_xlsx

        return read_xlsx
    from corpus.reading.ofd import read_ofd

    return read_ofd
