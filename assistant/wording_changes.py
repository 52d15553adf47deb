"""What is said of two whole reports set against each other: numbers, paragraphs, and what one took from the other."""

from __future__ import annotations

# --- numbers --------------------------------------------------------------------------------------------
NUMBERS = "{later}与{earlier}相比，表格里两年都有的{count}项数字（按总计）中，{changed}项有变化，{same}项没有变。"
NUMBERS_NONE = "{later}与{earlier}的表格没有可以比较的数字。"
NUMBER_UP = "“{label}”：{old}→{new}，增加{change}{growth}。"
NUMBER_DOWN = "“{label}”：{old}→{new}，减少{change}{growth}。"
NUMBERS_MORE = "变化较小的还有：{items}。"
NUMBER_BRIEF = "{label}{old}→{new}"
NUMBERS_LEFT = "另有{count}项变化更小，没有列出。"
CHANGE = "增减"
TABLE = "{body}：变化最大的数字"
UP = "+{change}"

NO_LONGER_FILLED = "{earlier}有数字、{later}没有填写数字的：{items}。"
NEWLY_FILLED = "{earlier}没有填写、{later}有了数字的：{items}。"
FORM = "年报格式由{earlier}改为{later}。"
FORM_NEW = "新有的项目：{items}。"
FORM_GONE = "不再有的项目：{items}。"
FORM_OTHER = "名称相同但含义变了、没有比较的项目：{items}。"
AND_MORE = "{items}等{count}项"
JOIN = "、"

# --- prose ----------------------------------------------------------------------------------------------
PROSE = (
    "正文（比较时不计数字、年份和单位名称）：{later}可以比较的{count}句中，{kept}句与{earlier}相同（占文字的{share}%），"
    "{reworded}句改写过，{new}句是新写的；{earlier}另有{gone}句没有再出现。"
)
PROSE_NONE = "两份年报的正文没有可以比较的句子。"
PROSE_SAME = "两份年报的正文没有新写、改写或删去的句子，变化只在数字、年份和名称。"
IN_CHAPTER = "“{chapter}”"
NEW = "{chapter}新写：“{quote}”"
GONE = "{chapter}删去：“{quote}”"
REWORDED = "{chapter}改写：原为“{old}”，现为“{new}”"
CHAPTER_MORE = "{chapter}另有{items}，没有逐句列出。"
COUNT_NEW = "新写{count}句"
COUNT_GONE = "删去{count}句"
COUNT_REWORDED = "改写{count}句"
CUT = "……"

# --- taken over -------------------------------------------------------------------------------------------
COPIED_MOST = "基本雷同：{later}的正文有{share}%的文字与{earlier}相同（{count}句中{kept}句）。"
COPIED_CHAPTERS = "部分雷同：{later}的正文有{share}%的文字与{earlier}相同（{count}句中{kept}句），其中{chapters}。"
COPIED_SOME = "没有整章雷同：{later}的正文有{share}%的文字与{earlier}相同（{count}句中{kept}句）。"
COPIED_NONE = "不雷同：{later}可以比较的{count}句中，没有一句与{earlier}相同。"
COPIED_HOW = "逐句比较，不计数字、年份和单位名称；少于8个字的句子和小标题不算。"
COPIED_PARAGRAPHS = (
    "按段落算，可以比较的{count}段中，{taken}段与{earlier}基本相同（八成以上文字相同），{partly}段有部分句子相同。"
)
COPIED_CHAPTER = "“{chapter}”{count}句中{kept}句相同（占{share}%）"
COPIED_LIST = "各章：{items}。"
COPIED_EXAMPLE = "相同的句子，例如：“{quote}”"
COPIED_LEFT = "另有{count}句相同，没有逐句列出。"

# --- which reports ------------------------------------------------------------------------------------------
NO_EARLIER = "只收录了{where}一份年报，没有以前的年报可以比较。"
NEAREST = "没有收录{asked}的年报，以下与最近的{earlier}相比。"
"""The report nearest before the one asked about stands in for a year that is not loaded, and that is said."""
