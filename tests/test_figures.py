"""Numbers in prose: exact values, units and spans first, then what is counted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.figures import breakdowns, figures_in
from corpus.outline import outline
from corpus.reading import read_document
from corpus.report import Figure, Grid, Passage, PassageKind

REPORTS = Path(__file__).parents[2] / "shared" / "reports"


def figures_of(text: str) -> tuple[Figure, ...]:
    return figures_in(text, (Passage(0, len(text), PassageKind.PARAGRAPH, 1, ()),))


def numbers(text: str) -> list[tuple[str, str, str]]:
    return [(str(f.value), f.unit, f.approx) for f in figures_of(text)]


def counts(text: str) -> list[tuple[str, str]]:
    return [(f.what, f.raw) for f in figures_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息2761条", [("2761", "条", "")]),
        ("公开信息２，７６１条", []),  # ambiguous: 2，761 may be two numbers
        ("公开信息12,345条", [("12345", "条", "")]),
        ("公开信息18万余条", [("180000", "条", "余")]),
        ("阅读量达180万次", [("1800000", "次", "")]),
        ("浏览1.2亿人次", [("120000000", "人次", "")]),
        ("阅览2000余万人次", [("20000000", "人次", "余")]),
        ("免费赠阅3万余册", [("30000", "册", "余")]),
        ("投入35.6万元", [("35.6", "万元", "")]),
        ("收费59237.2449万元", [("59237.2449", "万元", "")]),
        ("收取3万余元", [("30000", "元", "余")]),
        ("播放量超2300万，很好", [("23000000", "", "超")]),
        ("粉丝数54373；", [("54373", "", "")]),
        ("政民互动300余场次", [("300", "场次", "余")]),
        ("培训100多人次、约200人", [("100", "人次", "多"), ("200", "人", "约")]),
        ("发放3000份以上", [("3000", "份", "以上")]),
        ("发放约3000余份", [("3000", "份", "约…余")]),
        ("同比增长70.3%，提高2.5个百分点", [("70.3", "%", ""), ("2.5", "百分点", "")]),
        ("公开率百分之九十八点五", [("98.5", "%", "")]),
        ("收到申请十二件，召开两次，共二百三十条", [("12", "件", ""), ("2", "次", ""), ("230", "条", "")]),
        ("新媒体三个，其中微博一个。", [("3", "个", ""), ("1", "个", "")]),
        ("发布信息 393 件", [("393", "件", "")]),
        ("不予公开 2\n件", [("2", "件", "")]),
        ("答复０件", [("0", "件", "")]),
        ("累计50人（次）", [("50", "人次", "")]),
        ("20个工作日内答复", [("20", "工作日", "")]),
        ("收到申请1\u200b23\ufeff件", [("123", "件", "")]),  # invisible characters inside
        ("收到申请12①件，办结5²件", [("12", "件", ""), ("5", "件", "")]),  # marks of footnotes
        ("收到申请12*件，办结*3件，结转□5件", []),  # masked
        ("收到申请**件，办结×件，结转XX件", []),
        ("收到申请1 2件，办结1 234件，结转4\n5件", []),  # split: one number or two?
        ("收到申请2O件，办结l2件", []),
        ("收到申请012件", []),
    ],
)
def test_numbers_and_units(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年1月31日9时30分印发。",
        "举办第六期培训班，依据第二十条第（五）项和第十条、第十一条。",
        "国办公开办函〔2021〕30号。",
        "拨打12345热线或12329等平台，电话0527-84368017。",
        "召开“1+X”新闻发布会，启动三个“100”行动。",
        "印发《2022年10件民生实事》，落实“国27条”。",
        "受理10—15件，或3至5个，约5-10%。",
        "最多跑一次，一件事一次办，两个维护，四个意识。",
        "每季度1次，每月不少于2次。",
        "报告包括六部分。",
        "位列第3名，排名前10名。",
        "H5作品、5G网络、A4纸、2.0版。",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年，依托政府门户网站主动公开政府信息2761条，通过微信公众号“某某政府网”发布政务信息465条。",
         [("政府门户网站主动公开政府信息", "2761条"), ("微信公众号发布政务信息", "465条")]),
        ("2021年，共收到依申请公开信息23件，办结23件。", [("收到依申请公开信息", "23件"), ("办结依申请公开信息", "23件")]),
        ("编印《政府公报》12期，向公众免费赠阅3万余册。", [("编印政府公报", "12期"), ("向公众免费赠阅政府公报", "3万余册")]),
        ("全市收办申请案件3607件，同比增长70.3%。", [("全市收办申请案件", "3607件"), ("全市收办申请案件 同比增长", "70.3%")]),
        ("主动公开规章13件，行政规范性文件60件。", [("主动公开规章", "13件"), ("主动公开行政规范性文件", "60件")]),
        ("利用“在线访谈”、“政府开放日（周、月）”等渠道开展政民互动200余场。", [("开展政民互动", "200余场")]),
        ("全年制作119期政策简明问答。", [("制作政策简明问答", "119期")]),
        ("接入53个部门2261项事项。", [("接入部门", "53个"), ("接入部门事项", "2261项")]),
        ("两条微信阅读量即达180万次，41条短视频播放量超2300万，", [("微信", "两条"), ("微信阅读量", "180万次"), ("短视频", "41条"), ("短视频播放量", "2300万")]),
        ("视频号发布短视频584条，累计观看量192次。", [("视频号发布短视频", "584条"), ("视频号发布短视频，观看量", "192次")]),
        ("复议案件3起，维持2起，纠正1起；行政诉讼1起。",
         [("复议案件", "3起"), ("维持复议案件", "2起"), ("纠正复议案件", "1起"), ("行政诉讼", "1起")]),
        ("因不掌握等原因无法提供265件，占32.9%；其他处理0件。",
         [("因不掌握等原因无法提供", "265件"), ("因不掌握等原因无法提供 占", "32.9%"), ("其他处理", "0件")]),
        ("做强微信公众号“某发布”，全年推送信息3729条。", [("微信公众号推送信息", "3729条")]),
        ("通过政府网站、政务新媒体等渠道，共向社会主动公开信息18万余条。", [("主动公开信息", "18万余条")]),
        ("与上年的2043件相比，新收申请数量下降0.9%。", [("上年新收申请数量", "2043件"), ("新收申请数量下降", "0.9%")]),
        ("对5件申请收取信息处理费，共计2524元。", [("申请", "5件"), ("申请收取信息处理费", "2524元")]),
        ("推进共享平台建设，共建成公共服务点8处。", [("建成公共服务点", "8处")]),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, expected: list[tuple[str, str]]) -> None:
    assert [
        found for found in counts(text) if found in expected or found[1] in {raw for _, raw in expected}
    ] == expected


@pytest.mark.parametrize(
    ("text", "total", "names"),
    [
        ("收办案件30件（市政府10件、市各部门15件、某县5件），同比增长7%。", "30件", [["市政府", "市各部门", "某县"]]),
        ("制作问答9期，其中，市级4期、甲区3期、乙县2期。", "9期", [["市级", "甲区", "乙县"]]),
        ("共受理6件，已全部办结。其中：予以公开5件，占83%；不予公开1件。", "6件", [["予以公开", "不予公开"]]),
        (
            "收到申请6件，其中，自然人4件、法人2件；予以公开5件、不予公开1件。",
            "6件",
            [["自然人", "法人"], ["予以公开", "不予公开"]],
        ),
        ("收到申请45件，其中自然人40件，法人5件；上年结转1件；办结44件。", "45件", [["自然人", "法人"]]),
        ("规章13件（含新制定5件，修改4件，废止4件）。", "13件", [["新制定", "修改", "废止"]]),
        ("收到申请9件，上年转结1件，其中网络申请4件，信函申请5件。", "9件", [["网络申请", "信函申请"]]),
        ("共收到申请20件，办结15件。按地区分，甲区12件、乙县8件。", "20件", [["甲区", "乙县"]]),
        ("答复申请80件（含上年结转18件，另有7件顺延）。", "80件", [["上年结转"]]),
        ("发布文章1640篇，其中原创294篇，关注人数101人。", "1640篇", [["原创"]]),
    ],
)
def test_a_total_and_its_parts(text: str, total: str, names: list[list[str]]) -> None:
    figures = figures_of(text)
    found = breakdowns(text, figures)
    assert [list(b.names) for b in found] == names
    assert {b.head.raw for b in found} == {total}


def test_parts_of_two_units_under_two_totals() -> None:
    text = "对3件申请收取信息处理费2230元。其中，某县民政局1件，收取880元；某镇政府2件，收取1350元。"
    found = breakdowns(text, figures_of(text))
    assert [(b.head.raw, [p.raw for p in b.parts], b.adds_up) for b in found] == [
        ("3件", ["1件", "2件"], True),
        ("2230元", ["880元", "1350元"], True),
    ]


def test_no_breakdown_without_a_list() -> None:
    text = "网站总访问次数9540370人次，访客量3809505人次，办结12件。"
    assert breakdowns(text, figures_of(text)) == ()


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*")) or [None], ids=lambda p: p.stem if p else "none")
def test_real_reports_every_span_is_its_number_and_unit(path: Path | None) -> None:
    if path is None:
        pytest.skip("no real reports at hand")
    document = read_document(path.read_bytes(), path.name)
    text, grids = document.text, (i for i, b in enumerate(document.blocks) if isinstance(b, Grid))
    figures = figures_in(text, outline(document, frozenset(grids)).passages)
    assert figures
    for figure in figures:
        raw = text[figure.start : figure.end]
        assert raw == figure.raw
        assert raw[0].isdigit() or raw[0] in "两三四五六七八九十百"
        assert raw.endswith(figure.unit)
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert figure.what
        digits = "".join(c for c in raw if c.isdigit() or c == ".")
        if (digits and not any(c in raw for c in "万亿")) or figure.unit in ("万元", "亿元"):
            assert figure.value == Decimal(digits)


@pytest.mark.parametrize(
    ("file", "what", "value", "unit"),
    [
        ("梁园区人民政府办公室2021.txt", "政府门户网站主动公开政府信息", 2761, "条"),
        ("梁园区人民政府办公室2021.txt", "微信公众号发布政务信息", 465, "条"),
        ("宿迁市2023.txt", "编印政府公报", 12, "期"),
        ("宿迁市2023.txt", "全市收办政府信息公开申请案件 泗洪县", 874, "件"),
        ("宿迁市2024.txt", "全市备案政府信息依申请公开领域行政复议案件", 134, "件"),
        ("上海市科学技术委员会2024.md", "上海科技微信公众号编发文章 原创文章", 294, "篇"),
    ],
)
def test_figures_of_real_reports(file: str, what: str, value: int, unit: str) -> None:
    if not (REPORTS / file).exists():
        pytest.skip(f"{file} is not at hand")
    document = read_document((REPORTS / file).read_bytes(), file)
    figures = figures_in(document.text, outline(document).passages)
    assert (what, Decimal(value), unit) in {(f.what, f.value, f.unit) for f in figures}
