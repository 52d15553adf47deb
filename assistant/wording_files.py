"""What stands in the files that an answer's table is downloaded as, in Chinese."""

from __future__ import annotations

WITH_UNIT = "{name}（{unit}）"
UNIT = "计量单位"
SOURCES = "出处"
JOIN = "；"
PLACE = "{place}（{report}）{link}"
PAGE = "{report}，第{page}页"

# --- sheets of an Excel file, and the columns of each ---------------------------------------------------
TABLE_SHEET = "表"
SOURCES_SHEET = "出处"
ABOUT_SHEET = "说明"
SOURCE_COLUMNS = (
    "行",
    "列",
    "表中所写",
    "单位",
    "年度",
    "年报",
    "页",
    "章节",
    "表格中的行",
    "表格中的列",
    "原文",
    "提示",
    "链接",
)
ABOUT_COLUMNS = ("项目", "内容")
TITLE = "表名"
QUESTION = "问题"
UNITS = "计量单位"
MADE_BY = "来源"
PRODUCT = "年报问答，数字取自政府信息公开工作年度报告，每个数字的位置见出处"
FILE_NAME = "{title}.{ending}"
UNTITLED = "表"
