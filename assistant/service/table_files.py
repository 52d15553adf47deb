"""A table of an answer as a CSV or Excel file: numbers as numbers with their unit, and where each of them stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from assistant import wording_files as words
from assistant.answer import Citation, Table, TableCell
from corpus.sheets import Sheet, Value, file_bytes

ENDINGS = ("csv", "xlsx")
LONGEST_NAME = 80

# '17件', '46.43%', '-3件'; not '007', '12件（3%）' or a list of names.
_NUMBER = re.compile(r"([+-]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?)(%|[㐀-鿿]{0,4})")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
_WIDE, _NARROW = 40, 14

# Where a cited place is shown: an absolute address.
LinkOf = Callable[[Citation], str]


@dataclass(frozen=True, slots=True)
class Spread:
    """A table with its units apart from its numbers: `columns` and `rows` as they are written, `units` all of them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    units: tuple[str, ...]


def mark_of(table: Table) -> str:
    """A short mark of all that the table says: the same table has the same, whatever was asked before."""
    said = [table.title, table.header, [[cell.text for cell in row] for row in table.rows]]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:12]


def file_name(table: Table, ending: str) -> str:
    """A name for the file that any system takes, in Chinese."""
    return words.FILE_NAME.format(title=clean_name(table.title), ending=ending)


def clean_name(title: str) -> str:
    """A title without what a file's name may not hold, and not too long; never empty."""
    return _NOT_IN_NAMES.sub(" ", title).strip(" .")[:LONGEST_NAME].strip() or words.UNTITLED


def table_file(table: Table, ending: str, question: str, link_of: LinkOf) -> bytes:
    """The table as a file of that ending (of `ENDINGS`): a column of sources in CSV, a sheet of them in Excel."""
    spread = spread_out(table)
    if ending == "csv":
        sources = [_sources(row, link_of) for row in table.rows]
        rows: list[Sequence[Value]] = [(*r, s) for r, s in zip(spread.rows, sources, strict=True)]
        told = [(), *_about(table, spread, question)]
        sheets = [Sheet("", (*spread.columns, words.SOURCES), [*rows, *told])]
    else:
        columns = [words.SOURCE_COLUMNS, words.ABOUT_COLUMNS]
        widths = [max(map(_width, column)) for column in zip(spread.columns, *spread.rows, strict=True)]
        sheets = [
            Sheet(words.TABLE_SHEET, spread.columns, spread.rows, widths),
            Sheet(words.SOURCES_SHEET, columns[0], _source_rows(table, link_of), [_NARROW] * 10 + [_WIDE] * 3),
            Sheet(words.ABOUT_SHEET, columns[1], _about(table, spread, question), [_NARROW, 2 * _WIDE]),
        ]
    return file_bytes(ending, sheets)


def spread_out(table: Table) -> Spread:
    """The unit of a column in its title; where columns mix units but rows don't, in a column; else in the cells."""
    read = [[_number(cell.text) for cell in row[1:]] for row in table.rows]
    by_column = [{own[1] for own in column if own} for column in zip(*read, strict=True)] if read else []
    by_row = [{own[1] for own in row if own} for row in read]
    units = tuple(sorted({unit for own in by_column for unit in own if unit}))
    names = [row[0].text for row in table.rows]
    if all(len(own) <= 1 for own in by_column):
        titles = [_with_unit(title, own) for title, own in zip(table.header[1:], by_column, strict=True)]
        return Spread((table.header[0], *titles), _rows(names, table, read), units)
    if all(len(own) <= 1 for own in by_row):
        told = [(name, next(iter(own), "")) for name, own in zip(names, by_row, strict=True)]
        rows = tuple((*t, *r[1:]) for t, r in zip(told, _rows(names, table, read), strict=True))
        return Spread((table.header[0], words.UNIT, *table.header[1:]), rows, units)
    return Spread(table.header, tuple(tuple(cell.text for cell in row) for row in table.rows), units)


def _rows(
    names: Sequence[str], table: Table, read: Sequence[Sequence[tuple[Decimal, str] | None]]
) -> tuple[tuple[Value, ...], ...]:
    found = []
    for name, row, numbers in zip(names, table.rows, read, strict=True):
        found.append((name, *(n[0] if n else cell.text for n, cell in zip(numbers, row[1:], strict=True))))
    return tuple(found)


def _number(text: str) -> tuple[Decimal, str] | None:
    """The number and its unit, None for words."""
    found = _NUMBER.fullmatch(text)
    return (Decimal(found[1].replace(",", "")), found[2]) if found else None


def _with_unit(title: str, units: set[str]) -> str:
    unit = next(iter(units), "")
    return words.WITH_UNIT.format(name=title, unit=unit) if unit else title


def _cited(row: Sequence[TableCell]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for cell in row for citation in cell.citations))


def _sources(row: Sequence[TableCell], link_of: LinkOf) -> str:
    """Every place that the row rests on, in one cell."""
    told = []
    for c in _cited(row):
        report = words.PAGE.format(report=c.report, page=c.page) if c.page else c.report
        told.append(words.PLACE.format(place=c.place, report=report, link=link_of(c)))
    return words.JOIN.join(told)


def _source_rows(table: Table, link_of: LinkOf) -> list[tuple[Value, ...]]:
    """A row for each place that a cell rests on."""
    return [
        (row[0].text, title, cell.text, *_place(c), link_of(c))
        for row in table.rows
        for title, cell in zip(table.header, row, strict=True)
        for c in cell.citations
    ]


def _place(c: Citation) -> tuple[Value, ...]:
    return c.body, c.year, c.report, c.page, c.chapter, c.row, c.column, c.quote, c.remark


def _about(table: Table, spread: Spread, question: str) -> list[tuple[Value, ...]]:
    told = [(words.TITLE, table.title), (words.QUESTION, question)]
    if spread.units:
        told.append((words.UNITS, words.JOIN.join(spread.units)))
    return [*told, (words.MADE_BY, words.PRODUCT)]


def _width(value: Value) -> int:
    """Characters that the column needs, a Chinese one counted as two."""
    text = "" if value is None else str(value)
    return min(_WIDE, max(_NARROW, 2 + sum(1 if char.isascii() else 2 for char in text)))
