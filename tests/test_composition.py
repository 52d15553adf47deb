"""What a whole is made of: the parts with counts and shares, in words, as a table and as bars; never an unrelated whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import Demo

from assistant.answer import ChartKind, Outcome

RESULTS = "予以公开26件（占46.43%）、无法提供21件（占37.50%）、部分公开5件（占8.93%）"

# question → what the answer says
SAID = [
    ("澄屿市教育局2023年办理结果各占多少", f"“办理结果·总计”共56件，其中：{RESULTS}"),
    ("澄屿市教育局2023年办理结果构成", f"“办理结果·总计”共56件，其中：{RESULTS}"),
    ("澄屿市教育局2023年各种办理结果的比例", f"“办理结果·总计”共56件，其中：{RESULTS}"),
    ("澄屿市教育局2023年收的申请都是怎么答复的，各多少件", f"“办理结果·总计”共56件，其中：{RESULTS}"),
    ("澄屿市教育局2023年处理情况的分布", f"“办理结果·总计”共56件，其中：{RESULTS}"),
    ("澄屿市公安局2023年办理结果明细各占多少", "本机关不掌握相关政府信息23件（占17.69%）"),
    ("澄屿市教育局2023年申请人构成", "自然人49件（占87.50%）、商业企业6件（占10.71%）、法律服务机构1件（占1.79%），其余3项为0"),
    ("澄屿市教育局2023年各类申请人占比", "自然人49件（占87.50%）"),
    ("澄屿市教育局2023年不予公开的原因分布", "“不予公开”共2件，其中：属于行政执法案卷1件（占50.00%）"),
    ("澄屿市公安局2023年无法提供的各种情形占比", "“无法提供”共25件，其中：本机关不掌握相关政府信息23件（占92.00%）"),
    ("澄屿市教育局2021年行政复议结果各占多少", "“行政复议·总计”共3件，其中：结果纠正1件（占33.33%）"),
    ("澄屿市公安局2023年行政诉讼结果构成", "“行政诉讼·总计”共7件，其中：其他结果4件（占57.14%）"),
    ("芷岸县苇泊镇人民政府2023年办理结果各占多少", "“办理结果·总计”为0，没有构成可言"),
    # named parts are told one by one, each of the same whole
    ("澄屿市教育局2023年自然人和企业申请各占多少", "的10.71%（6 ÷ 56）"),
    ("澄屿市教育局2023年予以公开、部分公开、不予公开各占多少", "“不予公开”占“办理结果·总计”的3.57%（2 ÷ 56）"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), SAID, ids=[case[0] for case in SAID])
def test_parts_are_told_with_their_shares(demo: Demo, question: str, said: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.text
    assert answer.citations


def test_the_parts_stand_in_a_table_and_as_bars(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市教育局2023年办理结果各占多少")
    (table,), (chart,) = answer.tables, answer.charts
    assert table.title == chart.title == "澄屿市教育局 · 2023年 · 办理结果的构成"
    assert [cell.text for cell in table.rows[0]] == ["予以公开", "26件", "46.43%"]
    assert (chart.kind, chart.labels[:2]) == (ChartKind.BAR, ("予以公开", "无法提供"))
    assert chart.series[0].values[:2] == (Decimal(26), Decimal(21))


def test_the_parts_of_several_years_stand_side_by_side(demo: Demo) -> None:
    (table,) = demo.assistant.ask("澄屿市公安局2021到2023年办理结果各占多少").tables
    assert table.header == ("构成", "2021年", "2022年", "2023年")
    assert [cell.text for cell in table.rows[0]] == ["予以公开", "59件（57.28%）", "65件（56.52%）", "82件（63.08%）"]


def test_reconsiderations_are_no_part_of_lawsuits(demo: Demo) -> None:
    """Of cases in all, and not of lawsuits alone: 2 of 3."""
    text = demo.assistant.ask("澄屿市教育局2023年行政复议占比多少").text
    assert "“行政诉讼·总计”" not in text
    assert "66.67%（2 ÷ 3）" in text
