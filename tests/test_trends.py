"""Values over the years: from first to last, extremes, runs, each year's growth; overviews of years and bodies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import Demo

from assistant.answering.change import growth_text
from assistant.answering.trend import Step
from assistant.values import Status, Value
from corpus.report import Scope
from corpus.store import ReportHead

# question → what the answer says, what it must not say
SAID: list[tuple[str, list[str], list[str]]] = [
    (
        "澄屿市公安局历年新收走势如何",
        [
            "“收到申请数”：2016年55件、2017年101件、2018年116件。",
            "2024年比澄屿市公安局2016年增加87件（55件→142件），增长158.18%",
            "其中最多的是2024年（142件），最少的是2016年（55件）。",
            "2023年到2024年连续2年比上一年增长（110件→126件→142件）",
        ],
        ["2017年比2016年"],
    ),
    (
        "澄屿市2019年以来行政许可处理决定数量趋势",
        ["减少135件（151138件→151003件），下降0.09%", "最多的是2023年（158635件），最少的是2022年（143850件）"],
        [],
    ),
    (
        "澄屿市公安局每年新收比上年增长多少",
        ["2019年比2018年减少21件（116件→95件），下降18.10%。", "2021年比2020年增加33件（80件→113件），增长41.25%。"],
        [],
    ),
    # a year that is not loaded leaves no growth, and makes no two others neighbours
    (
        "澄屿市教育局2020到2024年新收各年同比",
        ["2021年比2020年增加2件（66件→68件），增长3.03%。", "2023年没有上一年的数字，不能计算比上年的增减。"],
        ["2023年比2021年"],
    ),
    # shares go up in points
    ("澄屿市教育局历年予以公开率各年同比", ["2021年比2020年高2.21个百分点（36.92%→39.13%）。", "最高的是2024年（48.53%）"], ["增长2.21"]),
    # several: each with its name
    (
        "澄屿市公安局近五年新收、予以公开、不予公开的变化",
        ["“予以公开”：其中最多的是2024年（83件）", "“予以公开”：2020年52件、2021年59件、2022年65件、2023年82件、2024年83件。"],
        [],
    ),
    (
        "澄屿市公安局和澄屿市教育局2019到2024年新收趋势",
        ["澄屿市教育局：其中最多的是2021年（68件），最少的是2023年（56件）。", "澄屿市公安局：其中最多的是2024年（142件）"],
        [],
    ),
    (
        "澄屿市卫生健康委员会2019—2024年予以公开各是多少，有什么趋势",
        ["减少2件（18件→16件），下降11.11%"],
        [],
    ),
    # overviews; a cell left blank is told as that
    ("栖霖市人民政府这几年怎么样", ["空白"], []),
    ("澄屿市教育局历年概况", ["予以公开：2019年24件、2020年24件、2021年27件、2023年26件、2024年33件"], []),
    ("澄屿市教育局这几年怎么样", ["结转下年度继续办理：2019年2件、2020年3件、2021年2件、2023年2件、2024年0件"], []),
    ("比较一下澄屿市公安局和澄屿市教育局2023年", ["予以公开：澄屿市公安局82件、澄屿市教育局26件"], []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said", "unsaid"), SAID, ids=[case[0] for case in SAID])
def test_what_is_said_of_the_years(demo: Demo, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert [s for s in said if s not in answer.text] == [], answer.text
    assert [s for s in unsaid if s in answer.text] == [], answer.text
    assert answer.tables
    assert {c for t in answer.tables for r in t.rows for cell in r for c in cell.citations} <= set(answer.citations)


def test_the_growth_of_each_year_stands_in_the_table(demo: Demo) -> None:
    (table,) = demo.assistant.ask("澄屿市教育局2020到2024年新收各年同比").tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["2020年", "66件", "+9件", "+15.79%"],  # against 2019, which was not asked for
        ["2021年", "68件", "+2件", "+3.03%"],
        ["2023年", "56件", "没有上年的数", "没有上年的数"],
        ["2024年", "66件", "+10件", "+17.86%"],
    ]


def test_an_overview_of_years_has_a_row_for_each_headline_and_a_column_for_each_year(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市教育局2021年以来的主要数据")
    (table,) = answer.tables
    assert table.header == ("指标", "2021年", "2022年", "2023年", "2024年")
    assert [cell.text for cell in table.rows[0]] == ["本年新收政府信息公开申请数量", "68件", "没有收录", "56件", "66件"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (100, 150, "，增长50.00%"),
        (100, 50, "，下降50.00%"),
        (3, 6, "，增长100.00%（基数较小，百分比仅供参考）"),
        (0, 6, "，基数为0，无法计算增幅"),
        (0, 0, ""),
        (-4, -2, "，增长50.00%（基数较小，百分比仅供参考）"),
    ],
)
def test_growth_says_where_its_base_is_small_or_zero(old: int, new: int, said: str) -> None:
    assert growth_text(Decimal(old), Decimal(new)) == said


def value(year: int, number: int) -> Value:
    head = ReportHead(str(year), "", "", "", "甲市", "甲市", year, Scope.UNSTATED, "2021", (), 1)
    return Value(head, "requests.new", "total", "新收", Status.NUMBER, Decimal(number), "件")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (80, 113, "增加33件（80件→113件），增长41.25%"),
        (113, 80, "减少33件（113件→80件），下降29.20%"),
        (80, 80, "没有变化，都是80件"),
        (0, 5, "增加5件（0件→5件），基数为0，无法计算增幅"),
    ],
)
def test_a_step_is_said_in_cases_and_in_percent(old: int, new: int, said: str) -> None:
    assert Step(value(2022, old), value(2023, new)).said == said
