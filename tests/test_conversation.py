"""Conversations as people have them: each later turn leans on what was asked and answered before.

The last answer must tell of just these bodies and years, and say the value that the store holds for that key.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from conftest import Demo

from assistant.answer import Answer, Outcome
from assistant.evaluate import includes
from assistant.values import TOTAL, Reader, Value
from corpus.store import ReportHead

JIAO, GONG, BAN, WEI = "澄屿市教育局", "澄屿市公安局", "澄屿市人民政府办公室", "澄屿市卫生健康委员会"
XIJIAO, WANGJIAO, TANGJIAO = "栖霖市教育局", "望汐区教育局", "棠渡县教育局"
SHIJIAN, YANBAN, WANGBAN = "栖霖市市场监督管理局", "砚岭县人民政府办公室", "望汐区人民政府办公室"

NEW, GRANTED, REFUSED, IN = "requests.new", "requests.granted", "requests.refused", "requests.carried_in"
RATE, RECONSIDERED, LITIGATED = "granted_rate", "disputes.reconsideration.total", "disputes.litigation.total"


@dataclass(frozen=True)
class Told:
    """What the last answer tells: the key's value (for an applicant) of every body in every year, and these words."""

    bodies: str | tuple[str, ...]
    years: int | tuple[int, ...]
    key: str
    who: str = TOTAL
    words: tuple[str, ...] = ()


def told(bodies: str | tuple[str, ...], years: int | tuple[int, ...], key: str, *words: str, who: str = TOTAL) -> Told:
    return Told(bodies, years, key, who, words)


FIRST = "澄屿市教育局2023年新收多少件申请"
# All bodies of the city with reports of their own; and what is told of them, where one was asked about before.
OF_CITY = (JIAO, GONG, BAN, WEI)
CITY_WIDE = "范围是已收录的澄屿市各单位"
LIST = "澄屿市教育局、澄屿市公安局、栖霖市教育局2023年新收各多少件"

CONVERSATIONS: list[tuple[str, Told]] = [
    # another body, the department of the same place first
    (f"{FIRST} → 那公安局呢", told(GONG, 2023, NEW)),
    (f"{FIRST} → 卫健委的呢？", told(WEI, 2023, NEW)),
    (f"{FIRST} → 栖霖市的呢", told(XIJIAO, 2023, NEW)),
    (f"{FIRST} → 栖霖市市场监管局多少", told(SHIJIAN, 2023, NEW)),
    ("砚岭县卫健委2022年新收多少 → 政府办呢", told(YANBAN, 2022, NEW)),
    ("栖霖市教育局2021年予以公开几件 → 市监局 → 2022年呢", told(SHIJIAN, 2022, GRANTED)),
    # another year
    (f"{FIRST} → 2021年呢", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 那21年的", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 后一年呢", told(JIAO, 2024, NEW)),
    (f"{FIRST} → 下一年", told(JIAO, 2024, NEW)),
    ("澄屿市公安局2023年新收多少 → 再往前一年", told(GONG, 2022, NEW)),
    ("澄屿市公安局2023年新收多少 → 上一年呢 → 再早一年呢", told(GONG, 2021, NEW)),
    ("澄屿市公安局2023年不予公开多少件 → 大前年呢", told(GONG, 2020, REFUSED)),
    ("澄屿市公安局2021年新收多少 → 2022和2023呢", told(GONG, (2022, 2023), NEW)),
    ("澄屿市公安局2021年新收多少 → 近三年的", told(GONG, (2022, 2023, 2024), NEW)),
    ("澄屿市公安局2021年新收多少 → 2019到2021年的", told(GONG, (2019, 2020, 2021), NEW)),
    # another indicator, applicant or operation
    (f"{FIRST} → 予以公开的呢", told(JIAO, 2023, GRANTED)),
    (f"{FIRST} → 上年结转的呢", told(JIAO, 2023, IN)),
    (f"{FIRST} → 行政复议几件", told(JIAO, 2023, RECONSIDERED)),
    (f"{FIRST} → 不予公开的呢 → 占比呢", told(JIAO, 2023, REFUSED, "3.57%")),
    (f"{FIRST} → 不予公开的呢 → 理由呢", told(JIAO, 2023, REFUSED, "属于行政执法案卷1件")),
    (f"{FIRST} → 个人的呢", told(JIAO, 2023, NEW, who="natural")),
    (f"{FIRST} → 企业呢", told(JIAO, 2023, NEW, who="company")),
    (f"{FIRST} → 企业呢 → 予以公开的", told(JIAO, 2023, GRANTED, who="company")),
    (f"{FIRST} → 个人占多少", told(JIAO, 2023, NEW, "87.50%", "49 ÷ 56", who="natural")),
    ("澄屿市公安局2023年新收多少 → 比上年呢", told(GONG, (2022, 2023), NEW, "增加16件")),
    ("澄屿市公安局2023年新收多少 → 趋势呢", told(GONG, tuple(range(2016, 2025)), NEW)),
    ("栖霖市市监局2023年新收多少 → 画个图看看", told(SHIJIAN, (2019, 2020, 2022, 2023, 2024), NEW)),
    (f"{FIRST} → 列成表", told(JIAO, 2023, NEW)),
    (f"{FIRST} → 公安局呢 → 加起来多少", told((JIAO, GONG), 2023, NEW, "182件")),
    (f"{FIRST} → 公安局呢 → 相差多少", told((JIAO, GONG), 2023, NEW, "70件")),
    (f"{FIRST} → 公安局呢 → 谁多", told((JIAO, GONG), 2023, NEW, "多70件")),
    ("栖霖市2023年新收多少 → 本级的呢", told("栖霖市人民政府", 2023, NEW)),
    ("栖霖市2023年本级新收多少 → 2022年呢", told("栖霖市人民政府", 2022, NEW)),
    # what earlier answers told of
    (f"{LIST} → 最多的那个2022年呢", told(GONG, 2022, NEW)),
    (f"{LIST} → 最少的那个单位予以公开多少", told(XIJIAO, 2023, GRANTED)),
    (f"{LIST} → 第二个的行政复议呢", told(GONG, 2023, RECONSIDERED)),
    (f"{LIST} → 第三个单位2024年呢", told(XIJIAO, 2024, NEW)),
    (f"{LIST} → 最后一个呢", told(XIJIAO, 2023, NEW)),
    (f"{LIST} → 这三个单位2024年的呢", told((JIAO, GONG, XIJIAO), 2024, NEW)),
    (f"{LIST} → 它们加起来多少", told((JIAO, GONG, XIJIAO), 2023, NEW, "224件")),
    (f"{LIST} → 前两个的不予公开呢", told((JIAO, GONG), 2023, REFUSED)),
    (f"{LIST} → 第一个予以公开多少 → 其他几个呢", told((GONG, XIJIAO), 2023, GRANTED)),
    (f"{LIST} → 除了第一个，其他的加起来多少", told((GONG, XIJIAO), 2023, NEW, "168件")),
    ("澄屿市教育局和澄屿市公安局2023年新收谁多 → 前者2021年呢", told(JIAO, 2021, NEW)),
    ("澄屿市教育局和澄屿市公安局2023年新收谁多 → 后者不予公开多少", told(GONG, 2023, REFUSED)),
    ("澄屿市教育局和公安局2023年新收哪个多 → 那个单位2022年呢", told(GONG, 2022, NEW)),
    ("澄屿市教育局和澄屿市公安局2023年新收各多少 → 多的那个予以公开几件", told(GONG, 2023, GRANTED)),
    (f"{FIRST} → 公安局呢 → 这两个单位2021年呢", told((JIAO, GONG), 2021, NEW)),
    (f"{FIRST} → 公安局呢 → 两者之差是多少", told((JIAO, GONG), 2023, NEW, "70件")),
    (f"{FIRST} → 公安局呢 → 卫健委呢 → 这三家加起来", told((JIAO, GONG, WEI), 2023, NEW)),
    (f"{FIRST} → 和上面那个比公安局多多少", told((JIAO, GONG), 2023, NEW, "多70件")),
    (f"{FIRST} → 该局予以公开了几件", told(JIAO, 2023, GRANTED)),
    (f"{FIRST} → 它2021年呢", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 同一年的公安局呢", told(GONG, 2023, NEW)),
    ("澄屿市公安局2019到2023年新收哪年最多 → 那一年不予公开多少", told(GONG, 2023, REFUSED)),
    ("澄屿市公安局2019到2023年新收哪年最少 → 那年予以公开几件", told(GONG, 2020, GRANTED)),
    ("2023年新收申请最多的前五个单位 → 第一名的予以公开率是多少", told("栖霖市人民政府", 2023, RATE, "57.37%")),
    ("2023年新收申请最多的前五个单位 → 第二名2022年是多少", told(BAN, 2022, NEW)),
    ("2023年新收申请最多的前五个单位 → 最后一名呢", told(SHIJIAN, 2023, NEW)),
    ("2023年新收申请最多的前五个单位 → 第一名和第三名相差多少", told(("栖霖市人民政府", GONG), 2023, NEW, "1262件")),
    (
        "2023年新收申请最多的前五个单位 → 它们加起来多少",
        told(("栖霖市人民政府", BAN, GONG, WANGBAN, SHIJIAN), 2023, NEW, "1940件"),
    ),
    (
        "2023年新收申请最多的前五个单位 → 除了第一名其他的加起来多少",
        told((BAN, GONG, WANGBAN, SHIJIAN), 2023, NEW, "552件"),
    ),
    (
        "2023年哪些单位新收申请超过100件 → 这些单位2022年呢",
        told(("栖霖市人民政府", BAN, GONG, WANGBAN, SHIJIAN), 2022, NEW),
    ),
    ("2023年哪些单位新收申请超过100件 → 超过50件的呢 → 第三名2021年呢", told(GONG, 2021, NEW)),
    ("2023年哪个单位新收最多 → 那个单位不予公开几件", told("栖霖市人民政府", 2023, REFUSED)),
    ("2023年新收申请最多的前五个单位 → 第一呢", told("栖霖市人民政府", 2023, NEW)),
    ("2023年新收申请最多的前五个单位 → 第二名比第一名少多少", told((BAN, "栖霖市人民政府"), 2023, NEW, "1184件")),
    ("2023年哪些单位没有被行政复议 → 它们新收多少", told("芷岸县苇泊镇人民政府", 2023, NEW)),
    ("2023年哪个局行政复议最多 → 它的行政诉讼呢 → 上一年呢", told(SHIJIAN, 2022, LITIGATED)),
    (
        "澄屿市公安局2023年新收几件 → 那22年和21年呢 → 哪年多",
        told(GONG, (2021, 2022), NEW, "最多的是澄屿市公安局2021年"),
    ),
    ("澄屿市公安局2023年新收几件 → 全市呢", told("澄屿市", 2023, NEW)),
    ("澄屿市公安局2023年新收几件 → 企业呢 → 总的呢", told(GONG, 2023, NEW)),
    ("澄屿市公安局2023年新收几件 → 其他处理的有几件", told(GONG, 2023, "requests.otherwise")),
    # which of all bodies: of those of the place of the one asked about, and never that one alone
    (f"{FIRST} → 哪个单位最多", told(OF_CITY, 2023, NEW, "最多的是澄屿市人民政府办公室", CITY_WIDE)),
    (f"{FIRST} → 哪家最少", told(OF_CITY, 2023, NEW, "最少的是澄屿市卫生健康委员会", CITY_WIDE)),
    (f"{FIRST} → 那前三名是谁", told((JIAO, GONG, BAN), 2023, NEW, "共比较4个单位", CITY_WIDE)),
    (f"{FIRST} → 所有单位加起来多少", told(OF_CITY, 2023, NEW, "合计422件", CITY_WIDE)),
    (f"{FIRST} → 全市各局比一比", told((JIAO, GONG, WEI), 2023, NEW, CITY_WIDE)),
    (f"{FIRST} → 下面各局呢", told((JIAO, GONG, WEI), 2023, NEW, CITY_WIDE)),
    (f"{FIRST} → 各单位都是多少", told(OF_CITY, 2023, NEW, CITY_WIDE)),
    (f"{FIRST} → 超过50件的单位有哪些", told((JIAO, GONG, BAN), 2023, NEW, "有3个", CITY_WIDE)),
    (f"{FIRST} → 有几个单位被复议了", told(OF_CITY, 2023, RECONSIDERED, "有4个", CITY_WIDE)),
    (f"{FIRST} → 哪个单位最多 → 2022年呢", told((BAN, GONG, WEI), 2022, NEW, "没有收录2022年年报", CITY_WIDE)),
    (f"{FIRST} → 哪个单位最多 → 第二名是谁 → 它2022年呢", told(GONG, 2022, NEW)),
    (f"{FIRST} → 公安局呢 → 所有单位里谁最多", told(OF_CITY, 2023, NEW, "最多的是澄屿市人民政府办公室", CITY_WIDE)),
    ("望汐区教育局2023年新收多少 → 哪个单位最多", told((WANGBAN, WANGJIAO), 2023, NEW, "已收录的望汐区各单位")),
    # where the place has no two such bodies, of all that are loaded
    (f"{FIRST} → 哪个教育局最多", told((JIAO, XIJIAO, WANGJIAO, TANGJIAO), 2023, NEW, "最多的是澄屿市教育局")),
    # of a share the shares are ranked, not the counts nor the city's own
    (
        "澄屿市教育局2023年个人申请占比 → 哪个单位最高",
        told(OF_CITY, 2023, NEW, "最高的是澄屿市公安局2023年，为95.24%", who="natural"),
    ),
    (
        "澄屿市2023年个人申请占比哪个单位最高",
        told(OF_CITY, 2023, NEW, "最高的是澄屿市公安局2023年，为95.24%", who="natural"),
    ),
    ("澄屿市2023年各单位个人申请占比", told(OF_CITY, 2023, NEW, "澄屿市公安局2023年95.24%", who="natural")),
    # what still is asked of the one body
    (f"{FIRST} → 超过50件了吗", told(JIAO, 2023, NEW)),
    # corrections
    (f"{FIRST} → 你搞错了，我问的是市公安局的", told(GONG, 2023, NEW)),
    (f"{FIRST} → 年份不对，要2021", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 年份不对 → 2021年", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 不是新收的，是上年结转的", told(JIAO, 2023, IN)),
    (f"{FIRST} → 不是，我问的是公安局", told(GONG, 2023, NEW)),
    (f"{FIRST} → 错了，是2021年", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 不对不对，我要的是2024年的", told(JIAO, 2024, NEW)),
    (f"{FIRST} → 我说的是公安局不是教育局", told(GONG, 2023, NEW)),
    (f"{FIRST} → 不是教育局，是卫健委", told(WEI, 2023, NEW)),
    (f"{FIRST} → 不是2023年，是2024年", told(JIAO, 2024, NEW)),
    ("澄屿市教育局2023年个人申请多少件 → 不要个人的，要企业的", told(JIAO, 2023, NEW, who="company")),
    (f"{FIRST} → 换成2021年", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 把2023年换成2024年", told(JIAO, 2024, NEW)),
    (f"{FIRST} → 改成予以公开", told(JIAO, 2023, GRANTED)),
    (f"{FIRST} → 抱歉，打错了，是栖霖市教育局", told(XIJIAO, 2023, NEW)),
    ("澄屿市教育局和澄屿市公安局2023年新收谁多 → 不是公安局，是卫健委", told((JIAO, WEI), 2023, NEW)),
    ("澄屿市教育局、澄屿市公安局2023年新收多少 → 不要教育局的", told(GONG, 2023, NEW)),
    ("澄屿市教育局2023年企业申请占多少 → 我问的是个人", told(JIAO, 2023, NEW, "87.50%", who="natural")),
    (f"{FIRST} → 不对 → 2", told(JIAO, 2024, NEW)),
    (f"{FIRST} → 不对 → 予以公开", told(JIAO, 2023, GRANTED)),
    ("2023年新收申请最多的前五个单位 → 不要栖霖市的", told((BAN, GONG, WANGBAN), 2023, NEW)),
    # going back, and starting anew
    ("澄屿市公安局2023年新收多少 → 2022年呢 → 回到2023年，不予公开的呢", told(GONG, 2023, REFUSED)),
    (f"{FIRST} → 公安局呢 → 回到刚才那个 → 2021年呢", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 公安局2022年不予公开几件 → 再看看第一个问题", told(JIAO, 2023, NEW)),
    (f"{FIRST} → 栖霖市市监局呢 → 刚才说的教育局予以公开多少", told(JIAO, 2023, GRANTED)),
    (f"{FIRST} → 公安局2022年呢 → 第一个问题里的予以公开呢", told(JIAO, 2023, GRANTED)),
    (f"{FIRST} → 谢谢 → 2021年呢", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 给我写首诗 → 予以公开的呢", told(JIAO, 2023, GRANTED)),
    (f"{FIRST} → 换个话题 → 澄屿市公安局2022年不予公开多少", told(GONG, 2022, REFUSED)),
    (
        "澄屿市公安局2023年存在哪些问题 → 栖霖市市监局2022年新收多少 → 刚才说的公安局不予公开几件",
        told(GONG, 2022, REFUSED),
    ),
    (f"{FIRST} → 搞错年份了，是21年", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 年份搞错了，要2021年", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 说错了，是去年没办完转过来的申请", told(JIAO, 2023, IN)),
    (f"{FIRST} → 抱歉，应该是答应公开的申请", told(JIAO, 2023, GRANTED)),
    ("栖霖市本级2023年新收多少申请 → 错了，2022年度的", told("栖霖市人民政府", 2022, NEW)),
    # the same of something else
    (f"{FIRST} → 同样的问题，二〇二一年", told(JIAO, 2021, NEW)),
    (f"{FIRST} → 同样问望汐区教育局", told(WANGJIAO, 2023, NEW)),
    (f"{FIRST} → 这家2021年有多少件", told(JIAO, 2021, NEW)),
    # two years, bodies, indicators or applicants asked one after the other, then held against each other
    (f"{FIRST} → 2021年呢 → 两年相差多少", told(JIAO, (2021, 2023), NEW, "减少12件")),
    (f"{FIRST} → 2021年呢 → 两年之间变化多少", told(JIAO, (2021, 2023), NEW, "减少12件")),
    (f"{FIRST} → 2021年呢 → 变化了多少", told(JIAO, (2021, 2023), NEW, "减少12件")),
    (f"{FIRST} → 2021年呢 → 多了还是少了，差几件", told(JIAO, (2021, 2023), NEW, "减少12件")),
    (f"{FIRST} → 2021年呢 → 比起来差多少", told(JIAO, (2021, 2023), NEW, "减少12件")),
    (f"{FIRST} → 2021年呢 → 2019年呢 → 增减多少", told(JIAO, (2019, 2021), NEW)),
    (f"{FIRST} → 2021年呢 → 2019年呢 → 三年一共多少", told(JIAO, (2019, 2021, 2023), NEW)),
    (f"{FIRST} → 2021年呢 → 2019年呢 → 哪年最多", told(JIAO, (2019, 2021, 2023), NEW)),
    (f"{FIRST} → 公安局呢 → 两个加起来", told((JIAO, GONG), 2023, NEW, "182件")),
    (f"{FIRST} → 公安局呢 → 两个单位合起来多少件", told((JIAO, GONG), 2023, NEW, "182件")),
    (f"{FIRST} → 公安局呢 → 2021年呢 → 差多少", told(GONG, (2021, 2023), NEW)),
    (f"{FIRST} → 公安局呢 → 2021年呢 → 两家差多少", told((JIAO, GONG), 2021, NEW)),
    ("澄屿市教育局2023年个人申请多少件 → 企业呢 → 加起来多少", told(JIAO, 2023, NEW, "合计55件", who="natural")),
    (f"{FIRST} → 不予公开呢 → 予以公开呢 → 相差多少", told(JIAO, 2023, GRANTED, "多", "不予公开")),
    # how what was counted came out
    (f"{FIRST} → 结果呢", told(JIAO, 2023, "requests.handled", "予以公开")),
    (f"{FIRST} → 都是怎么处理的", told(JIAO, 2023, "requests.handled", "予以公开")),
    ("澄屿市公安局2024年行政复议多少件 → 结果怎么样", told(GONG, 2024, RECONSIDERED, "结果维持3件")),
    (f"{FIRST} → 公安局呢 → 两家的结果怎么样", told((JIAO, GONG), 2023, "requests.handled")),
    # of everybody, without the persons
    (f"{FIRST} → 不要个人的", told(JIAO, 2023, NEW, who="organisation")),
    # a whole said alone is the whole of a share; the part is what was asked before
    ("澄屿市公安局2023年不予公开几件 → 占办结的多少", told(GONG, 2023, REFUSED, "8.46%", "11 ÷ 130")),
    ("澄屿市教育局2023年予以公开几件 → 部分公开呢 → 两项加起来 → 占办结的多少", told(JIAO, 2023, GRANTED, "55.36%")),
    ("澄屿市公安局2024年新收多少申请 → 占全市的多少", told(("澄屿市", GONG), 2024, NEW, "5.83%", "142 ÷ 2435")),
    ("澄屿市公安局2024年新收多少申请 → 占全市的多少 → 2023年呢", told(("澄屿市", GONG), 2023, NEW, "5.45%")),
    ("望汐区2023年新收多少 → 占澄屿市的多少", told(("望汐区", "澄屿市"), 2023, NEW, "20.81%", "481 ÷ 2311")),
    # lists of several turns
    ("澄屿市公安局2023年新收多少 → 卫健委和教育局呢 → 三个一共多少", told((GONG, WEI, JIAO), 2023, NEW, "合计218件")),
    (f"{FIRST} → 公安局呢 → 卫健委呢 → 哪家最多", told((JIAO, GONG, WEI), 2023, NEW, "最多的是澄屿市公安局")),
    ("澄屿市公安局、教育局、卫健委2023年新收各多少 → 去掉卫健委 → 相差多少", told((GONG, JIAO), 2023, NEW, "70件")),
    ("2024年新收最多的三个单位 → 2023年呢 → 第三名是谁 → 它的行政诉讼几件", told(GONG, 2023, LITIGATED)),
    # of several told of, the sum of what was told and not the column of totals
    (
        f"{JIAO}2023年复议维持的有多少 → 公安局呢 → 两家一共多少",
        told((JIAO, GONG), 2023, "disputes.reconsideration.upheld", "合计"),
    ),
    (
        f"{JIAO}2023年复议维持的有多少 → 24年呢 → 两年一共多少",
        told(JIAO, (2023, 2024), "disputes.reconsideration.upheld", "合计"),
    ),
    # words of years inside an indicator are no years
    (f"{FIRST} → 去年转过来的呢", told(JIAO, 2023, IN)),
    (f"{FIRST} → 转到明年的呢", told(JIAO, 2023, "requests.carried_out")),
    (f"{FIRST} → 换成转到下一年接着办的申请", told(JIAO, 2023, "requests.carried_out")),
    # plain words that an indicator was read from narrow it no further
    ("芷岸县全县2020年被拒绝公开的申请多少件 → 那它2022年度有几件", told("芷岸县", 2022, REFUSED)),
    # what goes on is no word for going on
    (f"{FIRST} → 接着办理的有多少件", told(JIAO, 2023, "requests.carried_out")),
    # a whole new question takes nothing over
    ("澄屿市教育局2023年个人申请多少件 → 澄屿市公安局2022年不予公开多少件", told(GONG, 2022, REFUSED)),
    ("澄屿市教育局2023年予以公开占比 → 澄屿市公安局2022年新收多少", told(GONG, 2022, NEW)),
    ("什么是三安全一稳定 → 澄屿市公安局2022年新收多少", told(GONG, 2022, NEW)),
    ("2023年新收申请最多的单位是哪个 → 澄屿市公安局2022年不予公开多少", told(GONG, 2022, REFUSED)),
    # the answer to a question asked back
    ("教育局2023年新收多少件 → 2", told(XIJIAO, 2023, NEW)),
    ("教育局2023年新收多少件 → 第三个", told(TANGJIAO, 2023, NEW)),
    ("教育局2023年新收多少件 → 选1吧", told(WANGJIAO, 2023, NEW)),
    ("教育局2023年新收多少件 → 栖霖", told(XIJIAO, 2023, NEW)),
    ("教育局2023年新收多少件 → 澄屿市的那个", told(JIAO, 2023, NEW)),
    ("教育局2023年新收多少件 → 最后一个", told(JIAO, 2023, NEW)),
    ("教育局2023年新收多少件 → 都要", told((WANGJIAO, XIJIAO, TANGJIAO, JIAO), 2023, NEW)),
    ("教育局2023年新收多少件 → 随便", told((WANGJIAO, XIJIAO, TANGJIAO, JIAO), 2023, NEW)),
    ("教育局2023年新收多少件 → 前两个", told((WANGJIAO, XIJIAO), 2023, NEW)),
    ("教育局2023年新收多少件 → 望汐和栖霖的", told((WANGJIAO, XIJIAO), 2023, NEW)),
    ("教育局2023年新收多少件 → 除了澄屿市的都要", told((WANGJIAO, XIJIAO, TANGJIAO), 2023, NEW)),
    ("教育局2023年新收多少件 → 澄屿市公安局2022年不予公开多少件", told(GONG, 2022, REFUSED)),
    ("教育局2023年新收多少件 → 教育局啊", told((WANGJIAO, XIJIAO, TANGJIAO, JIAO), 2023, NEW, "没有说是哪一个")),
]
IDS = [turns for turns, _ in CONVERSATIONS]


def last_answer(demo: Demo, turns: str) -> Answer:
    conversation = demo.assistant.conversation()
    return [conversation.ask(turn) for turn in turns.split(" → ")][-1]


def values(demo: Demo, wanted: Told) -> list[Value]:
    bodies = (wanted.bodies,) if isinstance(wanted.bodies, str) else wanted.bodies
    years = (wanted.years,) if isinstance(wanted.years, int) else wanted.years
    heads: list[ReportHead] = [h for h in demo.store.heads() if h.body in bodies and h.year in years]
    assert len(heads) == len(bodies) * len(years), "a body that the case names has no report of a year named"
    reader = Reader(demo.store)
    return [reader.value(head, wanted.key, wanted.who) for head in heads]


@pytest.mark.parametrize(("turns", "wanted"), CONVERSATIONS, ids=IDS)
def test_the_last_turn_is_answered_as_meant(demo: Demo, turns: str, wanted: Told) -> None:
    answer = last_answer(demo, turns)
    expected = values(demo, wanted)
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY), answer.text
    assert {(c.body, c.year) for c in answer.citations} == {(v.head.body, v.head.year) for v in expected}, answer.text
    said = [v.said for v in expected] if "%" not in "".join(wanted.words) else []
    assert [s for s in (*said, *wanted.words) if not includes(answer.text, s)] == [], answer.text


@pytest.mark.parametrize("turns", IDS, ids=IDS)
def test_its_reading_is_one_question_that_gives_the_same_numbers(demo: Demo, turns: str) -> None:
    answer = last_answer(demo, turns)
    assert answer.restated
    assert demo.assistant.ask(answer.restated).figures == answer.figures, answer.restated


@pytest.mark.parametrize(
    ("question", "full"),
    [
        (f"{GONG}2022年不予公开多少件", True),
        ("2022年呢", False),  # whose number, and what is counted, are those of the question before
        ("不予公开的呢", False),
    ],
)
def test_a_question_that_says_all_is_its_own_reading(demo: Demo, question: str, full: bool) -> None:
    """Nothing of it is put in other words, whatever was asked before."""
    assert (last_answer(demo, f"{FIRST} → {question}").restated == question) is full


@pytest.mark.parametrize("slot", ["单位", "年份", "指标", "申请人"])
def test_each_part_of_the_reading_can_be_changed(demo: Demo, slot: str) -> None:
    """Every value offered is understood, changes that part of the reading alone, and is answered."""
    first = demo.assistant.ask(f"{GONG}2023年个人新收多少件申请")
    (offered,) = [a for a in first.alternatives if a.slot == slot]
    assert offered.read in first.reading.split(" · ")
    for option in offered.options:
        conversation = demo.assistant.conversation()
        conversation.ask(f"{GONG}2023年个人新收多少件申请")
        answer = conversation.ask(option.ask)
        assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY, Outcome.BLANK), (option, answer.text)
        parts = [part.removesuffix("（沿用上一问）") for part in answer.reading.split(" · ")]
        wanted = [p if p != offered.read else option.label for p in first.reading.split(" · ")]
        assert parts == [p for p in wanted if p != "全部申请人"], option


def test_it_is_asked_back_once_and_never_twice_for_the_same(demo: Demo) -> None:
    for turns in ("教育局2023年新收多少 → 教育局", "新收多少件 → 2023年", f"{FIRST} → 不对 → 不对"):
        conversation = demo.assistant.conversation()
        *_, before, last = [conversation.ask(turn) for turn in turns.split(" → ")]
        assert before.outcome is Outcome.ASKS_BACK
        assert last.outcome is not Outcome.ASKS_BACK or not last.choices, turns


@pytest.mark.parametrize(
    ("turn", "slot"),
    [("不要2023年的", "2021年"), ("不是2023年", "2021年"), ("不算企业的", "自然人"), ("不要教育局的", GONG)],
)
def test_what_is_only_denied_is_asked_back(demo: Demo, turn: str, slot: str) -> None:
    answer = last_answer(demo, f"{FIRST} → {turn}")
    assert answer.outcome is Outcome.ASKS_BACK
    assert any(slot in choice for choice in answer.choices), answer.choices


def test_a_region_and_a_part_of_it_are_not_added_up(demo: Demo) -> None:
    answer = last_answer(demo, "澄屿市2023年新收多少件 → 教育局呢 → 加起来")
    assert "重复计算" in answer.text
    assert "合计" not in answer.text
    assert "合计182件" in demo.assistant.ask("澄屿市、澄屿市公安局和澄屿市教育局2023年新收加起来").text


def test_each_of_several_is_asked_for_its_number_not_for_its_parts(demo: Demo) -> None:
    turns = "2024年新收申请最多的前五个单位 → 前三名的不予公开各多少"
    assert "其中：" not in last_answer(demo, turns).text
    assert "其中：" in last_answer(demo, f"{turns} → 理由呢").text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ("澄屿市公安局2024年新收多少申请 → 占全部单位的多少", "已收录的18个单位合计2478件的5.73%（142 ÷ 2478）"),
        ("澄屿市公安局2024年新收多少申请 → 占各单位总数的比例", "5.73%（142 ÷ 2478）"),
        (
            "澄屿市公安局2024年新收多少申请 → 占全部单位的多少 → 教育局呢",
            "澄屿市教育局2024年“本年新收政府信息公开申请数量”占",
        ),
        ("2024年新收申请最多的前五个单位 → 前两名加起来占多少", "60.33%（（1298 + 197） ÷ 2478）"),
        ("2024年新收申请最多的前五个单位 → 第一名占多少", "52.38%（1298 ÷ 2478）"),
        ("2024年不予公开最多的前三个单位 → 前两名加起来占多少", "60.75%（（114 + 16） ÷ 214）"),
        ("2024年不予公开最多的前三个单位 → 第一名占多少", "占“办理结果·总计”的8.72%"),
    ],
)
def test_shares_of_all_bodies(demo: Demo, turns: str, said: str) -> None:
    answer = last_answer(demo, turns)
    assert said in answer.text
    assert demo.assistant.ask(answer.restated).figures == answer.figures, answer.restated


@pytest.mark.parametrize("turn", ["全部单位的平均是多少", "全市平均呢", "各单位平均多少"])
def test_a_mean_is_of_the_bodies_of_the_place(demo: Demo, turn: str) -> None:
    answer = last_answer(demo, f"{FIRST} → {turn}")
    assert "平均105.50件（合计422件 ÷ 4）" in answer.text
    assert CITY_WIDE in answer.text


def test_the_faults_of_all_tables_are_not_those_of_one_body(demo: Demo) -> None:
    for turns in (f"{FIRST} → 哪些单位的表对不上", "澄屿市哪些单位2023年的表对不上"):
        assert "核对了4份2023年年报" in last_answer(demo, turns).text


def test_who_writes_of_a_topic_is_asked_of_all_bodies_of_the_place(demo: Demo) -> None:
    answer = last_answer(demo, f"{FIRST} → 哪些单位提到了公众号")
    assert {c.body for c in answer.citations} == {BAN, GONG}
    assert CITY_WIDE in answer.text


def test_of_all_that_is_loaded_where_no_place_has_several(demo: Demo) -> None:
    assert "共比较17个单位" in last_answer(demo, "南京市教育局2023年新收多少件 → 哪个单位最多").text
    assert "范围是已收录的全部单位" in last_answer(demo, "望汐区教育局2023年新收多少件 → 全市各局比一比").text


def test_of_what_a_share_is_wanted_is_asked_back(demo: Demo) -> None:
    turns = "澄屿市公安局2024年新收多少申请 → 占比呢"
    assert last_answer(demo, turns).choices == ("占全市的比例", "占全部单位的比例")
    assert "5.83%" in last_answer(demo, f"{turns} → 1").text


def test_how_many_times_is_of_the_later_year(demo: Demo) -> None:
    answer = last_answer(demo, f"{FIRST} → 2021年呢 → 翻了几倍")
    assert "2023年本年新收政府信息公开申请数量是澄屿市教育局2021年" in answer.text
    assert "0.82倍（56 ÷ 68）" in answer.text


def test_thanks_ask_nothing_and_change_nothing(demo: Demo) -> None:
    assert not last_answer(demo, f"{FIRST} → 谢谢").citations


def test_a_new_start_forgets(demo: Demo) -> None:
    conversation = demo.assistant.conversation()
    conversation.ask(FIRST)
    assert "从头开始" in conversation.ask("重来").text
    assert conversation.ask("2021年呢").outcome is not Outcome.ANSWERED


def test_there_are_many_conversations() -> None:
    assert len(CONVERSATIONS) >= 80
