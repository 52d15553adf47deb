"""Questions over reports of real places: what lies in what, places of one name, bodies and places of other days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import small_report

from assistant.ask import Assistant
from corpus.assemble import read_report
from corpus.settings import Settings
from corpus.store import Store

# body as its report names it, year, new requests
REPORTS = [
    "河南省人民政府办公厅",
    "2023",
    "100",
    "商丘市人民政府办公室",
    "2022",
    "45",
    "商丘市人民政府办公室",
    "2023",
    "50",
    "梁园区人民政府办公室",
    "2021",
    "6",
    "商丘市梁园区人民政府办公室",
    "2022",
    "9",
    "商丘市梁园区人民政府办公室",
    "2023",
    "8",
    "睢阳区人民政府",
    "2023",
    "7",
    "永城市人民政府办公室",
    "2023",
    "11",
    "商丘市经济开发区管理委员会",
    "2023",
    "3",
    "梁园区教育体育局",
    "2023",
    "2",
    "商丘市梁园区财政局",
    "2023",
    "1",
    "开封市人民政府",
    "2023",
    "40",
    "郑州市人民政府",
    "2023",
    "90",
    "郑州市卫生和计划生育委员会",
    "2017",
    "20",
    "郑州市卫生健康委员会",
    "2019",
    "25",
    "郑州市卫生健康委员会",
    "2023",
    "26",
    "郑州市工商行政管理局",
    "2016",
    "30",
    "郑州市市场监督管理局",
    "2020",
    "33",
    "南京市鼓楼区人民政府",
    "2023",
    "12",
    "徐州市鼓楼区人民政府",
    "2022",
    "13",
    "徐州市鼓楼区教育局",
    "2022",
    "14",
    "杭州市萧山区人民政府",
    "2023",
    "60",
    "杭州市萧山区教育局",
    "2023",
    "61",
    "徐州市铜山县教育局",
    "2009",
    "5",
    "呼和浩特市生态环境局",
    "2020",
    "4",
    "泗洪县人民政府",
    "2023",
    "17",
    "泗洪县半城镇人民政府",
    "2023",
    "2",
    "泗洪县梅花镇人民政府",
    "2023",
    "5",
    "宿迁市国土资源局",
    "2017",
    "70",
    "新疆维吾尔自治区教育厅",
    "2023",
    "77",
    "北京市东城区人民政府",
    "2023",
    "66",
    "襄阳市应急管理局",
    "2021",
    "19",
]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over these reports; tests only ask."""
    data = tmp_path_factory.mktemp("country")
    with Store(data) as store:
        for body, year, new in zip(REPORTS[::3], REPORTS[1::3], REPORTS[2::3], strict=True):
            text = small_report(new, new).replace("甲市教育局2023", body + year)
            store.put(read_report(text.encode(), f"{body}{year}.txt", f"/{body}{year}.txt"))
        yield Assistant(store, Settings(data=data))


# question (turns joined by →, each about 新收) → outcome, what the last answer says, what it must not say (joined by |)
ASKED = [
    # the years of a body whose title names the city in some years only
    ("梁园区2021到2023年各多少", "answered", "商丘市梁园区人民政府办公室2021年|6件|9件|8件", ""),
    ("商丘市梁园区政府办2021年", "answered", "6件", ""),
    # what lies in what, by the divisions: most of these reports don't name their city or province
    ("河南各市2023年", "answered", "郑州市人民政府2023年90件|商丘市人民政府办公室2023年50件|开封市人民政府2023年40件|现有18个市", "永城|梁园|河南省人民政府办公厅2023年100"),
    ("河南和江苏各县2023年", "partly", "泗洪县人民政府2023年17件|没有收录河南省下面各县", "11件"),
    ("商丘市和泗洪县各单位2023年合计", "answered", "商丘市人民政府办公室2023年50件|泗洪县梅花镇人民政府2023年5件", "郑州"),
    ("河南和浙江各市2023年", "partly", "郑州市人民政府2023年90件|没有收录浙江省下面各市", "60件"),
    ("商丘市下辖区县2023年", "answered", "永城市人民政府办公室2023年11件|睢阳区人民政府2023年7件", "商丘市人民政府办公室2023年50件"),
    ("各县区教育体育局2023年", "answered", "梁园区教育体育局2023年2件", "61件"),
    ("各区教育局2023年", "answered", "梁园区教育体育局2023年2件|杭州市萧山区教育局2023年61件", "26件"),
    ("各市卫健委2023年", "answered", "郑州市卫生健康委员会2023年26件", "商丘"),
    ("2023年哪个区教育局最多", "answered", "最多的是杭州市萧山区教育局2023年，为61件", "77件"),
    ("河南各地市2023年", "answered", "郑州市人民政府2023年90件", "永城"),
    # one of a list is not loaded: the others are answered, and it is told
    ("商丘市和南京市2023年", "partly", "50件|没有收录南京市的年报", ""),
    ("郑州市卫健委和财政局2023年", "partly", "26件|没有收录郑州市财政局的年报", ""),
    ("郑州市卫健委、财政局、市监局2020年合计", "partly", "33件|没有收录郑州市卫生健康委员会2020年|没有收录郑州市财政局", ""),
    ("商丘和新疆教育厅2023年", "answered", "商丘市人民政府办公室2023年|50件|77件", ""),  # of another level: the city itself
    ("商丘市和郑州市卫健委2023年", "partly", "26件|没有收录商丘市卫健委的年报", "50件"),
    ("郑州市卫健委2023年→财政局呢", "not_loaded", "没有收录“郑州市财政局”", "26件"),
    # places by a letter or a nickname
    ("新疆教育厅和豫政府办公厅2023年", "answered", "77件|100件", ""),
    ("呼市生态环境局2020年", "answered", "4件", ""),
    ("乌市2023年", "not_loaded", "没有收录“乌鲁木齐市”", ""),
    ("沪教委2023年", "not_loaded", "没有收录“上海市教委”", ""),
    ("河南各市2023年合计", "answered", "合计180件|3个单位", ""),
    ("河南2023年最多的是哪个市", "answered", "最多的是郑州市人民政府2023年，为90件", ""),
    ("商丘市下面各区县2023年", "answered", "永城市人民政府办公室2023年11件|商丘市梁园区人民政府办公室2023年8件|睢阳区人民政府2023年7件|现有9个区县|民权县", "经济开发区|商丘市人民政府办公室2023年50件|教育体育局"),
    ("商丘下辖的县区2023年合计", "answered", "合计26件", ""),
    ("商丘2023年哪个县区最多", "answered", "最多的是永城市人民政府办公室2023年，为11件", ""),
    ("梁园区下面各局2023年", "answered", "梁园区教育体育局2023年2件|商丘市梁园区财政局2023年1件", "萧山|睢阳"),
    ("萧山区各局2023年", "answered", "杭州市萧山区教育局2023年61件", "60件|梁园"),
    ("睢阳区各局2023年", "not_loaded", "没有收录", "7件"),
    ("泗洪县各乡镇2023年", "answered", "梅花镇人民政府2023年5件|半城镇人民政府2023年2件|现有20个乡镇", "17件"),
    ("商丘市2023年各部门", "answered", "商丘市人民政府办公室2023年50件", "梁园|永城"),
    ("河南省商丘市永城市2023年", "answered", "永城市人民政府办公室2023年|11件", "50件|100件"),
    ("商丘永城2023年", "answered", "永城市人民政府办公室2023年|11件", "50件"),
    ("宿迁市泗洪县半城镇2023年", "answered", "泗洪县半城镇人民政府2023年|2件", "没有收录"),
    ("2023年哪个省最多", "answered", "河南省人民政府办公厅2023年|100件", "66件"),
    # places that no loaded report speaks for
    ("徐州2022年", "not_loaded", "没有收录“徐州”|徐州市鼓楼区人民政府", "13件|北京"),
    ("江苏各县2023年", "answered", "泗洪县人民政府2023年17件", "铜山"),
    ("浙江各县2023年", "not_loaded", "没有收录浙江省下面各县", "泗洪"),
    ("江苏2023年哪个单位最多", "answered", "最多的是泗洪县人民政府2023年，为17件", "郑州"),
    ("云岫县各局2023年", "not_loaded", "没有收录“云岫县”", "2件"),
    ("河南2023年哪个教育体育局最多", "answered", "梁园区教育体育局2023年", "萧山|鼓楼"),
    ("河南省2023年各教育体育局", "answered", "梁园区教育体育局2023年2件", "萧山|100件"),
    ("商丘各县区2023年→合计呢", "answered", "合计26件", "50件"),
    ("商丘各县区2023年→睢阳区呢", "answered", "睢阳区人民政府2023年|7件", "永城"),
    ("河南各市2023年→江苏呢", "not_loaded", "没有收录江苏省下面各市", "梅花镇人民政府2023年5件"),
    # several places of one name: asked back, never picked by what happens to be loaded
    ("鼓楼区2023年", "asks_back", "不止一个地方|南京市鼓楼区人民政府|徐州市鼓楼区人民政府", "12件"),
    ("鼓楼2022年", "asks_back", "不止一个地方", "13件"),
    ("鼓楼区2023年→南京的", "answered", "南京市鼓楼区人民政府2023年|12件", ""),
    ("鼓楼区2022年→徐州市", "answered", "徐州市鼓楼区人民政府2022年|13件", ""),
    ("南京鼓楼区2023年", "answered", "12件", ""),
    ("南京的鼓楼区2023年", "answered", "12件", ""),
    ("徐州的鼓楼2022年", "answered", "13件", ""),
    ("福建的鼓楼区2023年", "not_loaded", "没有收录|福建", "12件"),
    ("江苏省徐州市鼓楼区2022年", "answered", "13件", ""),
    ("福建鼓楼区2023年", "not_loaded", "没有收录“福建鼓楼区”", "12件"),
    ("江苏省梁园区政府办2023年", "not_loaded", "没有收录", "8件"),
    ("新乡县2023年", "not_loaded", "没有收录“新乡县”", ""),
    ("开封县2023年", "not_loaded", "没有收录“开封县”", "40件"),  # a county of its own, no slip for 开封市
    # zones
    ("商丘经开区2023年", "answered", "商丘市经济开发区管理委员会2023年|3件", ""),
    # bodies under the names of other days, which the answer tells
    ("郑州市卫计委2017年", "answered", "20件", "说明"),
    ("郑州市卫计委2023年", "answered", "26件|2018年机构改革后的名称，原为郑州市卫生和计划生育委员会", ""),
    ("郑州市卫健委2017年", "answered", "20件|当时的名称，2018年机构改革后为郑州市卫生健康委员会", ""),
    ("郑州市卫健委2018年", "not_loaded", "没有收录郑州市卫生健康委员会2018年", "20件|25件"),
    ("呼和浩特市环保局2020年", "answered", "4件|“环保局”是2018年机构改革以前的名称，现为“生态环境局”", ""),
    ("宿迁市自然资源局2017年", "answered", "70件|当时的名称“国土资源局”", ""),
    ("宿迁国土局2017年", "answered", "70件", "说明"),
    ("襄阳市安监局2021年", "answered", "19件|“安监局”在2018年机构改革中并入了“应急管理局”", ""),
    ("郑州市卫计委和卫健委", "answered", "20件|25件|26件", ""),
    # one that was taken in with others has figures of its own
    ("郑州市工商局2016年", "answered", "30件", "说明"),
    ("郑州市工商局2020年", "not_loaded", "并入了郑州市市场监督管理局|已收录郑州市市场监督管理局2020年的年报", "33件"),
    ("郑州市市监局2016年", "not_loaded", "已收录郑州市工商行政管理局2016年的年报", "30件"),
    ("宿迁市司法局2017年", "not_loaded", "没有收录“宿迁市司法局”", ""),
    # places under the names of other days
    ("萧山市2023年", "answered", "60件|“萧山市”是2001年以前的名称，现为“杭州市萧山区”", ""),
    ("浙江省萧山市教育局2023年", "answered", "61件|“萧山市”", ""),
    ("铜山区教育局2009年", "answered", "5件|“铜山区”在2010年以前叫“徐州市铜山县”", ""),
    ("徐州铜山区教育局2009年", "answered", "5件", ""),
    ("崇文区2023年", "answered", "66件|“崇文区”是2010年以前的名称，其区域现属“北京市东城区”", ""),
    ("襄樊市应急局2021年", "answered", "19件|“襄樊市”是2010年以前的名称，其区域现属“襄阳市”", ""),
    ("新疆教育厅2023年", "answered", "77件", ""),
]  # fmt: skip


def test_what_is_loaded_of_a_place(country: Assistant) -> None:
    inside = country.conversation().ask("收录了哪些商丘的单位").text
    assert "7个单位" in inside
    assert "永城市人民政府办公室" in inside
    assert "郑州" not in inside
    assert "泗洪县半城镇人民政府" in country.conversation().ask("江苏收录了哪些单位").text
    assert "0个单位" in country.conversation().ask("安徽收录了哪些单位").text


@pytest.mark.parametrize(("turns", "outcome", "says", "never"), ASKED)
def test_questions(country: Assistant, turns: str, outcome: str, says: str, never: str) -> None:
    conversation = country.conversation()
    first, *more = turns.split("→")
    answer = [conversation.ask(turn) for turn in (f"{first}新收多少", *more)][-1]
    assert (answer.outcome, [part for part in says.split("|") if part not in answer.text]) == (outcome, [])
    assert not [part for part in never.split("|") if part and part in answer.text]
