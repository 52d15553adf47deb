"""CSV and its kin: rows of cells between delimiters → lines and tables, as a spreadsheet writes them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from corpus.errors import ReadingError
from corpus.reading.limits import check_cells, check_text
from corpus.reading.lines import is_value, words_of
from corpus.reading.page import Page, SourceCell
from corpus.reading.spreadsheet import write_rows
from corpus.report import Document

_NAMED: Final = {".csv": ",;\t|", ".tsv": "\t", ".tab": "\t"}
_UNNAMED: Final = ",;"  # tabs and pipes are read where they stand, in text
_SAMPLE = 200  # lines from which the delimiter is told
_SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's own first line
_ROWS, _WIDTH = 3, 3  # rows and cells a row below which a file that is not named .csv is a text
_VALUED = 0.3  # part of the rows that hold a value between delimiters in such a file


def delimiter_of(text: str, name: str) -> str:
    """The character between the cells, '' where the text (decoded) is none of this kind.

    A file that its name calls CSV or TSV is taken at its word as soon as cells show; another has to have as many cells
    in every row, as spreadsheets write them, and values in them: prose has commas too.
    """
    said = _SEPARATOR.match(text)
    if said:
        return said[1]
    ending = PurePath(name).suffix.lower()
    sample = text.split("\n", _SAMPLE)[:_SAMPLE]
    if ending in _NAMED:
        best = max(_NAMED[ending], key=lambda mark: _cut_lines(sample, mark))
        return best if _cut_lines(sample, best)[0] else ""
    return next((mark for mark in _UNNAMED if _is_sheet(sample, mark)), "")


def read_delimited(text: str, delimiter: str) -> Document:
    """The document of a text whose cells are kept apart by the delimiter; ReadingError where it is too large."""
    check_text(text)
    text = _SEPARATOR.sub("", text, count=1)
    check_cells(text.count("\n"))
    cells: list[SourceCell] = []
    for r, row in enumerate(_rows(text.split("\n"), delimiter)):
        cells += [SourceCell(words, r, c) for c, words in enumerate(row) if words_of(words)]
        check_cells(len(cells))
    page = Page()
    write_rows(page, cells)
    return page.document()


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader((f"{line}\n" for line in lines), delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError(
            "CSV 里有一对引号没有闭合，或一格过长，分不出单元格。请用 Excel 或 WPS 打开后另存再试。"
        ) from error


def _cut_lines(lines: Sequence[str], mark: str) -> tuple[int, int]:
    """How many rows have the commonest number of cells above one, and how many cells that is."""
    try:
        widths = Counter(len(row) for row in _rows(lines, mark) if len(row) > 1)
    except ReadingError:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _is_sheet(lines: Sequence[str], mark: str) -> bool:
    """Whether every row has the same number of cells, and enough of them hold values."""
    if sum(1 for line in lines if mark in line) < _ROWS:
        return False
    try:
        rows = [row for row in _rows(lines, mark) if row]
    except ReadingError:
        return False
    if len(lines) == _SAMPLE:
        rows = rows[:-1]  # the last one may be cut
    if len(rows) < _ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) < _WIDTH:
        return False
    if any(cell[:1] == " " and cell.strip() for row in rows for cell in row[1:]):
        return False  # a space after every comma is how prose is written
    valued = sum(1 for row in rows if any(is_value(words_of(cell)) for cell in row[1:]))
    return valued >= _VALUED * len(rows)
