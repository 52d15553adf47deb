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
