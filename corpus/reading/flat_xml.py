"""Office documents as one XML file: Word's and Excel's own, and packages that were laid out flat."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from typing import Final

from lxml import etree

from corpus.errors import ReadingError
from corpus.reading.packages import xml_parser

_HEAD = 4_000  # bytes in which the program or the root element shows
_SIGNS: Final = (
    (re.compile(rb"<pkg:package\b"), "package"),
    (re.compile(rb"<\?mso-application\s+progid=\"Word|<w:wordDocument\b"), "word"),
    (
        re.compile(
            rb"<\?mso-application\s+progid=\"Excel|<Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet"
        ),
        "excel",
    ),
    (
        re.compile(rb"<office:document\b[^>]*opendocument\.text|<office:document\b[^>]*mimetype=\"[^\"]*\.text\""),
        "fodt",
    ),
)
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def flat_kind(data: bytes) -> str:
    """`package`, `word`, `excel` or `fodt`, '' for what is no office document in XML."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return next((kind for sign, kind in _SIGNS if sign.search(head)), "")


def check_flat(data: bytes) -> None:
    """ReadingError where the document declares a type or entities, in whatever encoding."""
    plain = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ReadingError("XML 里含有文档类型声明（DOCTYPE），出于安全不予读取。请用 Word 或 WPS 另存为 DOCX 再试。")


def package_of(data: bytes) -> bytes:
    """The parts of a flat package as the ZIP they come from; ReadingError where it is damaged."""
    check_flat(data)
    target = io.BytesIO()
    try:
        root = etree.fromstring(data, xml_parser())
        with zipfile.ZipFile(target, "w") as package:
            for part in root.iterfind(f"{_PKG}part"):
                package.writestr((part.get(f"{_PKG}name") or "").lstrip("/"), _content(part))
    except (etree.XMLSyntaxError, binascii.Error) as error:
        raise ReadingError("Word XML 文件已损坏或没有下载完整，无法读取。请用 Word 打开后另存为 DOCX 再试。") from error
    return target.getvalue()


def _content(part: etree._Element) -> bytes:
    xml = part.find(f"{_PKG}xmlData")
    if xml is not None:
        return etree.tostring(xml[0]) if len(xml) else b""
    return base64.b64decode(part.findtext(f"{_PKG}binaryData") or "")
