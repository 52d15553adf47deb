"""Word documents: DOCX → lines and tables, read from its XML (python-docx loses tracked and controlled text)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.errors import ReadingError
from corpus.reading.characters import LOWERED, RAISED
from corpus.reading.limits import SPAN
from corpus.reading.numbering import Numbering, W
from corpus.reading.packages import opened, parsed
from corpus.reading.page import Page, SourceCell, join_broken, one_line
from corpus.report import Document

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE_DOCUMENT = "/officeDocument"
_SLIVER = 30  # twips: LibreOffice leaves grid columns of one twip, which no reader sees
# Text that Word does not show: deleted or moved away, an older program's copy, a reading above a word.
_UNSEEN = frozenset((f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}rt", f"{W}instrText", f"{W}delText"))
_RAISED_BY = 6  # half points: a run so much above the line is a mark, less only sets a line straight
_RAISED = {"superscript": RAISED, "subscript": LOWERED}


def read_docx(data: bytes) -> Document:
    """The document of a DOCX; ReadingError where it is damaged, encrypted, or too large."""
    with opened(data, "DOCX") as package:
        main = _main_part(package)
        body = _parsed(package, main)
        numbering = Numbering(_beside(package, main, "numbering.xml"), _beside(package, main, "styles.xml"))
    return _Reader(numbering).read(body)


def _main_part(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "_rels/.rels" in names:
        for relation in _parsed(package, "_rels/.rels"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith(_OFFICE_DOCUMENT) and target in names and "document" in target:
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise ReadingError("DOCX 里没有正文，文件可能已损坏。请重新下载，或用 Word、WPS 打开后另存再试。")


def _beside(package: zipfile.ZipFile, main: str, name: str) -> etree._Element | None:
    part = posixpath.join(posixpath.dirname(main), name)
    return _parsed(package, part) if part in package.namelist() else None


def _parsed(package: zipfile.ZipFile, name: str) -> etree._Element:
    return parsed(package, name, (_STRICT, _TRANSITIONAL))


def _elements_seen(root: etree._Element) -> Iterator[etree._Element]:
    """The children that a reader of the document sees."""
    return (child for child in root if isinstance(child.tag, str) and child.tag not in _UNSEEN)


def _on(parent: etree._Element | None, *path: str) -> bool:
    """Whether the switch at that path is set (`w:vanish`, `w:hidden` …)."""
    for name in path:
        parent = parent.find(W + name) if parent is not None else None
    return parent is not None and parent.get(W + "val") not in ("0", "false", "off")


def _is_unseen(run: etree._Element) -> bool:
    """Whether the words of a run are hidden, or struck out: what is no longer said."""
    return any(_on(run, "rPr", switch) for switch in ("vanish", "strike", "dstrike"))


def _raised(run: etree._Element) -> dict[int, int]:
    """How the digits of a raised or lowered run are written, {} for any other: 12 and a footnote's 1 are never 121."""
    if run.tag != f"{W}r":
        return {}
    align, position = run.find(f"{W}rPr/{W}vertAlign"), run.find(f"{W}rPr/{W}position")
    if align is not None:
        return _RAISED.get(align.get(f"{W}val") or "", {})
    height = position.get(f"{W}val") or "" if position is not None else ""
    return RAISED if height.isdecimal() and int(height) >= _RAISED_BY else {}


def _number(parent: etree._Element | None, name: str) -> int:
    element = parent.find(W + name) if parent is not None else None
    value = element.get(W + "val") if element is not None else None
    return min(int(value), SPAN) if value and value.isdecimal() and len(value) < 10 else 0


class _Reader:
    """Reads the body of one document in order: numbers count on from paragraph to paragraph."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._page = Page()

    def read(self, document: etree._Element) -> Document:
        body = document.find(f"{W}body")
        self._blocks(body if body is not None else document)
        return self._page.document()

    def _blocks(self, parent: etree._Element) -> None:
        for child in _elements_seen(parent):
            if child.tag == f"{W}p":
                for line in self._paragraph(child):
                    self._page.line(line)
            elif child.tag == f"{W}tbl":
                self._table(child)
            else:
                self._blocks(child)

    # --- paragraphs -----------------------------------------------------------------------

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        """Its lines with its number, and those of text boxes anchored in it; [''] where it is empty."""
        lines, boxes = [""], list[etree._Element]()
        self._collect(paragraph, lines, boxes)
        label = self._numbering.label(paragraph.find(f"{W}pPr")) if any(line.strip() for line in lines) else ""
        lines[0] = label + lines[0].lstrip(" ") if label else lines[0]
        cleaned = [_tidy(line) for line in lines]
        inner = [line for box in boxes for p in box.iter(f"{W}p") for line in self._paragraph(p)]
        return [line for line in cleaned if line] + [line for line in inner if line] or [""]

    def _collect(self, parent: etree._Element, lines: list[str], boxes: list[etree._Element]) -> None:
        for child in _elements_seen(parent):
            tag = child.tag
            if tag == f"{W}t":
                lines[-1] += child.text or ""
            elif tag == f"{W}tab":
                lines[-1] += "\t"
            elif tag == f"{W}noBreakHyphen":
                lines[-1] += "-"
            elif tag == f"{W}cr" or (tag == f"{W}br" and child.get(f"{W}type") != "page"):
                lines.append("")
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag not in (f"{W}pPr", f"{W}rPr") and not _is_unseen(child):
                line, start = len(lines), len(lines[-1])
                self._collect(child, lines, boxes)
                if digits := _raised(child):
                    lines[line - 1 :] = [
                        lines[line - 1][:start] + lines[line - 1][start:].translate(digits),
                        *(text.translate(digits) for text in lines[line:]),
                    ]

    # --- tables ---------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        """A table, or its cells' contents where it only lays out other tables or the page's prose."""
        if _is_layout(table):
            for row in _rows(table):
                for cell in _cells(row):
                    self._blocks(cell)
            return
        self._page.table(_without_slivers(_kept_columns(table), self._placed(table)))

    def _placed(self, table: etree._Element) -> list[SourceCell]:
        """Every cell at its place in Word's grid; merged ones once, as high and wide as they stand."""
        placed: list[SourceCell] = []
        open_below: dict[int, int] = {}  # column → index of the cell that goes on below (vMerge)
        for r, row in enumerate(_rows(table)):
            column = _number(row.find(f"{W}trPr"), "gridBefore")
            below: dict[int, int] = {}
            for cell in _cells(row):
                properties = cell.find(f"{W}tcPr")
                span = max(1, _number(properties, "gridSpan"))
                merge = _merge(properties, "vMerge")
                if merge == "continue" and column in open_below:
                    index = below[column] = open_below[column]
                    placed[index] = _taller(placed[index], r)
                elif _merge(properties, "hMerge") == "continue" and placed and placed[-1].row == r:
                    placed[-1] = _wider(placed[-1], span)
                else:
                    if merge:
                        below[column] = len(placed)
                    placed.append(SourceCell(self._cell_text(cell), r, column, 1, span))
                column += span
            open_below = below
        return placed

    def _cell_text(self, cell: etree._Element) -> str:
        return join_broken([line for p in _paragraphs(cell) for line in self._paragraph(p)])


def _tidy(line: str) -> str:
    """A paragraph's line; its tabs stay, they may be a table's."""
    return line.replace("\r", " ").replace("\n", " ") if "\t" in line and line.strip() else one_line(line)


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    for child in _elements_seen(parent):
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}tbl":
            yield from _paragraphs(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows a reader sees, through content controls: not deleted, not hidden."""
    for child in _elements_seen(table):
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            gone = properties is not None and properties.find(f"{W}del") is not None
            if not gone and not _on(properties, "hidden"):
                yield child
        elif child.tag not in (f"{W}tblPr", f"{W}tblGrid"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in _elements_seen(row):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in (f"{W}trPr", f"{W}tblPrEx"):
            yield from _cells(child)


def _is_layout(table: etree._Element) -> bool:
    """Whether the table has a single cell, or holds another table with words in it."""
    if sum(1 for row in _rows(table) for _ in _cells(row)) <= 1:
        return True
    inner = (t for t in table.iter(f"{W}tbl") if t is not table)
    return any((words.text or "").strip() for t in inner for words in t.iter(f"{W}t"))


def _merge(properties: etree._Element | None, name: str) -> str:
    """'restart' or 'continue' where the cell is merged that way, else ''."""
    element = properties.find(W + name) if properties is not None else None
    return "" if element is None else element.get(f"{W}val", "continue")


def _taller(cell: SourceCell, row: int) -> SourceCell:
    return SourceCell(cell.text, cell.row, cell.column, row - cell.row + 1, cell.colspan)


def _wider(cell: SourceCell, span: int) -> SourceCell:
    return SourceCell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan + span)


def _kept_columns(table: etree._Element) -> list[bool]:
    """For each grid column whether it is wide enough to be seen; unknown widths are."""
    grid = table.find(f"{W}tblGrid")
    widths = [c.get(f"{W}w") or "" for c in grid.findall(f"{W}gridCol")] if grid is not None else []
    kept = [not width.isdecimal() or int(width) > _SLIVER for width in widths]
    return kept if any(kept) else []


def _without_slivers(kept: list[bool], cells: list[SourceCell]) -> list[SourceCell]:
    """The cells in a grid without sliver columns; a blank cell that lies in slivers alone goes."""
    if all(kept):
        return cells
    before = [0]
    for keep in kept:
        before.append(before[-1] + keep)

    def place(column: int) -> int:
        return before[column] if column < len(before) else before[-1] + column - len(before) + 1

    seen = []
    for c in cells:
        first, end = place(c.column), place(c.column + c.colspan)
        if end > first or c.text:
            seen.append(SourceCell(c.text, c.row, first, c.rowspan, max(1, end - first)))
    return seen
