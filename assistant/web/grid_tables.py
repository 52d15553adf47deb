"""A table as it stands in its report: cited cells and their labels marked, heads that stay in sight, notes at cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.web import words
from assistant.web.markup import Html, join, marked, safe, tag
from corpus.report import Grid, GridCell, Report

Span = tuple[int, int]
# Rows above the values that are a head; a table of words alone has at most one.
_MOST_HEAD_ROWS = 5


class Spot(NamedTuple):
    """A cited place of the text; `anchor` becomes the id of what is marked first."""

    start: int
    end: int
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """What else is shown of a cell: other words than the report's ('' = its own), and a mark of a note behind them."""

    kind: str
    shown: str = ""
    mark: Html = field(default_factory=Html)


def grid_table(report: Report, grid: Grid, start: int, end: int, anchor: str | None = None) -> Html:
    """The table as written, merged cells and all, what lies between `start` and `end` marked.

    `anchor` becomes the id of the first cell marked; an empty span marks a blank cell, unless several stand there.
    """
    return marked_grid(report, grid, (Spot(start, end, anchor),))


def marked_grid(
    report: Report,
    grid: Grid,
    spots: Sequence[Spot],
    extras: Mapping[Span, Extra] | None = None,
    identity: str | None = None,
    caption: Html | None = None,
) -> Html:
    """As `grid_table`, with several cited places and with notes at cells (by their spans); `identity`: id of the frame.

    Where no cell of a cited place is found its anchor stands before the table.
    """
    drawn = _Drawn(report, grid, spots, extras or {})
    height = drawn.head
    rows = [join(drawn.cell(cell) for cell in row) for row in grid.source_rows()]
    head = tag("thead", *(tag("tr", row) for row in rows[:height])) if height else Html()
    body = tag("tbody", *(tag("tr", row) for row in rows[height:]))
    table = tag("table", tag("caption", caption) if caption else Html(), head, body, class_="grid")
    lost = [s.anchor for s in spots if s.anchor and s not in drawn.placed]
    frame = scrolling(table, identity or (lost.pop(0) if lost else None))
    return join((*(tag("span", id=anchor) for anchor in lost), frame))


def touches(start: int, end: int, cited_start: int, cited_end: int) -> bool:
    """Whether two spans share a character; an empty span touches only the same empty span."""
    if start == end or cited_start == cited_end:
        return (start, end) == (cited_start, cited_end)
    return start < cited_end and cited_start < end


def scrolling(table: Html, identity: str | None = None) -> Html:
    """A wide table scrolls in its own frame, by keyboard too, and never widens the page."""
    return tag("div", table, class_="scrolling", tabindex=0, role="region", aria_label=words.TABLE, id=identity)


class _Drawn:
    """The cells of one table as markup."""

    def __init__(self, report: Report, grid: Grid, spots: Sequence[Spot], extras: Mapping[Span, Extra]) -> None:
        self._report, self._extras = report, extras
        values = {(c.start, c.end) for c in report.cells if grid.start <= c.start and c.end <= grid.end}
        self._label_rows = [not any(_is_value(c, values) for c in row) for row in grid.source_rows()]
        self.head = _head_rows(grid, self._label_rows)
        self._spot_of: dict[GridCell, Spot] = {}
        first: dict[Spot, GridCell] = {}
        for spot in spots:
            touched = [c for c in grid.cells if touches(c.start, c.end, spot.start, spot.end)]
            if spot.start == spot.end and len(touched) > 1:
                continue
            for cell in touched:
                self._spot_of.setdefault(cell, spot)
            if touched:
                first[spot] = touched[0]
        self.placed = {spot for spot, cell in first.items() if self._spot_of[cell] is spot}
        self._first = {cell for spot, cell in first.items() if spot in self.placed}
        self._labels = self._labels_of(grid, set(self._spot_of))

    def cell(self, cell: GridCell) -> Html:
        """The cell as <td>, or as <th> in the head of the table."""
        spot, extra = self._spot_of.get(cell), self._extras.get((cell.start, cell.end))
        names = (
            "cited" if spot else "cited-label" if cell in self._labels else "",
            extra.kind if extra else "",
        )
        said: Html = safe(extra.shown if extra and extra.shown else cell.text)
        if spot:
            said = self._cited_text(cell, spot, extra)
        in_head = cell.row < self.head
        return tag(
            "th" if in_head and cell.text.strip() else "td",
            said,
            extra.mark if extra else Html(),
            class_=" ".join(filter(None, names)) or None,
            id=spot.anchor if spot and cell in self._first else None,
            scope=("col" if cell.colspan == 1 else "colgroup") if in_head and cell.text.strip() else None,
            rowspan=cell.rowspan if cell.rowspan > 1 else None,
            colspan=cell.colspan if cell.colspan > 1 else None,
        )

    def _cited_text(self, cell: GridCell, spot: Spot, extra: Extra | None) -> Html:
        if extra and extra.shown:
            return tag("mark", extra.shown)
        if cell.start == cell.end:
            return tag("mark", words.BLANK_CELL)
        whole = spot.start <= cell.start and cell.end <= spot.end
        if whole or self._report.text[cell.start : cell.end] != cell.text:
            return tag("mark", cell.text)
        return marked(cell.text, spot.start - cell.start, spot.end - cell.start)

    def _labels_of(self, grid: Grid, cited: set[GridCell]) -> set[GridCell]:
        """The words left of cited cells in their rows, and above them in the nearest rows of labels."""
        found = {c for c in grid.cells for x in cited if c not in cited and _is_label(c) and _left_of(c, x)}
        for one in cited:
            if self._label_rows[one.row]:
                continue
            row = one.row - 1
            while row >= 0 and not self._label_rows[row]:
                row -= 1
            while row >= 0 and self._label_rows[row]:
                found |= {c for c in grid.cells if c.row == row and c.text.strip() and _above(c, one)}
                row -= 1
        return found - cited


def _is_value(cell: GridCell, statutory: set[Span]) -> bool:
    if (cell.start, cell.end) in statutory:
        return True
    said = cell.text.strip().replace(",", "").replace("，", "")
    return bool(said) and said.removesuffix("%").replace(".", "", 1).lstrip("-−").isdecimal()


def _head_rows(grid: Grid, label_rows: Sequence[bool]) -> int:
    """How many rows are the table's head: all words, above the first row with a value, and cut off from it."""
    height = next((row for row, is_label in enumerate(label_rows) if not is_label), 1)
    if not 0 < height <= _MOST_HEAD_ROWS or grid.height < height + 1 or grid.width < 2:
        return 0
    crossing = any(c.row < height < c.row + c.rowspan for c in grid.cells)
    return 0 if crossing else height


def _is_label(cell: GridCell) -> bool:
    """A cell of words; numbers of the same row are left as they are."""
    return bool(cell.text.strip()) and not any(character.isdigit() for character in cell.text.strip()[-1:])


def _left_of(cell: GridCell, cited: GridCell) -> bool:
    same_row = cell.row < cited.row + cited.rowspan and cited.row < cell.row + cell.rowspan
    return same_row and cell.column < cited.column


def _above(cell: GridCell, cited: GridCell) -> bool:
    return cell.column < cited.column + cited.colspan and cited.column < cell.column + cell.colspan
