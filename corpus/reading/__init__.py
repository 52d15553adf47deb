"""Reading: the bytes of a file → a `Document`, its one text and its paragraphs and tables as spans of it."""

from __future__ import annotations

import re

from corpus.errors import ReadingError
from corpus.reading.decode import decode_text
from corpus.reading.delimited import delimiter_of, read_delimited
from corpus.reading.html import read_html
from corpus.reading.limits import FORMATS, check_upload
from corpus.reading.mht import is_mht, page_of
from corpus.reading.ocr.pictures import is_picture
from corpus.reading.ocr.recognised import read_picture
from corpus.reading.office import office_kind, read_office
from corpus.reading.pdf_document import is_pdf, read_pdf
from corpus.reading.text import read_text
from corpus.report import Document

__all__ = ["read_document"]

_ARCHIVE = "是压缩包。请解压后再添加其中的文件。"
# Other formats by how their files begin, and what to do with them.
_UNREAD: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
)
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
    kind = office_kind(data)
    if kind:
        return _with_words(read_office(data, kind))
    if is_mht(data):
        return _with_words(read_html(page_of(data)))
    if is_pdf(data):
        return _with_words(read_pdf(data))
    if is_picture(data):
        return _with_words(read_picture(data))
    _refuse_other_formats(data)
    text = decode_text(data)
    if len(_CONTROL.findall(text)) > _DAMAGE * len(text):
        raise ReadingError(f"内容不是文字，无法识别格式。{FORMATS}")
    return _with_words(_read_text(text, name))


def _read_text(text: str, name: str) -> Document:
    if _is_page(text):
        return read_html(text)
    delimiter = delimiter_of(text, name)
    return read_delimited(text, delimiter) if delimiter else read_text(text)


def _refuse_other_formats(data: bytes) -> None:
    for start, advice in _UNREAD:
        if data.startswith(start):
            raise ReadingError(f"这个文件{advice}{FORMATS}")


def _is_page(text: str) -> bool:
    """Whether the text is HTML: a page's or a table's tag, or several of any; `<长江三角洲…>` is none."""
    return _PAGE_TAG.search(text) is not None or len(_TAG.findall(text[:200_000])) >= 3


def _with_words(document: Document) -> Document:
    if not document.text.strip():
        raise ReadingError("文件里没有文字，可能只有图片。请换成含有文字的网页、DOCX、表格或文本。")
    return document
