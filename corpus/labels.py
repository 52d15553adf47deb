"""Where a cell stands, in the words of its form; and what a chapter is called."""

from __future__ import annotations

from typing import NamedTuple

from corpus.forms import load_forms
from corpus.report import Cell, Report

NUMERALS = "〇一二三四五六七八九十"
PATH_JOINT = " / "


class CellLabels(NamedTuple):
    """Chapter, table or block, row path and column path as the form writes them."""

    chapter: str
    table: str
    row: str
    column: str


def cell_labels(form: str | None, cell: Cell) -> CellLabels:
    """The labels of a cell; its keys where the form has no such place."""
    found = load_forms()[form].place(*cell.place) if form in load_forms() else None
    if form is None or found is None:
        return CellLabels("", cell.table, cell.row, cell.column)
    block, row, column = found
    table = load_forms()[form].home(*cell.place)
    chapter = f"{NUMERALS[table.chapter]}、{table.title}" if table.chapter else table.title
    return CellLabels(chapter, block.title or table.title, PATH_JOINT.join(row.path), PATH_JOINT.join(column.path))


def chapter_label(report: Report, chapter: int | None) -> str:
    """A chapter's heading as the report writes it; '' where the place stands in none."""
    if chapter is None:
        return ""
    headings = (f"{NUMERALS[chapter]}、{s.title}" for s in report.sections if s.chapter == chapter and s.level == 1)
    return next(headings, f"第{NUMERALS[chapter]}部分")
