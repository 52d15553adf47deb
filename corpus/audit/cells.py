"""Single cells: numbers that can't stand there, readings in doubt, corrections that may be stale; and what was not read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus.audit.finding import Finding, cell_spot, spot
from corpus.audit.kinds import kind
from corpus.counts import odd_doubt, odd_number
from corpus.doubts import is_of_cells
from corpus.forms import Form, load_forms
from corpus.report import Cell, Problem, Report


def check_cells(report: Report) -> Iterator[Finding]:
    """What is to be said of single cells and of places that could not be read."""
    form = load_forms().get(report.form or "")
    yield from _doubts(report, form)
    for cell in report.cells:
        odd = odd_number(form, cell.place, cell.unit, cell.value) if form and cell.value else ""
        if odd and _is_odd(form, cell):
            yield Finding(kind("odd_number"), f"以“{cell.unit}”计的格里{odd}", (cell_spot(report, cell),))
        if cell.correction and cell.correction.was != cell.raw:
            yield _stale(report, cell)
    yield from (_unread(report, problem) for problem in report.problems if not is_of_cells(problem))


def _is_odd(form: Form | None, cell: Cell) -> bool:
    """Whether nothing but its number, which can't stand there, speaks against a cell."""
    return form is not None and cell.doubt in ("", odd_doubt(form, cell.place, cell.unit, cell.value))


def _doubts(report: Report, form: Form | None) -> Iterator[Finding]:
    """The doubtful cells, those of one row with the same doubt together; odd numbers are told by themselves."""
    doubtful = (c for c in report.cells if c.doubt and not _is_odd(form, c))
    for (_, _, doubt), cells in groupby(doubtful, key=lambda c: (c.table, c.row, c.doubt)):
        yield Finding(kind("doubtful_cell"), doubt.rstrip("。"), tuple(cell_spot(report, c) for c in cells))


def _stale(report: Report, cell: Cell) -> Finding:
    said = cell.correction
    assert said is not None  # asked for only where there is one
    message = (
        f"{said.author}于{said.day}把“{said.was or '空白'}”更正为"
        f"{'空白' if said.value is None else f'{said.value:f}'}，现在原文是“{cell.raw or '空白'}”"
    )
    return Finding(kind("stale_correction"), message, (cell_spot(report, cell),), f"当时的理由：{said.reason}")


def _unread(report: Report, problem: Problem) -> Finding:
    start, end = line_span(report.text, problem.line)
    return Finding(kind("unread"), problem.message.rstrip("。"), (spot(report, start, end, None),))


def line_span(text: str, line: int) -> tuple[int, int]:
    """The span of that line (from 1) without its line break; the end of the text where there are not so many."""
    start = 0
    for _ in range(line - 1):
        at = text.find("\n", start)
        if at < 0:
            return len(text), len(text)
        start = at + 1
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)
