"""Tables that a page's end cut in two → one: edges united, repeated headers dropped, torn rows and cells put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.reading.lines import is_exact_label, is_statutory, is_value
from corpus.reading.print_lines import join_lines
from corpus.reading.printed_tables import PrintedCell, PrintedTable

# Points by which the same edge may lie elsewhere on the next page.
_SAME_EDGE = 4.0
# Part of the edges of the narrower of two pieces that the other has too.
_SHARED = 0.75


def continues(one: PrintedTable, other: PrintedTable) -> bool:
    """Whether the second table, first on its page, can be the rest of the first, last on the page before.

    Both end at the same edge on one side, and most edges of one are edges of the other: a page may leave out columns,
    and one that shows nothing of a merged label may leave out the label's own edge.
    """
    shared = sum(1 for x in other.xs if _near(x, one.xs))
    outer = _near(other.xs[0], one.xs[:1]) or _near(other.xs[-1], one.xs[-1:])
    follows = other.page - one.row_pages[-1] in (0, 1)  # the halves of a spread have one number
    return follows and outer and shared >= _SHARED * min(len(one.xs), len(other.xs))


def _near(x: float, edges: Sequence[float]) -> bool:
    return any(abs(x - edge) <= _SAME_EDGE for edge in edges)


def stitched(one: PrintedTable, other: PrintedTable) -> PrintedTable:
    """The two as one table, in the columns of both."""
    xs = _union(one.xs, other.xs)
    upper, lower = _on_edges(one, xs), _on_edges(other, xs)
    repeated = _repeated_rows(upper, lower)
    below = _without_rows(lower, repeated)
    if not below.cells:
        return replace(upper, bottom=other.bottom)
    return _joined(upper, below)


def _union(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The edges of both, those that lie near each other once."""
    return (*sorted((*one, *(x for x in other if min(abs(x - y) for y in one) > _SAME_EDGE))),)


def _on_edges(table: PrintedTable, xs: tuple[float, ...]) -> PrintedTable:
    """The table with its columns counted in the edges `xs`, which hold its own."""
    at = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    cells = tuple(replace(c, column=at[c.column], colspan=at[c.column + c.colspan] - at[c.column]) for c in table.cells)

    def spread(columns: frozenset[int]) -> frozenset[int]:
        return frozenset(k for j in columns for k in range(at[j], at[j + 1]))

    return replace(table, xs=xs, cells=cells, open_top=spread(table.open_top), open_bottom=spread(table.open_bottom))


# --- headers that the next page repeats ---------------------------------------------------------


def _repeated_rows(upper: PrintedTable, lower: PrintedTable) -> int:
    """How many rows at the top of the second are the first's header again; a row with a value is never one."""
    count = 0
    for row in range(min(upper.height, lower.height)):
        first, second = _row(upper, row), _row(lower, row)
        if not first or [_plain(c) for c in first] != [_plain(c) for c in second]:
            break
        if any(is_value(c.words.text) for c in second) or not any(c.words.text for c in second):
            break
        count = row + 1
    while count and any(c.row < count < c.row + c.rowspan for c in lower.cells):
        count -= 1
    return count


def _row(table: PrintedTable, row: int) -> list[PrintedCell]:
    return [c for c in table.cells if c.row == row]


def _plain(cell: PrintedCell) -> tuple[str, int]:
    return re.sub(r"\s", "", cell.words.text), cell.rowspan


def _without_rows(table: PrintedTable, count: int) -> PrintedTable:
    if not count:
        return table
    cells = tuple(replace(c, row=c.row - count) for c in table.cells if c.row >= count)
    return replace(table, cells=cells, row_pages=table.row_pages[count:], open_top=frozenset())


# --- rows and cells that the page's end tore ----------------------------------------------------


def _joined(upper: PrintedTable, lower: PrintedTable) -> PrintedTable:
    facing = _facing(upper, lower)
    torn = _is_torn_row(upper, lower, facing)
    filled = any(is_value(c.words.text) for c in upper.cells if c.row == upper.height - 1)
    opened = upper.open_bottom & lower.open_top
    pairs = facing if torn else [p for p in facing if _is_cut(p, opened, filled)]
    above = {id(b): a for a, b in pairs}
    shift = upper.height - torn
    grown: dict[int, PrintedCell] = {}
    rest: list[PrintedCell] = []
    for cell in lower.cells:
        moved = replace(cell, row=cell.row + shift)
        if (first := above.get(id(cell))) is None:
            rest.append(moved)
        else:
            end = max(first.row + first.rowspan, moved.row + moved.rowspan)
            grown[id(first)] = replace(first, rowspan=end - first.row, words=join_lines(first.words, cell.words))
    cells = [*(_down(grown.get(id(c), c), lower, upper.height, shift) for c in upper.cells), *rest]
    return replace(
        upper,
        bottom=lower.bottom,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        row_pages=(*upper.row_pages, *lower.row_pages[int(torn) :]),
        open_bottom=lower.open_bottom,
    )


def _down(cell: PrintedCell, lower: PrintedTable, height: int, shift: int) -> PrintedCell:
    """A cell of the last row, grown over the rows below that draw nothing in its columns."""
    columns = range(cell.column, cell.column + cell.colspan)
    if cell.row + cell.rowspan != height:
        return cell
    first = min((c.row for c in lower.cells if _reaches(c, columns)), default=lower.height)
    return replace(cell, rowspan=max(cell.rowspan, shift + first - cell.row)) if first else cell


def _reaches(cell: PrintedCell, columns: range) -> bool:
    return cell.column < columns.stop and columns.start < cell.column + cell.colspan


Pair = tuple[PrintedCell, PrintedCell]


def _facing(upper: PrintedTable, lower: PrintedTable) -> list[Pair]:
    """Cells of the last row and of the next page's first row that take the same columns.

    A cell of the next page may take more, where the page leaves out the edge of a merged label beside it: it then faces
    the cell that its words belong to.
    """
    last = [c for c in upper.cells if c.row + c.rowspan == upper.height]
    pairs = ((_opposite(last, cell), cell) for cell in lower.cells if cell.row == 0)
    return [(above, cell) for above, cell in pairs if above is not None]


def _opposite(last: Sequence[PrintedCell], cell: PrintedCell) -> PrintedCell | None:
    columns = range(cell.column, cell.column + cell.colspan)
    inside = [c for c in last if c.column in columns and c.column + c.colspan <= columns.stop]
    if len(inside) == 1 and inside[0].colspan == cell.colspan:
        return inside[0]
    return next((above for above in inside if _said(cell) and _is_one_label((above, cell))), None)


def _is_torn_row(upper: PrintedTable, lower: PrintedTable, facing: Sequence[Pair]) -> bool:
    """Whether the page's end lies within a row: its cells are open, or two halves make one label; no number is in both."""
    alone = len([c for c in lower.cells if c.row == 0 and _said(c)]) - len([b for _, b in facing if _said(b)])
    if not facing or alone:
        return False
    if any(_is_value_in_both(pair) or _are_two_labels(pair) for pair in facing):
        return False
    opened = upper.open_bottom & lower.open_top
    single = [pair for pair in facing if pair[0].row == upper.height - 1 and pair[1].rowspan == 1]
    if single and all(_is_open(b, opened) for _, b in single):
        return True
    labels = [pair for pair in single if _is_one_label(pair)]
    return bool(labels) and all(pair in labels or not (_said(pair[0]) and _said(pair[1])) for pair in single)


def _is_cut(pair: Pair, opened: frozenset[int], filled: bool) -> bool:
    """Whether the page's end cuts that cell in two between two rows: a merged label, never a number.

    `filled`: the last row has values; below a header, what says nothing is a blank cell and no rest of a label.
    """
    one, other = pair
    if is_value(one.words.text) or is_value(other.words.text) or (_said(one) and is_statutory(other.words.text)):
        return False
    if _is_one_label(pair) or (one.rowspan > 1 and not _said(other) and (filled or other.rowspan > 1)):
        return True
    merged = one.rowspan > 1 or other.rowspan > 1 or not all(map(_said, pair))
    return merged and _is_open(other, opened)


def _is_open(cell: PrintedCell, opened: frozenset[int]) -> bool:
    return all(j in opened for j in range(cell.column, cell.column + cell.colspan))


def _said(cell: PrintedCell) -> bool:
    return bool(cell.words.text)


def _is_value_in_both(pair: Pair) -> bool:
    return all(map(_said, pair)) and any(is_value(c.words.text) for c in pair)


def _are_two_labels(pair: Pair) -> bool:
    return all(is_statutory(c.words.text) for c in pair) and not _is_one_label(pair)


def _is_one_label(pair: Pair) -> bool:
    """Whether two halves say a statutory label only together."""
    one, other = (c.words.text for c in pair)
    if not one or not other:
        return False
    whole = one + other
    return is_exact_label(whole) or (is_statutory(whole) and not (is_statutory(one) and is_statutory(other)))
