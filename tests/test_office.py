"""Office documents: each known by its content; old ones through LibreOffice, with every cell as in the original."""

from __future__ import annotations

import io
import quopri
import re
import subprocess
import threading
import time
import zipfile
from base64 import b64encode, encodebytes
from collections.abc import Mapping
from pathlib import Path

import docx
import olefile
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.worksheet.worksheet import Worksheet
from test_reading import PROSE, TABLES, clean_page, docx_bytes, grids, prose, read, written, zipped

from corpus.assemble import read_report
from corpus.demo import demo_pages, print_page
from corpus.demo.word import print_docx
from corpus.errors import ReadingError
from corpus.files import ENDINGS
from corpus.reading import libreoffice, read_document
from corpus.reading.limits import OFFICE_SECONDS
from corpus.reading.office import office_kind
from corpus.report import Document, Grid, Report

needs_office = pytest.mark.skipif(not libreoffice.office_program(), reason="LibreOffice is not installed")

# --- saved web pages -----------------------------------------------------------------------------


def mht(page: str, charset: str, coding: str, first: str = "From: <Saved by Blink>\r\n") -> bytes:
    """The page as a browser or Word saves it, with a picture and a style beside it."""
    data = page.encode(charset)
    coded = quopri.encodestring(data) if coding == "quoted-printable" else encodebytes(data)
    kind = f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {coding}\r\n'
    picture = b64encode(bytes(range(256))).decode()
    return (
        f'{first}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
        f"----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}\r\n"
        f"----B\r\n{kind}Content-Location: http://www.example.gov.cn/a.html\r\n\r\n"
    ).encode() + coded + b"\r\n----B\r\nContent-Type: text/css\r\n\r\np{}\r\n----B--\r\n"  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("first", ["From: <Saved by Blink>\r\n", ""], ids=["浏览器", "Word"])
@pytest.mark.parametrize("name", ["年报.mhtml", "年报.doc"])
def test_a_saved_page_is_the_page(charset: str, coding: str, first: str, name: str) -> None:
    document = read(mht(clean_page(), charset, coding, first), name)
    assert prose(document) == PROSE
    assert grids(document) == [written(table) for table in TABLES]


def test_a_saved_page_of_frames_is_its_longest_frame() -> None:
    frames = mht("<frameset cols=2><frame src=a></frameset>", "utf-8", "base64")
    end = b"\r\n----B--\r\n"
    part = b"\r\n----B\r\nContent-Type: text/html\r\n\r\n" + clean_page().encode()
    assert prose(read(frames.replace(end, part + end))) == PROSE


def test_a_text_that_begins_like_a_mail_is_a_text() -> None:
    assert prose(read("Date: 2023\n\n一、总体情况\n")) == ["Date: 2023", "一、总体情况"]


# --- known by content ------------------------------------------------------------------------------


def flat_package(package: bytes) -> bytes:
    """A DOCX as Word's one XML file."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            data = opened.read(name)
            if name.endswith((".xml", ".rels")):
                content = f"<pkg:xmlData>{data.decode().split('?>', 1)[1]}</pkg:xmlData>"
            else:
                content = f"<pkg:binaryData>{b64encode(data).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}">{content}</pkg:part>')
    head = '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{head}<pkg:package xmlns:pkg="{space}">{"".join(parts)}</pkg:package>'.encode()


WORD = docx_bytes()
COATS = {"网页": clean_page().encode("gb18030"), "DOCX": WORD, "一个 XML": flat_package(WORD)}


@pytest.mark.parametrize("name", ["年报.doc", "年报.xls", "年报.wps", "年报.pdf", "年报"])
@pytest.mark.parametrize("coat", COATS)
def test_the_ending_does_not_matter(name: str, coat: str) -> None:
    data = COATS[coat]
    document = read(data, name)
    assert prose(document) == PROSE
    assert len(grids(document)) == len(TABLES)


def test_what_word_notes_for_itself_in_a_page_is_not_read() -> None:
    island = "<xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml>"
    assert prose(read(clean_page().replace("<head>", f"<head>{island}"), "年报.doc")) == PROSE


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped({"ppt/presentation.xml": b"<a/>"}), "演示文稿"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "演示文稿"),
        (zipped({"mimetype": b"application/epub+zip"}), "电子书"),
        (zipped({"a.txt": b"a"}), "压缩包"),
        (zipped({"word/theme.xml": b"<a/>"}), "没有正文"),
        (
            zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
                }
            ),
            "密码",
        ),
        (flat_package(WORD)[:9000], "损坏"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B--\r\n", "没有网页"),
    ],
)
def test_what_is_no_document_is_told(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError, match=says):
        read_document(data, "某县.doc")


def test_without_libreoffice_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "office_program", lambda: "")
    with pytest.raises(ReadingError, match=r"RTF 文档要用 LibreOffice.*apt install.*另存为 DOCX"):
        read_document(b"{\\rtf1 a}", "某县.doc")


# --- through LibreOffice -----------------------------------------------------------------------------

SAVED = ("doc", "rtf", "odt", "xls", "csv")  # every format once: LibreOffice takes a second to start
SHEETS = ("xls", "csv")
FILTERS = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76"}


def as_workbook(document: Document) -> bytes:
    """The document on one sheet: prose down the first column, tables with their merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    at = 1
    for block in document.blocks:
        if isinstance(block, Grid):
            for c in block.cells:
                row, column = at + c.row, c.column + 1
                sheet.cell(row, column, float(c.text) if re.fullmatch(r"\d+(\.\d+)?", c.text) else c.text)
                end = row + c.rowspan - 1, column + c.colspan - 1
                if end != (row, column):
                    sheet.merge_cells(start_row=row, start_column=column, end_row=end[0], end_column=end[1])
            at += block.height + 1
        else:
            sheet.cell(at, 1, document.text[block.start : block.end])
            at += 1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[bytes, Report]]:
    """For every format a demo report saved in it by LibreOffice, and the same report read from its own file."""
    if not libreoffice.office_program():
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    found = {}
    pages = (page for page, _ in demo_pages(2024, [2022, 2023]) if page.style.format == "html")
    for ending, page in zip(SAVED, pages, strict=False):
        word = print_docx(page)
        source = folder / f"{ending}.{'xlsx' if ending in SHEETS else 'docx'}"
        source.write_bytes(as_workbook(read_document(word, "")) if ending in SHEETS else word)
        run = [libreoffice.office_program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        run += ["--convert-to", FILTERS.get(ending, ending), "--outdir", str(folder / "out"), str(source)]
        subprocess.run(run, check=True, capture_output=True, timeout=60)
        original = read_report(print_page(page), "年报.html", "年报.html")
        found[ending] = ((folder / "out" / f"{ending}.{ending}").read_bytes(), original)
    return found


@pytest.mark.parametrize("ending", SAVED)
def test_every_cell_survives_being_saved(saved: Mapping[str, tuple[bytes, Report]], ending: str) -> None:
    data, original = saved[ending]
    report = read_report(data, "年报.csv" if ending == "csv" else "年报", "年报")
    assert _cells(report) == _cells(original)
    assert (report.body, report.year, report.form) == (original.body, original.year, original.form)
    assert [s.title for s in report.sections if s.level == 1] == [s.title for s in original.sections if s.level == 1]
    assert [f.raw for f in report.figures] == [f.raw for f in original.figures]


def _cells(report: Report) -> dict[tuple[str, str, str], tuple[str, object]]:
    return {(c.table, c.row, c.column): (c.kind, c.value) for c in report.cells}


@needs_office
def test_deleted_words_do_not_come_back() -> None:
    """On the way to text LibreOffice keeps them: 72793 with 999 deleted became 72793999."""
    mark = 'w:id="1" w:author="a" w:date="2023-01-01T00:00:00Z"'

    def change(document: docx.document.Document) -> None:
        deleted = f"<w:del {mark}><w:r><w:delText>999</w:delText></w:r></w:del>"
        inserted = f"<w:ins {mark}><w:r><w:t>件</w:t></w:r></w:ins>"
        xml = f"<w:p {nsdecls('w')}><w:r><w:t>收到72793</w:t></w:r>{deleted}{inserted}</w:p>"
        document.element.body.append(parse_xml(xml))

    old = libreoffice.converted(docx_bytes(change), "docx", "docx", "")
    assert prose(read(old))[-1] == "收到72793件"


@needs_office
def test_conversions_at_the_same_time_do_not_meet() -> None:
    rtf = [f"{{\\rtf1\\ansi R{n}\\par}}".encode() for n in range(2)]
    texts: dict[int, str] = {}

    def convert(n: int) -> None:
        texts[n] = read_document(rtf[n], "年报.rtf").text.strip()

    threads = [threading.Thread(target=convert, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {n: f"R{n}" for n in range(2)}


@needs_office
def test_a_truncated_document_is_told(saved: Mapping[str, tuple[bytes, Report]]) -> None:
    with pytest.raises(ReadingError, match="损坏"):
        read_document(saved["doc"][0][:5000], "年报.doc")


@pytest.mark.parametrize(
    ("ending", "stream", "at", "mark"), [("doc", "WordDocument", 0x0B, 0x13), ("xls", "Workbook", None, 0x2F)]
)
def test_a_password_is_told(
    saved: Mapping[str, tuple[bytes, Report]], tmp_path: Path, ending: str, stream: str, at: int | None, mark: int
) -> None:
    """A flag in the head of a Word document; a record behind the first one of a workbook."""
    path = tmp_path / "locked"
    path.write_bytes(saved[ending][0])
    with olefile.OleFileIO(path, write_mode=True) as file:
        data = bytearray(file.openstream(stream).read())
        data[4 + data[2] if at is None else at] = mark
        file.write_stream(stream, bytes(data))
    with pytest.raises(ReadingError, match="密码"):
        read_document(path.read_bytes(), f"年报.{ending}")


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program and all it started end with the deadline."""
    left = tmp_path / "left"
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\n(sleep 1.5; touch {left}) &\nsleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(libreoffice, "office_program", lambda: str(slow))
    monkeypatch.setattr(libreoffice, "OFFICE_SECONDS", 0.5)
    begun = time.monotonic()
    with pytest.raises(ReadingError, match="秒没有转换完"):
        read_document(b"{\\rtf1 a}", "年报.rtf")
    assert time.monotonic() - begun < 5 < OFFICE_SECONDS
    time.sleep(1.2)
    assert not left.exists()


def test_folders_are_searched_for_every_format_that_can_be_read() -> None:
    assert {".docx", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".csv", ".mht", ".mhtml", ".ofd"} <= ENDINGS


def test_an_old_file_says_what_it_is(saved: Mapping[str, tuple[bytes, Report]]) -> None:
    kinds = {ending: office_kind(data) for ending, (data, _) in saved.items()}
    assert kinds == {**{ending: ending for ending in SAVED}, "csv": ""}
