"""A table of questions and their reading: the first file to read about how questions are understood."""

from __future__ import annotations

import pytest

from assistant.parsing.foreign import unknown_places
from assistant.parsing.gazetteer import make_gazetteer
from assistant.parsing.homophones import by_sound, sounds_like
from assistant.parsing.read import read_question
from assistant.parsing.text import fold
from assistant.question import Operation
from corpus.report import Scope
from corpus.store import ReportHead

TODAY = 2025


def head(body: str, region: str, year: int, *aliases: str) -> ReportHead:
    """A loaded report, as far as reading a question needs it."""
    return ReportHead(f"{body}{year}", "", "", "", body, region, year, Scope.UNSTATED, "2021", aliases, 1)


LOADED = make_gazetteer(
    (
        head("清河市", "清河市", 2022, "清河"),
        head("清河市", "清河市", 2023, "清河"),
        head("清河市教育局", "清河市", 2023, "教育局", "市教育局", "清河教育局"),
        head("清河市公安局", "清河市", 2023, "公安局", "公安", "市公安局", "清河公安局"),
        head("东山县公安局", "东山县", 2023, "公安局", "公安", "县公安局"),
        head("东山县人民政府办公室", "东山县", 2023, "东山县政府办", "县政府办", "东山县府办"),
        head("东山县教育局", "东山县", 2023, "教育局", "县教育局", "东山教育局"),
    )
)

# question → the bodies meant, one tuple a body, with all that its words fit
BODIES = [
    ("清河市2023年新收多少", [("清河市",)]),
    ("清河2023年新收多少", [("清河市",)]),
    ("清河市教育局新收多少", [("清河市教育局",)]),
    ("清河市的教育局新收多少", [("清河市教育局",)]),
    ("东山县教育局新收多少", [("东山县教育局",)]),
    ("教育局新收多少", [("东山县教育局", "清河市教育局")]),  # two fit: asked back later
    ("东山县新收多少", [("东山县人民政府办公室",)]),  # a region is spoken for by its government office
    ("清河市和东山县谁多", [("清河市",), ("东山县人民政府办公室",)]),
    ("情河市2023年新收多少", [("清河市",)]),  # a typo that sounds right
    ("清河市教玉局新收多少", [("清河市教育局",)]),  # and behind a place that is right
    ("清河市长是谁", [("清河市",)]),  # 市长 belongs together, 清河 is the place
    ("新收多少", []),
    # a department without its 局, where what follows shows that it is one
    ("清河教育2023年新收多少", [("清河市教育局",)]),
    ("清河市教育领域新收多少", [("清河市",)]),
    # lists: the place or the department is said once for all
    ("清河市教育局和公安局新收多少", [("清河市教育局",), ("清河市公安局",)]),
    ("清河市教育局、公安局2023年", [("清河市教育局",), ("清河市公安局",)]),
    ("清河市教育、公安两局", [("清河市教育局",), ("清河市公安局",)]),
    ("清河教育局公安局哪个多", [("清河市教育局",), ("清河市公安局",)]),
    ("清河公安跟教育比谁多", [("清河市公安局",), ("清河市教育局",)]),
    ("清河市2023年的教育局和公安局", [("清河市教育局",), ("清河市公安局",)]),
    ("清河市教育局2023年和公安局2022年", [("清河市教育局",), ("清河市公安局",)]),
    ("清河市教育局和县教育局", [("清河市教育局",), ("东山县教育局",)]),  # says another level
    ("清河市和教育局", [("清河市",), ("清河市教育局",)]),
    ("东山县和清河市本级", [("东山县人民政府办公室",), ("清河市",)]),
    ("清河市和东山县教育局", [("清河市教育局",), ("东山县教育局",)]),
    ("清河市、东山县的教育局", [("清河市教育局",), ("东山县教育局",)]),
    ("清河、东山两地教育局", [("清河市教育局",), ("东山县教育局",)]),
    ("清河市和清河市教育局", [("清河市",), ("清河市教育局",)]),
]


@pytest.mark.parametrize(("question", "bodies"), BODIES)
def test_bodies(question: str, bodies: list[tuple[str, ...]]) -> None:
    assert list(read_question(question, LOADED, TODAY).bodies) == bodies


# question → the names that are not loaded
NOT_LOADED = [
    ("清河人社2023年新收多少", ("清河人社",)),
    ("清河市财局2023年新收多少", ("清河市财局",)),
    ("清河市法院2023年新收多少", ("清河市法院",)),
    ("清河市总工会2023年新收多少", ("清河市总工会",)),
    ("清河市教育局和财政局", ("清河市财政局",)),
    ("清河市财政局和教育局", ("清河市财政局",)),
    ("云岫区教育局和公安局", ("云岫区教育局", "云岫区公安局")),
    ("清河市财政收入多少", ()),
    ("清河市公安局及其分局", ()),
]


@pytest.mark.parametrize(("question", "unknown"), NOT_LOADED)
def test_bodies_that_are_not_loaded(question: str, unknown: tuple[str, ...]) -> None:
    assert read_question(question, LOADED, TODAY).unknown == unknown


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("杭州2023年新收多少", ("杭州",)),
        ("青溪县新收多少", ("青溪县",)),
        ("沭阳两县新收多少", ("沭阳",)),
        ("网站主动公开了多少条", ()),
        ("各区县收办多少", ()),
    ],
)
def test_places_that_are_not_loaded(question: str, unknown: tuple[str, ...]) -> None:
    assert unknown_places(fold(question)) == unknown


# question → indicator keys; after | what stands behind 占; after @ the applicant
INDICATORS = [
    ("新收了多少件申请", "requests.new"),
    ("收到多少申请", "requests.new"),
    ("予以公开的有几件", "requests.granted"),
    ("因为保护第三方合法权益不公开的", "requests.refused.third_party"),  # the part, not 不予公开
    ("不予公开一共几件", "requests.refused"),
    ("国家秘密的有没有", "requests.refused.state_secret"),
    ("结转到下一年的", "requests.carried_out"),
    ("企业的重复申请几件", "requests.not_processed.repeated@company"),
    ("自然人的占比", "@natural"),
    ("复议维持了多少", "disputes.reconsideration.upheld"),
    ("行政复议被纠正的", "disputes.reconsideration.corrected"),
    ("复议后起诉的总计", "disputes.litigation_after.total"),
    ("未经复议直接起诉尚未审结", "disputes.direct_litigation.pending"),
    ("有没有打过官司", "disputes.litigation.total"),
    ("规范性文件现行有效多少件", "proactive.normative.effective"),
    ("规章制发了几件", "proactive.rule.made"),
    ("行政处罚处理了多少件", "proactive.penalty.decisions"),
    ("行政事业性收费收了多少万", "proactive.fee.amount"),
    ("规章对外公开总数量", "proactive.rule.disclosed_in_all"),
    ("予以公开占全部办结的百分之几", "requests.granted|requests.handled"),
    ("予以公开率是多少", "granted_rate"),
    ("重复申清几件", "requests.not_processed.repeated"),  # a typo that sounds right
    ("网站发布了多少条信息", ""),  # a number of the prose
]


@pytest.mark.parametrize(("question", "expected"), INDICATORS)
def test_indicators(question: str, expected: str) -> None:
    names, _, applicant = expected.partition("@")
    keys, _, base = names.partition("|")
    read = read_question(question, LOADED, TODAY)
    assert (",".join(read.keys), ",".join(read.base), ",".join(read.applicants)) == (keys, base, applicant)


OPERATIONS = [
    ("予以公开占办结的百分之几", Operation.SHARE),
    ("23到24年新收变化多少", Operation.DIFFERENCE),
    ("同比涨了多少", Operation.GROWTH),
    ("哪种情况最多", Operation.MOST),
    ("哪年低", Operation.LEAST),
    ("有没有被起诉过", Operation.YES_NO),
    ("三安全一稳定是什么意思", Operation.DEFINE),
    ("正文和表格对得上吗", Operation.CHECK),
    ("检查2023年年报的数据", Operation.CHECK),
    ("新收申请真的是12件吗", Operation.CHECK),
    ("为啥这么多", Operation.WHY),
    ("存在哪些不足", Operation.PROBLEMS),
    ("打算怎么改", Operation.MEASURES),
    ("网站是公众号的几倍", Operation.TIMES),
]


@pytest.mark.parametrize(("question", "operation"), OPERATIONS)
def test_operations(question: str, operation: Operation) -> None:
    assert operation in read_question(question, LOADED, TODAY).operations


def test_problems_asked_for_are_no_word_to_be_explained() -> None:
    asked = read_question("2019年年报里说的主要问题是什么", LOADED, TODAY).operations
    assert Operation.PROBLEMS in asked
    assert Operation.DEFINE not in asked


def test_polite_words_are_no_subject() -> None:
    assert read_question("你好，我想知道办理热线工单多少件", LOADED, TODAY).rest == ("热线", "工单")


def test_a_typo_must_share_half_of_the_characters() -> None:
    assert sounds_like("素迁市", by_sound(["宿迁市"])) is not None
    assert sounds_like("速签", by_sound(["宿迁"])) is None


def test_of_two_names_that_are_equally_near_none_is_guessed() -> None:
    spoken = by_sound(["宿州市", "苏州市"])
    assert sounds_like("素州市", spoken) is None
    found = sounds_like("苏洲市", spoken)
    assert found is not None
    assert found.value == "苏州市"


# question → the body and how the reading is told to be a correction
SLIPS = [
    ("情河市教育局", "清河市教育局", ("情河市教育局", "清河市教育局")),
    ("清河市教育具", "清河市教育局", ("清河市教育具", "清河市教育局")),
    ("清河市的公按局", "清河市公安局", ("清河市公按局", "清河市公安局")),
    ("清河市教局", "清河市教育局", ("清河市教局", "清河市教育局")),  # a character left out
    ("清河市教育育局", "清河市教育局", ("清河市教育育局", "清河市教育局")),  # one twice
    ("情河市叫育局", "清河市教育局", ("情河市叫育局", "清河市教育局")),  # place and department both
    ("东山县政府班", "东山县人民政府办公室", ("东山县政府班", "东山县政府办")),
]


@pytest.mark.parametrize(("question", "body", "told"), SLIPS)
def test_slips(question: str, body: str, told: tuple[str, str]) -> None:
    read = read_question(f"{question}2023年新收多少", LOADED, TODAY)
    assert (read.bodies, read.corrected) == (((body,),), (told,))


def test_the_slip_of_a_department_that_is_not_loaded_is_not_taken_for_the_place() -> None:
    read = read_question("清河市财政具2023年新收多少", LOADED, TODAY)
    assert (read.bodies, read.unknown) == ((), ("清河市财政局",))
    assert read_question("清河市民族局2023年新收多少", LOADED, TODAY).unknown == ("清河市民族局",)


@pytest.mark.parametrize(
    "question", ["清河市教育局2023年新收申請多少件", "清河市教育局二〇二三年新收政府信息公開申請數量"]
)
def test_traditional_characters_are_read_as_simplified_ones(question: str) -> None:
    read = read_question(question, LOADED, TODAY)
    assert (read.bodies, read.years, read.keys) == ((("清河市教育局",),), (2023,), ("requests.new",))


# one letter wrong in a name, whatever it sounds like → the body meant; another department or place is no slip
LETTERS = [
    ("清可市教育局2023年新收多少", ("清河市教育局",), ()),
    ("清河市孝育局2023年新收多少", ("清河市教育局",), ()),
    ("清河市体育局2023年新收多少", (), ("清河市体育局",)),
    ("麻烦报一下东仙县教育局2023年新收多少", ("东山县教育局",), ()),
]


@pytest.mark.parametrize(("question", "body", "unknown"), LETTERS)
def test_one_letter_wrong_in_a_name(question: str, body: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    read = read_question(question, LOADED, TODAY)
    assert (read.bodies, read.unknown) == ((body,) if body else (), unknown)
    assert bool(read.corrected) is bool(body)


@pytest.mark.parametrize(
    "question", ["清河市教育局2023年没复议就直接起诉的比2022年多多少", "东山县教育局直接起诉没审结的几件"]
)
def test_a_name_that_denies_asks_for_no_zero(question: str) -> None:
    assert read_question(question, LOADED, TODAY).condition is None


def test_a_year_of_chinese_digits_is_no_part_of_a_name() -> None:
    read = read_question("二〇二三年教育局新收多少", LOADED, TODAY)
    assert (read.years, read.unknown) == ((2023,), ())


# part of a list or of a share that nothing in the question's names was read of → it is kept, not passed over
UNREAD = [
    ("清河市教育局2023年部分公开的和被晾着的合计多少件", ("被晾着的合计多少件",), ("", "")),
    ("清河市教育局2023年不让看到的申请、部分公开的两项之和", ("不让看到的申请",), ("", "")),
    ("清河市教育局2023年部分公开和不予公开的共几件", (), ("", "")),
    ("清河市教育局和东山县教育局2023年新收多少", (), ("", "")),
    ("清河市教育局2023年不让看到的申请占办理结果总计的百分之几", (), ("不让看到的申请几", "")),
    ("清河市教育局2023年不让看到的申请里法人和其他组织占百分之几", (), ("", "不让看到的申请")),
]


@pytest.mark.parametrize(("question", "beside", "share"), UNREAD)
def test_what_is_not_read_beside_what_is(question: str, beside: tuple[str, ...], share: tuple[str, str]) -> None:
    read = read_question(question, LOADED, TODAY)
    assert tuple(text for text, _ in read.unread) == beside
    assert tuple(text.replace("□", "") for text in read.share_unread) == share


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("清河市教育局2023年行政复议纠正的一共多少", ("disputes.reconsideration.corrected",)),
        ("复议没审结的，清河市教育局2023年是多少件", ("disputes.reconsideration.pending",)),
        ("清河市教育局2023年办理结果为其他处理的", ("requests.otherwise",)),
    ],
)
def test_only_what_is_named(question: str, keys: tuple[str, ...]) -> None:
    assert read_question(question, LOADED, TODAY).keys == keys
