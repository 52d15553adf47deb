"""The cells of one worksheet: what a reader sees of them, at places from which all that is hidden or unused is gone."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from corpus.errors import ReadingError
from corpus.reading.characters import LOWERED, RAISED
from corpus.reading.limits import CELLS, PLACES, check_cells
from corpus.reading.number_formats import shown
from corpus.reading.page import SourceCell

_RAISED = {"superscript": RAISED, "subscript": LOWERED}
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROWS, _COLUMNS = 1_048_576, 16_384  # the size of every worksheet
_NAMED = 8  # cells named in one remark; the rest are counted
_BLANK_ROWS = 2  # empty rows kept between two filled ones: more say nothing else

_T = TypeVar("_T")
Place = tuple[int, int]  # row and column, both from 0
Range = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True, slots=True)
class Styles:
    """Of each cell style: its number format and whether it has borders; whether days count from 1904."""

    codes: tuple[str, ...]
    framed: tuple[bool, ...]
    from_1904: bool


@dataclass(frozen=True, slots=True)
class SheetCells:
    """A worksheet's cells with words and merged blank ones; rows whose blank cells have borders; what a reader must be told of it."""

    cells: tuple[SourceCell, ...]
    framed: frozenset[int]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Raw:
    """A worksheet as it is written."""

    last_row: int = -1
    texts: dict[Place, str] = field(default_factory=dict)
    framed: dict[int, int] = field(default_factory=dict)  # row → blank cells with borders
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first, last
    rounded: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)


def read_sheet(data: bytes, strings: Sequence[str], styles: Styles) -> SheetCells:
    """The cells of a worksheet's XML; ReadingError where there are more than any report has."""
    raw = _Raw()
    tags = ("{*}row", "{*}mergeCell", "{*}col")
    for _, element in etree.iterparse(
        io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    ):
        tag = etree.QName(element).localname
        if tag == "row":
            _row(raw, element, strings, styles)
        elif tag == "mergeCell":
            raw.merged += _range(element.get("ref") or "")
            check_cells(len(raw.merged))
        elif _is_hidden(element, "width"):
            first, last = _number(element.get("min")), _number(element.get("max"))
            raw.hidden_columns.append((first - 1, last - 1))
        _forget(element)
    return _seen(raw)


def _forget(element: etree._Element) -> None:
    """What has been read need not stay in memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(element: etree._Element) -> str:
    """The words of a string with runs, without the readings above them and what is struck out; marks raised stay so."""
    words = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == "t":
            words.append(child.text or "")
        elif name == "r":
            words += _run(child)
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), "".join(words)).replace("\r\n", "\n").replace("\r", "\n")


def _run(run: etree._Element) -> Iterator[str]:
    """The words of a run; digits of a footnote's mark are raised: 12 and a footnote's 1 are never 121."""
    struck = run.find("{*}rPr/{*}strike")
    if struck is not None and struck.get("val") not in ("0", "false"):
        return
    align = run.find("{*}rPr/{*}vertAlign")
    digits = _RAISED.get(align.get("val") or "", {}) if align is not None else {}
    yield from ((t.text or "").translate(digits) for t in run.iterfind("{*}t"))


# --- one row -----------------------------------------------------------------------------------


def _row(raw: _Raw, element: etree._Element, strings: Sequence[str], styles: Styles) -> None:
    row = _number(element.get("r")) - 1
    row = raw.last_row = row if row >= 0 else raw.last_row + 1
    if _is_hidden(element, "ht"):
        raw.hidden_rows.add(row)
    column = -1
    for cell in element.iterfind("{*}c"):
        place = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column(place[1]) if place else column + 1
        if row >= _ROWS or column >= _COLUMNS:
            continue
        words = _words(raw, cell, strings, styles)
        if words.strip():
            raw.texts[row, column] = words
            check_cells(len(raw.texts))
        elif _style(cell, styles.framed, False):
            raw.framed[row] = raw.framed.get(row, 0) + 1


def _words(raw: _Raw, cell: etree._Element, strings: Sequence[str], styles: Styles) -> str:
    """What is seen in the cell; a formula without a result stands as the formula, which is no number."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return text_of(inline) if inline is not None else ""
    stored = cell.findtext("{*}v") or ""
    formula = cell.find("{*}f")
    if not stored and formula is not None and kind != "str":
        raw.uncomputed.append(cell.get("r") or "")
        return f"={formula.text or ''}"
    if kind == "s":
        at = _number(stored) if stored.strip().isdecimal() else -1
        return strings[at] if 0 <= at < len(strings) else ""
    if kind == "b":
        return "TRUE" if stored.strip() == "1" else "FALSE"
    if kind != "n" or not stored:
        return stored
    words, rounded = shown(stored, _style(cell, styles.codes, "General"), styles.from_1904)
    if rounded:
        raw.rounded.append(f"{cell.get('r') or ''}（显示 {words}，存的是 {stored}）")
    return words


def _style(cell: etree._Element, of_styles: Sequence[_T], otherwise: _T) -> _T:
    number = cell.get("s") or "0"
    return of_styles[int(number)] if number.isdecimal() and int(number) < len(of_styles) else otherwise


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 10 else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _range(reference: str) -> Iterator[Range]:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) == 2 and ends[0] and ends[1]:
        rows = sorted((int(ends[0][2]) - 1, int(ends[1][2]) - 1))
        columns = sorted((_column(ends[0][1]), _column(ends[1][1])))
        yield rows[0], columns[0], rows[1], columns[1]


# --- what is seen of it ----------------------------------------------------------------------------


def _seen(raw: _Raw) -> SheetCells:
    """The sheet without hidden and unused rows and columns, merged cells as wide and high as what is left of them."""
    anchors = {(first, left): (first, left, last, right) for first, left, last, right in raw.merged}
    rows = _kept_rows(raw, anchors)
    columns = _kept_columns(raw, anchors)
    covered: set[Place] = set()
    cells, read = [], set()
    for row, column in sorted(raw.texts.keys() | anchors.keys()):
        if (row, column) in covered:
            continue  # what Excel keeps under a merged cell is not seen
        first, left, last, right = anchors.get((row, column), (row, column, row, column))
        top, end = bisect_left(rows, first), bisect_left(rows, last + 1)
        near, far = bisect_left(columns, left), bisect_left(columns, right + 1)
        if (end - top) * (far - near) + len(covered) > PLACES:
            raise ReadingError("工作表里合并的单元格过大，不像一份正常的年报。请删去与年报无关的内容再试。")
        covered.update((r, c) for r in rows[top:end] for c in columns[near:far])
        if end > top and far > near:
            read.add((row, column))
            cells.append((raw.texts.get((row, column), ""), top, near, end - top, far - near))
    unseen = sum(1 for place in raw.texts if place not in read and place not in covered)
    kept = _spaced(rows, raw.hidden_rows)
    placed = tuple(SourceCell(w, kept[r], c, kept[r + high - 1] - kept[r] + 1, wide) for w, r, c, high, wide in cells)
    framed = frozenset(kept[at] for at, row in enumerate(rows) if raw.framed.get(row, 0) > 1)
    return SheetCells(placed, framed, tuple(_remarks(raw, unseen)))


def _kept_rows(raw: _Raw, anchors: dict[Place, Range]) -> list[int]:
    filled = {row for row, _ in raw.texts} | {row for row, count in raw.framed.items() if count > 1}
    filled -= raw.hidden_rows
    # The words of a merged cell whose first row is hidden show in those that are not.
    for place in raw.texts.keys() & anchors.keys():
        first, _, last, _ = anchors[place]
        if first in raw.hidden_rows:
            filled.update(r for r in range(first, min(last + 1, first + CELLS)) if r in raw.framed)
    return sorted(filled - raw.hidden_rows)


def _kept_columns(raw: _Raw, anchors: dict[Place, Range]) -> list[int]:
    filled = {column for _, column in raw.texts}
    for place in raw.texts.keys() & anchors.keys():
        if _is_within(anchors[place][1], raw.hidden_columns):
            filled.update(range(anchors[place][1], min(anchors[place][3], _COLUMNS) + 1))
    return sorted(c for c in filled if not _is_within(c, raw.hidden_columns))


def _is_within(column: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= column <= last for first, last in ranges)


def _spaced(rows: Sequence[int], hidden: set[int]) -> list[int]:
    """For each kept row its place; empty rows that were between keep it apart, hidden ones do not."""
    places, at = [], -1
    for before, row in zip([-1, *rows], rows, strict=False):
        gap = row - before - 1
        empty = gap - sum(1 for r in range(before + 1, row) if r in hidden) if gap <= len(hidden) else gap
        at += 1 + min(empty, _BLANK_ROWS)
        places.append(at)
    return places


def _remarks(raw: _Raw, unseen: int) -> Iterator[str]:
    if unseen:
        yield f"隐藏的行或列里有 {unseen} 个单元格没有读入。要读入请先取消隐藏。"
    if raw.uncomputed:
        yield f"{_some(raw.uncomputed)} 是公式，文件里没有保存计算结果，读不出数。请用 Excel 或 WPS 打开后保存再试。"
    if raw.rounded:
        yield f"{_some(raw.rounded)} 显示的数经过四舍五入，按显示的读入。请核对。"


def _some(places: Sequence[str]) -> str:
    more = f"等 {len(places)} 处" if len(places) > _NAMED else ""
    return "、".join(places[:_NAMED]) + more
