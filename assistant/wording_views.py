"""What stands in the tables and charts of answers, in Chinese; the sentences of answers are in wording.py."""

from __future__ import annotations

# --- a cell that holds no number --------------------------------------------------------------------
CELL_BLANK = "空白"
CELL_NOT_APPLICABLE = "不适用"
CELL_NOT_IN_FORM = "没有这一项"
CELL_NOT_READ = "没有读出"
CELL_NOT_LOADED = "没有收录"
CELL_NOT_TOLD = "未列出"
CELL_ZERO_BASE = "分母为0"

# --- what the rows and columns are -------------------------------------------------------------------
BODY = "单位"
YEAR = "年份"
INDICATOR = "指标"
REPORT = "单位和年份"
VALUE = "数值"
YEAR_SAID = "{year}年"
JOIN = " · "

# --- charts --------------------------------------------------------------------------------------------
FORM_FROM = "起用{form}"

# --- what a whole is made of ------------------------------------------------------------------------------
PARTS_OF = "{where}“{label}”共{whole}，其中：{items}{rest}。"
PART = "{name}{said}（占{percent}%）"
PARTS_ZERO = "，其余{count}项为0"
PARTS_BLANK = "，{count}项是空白"
PARTS_EMPTY = "{where}“{label}”为0，没有构成可言。"
PARTS_UNEQUAL = "请注意：各部分相加为{sum}，与{whole}不等，占比按{whole}计算。"
PARTS_TITLE = "{label}的构成"
PART_OF = "构成"
SHARE = "占比"
COUNTED = "{said}（{percent}%）"
PERCENT = "{percent}%"

# --- over the years -----------------------------------------------------------------------------------------
EXTREMES = "其中{most}的是{top}（{high}），{least}的是{bottom}（{low}）。"
MOST, LEAST = "最多", "最少"
HIGHEST, LOWEST = "最高", "最低"
LONGEST_RUN = "最长的一段连续{way}：{first}到{last}连续{count}年比上一年{way}（{shown}）。"
ROSE, FELL = "增长", "下降"
STEP = "{later}比{earlier}{said}。"
STEP_UP = "增加{change}（{shown}）{growth}"
STEP_DOWN = "减少{change}（{shown}）{growth}"
STEP_POINTS_UP = "高{change}个百分点（{shown}）"
STEP_POINTS_DOWN = "低{change}个百分点（{shown}）"
STEP_SAME = "没有变化，都是{said}"
STEP_BROKEN = "{years}没有上一年的数字，不能计算比上年的增减。"
AGAINST_YEAR_BEFORE = "比上年增减"
GROWN = "增幅"
POINTS = "个百分点"
NO_YEAR_BEFORE = "没有上年的数"
ZERO_BEFORE = "上年为0"

# --- many values in a line ------------------------------------------------------------------------------------
ROW = "{name}：{items}。"
ROW_OF = "{whose}“{label}”"
OF = "“{name}”："
OF_BODY = "{name}："
