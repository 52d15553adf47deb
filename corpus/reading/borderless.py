"""Tables without rules: columns by where values stand below one another, rows by where labels stand beside them.

Nothing is put in a row or column that its place does not show: where the places leave it open, a row has no label, and
where they do not make a table at all, the lines stay lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.reading.lines import is_block_title, is_heading, is_sentence, is_value
from corpus.reading.print_lines import PrintLine, Words, join_lines, line_of
from corpus.reading.printed_tables import PrintedCell, PrintedTable
from corpus.reading.row_labels import Label, labels_of_rows

# Ems: a gap that parts two columns, and how far lines of one table lie apart at most.
_COLUMN_GAP, _ROW_STEP = 0.55, 9.0
_HEADER_GAP = 0.25  # ems: words of a header stand closer than values, and each over its own column
# Ems by which a value may begin before all others of its column.
_NEAR = 0.1
# So many of its rows have a value in every column; else its columns are not known, and what is a blank is not either.
# A value among its labels has fallen out of its row: then what looks blank is not.
_FULL = 0.6
# A table has so many values in a row, in so many rows; a single row has so many.
_FEWEST_VALUES, _FEWEST_ROWS, _SINGLE_ROW = 3, 2, 8


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that ends in values: what stands before them, and they."""

    line: PrintLine
    before: tuple[PrintLine, ...]
    values: tuple[PrintLine, ...]


def with_tables(lines: Sequence[PrintLine]) -> list[PrintLine | PrintedTable]:
    """The lines of a page with runs of them that are a table made one."""
    found: list[PrintLine | PrintedTable] = []
    at = 0
    for first, end in _regions(lines):
        table = _table(lines, first, end)
        if table is not None and first >= at:
            made, top, bottom = table
            found += [*lines[at:top], made]
            at = bottom
    return [*found, *lines[at:]]


def _row(line: PrintLine) -> _Row | None:
    parts = line.pieces(_COLUMN_GAP)
    values = 0
    while values < len(parts) and is_value(parts[-1 - values].words.text):
        values += 1
    if values < _FEWEST_VALUES:
        return None
    return _Row(line, parts[: len(parts) - values], parts[len(parts) - values :])


def _regions(lines: Sequence[PrintLine]) -> Iterator[tuple[int, int]]:
    """Runs (first, end) of lines from a row of values to another, with nothing between that runs into the values."""
    rows = [(i, row) for i, line in enumerate(lines) if (row := _row(line)) is not None]
    runs: list[list[tuple[int, _Row]]] = []
    for i, row in rows:
        if runs and _goes_on(lines, runs[-1][-1], (i, row)):
            runs[-1].append((i, row))
        else:
            runs.append([(i, row)])
    for run in runs:
        if len(run) >= _FEWEST_ROWS or len(run[0][1].values) >= _SINGLE_ROW:
            yield run[0][0], run[-1][0] + 1


def _goes_on(lines: Sequence[PrintLine], last: tuple[int, _Row], following: tuple[int, _Row]) -> bool:
    (i, one), (j, other) = last, following
    left = min(one.values[0].left, other.values[0].left)
    between = lines[i + 1 : j]
    if any(line.right > left or is_sentence(line.words.text) for line in between):
        return False
    return other.line.middle - one.line.middle <= _ROW_STEP * one.line.em


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Left and right of each column: values that lie below one another; [] where one row has two in a column."""
    spans = sorted((v.left, v.right) for row in rows for v in row.values)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    for row in rows:
        places = [_column(columns, value) for value in row.values]
        if len(set(places)) < len(places):
            return []
    return columns


def _freed(row: _Row, left: float) -> _Row:
    """The row with the value of the first column apart from a label that comes close to it."""
    if not row.before or row.before[-1].right <= left:
        return row
    part, em = row.before[-1], row.line.em
    label = [g for g in part.glyphs if g.left < left - _NEAR * em]
    value = [g for g in part.glyphs if g.left >= left - _NEAR * em]
    if not label or not value or not is_value(line_of(value, part.page).words.text):
        return row
    freed = line_of(label, part.page), line_of(value, part.page)
    return _Row(row.line, (*row.before[:-1], freed[0]), (freed[1], *row.values))


def _column(columns: Sequence[tuple[float, float]], part: PrintLine) -> int:
    return next(i for i, (left, right) in enumerate(columns) if left <= part.left < right)


def _table(lines: Sequence[PrintLine], first: int, end: int) -> tuple[PrintedTable, int, int] | None:
    """The table of those lines and the lines (first, end) it takes, labels above and below its rows too; or None."""
    rows = {i: row for i in range(first, end) if (row := _row(lines[i])) is not None}
    columns = _columns(tuple(rows.values()))
    if not columns:
        return None
    rows = {i: _freed(row, columns[0][0]) for i, row in rows.items()}
    if sum(len(row.values) == len(columns) for row in rows.values()) < _FULL * len(rows):
        return None
    top, bottom = _label_lines(lines, first, end, columns[0][0])
    pieces = [piece for i in range(top, bottom) for piece in _beside(lines[i], rows.get(i))]
    around = (
        line
        for line in (*lines[max(0, top - 1) : top], *lines[bottom : bottom + 1])
        if _is_near(line, lines[top:bottom])
    )
    if any(
        is_value(piece.words.text) for piece in (*pieces, *(p for line in around for p in line.pieces(_COLUMN_GAP)))
    ):
        return None
    labels = labels_of_rows(pieces, [row.line for row in rows.values()])
    if labels is None:
        return None
    header, above = _header(lines[:first], columns)
    if len(rows) < _FEWEST_ROWS and not header:
        return None
    cells = [*header, *_cells(tuple(rows.values()), columns, labels, int(bool(header)))]
    if not any(label.pieces for label in labels):
        cells = [cell for cell in cells if cell.column]
    used = {i for i in range(top, bottom) if i in rows or _is_used(lines[i], labels)}
    # Lines above that are no label of the first row (a header's) stay lines.
    start, stop = min(*used, first - above), max(used) + 1
    page, height = lines[first].page, len(rows) + int(bool(header))
    xs = (min(lines[i].left for i in used), *(left for left, _ in columns), columns[-1][1])
    place = lines[start].top, lines[stop - 1].bottom
    return PrintedTable(page, *place, xs, tuple(cells), (page,) * height), start, stop


def _is_near(line: PrintLine, lines: Sequence[PrintLine]) -> bool:
    """Whether a line stands right above the first or below the last of the lines."""
    return min(abs(line.middle - lines[0].middle), abs(line.middle - lines[-1].middle)) <= 2 * line.em


def _beside(line: PrintLine, row: _Row | None) -> tuple[PrintLine, ...]:
    return row.before if row is not None else line.pieces(_COLUMN_GAP)


def _label_lines(lines: Sequence[PrintLine], first: int, end: int, left: float) -> tuple[int, int]:
    """The lines of a table with those right above and below that stand in its labels' columns."""
    top, bottom = first, end
    while top > 0 and _is_label_line(lines[top - 1], lines[top], left):
        top -= 1
    while bottom < len(lines) and _is_label_line(lines[bottom], lines[bottom - 1], left):
        bottom += 1
    return top, bottom


def _is_label_line(line: PrintLine, beside: PrintLine, left: float) -> bool:
    near = abs(line.middle - beside.middle) <= 2 * line.em
    return near and line.right <= left and not is_sentence(line.words.text)


def _is_used(line: PrintLine, labels: Sequence[Label]) -> bool:
    taken = {id(piece.glyphs[0]) for label in labels for piece in label.pieces}
    return any(id(piece.glyphs[0]) in taken for piece in line.pieces(_COLUMN_GAP))


def _header(above: Sequence[PrintLine], columns: Sequence[tuple[float, float]]) -> tuple[list[PrintedCell], int]:
    """The words right above each column and how many lines they take; none where they are not known of every column.

    Words that stand over several columns end it: they and what is above them stay lines.
    """
    words = [Words()] * (len(columns) + 1)
    taken = 0
    for line, below in zip(above[::-1], [None, *above[:0:-1]], strict=False):
        if (below is not None and below.top - line.bottom > 2 * line.em) or _ends_header(line.words.text):
            break
        parts = [(part, _over(part, columns)) for part in line.pieces(_HEADER_GAP)]
        if any(place is None or is_value(part.words.text) for part, place in parts):
            break
        for part, place in parts:
            words[place or 0] = join_lines(part.words, words[place or 0])
        taken += 1
    if not all(w.text for w in words[1:]):
        return [], 0
    return [PrintedCell(0, i, 1, 1, w) for i, w in enumerate(words)], taken


def _ends_header(text: str) -> bool:
    return is_sentence(text) or is_heading(text) or is_block_title(text)


def _over(part: PrintLine, columns: Sequence[tuple[float, float]]) -> int | None:
    """The column (from 1) that a piece of the header stands over, 0 left of all, None over several or between them."""
    if part.right <= columns[0][0]:
        return 0
    over = [i for i, (left, right) in enumerate(columns, start=1) if part.left < right and left < part.right]
    return over[0] if len(over) == 1 else None


def _cells(
    rows: Sequence[_Row], columns: Sequence[tuple[float, float]], labels: Sequence[Label], shift: int
) -> Iterator[PrintedCell]:
    for r, (row, label) in enumerate(zip(rows, labels, strict=True), start=shift):
        yield PrintedCell(r, 0, 1, 1, label.words)
        said = {_column(columns, value): value.words for value in row.values}
        # What stands before the values may reach into their columns: then it is not known that a place is blank.
        reach = max((part.right for part in row.before), default=0.0)
        for i, (left, _) in enumerate(columns):
            if i in said or reach <= left:
                yield PrintedCell(r, i + 1, 1, 1, said.get(i, Words()))
