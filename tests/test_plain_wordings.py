"""Numbers asked for in people's own words on the demo reports: which indicator is read, and what is left alone."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome

# question → what the answer says
READ = [
    ("芷岸县24收结转存各多少", "“办理结果·总计”为258件"),
    ("澄屿市2021表二里制发 废止 现行有效三列", "“规章·现行有效件数”为15件"),
    ("澄屿市2021表二里制发 废止 现行有效三列", "“行政规范性文件·本年废止件数”为59件"),
    ("澄屿市2023不公开八项合计", "“不予公开”为162件"),
    ("表四总计 澄屿市2024", "“复议和诉讼·总计”为234件"),
    ("同口径比较 栖霖市2024与2023新收", "减少125件"),
    ("本级和汇总有啥区别", "两种数不能直接相比"),
    ("领导要芷岸县24年 新收 结转 办结 三个数", "“上年结转政府信息公开申请数量”为19件"),
    ("领导要芷岸县24年 新收 结转 办结 三个数", "“结转下年度继续办理”为20件"),
    ("2020芷岸县政府集采几个项目、总金额多少", "“政府集中采购·采购项目数量”为20项"),
    ("2020芷岸县政府集采几个项目、总金额多少", "“政府集中采购·采购总金额”为2270634元"),
    ("澄屿市2020行政事业性收费收了几万", "没有“行政事业性收费·本年收费金额”这一项"),
    ("澄屿市卫健委2023年不给公开的有几件", "“不予公开”为1件"),
    ("栖霖市2021年有几个人来要信息", "“本年新收政府信息公开申请数量”为1708件"),
    ("栖霖市2021年个人申请几件", "（自然人）”为1553件"),
    ("澄屿市教育局2023年没答复的", "“结转下年度继续办理”为2件"),
    ("澄屿市教育局2023年压着没办的有几件", "“结转下年度继续办理”为2件"),
    ("栖霖市2021年怕影响稳定没公开的", "“危及‘三安全一稳定’”为3件"),
    ("澄屿市2023年告政府的有多少", "“行政诉讼·总计”为89件"),
    ("澄屿市2023年官司赢了几个", "“行政诉讼·结果维持”为47件"),
    ("澄屿市2023年红头文件出了几个", "“行政规范性文件·本年制发件数”为115件"),
    ("澄屿市2023年发了多少证", "“行政许可·处理决定数量”为158635件"),
    ("澄屿市2023年收了多少钱", "“行政事业性收费·本年收费金额”为29878.2412万元"),
    ("澄屿市教育局2023年败诉率多少", "诉讼纠正率为100.00%"),
    ("澄屿市教育局2023年表三第一行是多少", "“本年新收政府信息公开申请数量”为56件"),
    ("澄屿市2023年第（三）类第1项是几", "“属于国家秘密”为5件"),
    ("2023年不给公开的最多的是哪个单位", "“不予公开”最多的是栖霖市人民政府（本级）2023年，为115件"),
]

LEFT_ALONE = [
    "澄屿市2023年罚款金额多少",
    "澄屿市2023年信访量多少",
    "澄屿市2023年乱收费有几起",
    "澄屿市教育局2023年局长是谁",
]


@pytest.mark.parametrize(("question", "said"), READ)
def test_plain_words_are_read_as_the_indicator_they_mean(demo: Demo, question: str, said: str) -> None:
    assert said in demo.assistant.ask(question).text


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_what_the_tables_do_not_count_is_not_answered_with_a_number(demo: Demo, question: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.NOT_IN_REPORT
    assert answer.figures == ()


def test_nothing_tells_two_indicators_apart(demo: Demo) -> None:
    """积压 is what is left over from last year, or left to next year: both are told."""
    text = demo.assistant.ask("澄屿市公安局2022年积压多少").text
    assert "结转下年度继续办理" in text
    assert "上年结转" in text
