"""Reports as the portals publish them: the text and every cell of the report, and nothing of the page around it."""

from __future__ import annotations

import pytest
from fakes_portal import reports
from portal_shells import SHELLS

from corpus.assemble import read_report
from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.report import Report


def cells(report: Report) -> dict[str, str]:
    return {f"{c.table}|{c.row}|{c.column}": c.raw for c in report.cells}


def prose(page: Page) -> list[str]:
    return [page.title, *(item.text.strip() for item in page.items if isinstance(item, Line))]


def lines(report: Report) -> list[str]:
    """The lines of the report that stand in no table."""
    text = list(report.text)
    for grid in report.grids:
        text[grid.start : grid.end] = " " * (grid.end - grid.start)
    return [line.strip() for line in "".join(text).split("\n") if line.strip()]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("year", [2019, 2023])
def test_a_report_is_read_whole_and_without_the_page_around_it(shell: str, year: int) -> None:
    page = reports(year)[3]
    report = read_report(SHELLS[shell].print(page).encode(), "1.html", "https://www.example.gov.cn/1.html")
    assert cells(report) == dict(page.raw)
    assert lines(report) == prose(page)
    assert (report.body, report.year) == (page.body.name, year)
