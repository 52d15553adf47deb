"""A statutory table as HTML, in the layout of its form, with what the report says in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.web import words
from assistant.web.grid_tables import scrolling
from assistant.web.markup import Html, join, tag
from corpus.forms import Block, Line, Table
from corpus.report import Cell, Report

Path = tuple[str, ...]


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
    labels = label_cells([row.path for row in block.rows], depth)
    body = join(
        tag("tr", _row_labels(labels[i], row, cited), join(_value(cells, row, c, cited) for c in block.columns))
        for i, row in enumerate(block.rows)
    )
    return scrolling(tag("table", caption, tag("thead", head), tag("tbody", body), class_="statutory"))


def _header_rows(columns: Sequence[Line], label_columns: int, chosen: str) -> Iterator[Html]:
    paths = [column.path for column in columns]
    depth = max(map(len, paths))
    levels = label_cells(paths, depth)
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


def label_cells(paths: Sequence[Path], depth: int) -> list[list[tuple[str, int, int, int]]]:
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
        return tag("td", tag("mark", shown_in(cell) or words.BLANK_CELL, class_=kind), class_="cited")
    return tag("td", shown_in(cell))


def shown_in(cell: Cell) -> str:
    """What the report says in the cell; where staff corrected it, their number with the report's behind it."""
    if cell.correction is None:
        return cell.raw
    held = words.BLANK_CELL if cell.value is None else f"{cell.value:f}"
    return words.CORRECTED_CELL.format(now=held, was=cell.raw or words.BLANK_CELL)


def _spans(down: int, across: int) -> dict[str, int | None]:
    return {"rowspan": down if down > 1 else None, "colspan": across if across > 1 else None}
