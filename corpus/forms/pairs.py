"""Which source row is which statutory line: by labels in statutory order, and what to do where a label got lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.forms import Form, Table
from corpus.forms.align import EXACT, align, column_words, line_scores, spellings, table_lines
from corpus.forms.rows import SourceRow, is_filled, is_words, kind_of
from corpus.report import CellKind, GridCell

# Of two rows with the same label the one with something behind it is meant.
_VALUED = 0.001


@dataclass(frozen=True, slots=True)
class Paired:
    """A source row known to be statutory line `line`; `values` are the cells after its label."""

    row: SourceRow
    line: int
    label: GridCell
    values: tuple[GridCell, ...]
    likeness: float


def pair_rows(form: Form, table: Table, rows: Sequence[SourceRow]) -> dict[int, Paired]:
    """Row index → its statutory line, by monotone alignment of labels; a label alone takes the next row's cells."""
    scores = [row_scores(form, table, row) for row in rows]
    pairs = align([{j: s for j, (s, _) in found.items()} for found in scores], len(table_lines(table)))
    pairs |= _out_of_order(form, table, scores, pairs)
    paired: dict[int, Paired] = {}
    for i, j in sorted(pairs.items()):
        likeness, at = scores[i][j]
        values = rows[i].cells[at + 1 :]
        if not any(map(is_filled, values)) and i + 1 < len(rows) and i + 1 not in pairs and not values:
            following = rows[i + 1]
            values = () if any(map(is_words, following.cells)) else following.cells
        paired[i] = Paired(rows[i], j, rows[i].cells[at], tuple(values), likeness)
    return paired


def _out_of_order(
    form: Form, table: Table, scores: Sequence[dict[int, tuple[float, int]]], pairs: dict[int, int]
) -> dict[int, int]:
    """Rows whose label names one line for sure, wherever they stand; 其他 and 总计, which columns bear too, do not."""
    columns = column_words(form.key, table.key)
    lines = table_lines(table)
    free = {
        i: next(iter(found))
        for i, found in enumerate(scores)
        if i not in pairs and len(found) == 1 and min(s for s, _ in found.values()) >= EXACT
    }
    times = Counter([*free.values(), *pairs.values()])
    return {i: j for i, j in free.items() if times[j] == 1 and not columns & set(spellings(lines[j][1].label))}


def row_scores(form: Form, table: Table, row: SourceRow) -> dict[int, tuple[float, int]]:
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


def lost_labels(table: Table, rows: Sequence[SourceRow], paired: dict[int, Paired]) -> dict[int, Paired]:
    """Rows of values only, paired in statutory order where exactly as many stand between two known rows as lines do."""
    found: dict[int, Paired] = {}
    known = sorted(paired.items())
    for (above, first), (below, last) in pairwise(known):
        lines = range(first.line + 1, last.line)
        count = len(table_lines(table)[first.line][0].columns)
        bare = {i: values for i in range(above + 1, below) if (values := _bare_values(rows[i], count))}
        if bare and len(bare) == len(lines):
            for (i, values), j in zip(bare.items(), lines, strict=True):
                start = rows[i].cells[0].start
                found[i] = Paired(rows[i], j, GridCell("", start, start, rows[i].line, 0), values, 0.0)
    return found


def _bare_values(row: SourceRow, count: int) -> tuple[GridCell, ...]:
    """The row's numbers where they are all it holds, one for each column; blank cells may stand around them."""
    filled = [i for i, cell in enumerate(row.cells) if is_filled(cell)]
    values = row.cells[filled[0] : filled[-1] + 1] if filled else ()
    return tuple(values) if len(values) == count and all(kind_of(c) is CellKind.NUMBER for c in values) else ()
