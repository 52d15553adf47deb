"""The statutory tables of a report in the layout of their form, each cell a link to where it is corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.service.correcting import held
from assistant.web import words_review as words
from assistant.web.markup import Html, join, tag
from assistant.web.tables import Path, label_cells
from corpus.forms import Block, Form, Line, Table, load_forms
from corpus.forms.named import place_name
from corpus.report import Cell, Place, Report

# The address of the form in which a cell is corrected, by its place; None: it is not to be corrected here.
EditAt = Callable[[Place], str] | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A statutory table: its title, and its blocks as HTML."""

    title: str
    blocks: tuple[Markup, ...]


def form_of(report: Report) -> Form | None:
    """The form of the report, None where it has none."""
    return load_forms().get(report.form or "")


def shown_tables(report: Report, edit_at: EditAt, chosen: Place | None = None) -> tuple[ShownTable, ...]:
    """The tables of the report's form, each cell with what it holds; `chosen`: the cell that is being corrected."""
    form = form_of(report)
    if form is None:
        return ()
    cells = {cell.place: cell for cell in report.cells}
    draw = _Drawing(form, cells, edit_at, chosen)
    return tuple(
        ShownTable(table.title, tuple(draw.block(table, block) for block in table.blocks)) for table in form.tables
    )


def value_words(cell: Cell | None) -> str:
    """What a cell holds now, in words."""
    if cell is None:
        return words.NOT_READ
    if cell.correction:
        return held(cell.correction)
    return cell.raw or words.BLANK


@dataclass(frozen=True, slots=True)
class _Drawing:
    form: Form
    cells: dict[Place, Cell]
    edit_at: EditAt
    chosen: Place | None

    def block(self, table: Table, block: Block) -> Markup:
        depth = max(len(row.path) for row in block.rows)
        labels = label_cells([row.path for row in block.rows], depth)
        head = join(_header_rows([column.path for column in block.columns], depth))
        body = join(
            tag("tr", _row_labels(labels[i]), join(self._cell(table, row, column) for column in block.columns))
            for i, row in enumerate(block.rows)
        )
        caption = tag("caption", block.title or table.title)
        drawn = tag("table", caption, tag("thead", head), tag("tbody", body), class_="statutory")
        frame = tag("div", drawn, class_="scrolling", tabindex=0, role="region", aria_label=words.TABLE_SCROLLS)
        return Markup(frame)

    def _cell(self, table: Table, row: Line, column: Line) -> Html:
        place = table.key_of(row, column)
        cell = self.cells.get(place)
        shown = value_words(cell)
        told = [shown if cell is None or cell.correction or cell.raw else "　"]
        kinds = [k for k, is_so in _kinds(cell, place == self.chosen) if is_so]
        if cell is not None and cell.correction:
            told.append(tag("small", words.WAS.format(was=cell.raw or words.BLANK)))
        identity = f"at-{cell.start}" if cell is not None and cell.start < cell.end else None
        if self.edit_at is None:
            return tag("td", *told, class_=" ".join(kinds) or None, id=identity)
        name = words.CORRECT_CELL.format(name=place_name(self.form, place), value=shown)
        link = tag(
            "a", *told, href=self.edit_at(place), aria_label=name, title=cell.doubt if cell and cell.doubt else None
        )
        return tag("td", link, class_=" ".join(kinds) or None, id=identity)


def _kinds(cell: Cell | None, chosen: bool) -> Iterator[tuple[str, bool]]:
    yield "chosen", chosen
    yield "absent", cell is None
    yield "corrected", bool(cell and cell.correction)
    yield "doubtful", bool(cell and cell.doubt)


def _header_rows(paths: Sequence[Path], label_columns: int) -> Iterator[Html]:
    depth = max(map(len, paths))
    levels = label_cells(paths, depth)
    for level in range(depth):
        corner = tag("td", rowspan=depth, colspan=label_columns) if level == 0 and label_columns else Html()
        heads = (
            tag("th", text, scope="col" if across == 1 else "colgroup", rowspan=down, colspan=across)
            for cells in levels
            for text, at, down, across in cells
            if at == level
        )
        yield tag("tr", corner, join(heads))


def _row_labels(labels: Sequence[tuple[str, int, int, int]]) -> Html:
    return join(
        tag("th", text, scope="row" if lines == 1 else "rowgroup", rowspan=lines, colspan=columns)
        for text, _, columns, lines in labels
    )
