"""A finding and its sides: each a place of a report, with what stands there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.audit.kinds import Kind, kind
from corpus.checking import CheckKind, CheckResult, Side, Status, plain_number
from corpus.doubts import is_doubtful
from corpus.labels import cell_labels, chapter_label
from corpus.report import Cell, Report, line_at

# A quote up to this length is shown whole.
LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Spot:
    """One side of a finding: what is said there in Chinese, its number, and where it stands.

    `table`, `row`, `column` are statutory labels, '' for prose; `quote == report.text[start:end]`; `line` from 1; `page`
    None for a format without pages.
    """

    report_id: str
    body: str
    year: int | None
    file: str
    said: str
    value: Decimal | None
    chapter: str
    table: str
    row: str
    column: str
    quote: str
    start: int
    end: int
    line: int
    page: int | None

    @property
    def place(self) -> str:
        """Where it stands in few words: 三、收到和处理… · 本年新收 × 总计（第35行，第4页）."""
        cell = " × ".join(filter(None, (self.row, self.column)))
        table = self.table if self.table and self.table not in self.chapter else ""
        page = f"，第{self.page}页" if self.page else ""
        return " · ".join(filter(None, (self.chapter, table, cell))) + f"（第{self.line}行{page}）"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: its kind, a sentence in Chinese, one or two sides, and a note ('' where there is none).

    The first side is of the report it is found in.
    """

    kind: Kind
    message: str
    sides: tuple[Spot, ...]
    note: str = ""

    @property
    def report_id(self) -> str:
        """The report it is found in."""
        return self.sides[0].report_id


def spot(
    report: Report, start: int, end: int, chapter: int | None, said: str = "", value: Decimal | None = None
) -> Spot:
    """A span of the text as a side; `said` is the span itself, shortened, where nothing else is given."""
    quote = report.text[start:end]
    return _spot(
        report, said or f"“{shortened(quote)}”", value, (chapter_label(report, chapter), "", "", ""), start, end
    )


def cell_spot(report: Report, cell: Cell, said: str = "", value: Decimal | None = None) -> Spot:
    """A cell as a side; a blank one by its row."""
    start, end = (cell.row_start, cell.row_end) if cell.start == cell.end else (cell.start, cell.end)
    said, value = (said, value) if said else (shown(cell), cell.value)
    return _spot(report, said, value, cell_labels(report.form, cell), start, end)


def _spot(
    report: Report, said: str, value: Decimal | None, labels: tuple[str, str, str, str], start: int, end: int
) -> Spot:
    return Spot(
        report.id, report.body, report.year, report.file, said, value, *labels, report.text[start:end], start, end,
        line_at(report.text, start), report.page_at(start),
    )  # fmt: skip


def whole_report(report: Report, said: str = "") -> Spot:
    """The report by its title, or its first line."""
    at = max(report.text.find(report.title), 0) if report.title else 0
    end = report.text.find("\n", at)
    return spot(report, at, end if end >= 0 else len(report.text), None, said)


def shown(cell: Cell) -> str:
    """What a cell holds: 12, 空白, “**”."""
    if cell.value is not None:
        return plain_number(cell.value)
    return f"“{cell.raw}”" if cell.raw else "空白"


def shortened(quote: str) -> str:
    """A quote in one line, its middle left out where it is long."""
    line = "".join(quote.split("\n"))
    half = LONGEST_QUOTE // 2
    return line if len(line) <= LONGEST_QUOTE else f"{line[:half]}……{line[-half:]}"


def as_written(finding: Finding, report: Report) -> Finding:
    """The finding made on a view of the report (corpus/folding.py), its quotes as the report itself has them."""
    return replace(finding, sides=tuple(_as_written(side, report) for side in finding.sides))


def _as_written(side: Spot, report: Report) -> Spot:
    quote = report.text[side.start : side.end]
    if side.report_id != report.id or quote == side.quote:
        return side
    said = f"“{shortened(quote)}”" if side.said == f"“{shortened(side.quote)}”" else side.said
    return replace(side, quote=quote, said=said)


# --- checks as findings -------------------------------------------------------------------------


def of_check(result: CheckResult, left: Report, right: Report) -> Finding:
    """A check with two sides as a finding; `left` and `right` are the reports that its sides are taken from."""
    sides = (_side(result.left, left), _side(result.right, right))
    if result.report_id != left.id:
        sides = sides[::-1]
    where = f"（{result.where}）" if result.where else ""
    corrected = [c for side in (result.left, result.right) for c in side.cells if c.correction]
    notes = [
        result.note.rstrip("。"),
        *(f"“{_name(c, left, right)}”是更正后的数，原文为{c.raw or '空白'}" for c in corrected),
    ]
    unsure = any(c.doubt for side in (result.left, result.right) for c in side.cells)
    unsure = unsure or any(is_doubtful(left, figure) for figure in result.left.figures)
    return Finding(_kind(result, unsure), f"{result.title}{where}", sides, "；".join(filter(None, notes)))


def _name(cell: Cell, left: Report, right: Report) -> str:
    labels = cell_labels(left.form if cell in left.cells else right.form, cell)
    return " × ".join(filter(None, (labels.row, labels.column)))


def _kind(result: CheckResult, unsure: bool) -> Kind:
    if result.status is not Status.FAILS:
        return kind("holds" if result.status is Status.HOLDS else "open")
    if unsure:
        return kind("unsure_sum")
    if result.kind is CheckKind.PROSE and result.note and not result.note.startswith("表中有空白格"):
        return kind("prose_scope")
    return kind({CheckKind.TABLE: "table", CheckKind.PROSE: "prose", CheckKind.YEARS: "carry_over"}[result.kind])


def _side(side: Side, report: Report) -> Spot:
    """The side with its formula and value; its place is that of its first cell or number."""
    said = side_words(side)
    if side.figures:
        figure = side.figures[0]
        return spot(report, figure.sentence_start, figure.sentence_end, figure.chapter, said, side.value)
    if side.cells:
        return cell_spot(report, side.cells[0], said, side.value)
    return whole_report(report, said)


def side_words(side: Side) -> str:
    """The formula with its value; a formula of one term says it already."""
    value = "无法计算" if side.value is None else plain_number(side.value)
    one_term = " + " not in side.formula and side.formula.endswith(value)
    return side.formula if one_term or side.formula.endswith(f"= {value}") else f"{side.formula} = {value}"
