"""Where places lie: names, full and short, old and new, against the administrative divisions."""

from __future__ import annotations

import pytest

from corpus import divisions
from corpus.divisions import Level
from corpus.regions import find_regions, is_child, level_of, lies_in, locate, same_place

# what is written → the full names of the divisions it may mean
NAMES = [
    # provinces, full and short
    ("河南省", "河南省"),
    ("河南", "河南省"),
    ("内蒙古", "内蒙古自治区"),
    ("新疆", "新疆维吾尔自治区"),
    ("广西", "广西壮族自治区"),
    ("宁夏", "宁夏回族自治区"),
    ("西藏", "西藏自治区"),
    ("海南", "海南省"),  # not 海南藏族自治州, nor 海南区 of 乌海
    ("上海", "上海市"),
    ("香港", "香港特别行政区"),
    ("台湾省", "台湾省"),
    # cities, prefectures, leagues
    ("商丘", "河南省商丘市"),
    ("海南州", "青海省海南藏族自治州"),
    ("湘西州", "湖南省湘西土家族苗族自治州"),
    ("湘西", "湖南省湘西土家族苗族自治州"),
    ("黔南州", "贵州省黔南布依族苗族自治州"),
    ("西双版纳", "云南省西双版纳傣族自治州"),
    ("大兴安岭地区", "黑龙江省大兴安岭地区"),
    ("锡林郭勒盟", "内蒙古自治区锡林郭勒盟"),
    ("阿拉善", "内蒙古自治区阿拉善盟"),
    ("吉林", "吉林省 吉林省吉林市"),
    ("吉林市", "吉林省吉林市"),
    # districts, counties, county-level cities, banners
    ("梁园区", "河南省商丘市梁园区"),
    ("梁园", "河南省商丘市梁园区"),
    ("浦东新区", "上海市浦东新区"),
    ("浦东", "上海市浦东新区"),
    ("永城", "河南省商丘市永城市"),
    ("济源", "河南省济源市"),  # of no city
    ("神农架", "湖北省神农架林区"),
    ("石柱县", "重庆市石柱土家族自治县"),
    ("达尔罕茂明安联合旗", "内蒙古自治区包头市达尔罕茂明安联合旗"),
    ("沛县", "江苏省徐州市沛县"),
    ("石河子", "新疆维吾尔自治区石河子市"),
    ("昆山", "江苏省苏州市昆山市"),
    # one name, several places
    ("鼓楼区", "江苏省南京市鼓楼区 江苏省徐州市鼓楼区 福建省福州市鼓楼区 河南省开封市鼓楼区"),
    ("江苏省鼓楼区", "江苏省南京市鼓楼区 江苏省徐州市鼓楼区"),
    ("福建鼓楼区", "福建省福州市鼓楼区"),
    ("南京鼓楼", "江苏省南京市鼓楼区"),
    ("朝阳", "北京市朝阳区 辽宁省朝阳市 辽宁省朝阳市朝阳县 吉林省长春市朝阳区"),
    ("西湖区", "浙江省杭州市西湖区 江西省南昌市西湖区"),
    ("通州区", "北京市通州区 江苏省南通市通州区"),
    ("江北区", "浙江省宁波市江北区 重庆市江北区"),  # the latter until 2025
    # chains with parts left out
    ("河南商丘梁园", "河南省商丘市梁园区"),
    ("河南省梁园区", "河南省商丘市梁园区"),
    ("内蒙古呼和浩特市", "内蒙古自治区呼和浩特市"),
    ("江苏省梁园区", ""),
    ("郑州市梁园区", ""),
    # of other days
    ("崇文区", "北京市崇文区"),
    ("萧山市", "浙江省杭州市萧山市"),
    ("襄樊市", "湖北省襄樊市"),
    ("铜山县", "江苏省徐州市铜山县"),
    ("闸北", "上海市闸北区"),
    # towns are known inside their county only
    ("沛县龙固镇", "江苏省徐州市沛县龙固镇"),
    ("上海市浦东新区陆家嘴街道", "上海市浦东新区陆家嘴街道"),
    ("陆家嘴街道", ""),
    # no places
    ("澄屿市", ""),
    ("演示省", ""),
    ("教育局", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "regions"), NAMES)
def test_names(name: str, regions: str) -> None:
    assert [divisions.full_name(r) for r in find_regions(name)] == regions.split()


# a report's region → its full name, how far down it stands
PLACES = [
    ("梁园区", "河南省商丘市梁园区", Level.COUNTY),
    ("商丘市梁园区", "河南省商丘市梁园区", Level.COUNTY),
    ("鼓楼区", "", Level.COUNTY),
    ("南京市鼓楼区", "江苏省南京市鼓楼区", Level.COUNTY),
    ("宿迁市", "江苏省宿迁市", Level.CITY),
    ("永城市", "河南省商丘市永城市", Level.COUNTY),  # a city by name, a county by rank
    ("新疆维吾尔自治区", "新疆维吾尔自治区", Level.PROVINCE),
    ("北京市", "北京市", Level.PROVINCE),
    ("阿勒泰地区", "新疆维吾尔自治区阿勒泰地区", Level.CITY),
    ("泗洪县半城镇", "江苏省宿迁市泗洪县半城镇", Level.TOWN),
    ("萧山市", "浙江省杭州市萧山市", Level.COUNTY),
    # zones belong to the place named before them
    ("商丘市经济开发区", "河南省商丘市经济开发区", Level.ZONE),
    ("宿迁经济技术开发区", "江苏省宿迁市经济技术开发区", Level.ZONE),
    ("河南商丘经济开发区", "河南省商丘市经济开发区", Level.ZONE),
    ("青岛西海岸新区", "山东省青岛市西海岸新区", Level.ZONE),
    ("苏州工业园区", "江苏省苏州市工业园区", Level.ZONE),
    ("商丘市经济开发区平安街道", "河南省商丘市经济开发区平安街道", Level.TOWN),
    ("泗洪县经济开发区", "江苏省宿迁市泗洪县经济开发区", Level.ZONE),
    ("江北新区", "", Level.ZONE),  # 南京's, 宁波's …
    ("东湖高新区", "", Level.ZONE),  # 武汉's, and not of 东湖区 in 南昌
    # invented
    ("澄屿市", "", Level.CITY),
    ("演示省", "", Level.PROVINCE),
    ("澄屿市砚岭县", "", Level.COUNTY),
    ("", "", None),
]


@pytest.mark.parametrize(("region", "full", "level"), PLACES)
def test_places(region: str, full: str, level: Level | None) -> None:
    place = locate(region)
    assert ((place.name if place else ""), level_of(region)) == (full, level)


# inner, outer → lies in it, is right below it
INSIDE = [
    ("梁园区", "河南省商丘市", True, True),
    ("商丘市梁园区", "商丘市", True, True),
    ("梁园区", "河南省", True, False),
    ("永城市", "商丘市", True, True),
    ("济源市", "河南省", True, True),
    ("浦东新区", "上海市", True, True),
    ("商丘市经济开发区", "商丘市", True, True),
    ("商丘市经济开发区平安街道", "商丘市", True, False),
    ("商丘市经济开发区平安街道", "商丘市经济开发区", True, True),
    ("沛县龙固镇", "徐州市沛县", True, True),
    ("萧山市", "杭州市", True, True),
    ("商丘市", "商丘市", False, False),
    ("河南省商丘市", "商丘市", False, False),
    ("商丘市", "梁园区", False, False),
    ("梁园区", "郑州市", False, False),
    ("鼓楼区", "南京市", False, False),  # which 鼓楼区 is not said
    ("南京市鼓楼区", "南京市", True, True),
    # places of no division go by their words
    ("演示省澄屿市", "演示省", True, True),
    ("演示省澄屿市砚岭县", "演示省", True, False),
    ("澄屿市", "演示省", False, False),
    ("澄屿市", "", False, False),
]


@pytest.mark.parametrize(("inner", "outer", "inside", "child"), INSIDE)
def test_what_lies_in_what(inner: str, outer: str, inside: bool, child: bool) -> None:
    assert (lies_in(inner, outer), is_child(inner, outer)) == (inside, child)


def test_one_place_written_twice() -> None:
    assert same_place("梁园区", "河南省商丘市梁园区")
    assert same_place("宿迁经济技术开发区", "宿迁市经济技术开发区")
    assert not same_place("鼓楼区", "南京市鼓楼区")
    assert not same_place("铜山县", "铜山区")


def test_the_divisions_are_whole() -> None:
    provinces = map(divisions.region_of_code, ("110000", "410000", "650000"))
    assert [len(divisions.inside(p)) for p in provinces] == [16, 18, 27]
    shangqiu = divisions.region_of_code("411400")
    assert [r.name for r in divisions.inside(shangqiu)] == [
        "梁园区", "睢阳区", "民权县", "睢县", "宁陵县", "柘城县", "虞城县", "夏邑县", "永城市",
    ]  # fmt: skip
    former = find_regions("崇文区")[0]
    assert (former.until, divisions.region_of_code(former.successor).name) == (2010, "东城区")
