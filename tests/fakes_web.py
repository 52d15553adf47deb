"""A report of a made-up city and an assistant that knows a few sentences: enough to see the whole page at work."""

from __future__ import annotations

import time
from decimal import Decimal

from assistant.answer import Alternative, Answer, AnswerFigure, Citation, Claim, Option, Outcome
from assistant.service.asking import Summary
from corpus.forms import load_forms
from corpus.report import (
    Cell,
    CellKind,
    Grid,
    GridCell,
    Passage,
    PassageKind,
    Report,
    Scope,
    Section,
)
from corpus.store import ReportHead
from index.search import SearchIndex

FORM = "2021"
HOSTILE = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">{{value}}${1+1}"
ANSWERED, ASKS, MISSING, SLOW, BROKEN = "新收了多少件", "哪个单位", "2031年", "慢", "出错"


def report_of(
    address: str = "/reports/云岭市2023.html",
    body: str = "云岭市",
    year: int = 2023,
    title: str = "云岭市2023年政府信息公开工作年度报告",
    sentence: str = "全年新收政府信息公开申请 17 件。",
    first_value: str = "17",
    identity: str = "0123456789abcdef",
) -> Report:
    """A report with one paragraph and the whole statutory table of chapter 3; every cell is 0 but the first."""
    draft = _Draft()
    draft.line(title)
    chapter_one = draft.line("一、总体情况")
    paragraph = draft.line(f"云岭市依法办理申请。{sentence}没有收取费用。")
    chapter_three = draft.line("三、收到和处理政府信息公开申请情况")
    draft.requests_table(first_value)
    return Report(
        id=identity,
        file=address.rsplit("/", 1)[-1],
        address=address,
        content_hash="",
        text=draft.text,
        title=title,
        body=body,
        region=body,
        year=year,
        scope=Scope.WHOLE_REGION,
        form=FORM,
        sections=(
            Section(chapter_one[0], paragraph[1], 1, "一", "总体情况", 1),
            Section(chapter_three[0], len(draft.text), 1, "三", "收到和处理政府信息公开申请情况", 3),
        ),
        passages=(Passage(*paragraph, PassageKind.PARAGRAPH, 1, ("一、总体情况",)),),
        cells=tuple(draft.cells),
        grids=(Grid(draft.grid[0].start, draft.grid[-1].end, tuple(draft.grid)),),
    )


class _Draft:
    """Text that grows, and the places of what was written."""

    def __init__(self) -> None:
        self.text = ""
        self.grid: list[GridCell] = []
        self.cells: list[Cell] = []

    def line(self, text: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += text + "\n"
        return start, start + len(text)

    def requests_table(self, first_value: str) -> None:
        block = load_forms()[FORM].table("requests").blocks[0]
        for at, row in enumerate(block.rows):
            row_start = len(self.text)
            self._cell(row.label, at, 0)
            places = [
                self._cell("" if (at, i) == (0, 5) else first_value if (at, i) == (0, 0) else "0", at, i + 1)
                for i in range(len(block.columns))
            ]
            for place, column in zip(places, block.columns, strict=True):
                raw = place.text
                kind = CellKind.NUMBER if raw.isdigit() else CellKind.TEXT if raw else CellKind.BLANK
                value = Decimal(raw) if raw.isdigit() else None
                spans = (place.start, place.end, row_start, places[-1].end)
                self.cells.append(Cell("requests", row.key, column.key, kind, value, "件", raw, *spans))
            self.text += "\n"

    def _cell(self, text: str, row: int, column: int) -> GridCell:
        self.text += "\t" if column else ""
        cell = GridCell(text, len(self.text), len(self.text) + len(text), row, column)
        self.text += text
        self.grid.append(cell)
        return cell


def cite_cell(report: Report, row: str = "new", column: str = "natural") -> Citation:
    """The citation of a cell as the assistant makes it."""
    cell = report.cell("requests", row, column)
    place = load_forms()[FORM].place("requests", row, column)
    assert cell is not None
    assert place is not None
    blank = cell.start == cell.end
    start, end = (cell.row_start, cell.row_end) if blank else (cell.start, cell.end)
    labels = (" / ".join(place[1].path), " / ".join(place[2].path))
    return _citation(report, "三、收到和处理政府信息公开申请情况", labels, start, end)


def cite_words(report: Report, words: str) -> Citation:
    """The citation of the first place where these words stand."""
    start = report.text.index(words)
    return _citation(report, "一、总体情况", ("", ""), start, start + len(words))


def _citation(report: Report, chapter: str, labels: tuple[str, str], start: int, end: int) -> Citation:
    table = "收到和处理政府信息公开申请情况" if any(labels) else ""
    quote = report.text[start:end]
    return Citation(
        report.id, report.file, report.body, report.year, chapter, table, *labels, quote, start, end, report.address
    )


class FakeConversation:
    """Knows its questions; each answer cites the report it was made with."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def ask(self, text: str) -> Answer:
        if BROKEN in text:
            raise RuntimeError("broken on purpose")
        if SLOW in text:
            time.sleep(0.3)
        if ASKS in text:
            choices = ("云岭市2023年新收了多少件申请？", "云岭市教育局2023年新收了多少件申请？")
            return Answer(Outcome.ASKS_BACK, (Claim("有两个单位都叫这个名字。"),), choices=choices)
        if MISSING in text:
            said = Claim("没有收录云岭市2031年的年报。")
            return Answer(Outcome.NOT_LOADED, (said,), suggestions=("云岭市2023年新收了多少件申请？",))
        cell, sentence = cite_cell(self._report), cite_words(self._report, "全年新收政府信息公开申请 17 件。")
        blank = cite_cell(self._report, "new", "other_organisation")
        return Answer(
            Outcome.ANSWERED,
            (
                Claim("云岭市2023年新收自然人提出的政府信息公开申请 17 件。", (cell,)),
                Claim("正文的说法与表格一致。", (sentence,)),
                Claim("“其他”一格是空白。", (blank,)),
            ),
            reading="云岭市 · 2023 年 · 本年新收政府信息公开申请数量 · 自然人",
            figures=(AnswerFigure("17", "件", cell),),
            suggestions=("其中予以公开的有多少件？", "跟上一年比呢？"),
            alternatives=(Alternative("年份", "2023 年", (Option("2022年", f"换成2022年{ANSWERED}"),)),),
            restated=text,
        )

    def summary(self) -> Summary | None:
        return None


class FakeAssistant:
    """Answers every conversation from one report; `index`: what is searched, None as while it is opened."""

    def __init__(self, report: Report, index: SearchIndex | None = None) -> None:
        self._report = report
        self.index = index

    def conversation(self, within: str = "") -> FakeConversation:
        return FakeConversation(self._report)

    def examples(self, n: int, within: str = "") -> tuple[str, ...]:
        asked = ("云岭市2023年新收了多少件申请？", "2023年哪个单位收到的申请最多？", "云岭市2023年有哪些不足？")
        return asked[:n]

    def index_within(self, seconds: float) -> SearchIndex | None:
        return self.index


class FakeStore:
    """Some reports, as the page needs them."""

    identity = "fake"

    def __init__(self, *reports: Report) -> None:
        self._reports = {report.id: report for report in reports}

    def heads(self) -> tuple[ReportHead, ...]:
        return tuple(
            ReportHead(r.id, r.file, r.address, r.title, r.body, r.region, r.year, r.scope, r.form, r.aliases, 1)
            for r in self._reports.values()
        )

    def head(self, report_id: str) -> ReportHead | None:
        return next((head for head in self.heads() if head.id == report_id), None)

    def report(self, report_id: str) -> Report:
        return self._reports[report_id]
