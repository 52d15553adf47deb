"""Cells that were recognised from a picture and may be misread: said by the recogniser, or found by the 勾稽关系.

No number is ever replaced: the sentence says what the 勾稽关系 would have, and the reader looks at the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.checking import CheckResult, Status, line_name, plain_number, short_label
from corpus.checks import check_report
from corpus.forms import load_forms
from corpus.reading.lines import plain
from corpus.report import Cell, CellKind, Document, Figure, Place, Problem, Report, line_at

_BLURRED = "{source}，字迹不够清楚"
_UNREAD = "{source}，有字迹但没有认出来"
_SHOULD_BE = "{source}，与表内勾稽关系不符，识别可能有误，按勾稽关系应为{value}"
_UNREAD_SHOULD_BE = "{source}，有字迹但没有认出来，按勾稽关系应为{value}"
_IN_FAILING = "{source}，所在的勾稽关系不平（{title}），可能有一格识别有误"
_MERGED = "{source}，这一行与另一行之间的表格线没有认出来，行可能错位"
_FROM_PAGE, _FROM_PICTURE = "由第{page}页的扫描图片识别", "由图片识别"
_OF_CELLS = "一行有识别得不确定的格："  # by these words is_of_cells knows the problem again
_ROW = "“{row}”" + _OF_CELLS + "{cells}。请对照原件核对，有误时可以更正"
_CELL, _CELL_EXPECTED = "{column}“{raw}”", "{column}“{raw}”（按勾稽关系应为{value}）"
_FIGURE = "正文里的数“{raw}”识别得不确定"  # by these words is_doubtful knows the problem again
_WHERE = "（“{sentence}”），请对照原件核对"
_SENTENCE = 40  # characters of a sentence that are quoted in a problem
_UNREADABLE = "〓"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a cell may be misread, a sentence; what it should be, where the 勾稽关系 leave one value only."""

    doubt: str
    value: Decimal | None = None


def with_doubts(report: Report, document: Document) -> Report:
    """The report with its doubtful cells marked and listed; itself where no page of the document was a picture."""
    if not document.scanned:
        return report
    suspected = _suspicions(report, document)
    cells = tuple(c._replace(doubt=suspected[c.place].doubt) if c.place in suspected else c for c in report.cells)
    problems = (*report.problems, *_row_problems(report, suspected), *_figure_problems(report, document))
    return replace(report, cells=cells, problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def _suspicions(report: Report, document: Document) -> dict[Place, Suspicion]:
    """Every doubtful cell; what the 勾稽关系 say of it counts for more than what the recogniser says."""
    blurred = {c.place for c in report.cells if _overlaps(c, document.doubts)}
    found: dict[Place, Suspicion] = {}
    for cell in report.cells:
        if cell.place in blurred:
            words = _UNREAD if _UNREADABLE in cell.raw else _BLURRED
            found[cell.place] = Suspicion(words.format(source=_source(report, document, cell)))
    results = check_report(report)
    cells = {c.place: c for c in report.cells}
    misread = misread_cells(results, blurred) | unread_cells(report, results, blurred)
    for place, value in misread.items():
        words = _SHOULD_BE if cells[place].kind is CellKind.NUMBER else _UNREAD_SHOULD_BE
        said = words.format(source=_source(report, document, cells[place]), value=plain_number(value))
        found[place] = Suspicion(said, value)
    for result in (r for r in results if r.status is Status.FAILS):
        members = (*result.left.cells, *result.right.cells)
        if any(c.place in misread for c in members):
            continue
        title = f"{result.where}：{result.title}" if result.where else result.title
        for cell in members:
            said = _IN_FAILING.format(source=_source(report, document, cell), title=title)
            found.setdefault(cell.place, Suspicion(said))
    for row in _merged_rows(report):
        for cell in row:
            found.setdefault(cell.place, Suspicion(_MERGED.format(source=_source(report, document, cell))))
    return found


def _merged_rows(report: Report) -> Iterable[list[Cell]]:
    """The cells of each row in whose label another row's stands too: the rule between the two was not seen."""
    form = load_forms().get(report.form or "")
    rows: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in report.cells:
        rows[cell.table, cell.row].append(cell)
    for (table, _), cells in rows.items():
        place = form.place(*cells[0].place) if form else None
        if form is None or place is None or not place[1].path:
            continue
        written = plain(report.text[cells[0].row_start : min(cell.start for cell in cells)])
        own = plain("".join(place[1].path))
        others = (short_label(row.label) for block in form.table(table).blocks for row in block.rows)
        if any(len(label) > 1 and label not in own and label in written for label in map(plain, others)):
            yield cells


def _overlaps(cell: Cell, doubts: Sequence[tuple[int, int]]) -> bool:
    """Whether a doubtful span reaches into the cell; `doubts` are in order and apart."""
    at = bisect_right(doubts, (cell.end, 0))
    return any(start < cell.end and end > cell.start for start, end in doubts[max(at - 2, 0) : at + 1])


def _source(report: Report, document: Document, cell: Cell) -> str:
    page = report.page_at(cell.start)
    return _FROM_PAGE.format(page=page) if page and len(document.pages) > 1 else _FROM_PICTURE


# --- the 勾稽关系 as witnesses --------------------------------------------------------------------------


def misread_cells(results: Sequence[CheckResult], blurred: set[Place]) -> dict[Place, Decimal]:
    """The cells that alone explain failing checks, with the value that would set these right.

    A cell is to blame where every check of it fails, all by the same number, and at least two fail; or where it is the
    only blurred one of a failing check. Of several such cells of one check none is named.
    """
    failing = [r for r in results if r.status is Status.FAILS]
    wanted: dict[Place, set[Decimal]] = defaultdict(set)
    counts: dict[Place, int] = defaultdict(int)
    for result in failing:
        for cell, value in _remedies(result):
            wanted[cell.place].add(value)
            counts[cell.place] += 1
    held = {c.place for r in results if r.status is Status.HOLDS for c in (*r.left.cells, *r.right.cells)}
    possible = {p: next(iter(v)) for p, v in wanted.items() if len(v) == 1 and p not in held}
    possible = {p: v for p, v in possible.items() if v >= 0}
    found: dict[Place, Decimal] = {}
    for result in failing:
        members = {c.place for c in (*result.left.cells, *result.right.cells)}
        crossing = [p for p in members & possible.keys() if counts[p] >= 2]
        unclear = list(members & possible.keys() & blurred)
        for named in (crossing, unclear):
            if len(named) == 1:
                found[named[0]] = possible[named[0]]
                break
    return found


def unread_cells(report: Report, results: Sequence[CheckResult], blurred: set[Place]) -> dict[Place, Decimal]:
    """The blurred cells that are no number, with what they must be where all their checks leave one value only."""
    checks = {check.key: check for check in load_forms()[report.form].checks} if report.form else {}
    wanted: dict[Place, set[Decimal]] = defaultdict(set)
    for result in results:
        check = checks.get(result.key)
        whole = check and (len(check.left), len(check.right)) == (len(result.left.cells), len(result.right.cells))
        cells = (*result.left.cells, *result.right.cells)
        words = [c for c in cells if c.kind is not CellKind.NUMBER]
        if whole and len(words) == 1 and words[0].kind is CellKind.TEXT and words[0].place in blurred:
            left, right = (
                sum((c.value or Decimal(0) for c in s.cells), Decimal(0)) for s in (result.left, result.right)
            )
            wanted[words[0].place].add(right - left if words[0] in result.left.cells else left - right)
    return {place: value for place, (value, *others) in wanted.items() if not others and value >= 0}


def _remedies(result: CheckResult) -> Iterable[tuple[Cell, Decimal]]:
    """Each number of a failing check with what it would have to be for the check to hold."""
    if result.left.value is None or result.right.value is None:
        return
    over = result.left.value - result.right.value
    for cells, sign in ((result.left.cells, -1), (result.right.cells, 1)):
        for cell in cells:
            if cell.kind is CellKind.NUMBER and cell.value is not None:
                yield cell, cell.value + sign * over


def is_of_cells(problem: Problem) -> bool:
    """Whether the problem lists doubtful cells, each of which says so itself."""
    return _OF_CELLS in problem.message


def is_doubtful(report: Report, figure: Figure) -> bool:
    """Whether a number in prose was listed as one that may be misread."""
    return doubt_of(report, figure) is not None


def doubt_of(report: Report, figure: Figure) -> Problem | None:
    """The problem that lists a number in prose as one that may be misread, None where none does."""
    line = line_at(report.text, figure.start)
    said = _FIGURE.format(raw=report.text[figure.start : figure.end])
    return next((p for p in report.problems if p.line == line and p.message.startswith(said)), None)


# --- what is listed --------------------------------------------------------------------------------------


def _row_problems(report: Report, suspected: Mapping[Place, Suspicion]) -> Iterable[Problem]:
    """A problem for each row that has doubtful cells, in the order of the text."""
    rows: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in report.cells:
        if cell.place in suspected:
            rows[cell.table, cell.row].append(cell)
    for cells in rows.values():
        line = line_at(report.text, cells[0].start)
        shown = "、".join(_shown(report, cell, suspected[cell.place]) for cell in cells)
        yield Problem(line, _ROW.format(row=_names(report, cells[0])[0], cells=shown))


def _shown(report: Report, cell: Cell, why: Suspicion) -> str:
    column = _names(report, cell)[1]
    if why.value is None:
        return _CELL.format(column=column, raw=cell.raw)
    return _CELL_EXPECTED.format(column=column, raw=cell.raw, value=plain_number(why.value))


def _names(report: Report, cell: Cell) -> tuple[str, str]:
    """Row and column of a cell as they are told; a table of one row is told by its title."""
    form = load_forms()[report.form or ""]
    place = form.place(*cell.place)
    if place is None:
        return cell.row, cell.column
    _, row, column = place
    name = line_name(row) if row.path else form.table(cell.table).title
    return name, line_name(column) if len(column.path) > 1 else short_label(column.label)


def _figure_problems(report: Report, document: Document) -> Iterable[Problem]:
    for figure in report.figures:
        if any(start < figure.end and end > figure.start for start, end in document.doubts):
            yield Problem(
                line_at(report.text, figure.start),
                _FIGURE.format(raw=report.text[figure.start : figure.end])
                + _WHERE.format(sentence=_quoted(report, figure)),
            )


def _quoted(report: Report, figure: Figure) -> str:
    """So much of the sentence around a figure as shows where it is."""
    start, end = figure.sentence_start, figure.sentence_end
    first = max(start, figure.start - _SENTENCE // 2)
    last = min(end, first + _SENTENCE)
    words = report.text[first:last].strip()
    return f"{'…' if first > start else ''}{words}{'…' if last < end else ''}"
