"""Comparisons: all bodies ranked, listed and added up; years, bodies and indicators side by side; nothing twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Demo
from fakes import full_report

from assistant.answer import Outcome
from assistant.answering.change import agrees
from assistant.ask import Assistant
from assistant.asked import Rank
from assistant.parsing.bodies import asked_bodies, asked_rank
from corpus.ingest import add_paths
from corpus.settings import Settings
from corpus.store import Store

# question → the word for the bodies asked about, None where none is
WHICH = [
    ("2023年哪个单位许可最多", "单位"),
    ("各县新收排名", "县"),
    ("哪个教育局予以公开率最高", "教育局"),
    ("全部教育局新收合计", "教育局"),
    ("新收为零的单位有哪些", "单位"),
    ("新收最多的单位", "单位"),
    ("申请量前三名是哪几家", ""),
    ("处罚谁最多", ""),
    ("谁申请最多", None),
    ("局长是谁", None),
    ("不予公开的理由里哪个最多", None),
    ("哪年罚得最多", None),
    ("全部政府信息公开申请有多少", None),
    ("各项行政许可多少", None),
]


@pytest.mark.parametrize(("text", "kind"), WHICH)
def test_which_bodies_are_asked_about(text: str, kind: str | None) -> None:
    asked = asked_bodies(text)
    assert (asked.kind if asked else None) == kind


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("前三名是哪几家", Rank(3, 0)),
        ("最多的前五个单位", Rank(5, 0)),
        ("第二多的是谁", Rank(0, 2)),
        ("倒数第二", Rank(0, 2, below=True)),
        ("最多的是谁", Rank()),
        ("前三年", Rank()),
        ("前十二年", Rank()),
        ("前12年", Rank()),
        ("前二十名", Rank(20, 0)),
        ("前十五名", Rank(15, 0)),
        ("前十一共多少件", Rank(10, 0)),
        ("排第十二", Rank(0, 12)),
        ("倒数第十一名", Rank(0, 11, below=True)),
    ],
)
def test_how_far_down_a_ranking(text: str, rank: Rank) -> None:
    assert asked_rank(text) == rank


# turns over the demo reports → what the last answer says, what it must not say
DEMO: list[tuple[list[str], list[str], list[str]]] = [
    # single bodies are ranked; a whole city, which counts them too, is named apart
    (["2024年哪家收到的申请最多"], ["栖霖市人民政府（本级）2024年，为1298件", "另外，汇总报告", "澄屿市（汇总）2024年，为2435件"], []),
    (["2024年申请量前三名是哪几家"], ["依次为：栖霖市人民政府（本级）2024年1298件"], ["望汐区人民政府办公室2024年"]),
    (["2023年哪个单位新收第二多"], ["第2多的是澄屿市人民政府办公室2023年，为204件"], []),
    (["2023年教育局里面哪家收到的申请最多"], ["最多的是澄屿市教育局2023年，为56件", "4个单位"], ["人民政府"]),
    (["2023年新收倒数第一的单位"], ["最少的是芷岸县苇泊镇人民政府2023年，为0件"], ["最多"]),
    (["2023年哪个单位许可最多", "处罚呢"], ["最多的是栖霖市人民政府（本级）2023年，为38976件"], []),
    (["哪些单位2023年没有收到申请"], ["为0的有1个：芷岸县苇泊镇人民政府2023年"], []),
    (["2023年全部教育局新收合计"], ["4个单位", "合计135件", "4个收录了2023年年报"], []),
    (["2023年所有单位复议一共多少件"], ["25个单位中，22个", "没有计入：澄屿市（汇总）2023年130件"], []),
    (["2023年哪个镇新收最多"], ["没有别的可以比较"], ["最多的是"]),
    (["2023年哪个单位予以公开占比最高"], ["予以公开率”最高的是棠渡县教育局2023年，为77.78%"], []),
    (["2024年哪个单位新收增长最快"], ["增幅最大的是岚榭县公安局2024年，为+31.82%", "增加最多的是栖霖市市场监督管理局2024年+29件（105件→134件）"], []),
    (["2023年哪个财政局许可最多"], ["没有收录“财政局”"], []),
    # parts of one indicator, and not of years or bodies
    (["澄屿市2022年不予公开的理由里哪个最多"], ["最多的是保护第三方合法权益，为43件"], []),
    (["澄屿市2022年不予公开最多的是什么原因"], ["最多的是保护第三方合法权益，为43件"], ["没有说明原因"]),
    (["岚榭县公安局2021到2024年哪年罚得最多"], ["最多的是岚榭县公安局2024年，为27771件"], ["予以公开", "增长"]),
    (["2024年澄屿和栖霖全市申请哪个多，差多少"], ["澄屿市（汇总）2024年比栖霖市（汇总）2024年多519件"], ["予以公开"]),
    # two of one report
    (["澄屿市教育局2023年个人比企业多多少"], ["澄屿市教育局2023年本年新收政府信息公开申请数量（自然人）比"], ["增长"]),
    (["澄屿市教育局2023年企业还是个人多"], ["（自然人）比本年新收政府信息公开申请数量（商业企业）多"], []),
    # shares and multiples: of the whole that is said, in the order that is said, and how they changed
    (["澄屿市公安局2024年比2019年新收翻了几倍"], ["的1.49倍（142 ÷ 95）"], []),
    (["澄屿市公安局2019年新收是2024年的几倍"], ["的0.67倍（95 ÷ 142）"], []),
    (["澄屿市公安局2023年不予公开理由里第三方占多少"], ["占“不予公开”的18.18%（2 ÷ 11）"], []),
    (["澄屿市公安局2023年的申请里个人占多大比例，比2022年高了还是低了"], ["低2.03个百分点（97.27%→95.24%）"], []),
    (["澄屿市公安局2023年许可、处罚各多少，和2022年比呢"], ["“行政许可·处理决定数量”：澄屿市公安局2023年比澄屿市公安局2022年增加1085件"], []),
    # years
    (["澄屿市教育局2024年新收比2023年"], ["2024年比澄屿市教育局2023年增加10件（56件→66件）"], []),
    (["澄屿市教育局历年新收趋势"], ["2024年比澄屿市教育局2019年增加9件"], ["不是同一种年报格式"]),
    (["澄屿市公安局历年予以公开分别多少"], ["63件", "83件"], ["增长", "比澄屿市公安局"]),
    (["澄屿市2020到2021新收变化"], ["增长10.67%", "正文写的增幅", "增长10.7%"], ["不一致", "不是同一种"]),
    (["岚榭县2019到2024新收合计"], ["合计710件", "岚榭县2020年，并不完整"], ["比岚榭县"]),
    (["澄屿市教育局2020和2021规范性文件制发数比较"], ["不是同一种年报格式"], []),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "said", "unsaid"), DEMO, ids=[" → ".join(c[0]) for c in DEMO])
def test_comparisons_of_the_demo_reports(demo: Demo, turns: list[str], said: list[str], unsaid: list[str]) -> None:
    conversation = demo.assistant.conversation()
    answer = [conversation.ask(turn) for turn in turns][-1]
    assert [s for s in said if s not in answer.text] == [], answer.text
    assert [s for s in unsaid if s in answer.text] == [], answer.text
    cited = {citation.report_id for citation in answer.citations}
    assert cited or answer.outcome is Outcome.NOT_LOADED


REAL: list[tuple[list[str], list[str], list[str]]] = [
    (["五份报告里哪家新收申请最多"], ["最多的是宿迁市（汇总）2024年，为3525件", "各年的年报一起比较"], []),
    (["2021年哪个单位新收最多"], ["没有别的可以比较"], ["最多的是"]),
    (["宿迁2024信访几件", "跟23年比呢"], ["减少218件（305件→87件）"], []),
    (["宿迁收办24年比23年增长多少"], ["增长1.08%", "1.05%", "两者不一致"], []),
    (["宿迁24年比23年新收增长率"], ["增长0.40%"], ["1.05%"]),
    (["上海2019年受理申请比上年降了多少"], ["12.3%", "2018年"], []),
    (["宿迁2024年个人比企业多多少"], ["多3365件"], []),
    (["宿迁2023收办最少的是哪"], ["苏州宿迁工业园区，为12件"], []),
    (["科委和宿迁2024年谁的不予公开多"], ["多90件（92件对2件）"], ["依次为"]),
    (["宿迁24办理结果前三名"], ["依次为：予以公开1431件、本机关不掌握相关政府信息897件、部分公开471件。"], []),
]


@pytest.mark.parametrize(("turns", "said", "unsaid"), REAL, ids=[" → ".join(c[0]) for c in REAL])
def test_comparisons_of_the_sample_reports(
    real: Assistant, turns: list[str], said: list[str], unsaid: list[str]
) -> None:
    conversation = real.conversation()
    answer = [conversation.ask(turn) for turn in turns][-1]
    assert [s for s in said if s not in answer.text] == [], answer.text
    assert [s for s in unsaid if s in answer.text] == [], answer.text


@pytest.mark.parametrize(
    ("said", "fits"), [("6.25", True), ("6.3", True), ("6.2", True), ("6", True), ("6.1", False), ("7", False)]
)
def test_a_printed_growth_fits_as_it_is_rounded(said: str, fits: bool) -> None:
    """From 96 to 102 are 6.25 %; a half is rounded either way."""
    assert agrees(Decimal(said), Decimal(96), Decimal(102)) is fits


def test_amounts_of_reports_in_other_units_are_converted_before_they_are_compared_or_added(
    store: Store, tmp_path: Path
) -> None:
    fee = {("proactive", "fee", "amount"): "12000"}
    first, second = (
        full_report(f"{body}2023年政府信息公开工作年度报告", numbers=fee) for body in ("甲市教育局", "甲市财政局")
    )
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "1.txt").write_text(first.replace("单位：万元", "单位：元"), encoding="utf-8")
    (reports / "2.txt").write_text(second, encoding="utf-8")
    add_paths(store, [reports], lambda _: None)
    assistant = Assistant(store, Settings(data=tmp_path / "data"))
    alone = assistant.ask("甲市教育局2023年行政事业性收费多少")
    assert "为1.2万元。说明：表中写作12000元，这里换算成万元。" in alone.text
    both = assistant.ask("甲市教育局和甲市财政局2023年行政事业性收费合计多少")
    assert "12001.2万元" in both.text
    more = assistant.ask("甲市教育局和甲市财政局2023年行政事业性收费谁多")
    assert "甲市财政局2023年比甲市教育局2023年多11998.8万元" in more.text
