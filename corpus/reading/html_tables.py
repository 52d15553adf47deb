"""Tables of a web page: cells with spans expanded, and which tables only lay out the page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.reading.limits import SPAN, check_grid
from corpus.reading.lines import is_chapter, is_list_heading, is_sentence, is_statutory
from corpus.reading.nodes import INLINE, UNSEEN, is_hidden, walk
from corpus.reading.page import SourceCell, join_broken, one_line

_PROSE_IN_CELL = 300  # characters of sentences in one cell that show a table to be mere layout


def layout_tables(tree: LexborHTMLParser) -> set[int]:
    """Ids of the tables that hold another table with words in it: they only lay out the page."""
    layout: set[int] = set()
    for table in reversed(tree.css("table")):
        if table.mem_id not in layout and not (table.text(deep=True) or "").strip():
            continue
        outer = table.parent
        while outer is not None and outer.mem_id not in layout:
            if outer.tag == "table":
                layout.add(outer.mem_id)
            outer = outer.parent
    return layout


class TableReader:
    """Reads one innermost table: `cells` with spans expanded, `loose` words outside its cells (a caption)."""

    def __init__(self, table: LexborNode) -> None:
        self.loose: list[str] = []
        self._rows: list[list[tuple[list[str], int, int]]] = []
        self._pieces: list[str] = []
        self._cell: list[str] | None = None
        walk(table, self._opened, self._closed, self._text)
        self._break()

    def _opened(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag in UNSEEN or tag == "table":
            return False
        attributes = node.attributes
        if attributes and is_hidden(tag, attributes):
            return False
        if tag == "tr":
            if attributes.get("height") == "0":
                return False
            self._rows.append([])
        elif tag in ("td", "th"):
            self._break()
            self._cell = []
            span = (self._cell, _span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            (self._rows or [[]])[-1].append(span)
        elif tag == "br" or (tag not in INLINE and ":" not in tag):
            self._break()
        return True

    def _closed(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag not in INLINE and ":" not in tag:
            self._break()
        if tag in ("td", "th"):
            self._cell = None

    def _text(self, words: str) -> None:
        self._pieces.append(words)

    def _break(self) -> None:
        if not self._pieces:
            return
        words = one_line("".join(self._pieces))
        self._pieces = []
        if words:
            (self.loose if self._cell is None else self._cell).append(words)

    def is_layout(self) -> bool:
        """Whether the cells hold a page's prose: a lone cell, chapter headings among lines, long texts."""
        cells = [lines for row in self._rows for lines, _, _ in row]
        one_column = all(len(row) <= 1 for row in self._rows)
        if len(cells) <= 1 or (one_column and any(is_sentence(line) for lines in cells for line in lines)):
            return True
        for lines in cells:
            prose = [line for line in lines if is_sentence(line)]
            if len(lines) > 1 and any(map(is_chapter, lines)) and not _is_label(lines):
                return True
            if len(prose) > 1 and sum(map(len, prose)) > _PROSE_IN_CELL:
                return True
        return False

    def cells(self) -> tuple[SourceCell, ...]:
        """Every cell with its place; a rowspan that overshoots the table is cut at its last row."""
        check_grid(len(self._rows), max((sum(span for *_, span in row) for row in self._rows), default=0))
        placed: list[SourceCell] = []
        busy: dict[int, int] = {}  # column → first row that is free again
        for r, row in enumerate(self._rows):
            column = 0
            for lines, rowspan, colspan in row:
                while busy.get(column, 0) > r:
                    column += 1
                rows = min(rowspan, len(self._rows) - r)
                placed.append(
                    SourceCell(join_broken(lines) if len(lines) > 1 else "".join(lines), r, column, rows, colspan)
                )
                if rows > 1:
                    busy.update(dict.fromkeys(range(column, column + colspan), r + rows))
                column += colspan
        return tuple(placed)


def _is_label(lines: list[str]) -> bool:
    """Whether the lines of a cell are one label of a form, broken (一、主动 / 公开情况)."""
    label = join_broken(lines)
    return is_list_heading(label) or is_statutory(label)


def _span(attribute: str | None) -> int:
    if not attribute:
        return 1
    digits = re.match(r"\s*(\d{1,9})", attribute)
    return max(1, min(int(digits[1]), SPAN)) if digits else 1
