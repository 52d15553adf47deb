"""Reports as the portals publish them: the text and every cell of the report, and nothing of the page around it."""

from __future__ import annotations

import re

import pytest
from fakes_portal import lines_html, reports, table_html
from portal_shells import SHELLS

from corpus.assemble import read_report
from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.reading.html import join_pages
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


@pytest.mark.parametrize("style", ["", "display:table-cell"])
def test_a_table_of_blocks_is_read_cell_by_cell(style: str) -> None:
    page = reports(2023)[3]

    def blocks(table: str) -> str:
        return re.sub(r"<(/?)t(?:able|r|d)\b[^>]*>", lambda tag: f'<{tag[1]}div style="{style}">', table)

    pieces = (f"<div>{i.text}</div>" if isinstance(i, Line) else blocks(table_html(i)) for i in page.items)
    html = f"<html><head><title>{page.title}</title></head><body>{''.join(pieces)}</body></html>"
    assert cells(read_report(html.encode(), "1.html", "https://www.example.gov.cn/1.html")) == dict(page.raw)


@pytest.mark.parametrize("row", [8, 20])
def test_a_table_that_two_pages_of_an_article_share_is_one(row: int) -> None:
    page = reports(2023)[3]
    pieces = lines_html(page)
    at = max(range(len(pieces)), key=lambda i: pieces[i].count("<tr>"))
    rows = re.findall(r"<tr>.*?</tr>", pieces[at])
    first = [*pieces[:at], f"<table>{''.join(rows[:row])}</table>"]
    second = [f"<table>{''.join(rows[row:])}</table>", *pieces[at + 1 :]]
    shell = SHELLS["trs"].page.replace("{title}", page.title)
    html = join_pages([shell.replace("{content}", "".join(part)) for part in (first, second)])
    report = read_report(html.encode(), "1.html", "https://www.example.gov.cn/1.html")
    assert cells(report) == dict(page.raw)
    assert lines(report) == prose(page)
