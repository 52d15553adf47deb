"""Filling a table of one row without a label (chapter 4): one line of 15, group by group, or one number a line."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.forms import Block, Form, Table
from corpus.forms.align import plain, spellings
from corpus.forms.choose import choose, lacks_total
from corpus.forms.columns import Cells, Habit, column_groups, find_header, keeps_order
from corpus.forms.doubts import doubt_odd, doubted
from corpus.forms.parts import Part, Source, free_row, label_test, make_cell, row_label_test
from corpus.forms.rows import SourceRow, is_filled, is_words, kind_of, may_be_value, rows_of
from corpus.forms.sums import RowSums, sums_of_row
from corpus.report import CellKind, GridCell, Paragraph, Problem

_SERIAL = ("序号", "编号")
_SAID = (CellKind.NUMBER, CellKind.NOT_APPLICABLE)


def fill_single(source: Source, form: Form, table: Table, blocks: Sequence[int]) -> Part:
    """The cells of the table's only row from the grids at those indexes of the document's blocks."""
    tests = label_test(form), row_label_test(form, table)
    rows = [row for b in blocks for row in rows_of(b, source.grid(b), *tests)]
    count = len(table.blocks[0].columns)
    data = [row for row in rows if any(kind_of(c) in _SAID for c in values_of(row, count))]
    data = data or [row for row in rows if len(row.cells) >= count and not _worded(row)]
    wide = _telling([(row, cells) for row in data if (cells := _wide(source, form, table, rows, row))])
    if len({tuple(c.text.strip() if c else "" for c in cells) for _, cells in wide}) == 1:
        return _from_wide(source, form, table, *wide[0])
    return _piecewise(source, form, table, rows, data) if not wide else _open(source, table, data, "有多行数字")


def _telling(wide: list[tuple[SourceRow, Cells]]) -> list[tuple[SourceRow, Cells]]:
    """The rows without those of one number alone (a page's number), where another says more."""
    more = [(row, cells) for row, cells in wide if sum(map(is_filled, cells)) > 1]
    return more or wide


def values_of(row: SourceRow, count: int) -> tuple[GridCell, ...]:
    """The cells after the label cells of a row of `count` values; words after a number are themselves a value."""
    if len(row.cells) == count and may_be_value(row.cells[0].text):
        return row.cells
    last = -1
    for at, cell in enumerate(row.cells):
        if kind_of(cell) in _SAID:
            break
        last = at if is_words(cell) else last
    return row.cells[last + 1 :]


def _worded(row: SourceRow) -> bool:
    return any(map(is_words, row.cells))


def _wide(source: Source, form: Form, table: Table, rows: Sequence[SourceRow], row: SourceRow) -> Cells | None:
    block = table.blocks[0]
    serial = {c.column for r in rows if r.block == row.block for c in r.cells if plain(c.text) in _SERIAL}
    values = tuple(c for c in values_of(row, len(block.columns)) if c.column not in serial or row.flat)
    if not values:
        return None
    habit = Habit(end=source.grid(row.block).width, tight=len(values) == len(block.columns))
    above = [r.cells for r in rows if r.block == row.block and r.line < row.line and not any(map(_says, r.cells))]
    header = find_header(above, block) if above and not row.flat else None
    words = [c.text for r in rows if r.block == row.block for c in r.cells if is_words(c) and c.start < values[0].start]
    if row.flat and not keeps_order(words, block):
        return None
    return choose(values, len(block.columns), header, habit, sums_of_row(form, table, block))


def _says(cell: GridCell) -> bool:
    return kind_of(cell) in _SAID


def _from_wide(source: Source, form: Form, table: Table, row: SourceRow, cells: Cells) -> Part:
    block = table.blocks[0]
    span = _span(row, len(block.columns))
    key = block.rows[0].key
    columns = zip(block.columns, cells, strict=True)
    made = [make_cell(source, (table.key, key, c.key), cell, c.unit, span) for c, cell in columns]
    sums = sums_of_row(form, table, block)
    held = [RowSums((check,))(cells) for check in sums.checks]
    # One group may have been added up wrong; where most are, the numbers may stand in other columns.
    if held.count(False) > len(held) / 2:
        made = doubted(made)
    return Part(doubt_odd(made) if lacks_total(cells, sums) else made)


def _span(row: SourceRow, count: int) -> tuple[int, int]:
    """From the first cell that is not blank to the end of the row; a one-cell-a-line row begins at its first value."""
    cells = values_of(row, count) if row.flat else row.cells
    shown = [c for c in cells if is_filled(c)] or list(cells)
    return shown[0].start, max(c.end for c in cells)


def _piecewise(source: Source, form: Form, table: Table, rows: Sequence[SourceRow], data: Sequence[SourceRow]) -> Part:
    """A table laid out group by group (five numbers each) or label by label (one number each)."""
    block = table.blocks[0]
    groups = column_groups(block.columns)
    part, taken = Part(), set[int]()
    for row in data:
        group = _group_of(source, block, groups, rows, row)
        found = _columns_of(block, groups[group], row) if group is not None else None
        if not found or taken & set(found):
            return _open(source, table, data, "行名或列名认不全")
        taken |= set(found)
        span = _span(row, len(block.columns))
        place = [(table.key, block.rows[0].key, block.columns[i].key) for i in found]
        part.cells += [make_cell(source, p, c, "件", span) for p, c in zip(place, found.values(), strict=True)]
    if len(taken) < len(block.columns):
        return _open(source, table, data, f"应有{len(block.columns)}格，只认出{len(taken)}格")
    return part


def _columns_of(block: Block, group: Sequence[int], row: SourceRow) -> dict[int, GridCell] | None:
    """Column index → cell for a row of one whole group, or of one column named in the row."""
    values = values_of(row, len(group))
    if len(values) == len(group):
        return dict(zip(group, values, strict=True))
    shown = [c for c in values if is_filled(c)]
    if len(shown) == len(group):
        return dict(zip(group, shown, strict=True))
    words = {s for c in row.cells if is_words(c) for s in spellings(c.text)}
    named = [i for i in group if plain(block.columns[i].label) in words]
    return {named[0]: shown[0]} if len(named) == 1 and len(shown) == 1 else None


def _group_of(
    source: Source, block: Block, groups: list[list[int]], rows: Sequence[SourceRow], row: SourceRow
) -> int | None:
    """The group a row belongs to: named in the row, else in the lines above it, else by the paragraph over its grid."""
    names = {plain(block.columns[members[0]].path[-2]): g for g, members in enumerate(groups)}
    named = _named(names, [c.text for c in row.cells])
    above = [r for r in rows if r.block == row.block and r.cells[0].start < row.cells[0].start]
    for line in [] if named else reversed(above):
        named = _named(names, [c.text for c in line.cells])
        if named:
            break
    if not named:
        named = _over_grid(source, names, row.block)
    return next(iter(named)) if len(named) == 1 else None


def _named(names: dict[str, int], texts: Sequence[str]) -> set[int]:
    return {names[s] for text in texts for s in spellings(text) if s in names}


def _over_grid(source: Source, names: dict[str, int], at: int) -> set[int]:
    before = source.document.blocks[at - 1] if at else None
    if not isinstance(before, Paragraph):
        return set()
    text = plain(source.document.text[before.start : before.end])
    return {g for name, g in names.items() if name in text} if len(text) <= 24 else set()


def _open(source: Source, table: Table, data: Sequence[SourceRow], why: str) -> Part:
    """Nothing is taken from a table that can't be read for sure; its rows are kept as free rows."""
    part = Part(rows=[free_row(table, row, table.blocks[0], None) for row in data])
    at = data[0].cells[0].start if data else 0
    part.problems.append(Problem(source.line(at), f"“{table.title}”表{why}，未采用"))
    return part
