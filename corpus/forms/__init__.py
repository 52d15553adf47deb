"""The statutory forms and the catalogue of indicators, read once from the data files beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a form: key, statutory path outermost first, other spellings of its last label, unit.

    `place`: the (table, row, column) of the cell of other forms that means the same, where a row shares its key.
    """

    key: str
    path: tuple[str, ...]
    also: tuple[str, ...] = ()
    unit: str = ""
    place: tuple[str, str, str] | None = None

    @property
    def label(self) -> str:
        """The innermost statutory label, '' where the form gives none (the single row of chapter 4)."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows × columns under one heading of a table (chapter 2 has several blocks, the others one)."""

    title: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One statutory table: key (proactive, requests, …), chapter number (0: an appendix to the prose), title, blocks."""

    key: str
    chapter: int
    title: str
    blocks: tuple[Block, ...]

    def places(self) -> tuple[tuple[Block, Line, Line], ...]:
        """Every (block, row, column) of the table in statutory order."""
        return tuple((b, r, c) for b in self.blocks for r in b.rows for c in b.columns)

    def key_of(self, row: Line, column: Line) -> tuple[str, str, str]:
        """The (table, row, column) by which the cell of that row and column is known in reports."""
        return row.place or (self.key, row.key, column.key)

    @property
    def is_list(self) -> bool:
        """Whether it is a list: one number a row, each row with a unit of its own (统计指标 | 单位 | 统计数)."""
        return all(len(b.columns) == 1 and all(r.unit for r in b.rows) for b in self.blocks)


@dataclass(frozen=True, slots=True)
class CrossFooting:
    """A 勾稽关系 of a form: sum of `left` = sum of `right`, for each column or each row of the table."""

    key: str
    title: str
    table: str
    across: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A statutory form: its tables, its 勾稽关系, and the first year it was issued for."""

    key: str
    name: str
    issued_as: str
    first_year: int
    tables: tuple[Table, ...]
    checks: tuple[CrossFooting, ...]

    def table(self, key: str) -> Table:
        """The table of that key; KeyError where the form has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)

    def place(self, table: str, row: str, column: str) -> tuple[Block, Line, Line] | None:
        """The (block, row, column) of that cell, or None where this form has no such cell."""
        found = _places(self.key).get((table, row, column))
        return found[1:] if found else None

    def home(self, table: str, row: str, column: str) -> Table:
        """The table of this form in which that cell stands; KeyError where the form has no such cell."""
        return _places(self.key)[table, row, column][0]


def _line(data: dict[str, Any]) -> Line:
    place = tuple(data["place"]) if "place" in data else None
    return Line(data["key"], tuple(data["path"]), tuple(data.get("also", ())), data.get("unit", ""), place)


def _block(data: dict[str, Any]) -> Block:
    return Block(data["title"], tuple(map(_line, data["rows"])), tuple(map(_line, data["columns"])))


def _form(data: dict[str, Any]) -> Form:
    tables = tuple(Table(t["key"], t["chapter"], t["title"], tuple(map(_block, t["blocks"]))) for t in data["tables"])
    checks = tuple(
        CrossFooting(c["key"], c["title"], c["table"], c["across"], tuple(c["left"]), tuple(c["right"]))
        for c in data["checks"]
    )
    return Form(data["key"], data["name"], data["issued_as"], data["first_year"], tables, checks)


@cache
def load_forms() -> dict[str, Form]:
    """Every form by key, oldest first; read from `*.toml` here whose name is a year."""
    found = sorted(f for f in (p.name for p in files(__name__).iterdir()) if f[:4].isdigit() and f.endswith(".toml"))
    read = (_form(tomllib.loads((files(__name__) / name).read_text(encoding="utf-8"))) for name in found)
    return {form.key: form for form in read}


def form_in_force(year: int) -> Form | None:
    """The newest form issued for that year or earlier; None before the first."""
    return next((form for form in reversed(load_forms().values()) if form.first_year <= year), None)


@cache
def _places(form: str) -> dict[tuple[str, str, str], tuple[Table, Block, Line, Line]]:
    return {t.key_of(r, c): (t, b, r, c) for t in load_forms()[form].tables for b, r, c in t.places()}
