"""Printed pages → the document on them: tables by their rules, prose by its lines, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.reading.borderless import with_tables
from corpus.reading.flow import Column, column_of, goes_on, joined
from corpus.reading.lattice import Lattice, lattices_of
from corpus.reading.margins import without_margins
from corpus.reading.page import Page, SourceCell
from corpus.reading.print_lines import PrintLine, clean_glyphs, lines_of_glyphs
from corpus.reading.printed_tables import CUT_OFF, PrintedTable, cut_off, table_of
from corpus.reading.sheet import Glyph, Rule, Sheet
from corpus.reading.stitch import continues, stitched
from corpus.report import Document, Problem

Item = PrintLine | PrintedTable

_UNREAD_PICTURE = "第{page}页有图片（约占页面的{share:.0%}），其中的文字没有读取；如果是表格，请对照原件"
# A picture smaller than this part of the page is a seal or an emblem; one with more characters on it is a background.
_PICTURE, _FEW = 0.06, 3
_CUT_OFF = "第{page}页起的表格超出纸边，没有印全的格以“…”结尾，不作为数字采用；请对照原件"


def read_sheets(sheets: Sequence[Sheet]) -> Document:
    """The document printed on the pages, in order: its text, paragraphs and tables, and where each page begins.

    Tables that run over pages are one, running headers and page counters are left out; doubtful glyphs are in `doubts`.
    """
    pages = [_laid_out(sheet) for sheet in sheets]
    lines = without_margins([page.lines for page in pages])
    columns = _columns(sheets, lines)
    page = Page()
    _write(page, list(_items(pages, lines)), columns)
    if sheets:
        page.turn(sheets[-1].number)
    document = page.document()
    return replace(document, problems=(*document.problems, *_unread_pictures(document, sheets)))


def _unread_pictures(document: Document, sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """What is to be said of pages of text that have a picture: what it shows was not read."""
    for sheet in sheets:
        shares = [_size(p) / max(sheet.width * sheet.height, 1.0) for p in sheet.pictures if _hides_text(p, sheet)]
        if (share := min(1.0, sum(shares))) >= _PICTURE:
            yield Problem(document.line_of_page(sheet.number), _UNREAD_PICTURE.format(page=sheet.number, share=share))


def _size(box: Rule) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _hides_text(picture: Rule, sheet: Sheet) -> bool:
    middles = (((g.left + g.right) / 2, (g.top + g.bottom) / 2) for g in sheet.glyphs)
    on = sum(picture.left < x < picture.right and picture.top < y < picture.bottom for x, y in middles)
    return on < _FEW


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A page's tables from top to bottom, and its lines that stand in none of them."""

    tables: list[PrintedTable]
    lines: list[PrintLine]


def _laid_out(sheet: Sheet) -> _LaidOut:
    glyphs = clean_glyphs(sheet.glyphs)
    lattices = lattices_of(sheet.rules)
    inside = _by_table(lattices, glyphs)
    outside = inside.pop(None, [])
    tables = [table_of(lattice, inside.get(i, ()), sheet.number) for i, lattice in enumerate(lattices)]
    shown = [cut_off(table, sheet.width) for table in tables if not table.blank]
    return _LaidOut(shown, lines_of_glyphs(outside, sheet.number))


def tables_on(sheet: Sheet) -> list[tuple[Lattice, PrintedTable]]:
    """The ruled tables of a page that say something, each with the places of its rules."""
    lattices = lattices_of(sheet.rules)
    inside = _by_table(lattices, clean_glyphs(sheet.glyphs))
    tables = ((lattice, table_of(lattice, inside.get(i, ()), sheet.number)) for i, lattice in enumerate(lattices))
    return [(lattice, table) for lattice, table in tables if not table.blank]


def _by_table(lattices: Sequence[Lattice], glyphs: Sequence[Glyph]) -> dict[int | None, list[Glyph]]:
    """The glyphs by the table (its index) they stand in, None for those in none."""
    inside: dict[int | None, list[Glyph]] = {}
    for glyph in glyphs:
        at = _table_at(lattices, (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)
        inside.setdefault(at, []).append(glyph)
    return inside


def _table_at(lattices: Sequence[Lattice], x: float, y: float) -> int | None:
    """The smallest table that holds the point: a table may stand in a cell that only lays out the page."""
    holding = [i for i, lattice in enumerate(lattices) if lattice.holds(x, y)]
    return min(holding, key=lambda i: lattices[i].ys[-1] - lattices[i].ys[0], default=None)


def _columns(sheets: Sequence[Sheet], lines: Sequence[Sequence[PrintLine]]) -> dict[int, Column]:
    """The column of prose of every page, by its number: pages of one size are set alike."""
    sizes: dict[tuple[int, int], list[PrintLine]] = {}
    for sheet, own in zip(sheets, lines, strict=True):
        sizes.setdefault((round(sheet.width), round(sheet.height)), []).extend(own)
    columns = {size: column_of(own, size[0]) for size, own in sizes.items()}
    return {sheet.number: columns[round(sheet.width), round(sheet.height)] for sheet in sheets}


def _items(pages: Sequence[_LaidOut], lines: Sequence[Sequence[PrintLine]]) -> Iterator[Item]:
    """Lines and tables of all pages in reading order, tables that a page's end cut put together."""
    cut: PrintedTable | None = None
    for page, own in zip(pages, lines, strict=True):
        items = _from_top(page.tables, with_tables(own))
        first = page.tables[0] if page.tables else None
        if cut is not None and first is not None and continues(cut, first) and _opens(first, items):
            at = items.index(first)
            cut = stitched(cut, first)
            yield from items[:at]
            items = items[at + 1 :]
        if cut is not None and items:
            yield cut
            cut = None
        last = items[-1] if items else None
        if isinstance(last, PrintedTable):
            cut = last
            items = items[:-1]
        yield from items
    if cut is not None:
        yield cut


def _opens(table: PrintedTable, items: Sequence[Item]) -> bool:
    """Whether nothing stands above the table on its page."""
    return all(item is table or item.bottom > table.top for item in items)


def _from_top(tables: Sequence[PrintedTable], others: Sequence[Item]) -> list[Item]:
    """The page's ruled tables and what else is on it from top to bottom; what stands beside a table comes before it."""
    tops = {id(item): item.top for item in (*tables, *others)}
    for item in others:
        middle = (item.top + item.bottom) / 2
        tops[id(item)] = next((t.top - 1 for t in tables if t.top < middle < t.bottom), item.top)
    return sorted((*tables, *others), key=lambda item: (tops[id(item)], item.top))


def _write(page: Page, items: Sequence[Item], columns: dict[int, Column]) -> None:
    paragraph: list[PrintLine] = []
    for item in items:
        if isinstance(item, PrintedTable):
            _write_paragraph(page, paragraph)
            paragraph = []
            _write_table(page, item)
            continue
        if paragraph and not goes_on(paragraph[-1], item, columns[item.page]):
            _write_paragraph(page, paragraph)
            paragraph = []
        paragraph.append(item)
    _write_paragraph(page, paragraph)


def _write_paragraph(page: Page, lines: Sequence[PrintLine]) -> None:
    if not lines:
        return
    words, turns = joined(lines)
    page.turn(lines[0].page)
    for offset, number in turns:
        page.turn(number, offset)
    page.line(words.text, words.doubts)


def _write_table(page: Page, table: PrintedTable) -> None:
    """The table, and the pages that begin in it, each with the first row on it."""
    cells = [SourceCell(c.words.text, c.row, c.column, c.rowspan, c.colspan, c.words.doubts) for c in table.cells]
    lengths = [0] * table.height
    for cell in cells:
        lengths[cell.row] += len(cell.text) + 1
    if any(c.words.text.endswith(CUT_OFF) for c in table.cells):
        page.problem(_CUT_OFF.format(page=table.page))
    at = 0
    for number, length in zip(table.row_pages, lengths, strict=True):
        page.turn(number, at)
        at += max(length, 1)
    page.table(cells)
