"""The headers over the rows of a table: where its columns stand, in its own grid or in the one it goes on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.forms import Block, Table
from corpus.forms.align import table_lines
from corpus.forms.columns import Header, find_header, keeps_order, named_columns
from corpus.forms.pairs import Paired
from corpus.forms.parts import Source
from corpus.forms.rows import SourceRow, is_words, kind_of
from corpus.report import CellKind


class Headers:
    """The header over each row: the nearest in its own grid, else that of the grid before it of the same width."""

    def __init__(self, source: Source, table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired]) -> None:
        taken = {id(p.row) for p in paired.values()}
        self._source = source
        self._table = table
        self._blocks = list(dict.fromkeys(row.block for row in rows))
        self._lines: dict[int, list[SourceRow]] = {b: [] for b in self._blocks}
        for row in rows:
            if id(row) not in taken and not row.flat and not any(kind_of(c) is CellKind.NUMBER for c in row.cells):
                self._lines[row.block].append(row)
        self._ends: dict[int, int] = {}
        for row in (p.row for p in paired.values()):
            self._ends[row.block] = max(self._ends.get(row.block, 0), *(c.column + c.colspan for c in row.cells))
        lines = table_lines(table)
        self._labels = {
            b: sorted((p.label.start, lines[p.line][0].title) for p in paired.values() if p.row.block == b)
            for b in self._blocks
        }
        self._words = {
            b: [c for row in rows if row.flat and row.block == b for c in row.cells if is_words(c)]
            for b in self._blocks
        }
        self._found: dict[tuple[int, str, int], Header | None] = {}

    def over(self, row: SourceRow, block: Block) -> Header | None:
        """The header of that block over that row, None where there is none or rows are written one cell a line."""
        return None if row.flat else self._nearest(row.block, block, row.line)

    def in_order(self, pair: Paired, block: Block) -> bool:
        """Whether nothing shows that the columns of a table written one cell a line come in an order of their own."""
        if not pair.row.flat:
            return True
        labels = self._labels[pair.row.block]
        first = min(start for start, of in labels if of == block.title)
        above = max((start for start, _ in labels if start < first), default=-1)
        return keeps_order([c.text for c in self._words[pair.row.block] if above < c.start < first], block)

    def columns(self, at: int, block: Block) -> Block:
        """The block with the columns its header in that grid has: all, unless the header leaves some out."""
        lines = [line.cells for line in self._lines[at]]
        named = () if not lines or find_header(lines, block) else named_columns(lines, block)
        return replace(block, columns=named) if named else block

    def _nearest(self, at: int, block: Block, before: int) -> Header | None:
        lines = [line.cells for line in self._lines[at] if line.line < before]
        key = (at, block.title, len(lines))
        if key not in self._found:
            found = find_header(lines, block) if lines else None
            # A header that no row reaches was torn out of place: it tells nothing of where the columns stand.
            reached = found is None or max(end for _, end in found.places) <= self._ends.get(at, 0)
            self._found[key] = found if reached else None
        return self._found[key]

    def inherited(self, at: int, block: Block) -> Header | None:
        """The header of the last grid before that has one, if it is as wide: a table cut by a page break."""
        place = self._blocks.index(at)
        for earlier in reversed(self._blocks[:place]):
            header = self._nearest(earlier, block, 1_000_000)
            if header:
                return header if self._source.grid(earlier).width == self._source.grid(at).width else None
        return None
