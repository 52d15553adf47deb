"""Tables and charts of answers: the values that the claims tell, side by side, over the years, with words for gaps."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import Demo

from assistant.answer import Answer, ChartKind, Table
from assistant.commands.questions import answer_text


def shown(table: Table) -> list[list[str]]:
    return [list(table.header), *([cell.text for cell in row] for row in table.rows)]


def only_table(answer: Answer) -> list[list[str]]:
    (table,) = answer.tables
    return shown(table)


# question → the table of the answer
TABLES: list[tuple[str, list[list[str]]]] = [
    # one side differs: it goes downwards
    (
        "澄屿市教育局2021到2024年每年新收多少件",
        [["年份", "数值"], ["2021年", "68件"], ["2022年", "没有收录"], ["2023年", "56件"], ["2024年", "66件"]],
    ),
    (
        "澄屿市公安局和澄屿市教育局2023年新收谁多",
        [["单位", "数值"], ["澄屿市公安局", "126件"], ["澄屿市教育局", "56件"]],
    ),
    # what another form did not have is told apart from what is not loaded
    (
        "澄屿市教育局2020到2023年规范性文件制发趋势",
        [["年份", "数值"], ["2020年", "没有这一项"], ["2021年", "3件"], ["2022年", "没有收录"], ["2023年", "1件"]],
    ),
    # two sides: the longer one downwards
    (
        "澄屿市教育局2019年2020年2021年新收和予以公开分别多少",
        [
            ["年份", "本年新收政府信息公开申请数量", "予以公开"],
            ["2019年", "57件", "24件"],
            ["2020年", "66件", "24件"],
            ["2021年", "68件", "27件"],
        ],
    ),
    # three sides: a row for each report
    (
        "澄屿市公安局和澄屿市教育局2021年2023年新收申请、予以公开各多少件",
        [
            ["单位和年份", "本年新收政府信息公开申请数量", "予以公开"],
            ["澄屿市公安局2021年", "113件", "59件"],
            ["澄屿市公安局2023年", "126件", "82件"],
            ["澄屿市教育局2021年", "68件", "27件"],
            ["澄屿市教育局2023年", "56件", "26件"],
        ],
    ),
]


@pytest.mark.parametrize(("question", "table"), TABLES, ids=[case[0] for case in TABLES])
def test_several_values_stand_side_by_side(demo: Demo, question: str, table: list[list[str]]) -> None:
    answer = demo.assistant.ask(question)
    assert only_table(answer) == table


@pytest.mark.parametrize("question", [case[0] for case in TABLES])
def test_a_table_says_nothing_that_the_claims_do_not_say(demo: Demo, question: str) -> None:
    answer = demo.assistant.ask(question)
    cells = [cell for table in answer.tables for row in table.rows for cell in row]
    assert {c for cell in cells for c in cell.citations} <= set(answer.citations)
    numbers = [cell.text for cell in cells if cell.text.endswith(("件", "%"))]
    assert numbers
    assert [n for n in numbers if n not in answer.text] == []


def test_one_value_is_no_table(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市教育局2023年新收多少件")
    assert answer.tables == ()
    assert answer.charts == ()


def test_a_line_over_the_years_leaves_a_gap_where_a_report_is_missing(demo: Demo) -> None:
    (chart,) = demo.assistant.ask("澄屿市教育局历年予以公开率").charts
    assert (chart.kind, chart.unit, chart.title) == (ChartKind.LINE, "%", "澄屿市教育局 · 予以公开率")
    assert chart.labels == ("2019年", "2020年", "2021年", "2022年", "2023年", "2024年")
    values = ("42.86", "36.92", "39.13", None, "46.43", "48.53")
    assert chart.series[0].values == tuple(Decimal(v) if v else None for v in values)
    assert chart.marks == ()


def test_a_change_of_form_is_marked_where_the_row_is_new_or_means_something_else(demo: Demo) -> None:
    (chart,) = demo.assistant.ask("澄屿市教育局2020到2024年规范性文件制发趋势").charts
    assert chart.labels[0] == "2021年"
    assert chart.marks == ((0, "起用2021年格式"),)


def test_bodies_of_one_year_are_bars(demo: Demo) -> None:
    (chart,) = demo.assistant.ask("澄屿市公安局和澄屿市教育局2023年新收谁多").charts
    assert (chart.kind, chart.labels) == (ChartKind.BAR, ("澄屿市公安局", "澄屿市教育局"))
    assert [s.values for s in chart.series] == [(Decimal(126), Decimal(56))]


def test_json_holds_tables_and_charts_with_the_numbers_of_the_citations(demo: Demo) -> None:
    told = demo.assistant.ask("澄屿市教育局2021到2024年每年新收多少件").to_json()
    (table,) = told["tables"]
    first, gap = table["rows"][0][1], table["rows"][1][1]
    assert gap == {"text": "没有收录", "citations": []}
    assert [told["citations"][n - 1]["quote"] for n in first["citations"]] == ["68"]
    (chart,) = told["charts"]
    assert chart["series"][0]["values"] == ["68", None, "56", "66"]


def test_the_terminal_shows_the_table_in_straight_columns(demo: Demo) -> None:
    text = answer_text(demo.assistant.ask("澄屿市公安局和澄屿市教育局2023年新收谁多"))
    assert "2023年 · 本年新收政府信息公开申请数量\n  单位          数值\n  澄屿市公安局  126件\n" in text


def test_several_bodies_and_indicators_are_a_chart_for_each_indicator(demo: Demo) -> None:
    charts = demo.assistant.ask("澄屿市公安局和澄屿市教育局2019到2024年新收和予以公开对比").charts
    assert [c.title for c in charts] == ["本年新收政府信息公开申请数量", "予以公开"]
    assert [[s.name for s in c.series] for c in charts] == [["澄屿市公安局", "澄屿市教育局"]] * 2
