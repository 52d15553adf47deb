"""A PDF → its document: pages with text are read as printed, the others are recognised."""

from __future__ import annotations

from corpus.errors import ReadingError
from corpus.reading.ocr.recognised import document_of, read_scanned_pages
from corpus.reading.pdf import sheets_of_pdf
from corpus.report import Document


def read_pdf(data: bytes) -> Document:
    """The document of a PDF; ReadingError where it is damaged, encrypted, too large, or has no text."""
    pages = sheets_of_pdf(data)
    drawn = [number for number, sheet in enumerate(pages, start=1) if sheet is None]
    recognised = read_scanned_pages(data, drawn)
    sheets = [sheet for sheet in (*pages, *(page.sheet for page in recognised)) if sheet is not None]
    if not any(sheet.glyphs for sheet in sheets):
        raise ReadingError("这个 PDF 里没有认出文字。请检查各页是否为空白或照片，或换成网页、DOCX 格式再试。")
    return document_of(sorted(sheets, key=lambda sheet: sheet.number), recognised, drawn[len(recognised) :])
