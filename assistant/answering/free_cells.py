"""Tables that no form describes, read as cells: a label, a header, a value and its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.parsing.free import Asked, free_words, things_of
from assistant.parsing.text import fold
from corpus.report import FreeRow, Report

_NUMBER = re.compile(r"([-+−]?)(\d{1,3}(?:,\d{3})+|\d+)((?:\.\d+)?)([%％]?)")
_UNIT = re.compile(r"[（(](?:单位[：:])?([^（()）]*(?:元|人|%|％|个|件|吨|户|亩|里|辆|次|批|平方米|台|家|千瓦时))[)）]")
_UNIT_ABOVE = re.compile(r"[（(]单位：([^（()）]+)[)）]$")
_NUMBERED = re.compile(
    r"^(?:其中[:：])?(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．](?!\d)|[①-⑳])+"
)
# A label shorter than this is found in too many questions by chance.
SHORTEST = 3
_YEAR = re.compile(r"((?:19|20)\d{2})年?")


@dataclass(frozen=True, slots=True)
class FreeCell:
    """One value (None: blank) of a row: `raw` and `label` as printed, `header` from the outside in, in column `column`."""

    row: FreeRow
    label: str
    header: str
    raw: str
    value: Decimal | None
    unit: str
    column: int = 0

    @property
    def table(self) -> str:
        """The table's title without its unit, '' where it has none."""
        return _UNIT_ABOVE.sub("", self.row.title)

    @property
    def name(self) -> str:
        """The label without its number: 3.公务接待费 → 公务接待费."""
        return _NUMBERED.sub("", self.label)

    @property
    def is_total(self) -> bool:
        """Whether the row adds others up."""
        return is_total(self.label)

    @property
    def years(self) -> frozenset[int]:
        """The years that its label or header says it is of."""
        return frozenset(int(y) for y in _YEAR.findall(self.label + " " + self.header))


def is_total(name: str) -> bool:
    """Whether a label or header says that others are added up there."""
    return bool(free_words().marks["totals"].search(name))


def cells_of(report: Report) -> list[FreeCell]:
    """All values of the tables that no form describes, in order."""
    return [cell for row in report.rows for cell in _of_row(row)]


def _of_row(row: FreeRow) -> list[FreeCell]:
    """A row may hold several labels, each with the values to its right (收入 … 预算数 | 支出 … 预算数)."""
    marks = free_words().marks
    found: list[FreeCell] = []
    label, unit, used = "", "", False
    if _numbers_columns(row):
        return []
    if all(not text or read_number(text) is not None for _, text in row.pairs):
        # A table of one row, whose headers say all: it has no label.
        return [
            FreeCell(row, "", header, text, read_number(text), _unit_of(header, "", "", row, text), column)
            for column, (header, text) in enumerate(row.pairs)
            if header
        ]
    for column, (header, text) in enumerate(row.pairs):
        inner = header.rsplit(" / ", 1)[-1]
        if marks["codes"].search(inner):
            continue
        if marks["unit_column"].search(inner):
            unit = text
            continue
        number = read_number(text)
        if number is None and text and text not in ("-", "—", "——", "/", "无"):
            label, used = text, False
            continue
        if header and label and not marks["numbering_row"].search(label):
            found.append(FreeCell(row, label, header, text, number, _unit_of(header, label, unit, row, text), column))
            used = True
    return found if used or found else []


def _numbers_columns(row: FreeRow) -> bool:
    """Whether the row only numbers the columns: 1 2 3 4."""
    texts = [text for _, text in row.pairs if text]
    return len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]


def read_number(text: str) -> Decimal | None:
    """'52,360.18' → 52360.18; None where the text is no number."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    sign = "-" if found[1] in ("-", "−") else ""
    return Decimal(sign + found[2].replace(",", "") + found[3])


def _unit_of(header: str, label: str, unit: str, row: FreeRow, text: str) -> str:
    """The unit: said in the cell, the header, the label, in a column of units, or above the table."""
    if text.endswith(("%", "％")):
        return ""
    for said in (header, label):
        if found := _UNIT.search(said):
            return found[1]
    if unit:
        return unit
    above = _UNIT_ABOVE.search(row.title)
    return above[1] if above and not re.search("占比|比例|率$|%", header) else ""


def with_labels(asked: Asked, cells: Sequence[FreeCell]) -> Asked:
    """The question read with the labels and headers of these tables as names of things: 学前教育 is one thing."""
    names = {fold(name) for c in cells for name in (c.name, c.header.rsplit(" / ", 1)[-1]) if len(name) >= SHORTEST}
    things, found = things_of(asked.text, names)
    return replace(asked, things=things, known=asked.known or found)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A cell that has all the things asked for; `beside`: how much its label and header say beyond them."""

    cell: FreeCell
    beside: int


# A label or a header may say so many characters more than was asked.
MOST_BESIDE = 6


def best_cells(
    things: Sequence[Sequence[str]], bases: Sequence[str], years: Sequence[int], report: Report, text: str = ""
) -> list[FreeCell]:
    """The cells that have all things asked for and say the least beyond them; [] where none has.

    `bases`: what the column meant is called; `text`: the question, whose very words win where several fit alike.
    """
    found = [f for cell in cells_of(report) if (f := _fitting(things, years, cell))]
    if not found:
        return []
    least = min(f.beside for f in found)
    if least > MOST_BESIDE:
        return []
    cells = [f.cell for f in found if f.beside == least]
    cells = [c for c in cells if any(base in fold(c.header + c.label) for base in bases)] or cells
    cells = [c for c in cells if fold(c.name) in text] or cells
    seen: dict[tuple[str, Decimal | None], FreeCell] = {}
    for cell in cells:
        seen.setdefault((cell.unit, cell.value), cell)
    return list(seen.values())


def _fitting(things: Sequence[Sequence[str]], years: Sequence[int], cell: FreeCell) -> Fitting | None:
    # 支出 / 预算数 over 教育支出: the outer header says nothing that the label does not.
    parts = [fold(part) for part in cell.header.split(" / ") if part not in cell.label]
    if parts and any(name in parts[-1] for names in things for name in names):
        parts = parts[-1:]  # nor does that over the column which is itself what is asked for
    said = [fold(cell.label), " ".join(parts)]
    table = fold(cell.table)
    own = False
    for names in things:
        here = [(i, name) for name in sorted(names, key=len, reverse=True) for i in (0, 1) if name in said[i]]
        if here:
            own = True
            i, name = here[0]
            said[i] = said[i].replace(name, "", 1)
        elif not any(name in table for name in names):
            return None
    if cell.years and years and not cell.years & set(years):
        return None
    beside = sum(len(_YEAR.sub("", free_words().marks["neutral"].sub("", rest))) for rest in said)
    # Only the table is named: the total of it is asked for, and nothing less.
    if not own and (beside or not free_words().marks["totals"].search(cell.label + cell.header)):
        return None
    return Fitting(cell, beside)
