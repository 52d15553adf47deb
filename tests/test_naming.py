"""Body, region, year, scope and other names, from titles as they are printed."""

from __future__ import annotations

import pytest

from corpus.aliases import aliases_of
from corpus.naming import Naming, name_report
from corpus.outline import outline
from corpus.places import parse_places
from corpus.report import Document, Paragraph, Scope

REPORT = "年政府信息公开工作年度报告"


def named(text: str, file: str = "report.html", address: str = "") -> Naming:
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph(place, place + len(line)))
        place += len(line) + 1
    document = Document(text, tuple(blocks))
    return name_report(document, outline(document), file, address)


@pytest.mark.parametrize(
    ("title", "body", "region", "year"),
    [
        (f"梁园区人民政府办公室2021{REPORT}", "梁园区人民政府办公室", "梁园区", 2021),
        (f"2019年上海市人民政府办公厅{REPORT[1:]}", "上海市人民政府办公厅", "上海市", 2019),
        (f"宿迁市2023{REPORT}", "宿迁市", "宿迁市", 2023),
        (f"商丘市梁园区教育体育局2022{REPORT}", "商丘市梁园区教育体育局", "商丘市梁园区", 2022),
        ("连云港市海州区发改委2021年度政府信息公开工作报告", "连云港市海州区发改委", "连云港市海州区", 2021),
        (
            "呼和浩特市和林格尔县人民政府关于2020年政府信息公开工作的报告",
            "呼和浩特市和林格尔县人民政府",
            "呼和浩特市和林格尔县",
            2020,
        ),
        (f"湘西土家族苗族自治州2020{REPORT}", "湘西土家族苗族自治州", "湘西土家族苗族自治州", 2020),
        (f"济南市市中区2023{REPORT}", "济南市市中区", "济南市市中区", 2023),
        (f"荆州市沙市区人民政府2023{REPORT}", "荆州市沙市区人民政府", "荆州市沙市区", 2023),
        (f"阳泉市郊区人民政府2022{REPORT}", "阳泉市郊区人民政府", "阳泉市郊区", 2022),
        (f"宿迁市城市管理局2022{REPORT}", "宿迁市城市管理局", "宿迁市", 2022),
        (f"宿迁市市场监督管理局2022{REPORT}", "宿迁市市场监督管理局", "宿迁市", 2022),
        (f"宿迁市住房和城乡建设局2022{REPORT}", "宿迁市住房和城乡建设局", "宿迁市", 2022),
        (f"泗洪县半城镇人民政府2022{REPORT}", "泗洪县半城镇人民政府", "泗洪县半城镇", 2022),
        (
            f"上海市浦东新区陆家嘴街道办事处2022{REPORT}",
            "上海市浦东新区陆家嘴街道办事处",
            "上海市浦东新区陆家嘴街道",
            2022,
        ),
        (f"宿迁经济技术开发区管理委员会2022{REPORT}", "宿迁经济技术开发区管理委员会", "宿迁经济技术开发区", 2022),
        (f"国家税务总局宿迁市税务局2023{REPORT}", "国家税务总局宿迁市税务局", "宿迁市", 2023),
        (f"上海2023{REPORT}", "上海市", "上海市", 2023),
        (f"沛县二〇二一{REPORT}", "沛县", "沛县", 2021),
        ("沛县21年政府信息公开年报", "沛县", "沛县", 2021),
        (f"二○二二年度宁波市鄞州区水利局{REPORT[1:]}", "宁波市鄞州区水利局", "宁波市鄞州区", 2022),
        (f"泰州市姜堰区行政审批局二〇二一年度{REPORT[1:]}", "泰州市姜堰区行政审批局", "泰州市姜堰区", 2021),
        (f"三亚市2023年度假区管理委员会{REPORT[1:]}", "三亚市度假区管理委员会", "三亚市度假区", 2023),
        (f"武昌区人民政府黄鹤楼街道办事处2023{REPORT}", "武昌区人民政府黄鹤楼街道办事处", "武昌区黄鹤楼街道", 2023),
        (f"沛县人民政府龙固镇人民政府2023{REPORT}", "沛县人民政府龙固镇人民政府", "沛县龙固镇", 2023),
        (
            f"中国（上海）自由贸易试验区临港新片区管理委员会2022{REPORT}",
            "中国（上海）自由贸易试验区临港新片区管理委员会",
            "中国（上海）自由贸易试验区临港新片区",
            2022,
        ),
        (f"中共浙江省委统战部（浙江省民族宗教事务委员会）2023{REPORT}", "中共浙江省委统战部", "浙江省", 2023),
        (f"【年报】（本级）沛县教育局{REPORT[1:]}（2023年度）", "沛县教育局", "沛县", 2023),
        ("宿迁市2024年政府工作报告", "宿迁市", "宿迁市", 2024),
        ("2024年宿迁市教育局关于2023年度政府信息公开工作的报告", "宿迁市教育局", "宿迁市", 2023),
        ("宿迁市教育局2024年发布2023年政府信息公开年度报告", "宿迁市教育局", "宿迁市", 2023),
        (f"宿迁市教育局2023{REPORT}(2024年1月20日)", "宿迁市教育局", "宿迁市", 2023),
        (f"宿迁市教育局2023{REPORT}及2024年工作安排的报告", "宿迁市教育局", "宿迁市", 2023),
        (f"宿迁市教育局２０２３{REPORT}", "宿迁市教育局", "宿迁市", 2023),
        (f"宿迁市教育局2022—2023{REPORT}", "宿迁市教育局", "宿迁市", 2023),
        (f"关于更正宿迁市教育局2023{REPORT}", "宿迁市教育局", "宿迁市", 2023),
        (f"发布时间：2024-01-25宿迁市教育局2023{REPORT}", "宿迁市教育局", "宿迁市", 2023),
    ],
)
def test_titles(title: str, body: str, region: str, year: int) -> None:
    name = named(f"{title}\n一、总体情况\n正文。")
    assert (name.title, name.body, name.region, name.year) == (title, body, region, year)


def test_a_title_over_two_lines_and_a_file_with_the_official_name() -> None:
    name = named("正文\n2024 年上海市科委政府信息公开工作\n年度报告\n根据条例编制。", "上海市科学技术委员会2024.md")
    assert name.title == "2024年上海市科委政府信息公开工作年度报告"
    assert (name.body, name.aliases[0]) == ("上海市科学技术委员会", "上海市科委")


@pytest.mark.parametrize(
    ("text", "file", "body", "year"),
    [
        ("政府信息公开工作年度报告\n一、总体情况\n2022年，沛县教育局认真贯彻条例。\n发布日期：2023-01-20", "a.html", "沛县教育局", 2022),
        ("政府信息公开工作年度报告\n一、总体情况\n认真贯彻条例。", "沛县人民政府2021.docx", "沛县人民政府", 2021),
        ("政府信息公开工作年度报告\n本报告数据统计期限为2020年1月1日至2020年12月31日。\n发布时间：2021年1月20日", "沛县财政局.docx", "沛县财政局", 2020),
        ("沛县财政局政府信息公开工作年度报告\n一、总体情况\n按照国办公开办函〔2021〕30号要求，2022年公开10条，2022年办理2件，2021年结转1件。", "a.html", "沛县财政局", 2022),
        (f"首页 > 政府信息公开年报\n沛县\n2023{REPORT}", "a.html", "沛县", 2023),
        # The body alone on the line after the title, before it, or over the closing date.
        ("关于2023年度政府信息公开工作情况的年度报告\n广州市黄埔区教育局\n一、总体情况", "a.html", "广州市黄埔区教育局", 2023),
        ("政府信息公开工作年度报告（2022年度）\n青岛西海岸新区管理委员会\n一、总体情况", "a.html", "青岛西海岸新区管理委员会", 2022),
        (f"沛县教育局\n2023{REPORT}\n一、总体情况", "a.html", "沛县教育局", 2023),
        (f"2023{REPORT}\n一、总体情况\n我局认真。\n沛县教育局\n2024年1月12日", "a.html", "沛县教育局", 2023),
        (f"2023{REPORT}\n一、总体情况\n我局认真。\n沛县教育局\n二〇二四年一月十二日\n附件", "a.html", "沛县教育局", 2023),
        (f"2023{REPORT}\n关于成立沛县信息公开办\n一、总体情况\n我局认真。\n承办单位沛县教育局\n2024年1月12日", "a.html", "", 2023),
        # A title that says 市 and not which: under any name of the body, with its place.
        (f"市卫健委2023{REPORT}\n一、总体情况\n2023年，昆明市卫生健康委认真贯彻。", "a.html", "昆明市卫生健康委员会", 2023),
        (f"市市场监督管理局2023{REPORT}\n一、总体情况\n宿迁市市场监管局认真贯彻。", "a.html", "宿迁市市场监督管理局", 2023),
        (f"市人民政府2023{REPORT}\n现将荆州市人民政府年度报告公布如下。", "a.html", "荆州市人民政府", 2023),
        (f"市教育局2023{REPORT}\n荆州市教育局与宜昌市教育局联合公开。", "a.html", "市教育局", 2023),
        (f"市教育局2023{REPORT}\n指导沛县教育局公开。", "a.html", "市教育局", 2023),
        ("首页\n认真贯彻条例。", "2023.html", "", 2023),
    ],
)  # fmt: skip
def test_text_and_file_name_help_out(text: str, file: str, body: str, year: int) -> None:
    name = named(text, file)
    assert (name.body, name.year) == (body, year)


@pytest.mark.parametrize(
    ("title", "text", "scope"),
    [
        (f"某市2023{REPORT}（全市汇总）", "", Scope.WHOLE_REGION),
        (f"某市2023{REPORT}（汇总）", "", Scope.WHOLE_REGION),
        ("2023年某市政府信息公开工作年度报告汇总", "", Scope.WHOLE_REGION),
        (f"某市人民政府2023{REPORT}（本级）", "", Scope.OWN),
        (f"宿迁市2023{REPORT}", "全市全年共收办政府信息公开申请案件3607件。", Scope.WHOLE_REGION),
        (f"宿迁市2023{REPORT}", "本报告综合各县（区）政府和市各部门的年度报告编制。", Scope.WHOLE_REGION),
        (f"宿迁市2023{REPORT}", "收到政府信息公开申请3607件。", Scope.UNSTATED),
        (f"宿迁市教育局2023{REPORT}", "全市教育系统共收到政府信息公开申请36件。", Scope.UNSTATED),
        (f"沛县人民政府2023{REPORT}", "数据由沛县人民政府业务科室报送并经审核汇总。", Scope.UNSTATED),
        (f"沛县人民政府2023{REPORT}", "数据由各业务科室报送并经审核汇总，各部门配合。", Scope.UNSTATED),
        (f"沛县人民政府2023{REPORT}", "数据由各科室报送并经审核汇总，涉及各乡镇。", Scope.UNSTATED),
        (f"沛县人民政府2023{REPORT}", "综合施策，推动各部门落实公开要求。", Scope.UNSTATED),
        (f"沛县2023{REPORT}", "做好全县数据汇总工作。", Scope.UNSTATED),
        (f"沛县2023{REPORT}", "报告包括总体情况等六部分，各部门可在网站查阅。", Scope.UNSTATED),
        (
            f"沛县2023{REPORT}",
            "本报告由沛县人民政府办公室根据各镇（街道）、县直各部门年度报告汇总编制而成。",
            Scope.WHOLE_REGION,
        ),
        (f"沛县2023{REPORT}", "报告中所列数据为全县汇总数。", Scope.WHOLE_REGION),
        ("", "数据由沛县人民政府业务科室报送并经审核汇总", Scope.UNSTATED),
        (
            f"上海市人民政府办公厅2019{REPORT}",
            "实现全市依申请统一受理入口，共受理政府信息公开申请859件。",
            Scope.UNSTATED,
        ),
    ],
)
def test_scope_only_where_it_is_said(title: str, text: str, scope: Scope) -> None:
    assert named(f"{title}\n一、总体情况\n{text}").scope is scope


WHOLE, OWN, UNSAID = Scope.WHOLE_REGION, Scope.OWN, Scope.UNSTATED


@pytest.mark.parametrize(
    ("remark", "scope"),
    [
        ("（全市）", WHOLE),
        ("（全区汇总版）", WHOLE),
        ("(含各县区)", WHOLE),
        ("（包括所辖乡镇）", WHOLE),
        ("（市本级）", OWN),
        ("（本机关）", OWN),
        ("（机关）", OWN),
        ("（市级）", OWN),
        ("（不含区县）", OWN),
        ("（不含市本级）", UNSAID),
        ("（不包括本级）", UNSAID),
        ("（公开版）", UNSAID),
        ("（2023年度）", UNSAID),
    ],
)
def test_scope_of_a_remark_in_the_title(remark: str, scope: Scope) -> None:
    assert named(f"宿迁市2023{REPORT}{remark}\n一、总体情况\n全年平稳。").scope is scope


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        # what the numbers cover, in the many ways reports say it
        ("本报告数据包括市政府及所辖县（市、区）政府。", WHOLE),
        ("统计范围含市本级和各区县。", WHOLE),
        ("本报告所列数据统计范围为全市各级行政机关。", WHOLE),
        ("报告数据来自全市各级行政机关报送的材料。", WHOLE),
        ("本报告数据均为全市数据。", WHOLE),
        ("本报告全面反映了全市政府信息公开工作情况。", WHOLE),
        ("本报告汇总了各县（区）、各部门的年度报告。", WHOLE),
        ("全市各级行政机关共收到政府信息公开申请3607件。", WHOLE),
        ("数据涵盖全市各部门，另据各开发区报送。", WHOLE),
        ("本报告所列数据为宿迁市本级数据，不含所辖区县。", OWN),
        ("本报告数据不含各县（市、区）。", OWN),
        ("报告涵盖市政府各部门，不包括县区数据。", OWN),
        ("本年报中的数据仅限于市政府办公室的数据。", OWN),
        ("数据统计范围为市本级行政机关。", OWN),
        ("本报告只反映本机关情况。", OWN),
        # the whole stays one though a zone is left out; what is said first counts
        ("本报告数据为全市汇总数据（不含各开发区）。", WHOLE),
        ("本报告所列数据为市本级数据。全市共收到申请3607件，各县区另行公布。", OWN),
        # who did the work, or a label of the table, is no word on what is counted
        ("本机关不掌握相关政府信息3件。", UNSAID),
        ("本机关全年收到申请3件，数据由本机关审核。", UNSAID),
        ("市本级建立了数据审核机制。", UNSAID),
        ("指导各县区做好数据报送，不涉及各县区敏感信息。", UNSAID),
        ("推进全市政府信息公开工作，报告了全年情况。", UNSAID),
        ("信息公开内容包括市政府及各部门的文件。", UNSAID),
        ("未涉及乡镇。", UNSAID),
    ],
)
def test_scope_of_a_government_as_its_text_says(text: str, scope: Scope) -> None:
    assert named(f"宿迁市2023{REPORT}\n一、总体情况\n{text}").scope is scope


@pytest.mark.parametrize(
    "text", ["本报告数据不含下属单位。", "本报告数据包括局机关及所属各单位。", "本报告所列数据为局本级数据。"]
)
def test_a_departments_report_is_about_itself(text: str) -> None:
    """Said or not: its years would otherwise be of different scopes, and not be compared."""
    assert named(f"宿迁市教育局2023{REPORT}\n一、总体情况\n{text}").scope is UNSAID


@pytest.mark.parametrize(
    ("file", "scope"), [("宿迁市2023_全市.html", WHOLE), ("宿迁市2023（本级）.html", OWN), ("宿迁市2023.html", UNSAID)]
)
def test_scope_of_the_name_of_the_file(file: str, scope: Scope) -> None:
    assert named(f"宿迁市2023{REPORT}\n一、总体情况\n全年平稳。", file).scope is scope


@pytest.mark.parametrize(
    ("body", "some", "none"),
    [
        ("梁园区人民政府办公室", ["梁园区政府办", "梁园区府办", "梁园区政府办公室", "梁园政府办", "区政府办"], ["梁园区", "梁园"]),
        ("上海市人民政府办公厅", ["上海市政府办公厅", "上海市府办", "市政府办公厅"], ["上海市"]),
        ("上海市科学技术委员会", ["上海市科委", "上海科委", "市科委"], ["上海"]),
        ("上海市科委", ["上海市科学技术委员会"], []),
        ("宿迁市", ["宿迁", "宿迁市人民政府", "宿迁市政府"], []),
        ("沛县", ["沛县人民政府", "沛县政府"], ["沛"]),
        ("湘西土家族苗族自治州", ["湘西", "湘西州"], []),
        ("浦东新区", ["浦东", "浦东新区政府"], []),
        ("商丘市梁园区卫生健康委员会", ["梁园区卫健委", "商丘市梁园区卫健委", "梁园卫健委", "区卫健委"], ["商丘市"]),
        ("宿迁市市场监督管理局", ["宿迁市市场监管局", "宿迁市监局", "市市场监管局"], []),
        ("沛县人力资源和社会保障局", ["沛县人社局", "县人社局"], []),
        ("宿迁经济技术开发区管理委员会", ["宿迁经济技术开发区管委会", "宿迁经开区", "宿迁经济技术开发区"], []),
        ("陆家嘴街道办事处", ["陆家嘴街道", "陆家嘴街道办", "陆家嘴街办"], []),
        ("国家税务总局宿迁市税务局", ["宿迁市税务局", "市税务局"], []),
        (
            "武昌区人民政府黄鹤楼街道办事处",
            ["武昌区黄鹤楼街道", "黄鹤楼街道", "黄鹤楼街道办", "武昌区黄鹤楼街道办事处"],
            ["武昌区", "区人民政府黄鹤楼街道办事处"],
        ),
        ("中共浙江省委统战部", ["浙江省委统战部", "省委统战部", "统战部"], ["浙江省", "委统战部"]),
        ("中国共产党沛县委员会宣传部", ["沛县委宣传部", "县委宣传部"], ["沛县"]),
        ("中国（上海）自由贸易试验区临港新片区管理委员会", ["临港新片区", "临港新片区管委会"], ["上海", "临港新片"]),
        ("中国（上海）自由贸易试验区管理委员会", ["上海自贸区", "上海自贸区管委会"], ["上海"]),
        ("市卫健委", ["卫健委", "市卫生健康委员会"], ["市"]),
        ("市市场监管局", ["市场监管局", "市市场监督管理局"], ["场监管局"]),
        ("市场监管局", ["市场监督管理局"], ["场监管局"]),
        ("市政府", ["市人民政府"], ["政府", "人民政府"]),
        ("", [], ["人民政府", "政府"]),
        ("沛县蚕桑产业发展服务中心", ["沛县蚕桑产业发展中心"], ["沛县"]),  # not in the table: by rule
    ],
)  # fmt: skip
def test_names_people_use(body: str, some: list[str], none: list[str]) -> None:
    names = aliases_of(body)
    assert set(some) <= set(names)
    assert not set(none) & set(names)
    assert body not in names
    assert len(names) == len(set(names))


def test_the_second_name_in_brackets_is_another_name() -> None:
    name = named(f"中共浙江省委统战部（浙江省民族宗教事务委员会）2023{REPORT}")
    assert {"浙江省民族宗教事务委员会", "浙江省民宗委"} <= set(name.aliases)
    assert "机关" not in named(f"沛县教育局（机关）2023{REPORT}").aliases


def test_a_report_of_the_own_level_is_not_called_by_its_place() -> None:
    assert "宿迁市" not in aliases_of("宿迁市人民政府", own_level=True)
    assert "宿迁市" in aliases_of("宿迁市人民政府")


@pytest.mark.parametrize(
    ("name", "places", "rest"),
    [
        ("江苏省宿迁市沭阳县", ("江苏省", "宿迁市", "沭阳县"), ""),
        ("辉县市财政局", ("辉县市",), "财政局"),
        ("和平区民政局", ("和平区",), "民政局"),
        ("城市管理局", (), "城市管理局"),
        ("全市各部门", (), "全市各部门"),
        ("市科委", (), "市科委"),
        ("苏州市", ("苏州市",), ""),
        ("武昌区人民政府黄鹤楼街道办事处", ("武昌区", "黄鹤楼街道"), "办事处"),
        ("沛县人民政府办公室", ("沛县",), "人民政府办公室"),
        ("沛县城乡办公室", ("沛县",), "城乡办公室"),
        ("市市场监管局", (), "市市场监管局"),
        ("红旗区教育局", ("红旗区",), "教育局"),
    ],
)
def test_places_in_names(name: str, places: tuple[str, ...], rest: str) -> None:
    parsed = parse_places(name)
    assert (parsed.places, parsed.rest) == (places, rest)


@pytest.mark.parametrize(
    ("text", "file", "address", "body", "region"),
    [
        ("福州市鼓楼区教育局认真贯彻条例。", "a.html", "", "福州市鼓楼区教育局", "福州市鼓楼区"),
        ("欢迎访问福州鼓楼区政府网站。", "a.html", "", "福州市鼓楼区教育局", "福州市鼓楼区"),
        ("认真贯彻条例。", "a.html", "/年报/徐州市/a.html", "徐州市鼓楼区教育局", "徐州市鼓楼区"),
        ("认真贯彻条例。", "a.html", "/江苏/南京/鼓楼/a.html", "南京市鼓楼区教育局", "南京市鼓楼区"),
        ("认真贯彻条例。", "a.html", "https://www.example.cn/%E5%BC%80%E5%B0%81%E5%B8%82/a.html", "开封市鼓楼区教育局", "开封市鼓楼区"),
        ("按照南京市人民政府的要求编制。", "a.html", "", "南京市鼓楼区教育局", "南京市鼓楼区"),
        # Nothing says which, or two are spoken of: as the report has it.
        ("认真贯彻条例。", "a.html", "/江苏/a.html", "鼓楼区教育局", "鼓楼区"),
        ("学习南京市经验。", "a.html", "", "鼓楼区教育局", "鼓楼区"),
        ("南京市鼓楼区教育局与徐州市鼓楼区教育局结对。", "a.html", "", "鼓楼区教育局", "鼓楼区"),
        ("按照南京市政府、徐州市政府的要求。", "a.html", "", "鼓楼区教育局", "鼓楼区"),
    ],
)  # fmt: skip
def test_the_city_of_a_place_that_several_have(text: str, file: str, address: str, body: str, region: str) -> None:
    document_text = f"鼓楼区教育局2023{REPORT}\n一、总体情况\n{text}"
    name = named(document_text, file, address)
    assert (name.body, name.region) == (body, region)
    assert body == "鼓楼区教育局" or "鼓楼区教育局" in name.aliases


@pytest.mark.parametrize(
    ("title", "text", "address", "body"),
    [
        ("半城镇人民政府", "泗洪县半城镇人民政府认真贯彻条例。", "", "泗洪县半城镇人民政府"),
        ("半城镇人民政府", "在泗洪县人民政府的指导下。", "", "泗洪县半城镇人民政府"),
        ("半城镇人民政府", "认真贯彻条例。", "/泗洪县/乡镇/a.html", "泗洪县半城镇人民政府"),
        ("城关镇人民政府", "全县各乡镇。", "/年报/a.html", "城关镇人民政府"),  # hundreds are called so
        ("半城镇人民政府", "认真贯彻条例。", "", "半城镇人民政府"),  # only one is, and still it is not said
        ("经济开发区管理委员会", "商丘市经济开发区管委会认真贯彻条例。", "", "商丘市经济开发区管理委员会"),
        ("经济开发区管理委员会", "学习商丘市经济开发区、开封市经济开发区。", "", "经济开发区管理委员会"),
    ],
)
def test_the_county_of_a_town_and_the_city_of_a_zone(title: str, text: str, address: str, body: str) -> None:
    assert named(f"{title}2023{REPORT}\n一、总体情况\n{text}", "a.html", address).body == body


@pytest.mark.parametrize(
    ("file", "year"),
    [
        ("沛县教育局2023.html", 2023),
        ("2024沛县教育局2023年度.html", 2023),
        ("2024-01-20沛县教育局2023年年报.html", 2023),
    ],
)
def test_a_file_named_by_its_day_and_its_year(file: str, year: int) -> None:
    assert named("政府信息公开工作年度报告\n一、总体情况\n正文。", file).year == year


@pytest.mark.parametrize(
    ("title", "file", "body"),
    [
        ("亨湖区教育局2023年政府信息公开工作年度报告", "盐城市亭湖区教育局2023.png", "盐城市亭湖区教育局"),
        ("亭湖区教育局2023年政府信息公开工作年度报告", "亨湖区教育局2023.html", "亭湖区教育局"),
        ("澄屿市教育局2023年政府信息公开工作年度报告", "橙屿市教育局2023.html", "澄屿市教育局"),
    ],
)
def test_a_place_that_does_not_exist_is_a_slip_where_the_file_names_one_that_does(
    title: str, file: str, body: str
) -> None:
    assert named(f"{title}\n一、总体情况\n全年收到申请3件。\n", file).body.endswith(body)
