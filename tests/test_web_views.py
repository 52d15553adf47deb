"""Tables and charts of answers as HTML: named rows and columns, links to the sources, drawings that can be read aloud."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from fakes_web import cite_cell, report_of
from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.answer import Chart, ChartKind, Citation, Series, Table, TableCell
from assistant.web.markup import Html, tag
from assistant.web.plot import chart_figure, in_words
from assistant.web.views import answer_views, value_table

CITED = cite_cell(report_of())
TABLE = Table(
    "云岭市 · 新收申请",
    ("年份", "数值"),
    ((TableCell("2022年"), TableCell("没有收录")), (TableCell("2023年"), TableCell("17件", (CITED,)))),
)
YEARS = ("2019年", "2020年", "2021年", "2022年")


def line(*values: int | None, marks: tuple[tuple[int, str], ...] = (), unit: str = "件") -> Chart:
    numbers = tuple(None if v is None else Decimal(v) for v in values)
    return Chart(ChartKind.LINE, "云岭市 · 新收申请", unit, YEARS[: len(values)], (Series("新收申请", numbers),), marks)


def linked(citation: Citation, text: str) -> Html:
    return tag("a", text, href=f"#{citation.start}")


def found(html: str, selector: str) -> list[LexborNode]:
    return LexborHTMLParser(html).css(selector)


def texts(html: str, selector: str) -> list[str]:
    return [node.text() for node in found(html, selector)]


def numbers(html: str, selector: str, name: str) -> list[float]:
    return [float(node.attributes[name] or "nan") for node in found(html, selector)]


def test_a_table_names_its_rows_and_columns_and_its_numbers_are_links() -> None:
    html = value_table(TABLE, linked)
    assert "<caption>云岭市 · 新收申请</caption>" in html
    assert '<th scope="col">年份</th><th scope="col">数值</th>' in html
    assert '<th scope="row">2022年</th><td class="no-number">没有收录</td>' in html
    assert f'<th scope="row">2023年</th><td><a href="#{CITED.start}">17件</a></td>' in html


def test_a_list_of_names_is_written_in_lines() -> None:
    names = "云岭市教育局、云岭市公安局、云岭市卫生健康委员会"
    html = value_table(replace(TABLE, rows=((TableCell("人员力量不足"), TableCell(names)),)), linked)
    assert f'<td class="no-number words">{names}</td>' in html


def test_one_of_chart_and_table_is_shown_and_the_other_a_click_away() -> None:
    both = answer_views((TABLE,), (line(1, 2, 3),), linked, turn=4)
    buttons = {node.id: "checked" in node.attributes for node in found(both, "input[type=radio][name=view-4]")}
    assert buttons == {"view-4-chart": True, "view-4-table": False}
    assert texts(both, "label") == ["图", "表"]
    assert "<input" not in answer_views((TABLE,), (), linked, turn=4)
    assert answer_views((), (), linked, turn=4) == ""


def test_a_line_is_broken_where_there_is_no_number() -> None:
    html = chart_figure(line(3, None, 5, 6))
    runs = [node.attributes["points"] or "" for node in found(html, "polyline")]
    assert [len(run.split()) for run in runs] == [1, 2]
    assert texts(html, ".number") == ["3", "5", "6"]
    assert texts(html, ".no-value") == ["无数据"]
    assert "2019年3件，2020年无数据，2021年5件，2022年6件" in html


def test_a_mark_stands_before_the_year_from_which_the_form_is_another() -> None:
    html = chart_figure(line(3, 4, 5, marks=((2, "起用2021年格式"),)))
    assert texts(html, ".form-words") == ["起用2021年格式"]
    (at,) = numbers(html, "line.form-mark", "x1")
    points = numbers(html, "circle", "cx")
    assert points[1] < at < points[2]
    assert in_words(line(3, 4, 5, marks=((2, "起用2021年格式"),))).endswith("2021年起用2021年格式")


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0, 3, 4), ["0", "1", "2", "3", "4"]),
        ((0, 0, 0), ["0", "1"]),
        ((10, 95, 130), ["0", "50", "100", "150"]),
        ((-3, 0, 6), ["-3", "0", "3", "6"]),
        ((2043, 2025, 2435), ["2000", "2200", "2400", "2600"]),
    ],
)
def test_the_axis_has_round_steps_and_holds_every_value(values: tuple[int, ...], ticks: list[str]) -> None:
    html = chart_figure(line(*values))
    years = [year.removesuffix("年") for year in YEARS]
    assert [t for t in texts(html, ".tick") if t not in years] == ticks
    assert all(0 < y < 230 for y in numbers(html, "circle", "cy"))


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    assert "纵轴从2000件起" in chart_figure(line(2043, 2025, 2435))
    assert "纵轴从" not in chart_figure(line(20, 45, 90))


def test_bars_begin_at_zero_and_lengths_are_as_the_values() -> None:
    chart = Chart(
        ChartKind.BAR, "2023年", "件", ("甲县", "乙县", "丙县"), (Series("", (Decimal(100), Decimal(25), None)),)
    )
    html = chart_figure(chart)
    wide, narrow = numbers(html, "rect", "width")
    assert narrow == pytest.approx(wide / 4, abs=0.1)
    assert texts(html, ".label") == ["甲县", "乙县", "丙县"]
    assert texts(html, ".number") == ["100件", "25件"]
    assert texts(html, ".no-value") == ["无数据"]


def test_words_of_reports_stay_words_in_a_drawing() -> None:
    chart = Chart(ChartKind.BAR, "<b>题</b>", "件", ("<script>", "乙"), (Series("", (Decimal(1), Decimal(2))),))
    html = chart_figure(chart)
    assert "<script>" not in html
    assert "<b>" not in html
