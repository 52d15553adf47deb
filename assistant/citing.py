"""Places of a report → citations, each quoting exactly what stands there."""

from __future__ import annotations

from assistant.answer import AnswerFigure, Citation
from assistant.remarks import remark_on
from corpus.forms import load_forms
from corpus.kinds import kind_of
from corpus.outline import CHAPTER_LEVEL, heading_of
from corpus.report import Cell, Figure, Report
from corpus.store import ReportHead, Store

CHAPTER_NUMBERS = ("", "一", "二", "三", "四", "五", "六")
_CHAPTER_TITLES = (
    "",
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def chapter_title(number: int | None) -> str:
    """'三、收到和处理政府信息公开申请情况'; '' where the chapter is not known."""
    return f"{CHAPTER_NUMBERS[number]}、{_CHAPTER_TITLES[number]}" if number else ""


def cite_cell(store: Store, head: ReportHead, cell: Cell) -> Citation:
    """The citation of a statutory cell with what must be said of it; a blank cell is cited by its whole row."""
    form = load_forms()[head.form or ""]
    place = form.place(*cell.place)
    table = form.home(*cell.place)
    block, row, column = place if place else (None, None, None)
    blank = cell.start == cell.end
    start, end = (cell.row_start, cell.row_end) if blank else (cell.start, cell.end)
    return Citation(
        report_id=head.id,
        report=head.file,
        body=head.body,
        year=head.year,
        chapter=chapter_title(table.chapter),
        table=(block.title if block else "") or table.title,
        row=" / ".join(row.path) if row else "",
        column=" / ".join(column.path) if column else "",
        quote=store.report(head.id).text[start:end] if blank else cell.raw,
        start=start,
        end=end,
        url=head.address,
        remark=remark_on(cell),
        page=head.page_at(start),
    )


def cite_span(head: ReportHead, report: Report, start: int, end: int, chapter: int | None) -> Citation:
    """The citation of a sentence or any other span of prose."""
    return cite_words(head, report.text[start:end], start, _chapter_said(report, start, chapter))


def cite_words(head: ReportHead, quote: str, start: int, chapter: str) -> Citation:
    """As `cite_span`, of words that are known to stand there: the report itself need not be read again."""
    return Citation(
        report_id=head.id,
        report=head.file,
        body=head.body,
        year=head.year,
        chapter=chapter,
        table="",
        row="",
        column="",
        quote=quote,
        start=start,
        end=start + len(quote),
        url=head.address,
        page=head.page_at(start),
        kind=kind.name if (kind := kind_of(head.title, head.form)) else "",
    )


def _chapter_said(report: Report, start: int, chapter: int | None) -> str:
    """The chapter's title: the law's where the report follows one of its forms, else as the report itself has it."""
    form = load_forms().get(report.form or "")
    if form and any(table.chapter for table in form.tables):
        return chapter_title(chapter)
    own = next((s for s in report.sections if s.level == CHAPTER_LEVEL and s.start <= start < s.end), None)
    return heading_of(own) if own else ""


def cite_figure(head: ReportHead, report: Report, figure: Figure) -> Citation:
    """The citation of a number in prose: the sentence it stands in."""
    return cite_span(head, report, figure.sentence_start, figure.sentence_end, figure.chapter)


def cell_figure(store: Store, head: ReportHead, cell: Cell) -> AnswerFigure:
    """A cell's number as a figure of the answer."""
    return AnswerFigure(plain(cell.value), cell.unit, cite_cell(store, head, cell))


def prose_figure(head: ReportHead, report: Report, figure: Figure) -> AnswerFigure:
    """A prose number as a figure of the answer."""
    return AnswerFigure(plain(figure.value), figure.unit, cite_figure(head, report, figure))


def plain(value: object) -> str:
    """A Decimal without exponent and without grouping, digits as the report gives them."""
    return f"{value:f}" if value is not None else ""
