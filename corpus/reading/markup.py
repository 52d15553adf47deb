"""A parsed web page as a flat list of lines and tables, and the elements as stretches of that list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.reading.html_tables import TableReader, layout_tables
from corpus.reading.nodes import INLINE, UNSEEN, is_hidden, walk
from corpus.reading.page import SourceCell, one_line

_OWN_LINE = re.compile(r"display\s*:\s*(block|flex|table)", re.IGNORECASE)
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:bd)?(?:share|crumbs?|breadcrumbs?|copyright|footer|foot|pagination|pager|nav|navbar|menu|sidebar|"
    r"toolbar|location|position|dqwz|fenxiang|qrcode)(?:[\s_-]|\d|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """A line of prose or a table; `linked` characters stand in links, `heading` is true inside h1–h6."""

    words: str
    linked: int = 0
    heading: bool = False
    cells: tuple[SourceCell, ...] = ()


@dataclass(slots=True)
class Element:
    """An element as the stretch of items it holds; `furniture` where its name says share, nav, footer …"""

    first: int
    end: int
    furniture: bool


@dataclass(slots=True)
class Flat:
    """A page's items in reading order and its elements, inner ones before outer ones."""

    items: list[Item] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


class Flattener:
    """Walks a page once; `flat` then holds its lines, tables and elements."""

    def __init__(self, tree: LexborHTMLParser, keep_breaks: bool = False) -> None:
        self.flat = Flat()
        self._layout = layout_tables(tree)
        self._open: list[tuple[int, str]] = []
        self._pieces: list[str] = []
        self._linked = self._links = self._headings = 0
        self._pre = int(keep_breaks)
        if tree.body is not None:
            walk(tree.body, self._opened, self._closed, self._text)
        self._break()

    def _opened(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag in UNSEEN:
            return False
        attributes = node.attributes
        if attributes and is_hidden(tag, attributes):
            return False
        if tag == "table" and node.mem_id not in self._layout and self._took_table(node):
            return False
        if self._is_block(tag, attributes):
            self._break()
            self._open.append((len(self.flat.items), self._name(tag, attributes)))
        self._count(tag, 1)
        return True

    def _closed(self, node: LexborNode) -> None:
        tag = node.tag or ""
        self._count(tag, -1)
        if not self._is_block(tag, node.attributes):
            return
        self._break()
        first, name = self._open.pop()
        if tag == "p" and first == len(self.flat.items):
            self.flat.items.append(Item(""))
        self.flat.elements.append(Element(first, len(self.flat.items), bool(_FURNITURE_NAME.search(name))))

    def _count(self, tag: str, step: int) -> None:
        self._links += step * (tag == "a")
        self._headings += step * (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit())
        self._pre += step * (tag == "pre")

    @staticmethod
    def _is_block(tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in INLINE or ":" in tag:
            return bool(_OWN_LINE.search(attributes.get("style") or "")) if attributes else False
        return True

    @staticmethod
    def _name(tag: str, attributes: dict[str, str | None]) -> str:
        role = {"nav": "nav", "footer": "footer"}.get(tag, "")
        return f"{role} {attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else role

    def _took_table(self, node: LexborNode) -> bool:
        table = TableReader(node)
        if table.is_layout():
            return False
        self._break()
        self.flat.items += [Item(words) for words in table.loose]
        links = sum(len(a.text(deep=True) or "") for a in node.css("a"))
        self.flat.items.append(Item("", links, cells=table.cells()))
        return True

    def _text(self, words: str) -> None:
        if not self._pre:
            self._pieces.append(words)
            self._linked += len(words.strip()) if self._links else 0
            return
        first, *others = words.split("\n")
        self._pieces.append(first)
        for line in others:
            self._break_pre()
            self._pieces.append(line)

    def _break_pre(self) -> None:
        self.flat.items.append(Item("".join(self._pieces)))
        self._pieces = []

    def _break(self) -> None:
        raw = "".join(self._pieces)
        words = raw if self._pre else one_line(raw)
        if words.strip():
            self.flat.items.append(Item(words, self._linked, self._headings > 0))
        self._pieces, self._linked = [], 0
