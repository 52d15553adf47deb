"""Every label and sentence of the pages of questions asked (问题记录) and of what users said of answers (反馈)."""

from __future__ import annotations

from assistant.answer import Outcome
from assistant.service.feedback import Verdict
from assistant.service.question_log import Channel
from assistant.service.question_queries import Group

# --- both --------------------------------------------------------------------------------------------
OUTCOMES = {
    Outcome.ANSWERED: "答了",
    Outcome.PARTLY: "答了一部分",
    Outcome.ASKS_BACK: "反问",
    Outcome.NOT_LOADED: "没有收录",
    Outcome.NOT_IN_FORM: "格式没有这一项",
    Outcome.BLANK: "表中空白",
    Outcome.NOT_IN_REPORT: "年报里没有写",
    Outcome.OUTSIDE: "年报以外",
}
CHANNELS = {
    Channel.CHAT: "问答页", Channel.WIDGET: "网页挂件", Channel.API: "接口", Channel.OPENAI: "兼容接口", Channel.MCP: "MCP",
}  # fmt: skip
ANY = "不限"
FILTER = "筛选"
FILTER_BUTTON = "筛选"
WORDS_LABEL = "含有的词"
PAGES = "第 {page} 页，共 {pages} 页（{rows} 条）"
PREVIOUS, NEXT_PAGE = "上一页", "下一页"
NONE_FOUND = "没有符合的记录。可以放宽筛选条件。"
# The same question asked again is one; each opinion is one.
QUESTIONS_FOUND, FEEDBACK_FOUND = "共 {count} 个不同的问题", "共 {count} 条"
EXPORT_XLSX, EXPORT_CSV = "导出 Excel", "导出 CSV"
GONE = "没有第 {no} 条记录，可能已经过了保存期限。"
BACK = "回到列表"
THEN, NOW = "当时", "今天"
ASK_AGAIN = "再问一次"
ASK_AGAIN_NOTE = "看今天会怎样回答；这一次不记入问题记录。"
OUTCOME = "结果"
READING = "理解为"
SOURCES = "出处"
NO_ANSWER_KEPT = "当时的回答没有保存，只记了结果。"

# --- questions -------------------------------------------------------------------------------------------
QUESTIONS = "问题记录"
QUESTION = "问题"
PRIVACY = (
    "只记问题、结果、用时和从哪里问来，不记是谁问的，也不记网络地址；像电话、证件、银行卡号和邮箱的字样在保存以前已经涂黑。"
    "记录保存 {days} 天，过期自动删除。"
)
PRIVACY_OFF = "现在的设置是不记录问题（log_days 为 0）。下面是以前留下的记录。"
GROUPS = {Group.UNANSWERED: "没答出", Group.ASKED_BACK: "反问", Group.ANSWERED: "答了"}
GROUP_ALL = "全部"
GROUPS_LABEL = "按结果分"
CHANNEL, SITE, SINCE, UNTIL, DAYS = "来路", "站点或密钥", "从", "到", "时间"
DAYS_CHOICES = {7: "最近 7 天", 30: "最近 30 天", 90: "最近 90 天", 0: "不限"}
LAST_AT, TIMES, TOOK = "最近一次", "次数", "用时"
MILLISECONDS = "{count} 毫秒"
SAME_QUESTION = "这个问题问过的各次"
RESTATED = "完整的问法"
FOLLOW_UP = "这是接着前面问的一句，单独再问时，理解可能不同。"
QUESTION_FILE = "问题记录"
QUESTION_COLUMNS = ("时间", "来路", "站点或密钥", "问题", "完整的问法", "理解为", "结果", "用时（毫秒）")

# --- feedback ------------------------------------------------------------------------------------------------
FEEDBACK = "反馈"
FEEDBACK_INTRO = "用户对回答的评价，未处理的在前。还有 {count} 条未处理。"
VERDICTS = {
    Verdict.GOOD: "有用", Verdict.ANSWER_WRONG: "回答不对", Verdict.SOURCE_WRONG: "出处不对", Verdict.OTHER: "其他",
}  # fmt: skip
VERDICT, COMMENT, STATE, AT = "评价", "意见", "处理", "时间"
STATES = {"open": "未处理", "done": "已处理", "": "全部"}
STATES_LABEL = "按处理情况分"
OPEN = "未处理"
HANDLED_BY = "{name} 已处理"
HANDLE, REOPEN = "标为已处理", "重新打开"
HANDLED_NOW, REOPENED_NOW = "已标为已处理。", "已重新打开。"
HANDLE_NEEDS = "标记处理需要“编辑”权限。"
BEFORE = "在这之前问过"
NO_COMMENT = "没有写意见"
FEEDBACK_FILE = "反馈"
FEEDBACK_COLUMNS = ("时间", "来路", "站点或密钥", "评价", "意见", "问题", "之前的问题", "当时的回答", "结果", "处理")
COLLECT = "加入评测题"
COLLECT_NOTE = "写出正确的回答里必须有的内容，以后评测时用这道题检查。"
MUST_INCLUDE = "必须有的内容，一行一项"
MUST_NOT_INCLUDE = "不得有的内容，一行一项"
EXPECT = "应有的结果"
EXPECTED = {"answered": "回答", "asks_back": "反问", "not_answered": "说明答不了"}
COLLECT_BUTTON = "加入评测题"
COLLECTED = "已加入评测题，现在共有 {count} 道。"
COLLECT_EMPTY = "应当回答的题，请至少写一项必须有的内容。"
SEE_COLLECTED = "去评测"
