"""Tables as HTML: one as it stands in the report, and a statutory one in the layout of its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.web import words
from assistant.web.markup import Html, join, marked, tag
from corpus.forms import Block, Line, Table
from corpus.report import Cell, Grid, GridCell, Report

Path = tuple[str, ...]


def grid_table(report: Report, grid: Grid, start: int, end: int, anchor: str | None = None) -> Html:
    """The table as written, merged cells and all, what lies between `start` and `end` marked.

    `anchor` becomes the id of the first cell marked; an empty span marks a blank cell, unless several stand there.
    """
    cited = [cell for cell in grid.cells if touches(cell.start, cell.end, start, end)]
    if start == end and len(cited) > 1:
        cited = []
    rows = (join(_grid_cell(report, cell, cited, start, end, anchor) for cell in row) for row in grid.source_rows())
    table = tag("table", tag("tbody", join(tag("tr", row) for row in rows)), class_="grid")
    return _scrolling(table, None if cited else anchor)


def touches(start: int, end: int, cited_start: int, cited_end: int) -> bool:
    """Whether two spans share a character; an empty span touches only the same empty span."""
    if start == end or cited_start == cited_end:
        return (start, end) == (cited_start, cited_end)
    return start < cited_end and cited_start < end


def _grid_cell(report: Report, cell: GridCell, cited: list[GridCell], start: int, end: int, anchor: str | None) -> Html:
    spans = _spans(cell.rowspan, cell.colspan)
    if cell not in cited:
        label = _is_label(cell) and any(_same_row(cell, c) for c in cited)
        return tag("td", cell.text, class_="cited-label" if label else None, **spans)
    identity = anchor if cell is cited[0] else None
    return tag("td", _cited_text(report, cell, start, end), class_="cited", id=identity, **spans)


def _cited_text(report: Report, cell: GridCell, start: int, end: int) -> Html:
    if cell.start == cell.end:
        return tag("mark", words.BLANK_CELL)
    whole = start <= cell.start and cell.end <= end
    if whole or report.text[cell.start : cell.end] != cell.text:
        return tag("mark", cell.text)
    return marked(cell.text, start - cell.start, end - cell.start)


def _is_label(cell: GridCell) -> bool:
    """A cell of words; numbers of the same row are left as they are."""
    return bool(cell.text.strip()) and not any(character.isdigit() for character in cell.text.strip()[-1:])


def _same_row(cell: GridCell, cited: GridCell) -> bool:
    return cell.row < cited.row + cited.rowspan and cited.row < cell.row + cell.rowspan and cell.column < cited.column


# --- a statutory table ------------------------------------------------------------------------


def statutory_table(report: Report, table: Table, cited: Cell) -> Html:
    """Every block of the table in the layout of the form, with what the report says in each cell, one marked."""
    # A row that shares the key of another form's cell stands here under its own.
    own = {table.key_of(r, c): (r.key, c.key) for _, r, c in table.places()}
    found = {place: (_at(table, own[place], c), c) for c in report.cells if (place := c.place) in own}
    cells = {(here.row, here.column): here for here, _ in found.values()}
    cited = next((here for here, cell in found.values() if cell == cited), cited)
    blocks = [_block_table(block, cells, cited) for block in table.blocks]
    absent = len(cells) < len(own)
    return join([*blocks, tag("p", words.ABSENT_CELLS, class_="note") if absent else Html()])


def _at(table: Table, place: tuple[str, str], cell: Cell) -> Cell:
    return cell._replace(table=table.key, row=place[0], column=place[1])


def _block_table(block: Block, cells: dict[tuple[str, str], Cell], cited: Cell) -> Html:
    depth = max(len(row.path) for row in block.rows)
    caption = tag("caption", block.title) if block.title else Html()
    chosen = cited.column if any(row.key == cited.row for row in block.rows) else ""
    head = join(_header_rows(block.columns, depth, chosen))
    labels = _label_cells([row.path for row in block.rows], depth)
    body = join(
        tag("tr", _row_labels(labels[i], row, cited), join(_value(cells, row, c, cited) for c in block.columns))
        for i, row in enumerate(block.rows)
    )
    return _scrolling(tag("table", caption, tag("thead", head), tag("tbody", body), class_="statutory"))


def _header_rows(columns: Sequence[Line], label_columns: int, chosen: str) -> Iterator[Html]:
    paths = [column.path for column in columns]
    depth = max(map(len, paths))
    levels = _label_cells(paths, depth)
    for level in range(depth):
        corner = tag("td", rowspan=depth, colspan=label_columns) if level == 0 and label_columns else Html()
        heads = (
            tag(
                "th",
                text,
                scope="col" if across == 1 else "colgroup",
                class_="cited-label" if columns[i].key == chosen and at + down == depth else None,
                **_spans(down, across),
            )
            for i, cells in enumerate(levels)
            for text, at, down, across in cells
            if at == level
        )
        yield tag("tr", corner, join(heads))


def _row_labels(labels: list[tuple[str, int, int, int]], row: Line, cited: Cell) -> Html:
    mine = row.key == cited.row
    return join(
        tag(
            "th",
            text,
            scope="row" if lines == 1 else "rowgroup",
            class_="cited-label" if mine and lines == 1 else None,
            **_spans(lines, columns),
        )
        for text, _, columns, lines in labels
    )


def _label_cells(paths: Sequence[Path], depth: int) -> list[list[tuple[str, int, int, int]]]:
    """For each line the labels that begin there: (text, level, levels it takes, lines it takes).

    A label shared by neighbours is written once; the innermost label of a line fills the levels that are left.
    """
    return [
        [cell for level in range(len(path)) if (cell := _label(paths, i, level, depth))] for i, path in enumerate(paths)
    ]


def _label(paths: Sequence[Path], i: int, level: int, depth: int) -> tuple[str, int, int, int] | None:
    path = paths[i]
    if level == len(path) - 1:
        return path[level], level, depth - level, 1
    prefix = path[: level + 1]
    if i and _shares(paths[i - 1], prefix):
        return None
    lines = 1
    while i + lines < len(paths) and _shares(paths[i + lines], prefix):
        lines += 1
    return path[level], level, 1, lines


def _shares(path: Path, prefix: Path) -> bool:
    return len(path) > len(prefix) and path[: len(prefix)] == prefix


def _value(cells: dict[tuple[str, str], Cell], row: Line, column: Line, cited: Cell) -> Html:
    cell = cells.get((row.key, column.key))
    if cell is None:
        return tag("td", class_="absent")
    if cell == cited:
        kind = "corrected" if cell.correction else None
        return tag("td", tag("mark", _shown(cell) or words.BLANK_CELL, class_=kind), class_="cited")
    return tag("td", _shown(cell))


def _shown(cell: Cell) -> str:
    """What the report says in the cell; where staff corrected it, their number with the report's behind it."""
    if cell.correction is None:
        return cell.raw
    held = words.BLANK_CELL if cell.value is None else f"{cell.value:f}"
    return words.CORRECTED_CELL.format(now=held, was=cell.raw or words.BLANK_CELL)


def _spans(down: int, across: int) -> dict[str, int | None]:
    return {"rowspan": down if down > 1 else None, "colspan": across if across > 1 else None}


def _scrolling(table: Html, identity: str | None = None) -> Html:
    """A wide table scrolls in its own frame, by keyboard too, and never widens the page."""
    return tag("div", table, class_="scrolling", tabindex=0, role="region", aria_label=words.TABLE, id=identity)
