"""Filling a table whose rows have labels (chapters 2 and 3): label by label, never by position alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.forms import Block, Form, Line, Table
from corpus.forms.align import EXACT, align, column_words, line_scores, spellings, table_lines
from corpus.forms.columns import (
    Agrees,
    Cells,
    Habit,
    Header,
    choose,
    find_header,
    keeps_order,
    named_columns,
    sure_start,
)
from corpus.forms.parts import Part, Source, free_row, label_test, make_cell, row_label_test
from corpus.forms.rows import SourceRow, is_filled, is_words, kind_of, rows_of
from corpus.forms.sums import columns_hold, sums_of_row
from corpus.forms.values import stated_unit
from corpus.report import Cell, CellKind, GridCell, Problem

# Of two rows with the same label the one with something behind it is meant.
_VALUED = 0.001
# Fewer rows with sums than this say nothing about a whole table.
_FEWEST_SUMS = 4
_UNSOUND = "这张表多数行的各项之和不等于总计，各列可能错位，请核对原件"


@dataclass(frozen=True, slots=True)
class Paired:
    """A source row known to be statutory line `line`; `values` are the cells after its label."""

    row: SourceRow
    line: int
    label: GridCell
    values: tuple[GridCell, ...]
    likeness: float


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
    headers = _Headers(source, table, rows, paired)
    _fill_rows(source, form, table, paired, headers, part)
    _keep_other_rows(source, table, rows, paired, headers, part)
    return part


def lost_labels(table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired]) -> dict[int, Paired]:
    """Rows of values only, paired in statutory order where exactly as many stand between two known rows as lines do."""
    found: dict[int, Paired] = {}
    known = sorted(paired.items())
    for (above, first), (below, last) in pairwise(known):
        lines = range(first.line + 1, last.line)
        bare = [i for i in range(above + 1, below) if _is_bare(rows[i], len(table_lines(table)[first.line][0].columns))]
        if bare and len(bare) == len(lines):
            for i, j in zip(bare, lines, strict=True):
                start = rows[i].cells[0].start
                found[i] = Paired(rows[i], j, GridCell("", start, start, rows[i].line, 0), rows[i].cells, 0.0)
    return found


def _is_bare(row: SourceRow, count: int) -> bool:
    return len(row.cells) == count and all(kind_of(c) is CellKind.NUMBER for c in row.cells)


def pair_rows(form: Form, table: Table, rows: Sequence[SourceRow]) -> dict[int, Paired]:
    """Row index → its statutory line, by monotone alignment of labels; a label alone takes the next row's cells."""
    scores = [_row_scores(form, table, row) for row in rows]
    pairs = align([{j: s for j, (s, _) in found.items()} for found in scores], len(table_lines(table)))
    paired: dict[int, Paired] = {}
    for i, j in sorted(pairs.items()):
        likeness, at = scores[i][j]
        values = rows[i].cells[at + 1 :]
        if not any(map(is_filled, values)) and i + 1 < len(rows) and i + 1 not in pairs and not values:
            following = rows[i + 1]
            values = () if any(map(is_words, following.cells)) else following.cells
        paired[i] = Paired(rows[i], j, rows[i].cells[at], tuple(values), likeness)
    return paired


def _row_scores(form: Form, table: Table, row: SourceRow) -> dict[int, tuple[float, int]]:
    """Line → (likeness, index of the cell naming it); of equal cells the last, nearest to the numbers."""
    found: dict[int, tuple[float, int]] = {}
    if _is_header(form, table, row):
        return found
    for at, cell in enumerate(row.cells):
        if is_words(cell):
            valued = _VALUED if any(map(is_filled, row.cells[at + 1 :])) else 0.0
            for j, likeness in line_scores(form.key, table.key, cell.text):
                found[j] = max(found.get(j, (0.0, 0)), (likeness + valued, at))
    return found


def _is_header(form: Form, table: Table, row: SourceRow) -> bool:
    """Whether a line names two columns or more: 其他 and 总计 in it are then no rows."""
    words = {s for c in row.cells if is_words(c) for s in spellings(c.text)}
    return len(words & column_words(form.key, table.key)) >= 2


def _without_contradictions(
    source: Source, table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired], form: Form, part: Part
) -> dict[int, Paired]:
    """The pairs without those whose label stands in the grids again with other numbers."""
    by_line = {p.line: i for i, p in paired.items()}
    doubtful: set[int] = set()
    for row in (row for i, row in enumerate(rows) if i not in paired):
        for j, (likeness, at) in _row_scores(form, table, row).items():
            values = [c.text.strip() for c in row.cells[at + 1 :] if is_filled(c)]
            if likeness < EXACT or j not in by_line or not values:
                continue
            if values != [c.text.strip() for c in paired[by_line[j]].values if is_filled(c)]:
                doubtful.add(by_line[j])
                label = table_lines(table)[j][1].label
                part.problems.append(Problem(source.line(row.cells[0].start), f"“{label}”出现两次且数字不同，未采用"))
    return {i: p for i, p in paired.items() if i not in doubtful}


class _Headers:
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
        self._labels = {
            b: sorted((p.label.start, table_lines(table)[p.line][0]) for p in paired.values() if p.row.block == b)
            for b in self._blocks
        }
        self._words = {b: [c for row in rows if row.block == b for c in row.cells if is_words(c)] for b in self._blocks}
        self._found: dict[tuple[int, str, int], Header | None] = {}

    def over(self, row: SourceRow, block: Block) -> Header | None:
        """The header of that block over that row, None where there is none or rows are written one cell a line."""
        return None if row.flat else self._nearest(row.block, block, row.line)

    def in_order(self, pair: Paired, block: Block) -> bool:
        """Whether nothing shows that the columns of a table written one cell a line come in an order of their own."""
        if not pair.row.flat:
            return True
        labels = self._labels[pair.row.block]
        first = min(start for start, of in labels if of.title == block.title)
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
            self._found[key] = find_header(lines, block) if lines else None
        return self._found[key]

    def inherited(self, at: int, block: Block) -> Header | None:
        """The header of the last grid before that has one, if it is as wide: a table cut by a page break."""
        place = self._blocks.index(at)
        for earlier in reversed(self._blocks[:place]):
            header = self._nearest(earlier, block, 1_000_000)
            if header:
                return header if self._source.grid(earlier).width == self._source.grid(at).width else None
        return None


def _fill_rows(
    source: Source, form: Form, table: Table, paired: dict[int, Paired], headers: _Headers, part: Part
) -> None:
    habits = _habits(form, table, paired, headers)
    made: dict[str, list[bool]] = {}
    absent: dict[str, None] = {}
    missing = set(range(len(table_lines(table))))
    for pair in paired.values():
        whole, line = table_lines(table)[pair.line]
        habit, fallback, block = habits[(pair.row.block, whole.title)]
        absent |= dict.fromkeys(c.label for c in whole.columns if c not in block.columns)
        header = headers.over(pair.row, block) or fallback
        agrees = sums_of_row(form, table, block)
        cells = (
            choose(pair.values, len(block.columns), header, habit, agrees) if headers.in_order(pair, block) else None
        )
        missing.discard(pair.line)
        if cells is None:
            part.problems.append(Problem(source.line(pair.label.start), _open_row(line, block, pair)))
            part.rows.append(free_row(table, pair.row, block, header))
        else:
            part.cells.extend(_cells(source, table, block, pair, cells, header))
            if agrees.checks and (holds := agrees(cells)) is not None:
                made.setdefault(block.title, []).append(holds)
    _doubt_unsound(table, made, part)
    if absent:
        labels = "、".join(f"“{label}”" for label in absent)
        first = min((p.label.start for p in paired.values()), default=0)
        part.problems.append(Problem(source.line(first), f"“{table.title}”表中没有这些列：{labels}"))
    if missing:
        labels = "、".join(f"“{table_lines(table)[j][1].label}”" for j in sorted(missing))
        first = min((p.label.start for p in paired.values()), default=0)
        part.problems.append(Problem(source.line(first), f"“{table.title}”表中没有找到这些行：{labels}"))


def _doubt_unsound(table: Table, made: dict[str, list[bool]], part: Part) -> None:
    """Where the sums fail in most rows of a block, its columns may all have been taken for one another."""
    unsound = {title for title, held in made.items() if len(held) >= _FEWEST_SUMS and held.count(False) > len(held) / 2}
    rows = {row.key for block in table.blocks if block.title in unsound for row in block.rows}
    part.cells = [replace(c, doubt=c.doubt or _UNSOUND) if c.row in rows else c for c in part.cells]


def _open_row(line: Line, block: Block, pair: Paired) -> str:
    filled = sum(map(is_filled, pair.values))
    return f"“{line.label}”一行应有{len(block.columns)}格，读到{filled}个填写的格，无法确定各属哪一列，未采用"


def _habits(
    form: Form, table: Table, paired: dict[int, Paired], headers: _Headers
) -> dict[tuple[int, str], tuple[Habit, Header | None, Block]]:
    """How the rows of each block in each grid are written, the header for rows that have none above them, and the
    block with the columns there are."""
    grouped: dict[tuple[int, str], list[Paired]] = {}
    for pair in paired.values():
        block = table_lines(table)[pair.line][0]
        grouped.setdefault((pair.row.block, block.title), []).append(pair)
    blocks = {key: headers.columns(key[0], table_lines(table)[members[0].line][0]) for key, members in grouped.items()}
    found = {}
    for key, members in grouped.items():
        others = (p for (at, _), near in grouped.items() if at == key[0] and near is not members for p in near)
        agrees = sums_of_row(form, table, blocks[key])
        found[key] = (*_habit(members, blocks[key], headers, agrees, _ends(others)), blocks[key])
    return found


def _habit(
    pairs: list[Paired], block: Block, headers: _Headers, agrees: Agrees, beside: list[int]
) -> tuple[Habit, Header | None]:
    """`beside`: where the rows of the other blocks in the same grid end."""
    count = len(block.columns)
    lengths = [len(p.values) for p in pairs]
    tight = max(lengths) == count and lengths.count(count) >= max(2, 0.8 * len(pairs))
    if pairs[0].row.flat:
        return Habit(usual=_mode(lengths), tight=tight), None
    sure = [s for p in pairs if (s := sure_start(p.values, count, agrees)) is not None]
    # One row may add up by chance; in a table of several rows it takes two to vouch for the others.
    starts = set(sure) if len(sure) > 1 or len(pairs) <= 3 else set()
    header = headers.over(pairs[0].row, block)
    end = max((e for _, e in header.places), default=0) if header else 0
    ends = _ends(pairs)
    short = [e for e in ends if e < end]
    # One lost cell makes rows equally short; only dropped trailing blanks make them end in different places.
    ragged = len(short) >= 3 and len(set(short)) >= 2
    misfit = header is not None and any(_beside(header, p.values) for p in pairs)
    # A lone row has only the rows of the other blocks to be as long as.
    usual_end = beside[0] if len(pairs) == 1 and len(beside) >= 3 and len(set(beside)) == 1 else _mode(ends, end)
    habit = Habit(frozenset(starts), usual_end, _mode(lengths), tight, ragged, misfit)
    # Without merged cells all rows are equally long, and then a table cut in two keeps its places.
    keeps_places = not header and not tight and len(set(ends)) == 1
    return habit, headers.inherited(pairs[0].row.block, block) if keeps_places else None


def _ends(pairs: Iterable[Paired]) -> list[int]:
    """Where the rows end."""
    return [c.column + c.colspan for p in pairs for c in p.row.cells[-1:]]


def _beside(header: Header, values: Sequence[GridCell]) -> bool:
    """Whether a filled cell stands left or right of the header's columns, and not under a column of another name."""
    end = max(to for _, to in header.places)
    outside = (c for c in values if is_filled(c) and not header.first <= c.column < end)
    return any(c.column not in header.others for c in outside)


def _mode(numbers: list[int], rather: int = 0) -> int:
    """The commonest of the numbers, of two as common `rather`, else the least."""
    return max(sorted(set(numbers)), key=lambda n: (numbers.count(n), n == rather))


def _cells(source: Source, table: Table, block: Block, pair: Paired, cells: Cells, header: Header | None) -> list[Cell]:
    line = table_lines(table)[pair.line][1]
    last = max(c.end for c in (pair.label, *pair.values))
    made = []
    for i, column in enumerate(block.columns):
        stated = (header.units[i] if header else "") or stated_unit(pair.label.text)
        made.append(
            make_cell(
                source, (table.key, line.key, column.key), cells[i], stated or column.unit, (pair.label.start, last)
            )
        )
    return made


def _keep_other_rows(
    source: Source, table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired], headers: _Headers, part: Part
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
