"""Every sentence said to users stands here, once; `{…}` are filled by the answering modules."""

from __future__ import annotations

# --- one value ------------------------------------------------------------------------------------
VALUE = "{where}“{label}”为{said}。"
VALUE_FORMULA = "{where}“{label}”为{said}（{formula}）。"
NOTE = "说明：{note}。"
BLANKS = "其中有{count}个格是空白，空白不等于0，没有计入。"
FORM_CHANGED = "请注意：所比较的年份用的不是同一种年报格式（{forms}），这一项的含义可能不同。"
FORM_RENAMED = "请注意：所比较的年份用的不是同一种年报格式（{forms}），{labels}，含义相同，可以比较。"
FORM_LABEL = "“{label}”在{form}里叫“{own}”"
TABLE_UNBALANCED = "请注意：这份年报的表格在这里有勾稽不平：{title}{where}，{left}，{right}。"
PROSE_DIFFERS = "请注意：这份年报正文的说法与表格不一致：正文“{quote}”，表格为{table}。"

# --- what must be said of a cell ----------------------------------------------------------------
CORRECTED = "请注意：这一格原文为{was}，经办人{author}于{day}更正为{now}，理由：{reason}。"
CORRECTED_STALE = "更正以后年报又变了，现在原文为{now}，请核对这条更正是否还适用。"
DOUBTFUL = "请注意：这一格读作{raw}，但不能确定：{doubt}。请对照原件核对。"
REMARK_AT = "{place}：{remark}"
MORE_REMARKS = "另有{count}格也经过更正或读得不能确定，见各自的出处。"
BLANK_RAW = "空白"
NOT_APPLICABLE_RAW = "“不适用”"

YES = "有，{where}“{label}”为{said}。"
NO = "没有，{where}“{label}”为{said}。"

# --- several values -------------------------------------------------------------------------------
SUM = "合计{total}（{formula}）。"
SUM_OF_ALL = "{whose}{years}总共{total}（{formula}）。"
DIFFERENCE_UP = "{later}比{earlier}增加{change}（{old}→{new}）{growth}。"
DIFFERENCE_DOWN = "{later}比{earlier}减少{change}（{old}→{new}）{growth}。"
DIFFERENCE_NONE = "{later}与{earlier}相同，都是{new}，没有变化。"
GROWTH_UP = "，增长{percent}%"
GROWTH_DOWN = "，下降{percent}%"
GROWTH_FROM_ZERO = "，基数为0，无法计算增幅"
GROWTH_SMALL_BASE = "（基数较小，百分比仅供参考）"
POINTS_UP = "{later}比{earlier}高{change}个百分点（{old}→{new}）。"
POINTS_DOWN = "{later}比{earlier}低{change}个百分点（{old}→{new}）。"
SHARE_HIGHER = "{later}比{earlier}高{change}个百分点（{new}对{old}）。"
SHARE_HIGHEST, SHARE_LOWEST = "最高的是{names}，为{said}。", "最低的是{names}，为{said}。"
MORE = "{one}比{other}多{change}（{new}对{old}）{times}。"
SAME = "{one}与{other}相同，都是{new}。"


MOST = "最多的是{names}，为{said}。"
LEAST = "最少的是{names}，为{said}。"
RANKING = "依次为：{items}。"
ALL_ZERO = "各项都是0，没有最多的一项。"
SHARE = "{part}占{whole}的{percent}%（{top} ÷ {bottom}）。"
RATIO = "{where}{label}为{percent}%（{formula}）。"
NO_WHOLE_REGION = "没有收录{where}所在的全{level}{year}年的汇总年报，算不出占全{level}的比例。"
NO_WHOLE_NAMED = "没有收录{whole}{year}年的汇总年报，算不出占它的比例。"
NO_WHOLE_NUMBER = "{where}的年报没有“{label}”的数字，算不出所占的比例。"
BESIDE = "另外，{told}"
ZERO_BASE = "{whole}为0，无法计算比例（{top} ÷ {bottom}）。"
TIMES = "{one}是{other}的{times}倍（{top} ÷ {bottom}）。"
PARTS = "其中：{items}。"
APPLICANTS = "{where}“{label}”按申请人分：{items}。"
PARTS_ALL_ZERO = "各项均为0。"

# --- prose ----------------------------------------------------------------------------------------
FIGURE = "{where}：{what}{approx}{said}。"
NOT_COMPUTED = "以上是年报里相关的数字；所问的比例或倍数没有算出来，请把两个数都说清楚再问。"
FIGURE_QUOTE = "原文：“{quote}”"
PROSE = "{where}写道：“{quote}”"
PROSE_NO = "没有。{where}写道：“{quote}”"
PROSE_YES = "有。{where}写道：“{quote}”"
CHAPTER = "{where}“{chapter}”：{quote}"
ROW = "{where}的表格里写着：{row}。"
SEVERAL_REPORTS = "没有说是哪个单位；以下{count}份年报写到了："
PROBLEMS = "{where}提到的主要问题和不足："
MEASURES = "{where}写的改进情况和措施："

ORIGINAL_RATE = "{where}{label}约为{percent}%（{top} ÷ {bottom}，由正文两个数字相除得出）。"

SUMMARY = "由模型根据下列原文概括："

# --- terms ----------------------------------------------------------------------------------------
TERM = "“{label}”：{plain}"
TERM_SOURCE = "以上释义依据《政府信息公开条例》第{articles}条，不是年报里的话；年报本身没有解释这个词。"
TERM_SOURCE_NONE = "以上是通俗解释，不是年报里的话；年报本身没有解释这个词。"

# --- checks ---------------------------------------------------------------------------------------
CHECK_HOLDS = "对得上，一致：{left}，{right}。"
STOCK_EXPECTED = (
    "从{earlier}年往后推算：{last} + {made} − {abolished} = {expected}{unit}，而{later}年年报写的是{effective}{unit}。"
)
CHECK_FAILS = "对不上，不一致：{left}，{right}，相差{difference}。"
CHECK_UNKNOWN = "无法判断：{left}，{right}；有空白或未读出的格。"
CHECK_TITLE = "{where}{title}{place}——{verdict}"
CHECK_BRIEF = "{title}对不上，{left}对{right}{note}"
ALSO_FAILS = "另外还有对不上的：{items}。"
SUM_OF_MANY = "{first}等{count}项相加得{total}"
QUOTED = "（原文“{quote}”）"
TWO_YEARS = "{earlier}与{later}年："
CHECKS_ALL_HOLD = "{where}表格的勾稽关系都对得上，一致：共核对{count}项，全部成立。"
CHECK_COUNTS = {"table": "表内勾稽{count}项", "prose": "正文与表格{count}处", "years": "与相邻年份{count}项"}
CHECKS_HOLD = "{where}{what}都对得上，一致：共核对{count}项{counts}，没有不成立的。"
CHECKS_HOLD_ALL = "{where}{what}都对得上，一致：共核对{count}项{counts}，全部成立。"
CHECKS_OPEN = "{where}{what}没有发现对不上的：共核对{count}项{counts}，成立{holds}项{unknown}。"
CHECKS_FAIL = "{where}{what}有对不上的：共核对{count}项{counts}，成立{holds}项，不成立{fails}项{unknown}。"
CHECKS_UNKNOWN = "，因空白等无法判断{count}项"
CHECKS_MORE_FAIL = "其余不成立的：{items}。"
PROSE_AGREES = "正文与表格一致的有：{items}。"
FAULT = "另外，{severity}：{name}。{message}。"
MORE_FAULTS = "还有{count}处，可用 nianbao check 全部列出。"
SCOPE_ALL = "年报里的数字"
SCOPE_NAMED = "与所问各项有关的数字"
SCOPE_PROSE = "正文与表格"
SCOPE_TABLE = "表{number}的勾稽关系"
SCOPE_TABLES = "表格的勾稽关系"
PARTS_SUM_HOLDS = "对得上，一致：{items}，合计{total}，等于正文写的{head}。"
PARTS_SUM_FAILS = "对不上，不一致：{items}，合计{total}，正文写的是{head}，相差{difference}。"
NO_BREAKDOWN = "{where}没有按地区或部门列出各自的数字，无法核对相加是否等于总数。"
ALL_DONE_FAILS = "不准确，与表格不一致：正文写“{quote}”，但表三“结转下年度继续办理”为{carried}，“办理结果·总计”为{handled}，并非全部办完。"
ALL_DONE_HOLDS = "属实，与表格一致：正文写“{quote}”，表三“结转下年度继续办理”为{carried}，“办理结果·总计”为{handled}。"
ALL_DONE = "都办完了：{where}“结转下年度继续办理”为{carried}，“办理结果·总计”为{handled}。"
NOT_ALL_DONE = "没有全部办完：{where}“结转下年度继续办理”为{carried}，“办理结果·总计”为{handled}。"
PROSE_NOT_SAID = "{where}的正文没有写“{label}”的数字，无法与表格对照。"
SHARE_CLAIM_HOLDS = "正文写“{quote}”，按表格计算为{percent}%（{top} ÷ {bottom}），一致。"
SHARE_CLAIM_FAILS = "正文写“{quote}”，按表格计算应为{percent}%（{top} ÷ {bottom}），不一致。"
SHARE_RIGHT = "对，一致：{where}{top} ÷ {bottom} = {percent}%，与{asked}%相符。"
SHARE_WRONG = "不对，不一致：{where}{top} ÷ {bottom} = {percent}%，不是{asked}%。"

# Numbers that the user says.
IN_BRACKETS = "（{text}）"
CLAIM_RIGHT = "对，一致：{where}{place}“{label}”为{said}{formula}。"
CLAIM_WRONG = "不对，不一致：{where}{place}“{label}”为{said}{formula}，不是{asked}。"
PROSE_SAYS_TOO = "正文写的是{said}：“{quote}”"
PROSE_SAYS_OTHER = "正文写的是{said}，不是{asked}：“{quote}”"
TABLE_SIDE = "：{table}"
AGREES_WITH = "——与表格一致{table}{note}。"
DIFFERS_FROM = "——与表格不一致{table}{note}。"
OPEN_AGAINST = "——表格有空白，无法判断{table}{note}。"
PROSE_SAYS = "正文写道：“{quote}”"
NUMBER_NOT_FOUND = "{where}没有找到写明这一项是多少{unit}的地方，{asked}无法核对。"
PROSE_CLAIM_RIGHT = "对，一致：{where}写的是{said}。原文：“{quote}”"
PROSE_CLAIM_WRONG = "不对，不一致：{where}写的是{said}，不是{asked}。原文：“{quote}”"
TOTAL_FOUND = "对，一致：{where}{items}。"
TOTAL_NOT_FOUND = "不对，不一致：{where}没有哪个总计是{asked}；{items}。"
FLOWED_OUT = "办结与结转下年度之和"
FORMULA_EXPLAINS = "两个数不矛盾，口径不同：{where}{large}是“{label}”，等于{terms}；{small}只是其中的“{part}”。"
WHOLE_HOLDS = "属实，与表格一致：{where}“{label}”共{total}（{items}）。"
WHOLE_FAILS = "不准确，与表格不一致：{where}“{label}”共{total}，其中{items}；有{against}，与这一说法不符。"
WHOLE_OPEN = "无法判断：{where}“{label}”共{total}（{items}），其余结果的格是空白。"
WHOLE_EMPTY = "{where}“{label}”为{total}，没有案件，无从谈起。"
GROWTH_RIGHT = "对，一致：{body}“{label}”{earlier}为{old}，{later}为{new}，{word}{percent}%，与{claimed}{asked}%相符。"
GROWTH_WRONG = "对不上，不一致：{body}“{label}”{earlier}为{old}，{later}为{new}，按这两个数计算{word}{percent}%，不是{claimed}{asked}%。"
GROWTH_ZERO_BASE = "无法核对：{body}“{label}”{earlier}为{old}，{later}为{new}，基数为0，无法计算增幅。"
GROWTH_NOT_LOADED = "没有收录{year}的年报，无法核对{where}的这一增幅。"
GROWTH_NO_BASE = "{where}的年报没有写同一项数字，无法核对增幅。"
WENT_UP = "增长"
WENT_DOWN = "下降"

# --- overview -------------------------------------------------------------------------------------
OVERVIEW = "{where}的主要数字："

# --- refusals, one a reason (DESIGN.md 6) -----------------------------------------------------------
EMPTY_STORE = "还没有收录任何报告。请先用 nianbao add 加入报告，或用 nianbao demo 生成演示报告。"
EMPTY_QUESTION = "请问您想问哪个单位、哪一年的什么数字？例如：{example}"
NOT_LOADED_YEAR = "没有收录{body}{years}的年报，所以无法回答。已收录的年份：{loaded}。"
NOT_LOADED_BODY = "没有收录“{name}”的年报，所以无法回答。已收录的单位有：{loaded}。"
ABSENT = "没有收录{names}的年报，以上不含这部分数字。"
NOT_LOADED_SINGLE = "没有收录{years}的年报，所以无法回答。已收录的年份：{loaded}。"
NOT_IN_FORM = "{where}用的是{form}，这个格式的统计表没有“{label}”这一项，所以查不到。"
NEAR_IN_FORM = "这个格式里与它相近、但口径不完全相同的是{near}。"
NEAR_ITEM = "“{label}”：{said}"
NEAR_RANKED = "{form}的统计表没有“{label}”这一项，以下比较的是与它相近、但口径不完全相同的“{near}”。"
PROSE_NEAR = "这份年报的正文里，与它相近的说法是："
NO_FORM = "{where}没有法定统计表，查不到“{label}”这一项。"
BLANK = "{where}“{label}”这一格是空白，年报没有填写，不能当作0。"
NOT_APPLICABLE = "{where}“{label}”这一格填的是“{raw}”，没有给出数字。"
CORRECTED_NOT_APPLICABLE = "{where}“{label}”这一格已更正为“不适用”，没有数字。"
TEXT_CELL = "{where}“{label}”这一格写的是“{raw}”，不是单独的数字，请以原文为准。"
NOT_READ = "{where}“{label}”这一格没有读出来，无法给出数字，请查看原文。"
NUMBER_NOT_SAID = "{where}没有写明这个数字。相关的原文如下，供参考："
PART_NOT_LOADED = "没有收录“{name}”的年报；{where}的年报也没有单独列出它的这个数字，所以无法回答。"
PART_NOT_SAID = "{where}的年报没有单独列出“{name}”的这个数字，所以无法回答。"
PART_FROM = "没有收录“{name}”自己的年报，以上数字出自{where}的年报。"
RENAMED = {
    "system": "说明：年报是一个单位一份，“{said}”按{read}自己的年报回答，不含它下属的单位。",
    "later": "说明：“{said}”是{reform}以前的名称，现为“{read}”。",
    "merged": "说明：“{said}”在{reform}中并入了“{read}”，两者的数字不能直接相比。",
    "earlier": "说明：“{said}”是{reform}以后的名称，所收录的年报用的是当时的名称“{read}”。",
    "place": "说明：“{said}”是{reform}以前的名称，现为“{read}”。",
    "place_merged": "说明：“{said}”是{reform}以前的名称，其区域现属“{read}”。",
    "earlier_place": "说明：“{said}”在{reform}以前叫“{read}”，所收录的年报用的是当时的名称。",
}
RENAMED_YEAR = "说明：{where}的年报用的是当时的名称，{reform}后为{body}。"
RENAMED_SINCE = "说明：{where}的年报用的是{reform}后的名称，原为{body}。"
TAKEN_OVER = "{old}在{reform}中并入了{new}；已收录{other}{years}的年报，可以另问，数字不能直接相比。"
OTHER_BODY = "{asked}的年报没有写到，以上出自{where}的年报。"

WHY_NOT_SAID = "{where}只给出了数字，没有说明原因。"
WHY_MAYBE = "年报没有专门说明原因，相关的原文是：“{quote}”"
ASK_BODY = "请问您问的是哪个单位？已收录的有：{choices}。"
ASK_PLACE = "叫“{name}”的不止一个地方，请问您问的是哪一个？已收录的有：{choices}。"
ASK_YEARS = "“{said}”指的是哪一年或哪几年，年报里看不出来，请说明年份。已收录的年份有：{loaded}。"
ASK_APPLICANT = "年报的申请人只分自然人、商业企业、科研机构、社会公益组织、法律服务机构和其他组织，没有单独统计“{said}”。可能包含它的是{labels}，要看这一类的数字吗？"
ASK_UNREAD = "问题里的{said}没有读懂，缺了它算出的数就不对，请换个说法，说明是统计表里的哪一项。"
UNREAD = "问题里的{said}没有读懂，下面没有答到它。"
WHOLE_NOT_LOADED = "没有收录{where}所在地区的汇总年报，所以整个地区的数字无法回答。"
ASK_RESULT = "“{said}”可以指几种不同的办理结果：{labels}，年报分别统计。请问您指的是哪一种？"
ASK_INDICATOR = "请问您指的是哪一项数字？请说明是哪张表、哪一行，例如：{examples}。"


# --- the reading ------------------------------------------------------------------------------------
READING_JOIN = " · "
READING_ONLY_BODY = "（问题没有说单位，只有它符合）"
READING_ONLY_YEAR = "（问题没有说年份，只收录了这一年）"
READING_ALL_YEARS = "（问题没有说年份，列出已收录的各年）"
READING_EARLIER = "（沿用上一问）"
READING_CORRECTED = "（把“{wrong}”理解为“{right}”）"
READING_NEAREST = "（按最接近的指标理解）"
READING_MODEL = "（原话没有读懂，由模型理解为“{question}”，请看是不是您要问的）"
READING_DEFAULT = "（问题没有说清哪一项，按这一项理解）"

OPERATION_NAMES = {
    "share": "占比", "times": "倍数", "growth": "增幅", "difference": "变化", "sum": "合计", "most": "最多", "least": "最少",
    "yes_no": "有没有", "define": "释义", "check": "核对", "why": "原因", "each": "明细", "list": "列举", "trend": "历年",
    "composition": "构成", "changes": "两份年报的变化", "copied": "相同的文字", "overview": "概况", "problems": "存在问题", "measures": "改进措施",
}  # fmt: skip

# --- examples and suggestions -----------------------------------------------------------------------
DEFAULT_EXAMPLE = "某某区2023年新收了多少件政府信息公开申请"
EXAMPLE_INDICATORS = ("新收申请总计", "予以公开", "办理结果总计", "行政复议总计")
EXAMPLES = (
    "{body}{year}年新收了多少件申请？",
    "{body}{year}年予以公开占全部办结的百分之几？",
    "{body}{year}年存在哪些不足？",
    "{body}{year}年的表格勾稽对得上吗？",
    "{body}{year}年办理结果里哪种情况最多？",
    "{body}{year}年有被行政诉讼过吗？",
)
SUGGESTED_KEYS = (
    "requests.new",
    "requests.granted",
    "requests.refused",
    "requests.carried_out",
    "disputes.reconsideration.total",
)
WHY_NOTHING = "{where}没有说明原因。"
COMPARED = "共比较{count}个单位{year}年的年报，其中{numbers}个有这一项的数字。"
NO_YEAR_NEWEST = "问题没有说年份，按最近的{year}年比较。"
ALL_BODIES = "已收录的全部单位"
BODIES_OF = "已收录的{area}各单位"
AND_AREAS = "、"
AREA_COMPLETE = "{area}现有{total}个{kind}，都在其中。"
AREA_MISSING = "{area}现有{total}个{kind}，以上有其中{count}个；没有收录或没有数字的：{missing}。"
AREA_NOT_LOADED = "没有收录{area}下面各{kind}{years}的年报，所以无法回答。已收录的单位有：{loaded}。"
BODIES_FIRST = "“{label}”{nth}{word}的是{names}，为{said}。"
WHOLES_FIRST = "另外，汇总报告（含下属单位的数字，不与单个单位混排）中，“{label}”{nth}{word}的是{names}，为{said}。"
AND_MORE = "等{count}个"
ONLY_ONE_BODY = "只有{where}一份年报有“{label}”的数字，为{said}，没有别的可以比较。"
ALL_BODIES_ZERO = "所比较的年报中，“{label}”都是0。"
BODIES_ZERO = "“{label}”为0的有{count}个：{names}。"
BODIES_LISTED = "各单位“{label}”：{items}。"
WHOLES_LISTED = "汇总报告（含下属单位的数字）“{label}”：{items}。"
BODIES_SUM = "{years}{count}个单位“{label}”合计{total}。"
BODIES_SUM_ITEMS = "其中较多的：{items}。"
BODIES_COVERED = (
    "所问的{loaded}个单位中，{have}个收录了{years}年报，{numbers}个有这一项的数字；没有收录或没有填写的没有计入。"
)
WHOLES_NOT_ADDED = "{names}是汇总报告，含下属单位的数字，与其他单位相加可能重复计算，所以没有相加。"
WHOLES_LEFT_OUT = "汇总报告已含下属单位的数字，为免重复没有计入：{names}。"
SHARE_LABEL = "{part}占{whole}的比例"
EVERY_REPORT = "问题没有说年份，各年的年报一起比较。"
NEWEST_OF_EACH = "问题没有说年份，最近一年只有一个单位的年报，所以比较各单位最近一年的年报，年份不同。"
TOO_FEW_TO_ADD = "以上合计不包括没有收录或没有数字的{missing}，并不完整。"
INCOMPLETE = "比较不完整：{missing}没有收录或没有数字，没有参加比较。"
GROWTH_SAID = "{where}的正文写的增幅：“{quote}”"
GROWTH_SAID_DIFFERS = "请注意：{where}的正文写的是{said}，按表格计算是{computed}%，两者不一致。正文：“{quote}”"

# --- about the product itself -------------------------------------------------------------------------
LOADED = "已收录{bodies}个单位的{reports}份年报："
LOADED_BODY = "{body}：{years}"
LOADED_MORE = "另有{count}个单位没有列出。"
NTH_MOST = "第{nth}多的是{names}，为{said}。"
NTH_LEAST = "第{nth}少的是{names}，为{said}。"
GROWTH_ONLY_SAID = "没有收录{missing}的年报，以上是年报自己的说法，无法另行计算核对。"
ABOUT = "约"
YEARS_FROM_TO = "{first}年至{last}年"

# --- question files ----------------------------------------------------------------------------------------
NOT_JSON = (
    "{file} 第 {number} 行读不懂：从第 {at} 个字符起不是 JSON。每行应是一个 JSON 问题，格式见 docs/questions.md。"
)
NO_QUESTION = "{file} 第 {number} 行读不懂：{why}。每行应是一个 JSON 问题，格式见 docs/questions.md。"
