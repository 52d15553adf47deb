"""One body, however its reports spell it; and bodies that only look alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.assemble import read_report
from corpus.bodies import full_names, same_body
from corpus.naming import name_report
from corpus.outline import outline
from corpus.report import Document, Paragraph
from corpus.store import Store


def named(title: str) -> tuple[str, str]:
    """Body and region as the reader gives them for a report of that body."""
    text = f"{title}2023年政府信息公开工作年度报告"
    document = Document(text, (Paragraph(0, len(text)),))
    name = name_report(document, outline(document), "report.html")
    return name.body, name.region


ONE = [
    ("梁园区人民政府办公室", "商丘市梁园区人民政府办公室"),
    ("商丘市梁园区教育体育局", "河南省商丘市梁园区教体局"),
    ("梁园区", "商丘市梁园区"),
    ("沛县人民政府", "徐州市沛县人民政府"),
    ("上海市科委", "上海市科学技术委员会"),
    ("宿迁市市场监管局", "宿迁市市场监督管理局"),
    ("宿迁市发展改革委员会", "宿迁市发展和改革委员会"),
    ("呼和浩特市住房城乡建设局", "内蒙古自治区呼和浩特市住房和城乡建设局"),
    ("宿迁经济技术开发区管委会", "宿迁市经济技术开发区管理委员会"),
    ("浦东新区陆家嘴街道办事处", "上海市浦东新区陆家嘴街道办事处"),
    ("国家税务总局沛县税务局", "国家税务总局徐州市沛县税务局"),
    ("湘西土家族苗族自治州人民政府", "湖南省湘西土家族苗族自治州人民政府"),
    ("永城市财政局", "商丘市永城市财政局"),
]
OTHERS = [
    ("鼓楼区人民政府", "南京市鼓楼区人民政府"),  # the first doesn't say which 鼓楼区
    ("徐州市鼓楼区教育局", "南京市鼓楼区教育局"),
    ("朝阳区教育局", "朝阳市教育局"),
    ("梁园区教育局", "睢阳区教育局"),
    ("梁园区教育体育局", "梁园区教育局"),
    ("宿迁市", "宿迁市人民政府"),  # the whole region's report and that of its own level
    ("沛县人民政府", "沛县人民政府办公室"),
    ("宿迁市卫生健康委员会", "宿迁市卫生和计划生育委员会"),  # renamed in a reform: told, not looked through
    ("徐州市铜山县教育局", "徐州市铜山区教育局"),
    ("重庆市江北区财政局", "宁波市江北区财政局"),
    ("国家税务总局沛县税务局", "沛县财政局"),
    # invented places are told apart by their words alone
    ("澄屿市教育局", "演示省澄屿市教育局"),
    ("澄屿市政府办公室", "砚岭县政府办公室"),
]


@pytest.mark.parametrize(
    ("one", "other", "same"), [*((a, b, True) for a, b in ONE), *((a, b, False) for a, b in OTHERS)]
)
def test_one_body_or_two(one: str, other: str, same: bool) -> None:
    assert same_body(named(one), named(other)) is same
    assert bool(full_names([named(one), named(other)])) is same


def test_the_years_of_a_body_are_one_body_in_the_library_under_its_full_name(tmp_path: Path) -> None:
    titles = (
        "梁园区人民政府办公室2021",
        "商丘市梁园区政府办公室2022",
        "2023年河南省商丘市梁园区人民政府办公室",
        "鼓楼区人民政府办公室2023",
    )
    with Store(tmp_path) as store:
        for title in titles:
            text = f"{title}年政府信息公开工作年度报告\n一、总体情况\n认真贯彻条例。".replace("年年", "年")
            store.put(read_report(text.encode(), f"{title}.txt", f"/{title}.txt"))
        full = "河南省商丘市梁园区人民政府办公室"
        heads = store.heads()
        assert [(h.body, h.region, h.year, h.printed) for h in heads] == [
            (full, "河南省商丘市梁园区", 2021, "梁园区人民政府办公室"),
            (full, "河南省商丘市梁园区", 2022, "商丘市梁园区政府办公室"),
            (full, "河南省商丘市梁园区", 2023, ""),
            ("鼓楼区人民政府办公室", "鼓楼区", 2023, ""),
        ]
        assert "梁园区人民政府办公室" in heads[0].aliases
        assert store.report(heads[0].id).body == "梁园区人民政府办公室"  # the report itself stays as it is
        store.remove(heads[2].id)
        assert {h.body for h in store.heads()[:2]} == {"商丘市梁园区政府办公室"}
