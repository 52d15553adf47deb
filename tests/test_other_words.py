"""The same things asked in the words of people who have never seen the reports or the program."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome
from assistant.evaluate import includes

A, P, SAYS, OUT = Outcome.ANSWERED, Outcome.PARTLY, Outcome.NOT_IN_REPORT, Outcome.OUTSIDE

# question → outcome, what the text must hold, what it must not
CASES: list[tuple[str, Outcome, list[str], list[str]]] = [
    # 公开率 alone is that of 予以公开, out of the table; the share with 部分公开 is told besides, of one body
    ("望汐区2024年公开率", A, ["予以公开率为45.02%", "另外，望汐区（汇总）2024年公开率（含部分公开）为57.05%"], []),
    ("望汐区2024年公开比例含部分公开", A, ["57.05%"], ["45.02%"]),
    ("望汐区教育局公开率19年以来怎么变的", A, ["2019年予以公开率为50.00%", "2023年予以公开率为10.00%"], ["正文两个数字"]),
    ("比一下澄屿市和栖霖市2020年的公开率", A, ["49.80%", "54.37%", "多4.57个百分点"], ["正文两个数字"]),
    ("望汐跟芷岸2024年比比：新收、公开率", A, ["480件", "259件", "45.02%", "51.55%"], []),
    ("2023年公开率超过50%的单位有几家", A, ["“予以公开率”超过50%的有9个"], []),
    ("望汐区2024年主动公开率", A, ["5731条"], ["予以公开率"]),
    # a ranking by its words
    ("2022年公开率冠军", A, ["最高的是芷岸县人民政府办公室2022年，为60.26%"], []),
    ("2024年公开率倒数第一是谁", A, ["最低的是望汐区教育局2024年"], []),
    ("2022年公开率第一", A, ["芷岸县人民政府办公室2022年，为60.26%"], []),
    ("把公安局和市监局2024年的处罚量从高到低排", A, ["澄屿市公安局2024年107300件、岚榭县公安局2024年27771件、栖霖市市场监督管理局2024年1844件"], []),
    # sets asked by 谁; conditions in other words
    ("22、23、24年年年当被告的都有谁", A, ["各年都大于0的有15个", "澄屿市公安局（"], []),
    ("2023年谁被起诉过", A, ["栖霖市人民政府（本级）2023年61件"], []),
    ("2024申请过百、公开率却不到一半的单位", A, ["都符合的有7份年报", "望汐区人民政府办公室2024年"], []),
    ("2023年申请不到20件却打过官司的单位", A, ["“本年新收政府信息公开申请数量”少于20件", "“行政诉讼·总计”大于0"], []),
    ("2024年新收两位数的单位", A, ["在10件到99件之间的有12个"], []),
    # parts, sums, shares of a region, two bodies of one kind
    ("麻烦列下芷岸县2022年行政复议四种结果各几件", A, ["结果维持11件", "结果纠正4件", "尚未审结3件", "其他结果1件"], []),
    ("2021至2024这四年望汐区政府办累计被复议多少次", A, ["合计23件"], []),
    ("澄屿市公安局2023年行政强制占全市多少", A, ["占澄屿市（汇总）2023年的34.89%（2640 ÷ 7566）"], []),
    ("栖霖市政府2023年复议占全市的几成", A, ["栖霖市人民政府（本级）2023年", "43.66%（31 ÷ 71）"], []),
    ("棠渡县教育局2023年新收占全县多少", P, ["17件", "没有收录棠渡县教育局2023年所在的全县2023年的汇总年报"], []),
    ("同样是卫健委，澄屿和砚岭2023谁不予处理的多", A, ["为7件", "为2件", "多5件"], []),
    ("公安局里澄屿和岚榭2024年哪个处罚多", A, ["107300件", "岚榭县公安局2024年“行政处罚·处理决定数量”为27771件"], []),
    ("栖霖市2024先复议后起诉、到年底还没审完的", A, ["复议后起诉·尚未审结”为9件"], ["24件"]),
    # one year's stock against the next
    ("栖霖市2023规范性文件有效数跟2022的衔接对吗", A, ["1461 + 129 − 64 = 1526件", "写的是1532件"], []),
    ("栖霖市2024年规范性文件现行有效数跟上年接得上吗", A, ["对得上"], []),
    # taken for granted
    ("苇泊镇从21年到24年真的一件申请都没收到过？", A, ["对，没有：芷岸县苇泊镇人民政府2024年"], []),
    ("岚榭县公安局21到24年真没打过官司？", A, ["对，没有：岚榭县公安局2021年", "不是没有：岚榭县公安局2022年"], []),
    # prose: themes by what is bad, topics over all bodies, an overview
    ("2024年哪些单位自己承认网站不好搜、检索差", A, ["11个单位写到“栏目、目录和数据管理不够好”", "网站检索功能不够好用"], []),
    ("2024年谁承认人手不够", A, ["5个单位写到“人员力量不足”"], []),
    ("劳驾问下，谁家2024年办过政府开放日呀", A, ["5个单位的正文写到", "芷岸县人民政府办公室2024年"], []),
    ("三句话说说砚岭县政府办2024年的公开工作", A, ["主要数字", "85件"], []),
    ("说说望汐区2024年的公开工作", A, ["主要数字"], []),
    # what is not there
    ("望汐区教育局2022年存在什么问题", SAYS, ["没有写存在的问题"], []),
    ("望汐区教育局2022年打算怎么改进", SAYS, ["没有写存在的问题"], []),
    ("禾笙区政府办2013年网上申请多少件", A, ["网上申请：收到（件） 186"], []),
    ("帮我起草一份告望汐区政府的起诉状", OUT, ["不代写文书"], []),
    ("替我写个公开申请表", OUT, ["不代写文书"], []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "outcome", "wanted", "unwanted"), CASES, ids=[c[0] for c in CASES])
def test_asked_in_other_words(
    demo: Demo, question: str, outcome: Outcome, wanted: list[str], unwanted: list[str]
) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is outcome, answer.text
    assert [w for w in wanted if not includes(answer.text, w)] == [], answer.text
    assert [w for w in unwanted if w in answer.text] == [], answer.text
