"""How much a file may ask of this machine: every cap in one place, each with its reason."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import Final

from corpus.errors import ReadingError

MIB: Final = 1024 * 1024

UPLOAD: Final = 30 * MIB  # the longest real report with pictures is a few MB
MARKUP: Final = 5 * MIB  # lexbor needs about 32 × the page: 5 MB stay below 200 MB of memory
UNPACKED: Final = 64 * MIB  # all parts of a packed document together, as declared and as really read
PACK_RATIO: Final = 200  # Word's own XML packs 10–40 ×, a bomb 1000 ×
PARTS: Final = 5_000  # entries of a packed document
MAIL_PARTS: Final = 2_000  # pictures, styles and frames of one page saved as MHT
DEPTH: Final = 2_000  # open tags; deeper nesting makes parsers slow or lose text
REOPENED: Final = 2_000_000  # unclosed <font> × blocks: each block opens all of them again
MEMBERS: Final = 20_000  # files in an archive of reports; a province publishes some 3,000 a year
ARCHIVE: Final = 4096 * MIB  # all files of an archive together, as declared; each is read by itself
DEEPEST_ARCHIVE: Final = 2  # an archive in an archive: the city's holds those of its districts
MEMORY: Final = 1024 * MIB  # what a process that reads files may take
FILE_SECONDS: Final = 8.0  # a report of the slowest format without pictures takes one second; hostile files hours
PICTURE_SECONDS: Final = (
    60.0  # one page recognised: 4–9 seconds of a processor, as much again for each of several busy ones
)
OFFICE_SECONDS: Final = 60  # LibreOffice takes 1–2 s; more only where many convert at once on a busy machine
OFFICE_CPU: Final = 8  # its processor seconds: what a report never needs and a hostile file soon uses up
OFFICE_MEMORY: Final = 768 * MIB  # its own memory; a report takes about 250 MB with the program
FORMATS: Final = (
    "可以读取的格式：网页（HTML、MHT）、Word 和 WPS 文档（DOCX、DOC、WPS、RTF、ODT）、"
    "表格（XLSX、XLS、CSV）、PDF、OFD、扫描件和图片（PNG、JPEG、TIFF 等）、文本（TXT）和 Markdown。"
)
LOCKED: Final = "这个文件设了密码，无法读取。请取消密码后另存再试。"
LINES: Final = 20_000  # lines of one text; a report has about 500, a long one of another kind 5,000
CELLS: Final = 200_000  # cells of one document; a report has about 300
PLACES: Final = 1_000_000  # height × width of one table once its spans are expanded
SPAN: Final = 200  # colspan and rowspan; a report needs at most 25
PRINTED_PAGES: Final = 200  # pages of a PDF or OFD; a report has 5–30
PAGE_OBJECTS: Final = 20_000  # drawn things on one page, and characters; real pages have about 1,500 of each
PRINTED_OBJECTS: Final = 200_000  # of all pages together, 6 seconds' work; a long report has 50,000
RULES: Final = 2_500  # separate straight lines of one page; a table of 28 × 10 cells has 40 to 600, a map any number
FORM_DEPTH: Final = 8  # drawings within drawings
SCANNED_PAGES: Final = 60  # pages recognised in one file, some 5 seconds each; a report has 5–30
PICTURE_PIXELS: Final = 50_000_000  # of one picture: A4 at 600 dpi has 35 million
PIXELS_A_SIDE: Final = 4_000  # the longer side of a page drawn for recognition: A4 at 300 dpi is 3,500

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)")
_CELL_TAG = re.compile(r"<t[dh]\b", re.IGNORECASE)
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr"
    )
)  # fmt: skip
_CLOSED_BY_OTHERS = frozenset(
    (
        "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "dt", "dd",
        "colgroup", "html", "body", "head"
    )
)  # fmt: skip
_FORMATTING = frozenset(
    (
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
        "u"
    )
)  # fmt: skip


def check_upload(data: bytes) -> None:
    """ReadingError where the file is larger than any report (bytes as uploaded)."""
    if len(data) > UPLOAD:
        raise ReadingError(
            f"文件过大（{len(data) / MIB:.0f} MB），最多可读 {UPLOAD // MIB} MB。"
            "请删去其中的图片和附件，只留年报正文再试。"
        )


def check_table_tags(page: str) -> None:
    """ReadingError where a page has more cells than any report; counted before parsing, which takes much longer."""
    check_cells(len(_CELL_TAG.findall(page)))


def check_text(text: str) -> None:
    """ReadingError where a text or page is longer than any report (characters and lines)."""
    if len(text) > MARKUP:
        raise ReadingError(f"文字过长（超过 {MARKUP // MIB} MB）。请只保留年报正文，或拆成几个文件再试。")
    check_lines(text.count("\n"))


def check_lines(count: int) -> None:
    """ReadingError where a document has more lines than any report."""
    if count > LINES:
        raise ReadingError(f"文字超过 {LINES} 行。请只保留年报正文，或拆成几个文件再试。")


def check_markup(page: str) -> None:
    """ReadingError where tags are nested so deep that a parser would hang; a scan, before any parsing."""
    if page.count("<") - page.count("</") <= DEPTH:
        return  # too few open tags to nest so deep, or to be opened again REOPENED times
    depth = reopened = formatting = 0
    for close, name, rest in _TAG.findall(page):
        tag = name.lower()
        step = -1 if close else 1
        if tag in _FORMATTING:
            formatting = max(0, formatting + step)
        elif not close:
            reopened += formatting
        if tag not in _VOID and tag not in _CLOSED_BY_OTHERS and rest[-1:] != "/":
            depth = max(0, depth + step)
        if depth > DEPTH or reopened > REOPENED:
            raise ReadingError(
                "网页的标签嵌套过深，不像一份正常的年报网页。请用浏览器打开后另存，或把正文复制成文本再试。"
            )


def check_grid(height: int, width: int) -> None:
    """ReadingError where one table with its spans expanded has more places than memory should hold."""
    if height * width > PLACES:
        raise ReadingError(
            f"有一张表格过大（{height} 行 × {width} 列）。请删去与年报无关的大表，或把合并单元格恢复正常后再试。"
        )


def check_cells(count: int) -> None:
    """ReadingError where a document has more cells than any report."""
    if count > CELLS:
        raise ReadingError(f"表格单元格超过 {CELLS} 个。请只保留年报正文和报表，或拆成几个文件再试。")


def check_package(package: zipfile.ZipFile) -> None:
    """ReadingError for a zip bomb or an encrypted package, from the directory alone."""
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadingError(LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > PARTS or unpacked > UNPACKED or unpacked > PACK_RATIO * max(packed, 1024):
        raise ReadingError("文件解压后过大，不像一份正常的年报。请用原来的软件打开后另存为新文件再试。")


def check_archive(entries: Sequence[zipfile.ZipInfo]) -> None:
    """ReadingError for an archive of more files, or more bytes, than reports would be; from its directory alone."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MEMBERS or unpacked > ARCHIVE or unpacked > PACK_RATIO * max(packed, 1024):
        raise ReadingError(
            f"压缩包里的文件太多或解压后过大（{len(entries)} 个，{unpacked / MIB:.0f} MB），不像一批年报。"
            "请解压后只添加其中的年报。"
        )


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part of a packed document, never more than UNPACKED bytes whatever its header says; no DTD allowed."""
    with package.open(name) as part:
        data = part.read(UNPACKED + 1)
    if len(data) > UNPACKED:
        raise ReadingError("文件解压后过大，不像一份正常的年报。请用原来的软件打开后另存为新文件再试。")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ReadingError(
            "文件里含有文档类型声明（DOCTYPE），出于安全不予读取。请用原来的软件打开后另存为新文件再试。"
        )
    return data


def check_printed_pages(count: int) -> None:
    """ReadingError where a printed document has more pages than any report."""
    if count > PRINTED_PAGES:
        raise ReadingError(f"文件有 {count} 页，最多可读 {PRINTED_PAGES} 页。请只保留年报所在的页，另存后再试。")


def check_printed_page(number: int, count: int) -> None:
    """ReadingError where page `number` (from 1) has more characters or drawn things than any report's."""
    if count > PAGE_OBJECTS:
        raise ReadingError(
            f"第{number}页的内容过多（超过 {PAGE_OBJECTS} 个文字或线条），不像一份正常的年报。请去掉这一页的图形，另存后再试。"
        )


def check_printed_total(count: int) -> None:
    """ReadingError where the pages so far have more characters and lines than any report."""
    if count > PRINTED_OBJECTS:
        raise ReadingError(
            f"文件的文字和线条过多（超过 {PRINTED_OBJECTS} 个），不像一份年报。请只保留年报所在的页，另存后再试。"
        )


def render_scale(size: tuple[float, float], dpi: int) -> float:
    """Dots a point for drawing a page of that size (points) at `dpi`, less where it would be too large."""
    return min(dpi / 72, PIXELS_A_SIDE / max(*size, 1.0))
