"""The sums of a form, tried on cells while it is still open which cell belongs where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.forms import Block, Form, Table
from corpus.forms.columns import Cells
from corpus.forms.rows import is_filled
from corpus.forms.values import read_value
from corpus.report import Cell, CellKind, GridCell


@dataclass(frozen=True, slots=True)
class RowSums:
    """The form's sums across a row: pairs of column indexes whose cells must add up to the same."""

    checks: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def __call__(self, cells: Cells) -> bool | None:
        """Whether they hold with these cells, in column order; None where that can't be told.

        Where the form has no sums, nothing speaks against a row with all its cells filled.
        """
        if not self.checks:
            return all(map(is_filled, cells)) or None
        verdicts = [_sum_holds([cells[i] for i in left], [cells[i] for i in right]) for left, right in self.checks]
        if False in verdicts:
            return False
        return True if all(verdicts) else None


def sums_of_row(form: Form, table: Table, block: Block) -> RowSums:
    """The sums of the form across the rows of one block."""
    index = {column.key: i for i, column in enumerate(block.columns)}
    checks = (
        (tuple(index[k] for k in c.left if k in index), tuple(index[k] for k in c.right if k in index))
        for c in form.checks
        if c.table == table.key and c.across == "rows"
    )
    # A column that the table leaves out has nothing to add.
    return RowSums(tuple((left, right) for left, right in checks if len(left) > 1 and right))


def _sum_holds(left: Sequence[GridCell | None], right: Sequence[GridCell | None]) -> bool | None:
    """Blank parts may be left out of a sum that comes out right; a blank total says nothing, nor do words."""
    parts = [read_value(c.text) if c else read_value("") for c in left]
    totals = [read_value(c.text) if c else read_value("") for c in right]
    if any(r.kind is CellKind.TEXT for r in (*parts, *totals)) or any(t.value is None for t in totals):
        return None
    known = sum((p.value for p in parts if p.value is not None), Decimal(0))
    total = sum((t.value for t in totals if t.value is not None), Decimal(0))
    if known == total:
        return True
    return False if known > total or all(p.value is not None for p in parts) else None


def columns_hold(form: Form, table: Table, cells: Sequence[Cell], rows: frozenset[str]) -> bool:
    """Whether the sums down every column that use those rows hold, with all their cells there and numbers."""
    value = {(c.row, c.column): c.value for c in cells}
    checks = [c for c in form.checks if c.table == table.key and c.across == "columns" and rows & {*c.left, *c.right}]
    columns = [column.key for block in table.blocks for column in block.columns]
    sides = [
        ([value.get((r, k)) for r in check.left], [value.get((r, k)) for r in check.right])
        for check in checks
        for k in columns
    ]
    return bool(sides) and all(_adds_up(left, right) for left, right in sides)


def row_adds_up(form: Form, cells: Sequence[Cell], one: Cell) -> bool:
    """Whether a sum across its row that this cell has part in holds, with all its cells there and numbers."""
    value = {c.column: c.value for c in cells if (c.table, c.row) == (one.table, one.row)}
    checks = (
        c for c in form.checks if c.table == one.table and c.across == "rows" and one.column in (*c.left, *c.right)
    )
    return any(_adds_up([value.get(k) for k in c.left], [value.get(k) for k in c.right]) for c in checks)


def _adds_up(left: Sequence[Decimal | None], right: Sequence[Decimal | None]) -> bool:
    known = [[v for v in side if v is not None] for side in (left, right)]
    return [len(k) for k in known] == [len(left), len(right)] and sum(known[0]) == sum(known[1])
