"""Bodies over the whole country, at every level: the place a title names, and what people call the body."""

from __future__ import annotations

import pytest
from test_naming import REPORT, named
from test_places import head

from assistant.parsing.gazetteer import make_gazetteer
from assistant.parsing.places import parse_places
from assistant.parsing.text import fold
from corpus import divisions
from corpus.regions import level_of, locate

# the body in the title → the full name of its place (— where the name doesn't say it), its level
TITLES = ["河南省人民政府办公厅", "河南省", "province", "新疆维吾尔自治区人民政府", "新疆维吾尔自治区", "province", "广西壮族自治区自然资源厅", "广西壮族自治区", "province", "内蒙古自治区教育厅", "内蒙古自治区", "province", "宁夏回族自治区水利厅", "宁夏回族自治区", "province", "西藏自治区人民政府办公厅", "西藏自治区", "province", "北京市卫生健康委员会", "北京市", "province", "河南省药品监督管理局", "河南省", "province", "中国人民银行河南省分行", "河南省", "province", "中国共产党河南省委员会宣传部", "河南省", "province", "河南大学", "河南省", "province", "吉林省吉林市人民政府", "吉林省吉林市", "city", "锡林郭勒盟行政公署", "内蒙古自治区锡林郭勒盟", "city", "锡林郭勒盟教育局", "内蒙古自治区锡林郭勒盟", "city", "大兴安岭地区行政公署", "黑龙江省大兴安岭地区", "city", "喀什地区教育局", "新疆维吾尔自治区喀什地区", "city", "伊犁哈萨克自治州人民政府", "新疆维吾尔自治区伊犁哈萨克自治州", "city", "巴音郭楞蒙古自治州财政局", "新疆维吾尔自治区巴音郭楞蒙古自治州", "city", "恩施土家族苗族自治州人民政府", "湖北省恩施土家族苗族自治州", "city", "湘西自治州人民政府", "湖南省湘西土家族苗族自治州", "city", "海南藏族自治州人民政府", "青海省海南藏族自治州", "city", "西双版纳傣族自治州人民政府", "云南省西双版纳傣族自治州", "city", "东莞市人民政府", "广东省东莞市", "city", "儋州市人民政府", "海南省儋州市", "city", "三沙市人民政府", "海南省三沙市", "city", "深圳市前海管理局", "广东省深圳市", "city", "商丘市第一人民医院", "河南省商丘市", "city", "国家统计局商丘调查队", "河南省商丘市", "city", "商丘海关", "河南省商丘市", "city", "襄樊市人民政府", "湖北省襄樊市", "city", "莱芜市人民政府", "山东省莱芜市", "city", "北京市朝阳区人民政府", "北京市朝阳区", "county", "天津市滨海新区人民政府", "天津市滨海新区", "county", "上海市浦东新区人民政府", "上海市浦东新区", "county", "重庆市渝北区人民政府", "重庆市渝北区", "county", "重庆市石柱土家族自治县人民政府", "重庆市石柱土家族自治县", "county", "青岛市黄岛区人民政府", "山东省青岛市黄岛区", "county", "呼和浩特市和林格尔县人民政府", "内蒙古自治区呼和浩特市和林格尔县", "county", "阿拉善左旗人民政府", "内蒙古自治区阿拉善盟阿拉善左旗", "county", "鄂伦春自治旗人民政府", "内蒙古自治区呼伦贝尔市鄂伦春自治旗", "county", "莫力达瓦达斡尔族自治旗人民政府", "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗", "county", "科尔沁右翼中旗人民政府", "内蒙古自治区兴安盟科尔沁右翼中旗", "county", "杭锦旗人民政府", "内蒙古自治区鄂尔多斯市杭锦旗", "county", "神农架林区人民政府", "湖北省神农架林区", "county", "仙桃市人民政府", "湖北省仙桃市", "county", "济源市人民政府办公室", "河南省济源市", "county", "五指山市人民政府", "海南省五指山市", "county", "琼中黎族苗族自治县人民政府", "海南省琼中黎族苗族自治县", "county", "石河子市人民政府", "新疆维吾尔自治区石河子市", "county", "甘南藏族自治州合作市人民政府", "甘肃省甘南藏族自治州合作市", "county", "和政县人民政府", "甘肃省临夏回族自治州和政县", "county", "和田市人民政府", "新疆维吾尔自治区和田地区和田市", "county", "和静县教育局", "新疆维吾尔自治区巴音郭楞蒙古自治州和静县", "county", "枣庄市市中区人民政府", "山东省枣庄市市中区", "county", "乐山市市中区财政局", "四川省乐山市市中区", "county", "市中区人民政府", "—", "county", "沙市区人民政府", "湖北省荆州市沙市区", "county", "辉县市人民政府", "河南省新乡市辉县市", "county", "老河口市人民政府", "湖北省襄阳市老河口市", "county", "城固县人民政府", "陕西省汉中市城固县", "county", "城步苗族自治县人民政府", "湖南省邵阳市城步苗族自治县", "county", "都江堰市人民政府", "四川省成都市都江堰市", "county", "上思县人民政府", "广西壮族自治区防城港市上思县", "county", "社旗县人民政府", "河南省南阳市社旗县", "county", "南乐县公安局", "河南省濮阳市南乐县", "county", "将乐县人民政府", "福建省三明市将乐县", "county", "于都县人民政府", "江西省赣州市于都县", "county", "政和县人民政府", "福建省南平市政和县", "county", "镇平县人民政府", "河南省南阳市镇平县", "county", "阳泉市郊区人民政府", "山西省阳泉市郊区", "county", "晋城市城区人民政府", "山西省晋城市城区", "county", "长白朝鲜族自治县人民政府", "吉林省白山市长白朝鲜族自治县", "county", "前郭尔罗斯蒙古族自治县人民政府", "吉林省松原市前郭尔罗斯蒙古族自治县", "county", "南通市通州区人民政府", "江苏省南通市通州区", "county", "通州区人民政府", "—", "county", "南京市鼓楼区人民政府", "江苏省南京市鼓楼区", "county", "徐州市鼓楼区教育局", "江苏省徐州市鼓楼区", "county", "鼓楼区教育局", "—", "county", "南昌市西湖区人民政府", "江西省南昌市西湖区", "county", "萧山市人民政府", "浙江省杭州市萧山市", "county", "铜山县人民政府", "江苏省徐州市铜山县", "county", "崇文区人民政府", "北京市崇文区", "county", "景宁畲族自治县人民政府", "浙江省丽水市景宁畲族自治县", "county", "河南商丘梁园区教育局", "河南省商丘市梁园区", "county", "浙江杭州西湖区政府", "浙江省杭州市西湖区", "county", "梁园区教育体育局", "河南省商丘市梁园区", "county", "国家税务总局商丘市梁园区税务局", "河南省商丘市梁园区", "county", "龙胜各族自治县人民政府", "广西壮族自治区桂林市龙胜各族自治县", "county", "黔东南州凯里市人民政府", "贵州省黔东南苗族侗族自治州凯里市", "county", "红河州弥勒市人民政府", "云南省红河哈尼族彝族自治州弥勒市", "county", "双江拉祜族佤族布朗族傣族自治县人民政府", "云南省临沧市双江拉祜族佤族布朗族傣族自治县", "county", "临夏回族自治州积石山保安族东乡族撒拉族自治县人民政府", "甘肃省临夏回族自治州积石山保安族东乡族撒拉族自治县", "county", "黄南藏族自治州河南蒙古族自治县人民政府", "青海省黄南藏族自治州河南蒙古族自治县", "county", "中山市南朗街道办事处", "广东省中山市南朗街道", "town", "东莞市虎门镇人民政府", "广东省东莞市虎门镇", "town", "温州市洞头区大门镇人民政府", "浙江省温州市洞头区大门镇", "town", "厦门市思明区鼓浪屿街道办事处", "福建省厦门市思明区鼓浪屿街道", "town", "武昌区人民政府黄鹤楼街道办事处", "湖北省武汉市武昌区黄鹤楼街道", "town", "沛县人民政府龙固镇人民政府", "江苏省徐州市沛县龙固镇", "town", "陆家嘴街道办事处", "—", "town", "苏州工业园区管理委员会", "江苏省苏州市工业园区", "zone", "郑州航空港经济综合实验区管理委员会", "河南省郑州市航空港经济综合实验区", "zone", "郑州高新技术产业开发区管委会", "河南省郑州市高新技术产业开发区", "zone", "成都高新区管委会", "四川省成都市高新区", "zone", "商丘市城乡一体化示范区管理委员会", "河南省商丘市城乡一体化示范区", "zone", "雄安新区管理委员会", "河北省雄安新区", "zone", "西咸新区管理委员会", "陕西省西咸新区", "zone", "平潭综合实验区管理委员会", "福建省福州市平潭综合实验区", "zone", "兰州新区管理委员会", "甘肃省兰州市新区", "zone", "青岛西海岸新区市场监督管理局", "山东省青岛市西海岸新区", "zone", "江北新区管理委员会", "—", "zone", "国家能源局", "—", "—", "教育部", "—", "—"]  # fmt: skip


@pytest.mark.parametrize(("body", "full", "level"), [*zip(TITLES[::3], TITLES[1::3], TITLES[2::3], strict=True)])
def test_the_place_of_a_title(body: str, full: str, level: str) -> None:
    name = named(f"{body}2023{REPORT}\n一、总体情况\n正文。")
    place = locate(name.region)
    assert (name.body, place.name if place else "—", level_of(name.region) or "—") == (body, full, level)


# the loaded body, its region → what people call it, one after the other
CALLED = """
河南省人民政府办公厅 河南省 河南省政府办公厅 河南省府办公厅 河南省政府办 省政府办公厅
新疆维吾尔自治区教育厅 新疆维吾尔自治区 新疆教育厅 新疆维吾尔自治区教育厅
广西壮族自治区自然资源厅 广西壮族自治区 广西自然资源厅
浙江省经济和信息化厅 浙江省 浙江省经信厅 浙江经信厅 省经信厅
四川省人力资源和社会保障厅 四川省 四川省人社厅 四川人社厅 省人社厅
山西省住房和城乡建设厅 山西省 山西省住建厅 山西住建厅
昆明市卫生健康委员会 昆明市 昆明市卫健委 昆明卫健委 昆明市卫生健康委
兰州市发展和改革委员会 兰州市 兰州市发改委 兰州发改委 市发改委
合肥市市场监督管理局 合肥市 合肥市市场监管局 合肥市监局 合肥市市监局
贵阳市人力资源和社会保障局 贵阳市 贵阳市人社局 贵阳人社局 市人社局
银川市自然资源局 银川市 银川自然资源局 银川市自然资源和规划局
石家庄市生态环境局 石家庄市 石家庄生态环境局 石家庄市环境局
长沙市国有资产监督管理委员会 长沙市 长沙市国资委 长沙国资委
宁波市鄞州区文化和广电旅游体育局 宁波市鄞州区 鄞州区文化和广电旅游体育局
泰州市姜堰区行政审批局 泰州市姜堰区 姜堰区审批局 姜堰行政审批局
湘西土家族苗族自治州财政局 湘西土家族苗族自治州 湘西财政局 湘西州财政局
锡林郭勒盟民政局 锡林郭勒盟 锡林郭勒民政局 盟民政局
商丘市梁园区教育体育局 商丘市梁园区 梁园区教体局 商丘市梁园区教体局 梁园教体局 商丘梁园区教体局
商丘市睢阳区人民政府办公室 商丘市睢阳区 睢阳区政府办 睢阳区府办 商丘睢阳区政府办 睢阳政府办
永城市公安局 永城市 永城公安局 永城市公安
威海火炬高技术产业开发区管理委员会 威海火炬高技术产业开发区 威海火炬高技术产业开发区管委会
洛阳高新技术产业开发区管理委员会 洛阳高新技术产业开发区 洛阳高新区 洛阳高新区管委会
上海市浦东新区陆家嘴街道办事处 上海市浦东新区陆家嘴街道 陆家嘴街道 陆家嘴街道办 陆家嘴街办 浦东新区陆家嘴街道
泗洪县半城镇人民政府 泗洪县半城镇 半城镇 半城镇政府 泗洪县半城镇
国家税务总局沛县税务局 沛县 沛县税务局 国家税务总局沛县税务局
""".strip().split("\n")
LOADED = make_gazetteer([head(body, region) for body, region, *_ in map(str.split, CALLED)])


@pytest.mark.parametrize(("said", "body"), [(said, words[0]) for words in map(str.split, CALLED) for said in words[2:]])
def test_what_people_call_a_body(said: str, body: str) -> None:
    assert parse_places(fold(f"{said}2023年新收多少"), LOADED).groups == ((body,),)


def test_the_education_bureaus_of_all_places_are_told_apart() -> None:
    """3,200 bureaus are loaded; each of a sample is asked for by its full name, and by its own place's name alone."""
    regions = [r for r in divisions.every() if not r.until]
    bodies = {r.code: "".join(x.name for x in divisions.chain(r)[-2:]) + "教育局" for r in regions}
    everywhere = make_gazetteer([head(body, body.removesuffix("教育局")) for body in bodies.values()])
    for region in regions[::15]:
        whole = parse_places(fold(f"{divisions.full_name(region)}教育局2023年新收多少"), everywhere)
        assert (whole.groups, whole.unknown) == (((bodies[region.code],),), ())
        alone = parse_places(fold(f"{region.name}教育局2023年新收多少"), everywhere)
        alike = tuple(sorted(bodies[r.code] for r in regions if r.name == region.name))
        assert (alone.groups, alone.unknown) == ((alike,), ())
