"""Statutory tables of a document → cells, by labels; what is unsure is said and never guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.forms import Form, Table, form_in_force
from corpus.forms.doubts import doubt_cut, doubt_odd_numbers, doubt_unheaded
from corpus.forms.find import evidence_of, find_form, labelled_pieces, single_pieces, with_row_paragraphs
from corpus.forms.labelled import fill_labelled
from corpus.forms.listed import fill_listed, listed_pieces
from corpus.forms.parts import Part, Source
from corpus.forms.several import own_table
from corpus.forms.single import fill_single
from corpus.report import Cell, CellKind, Document, FreeRow, Grid, Problem


@dataclass(frozen=True, slots=True)
class Filled:
    """The form and what was read into it.

    `rows`: rows in the statutory grids that the form does not have or that could not be assigned.
    `statutory_grids`: indexes in `document.blocks` of the grids used up here; all other grids are free tables.
    """

    form: str | None
    cells: tuple[Cell, ...] = ()
    rows: tuple[FreeRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    statutory_grids: tuple[int, ...] = ()


def fill_form(document: Document, year: int | None) -> Filled:
    """The statutory cells of a document; `form` is None where it holds no statutory table.

    Which form is decided by the labels; the year only between forms that fit equally well.
    """
    view = with_row_paragraphs(document)
    evidence = evidence_of(view)
    form = find_form(evidence, year)
    if form is None:
        return Filled(None)
    source = Source.of(view)
    whole, grids = Part(), set[int]()
    for table in form.tables:
        part, used = _fill_table(source, form, table, year)
        whole.cells += part.cells
        whole.rows += part.rows
        whole.problems += part.problems
        grids |= used
    whole.problems += _out_of_force(form, year, source.line(min((c.row_start for c in whole.cells), default=0)))
    whole.problems += (_worded(source, form, cell) for cell in whole.cells if cell.kind is CellKind.TEXT)
    cells = doubt_odd_numbers(form, doubt_cut(document, form, whole.cells))
    if year is not None and form_in_force(year) is not form:
        cells = doubt_unheaded(form, evidence.words, cells)
    problems = tuple(sorted(dict.fromkeys(whole.problems), key=lambda p: p.line))
    real = tuple(i for i in sorted(grids) if isinstance(document.blocks[i], Grid))
    return Filled(form.key, cells, tuple(whole.rows), problems, real)


def _worded(source: Source, form: Form, cell: Cell) -> Problem:
    """Says that a cell holds words where a number should stand: which cell, what it says, what to do."""
    place = form.place(cell.table, cell.row, cell.column)
    labels = [line.label for line in place[1:] if line.label] if place else []
    name = "”的“".join(labels)
    return Problem(source.line(cell.start), f"“{name}”一格写作“{cell.raw}”，不能确定是哪个数，没有当作数字；请核对原件")


def _out_of_force(form: Form, year: int | None, line: int) -> list[Problem]:
    """That the report follows another form than that of its year: an older one kept on, or a newer one ahead of time."""
    due = form_in_force(year) if year is not None else None
    if due is form or year is None:
        return []
    said = f"，{year}年通行的是{due.name}" if due else ""
    return [Problem(line, f"这份{year}年的年报用的是{form.name}{said}；各项按表上的名称读取")]


_Find = Callable[[Document, Form, Table], Sequence[tuple[int, ...]]]
_Fill = Callable[[Source, Form, Table, Sequence[int]], Part]


def _ways(table: Table) -> tuple[_Find, _Fill]:
    """How a table is found and filled: a list, a table whose rows have labels, or one of a single row without one."""
    if table.is_list:
        return listed_pieces, fill_listed
    if any(line.path for block in table.blocks for line in block.rows):
        return labelled_pieces, fill_labelled
    return single_pieces, fill_single


def _fill_table(source: Source, form: Form, table: Table, year: int | None) -> tuple[Part, set[int]]:
    """The report's own occurrence of a table; another complete one is a problem."""
    find, fill = _ways(table)
    found = [(tuple(blocks), fill(source, form, table, blocks)) for blocks in find(source.document, form, table)]
    if not found:
        return Part(problems=[Problem(1, f"没有找到“{table.title}”表")]), set()
    blocks, part = own_table(source, table, year, found)
    return part, set(blocks)
