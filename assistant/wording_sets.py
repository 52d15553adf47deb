"""Sentences on sets of bodies and years: conditions, means, ranks, runs; `{…}` are filled by the answering modules."""

from __future__ import annotations

from assistant.asked import Compare, Ever, Way

# --- changes since the year before ------------------------------------------------------------------
CHANGE = "{label}比上年的增减"
CHANGE_PERCENT = "{label}比上年的增减幅度"
SINCE = "比上年"
# The same of a span of years (2019到2023年增长最快): what is said of the year before is said of its first year.
OF_YEAR_BEFORE = ("比上年", "上年基数", "没有收录上年", "与上年比较")
YEAR_BEFORE, NAMED_YEAR = "上年", "{year}年"
WENT = {Way.UP: "增长", Way.DOWN: "下降"}
SMALL_CHANGE = "上年基数较小"
SMALL_SHARE = "分母只有{base}，比例仅供参考"
# Whether the first of a ranking or the last, whether in % → the words for it.
CHANGED = {
    Way.UP: {(True, True): "比上年增幅最大", (True, False): "比上年增加最多", (False, True): "比上年增幅最小", (False, False): "比上年增加最少"},
    Way.DOWN: {(True, True): "比上年降幅最大", (True, False): "比上年减少最多", (False, True): "比上年降幅最小", (False, False): "比上年减少最少"},
}  # fmt: skip
CHANGED_ANY = {True: "比上年变化最大", False: "比上年变化最小"}
NONE_CHANGED = {
    Way.UP: "{count}个单位“{label}”没有比上年增长的。",
    Way.DOWN: "{count}个单位“{label}”没有比上年下降的。",
}
BY_AMOUNT = {
    Way.UP: "按件数计，增加最多的是{item}。", Way.DOWN: "按件数计，减少最多的是{item}。", Way.ANY: "按件数计，增加最多的是{item}。",
}  # fmt: skip

# --- conditions ---------------------------------------------------------------------------------------
CONDITIONS = {
    Compare.OVER: "超过{low}", Compare.AT_LEAST: "不少于{low}", Compare.UNDER: "少于{low}", Compare.AT_MOST: "不超过{low}",
    Compare.BETWEEN: "在{low}到{high}之间", Compare.EQUAL: "为{low}",
}  # fmt: skip
AGAINST_MEAN = {Compare.OVER: "高于平均数{mean}", Compare.UNDER: "低于平均数{mean}"}
ABOVE_ZERO = "大于0"
THERE_ARE = "有。"
THERE_ARE_NONE = "没有。"
OF_WHOLES = "另外，汇总报告（含下属单位的数字）："
MEETING = "{count}个单位{years}“{label}”{condition}的有{met}个{share}：{items}。"
MEETING_SHARE = "，占{percent}%"
NONE_MEETS = "{count}个单位{years}“{label}”没有{condition}的。"
NEAREST = "最接近的是{items}。"
ONE_MEETS = "是，{body}{years}“{label}”为{said}，{condition}。"
ONE_MEETS_NOT = "不是，{body}{years}“{label}”为{said}，不符合“{condition}”。"
ALL_MET = "各项条件都符合的有{count}份年报：{items}。其中各项："
NONE_MEETS_ALL = "没有各项条件都符合的年报。各项分别："
YEARS_MEET = "{body}{count}年（{years}）中，“{label}”{condition}的有{met}年：{items}。"
NO_YEAR_MEETS = "{body}{count}年（{years}）中，“{label}”没有一年{condition}：{items}。"
YEARS_LEFT_OUT = "没有收录或没有数字的年份没有计入：{years}。"

# --- why a body is not compared -------------------------------------------------------------------------
LEFT_OUT = "没有参加比较的：{reasons}。"
OUT_REASON = "{reason}{count}个（{names}）"
OUT_BLANK = "没有填写的"
OUT_TEXT = "写的不是数字的"
OUT_NOT_IN_FORM = "所用格式没有这一项的"
OUT_NOT_READ = "没有读出这一项的"
OUT_NO_BASE = "没有收录上年年报、无法与上年比较的"
OUT_ZERO_BASE = "分母或基数为0、无法计算的"
OUT_NOT_LOADED = "没有收录{years}年报的"
OTHERS = "等"
COPIES_DIFFER = "请注意：{where}收录了不止一份年报，“{label}”分别为{said}，这里按{kept}计。"

# --- shares of all bodies -----------------------------------------------------------------------------------
ALL_OF_YEAR = "已收录的{count}个单位合计{total}"
ALL_LOADED = "汇总报告已含下属单位的数字，没有计入合计。"
SHARE_OF_WHAT = "没有说占什么的比例：“{label}”不是哪一项总数的一部分。请问是{where}在哪些单位中所占的比例？"
OF_REGION = "占全{level}的比例"
OF_ALL_BODIES = "占全部单位的比例"

# --- means --------------------------------------------------------------------------------------------------
MEAN_OF_BODIES = "{count}个单位{years}“{label}”平均{mean}（合计{total} ÷ {count}）。"
MEDIAN = "{count}个单位{years}“{label}”的中位数为{median}（居中的是{items}）；最少的是{least}，最多的是{most}。"
POOLED = "{count}个单位{years}合起来计算，{label}为{percent}%（{top} ÷ {bottom}）。"
MEAN_OF_YEARS = "{body}{years}“{label}”平均每年{mean}（{formula}，除以{count}）。"
SUM_OF_YEARS = "{years}“{label}”总计{total}（{formula}）。"
YEAR_SUM = "{year}年{count}个单位{total}"
MEAN_OF_YEAR_SUMS = (
    "{years}各单位合计的“{label}”平均每年{mean}（{items}）。各年收录的单位不完全相同时，合计不能直接相比。"
)
MEAN_LABEL = "{label}（各年平均）"
SUM_LABEL = "{label}（各年合计）"
YEAR_ITEM = "{year}年{said}"
LACKING_YEARS = "缺其中年份的年报或数字、没有参加排名的：{items}。"

# --- places -----------------------------------------------------------------------------------------------
TIED = "（并列第{place}）"
PLACE = "{where}“{label}”为{said}，在{among}中{order}排第{place}{tied}"
AMONG = "{count}个单位"
AMONG_WHOLES = "{count}份汇总报告（含下属单位的数字）"
FROM_MOST = "从多到少"
FROM_LEAST = "从少到多"
PLACE_TIED = "（与{names}并列）"
PLACE_BEFORE = "；前一位是{item}"
PLACE_FIRST = "，是第一位"
PLACE_AFTER = "；后一位是{item}"
PLACE_LAST = "，是最后一位"
NO_SUCH_PLACE = "只排得出{count}个名次，没有第{place}名。"
BODIES_NO_SUCH_PLACE = "“{label}”" + NO_SUCH_PLACE
WHOLES_NO_SUCH_PLACE = "另外，汇总报告（含下属单位的数字，不与单个单位混排）中，" + BODIES_NO_SUCH_PLACE

# --- over the years -----------------------------------------------------------------------------------------
EVER = {Ever.NEVER: "没有一年{condition}", Ever.ALWAYS: "各年都{condition}", Ever.ONCE: "至少有一年{condition}"}
NEVER_ANY = "各年都为0"
EVER_MET = "{count}个单位所收录的年份中，“{label}”{ever}的有{met}个：{items}。"
EVER_NONE = "{count}个单位所收录的年份中，没有“{label}”{ever}的单位。"
EVER_OPEN = "其余年份符合，但有的年份没有收录或没有数字，不能断定的：{items}。"
LACKS = "缺{years}"
YEARS_LOOKED_AT = "以上所看的是已收录的{years}年报。"
ONE_NEVER = "没有。{body}所收录的{count}年（{years}）“{label}”没有一年{condition}。"
ONE_ALWAYS = "每年都有。{body}所收录的{count}年“{label}”都{condition}：{items}。"
ONE_SOMETIMES = "有的年份有。{body}所收录的{count}年（{years}）中，“{label}”{condition}的有{met}年：{items}。"

# --- runs -----------------------------------------------------------------------------------------------------
RUN_MET = "{count}个单位中，“{label}”连续{years}年以上{way}的有{met}个：{items}。"
RUN_NONE = "{count}个单位中，没有“{label}”连续{years}年{way}的单位。"
RUN_MEANING = "“连续{years}年{way}”指连续{years}年每年都比上一年{word}，要有相邻{values}年的数字。"
RUN_MORE = "多"
RUN_LESS = "少"
RUN_OF_YEARS = "只看相邻的年份；缺了一年就不算连续。"
RUN_BROKEN = "有{count}个单位收录的年份不相连，在缺的那一年断开，不算连续：{names}。"
ONE_LONGEST = "{body}“{label}”最长连续{length}年{way}：{items}。"
ALL_YEARS = "各年是：{items}。"
ONE_NO_RUN = "没有。{body}“{label}”没有哪一年是{way}的：{items}。"
ONE_RUN = "是。{body}“{label}”连续{length}年{way}：{items}。"
ONE_SHORTER = "不是。{body}“{label}”最长只连续{length}年{way}：{items}。"
ONE_BROKEN = "收录的年份不相连，在缺的那一年断开。"

# --- tables that do not add up ---------------------------------------------------------------------------------
TABLES = "表格的勾稽关系"
PROSE = "正文与表格"
UNBALANCED = "核对了{count}份{years}年报，{what}对不上的有{met}份：{items}。"
UNBALANCED_ITEM = "{where}（{count}处）"
ALL_BALANCED = "核对了{count}份{years}年报，{what}没有发现对不上的。"
UNBALANCED_FIRST = "{where}：{title}{place}对不上，{left}，{right}。"
TOO_MANY_TO_READ = (
    "要逐份核对正文的有{count}份{years}年报，太多了，这里没有核对。请说明地方或单位再问，或用 nianbao check 全部核对。"
)
NOT_CHECKED = "没有法定统计表、无法核对的有{count}份（{names}）。"
