"""Where a place of a report's text is printed on a page: boxes around its lines or its cell, or none where unsure.

The boxes of characters are not kept with a report: the page is read again, and the place is found by its words and by
the rows around it. What could stand in two places is told in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.reading.lattice import Lattice
from corpus.reading.print_lines import PrintLine, clean_glyphs, lines_of_glyphs
from corpus.reading.printed_tables import PrintedTable
from corpus.reading.sheet import Glyph, Rule, Sheet
from corpus.reading.sheets import tables_on
from corpus.report import Grid, GridCell, Report

# A table of the page is that of the report where so many of its rows say the same, at the same distance.
_ALIKE = 0.6


def boxes_on_page(report: Report, sheet: Sheet, start: int, end: int) -> tuple[Rule, ...]:
    """The boxes (points) of `report.text[start:end]` on that page, () where it isn't there or can't be told for sure."""
    grid = next((g for g in report.grids if g.start <= start and end <= g.end), None)
    if grid is None:
        return _box_of_words(report, sheet, start, end)
    cited = [c for c in grid.cells if _touches(c, start, end)]
    if found := _boxes_of_cells(grid, sheet, cited):
        return found
    rows = {c.row for c in cited}
    if len(rows) != 1:
        return ()
    row = [c for c in grid.cells if c.row in rows]
    return _box_of_words(report, sheet, row[0].start, row[-1].end)


def _touches(cell: GridCell, start: int, end: int) -> bool:
    if start == end or cell.start == cell.end:
        return (cell.start, cell.end) == (start, end)
    return cell.start < end and start < cell.end


# --- words in lines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Printed:
    """A character of the page, and the line it stands in."""

    char: str
    glyph: Glyph
    line: int


def _box_of_words(report: Report, sheet: Sheet, start: int, end: int) -> tuple[Rule, ...]:
    first, last = _span_of_page(report, sheet.number)
    wanted = _squeezed(report.text[max(start, first) : min(end, last)])
    if not wanted:
        return ()
    chars = list(_chars(lines_of_glyphs(clean_glyphs(sheet.glyphs), sheet.number)))
    written = "".join(c.char for c in chars)
    # The same words may stand on the page more than once: the text says how many come before.
    before = _squeezed(report.text[first : max(start, first)]).count(wanted)
    if written.count(wanted) != _squeezed(report.text[first:last]).count(wanted):
        return ()
    at = -1
    for _ in range(before + 1):
        at = written.find(wanted, at + 1)
    return _boxes(chars[at : at + len(wanted)]) if at >= 0 else ()


def _span_of_page(report: Report, number: int) -> tuple[int, int]:
    pages = report.pages
    first = pages[number - 1] if number <= len(pages) else len(report.text)
    return first, pages[number] if number < len(pages) else len(report.text)


def _chars(lines: Sequence[PrintLine]) -> Iterator[_Printed]:
    for at, line in enumerate(lines):
        for glyph in line.glyphs:
            yield from (_Printed(char, glyph, at) for char in glyph.text if not char.isspace())


def _boxes(chars: Sequence[_Printed]) -> tuple[Rule, ...]:
    """One box a line."""
    lines: dict[int, list[Glyph]] = {}
    for char in chars:
        lines.setdefault(char.line, []).append(char.glyph)
    return tuple(
        Rule(min(g.left for g in of), min(g.top for g in of), max(g.right for g in of), max(g.bottom for g in of))
        for of in lines.values()
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


# --- cells of tables ------------------------------------------------------------------------------------


def _boxes_of_cells(grid: Grid, sheet: Sheet, cited: Sequence[GridCell]) -> tuple[Rule, ...]:
    placed = _placed(grid, tables_on(sheet))
    if placed is None:
        return ()
    lattice, table, offset = placed
    found = (_box_of_cell(lattice, table, cell, offset) for cell in cited)
    return tuple(box for box in found if box is not None)


def _placed(grid: Grid, tables: Sequence[tuple[Lattice, PrintedTable]]) -> tuple[Lattice, PrintedTable, int] | None:
    """The table of the page that is (a part of) the grid, and which row of the grid its first row is."""
    rows = _rows_said([(c.row, c.text) for c in grid.cells], grid.height)
    known: list[tuple[int, int, int]] = []
    for i, (_, table) in enumerate(tables):
        own = _rows_said([(c.row, c.words.text) for c in table.cells], table.height)
        votes = Counter(
            there - here for here, said in enumerate(own) if said for there, row in enumerate(rows) if row == said
        )
        least = max(1, round(_ALIKE * sum(map(bool, own))))
        known += [(count, i, offset) for offset, count in votes.most_common(2) if count >= least]
    known.sort(reverse=True)
    if not known or (len(known) > 1 and known[0][0] == known[1][0]):
        return None
    _, i, offset = known[0]
    return (*tables[i], offset)


def _rows_said(cells: Sequence[tuple[int, str]], height: int) -> list[str]:
    """What the cells that begin in each row say, '' for a row of blanks."""
    rows = [""] * height
    for row, text in cells:
        rows[row] += f"\t{_squeezed(text)}"
    return ["" if not row.strip() else row for row in rows]


def _box_of_cell(lattice: Lattice, table: PrintedTable, cell: GridCell, offset: int) -> Rule | None:
    row = cell.row - offset
    for printed in table.cells:
        if (printed.row, printed.column) == (row, cell.column) and _squeezed(printed.words.text) == _squeezed(
            cell.text
        ):
            left, right = lattice.xs[printed.column], lattice.xs[printed.column + printed.colspan]
            return Rule(left, lattice.ys[printed.row], right, lattice.ys[printed.row + printed.rowspan])
    return None
