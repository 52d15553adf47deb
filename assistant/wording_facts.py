"""What tables and files of facts say in Chinese: words for cells without a number, heads of columns, notes."""

from __future__ import annotations

# --- a place without a number -----------------------------------------------------------------------
BLANK = "空白"
NOT_APPLICABLE = "不适用"
NOT_IN_FORM = "这一年的格式没有这一项"
NOT_READ = "没有读出"
NO_REPORT = "没有收录"
ZERO_BASE = "分母为0"

# --- choosing ---------------------------------------------------------------------------------------
UNKNOWN_MEASURE = "没有“{name}”这个指标。请从指标目录里选（如 requests.new，或按申请人 requests.new:natural）。"
NO_APPLICANTS = "“{label}”不分申请人，不能选“{applicant}”。请去掉申请人再试。"
UNKNOWN_APPLICANT = "没有“{name}”这类申请人。可以选：{known}。"
IN_REGION = "{region}全部单位（含下面各级）"
OFFICES_OF = "{region}本级各部门"
BELOW = "{region}下面各县区"
ALL_BODIES = "全部单位"
ALL_YEARS = "全部年份"

# --- tables -----------------------------------------------------------------------------------------
BODY, REGION, YEAR, INDICATOR = "单位", "地区", "年份", "指标"
YEAR_SAID = "{year}年"
YEAR_UNKNOWN = "年份不明"
WITH_UNIT = "{label}（{unit}）"
TOTAL = "合计"
TOTAL_OF = "{counted}/{of} 个单位"
NOT_ADDED_RATIO = "比率不能相加"
NOT_ADDED_FEW = "不到两个数"
NOT_ADDED_UNITS = "单位不同，不能相加"
NOT_ADDED_FORMS = "各单位所用格式的口径不同，不能相加"
NOT_ADDED_TWICE = "有单位这一年有几份年报，不能相加"
ANOTHER = "（第{number}份）"
LEFT_OUT = "{names}是汇总，可能已经包含其他单位的数，没有加进合计"
AND_MORE = "等 {count} 个单位"
MIXED_SCOPES = "各年范围不同：{scopes}"
SCOPE_OF_YEARS = "{years}{scope}"
SCOPES = {"unstated": "没有写明", "own": "本级", "whole_region": "汇总"}

# --- notes on change of form ---------------------------------------------------------------------------
MEANS_OTHER = "“{label}”在{forms}里的口径不同，不能直接比较。"
FORM_LACKS = "“{label}”：{forms}没有这一项。"

# --- files -------------------------------------------------------------------------------------------
SHEET_TABLE, SHEET_LIST, SHEET_NOTES = "数据", "每个数的出处", "说明"
COLUMNS = (
    "单位", "地区", "年份", "范围", "格式", "指标", "申请人", "数值", "单位名称", "这一格", "原文", "怎样得出", "更正", "存疑", "文件", "出处",
)  # fmt: skip
KINDS = {
    "number": "数", "blank": BLANK, "not_applicable": NOT_APPLICABLE, "text": "文字", "not_in_form": NOT_IN_FORM,
    "not_read": NOT_READ, "no_report": NO_REPORT, "zero_base": ZERO_BASE,
}  # fmt: skip
NOTE_COLUMNS = ("项目", "内容")
NOTE_BODIES, NOTE_MEASURES, NOTE_YEARS = "选的单位", "选的指标", "选的年份"
NOTE_DAY, NOTE_COVERAGE, NOTE_FORMS, NOTE_READING = "导出日期", "覆盖", "格式变化", "怎样看"
COVERAGE = "{bodies} 个单位、{years} 个年份、{measures} 个指标，共 {places} 处：有数的 {numbers} 处{others}。"
COVERAGE_OTHER = "，{kind} {count} 处"
HOW_READ = (
    "空白、不适用、没有这一项、没有收录都不是 0，原样写出，不填补。",
    "各种格式之间，只有含义相同的项才放在一起；口径变了的在“格式变化”里说明。",
    "合计只加写明了数的单位；汇总年报可能包含其他单位，不与它们相加；比率不相加。",
    "更正过的数是经办人更正后的数，原文和理由在“每个数的出处”里。",
)
REMARK_JOIN = "；"
# What stands in a narrow cell of a page; its full sentence is told beside it.
SHORT = {**KINDS, "not_in_form": "没有这一项"}

# --- choosing measures ---------------------------------------------------------------------------------
GROUPS = {
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "ratios": "比率（由上面的数算出）",
    "proactive": "二、主动公开政府信息情况",
    "statistics": "2014 年格式的统计表（2014—2018 年）",
}

# --- charts ----------------------------------------------------------------------------------------------
CHART_LINES = "只画最大的 {shown} 条，另外 {left} 条在表里。"
CHART_BARS = "只画最大的 {shown} 个，另外 {left} 个在表里。"
