"""Every sentence said to users about the conversation itself; `{…}` are filled by assistant/dialogue/."""

from __future__ import annotations

RESTARTED = "好的，从头开始，前面问的不再沿用。请问您想问什么？例如：{example}"
WRONG = "抱歉没有理解对。请问要改哪一处？可以点下面的一项，也可以直接说对的单位、年份或指标，例如“2022年”。"
WRONG_AGAIN = "还是没有弄清要改哪一处。请把单位、年份和指标写在一句里再问一次，例如：{example}"
STILL_MISSING = "还不知道您问的是{slot}，请写在一句里再问一次，例如：{example}"
MISSING_BODY = "哪个单位"
MISSING_KEY = "哪一项数字"
ALL_CANDIDATES = "没有说是哪一个，下面把可能的{count}个单位都列出来。"

# A follow-up that asks which of all bodies, behind a question about one.
RANGE = "以上比较的范围是{whose}，不只是上一问的单位。"

# A conversation that keeps to a body, or to a place with all in it (the widget on a portal).
KEPT_TO_BODY = "这里只回答{name}自己的年报，不涉及其他单位和地方。"
KEPT_TO = "这里只回答{name}的年报（含所辖的地方和单位），不涉及其他地方。"
NOTHING_KEPT = "只能回答{name}的问题，但没有收录它的年报，或者这个名称不止指一个单位。请写全称，或者先收录年报。"

# What a follow-up says to put one value in the place of another.
INSTEAD = "换成{value}"
SLOT_BODY = "单位"
SLOT_YEAR = "年份"
SLOT_KEY = "指标"
SLOT_APPLICANT = "申请人"
SLOTS = {"bodies": SLOT_BODY, "years": SLOT_YEAR, "keys": SLOT_KEY, "applicants": SLOT_APPLICANT}
EVERYBODY = "全部申请人"
YEAR = "{year}年"
# What all bodies are asked about with, where it stays open which is meant.
EVERY_BODY = "各单位"

# A follow-up said in full: what is to be done with the values, by operation.
ASKED = {
    "share": "占比是多少", "times": "是多少倍", "growth": "同比增长百分之几", "difference": "变化多少", "sum": "合计多少",
    "most": "哪年最多", "least": "哪年最少", "yes_no": "有没有", "define": "是什么意思", "check": "对得上吗",
    "why": "为什么", "each": "分别是多少", "list": "有哪些", "trend": "历年趋势", "composition": "的构成", "overview": "概况",
    "problems": "存在哪些问题", "measures": "有哪些改进措施",
}  # fmt: skip
ASKED_OF_SEVERAL = {"most": "哪个最多", "least": "哪个最少", "difference": "相差多少", "each": "各多少"}
SHARE_OF = "占{base}的百分之几"
SHARE_OF_ALL = "合计占全部单位的百分之几"
HOW_MANY = "是多少"
WHICH_PLACE = "排第几"
OWN = "本级"
SINCE_LAST_YEAR = "比上年"
LATEST = "近{n}年"
SINCE = "{n}年以来"
UNTIL = "{n}年以前"
EVERY_YEAR = "历年"

# Questions to go on with; each is offered only where its numbers are there.
SUGGEST_VALUE = "{body}{year}年{label}是多少？"
SUGGEST_CHANGE = "{body}{year}年{label}比上年变化多少？"
SUGGEST_TREND = "{body}历年{label}是什么趋势？"
SUGGEST_SHARE = "{body}{year}年{label}占{whole}的百分之几？"
SUGGEST_PERSONS = "{body}{year}年自然人的{label}占多少？"
SUGGEST_REASONS = "{body}{year}年不予公开的理由分别是什么？"
SUGGEST_RANKED = ("{year}年哪个单位{label}最多？", "{year}年哪个单位{label}最少？")
SUGGEST_RATED = ("{year}年哪个单位{label}最高？", "{year}年哪个单位{label}最低？")
SUGGEST_SEVERAL = "{bodies}{year}年{label}各是多少？"
SUGGEST_PROBLEMS = "{body}{year}年存在哪些问题？"
SUGGEST_MEASURES = "{body}{year}年有哪些改进措施？"

# 去年 counts from today; where that year is not loaded, the year before the one spoken of may have been meant.
YEAR_BEFORE = "“{said}”从今天算起；如果要的是{told}年往前数{count}年的，请说“{year}年”。"
