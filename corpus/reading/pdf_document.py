"""A PDF → its document: pages with text are read as printed, of the others it is said that they were not."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import ReadingError
from corpus.reading.pdf import sheets_of_pdf
from corpus.reading.sheets import read_sheets
from corpus.report import Document, Problem

_MARK = b"%PDF-"
_MARK_WITHIN = 1024  # a PDF may begin with a few bytes of something else


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF."""
    return _MARK in data[:_MARK_WITHIN]


def read_pdf(data: bytes) -> Document:
    """The document of a PDF; ReadingError where it is damaged, encrypted, too large, or has no text."""
    pages = sheets_of_pdf(data)
    sheets = [sheet for sheet in pages if sheet is not None]
    if not any(sheet.glyphs for sheet in sheets):
        raise ReadingError(
            "这个 PDF 里没有文字，可能是扫描件或图片。请换成网页、DOCX 或带文字的 PDF，或把正文和表格复制成文本。"
        )
    document = read_sheets(sheets)
    unread = [number for number, sheet in enumerate(pages, start=1) if sheet is None]
    return with_unread(document, unread)


def with_unread(document: Document, pages: Sequence[int]) -> Document:
    """The document, and that those of its pages are pictures nobody read."""
    problems = [
        Problem(_line_of(document, page), f"第{page}页是图片，或其中的文字无法识别，没有读取；请对照原件")
        for page in pages
    ]
    return Document(document.text, document.blocks, document.pages, document.doubts, (*document.problems, *problems))


def _line_of(document: Document, page: int) -> int:
    at = document.pages[min(page, len(document.pages)) - 1] if document.pages else 0
    return document.text.count("\n", 0, at) + 1
