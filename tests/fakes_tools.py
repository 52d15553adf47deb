"""An assistant whose answers have tables and charts, many lines, or a summary that a test lets come."""

from __future__ import annotations

import threading
from dataclasses import replace
from decimal import Decimal

from fakes_web import FakeAssistant, FakeConversation, cite_cell, cite_words

from assistant import wording
from assistant.answer import Answer, Chart, ChartKind, Citation, Claim, Outcome, Series, Table, TableCell
from assistant.service.asking import Summary
from corpus.report import Report

TABLED, LONG, SUMMED, OTHER = "列成表", "全部列出", "有什么不足", "换成人均"
FORMULA = '=HYPERLINK("http://evil.example","点这里")'
LINES = 700
SENTENCE = "两处不足都与人手有关。"
TITLE = "云岭市 · 新收申请"


class ToolsConversation(FakeConversation):
    """`go` lets the summaries come; an answer leans on what was asked before, as a follow-up does."""

    def __init__(self, report: Report, go: threading.Event) -> None:
        super().__init__(report)
        self._go = go
        self._asked: list[str] = []
        self._last: Answer | None = None

    def ask(self, text: str) -> Answer:
        self._asked.append(text)
        cell = cite_cell(self._report)
        if TABLED in text:
            answer = self._tabled(text, cell)
        elif LONG in text:
            claims = (Claim(f"第{i}个单位收到{i}件。", (self._letter(i),)) for i in range(LINES))
            rows = ((TableCell(f"单位{i}"), TableCell(f"{i}件", (self._letter(i),))) for i in range(LINES))
            table = Table("各单位新收申请", ("单位", "数值"), tuple(rows))
            answer = Answer(Outcome.ANSWERED, tuple(claims), tables=(table,), restated=text)
        elif SUMMED in text:
            places = (cell, cite_words(self._report, "没有收取费用"))
            answer = Answer(Outcome.ANSWERED, tuple(Claim(f"不足之{n}", (c,)) for n, c in enumerate(places, 1)))
        else:
            answer = super().ask(text)
        self._last = answer
        return answer

    def _tabled(self, text: str, cell: Citation) -> Answer:
        unit = "件/万人" if any(OTHER in q for q in self._asked[:-1]) else "件"
        rows = (
            (TableCell("2021年"), TableCell("空白")),
            (TableCell("2022年"), TableCell(f"1,388{unit}", (cell,))),
            (TableCell("2023年"), TableCell(f"17{unit}", (cell,))),
            (TableCell(FORMULA), TableCell("-3件" if unit == "件" else "-3")),
        )
        values = (None, Decimal(1388), Decimal(17))
        chart = Chart(ChartKind.LINE, TITLE, "件", ("2021年", "2022年", "2023年"), (Series("新收", values),))
        claims = (Claim("云岭市2023年新收17件。", (cell,)), Claim("2022年新收1388件。", (cell,)))
        table = Table(TITLE, ("年份", "数值"), rows)
        return Answer(Outcome.ANSWERED, claims, "云岭市 · 各年", tables=(table,), charts=(chart,), restated=text)

    def _letter(self, at: int) -> Citation:
        """Another place for every line."""
        first = at % (len(self._report.text) - 1)
        place = cite_cell(self._report)
        return replace(place, row="", column="", start=first, end=first + 1, quote=self._report.text[first], page=at)

    def summary(self) -> Summary | None:
        plain = self._last
        if plain is None or not self._asked or SUMMED not in self._asked[-1]:
            return None

        def wait() -> Answer | None:
            if not self._go.wait(20):
                return None
            told = (Claim(wording.SUMMARY), Claim(SENTENCE, plain.citations[::-1]))
            return replace(plain, claims=(*told, *plain.claims), summarised=True)

        return wait


class ToolsAssistant(FakeAssistant):
    """Conversations as above, all with the same `go`."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.go = threading.Event()
        self._own = report

    def conversation(self, within: str = "") -> ToolsConversation:
        return ToolsConversation(self._own, self.go)
