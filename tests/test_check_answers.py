"""Questions whether numbers agree: what the user says, prose, tables and years, and what the answer must say of them."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Answer, Outcome
from assistant.ask import Assistant
from assistant.evaluate import includes
from corpus.forms.catalogue import load_catalogue

RIGHT, WRONG = "一致", "不一致"

# question on the sample reports → what the text must hold, and what it must not
REAL: list[tuple[str, list[str], list[str]]] = [
    # a number said, against the cell
    ("宿迁2024年新收是不是3525件", ["对，", "3525件"], [WRONG]),
    ("宿迁市2024年复议维持80件对不对", ["不对", "88件", "不是80件"], []),
    ("宿迁2024年新收3,525件，自然人3400件对吗", ["为3525件", "3440件，不是3400件"], []),
    ("宿迁2023和2024年新收都是3525件对吗", ["3511件，不是3525件", "对，一致"], []),
    ("宿迁2024年总计3521对不对", ["对，", "办理结果·总计", "3521件"], [WRONG]),
    ("梁园区政府办2021年总计3521对不对", ["不对", "23件"], []),
    # a number said of the prose that the prose doesn't say
    ("宿迁2024正文说予以公开1500件，对吗", ["正文写的是1431件，不是1500件", "表三“予以公开”为1431件"], ["没有写"]),
    ("科委正文说无法提供10件，表里呢", ["对，一致", "10件"], []),
    # the prose number is one row of the group asked about
    ("上海2019无法提供265件对得上表吗", ["337件", "265件", "本机关不掌握"], []),
    # numbers of prose alone
    ("宿迁2024年意见征集19次收到75条对吗", ["19期", "75条"], [WRONG]),
    ("宿迁2023年政务新媒体176个对吗", ["对，", "176个"], [WRONG]),
    ("宿迁2023年简明问答98期对吗", ["不对", "119期"], []),
    # growth, reckoned again; the year before may not be loaded
    ("宿迁24年正文自己说同比增长1.05%对吗", [WRONG, "3607件", "3646件", "1.08%", "1.05%"], []),
    ("宿迁2024年新收比2023年增长0.4%对吗", ["对，一致", "3511件", "3525件"], []),
    ("宿迁2024年新收同比下降5%对吗", [WRONG, "增长0.40%", "不是下降5%"], []),
    # shares
    ("宿迁2024年予以公开1431件占40.6%对吗", ["对，一致", "40.64%"], [WRONG]),
    ("宿迁市2024年予以公开占办结的39.5%对吗", ["不对", "40.64%"], []),
    ("上海市府办公厅2019表三：859+18 与 805+72 平否", [RIGHT, "877件"], [WRONG]),
    # claims in words
    ("上海2019年诉讼9件均获维持对吗", ["不一致", "共9件", "维持8件", "尚未审结1件", "均获维持"], []),
    ("上海2019年零败诉属实吗", ["属实", "9件"], [WRONG]),
    # two numbers that a formula connects
    ("宿迁24年收办3646件，表里新收才3525，咋回事", ["3525件", "121件", "3646件", "不矛盾"], ["没有说明"]),
    ("宿迁2024年为什么新收3525办结3521", ["121件", "125件"], ["没有说明"]),
    # the equation of the table, and not that of the years
    ("宿迁2024新收+上年结转=办结+结转下年 平不平", [RIGHT, "3646件", "3521件"], [WRONG, "2023年"]),
    ("宿迁2024年新收和办结一样多吗", ["3525件", "3521件", "多4件"], []),
    # years
    ("宿迁规范性文件2024现行有效跟上年衔接吗", [RIGHT, "420件", "597件"], ["规章）", WRONG]),
    ("宿迁规章现行有效11到12对得上吗", [RIGHT, "11件", "12件"], [WRONG]),
    ("宿迁规章现行有效11到13对得上吗", ["12件，不是13件"], []),
    ("宿迁两年的结转对得上吗", [RIGHT, "121件"], [WRONG]),
    # prose against table
    ("宿迁2024年正文说结转几件，表里几件", [RIGHT, "125件"], [WRONG]),
    ("宿迁2024年正文和表格一致吗", [WRONG, "134件", "170件", "1431件"], []),
    # tables
    ("宿迁2024表三有没有错误", [RIGHT, "39项"], [WRONG]),
    ("宿迁2024年表四有没有错", [RIGHT, "总计170件", "134件对170件"], [WRONG]),
    ("宿迁2024年表格有没有出错", ["42项", "134件", "170件"], ["全部成立"]),
    ("梁园区年报有错吗", ["全部成立"], [WRONG]),
]  # fmt: skip

# question on the demo reports → what the text must hold, and what it must not
DEMO: list[tuple[str, list[str], list[str]]] = [
    ("栖霖市市监局2023年行政复议总计对不对", [WRONG, "6件", "7件", "相差1件"], []),
    ("栖霖市23年规范性文件现行有效，拿22年的加制发减废止推，对不对", [WRONG, "1461 + 129 − 64 = 1526", "1532"], []),
    ("栖霖市2021复议后起诉四项加起来等不等于总计", [WRONG, "39件", "41件", "相差2件"], []),
    (
        "栖霖市2024市本级+禾笙+岚榭+棠渡的新收加得上全市数吗",
        [RIGHT, "1298件", "275件", "134件", "209件", "= 1916件"],
        [WRONG],
    ),
    ("禾笙+岚榭+棠渡2024年新收加起来对得上栖霖市全市总数吗", [WRONG, "= 618件", "1916件", "相差1298件"], []),
    ("栖霖市2024本级加各区县的办结数和汇总对得上吗", ["1308件", "276件", "129件", "208件"], ["新收"]),
    ("澄屿市2024年表三平否", [RIGHT], [WRONG]),
    ("栖霖市2021年表四有没有错", [WRONG, "39件", "41件"], ["正文"]),
    ("望汐区教育局2021年的表格有没有出错的地方", [WRONG, "予以公开"], []),
    ("澄屿公安2024年报说收到150件申请，对吗", ["142件，不是150件"], []),
    ("澄屿市卫健委2024年现行有效文件数合得上吗", [WRONG, "12件", "11件"], []),
    ("砚岭县卫健委2022年结转下年度正文和表格一样吗", [WRONG, "4件", "3件"], ["2021年"]),
    ("澄屿市2022年各地申请数加起来是不是总数", [RIGHT, "1370件", "2271件"], [WRONG, "42项"]),
    # a plain question says where prose gives another number
    ("望汐区府办2019年收到申请多少件", ["86件", "不一致", "96件"], []),
]


@pytest.mark.parametrize(("question", "must", "never"), REAL, ids=[q for q, _, _ in REAL])
def test_the_sample_reports(real: Assistant, question: str, must: list[str], never: list[str]) -> None:
    holds(real.ask(question), must, never)


@pytest.mark.parametrize(("question", "must", "never"), DEMO, ids=[q for q, _, _ in DEMO])
def test_the_demo_reports(demo: Demo, question: str, must: list[str], never: list[str]) -> None:
    holds(demo.assistant.ask(question), must, never)


def holds(answer: Answer, must: list[str], never: list[str]) -> None:
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY), answer.text
    assert [m for m in must if not includes(answer.text, m)] == [], answer.text
    assert [n for n in never if n in answer.text] == [], answer.text
    assert answer.citations, answer.text


@pytest.mark.parametrize(
    ("question", "outcome", "must"),
    [
        ("宿迁23年收办同比增70.3%是真的吗", Outcome.NOT_LOADED, ["没有收录2022年", "70.3%"]),
        ("宿迁2024年公众号发了5000篇对吗", Outcome.NOT_IN_REPORT, ["5000篇"]),
        ("梁园区各地申请数加起来是不是总数", Outcome.NOT_IN_REPORT, ["没有按地区"]),
    ],
)
def test_what_cannot_be_checked(real: Assistant, question: str, outcome: Outcome, must: list[str]) -> None:
    """Neither 对 nor 不对 where there is nothing to check against."""
    answer = real.ask(question)
    assert answer.outcome is outcome
    assert [m for m in must if m not in answer.text] == [], answer.text
    assert "不对" not in answer.text


def test_faults_beside_the_sums_are_told_of_a_whole_report(real: Assistant, demo: Demo) -> None:
    answer = real.ask("上海市科委2024年年报有没有问题")
    assert "存疑：章节编号跳号或重复。编号从“三、”跳到“五、”，缺少“四”" in answer.text
    assert "五、其他需要报告的事项" in {c.quote for c in answer.citations}
    assert "存在问题写“无”" in demo.assistant.ask("澄屿市卫生健康委员会2021年年报有没有问题").text
    assert "章节" not in real.ask("上海市科委2024年表三勾稽对不对").text


def test_every_planted_fault_is_told(demo: Demo) -> None:
    """A report with a fault in its tables, its prose or against its neighbours is never said to be all right."""
    silent = []
    for report in demo.manifest["reports"]:
        name = report["body"] + ("本级" if report["scope"] == "own" else "")
        if any(fault["fails"] for fault in report["faults"]):
            answer = demo.assistant.ask(f"{name}{report['year']}年年报数据有没有问题")
            silent += [] if WRONG in answer.text else [(name, report["year"], answer.text)]
    assert silent == []


def test_a_fault_is_told_of_the_very_cell(demo: Demo) -> None:
    """The faulty cell asked for by its label: the failing check is told, and told first."""
    silent = []
    for report in demo.manifest["reports"]:
        for fault in report["faults"]:
            # A carry-over that is wrong only against the year before is balanced by cells that fit again.
            wrong = [p for p in fault["places"] if fault["kind"] != "carry_over" or "carried_in" in p]
            for place in wrong if fault["fails"] and report["scope"] != "own" else ():
                question = f"{report['body']}{report['year']}年{label_at(place)}对不对"
                answer = demo.assistant.ask(question)
                first = next((c.text for c in answer.claims if "——" in c.text), "")
                silent += [] if WRONG in first else [(question, answer.text)]
    assert silent == []


def label_at(place: str) -> str:
    """The label of a place of the manifest (table|row|column), as a question names it."""
    table, row, column = place.split("|")
    if table != "requests":
        found = next(i for i in load_catalogue().indicators if (i.table, i.row, i.column) == (table, row, column))
        return found.label
    found = next(i for i in load_catalogue().indicators if i.key == f"requests.{row}")
    who = next((a.label for a in load_catalogue().applicants if a.key == column), "")
    return f"{who}{found.label}"
