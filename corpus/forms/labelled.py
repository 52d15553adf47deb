"""Filling a table whose rows have labels (chapters 2 and 3): label by label, never by position alone."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.forms import Block, Form, Line, Table
from corpus.forms.align import EXACT, table_lines
from corpus.forms.choose import choose, lacks_total
from corpus.forms.columns import Cells, Header
from corpus.forms.doubts import doubt_broken, doubt_odd, doubt_shifted, doubt_unsound
from corpus.forms.habits import habits_of
from corpus.forms.headers import Headers
from corpus.forms.pairs import Paired, lost_labels, pair_rows, row_scores
from corpus.forms.parts import Part, Source, free_row, label_test, make_cell, row_label_test
from corpus.forms.rows import SourceRow, is_filled, is_words, kind_of, rows_of
from corpus.forms.sums import columns_hold
from corpus.forms.values import stated_unit
from corpus.report import Cell, CellKind, Problem


def fill_labelled(source: Source, form: Form, table: Table, blocks: Sequence[int]) -> Part:
    """The cells of one table from the grids at those indexes of the document's blocks, in reading order."""
    tests = label_test(form), row_label_test(form, table)
    rows = [row for b in blocks for row in rows_of(b, source.grid(b), *tests)]
    paired = pair_rows(form, table, rows)
    lost = lost_labels(table, rows, paired)
    part = _fill_paired(source, form, table, rows, paired | lost)
    guessed = frozenset(table_lines(table)[p.line][1].key for p in lost.values())
    if lost and not columns_hold(form, table, part.cells, guessed):
        return _fill_paired(source, form, table, rows, paired)
    if lost:
        labels = "、".join(f"“{table_lines(table)[p.line][1].label}”" for p in lost.values())
        at = source.line(min(p.label.start for p in lost.values()))
        part.problems.append(Problem(at, f"这些行的行名与数字分离，按法定顺序认定，全表勾稽关系相符：{labels}"))
    return part


def _fill_paired(
    source: Source, form: Form, table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired]
) -> Part:
    part = Part()
    paired = _without_contradictions(source, table, rows, paired, form, part)
    headers = Headers(source, table, rows, paired)
    _fill_rows(source, form, table, rows, paired, headers, part)
    _keep_other_rows(source, table, rows, paired, headers, part)
    return part


def _without_contradictions(
    source: Source, table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired], form: Form, part: Part
) -> dict[int, Paired]:
    """The pairs without those whose label stands in the grids again with other numbers."""
    by_line = {p.line: i for i, p in paired.items()}
    doubtful: set[int] = set()
    for row in (row for i, row in enumerate(rows) if i not in paired):
        for j, (likeness, at) in row_scores(form, table, row).items():
            values = [c.text.strip() for c in row.cells[at + 1 :] if is_filled(c)]
            if likeness < EXACT or j not in by_line or not values:
                continue
            if values != [c.text.strip() for c in paired[by_line[j]].values if is_filled(c)]:
                doubtful.add(by_line[j])
                label = table_lines(table)[j][1].label
                part.problems.append(Problem(source.line(row.cells[0].start), f"“{label}”出现两次且数字不同，未采用"))
    return {i: p for i, p in paired.items() if i not in doubtful}


def _fill_rows(
    source: Source,
    form: Form,
    table: Table,
    rows: Sequence[SourceRow],
    paired: dict[int, Paired],
    headers: Headers,
    part: Part,
) -> None:
    habits = habits_of(form, table, paired, headers)
    lines = table_lines(table)
    made: dict[str, list[bool]] = {}
    absent: dict[str, None] = {}
    missing = set(range(len(lines)))
    for at, pair in paired.items():
        whole, line = lines[pair.line]
        habit, fallback, block, agrees = habits[(pair.row.block, whole.title)]
        if block is not whole:
            absent |= dict.fromkeys(c.label for c in whole.columns if c not in block.columns)
        header = headers.over(pair.row, block) or fallback
        cells = (
            choose(pair.values, len(block.columns), header, habit, agrees) if headers.in_order(pair, block) else None
        )
        missing.discard(pair.line)
        if cells is None:
            part.problems.append(Problem(source.line(pair.label.start), _open_row(line, block, pair)))
            part.rows.append(free_row(table, pair.row, block, header))
        else:
            filled = _cells(source, (table.key, line.key), block, pair, cells, header)
            holds = agrees(cells) if agrees.checks else None
            below = rows[at + 1] if at + 1 < len(rows) else None
            odd = habit.ended and lacks_total(cells, agrees)
            part.cells.extend(doubt_odd(filled) if odd else filled if holds else doubt_broken(below, filled))
            if holds is not None:
                made.setdefault(block.title, []).append(holds)
    part.cells = doubt_unsound(table, made, part.cells) if made else doubt_shifted(part.cells)
    if absent:
        labels = "、".join(f"“{label}”" for label in absent)
        first = min((p.label.start for p in paired.values()), default=0)
        part.problems.append(Problem(source.line(first), f"“{table.title}”表中没有这些列：{labels}"))
    if missing:
        labels = "、".join(f"“{lines[j][1].label}”" for j in sorted(missing))
        first = min((p.label.start for p in paired.values()), default=0)
        part.problems.append(Problem(source.line(first), f"“{table.title}”表中没有找到这些行：{labels}"))


def _open_row(line: Line, block: Block, pair: Paired) -> str:
    filled = sum(map(is_filled, pair.values))
    return f"“{line.label}”一行应有{len(block.columns)}格，读到{filled}个填写的格，无法确定各属哪一列，未采用"


def _cells(
    source: Source, key: tuple[str, str], block: Block, pair: Paired, cells: Cells, header: Header | None
) -> list[Cell]:
    """The cells of a row; `key`: that of its table and its own."""
    row = pair.label.start, max(c.end for c in (pair.label, *pair.values))
    stated = stated_unit(pair.label.text)
    units = header.units if header else ("",) * len(cells)
    columns = zip(block.columns, cells, units, strict=True)
    return [make_cell(source, (*key, c.key), cell, unit or stated or c.unit, row) for c, cell, unit in columns]


def _keep_other_rows(
    source: Source, table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired], headers: Headers, part: Part
) -> None:
    """Rows with a number that the form does not have: kept as free rows, and said."""
    used = {id(c) for p in paired.values() for c in p.values}
    for i, row in enumerate(rows):
        valued = any(kind_of(c) in (CellKind.NUMBER, CellKind.NOT_APPLICABLE) for c in row.cells)
        if i in paired or not valued or any(id(c) in used for c in row.cells):
            continue
        block = _block_at(table, paired, i)
        part.rows.append(free_row(table, row, block, headers.over(row, block)))
        name = next((c.text.strip() for c in row.cells if is_words(c)), "")
        said = f"“{name}”不是本格式的行，另存为其他数据" if name else "这一行只有数字，没有可认的行名，另存为其他数据"
        part.problems.append(Problem(source.line(row.cells[0].start), said))


def _block_at(table: Table, paired: dict[int, Paired], i: int) -> Block:
    """The block a row stands in: that of the nearest statutory row above it, else the first."""
    above = [p.line for at, p in paired.items() if at < i]
    return table_lines(table)[max(above)][0] if above else table.blocks[0]
