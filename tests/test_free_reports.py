"""Reports of other kinds: named rightly, answered from sentences and rows, and never mixed into statutory numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from free_samples import write_free_reports

from assistant.answer import Outcome
from assistant.ask import Assistant
from corpus.ingest import add_paths
from corpus.kinds import kind_of
from corpus.settings import Settings
from corpus.store import Store

WORK = "澄屿市2024年政府工作报告"


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the samples."""
    data: Path = tmp_path_factory.mktemp("free")
    with Store(data) as opened:
        add_paths(opened, [write_free_reports(data / "reports")], lambda _: None)
        yield Assistant(opened, Settings(data=data))


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("澄屿市2024年政府工作报告", "government"),
        ("关于澄屿市2023年预算执行情况和2024年预算草案的报告", "fiscal"),
        ("澄屿市教育局2024年部门预算公开", "budget"),
        ("澄屿市教育局2024年部门预算信息公开", "budget"),
        ("澄屿市教育局2022年度部门决算", "final"),
        ("澄屿市2023年国民经济和社会发展统计公报", "communique"),
        ("云汀县2023年法治政府建设年度报告", "law"),
        ("2023年云汀县义务教育督导评估报告", "inspection"),
        ("澄屿港务集团有限公司2023年社会责任报告", "responsibility"),
        ("澄屿市教育局2023年工作总结", "other"),
        ("澄屿市2023年政府信息公开工作年度报告", ""),
        ("澄屿市教育局2010年政府信息公开工作总结", ""),
        ("澄屿市2023年政府信息公开工作报告", ""),
        ("澄屿市2023年年度报告", ""),
        ("正文", ""),
    ],
)
def test_kind_of_a_title(title: str, key: str) -> None:
    kind = kind_of(title, None)
    assert (kind.key if kind else "") == key


def test_a_report_with_a_statutory_form_is_on_disclosure_whatever_its_title() -> None:
    assert kind_of("澄屿市2023年工作总结", "2021") is None


def test_body_and_year_are_those_of_the_title_or_of_the_congress(free: Assistant) -> None:
    named = {head.file: (head.body, head.year) for head in free.store.heads()}
    assert named["gzbg2024.txt"] == ("澄屿市", 2024)
    assert named["gzbg2023.txt"] == ("澄屿市人民政府", 2023)
    assert named["gongbao.txt"] == ("澄屿市", 2023)
    assert named["fazhi.txt"] == ("云汀县", 2023)
    assert named["zeren.txt"] == ("澄屿港务集团有限公司", 2023)
    assert named["yusuan.html"] == ("澄屿市教育局", 2024)
    assert named["juesuan.html"] == ("澄屿市教育局", 2022)


@pytest.mark.parametrize(
    ("question", "outcome", "said", "not_said"),
    [
        # A year's results stand in the report given at the beginning of the next.
        ("澄屿市2023年GDP多少", Outcome.ANSWERED, [WORK, "1286.4亿元", "统计公报", "1288.9亿元"], ["6%左右"]),
        ("澄屿市2023年GDP增长多少", Outcome.ANSWERED, ["增长5.2%", "增长5.3%"], ["5.5%左右"]),
        ("澄屿市2022年GDP是多少", Outcome.ANSWERED, ["2023年政府工作报告", "2022年情况", "1215.8亿元"], ["1286.4"]),
        ("澄屿市2023年财政收入多少", Outcome.ANSWERED, ["一般公共预算收入86.3亿元"], []),
        ("澄屿市2023年新增就业多少人", Outcome.ANSWERED, ["城镇新增就业4.6万人"], ["4.2万人"]),
        ("澄屿市2023年修了多少公里路", Outcome.ANSWERED, ["农村公路186公里"], []),
        ("澄屿市2023年改造了多少老旧小区", Outcome.ANSWERED, ["42个"], ["36个"]),
        ("澄屿市2023年民生实事办了几件", Outcome.ANSWERED, ["民生实事十件"], []),
        ("澄屿市2023年民生支出占比多少", Outcome.ANSWERED, ["79.6%"], []),
        # Of two incomes each growth is a growth, not a value.
        ("澄屿市2023年居民收入多少", Outcome.ANSWERED, ["收入48215元", "收入24680元"], ["收入7.3%"]),
        # A growth without a value is told as what it is.
        ("澄屿市2023年固定资产投资多少", Outcome.PARTLY, ["没有写这个数本身", "增长4.5%"], []),
        # A goal is no result.
        ("澄屿市2024年GDP多少", Outcome.PARTLY, ["只写了目标或计划", "不是完成数", "5.5%左右"], ["1286.4亿元。"]),
        ("澄屿市2024年新增就业目标", Outcome.ANSWERED, ["不是完成数", "4.2万人以上"], []),
        ("澄屿市2024年改造多少老旧小区", Outcome.PARTLY, ["不是完成数", "36个"], []),
        ("澄屿市2024年要做什么", Outcome.ANSWERED, ["2024年工作安排", "安排重点项目250个"], []),
        # A kind that is named is kept to; one that is not loaded is said to be so.
        ("澄屿市2023年统计公报里GDP多少", Outcome.ANSWERED, ["1288.9亿元"], ["政府工作报告"]),
        ("澄屿市2022年统计公报里GDP多少", Outcome.NOT_LOADED, ["没有收录", "统计公报"], ["亿元"]),
        ("澄屿市2024年政府工作报告里房价多少", Outcome.NOT_IN_REPORT, ["没有找到“房价”"], []),
        ("澄屿市2024年政府工作报告里怎么说乡村振兴", Outcome.ANSWERED, ["总抓手"], []),
        ("澄屿市2024年政府工作报告存在哪些问题", Outcome.ANSWERED, ["产业结构不够优"], []),
        ("云汀县2023年法治政府建设报告里行政处罚多少件", Outcome.ANSWERED, ["1863件"], []),
        ("云汀县2023年法治政府建设存在哪些问题", Outcome.ANSWERED, ["能力不足"], []),
        ("澄屿港务集团2023年营业收入多少", Outcome.ANSWERED, ["45.8亿元"], []),
        ("栖霖市2023年财政收入多少", Outcome.ANSWERED, ["2024年预算执行和预算草案报告", "52.18亿元"], ["55.3"]),
        ("栖霖市2024年财政收入预期多少", Outcome.ANSWERED, ["不是完成数", "55.3亿元"], ["52.18"]),
        ("栖霖市2023年税收占财政收入多少", Outcome.ANSWERED, ["占66.3%"], []),
        ("栖霖市2023年政府性基金预算收入增长多少", Outcome.ANSWERED, ["下降12.5%"], []),
        # Whose is the most among bodies is not ranked: every report counts in its own way.
        ("2023年GDP最高的是哪个市", Outcome.PARTLY, ["1288.9亿元", "没有排名"], []),
        ("2023年澄屿市的财政收入是多少，增长了多少", Outcome.ANSWERED, ["收入86.3亿元", "增长7.1%"], []),
        ("澄屿市2023年停车位增加了多少个", Outcome.ANSWERED, ["新增停车位5200个"], []),
        ("澄屿市2023年高新技术企业总数", Outcome.ANSWERED, ["312家"], ["370"]),
        ("澄屿市2023年GDP目标完成了吗", Outcome.PARTLY, ["6%左右", "增长5.2%", "请对照"], []),
        ("澄屿市教育局2024年机关运行经费为什么减少", Outcome.ANSWERED, ["压减会议费"], []),
        ("澄屿市教育局2024年三公经费为什么减少", Outcome.NOT_IN_REPORT, ["没有写原因", "减少3.70万元"], []),
        ("什么是基本支出", Outcome.ANSWERED, ["指为保障机构正常运转"], []),
        ("收录了哪些政府工作报告", Outcome.ANSWERED, ["另有其他报告2份", WORK], ["统计公报"]),
        # What is said is not taken for another thing of a like name.
        ("澄屿市2023年户籍人口多少", Outcome.ANSWERED, ["户籍人口221.3万人"], ["人口215.6"]),
        ("澄屿市2023年常住人口多少", Outcome.ANSWERED, ["常住人口215.6万人"], ["人口221.3"]),
        # Nothing near is told for what isn't there.
        ("澄屿市2023年人均GDP多少", Outcome.NOT_IN_REPORT, ["没有写到"], ["48215", "1286.4"]),
        ("澄屿市2023年进出口总额多少", Outcome.NOT_IN_REPORT, ["另外收录了", "统计公报"], ["亿元"]),
        ("澄屿港务集团2023年净利润多少", Outcome.NOT_LOADED, ["社会责任报告"], ["45.8"]),
    ],
)
def test_prose(free: Assistant, question: str, outcome: Outcome, said: list[str], not_said: list[str]) -> None:
    answer = free.ask(question)
    claims = [claim.text.split("原文：")[0] for claim in answer.claims]
    assert answer.outcome is outcome, answer.text
    assert all(any(word in claim for claim in claims) for word in said), answer.text
    assert not any(word in claim for claim in claims for word in not_said), answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("澄屿市教育局2024年三公经费一共多少", ["“2024年预算数”行“合计”列为42.80万元"]),
        ("澄屿市教育局2024年公务接待费预算多少", ["“公务接待费”列为10.80万元"]),
        ("澄屿市教育局2024年公务用车购置及运行费", ["“公务用车购置及运行费·小计”列为32.00万元"]),
        ("澄屿市教育局2024年公车运行费", ["“公务用车购置及运行费·公务用车运行费”列为32.00万元"]),
        ("澄屿市教育局2024年出国费", ["“因公出国（境）费”列是空白，空白不等于0"]),
        ("澄屿市教育局2024年三公经费比上年减少多少", ["减少3.70万元", "下降8.0%"]),
        ("澄屿市教育局2024年部门预算总收入多少", ["《收支总表》里，“收入总计”行“收入·预算数”列为56,960.18万元"]),
        (
            "澄屿市教育局2024年基本支出和项目支出各多少",
            ["“合计”行“2024年预算数·基本支出”列为41,020.18万元", "11,340.00万元"],
        ),
        ("澄屿市教育局2024年学前教育支出多少", ["“学前教育”行“2024年预算数·合计”列为6,200.00万元"]),
        ("澄屿市教育局2024年国有资本经营预算拨款收入", ["空白不等于0"]),
        ("澄屿市教育局2024年哪项支出最多，占多少", ["最多的是“教育支出”，为48,215.60万元", "84.65%"]),
        ("澄屿市教育局2024年教育支出和卫生健康支出一共多少", ["合计51857.85万元（48215.60 + 3642.25）"]),
        ("澄屿市教育局2024年事业收入多少", ["“事业收入”行“收入·预算数”列为4,600.00万元"]),
        ("澄屿市教育局2022年公务接待费花了多少", ["“决算数”列为8.20万元"]),
        ("澄屿市教育局2022年公务接待费预算多少", ["“预算数”列为12.00万元"]),
        ("澄屿市教育局2024年项目支出占多少", ["21.66%（11,340.00 ÷ 52,360.18"]),
        ("云汀县教育局2023年三公经费完成预算多少", ["完成预算84.61%"]),
        ("澄屿市教育局2022年基本支出占多少", ["占78.5%"]),
        # Blanks for merged cells; the numbers of rows and columns are no values.
        ("云汀县教育局2023年事业收入", ["“收入·金额”列为12050000.00元"]),
        ("云汀县教育局2023年政府性基金收入", ["空白不等于0"]),
        ("云汀县教育局2023年教育支出占总支出多少", ["87.92%"]),
        ("云汀县教育局2023年三公经费决算多少", ["“决算数·合计”列为152300.00元"]),
        ("云汀县教育局2023年三公经费决算比预算少多少", ["相差27700.00元"]),
        ("云汀县教育局2023年三公经费比上年减少多少", ["减少1.10万元", "下降6.74%"]),
        ("云汀县教育局2023年公车运行费", ["“决算数·公务用车购置及运行维护费·公务用车运行维护费”列为108900.00元"]),
        ("望汐区卫生健康局2024年三公经费合计", ["“合计”列为18.6万元"]),
        ("望汐区卫生健康局2024年公务接待费", ["“公务接待费”列为4.4万元"]),
        ("澄屿市2023年水泥产量", ["“水泥”行“产量”列为412.5万吨"]),
        ("澄屿市2023年水泥产量增长多少", ["为-3.2%"]),
        ("澄屿市2023年钢材产量", ["空白不等于0"]),
    ],
)
def test_tables(free: Assistant, question: str, said: list[str]) -> None:
    answer = free.ask(question)
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert all(word in answer.text for word in said), answer.text
    assert not any(f"为{number}元" in answer.text for number in ("1", "2", "30", "32", "60"))


def test_every_quote_stands_in_its_report(free: Assistant) -> None:
    for question in ("澄屿市2023年GDP多少", "澄屿市教育局2024年出国费", "澄屿市2024年要做什么"):
        answer = free.ask(question)
        assert answer.citations
        for cited in answer.citations:
            assert free.store.report(cited.report_id).text[cited.start : cited.end] == cited.quote


def test_the_reading_and_the_citation_name_the_kind_of_report(free: Assistant) -> None:
    answer = free.ask("澄屿市教育局2022年公务接待费花了多少")
    assert answer.reading == "澄屿市教育局2022年部门决算 · 公务接待费"
    cited = answer.citations[0]
    assert (cited.kind, cited.table, cited.row, cited.column) == (
        "部门决算", "“三公”经费支出决算表", "3.公务接待费", "决算数",
    )  # fmt: skip
    assert cited.to_json()["kind"] == "部门决算"
    assert "kind" not in free.ask("澄屿市2023年新收申请多少件").citations[0].to_json()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("澄屿市2023年新收申请多少件", "21件"),
        ("2023年新收申请最多的是哪个单位", "澄屿市2023年，为21件"),
        ("2023年各单位新收申请一共多少件", "合计26件"),
    ],
)
def test_statutory_numbers_come_from_disclosure_reports_alone(free: Assistant, question: str, said: str) -> None:
    answer = free.ask(question)
    assert said in answer.text
    assert {cited.report for cited in answer.citations} <= {"nianbao1.txt", "nianbao2.txt"}


@pytest.mark.parametrize("question", ["云汀县2023年新收申请多少件", "云汀县2023年行政处罚多少件"])
def test_a_statutory_number_is_not_taken_from_another_report(free: Assistant, question: str) -> None:
    answer = free.ask(question)
    assert answer.outcome is Outcome.NOT_LOADED
    assert "法治政府建设报告" in answer.text
    assert not answer.figures


def test_a_follow_up_changes_the_year_or_the_thing(free: Assistant) -> None:
    talk = free.conversation()
    assert "1286.4亿元" in talk.ask("澄屿市2023年GDP多少").text
    assert "1215.8亿元" in talk.ask("那2022年呢").text
    assert "86.3亿元" in talk.ask("2023年财政收入呢").text
