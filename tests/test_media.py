"""What a file really is, told by what is in it: names may say anything."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.reading.media import UNKNOWN, type_by_content, type_by_name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def package(**parts: str) -> bytes:
    """A ZIP file of these parts; __ in a name stands for /."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, text in parts.items():
            written.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "年报.html", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "年报.pdf", "image/png"),
        (b"\xff\xd8\xff....", "年报", "image/jpeg"),
        (b"RIFF....WEBP", "年报.doc", "image/webp"),
        (package(word__document="<x/>", **{"[Content_Types].xml": ""}), "年报.doc", WORD),
        (package(xl__workbook="<x/>", **{"[Content_Types].xml": ""}), "年报.csv", EXCEL),
        (package(**{"OFD.xml": "<x/>"}), "年报.pdf", "application/ofd"),
        (
            package(mimetype="application/vnd.oasis.opendocument.text"),
            "年报",
            "application/vnd.oasis.opendocument.text",
        ),
        (package(a="b"), "年报.docx", "application/zip"),
        (b"PK\x03\x04 cut off", "年报.docx", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "年报.doc", UNKNOWN),
        (b"{\\rtf1 x}", "年报.doc", "application/rtf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "年报", "multipart/related"),
        ("<meta charset=gb2312><table><tr><td>云岭".encode("gb18030"), "年报.pdf", "text/html"),
        ("单位,年度\n云岭市,2023\n".encode("gb18030"), "年报.CSV", "text/csv"),
        ("# 云岭市2023年\n\n一、总体情况\n".encode(), "年报.md", "text/markdown"),
        ("云岭市2023年政府信息公开工作年度报告\n".encode(), "年报.html", "text/plain"),
        (bytes(range(256)) * 4, "年报.txt", UNKNOWN),
        (b"", "年报.pdf", "text/plain"),
    ],
)
def test_a_file_is_what_is_in_it(data: bytes, name: str, kind: str) -> None:
    assert type_by_content(data, name) == kind


@pytest.mark.parametrize(
    ("name", "kind"), [("年报.OFD", "application/ofd"), ("年报.pdf", "application/pdf"), ("年报", UNKNOWN)]
)
def test_a_name_tells_a_type_too(name: str, kind: str) -> None:
    assert type_by_name(name) == kind
