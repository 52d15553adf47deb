"""Whose report a question means: names that say their place, half-names, names that are not loaded, parts of a whole."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.parsing.gazetteer import make_gazetteer
from assistant.parsing.places import parse_places
from assistant.parsing.text import fold
from corpus.aliases import aliases_of
from corpus.report import Scope
from corpus.store import ReportHead


def head(body: str, region: str, own_level: bool = False) -> ReportHead:
    """A loaded report under all the names that the reader gives its body."""
    names = aliases_of(body, region, own_level)
    return ReportHead(f"{body}2023", "", "", "", body, region, 2023, Scope.UNSTATED, "2021", names, 1)


LOADED = make_gazetteer(
    (
        head("清河市", "清河市"),
        head("清河市人民政府", "清河市", own_level=True),
        head("清河市公安局", "清河市"),
        head("清河市教育局", "清河市"),
        head("东山县人民政府办公室", "东山县"),
        head("东山县教育局", "东山县"),
        head("东山县公安局", "东山县"),
        head("石湖区人民政府办公室", "石湖区"),
    )
)

# question → the bodies meant | names that are not loaded
NAMED = [
    ("清河市公安局2023年新收", "清河市公安局", ""),
    ("清河公安23年新收", "清河市公安局", ""),
    ("请问县公安局2023年新收多少", "东山县公安局", ""),  # a half-name that one body has
    ("2023年新收最多的教育局", "东山县教育局/清河市教育局", ""),
    ("教育局 东山 2023", "东山县教育局", ""),
    ("清河市政府2023年新收", "清河市人民政府", ""),  # its own name before the whole region's other name
    # another place's bureau is another body, wherever its name ends like a loaded one
    ("宿迁市公安局2023年新收", "", "宿迁市公安局"),
    ("云岫县公安局2023年新收", "", "云岫县公安局"),
    ("2023年永和县教育局新收", "", "永和县教育局"),
    ("石湖区公安局2023年新收", "", "石湖区公安局"),
    ("石湖区卫健委2023年新收", "", "石湖区卫健委"),
    ("清河市监局2023年新收", "", "清河市监局"),
    ("清河公安分局2023年新收", "", "清河公安分局"),
    ("云岫县2023年新收", "", "云岫县"),
    ("盐城市2023年新收", "", "盐城市"),
    ("石湖区2023年卫健委新收", "", "石湖区卫健委"),
    ("石湖区2023年政府办结多少", "石湖区人民政府办公室", ""),
    ("泗洪县公安局收费多少", "", "泗洪县公安局"),
    # 办 of 办结 and the like belongs to the verb, 结转 does not
    ("东山县政府办结转到下一年的几件", "东山县人民政府办公室", ""),
    # the larger place before a name only says where it lies
    ("河南省清河市2023年新收", "清河市", ""),
    ("商丘市石湖区2023年新收", "石湖区人民政府办公室", ""),
    # several at once
    ("清河市公安局和东山县公安局谁多", "清河市公安局，东山县公安局", ""),
    ("两个府办（东山、石湖）各多少", "东山县人民政府办公室，石湖区人民政府办公室", ""),
    ("东山、石湖两个府办各多少", "东山县人民政府办公室，石湖区人民政府办公室", ""),
    ("清河市公安局和云岫县公安局谁多", "清河市公安局", "云岫县公安局"),
    # a place inside another is a part of it
    ("清河市2023年东山县收到多少", "清河市", "东山县"),
    ("清河市沭阳县2023年收到多少", "清河市", "沭阳县"),
    # words that only look like names
    ("清河市2023年收到多少县区的申请", "清河市", ""),
    ("清河市2023年予以公开中科研机构几件", "清河市", ""),
    ("清河市2023年群众满意度多少", "清河市", ""),
]


@pytest.mark.parametrize(("question", "bodies", "unknown"), NAMED)
def test_names(question: str, bodies: str, unknown: str) -> None:
    read = parse_places(fold(question), LOADED)
    assert ("，".join("/".join(group) for group in read.groups), "，".join(read.unknown)) == (bodies, unknown)


# The same over real places, some of one name, some with 州 in it.
REAL = make_gazetteer(
    (
        head("郑州市人民政府", "郑州市", own_level=True),
        head("杭州市教育局", "杭州市"),
        head("商丘市梁园区人民政府办公室", "商丘市梁园区"),
        head("睢阳区人民政府", "睢阳区"),
        head("南京市鼓楼区人民政府", "南京市鼓楼区"),
        head("徐州市鼓楼区人民政府", "徐州市鼓楼区"),
        head("开封市鼓楼区教育局", "开封市鼓楼区"),
        head("商丘市经济开发区管理委员会", "商丘市经济开发区"),
    )
)
NAMED_REAL = [
    ("郑州2023年新收", "郑州市人民政府", ""),
    ("各市2023年新收", "", ""),  # 市 is no name of 郑州市
    ("杭州教育局2023年新收", "杭州市教育局", ""),
    ("河南省商丘市梁园区政府办2023年新收", "商丘市梁园区人民政府办公室", ""),
    ("河南梁园区政府办2023年新收", "商丘市梁园区人民政府办公室", ""),
    ("商丘睢阳区2023年新收", "睢阳区人民政府", ""),  # its report doesn't name the city; the divisions do
    ("江苏省梁园区政府办2023年新收", "", "江苏省梁园区政府办"),
    ("郑州市梁园区政府办2023年新收", "", "郑州市梁园区政府办"),
    ("郑州市睢阳区2023年新收", "", "郑州市睢阳区"),
    ("河南省长垣市2023年新收", "", "河南省长垣市"),  # no 省长
    ("郑州 睢阳区2023年新收", "郑州市人民政府，睢阳区人民政府", ""),  # two places side by side
    # several places of one name: the larger place said before it tells which
    ("鼓楼区2023年新收", "南京市鼓楼区人民政府/徐州市鼓楼区人民政府", ""),
    ("江苏省鼓楼区2023年新收", "南京市鼓楼区人民政府/徐州市鼓楼区人民政府", ""),
    ("南京鼓楼区2023年新收", "南京市鼓楼区人民政府", ""),
    ("江苏徐州鼓楼区2023年新收", "徐州市鼓楼区人民政府", ""),
    ("河南鼓楼区教育局2023年新收", "开封市鼓楼区教育局", ""),
    ("福建鼓楼区2023年新收", "", "福建鼓楼区"),
    ("福州市鼓楼区2023年新收", "", "福州市鼓楼区"),
    ("福州鼓楼区教育局2023年新收", "", "福州鼓楼区教育局"),
    ("商丘经开区2023年新收", "商丘市经济开发区管理委员会", ""),
    ("商丘市经济开发区管委会2023年新收", "商丘市经济开发区管理委员会", ""),
]


@pytest.mark.parametrize(("question", "bodies", "unknown"), NAMED_REAL)
def test_names_of_real_places(question: str, bodies: str, unknown: str) -> None:
    read = parse_places(fold(question), REAL)
    assert ("，".join("/".join(group) for group in read.groups), "，".join(read.unknown)) == (bodies, unknown)


# Names of real places are no slips for loaded ones that sound alike, or have another suffix.
SOUNDS = make_gazetteer(
    (
        head("宿州市人民政府", "宿州市"),
        head("宿州市教育局", "宿州市"),
        head("睢阳区人民政府", "睢阳区"),
        head("抚州市人民政府", "抚州市"),
        head("长沙市人民政府", "长沙市"),
    )
)
NO_SLIPS = [
    ("苏州市2023年新收", "", "苏州市", ""),
    ("苏州2023年新收", "", "苏州", ""),
    ("苏州市教育局2023年新收", "", "苏州市教育局", ""),
    ("福州2023年新收", "", "福州", ""),
    ("绥阳县2023年新收", "", "绥阳县", ""),
    ("长沙县2023年新收", "", "长沙县", ""),
    ("大连2023年新收", "", "大连", ""),
    ("信阳2023年新收", "", "信阳", ""),
    ("铁岭2023年新收", "", "铁岭", ""),
    ("宿州和苏州2023年新收", "宿州市人民政府", "苏州", ""),
    ("宿洲2023年新收", "宿州市人民政府", "", "宿州"),
    ("睢杨区2023年新收", "睢阳区人民政府", "", "睢阳区"),
]


@pytest.mark.parametrize(("question", "bodies", "unknown", "slip"), NO_SLIPS)
def test_real_places_are_no_slips(question: str, bodies: str, unknown: str, slip: str) -> None:
    read = parse_places(fold(question), SOUNDS)
    said = ("，".join("/".join(group) for group in read.groups), "，".join(read.unknown))
    assert (*said, "，".join(right for _, right in read.corrected)) == (bodies, unknown, slip)


# question → the body meant and the slip that is told
SLIPS = [
    ("情河市2023年新收", "清河市", ("情河市", "清河市")),
    ("东衫县公安局2023年新收", "东山县公安局", ("东衫县公安局", "东山县公安局")),
    ("清河县2023年新收", "清河市", ("清河县", "清河市")),
]


@pytest.mark.parametrize(("question", "body", "slip"), SLIPS)
def test_slips_are_read_and_told(question: str, body: str, slip: tuple[str, str]) -> None:
    read = parse_places(fold(question), LOADED)
    assert (read.groups, read.corrected) == (((body,),), (slip,))


# question (turns joined by →) → outcome, and what the last answer says
PARTS = [
    ("宿迁市宿城区2024年予以公开多少", "not_loaded", "没有单独列出"),
    ("上海浦东新区2019年新收多少", "not_loaded", "浦东新区"),
    ("宿迁各县区2024年新收多少", "not_in_report", "没有单独列出"),
    ("宿迁经开区2023年收办多少件", "answered", "55件"),
    ("宿迁市各部门2023年收办多少件", "answered", "933件"),
    ("宿迁2023五个县区一共收办多少件", "answered", "2216件"),
    ("沭阳县2023年简明问答几期", "answered", "5期"),
    ("泗阳23年收了多少申请", "answered", "301件"),
    ("沭阳县民政局24年收了多少钱", "answered", "880元"),
    ("沭阳县2024年收到多少申请", "not_loaded", "没有收录"),  # that report breaks nothing down by county
    ("泗洪2023收办占全市几成", "answered", "24.23%"),
    ("宿迁2023年收办多少件→泗洪县呢→沭阳呢", "answered", "477件"),
    ("宿迁2023年收办多少件→杭州呢", "not_loaded", "杭州"),
    ("上海科技网站动态类信息几条", "answered", "上海市科学技术委员会"),
    ("宿迁2023年苏宿工业园区收办多少件", "not_loaded", "没有收录“苏宿工业园区”"),
    ("宿迁2023年苏州宿迁工业园区收办多少件", "answered", "12件"),
    ("洪泽2023年收办多少", "not_loaded", "没有收录“洪泽”"),
    ("大连2023年新收多少", "not_loaded", "没有收录“大连”"),  # though only one report of 2023 is loaded
]


@pytest.mark.parametrize(("turns", "outcome", "says"), PARTS)
def test_parts_of_a_whole(real: Assistant, turns: str, outcome: str, says: str) -> None:
    conversation = real.conversation()
    answer = [conversation.ask(turn) for turn in turns.split("→")][-1]
    assert answer.outcome == outcome
    assert says in answer.text
