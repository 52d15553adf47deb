"""How people speak: dialect, courtesies, clauses about themselves, 三个教育局, 五年前; each is answered as if said plainly."""

from __future__ import annotations

import pytest
from conftest import Demo
from test_parsing import LOADED, TODAY

from assistant.answer import Outcome
from assistant.parsing.chatter import without_chatter
from assistant.parsing.read import read_question
from assistant.parsing.text import fold
from assistant.parsing.years import parse_years

A, BACK, SAYS, OUT = Outcome.ANSWERED, Outcome.ASKS_BACK, Outcome.NOT_IN_REPORT, Outcome.OUTSIDE

# question → outcome, what the text must hold
SPOKEN: list[tuple[str, Outcome, list[str]]] = [
    ("俺们澄屿市教育局2023年有人去申请公开不", A, ["有", "56件"]),
    ("麻烦瞅一下澄屿市教育局23年拢共收了几份申请嘞", A, ["56件"]),
    ("做买卖的企业2023年向澄屿市教育局提了几件申请啊", A, ["商业企业"]),
    ("澄屿市教育局2023年一共收了多少件申请，我看不明白表格", A, ["56件"]),
    ("我是个农民，文化不高，想知道澄屿市教育局2023年收了几件申请", A, ["56件"]),
    ("网上说澄屿市教育局2023年收到56件申请，真的假的", A, ["对，一致"]),
    ("澄屿市教育局2023年予以公开占多大比例", A, ["46.43%"]),
    ("澄屿市教育局2023年给退回去、被打回的申请几件", BACK, ["“退回去”可以指", "“不予公开”、“无法提供”、“不予处理”"]),
    ("澄屿市教育局2023年碰了钉子的有几件", BACK, ["“碰了钉子”可以指"]),
    ("澄屿市教育局2023年有多少申请拖到了2024年", A, ["结转下年度继续办理"]),
    ("澄屿市教育局2023年整改了啥", A, ["写的改进情况和措施"]),
    ("澄屿市教育局2023年和2024年讲的问题换了没有", A, ["新写", "删去"]),
    ("澄屿市教育局2023年正文里的数和表里一样吗", A, ["正文与表格都对得上"]),
    ("澄屿市教育局2020年废掉几件规范性文件", Outcome.NOT_IN_FORM, ["废止件数"]),
    ("澄屿市公安局2023年破了多少起案子", SAYS, ["一般不写办了哪些案"]),
    ("岚榭县公安局2024年抓了几个人", SAYS, ["一般不写办了哪些案"]),
    ("澄屿公安2023年新装了多少处电子监控", A, ["105处"]),
    ("岚榭县2024年公开业务培训了多少人次", A, ["465人次"]),
    ("澄屿市2024年报里讲，砚岭县收到的申请是几件", A, ["249件"]),
    ("2024年棠渡县府办收的申请是哪些人提的", A, ["自然人84件"]),
    ("望汐区政府办2023年说自己哪方面差", A, ["提到的主要问题"]),
    ("俺们县2023年收了多少份申请", BACK, ["哪个单位"]),
    ("咱们市2023年复议几件", BACK, ["哪个单位"]),
    ("我的申请办到哪一步了，编号2024-118", OUT, ["您自己的申请"]),
    ("我们公司的申请批下来没", OUT, ["您自己的申请"]),
    (
        "澄屿市2023年收、办、结转各多少",
        A,
        ["“本年新收政府信息公开申请数量”为2311件", "“办理结果·总计”为2303件", "“结转下年度继续办理”为141件"],
    ),
    ("澄屿市公安局2023年收和办各几件", A, ["126件", "130件"]),
    ("澄屿市2023年营业收入多少", SAYS, []),
    ("澄屿市2023年全市收了多少申请，市本级多少", A, ["为2311件", "市本级1364件"]),
    ("栖霖市2023年全市和市本级各收多少申请", A, ["为2041件", "为1388件"]),
    ("澄屿市2019年行政处罚上一年项目数、增减各多少", A, ["上一年项目数量”为309项", "本年增/减”为0项"]),
    ("澄屿市各局2023年新收从高到低", A, ["依次为：澄屿市公安局2023年126件、澄屿市教育局2023年56件"]),
    ("疫情发生前澄屿市教育局收了多少申请", BACK, ["疫情发生前"]),
]


@pytest.mark.parametrize(("question", "outcome", "said"), SPOKEN, ids=[q for q, _, _ in SPOKEN])
def test_what_is_said_plainly(demo: Demo, question: str, outcome: Outcome, said: list[str]) -> None:
    answer = demo.assistant.ask(question)
    shown = answer.text + answer.reading
    assert (answer.outcome, [words for words in said if words not in shown]) == (outcome, [])


# question → what is left of it
CHATTER = [
    ("澄屿市2023年收了几件，我看不懂报告", "澄屿市2023年收了几件，"),
    ("急急急！领导催着要，澄屿市2023年收了几件？谢谢", "澄屿市2023年收了几件？"),
    ("我在网上找了半天也没找着，澄屿市2023年收了几件", "澄屿市2023年收了几件"),
    # a clause that names a place or asks something is no chatter, nor one that narrows
    ("我是芷岸县的，2023年收了几件", "我是芷岸县的，2023年收了几件"),
    ("澄屿市2023年收了几件，其中关于征地的", "澄屿市2023年收了几件，其中关于征地的"),
    ("我看不懂报告", "我看不懂报告"),
]


@pytest.mark.parametrize(("question", "left"), CHATTER)
def test_clauses_of_people_about_themselves_are_left_out(question: str, left: str) -> None:
    assert without_chatter(fold(question)) == left


# question → the bodies meant
COUNTED = [
    ("清河市、东山县两个教育局2023年各收了几件", [("清河市教育局",), ("东山县教育局",)]),
    ("2023年两个教育局总共收到多少申请", [("东山县教育局",), ("清河市教育局",)]),
    ("2023年三个教育局总共收到多少申请", [("东山县教育局", "清河市教育局")]),  # which three is not known
]


@pytest.mark.parametrize(("question", "bodies"), COUNTED)
def test_so_many_bodies_as_are_said(question: str, bodies: list[tuple[str, ...]]) -> None:
    read = read_question(question, LOADED, TODAY)
    assert (list(read.bodies), read.rest) == (bodies, ())


AGO = [
    ("2024年收的申请是十年前2014年的几倍", (2024, 2014)),
    ("2024年收的申请是五年前的几倍", (2024, 2019)),
    ("三年前收了几件", (TODAY - 3,)),
    ("二十五年前收了几件", (TODAY - 25,)),
    ("2022年上年带过来的申请", (2022,)),
]


@pytest.mark.parametrize(("question", "years"), AGO)
def test_years_ago(question: str, years: tuple[int, ...]) -> None:
    assert parse_years(fold(question), TODAY).years == years


def test_companies_fined_are_no_bodies_counted(demo: Demo) -> None:
    assert demo.assistant.ask("教育局2023年罚了多少家").outcome is BACK


# The report of a whole city breaks its total down by applicant, by channel and by place in turn.
WHICH_BODY = ["栖霖市各单位2023年新收申请排名", "栖霖市2023年哪个单位新收申请最多"]


@pytest.mark.parametrize("question", WHICH_BODY)
def test_kinds_of_applicants_are_no_bodies(demo: Demo, question: str) -> None:
    """哪个单位 ranks places and bodies, never 自然人 and 法人."""
    text = demo.assistant.ask(question).text
    assert "市本级1388件、禾笙区312件" in text
    assert "自然人" not in text


def test_the_question_offered_after_an_answer_ranks_bodies(demo: Demo) -> None:
    """The report of the city says how many cases went to court beside how many came in; 行政诉讼 is no body."""
    talk = demo.assistant.conversation()
    talk.ask("澄屿市2023年新收了多少件申请？")
    text = talk.ask("2023年哪个单位本年新收政府信息公开申请数量最多？").text
    assert "澄屿市人民政府办公室2023年204件、澄屿市公安局2023年126件" in text
    assert "行政诉讼" not in text
