"""Web pages: HTML → the report's lines and tables, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from corpus.reading.content import content_items
from corpus.reading.limits import check_markup, check_table_tags, check_text
from corpus.reading.markup import Flattener, Item
from corpus.reading.page import Page, one_line
from corpus.report import Document

# Stands between the pages of an article that a site spreads over several; no site writes it.
NEXT_PAGE = "\n<!-- nianbao: next page of the same article -->\n"

_BLOCK_TAG = re.compile(r"<(?:html|body|p|div|br|section|article)\b", re.IGNORECASE)
_SITE = re.compile(r"\s*[_|｜–—]+\s*|\s+-+\s+|-{2,}")
_SHORTEST_TITLE = 7  # characters: 某县2023年报
_REPORT = re.compile(r"报告|年报")
_NAMELESS = re.compile(r"[（(]?\d{4}|政府信息公开|政务公开|关于")


def read_html(page: str) -> Document:
    """The report of a web page (decoded); ReadingError where the page is too long or too deeply nested.

    Markdown that only holds HTML tables keeps its line breaks. The pages of one article stand one behind another.
    """
    check_text(page)
    document = Page()
    for number, part in enumerate(page.split(NEXT_PAGE)):
        for item in _items(part, first=not number):
            if item.cells:
                document.table(item.cells)
            else:
                document.line(item.words)
    return document.document()


def join_pages(pages: Sequence[str]) -> str:
    """The pages of one article as one text that `read_html` reads as one report."""
    return NEXT_PAGE.join(pages)


def _items(page: str, first: bool) -> list[Item]:
    """The lines and tables of one page; the title stands on the first page of an article alone."""
    check_markup(page)
    check_table_tags(page)
    tree = LexborHTMLParser(page)
    keep_breaks = _BLOCK_TAG.search(page) is None
    flat, title = Flattener(tree, keep_breaks).flat, page_title(tree)
    items = content_items(flat, title)
    return items if first else [item for item in items if not _repeats(item, title)]


def _repeats(item: Item, title: str) -> bool:
    """Whether a line of a further page only says the title again, whole or shortened, perhaps with （第2页）."""
    words, named = ("".join(text.split()) for text in (item.words, title))
    if item.cells or len(words) < _SHORTEST_TITLE or len(named) < _SHORTEST_TITLE:
        return False
    return (words in named and 2 * len(words) > len(named)) or (words.startswith(named) and len(words) < len(named) + 8)


def page_title(tree: LexborHTMLParser) -> str:
    """What a page's head calls the article: its ArticleTitle, else <title> without the site's name."""
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
