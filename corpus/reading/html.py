"""Web pages: HTML → the report's lines and tables, without the page around it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from corpus.reading.content import content_items
from corpus.reading.limits import check_markup, check_table_tags, check_text
from corpus.reading.markup import Flattener
from corpus.reading.page import Page, one_line
from corpus.report import Document

_BLOCK_TAG = re.compile(r"<(?:html|body|p|div|br|section|article)\b", re.IGNORECASE)
_SITE = re.compile(r"\s*[_|｜–—]+\s*|\s+-+\s+|-{2,}")
_REPORT = re.compile(r"报告|年报")
_NAMELESS = re.compile(r"[（(]?\d{4}|政府信息公开|政务公开|关于")


def read_html(page: str) -> Document:
    """The report of a web page (decoded); ReadingError where the page is too long or too deeply nested.

    Markdown that only holds HTML tables keeps its line breaks.
    """
    check_text(page)
    check_markup(page)
    check_table_tags(page)
    tree = LexborHTMLParser(page)
    keep_breaks = _BLOCK_TAG.search(page) is None
    flat = Flattener(tree, keep_breaks).flat
    document = Page()
    for item in content_items(flat, _title(tree)):
        if item.cells:
            document.table(item.cells)
        else:
            document.line(item.words)
    return document.document()


def _title(tree: LexborHTMLParser) -> str:
    """What the page's head calls the article: its ArticleTitle, else <title> without the site's name."""
    for meta in tree.css("meta[name][content]"):
        if (meta.attributes.get("name") or "").lower() == "articletitle":
            words = one_line(meta.attributes.get("content") or "")
            if words:
                return words
    node = tree.css_first("title")
    return _without_site(one_line(node.text(deep=True) or "")) if node else ""


def _without_site(title: str) -> str:
    """The part that names the report; the whole title where that part does not say whose report it is."""
    parts = [part for part in _SITE.split(title) if part]
    report = next((part for part in parts if _REPORT.search(part)), "")
    if not report:
        return parts[0] if parts else ""
    return title if _NAMELESS.match(report) and len(parts) > 1 else report
