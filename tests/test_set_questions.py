"""Questions on sets of bodies and years: conditions, never and always, runs, means, places, changes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Demo
from fakes import small_report

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.asked import ABOVE_ZERO, ZERO, Aggregate, Change, Compare, Condition, Ever, Run, Way
from assistant.parsing.bodies import asked_bodies, such_bodies
from assistant.parsing.conditions import parse_set_words
from corpus.assemble import read_report
from corpus.checks import Status, check_report, may_fail
from corpus.settings import Settings
from corpus.store import Store


def _number(compare: Compare, low: str, unit: str = "件", high: str = "0") -> Condition:
    return Condition(compare, Decimal(low), Decimal(high), unit)


# words → the condition they say, None where they say none
CONDITIONS = [
    ("哪些单位新收超过100件", _number(Compare.OVER, "100")),
    ("新收一百件以上的单位", _number(Compare.AT_LEAST, "100")),
    ("新收有1，000件以上的吗", _number(Compare.AT_LEAST, "1000")),
    ("新收不少于1.5万件的", _number(Compare.AT_LEAST, "15000")),
    ("不到10件的有几个", _number(Compare.UNDER, "10")),
    ("没有超过5件的", _number(Compare.AT_MOST, "5")),
    ("5件以下的单位", _number(Compare.AT_MOST, "5")),
    ("在50到100件之间的", _number(Compare.BETWEEN, "50", high="100")),
    ("50-100件的单位", _number(Compare.BETWEEN, "50", high="100")),
    ("只有1件的单位", _number(Compare.EQUAL, "1")),
    ("上百件申请的单位", _number(Compare.AT_LEAST, "100")),
    ("予以公开率低于三成的", _number(Compare.UNDER, "30", "%")),
    ("予以公开率超过百分之五十的", _number(Compare.OVER, "50", "%")),
    ("予以公开率过半的", _number(Compare.OVER, "50", "%")),
    ("新收高于平均水平的单位", Condition(Compare.OVER, mean=True)),
    ("行政诉讼为零的单位", ZERO),
    ("哪些单位没有收到申请", ZERO),
    ("谁被起诉过", ABOVE_ZERO),
    ("被复议的都有谁", ABOVE_ZERO),
    ("哪些单位遭起诉过", ABOVE_ZERO),
    ("谁没被起诉过", ZERO),
    ("哪个单位被起诉过最多", None),
    ("哪些单位一件官司打输的都没有", ZERO),
    ("行政复议不为零的", Condition(Compare.OVER)),
    ("培训超过10场的单位", None),
    ("超过五个单位", None),
    ("有没有单位被复议", None),
    ("新收多少件", None),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_conditions(text: str, condition: Condition | None) -> None:
    assert parse_set_words(text).condition == condition


@pytest.mark.parametrize(
    ("text", "ever"),
    [
        ("哪些单位从来没有被行政复议过", Ever.NEVER),
        ("三年来一直没有收到申请的单位", Ever.NEVER),
        ("每年都有诉讼的单位", Ever.ALWAYS),
        ("每年超过50件的单位", Ever.ALWAYS),
        ("曾经被诉讼过的单位", Ever.ONCE),
        ("每年新收多少件", None),
    ],
)
def test_never_always_and_once(text: str, ever: Ever | None) -> None:
    assert parse_set_words(text).ever is ever


@pytest.mark.parametrize(
    ("text", "run", "condition"),
    [
        ("新收连续三年下降的单位", Run(Way.DOWN, 3), None),
        ("新收连降3年的单位", Run(Way.DOWN, 3), None),
        ("新收三连涨的单位", Run(Way.UP, 3), None),
        ("新收逐年上升的单位", Run(Way.UP), None),
        ("连续几年下降", Run(Way.DOWN, longest=True), None),
        ("连续两年没有收到申请的单位", Run(Way.ANY, 2), ZERO),
        ("连续三年都有行政诉讼的单位", Run(Way.ANY, 3), ABOVE_ZERO),
        ("连续三年超过100件", Run(Way.ANY, 3), _number(Compare.OVER, "100")),
        ("新收逐年多少件", None, None),
    ],
)
def test_runs_of_years(text: str, run: Run | None, condition: Condition | None) -> None:
    found = parse_set_words(text)
    assert (found.run, found.condition) == (run, condition)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("哪个单位同比增长最快", Change(Way.UP, percent=True)),
        ("哪个单位增加最多", Change(Way.UP, percent=False)),
        ("新收下降两成以上的", Change(Way.DOWN, percent=False)),  # that it is in % says the condition
        ("新收翻番的单位", Change(Way.UP, percent=True)),
        ("本年增/减多少", None),
    ],
)
def test_changes(text: str, change: Change | None) -> None:
    assert parse_set_words(text).change == change


@pytest.mark.parametrize(
    ("text", "aggregates"),
    [
        ("各单位平均多少件", (Aggregate.MEAN,)),
        ("平均每年多少件", (Aggregate.YEARLY_MEAN,)),
        ("平均数和中位数", (Aggregate.MEAN, Aggregate.MEDIAN)),
        ("平均每件办理多少天", ()),
    ],
)
def test_means(text: str, aggregates: tuple[Aggregate, ...]) -> None:
    assert parse_set_words(text).aggregates == aggregates


# question → (the word for the bodies, whether they are counted), None where no bodies are asked about
COUNTED = [
    ("2023年有几个单位新收超过100件", ("单位", True)),
    ("予以公开率低于30%的有几家", ("", True)),
    ("没有收到申请的单位有几个", ("单位", True)),
    ("几成单位被诉讼", ("单位", True)),
    ("有没有县区超过1000件", ("县区", False)),
    ("收到几个申请", None),
]


@pytest.mark.parametrize(("text", "bodies"), COUNTED)
def test_how_many_bodies(text: str, bodies: tuple[str, bool] | None) -> None:
    found = asked_bodies(text)
    assert (found and (found.kind, found.counted)) == bodies


def test_bodies_of_which_something_is_said() -> None:
    assert such_bodies("新收超过100件的县区") is not None
    assert such_bodies("新收超过100件") is None


# question on the demo reports → what the answer says, what it must not say
DEMO: list[tuple[str, list[str], list[str]]] = [
    ("2019到2023年哪个单位新收增长最快", ["比2019年增幅最大的是砚岭县人民政府办公室2023年，为+57.78%", "没有收录2019年年报、无法与2019年比较的7个"], ["比上年"]),
    ("2021年至2024年哪个局新收下降最多", ["比2021年减少最多的是禾笙区市场监督管理局2024年，为-7件"], ["比上年"]),
    ("2020到2021年每年哪个单位新收增长最快", ["比上年增幅最大的是芷岸县人民政府办公室2020年", "比上年增幅最大的是澄屿市公安局2021年"], []),
    ("2023年谁被起诉过", ["17个单位2023年“行政诉讼·总计”大于0的有12个"], ["为0的"]),
    ("澄屿市2020到2022年许可加处罚总共多少", ["2020年合计273071件（157089 + 115982）", "2020年至2022年总共813690件（273071 + 270911 + 269708）"], []),
    ("2023年哪些单位新收申请超过100件", ["17个单位", "超过100件的有5个：栖霖市人民政府（本级）2023年1388件", "另外，汇总报告", "没有收录2023年年报的3个"], ["棠渡县人民政府办公室2023年87件"]),
    ("2023年新收在50到100件之间的单位有哪些", ["有4个：棠渡县人民政府办公室2023年87件、砚岭县人民政府办公室2023年71件、澄屿市教育局2023年56件、禾笙区市场监督管理局2023年53件。"], []),
    ("2023年有没有单位新收超过5000件", ["没有。17个单位", "最接近的是栖霖市人民政府（本级）2023年1388件"], []),
    ("2023年有几成单位新收超过20件", ["有13个，占76.47%"], []),
    ("2023年予以公开率低于三成的有几家", ["16个单位", "有2个：望汐区教育局2023年10.00%、禾笙区市场监督管理局2023年29.41%", "分母或基数为0、无法计算的1个（芷岸县苇泊镇人民政府）"], []),
    ("2023年新收高于平均水平的单位", ["高于平均数141.18件的有2个：栖霖市人民政府（本级）2023年1388件、澄屿市人民政府办公室2023年204件。"], []),
    ("2023年新收比上年下降两成以上的单位", ["比上年下降不少于20%的有1个：禾笙区人民政府办公室2023年-28.57%（56件→40件）", "没有收录上年年报、无法与上年比较的1个（澄屿市教育局）"], []),
    ("2023年哪个单位新收下降最多", ["比上年减少最多的是禾笙区人民政府办公室2023年，为-16件", "棠渡县教育局2023年-3件（20件→17件）。"], ["0件→0件"]),
    # the 没 of the name is not the one that asks
    ("历年都没有未经复议直接起诉的行政诉讼的单位", ["“未经复议直接起诉·总计”各年都为0的有"], ["大于0"]),
    ("2020年没有因重复申请不予处理的单位是哪些", ["“重复申请”为0的有"], ["各单位"]),
    ("哪些单位从来没有被行政复议过", ["各年都为0的有1个：芷岸县苇泊镇人民政府（2020年至2024年）"], ["《政府信息公开条例》"]),
    ("哪些单位新收申请连续三年下降", ["有1个：禾笙区人民政府办公室（2018年58件→2019年57件→2020年55件→2021年54件）", "缺的那一年断开"], []),
    ("2023年所有单位新收申请的中位数是多少", ["中位数为53件（居中的是禾笙区市场监督管理局2023年53件）"], []),
    ("2023年各县区新收申请平均多少件", ["平均78.75件（合计315件 ÷ 4）"], []),
    ("2023年平均予以公开率是多少", ["合起来计算，予以公开率为53.95%（1278 ÷ 2369）", "平均48.80%"], []),
    ("2021到2023年合计新收最多的单位", ["最多的是栖霖市人民政府（本级），为3548件", "澄屿市人民政府办公室551件（2021年167件、2022年180件、2023年204件）", "没有参加排名的：栖霖市市场监督管理局"], []),
    ("2021到2023年所有单位新收总数", ["总计6388件（1937 + 2051 + 2400）"], []),
    ("2023年澄屿市教育局新收申请排第几", ["为56件，在17个单位中从多到少排第8；前一位是砚岭县人民政府办公室2023年71件；后一位是禾笙区市场监督管理局2023年53件"], []),
    ("2023年哪个单位新收申请排第十二", ["第12多的是澄屿市卫生健康委员会2023年，为36件", "另外，汇总报告", "只排得出5个名次，没有第12名"], ["第5多"]),
    ("2023年新收申请第二十名是谁", ["“本年新收政府信息公开申请数量”只排得出17个名次，没有第20名"], ["第17多"]),
    ("2023年新收申请前十二名", ["依次为：栖霖市人民政府（本级）2023年1388件", "澄屿市卫生健康委员会2023年36件"], []),
    ("澄屿市教育局2023年申请人里第五多的是哪类", ["只排得出3个名次，没有第5名", "依次为：自然人49件"], ["第5多"]),
    ("澄屿市教育局2023年申请人里第二多的是哪类", ["第2多的是商业企业，为6件"], []),
    ("澄屿市教育局2023年新收超过100件吗", ["不是，", "为56件，不符合“超过100件”"], []),
    ("澄屿市哪几年新收超过2200件", ["有4年：2021年2241件、2022年2271件、2023年2311件、2024年2435件"], []),
    ("澄屿市公安局2022至2024年均新收", ["平均每年126件（110 + 126 + 142，除以3）"], []),
    ("澄屿市公安局2022年和2023年均收到多少件申请", ["2022年“本年新收政府信息公开申请数量”为110件"], ["平均每年"]),
    ("澄屿市教育局2021到2024年平均每年新收多少件", ["平均每年63.33件（68 + 56 + 66，除以3）", "2022年"], []),
    ("澄屿市新收连续三年增长了吗", ["是。", "连续4年增长"], []),
    ("澄屿市教育局新收连续几年上升", ["最长连续2年增长：2019年57件→2020年66件→2021年68件", "断开"], []),
    ("2023年新收>=126件的单位", ["不少于126件的有3个"], []),
    ("澄屿市教育局2023年新收有没有超过100件", ["不是，", "56件"], []),
    ("2023年有百分之几的单位没有行政诉讼", ["为0的有5个，占29.41%"], []),
    ("2023年新收低于10件的单位占比多少", ["有1个，占5.88%"], []),
    ("2023年新收申请量排名后五位", ["最少的是芷岸县苇泊镇人民政府2023年", "岚榭县公安局2023年22件"], ["最多的是栖霖市人民政府（本级）"]),
    ("2022年行政诉讼最多的前三名", ["依次为：栖霖市人民政府（本级）2022年"], []),
    ("2023年哪个单位新收比上年变化最大", ["比上年变化最大的是栖霖市人民政府（本级）2023年，为+309件"], []),
    ("教育局2023年平均新收多少", ["4个单位", "平均33.75件"], []),
    ("2023年自然人申请最多的三个单位", ["栖霖市人民政府（本级）2023年1287件"], []),
    ("2023年新收不到50件且予以公开率超过60%的单位有几个", ["都符合的有2份年报：棠渡县教育局2023年、砚岭县卫生健康委员会2023年。"], []),
    ("2023年新收超过50件但不到100件的单位", ["都符合的有4份年报：棠渡县人民政府办公室2023年、澄屿市教育局2023年、砚岭县人民政府办公室2023年、禾笙区市场监督管理局2023年。"], []),
    ("2023年澄屿市公安局新收高于平均水平吗", ["不是，", "为126件，不符合“超过141.18件”", "17个单位2023年"], []),
    ("收费谁多", ["本年收费金额”最多的是栖霖市人民政府（本级）2024年"], ["写道"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said", "unsaid"), DEMO, ids=[case[0] for case in DEMO])
def test_sets_of_the_demo_reports(demo: Demo, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert [s for s in said if s not in answer.text] == [], answer.text
    assert [s for s in unsaid if s in answer.text] == [], answer.text
    assert answer.citations
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY)


# turns → what the last answer says
TALK = [
    (["2023年哪些单位新收申请超过100件", "2022年呢"], "2022年“本年新收政府信息公开申请数量”超过100件的有5个"),
    (["2023年哪些单位新收申请超过100件", "超过50件的呢"], "超过50件的有9个"),
    (["2023年有几个单位被行政复议", "行政诉讼呢"], "“行政诉讼·总计”大于0的有12个"),
    (["2023年各单位平均新收多少件", "中位数呢"], "中位数为53件"),
    (["2023年澄屿市教育局新收申请排第几", "澄屿市公安局呢"], "在17个单位中从多到少排第3"),
]


@pytest.mark.parametrize(("turns", "said"), TALK, ids=[" → ".join(turns) for turns, _ in TALK])
def test_a_follow_up_keeps_what_is_asked_of_the_set(demo: Demo, turns: list[str], said: str) -> None:
    conversation = demo.assistant.conversation()
    answer = [conversation.ask(turn) for turn in turns][-1]
    assert said in answer.text, answer.text


def test_a_ranking_is_a_table_and_bars_of_single_bodies(demo: Demo) -> None:
    answer = demo.assistant.ask("2023年新收申请最多的前三个单位")
    (table,), (chart,) = answer.tables, answer.charts
    assert [row[0].text for row in table.rows][:4] == [
        "栖霖市人民政府（本级）",
        "澄屿市人民政府办公室",
        "澄屿市公安局",
        "澄屿市（汇总）",
    ]
    assert [int(value or 0) for value in chart.series[0].values] == [1388, 204, 126]
    assert answer.subjects.bodies[:3] == ("栖霖市人民政府", "澄屿市人民政府办公室", "澄屿市公安局")


UNBALANCED = [
    ("2023年哪些单位的表格不平", ["核对了22份2023年年报", "对不上的有3份：棠渡县人民政府办公室2023年（2处）", "行政复议各结果之和等于总计对不上"]),
    ("2023年有几份年报表格对不上", ["对不上的有3份"]),
    ("2023年哪些单位正文和表格不一致", ["正文与表格对不上的有1份：澄屿市卫生健康委员会2023年"]),
    ("历年哪些单位的表格不平", ["2012年至2024年年报", "对不上的有12份", "没有法定统计表"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), UNBALANCED, ids=[case[0] for case in UNBALANCED])
def test_which_tables_do_not_add_up(demo: Demo, question: str, said: list[str]) -> None:
    answer = demo.assistant.ask(question)
    assert [s for s in said if s not in answer.text] == [], answer.text
    assert answer.citations


def test_what_may_fail_by_its_numbers_alone_holds_all_that_fails(demo: Demo) -> None:
    heads = demo.store.heads()
    failing = {h.id for h in heads if any(r.status is Status.FAILS for r in check_report(demo.store.report(h.id)))}
    maybe = {h.id for h in may_fail(demo.store, heads)}
    assert failing
    assert failing <= maybe
    assert len(maybe) < len(heads) / 5


def test_two_copies_of_a_report_count_once_and_differing_ones_are_told(store: Store, tmp_path: Path) -> None:
    reports = [("甲市教育局", "12", "a"), ("甲市教育局", "12", "copy"), ("乙县教育局", "30", "b"), ("丙县教育局", "5", "c"), ("丙县教育局", "6", "other")]  # fmt: skip
    for body, new, name in reports:
        text = small_report(new, new).replace("甲市教育局", body)
        store.put(read_report(text.encode(), f"{name}.txt", f"/{name}.txt"))
    answer = Assistant(store, Settings(data=tmp_path)).ask("2023年所有单位新收一共多少")
    assert "3个单位“本年新收政府信息公开申请数量”合计47件" in answer.text
    assert (
        "丙县教育局2023年收录了不止一份年报，“本年新收政府信息公开申请数量”分别为5件、6件，这里按5件计" in answer.text
    )


@pytest.mark.parametrize(
    "question",
    [
        "2023年哪些单位新收申请同比增长超过10%",  # each change rests on a cell of the year before too
        "2023年予以公开率同比上升最多的单位",
        "澄屿市公安局2023年新收申请同比增长超过5%吗",
        "澄屿市公安局和澄屿市卫生健康委员会谁2021到2023年平均每年新收最多",
    ],
)
def test_cells_of_other_years_are_cited_with_their_own_report(demo: Demo, question: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.citations
    places = [*answer.citations, *(f.citation for f in answer.figures)]
    assert [c for c in places if demo.store.report(c.report_id).text[c.start : c.end] != c.quote] == []


def test_growing_ever_more_is_said_of_all_the_years_loaded(demo: Demo) -> None:
    told = demo.assistant.ask("栖霖市市监局的行政处罚这几年越来越多吗").text
    assert told.startswith("不是。")
    assert "各年是：" in told


def test_the_ranking_of_one_body_is_its_place(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市公安局2023年行政诉讼案件的排名")
    assert answer.outcome is Outcome.ANSWERED
    assert "排第" in answer.text


# new requests of each body → question → what is told of the place
TIED = {"甲市教育局": "9", "乙市教育局": "9", "丙市教育局": "5"}
PLACES = [
    ("2023年新收第二多的是哪个单位", "最多的是乙市教育局2023年、甲市教育局2023年，为9件"),
    ("2023年新收第三多的是哪个单位", "第3多的是丙市教育局2023年，为5件"),
    ("2023年丙市教育局新收排第几", "从多到少排第3"),
    ("2023年新收第四多的是哪个单位", "没有第4名"),
]


@pytest.mark.parametrize(("question", "told"), PLACES)
def test_those_level_share_a_place_and_the_next_one_is_left_out(store: Store, question: str, told: str) -> None:
    for body, new in TIED.items():
        text = small_report(new, new).replace("甲市教育局", body)
        store.put(read_report(text.encode(), f"{body}2023.txt", f"/{body}.txt"))
    assert told in Assistant(store, Settings(data=store.folder)).ask(question).text
