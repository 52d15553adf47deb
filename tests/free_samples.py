"""Small reports of other kinds than the annual one on disclosure, of invented places: as text, as web page, as table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from fakes import full_report

WORK_2024 = """2024年澄屿市政府工作报告

——2024年1月12日在澄屿市第六届人民代表大会第三次会议上

各位代表：

现在，我代表市人民政府，向大会报告工作，请予审议。

一、2023年工作回顾

全年实现地区生产总值1286.4亿元，增长5.2%；一般公共预算收入86.3亿元，增长7.1%；固定资产投资增长4.5%；城镇新增就业4.6万人；城乡居民人均可支配收入分别达到48215元、24680元，分别增长5.6%、7.3%。

（一）聚力城乡融合，城市面貌持续改善。新建改建农村公路186公里，改造老旧小区42个。

（二）聚力乡村振兴，农业基础持续夯实。我们坚持把乡村振兴作为总抓手，创建省级美丽乡村示范村15个。

（三）聚力民生福祉。十件民生实事全部办结，民生支出占一般公共预算支出的比重达到79.6%。

同时，我们也清醒地看到，经济社会发展中还存在一些困难和问题：产业结构不够优。

二、2024年工作安排

今年的主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业4.2万人以上。

（一）全力扩大有效投资。安排重点项目250个。

（二）持续增进民生福祉。改造老旧小区36个，办好十件民生实事。
"""

WORK_2023 = """政府工作报告

——2023年1月10日在澄屿市第六届人民代表大会第二次会议上

各位代表：

现在，我代表澄屿市人民政府向大会作政府工作报告，请予审议。

一、2022年工作回顾

2022年，全市地区生产总值完成1215.8亿元，同比增长4.1%。

二、2023年重点工作

2023年主要预期目标：地区生产总值增长6%左右。
"""

COMMUNIQUE = """澄屿市2023年国民经济和社会发展统计公报

澄屿市统计局

一、综合

初步核算，2023年全市地区生产总值1288.9亿元，比上年增长5.3%。其中，第一产业增加值162.3亿元，增长4.0%。年末常住人口215.6万人，比上年末减少1.2万人。

二、工业

表1 2023年主要产品产量

产品名称\t单位\t产量\t比上年增长（%）
水泥\t万吨\t412.5\t-3.2
发电量\t亿千瓦时\t68.3\t4.4
钢材\t万吨\t\t
"""

LAW = """云汀县2023年法治政府建设年度报告

一、2023年工作情况

全县办理行政处罚案件1863件，收到行政复议申请86件。

二、存在的问题

部分执法人员能力不足。
"""

COMPANY = """澄屿港务集团有限公司2023年社会责任报告

一、经济责任

2023年，公司完成货物吞吐量8620万吨，同比增长6.4%；实现营业收入45.8亿元。
"""


def html_table(rows: Sequence[Sequence[str]]) -> str:
    """A table; '收入*2' spans two columns, '年度!2' two rows."""
    lines = []
    for row in rows:
        cells = ""
        for cell in row:
            text, _, columns = cell.partition("*")
            text, _, depth = text.partition("!")
            cells += f'<td colspan="{columns or 1}" rowspan="{depth or 1}">{text}</td>'
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"


BUDGET = f"""<html><head><meta charset="utf-8"></head><body><h1>澄屿市教育局2024年部门预算公开</h1>
<h2>第一部分 部门预算表</h2><p>表1</p><p>收支总表</p><p>部门：澄屿市教育局　单位：万元</p>
{
    html_table(
        [
            ["收入*2", "支出*2"],
            ["项目", "预算数", "项目", "预算数"],
            ["一、一般公共预算拨款收入", "52,360.18", "一、教育支出", "48,215.60"],
            ["二、国有资本经营预算拨款收入", "", "二、社会保障和就业支出", "5,102.33"],
            ["三、事业收入", "4,600.00", "三、卫生健康支出", "3,642.25"],
            ["收入总计", "56,960.18", "支出总计", "56,960.18"],
        ]
    )
}
<p>一般公共预算支出表</p><p>单位：万元</p>
{
    html_table(
        [
            ["科目编码!2", "科目名称!2", "2024年预算数*3"],
            ["合计", "基本支出", "项目支出"],
            ["", "合计", "52,360.18", "41,020.18", "11,340.00"],
            ["205", "教育支出", "43,615.60", "32,275.60", "11,340.00"],
            ["2050201", "学前教育", "6,200.00", "4,200.00", "2,000.00"],
            ["210", "卫生健康支出", "3,642.25", "3,642.25", ""],
        ]
    )
}
<p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
{
    html_table(
        [
            ["年度!2", "合计!2", "因公出国（境）费!2", "公务用车购置及运行费*3", "公务接待费!2"],
            ["小计", "公务用车购置费", "公务用车运行费"],
            ["2023年预算数", "46.50", "5.00", "30.00", "0.00", "30.00", "11.50"],
            ["2024年预算数", "42.80", "", "32.00", "0.00", "32.00", "10.80"],
        ]
    )
}
<h2>第二部分 情况说明</h2>
<p>2024年“三公”经费财政拨款预算42.80万元，比上年减少3.70万元，下降8.0%。</p></body></html>"""

FINAL = f"""<html><head><meta charset="utf-8"></head><body><h1>澄屿市教育局2022年度部门决算</h1>
<h2>第一部分 部门决算表</h2><p>“三公”经费支出决算表</p><p>公开07表</p><p>金额单位：万元</p>
{
    html_table(
        [
            ["项目", "预算数", "决算数"],
            ["合计", "48.00", "35.60"],
            ["1.因公出国（境）费", "5.00", "0.00"],
            ["2.公务用车购置及运行维护费", "31.00", "27.40"],
            ["3.公务接待费", "12.00", "8.20"],
        ]
    )
}
<h2>第二部分 情况说明</h2>
<p>2022年度支出合计50690.62万元，其中：基本支出39800.62万元，占78.5%。</p></body></html>"""

# As copied from a page: blanks stand for merged cells, columns are numbered.
COPIED = """云汀县教育局2023年度部门决算公开

第一部分 部门决算报表

收入支出决算总表

公开01表
部门：云汀县教育局\t金额单位：元

收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
栏次\t\t1\t栏次\t\t2
一、政府性基金预算财政拨款收入\t1\t\t一、一般公共服务支出\t31\t
二、事业收入\t2\t12050000.00\t二、教育支出\t32\t298760000.00
总计\t30\t339790000.00\t总计\t60\t339790000.00

“三公”经费支出决算表

公开09表
部门：云汀县教育局\t金额单位：元

预算数\t\t\t决算数\t\t
合计\t公务用车购置及运行维护费\t\t合计\t公务用车购置及运行维护费\t
\t小计\t公务用车运行维护费\t\t小计\t公务用车运行维护费
1\t2\t3\t4\t5\t6
180000.00\t120000.00\t120000.00\t152300.00\t108900.00\t108900.00

第二部分 情况说明

2023年度“三公”经费支出决算15.23万元，完成预算的84.61%，比上年减少1.10万元，下降6.74%。
"""

FISCAL = """关于栖霖市2023年预算执行情况和2024年预算草案的报告

——2024年1月15日在栖霖市第八届人民代表大会第四次会议上

一、2023年预算执行情况

2023年，全市一般公共预算收入完成52.18亿元，其中税收收入34.6亿元，占66.3%。政府性基金预算收入28.7亿元，下降12.5%。

二、2024年预算草案

2024年，全市一般公共预算收入预期55.3亿元。
"""


def write_sheet(file: Path) -> None:
    """A workbook with the title and the unit in rows of the sheet, and one row of values without a label."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["望汐区卫生健康局2024年“三公”经费预算表", None, None, None],
        ["部门：望汐区卫生健康局", None, None, "单位：万元"],
        ["合计", "因公出国（境）费用", "公务用车运行费", "公务接待费"],
        [18.6, 0, 14.2, 4.4],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    book.save(file)


def write_free_reports(folder: Path) -> Path:
    """The reports above in files, beside two on disclosure: 澄屿市 with 21 new requests in 2023, 栖霖市 with 5."""
    folder.mkdir()
    new = {("requests", "new", "natural"): "20", ("requests", "new", "total"): "21"}
    few = {("requests", "new", "natural"): "5", ("requests", "new", "total"): "5"}
    files = {
        "gzbg2024.txt": WORK_2024,
        "gzbg2023.txt": WORK_2023,
        "gongbao.txt": COMMUNIQUE,
        "fazhi.txt": LAW,
        "zeren.txt": COMPANY,
        "yusuan.html": BUDGET,
        "juesuan.html": FINAL,
        "copied.txt": COPIED,
        "fiscal.txt": FISCAL,
        "nianbao1.txt": full_report("澄屿市2023年政府信息公开工作年度报告", numbers=new),
        "nianbao2.txt": full_report("栖霖市2023年政府信息公开工作年度报告", numbers=few),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_sheet(folder / "sangong.xlsx")
    return folder
