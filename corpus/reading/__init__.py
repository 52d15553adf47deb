"""Reading: the bytes of a file → a `Document`, its one text and its paragraphs and tables as spans of it.

The reader of a format is imported when the first file of its kind is read: numpy, PDFium and lxml are slow to load.
"""

from __future__ import annotations

import re

from corpus.errors import ReadingError
from corpus.reading.decode import decode_text
from corpus.reading.limits import FORMATS, check_upload
from corpus.reading.signatures import ARCHIVES, is_pdf, picture_ending
from corpus.report import Document

__all__ = ["is_page", "read_document", "text_of"]

_ARCHIVE = "这个文件是压缩包。请解压后再添加其中的文件。"
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|body|table)\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|br|td|tr|h[1-6]|strong|font)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_DAMAGE = 0.05  # part of unreadable characters from which a file is no text


def read_document(data: bytes, name: str) -> Document:
    """The document in the bytes of file `name`, its format found from its content, whatever its ending.

    ReadingError, a Chinese sentence that begins with the name, where it can't be read.
    """
    try:
        return _read(data, name)
    except ReadingError as error:
        raise ReadingError(f"{name}：{error}") from error


def _read(data: bytes, name: str) -> Document:
    check_upload(data)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadingError("文件是空的，没有任何内容。请检查文件是否保存或下载完整。")
    document = _read_packed(data) or _read_printed(data) or _read_text(data, name)
    if not document.text.strip():
        raise ReadingError("文件里没有文字，可能只有图片。请换成含有文字的网页、DOCX、表格或文本。")
    return document


def _read_packed(data: bytes) -> Document | None:
    from corpus.reading.mht import is_mht, page_of
    from corpus.reading.office import office_kind, read_office

    if kind := office_kind(data):
        return read_office(data, kind)
    return _read_page(page_of(data)) if is_mht(data) else None


def _read_printed(data: bytes) -> Document | None:
    if is_pdf(data):
        from corpus.reading.pdf_document import read_pdf

        return read_pdf(data)
    if picture_ending(data):
        from corpus.reading.ocr.recognised import read_picture

        return read_picture(data)
    return None


def _read_text(data: bytes, name: str) -> Document:
    text = text_of(data)
    if is_page(text):
        return _read_page(text)
    from corpus.reading.delimited import delimiter_of, read_delimited
    from corpus.reading.text import read_text

    delimiter = delimiter_of(text, name)
    return read_delimited(text, delimiter) if delimiter else read_text(text)


def _read_page(page: str) -> Document:
    from corpus.reading.html import read_html

    return read_html(page)


def text_of(data: bytes) -> str:
    """The text of a file; ReadingError where it is none."""
    if any(data.startswith(beginning) for beginning, _ in ARCHIVES):
        raise ReadingError(f"{_ARCHIVE}{FORMATS}")
    text = decode_text(data)
    if len(_CONTROL.findall(text)) > _DAMAGE * len(text):
        raise ReadingError(f"内容不是文字，无法识别格式。{FORMATS}")
    return text


def is_page(text: str) -> bool:
    """Whether the text is HTML: a page's or a table's tag, or several of any; `<长江三角洲…>` is none."""
    return _PAGE_TAG.search(text) is not None or len(_TAG.findall(text[:200_000])) >= 3
