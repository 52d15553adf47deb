"""Every label and sentence of the comparison of two reports."""

from assistant.service.compared import Change, Prose
from assistant.web.words_staff_search import COMPARE, NO_YEAR, OWN, WHOLE, YEAR

__all__ = ["COMPARE", "NO_YEAR", "OWN", "WHOLE", "YEAR"]

ABOUT = "选两份年报，逐格、逐句比较。每个数都能点开看它在年报里的位置。"
LEFT, RIGHT = "较早的一份（左）", "较晚的一份（右）"
BODY, YEAR_LABEL = "单位", "年份"
BODY_HINT = "单位名称"
ANY_YEAR = "选年份"
GO = "比较"
SWAP = "左右对调"
NOT_LOADED = "没有收录{body}{year}的年报。"
NOT_LOADED_HAVE = "已收录的年份：{years}。"
NO_SUCH_BODY = "没有收录叫“{body}”的单位。请从列表里选，或换一个名称。"
NO_EARLIER = "没有收录{report}以前的年报，请自己选左边的一份。"
SEVERAL = "{body}{year}收录了 {count} 份，现在用的是第一份；也可以换成："
SAME_TWICE = "左右是同一份年报，请换一份。"
UNKNOWN = "没有这份年报，可能已经删除。请重新选。"
CHOOSE_FIRST = "先选右边的一份，左边不选就用同一单位的上一年。"

FORM_CHANGED = (
    "两份年报的格式不同：左边是{left}，右边是{right}。含义变了的项目不比较，表中注明；只有一边有的项目也注明。"
)
SCOPE_CHANGED = "两份年报的统计范围不同（左边{left}，右边{right}），数字不能直接比较。"
BODY_CHANGED = "左右不是同一个单位。"
OTHER_KIND = "有一份不是政府信息公开工作年度报告，没有法定表格，只比较正文。"
SCOPES = {"unstated": "没有说明", "own": "本级", "whole_region": "汇总"}

CELLS = "表格"
CELLS_TOLD = "两边都有、可以比较的 {count} 格中，{changed} 格有变化，{same} 格没有变。"
CELLS_APART = "另有 {count} 格只有一边有，或含义不同，没有比较。"
CELLS_NONE = "两份年报都没有可以比较的表格。"
SHOWN = "显示"
ONLY_CHANGED, EVERYTHING = "只看有变化的", "全部"
ALL_COLUMNS, ONLY_TOTALS = "各列都看", "只看总计"
NOTHING_CHANGED = "按现在的显示条件，没有有变化的格。"
ITEM, COLUMN, DIFFERENCE, RATE, NOTE = "项目", "列", "增减", "增减 %", "说明"
BLANK = "空白"
NO_CELL = "没有"
PLUS = "+{number}"
PERCENT = "{number}%"
FROM_ZERO = "原为 0"
CORRECTED = "更正过"
CHANGES: dict[Change, str] = {
    Change.SAME: "没有变",
    Change.UP: "增加",
    Change.DOWN: "减少",
    Change.FILLED: "原来没有填数",
    Change.EMPTIED: "现在没有填数",
    Change.WORDS: "填写的文字不同",
    Change.NEW: "只有右边有",
    Change.GONE: "只有左边有",
    Change.OTHER: "格式变了，含义不同，不比较",
}

PROSE = "正文"
PROSE_TOLD = "按句比较，不计数字、年份和单位名称：右边有 {kept} 句与左边相同（占文字的 {share}%），改写 {reworded} 句，新写 {new} 句，删去 {gone} 句。"
PROSE_NONE = "没有改写、新写或删去的句子。"
PROSE_KINDS: dict[Prose, str] = {Prose.NEW: "新写", Prose.REWORDED: "改写", Prose.GONE: "删去"}
WAS, NOW = "原为", "现为"
NO_CHAPTER = "各部分以外"
AT_LEFT, AT_RIGHT = "看左边原文", "看右边原文"

EXPORT_CSV, EXPORT_XLSX = "导出 CSV", "导出 Excel"
EXPORT_FILE = "年报比较"
SHEET_CELLS, SHEET_PROSE = "表格", "正文"
CELL_COLUMNS = {
    "所在的表": 34, "项目": 34, "列": 20, "左": 12, "右": 12, "单位": 8, "增减": 12, "增减 %": 10, "说明": 24, "左边的链接": 40, "右边的链接": 40,
}  # fmt: skip
PROSE_COLUMNS = {"所在的部分": 34, "变化": 8, "左": 70, "右": 70, "左边的链接": 40, "右边的链接": 40}
