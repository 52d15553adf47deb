"""States of decay: what happens to cells, tables, words and files between the office and the reader."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from corpus.demo.tables import Rows
from corpus.report import CellKind
from layouts import cells, tables, words
from layouts.reading import Truth
from layouts.sheet import Sheet, printed, sheet

Harm = Callable[[Rows, random.Random], Rows]


@dataclass(frozen=True, slots=True)
class State:
    """One state of decay: of cells, of tables, of words, or of the file; `formats` where it befalls only some."""

    name: str
    cell: cells.CellState | None = None
    table: Harm | None = None
    word: Callable[[str, random.Random], str] | None = None
    file: Callable[[bytes, str, random.Random], bytes] | None = None
    formats: tuple[str, ...] = ()

    @property
    def keeps(self) -> float:
        """The part of the cells that must be exact in every format but text of one cell a line."""
        return KEPT.get(self.name, (1.0, 1.0))[0]

    @property
    def in_lines(self) -> float:
        """The part of the cells that must be exact in text of one cell a line, which has least to go by."""
        return KEPT.get(self.name, (1.0, 1.0))[1]

    def sheet(self, layout: str, year: int, numbers: str, seed: int) -> Sheet:
        """The report with this state's cells."""
        return sheet(layout, year, numbers, seed, self.cell.show if self.cell else None)

    def printed(self, of: Sheet) -> bytes:
        """The report's file in this state."""
        table, word = self.table, self.word
        data = printed(
            of.page(),
            of.layout,
            (lambda rows: table(rows, of.rng)) if table else (lambda rows: rows),
            (lambda text: word(text, of.rng)) if word else (lambda text: text),
        )
        if self.table in tables.SHORTENING and of.layout not in ("csv", "xlsx"):
            data = words.without_gone(data, of.style.encoding)
        return self.file(data, of.style.encoding, of.rng) if self.file else data

    def truth(self, of: Sheet) -> Truth:
        """What should be read in every cell."""
        return {
            place: self.cell.reading(of.shown[place], value) if self.cell and place in of.shown
            else (CellKind.NUMBER, Decimal(value))
            for place, value in of.cells.items()
        }  # fmt: skip


# Where a state destroys part of a table, as much as this must still be read exactly: (in general, in one cell a line).
KEPT: dict[str, tuple[float, float]] = {
    "masked by letters": (1.0, 0.85),
    "o for 0 and l for 1": (0.9, 0.0),
    "Chinese numerals": (1.0, 0.9),
    "page counters between rows": (1.0, 0.9),
    "a bare page number between rows": (0.9, 0.85),
    "an instruction above the table": (1.0, 0.1),
    "a column of serial numbers": (1.0, 0.0),
    "a column of the body's own": (0.0, 0.0),
    "a column left out": (0.85, 0.0),
    "the total's column first": (1.0, 0.0),
    "rows as columns": (0.1, 0.1),
    "a number cell lost": (0.8, 0.8),
    "a number cell twice": (0.8, 0.8),
    "two numbers run together": (0.8, 0.8),
    "a cell over two columns": (0.85, 1.0),
    "a row lost": (0.8, 0.85),
    "a row twice": (1.0, 0.9),
    "rows in another order": (0.95, 0.95),
    "a label lost": (0.85, 0.1),
    "Taiwan's characters and words": (0.95, 0.95),
    "zero-width characters in words": (0.95, 0.15),
    "private characters in words": (0.9, 0.85),
    "heads in one line": (0.1, 0.95),
    "a number broken over two lines": (0.9, 0.9),
    "the file cut off": (0.25, 0.25),
}

STATES: tuple[State, ...] = (
    State("as printed"),
    *(State(name, cell=state) for name, state in cells.STATES.items()),
    *(State(name, table=harm) for name, harm in tables.STATES.items()),
    *(State(name, word=change) for name, change in words.STATES.items()),
    *(State(name, file=change, formats=formats) for name, (change, formats) in words.FILES.items()),
)
