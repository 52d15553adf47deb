"""Every sentence and label of the page that its users read; the sentences of answers are in assistant/wording.py."""

from assistant.answer import Outcome
from assistant.service.feedback import Verdict

TITLE = "年报问答"
INTRODUCTION = "用平常的话问政府信息公开工作年度报告，每个数字都能点开看到出处。"

# --- the conversation -----------------------------------------------------------------------
CONVERSATION = "问答记录"
QUESTION_LABEL = "您的问题"
QUESTION_PLACEHOLDER = "请输入您的问题，按回车提问"
ASK = "提问"
CLEAR = "新对话"
TO_LATEST_ANSWER = "跳到最新的回答"
YOU = "您问："
ANSWER_OF = "回答：{question}"
READING = "答的是："
CHANGE = "换一个{slot}"
SOURCES = "出处"
MORE_SOURCES = "另外 {count} 处出处"
MORE_CLAIMS = "展开其余 {count} 项"
CITATION_LABEL = "出处 {number}：{place}"
CHOOSE = "请选一个："
GO_ON = "还可以问："
WAITING = "正在查年报……"
TRY = "可以这样问："
TOO_LONG = "问题太长了，请控制在 {most} 个字以内，或者分成几个问题来问。"
FAILED = "抱歉，这个问题没有处理成功。请再试一次；如果仍然不行，请换一种问法，或者告诉网站管理员。"
LOST = "连不上服务器，这个问题没有得到回答。问题还在输入框里，请稍后再问一次。"
NOT_READY = "抱歉，问答服务没有启动成功，请告诉网站管理员查看运行日志。"
TALK_FULL = "这次对话已经有 {most} 个问题了。请点“{clear}”，再问这个问题；它还在输入框里。"
TOO_OFTEN = "问得太快了，每分钟最多问 {most} 个问题。问题还在输入框里，请稍等片刻再问一次。"
MORE_ON_PAGE = "其余 {count} 项请看页面。"
STARTS_WITH = "您好。想了解哪份年报，直接问就行。"
HOW_IT_WORKS = "回答只来自已收录的年报；年报里没有的，会直说没有。"
NOTHING_LOADED = "还没有收录年报，暂时答不了问题。"
HOW_TO_ADD = "请管理员在运行本程序的机器上加入年报，支持网页（HTML）、Word 文档（DOCX）、文本和 Markdown："
ADD_COMMAND = "nianbao add 年报文件、文件夹或网址"
DEMO_COMMAND = "nianbao demo"
OR_DEMO = "也可以先用演示数据试一试："
THEN_RELOAD = "加入后刷新本页就能提问，不用重启。"
LOADED = "已收录 {reports} 份年报，{bodies} 个单位"
YEARS = "{first}—{last} 年"
YEAR = "{year} 年"

OUTCOME: dict[Outcome, str] = {
    Outcome.PARTLY: "只能答一部分",
    Outcome.ASKS_BACK: "需要您说明一下",
    Outcome.NOT_LOADED: "没有收录",
    Outcome.NOT_IN_FORM: "年报格式里没有这一项",
    Outcome.BLANK: "年报里这一格是空白",
    Outcome.NOT_IN_REPORT: "年报里没有写",
    Outcome.OUTSIDE: "不在年报范围内",
}

# --- earlier conversations ----------------------------------------------------------------------
HISTORY = "历史"
HISTORY_WHERE = "历史只保存在您这个浏览器里；打开时按现在收录的年报重新回答。"
HISTORY_REFUSED = "这个浏览器不允许网页保存内容，所以没有历史。提问不受影响。"
HISTORY_EMPTY = "还没有历史。"
HISTORY_TODAY = "今天"
HISTORY_YESTERDAY = "昨天"
HISTORY_COUNT = "{count} 个问题"
HISTORY_OFF = "不保存历史"
HISTORY_OFF_NOTE = "公用电脑请勾选。以前的历史不会自动删除，请点“全部删除”。"
HISTORY_REMOVE = "删除"
HISTORY_REMOVE_ONE = "删除：{question}"
HISTORY_REMOVE_ALL = "全部删除"
HISTORY_SURE = "全部历史都会删除，不能恢复。确定吗？"
HISTORY_KEEP = "不删除"
HISTORY_REMOVED = "已删除"
NOT_RESTORED = "以前的对话没有打开，可能是连不上服务器。可以稍后从“历史”里再打开。"

# --- how pages look ---------------------------------------------------------------------------
DISPLAY = "显示"
# By what is chosen: its label, and the values of display.js with their labels.
DISPLAY_CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "size": ("字号", {"standard": "标准", "large": "大", "huge": "特大"}),
    "contrast": ("对比度", {"standard": "标准", "high": "高对比"}),
    "theme": ("颜色", {"light": "浅色", "dark": "深色", "system": "跟随系统"}),
}
TO_QUESTION = "跳到提问框"

# --- tables and charts of an answer -----------------------------------------------------------
VIEWS = "图和表"
VIEW_CHART = "图"
VIEW_TABLE = "表"
CHART_TITLE = "{title}（单位：{unit}）"
CHART_UNIT = "单位：{unit}"
AXIS_FROM = "，纵轴从{start}起"
NO_VALUE = "无数据"
MARK_AT = "{label}{mark}"
YEAR_END = "年"

# --- what can be done with an answer -----------------------------------------------------------
TOOLS = "这个回答"
COPY = "复制"
COPIED = "已复制"
NOT_COPIED = "没有复制成功，请选中文字后按 Ctrl+C 复制。"
COPY_QUESTION = "问："
COPY_SOURCES = "出处："
COPY_LINK = "链接："
SHARE = "分享链接"
LINK_COPIED = "已复制链接"
DOWNLOAD_CHART = "下载图（PNG）"
DOWNLOAD_TABLE = {"csv": "下载表（CSV）", "xlsx": "下载表（Excel）"}
SAVED = "已下载：{name}"
NOT_SAVED = "没有下载成功，请稍后再试。"
PICTURE_SOURCES = "来源：{bodies}{years}{kinds}"
PICTURE_YEAR = "{first}年"
PICTURE_YEARS = "{first}—{last}年"
BODIES_AND_MORE = "{names}等{count}个单位"
AND = "、"
ANNUAL_REPORT = "政府信息公开工作年度报告"
VERDICTS = "这个回答对不对"
GOOD = "有用"
BAD = "有问题"
WHAT_IS_WRONG = "哪里不对？"
WRONG = {Verdict.ANSWER_WRONG: "回答不对", Verdict.SOURCE_WRONG: "出处不对", Verdict.OTHER: "其他"}
COMMENT = "补充说明（可以不填，最多 {most} 字，请不要写个人信息）"
SEND_OPINION = "提交"
CANCEL = "取消"
THANKS = "谢谢，已记下。还可以改一次。"
CHANGED_OPINION = "谢谢，已按您改的记下。"
OPINION_STANDS = "您已经改过一次，以改过的为准。谢谢。"
OPINION_GONE = "这次对话已经过期，意见没有记下。请刷新页面后重新提问。"
OPINION_FAILED = "抱歉，意见没有记下，请稍后再试。"
OPINIONS_TOO_OFTEN = "提交得太快了，请稍等片刻再试。"
OPINION_LOST = "连不上服务器，意见没有记下，请稍后再试。"
SUMMING_UP = "正在概括要点，下面是完整的回答……"
SUMMED_UP = "已加上概括。"
REST_LOST = "其余内容没有取到。"
TRY_AGAIN = "再取一次"
TOO_MANY_DOWNLOADS = "下载得太频繁了，请过一分钟再试。"
DOWNLOAD_WITHOUT_QUESTION = (
    "这个下载地址不完整：应当带有 1 到 {most} 个问题，每个不超过 {longest} 个字。请回到问答页重新下载。"
)
DOWNLOAD_FAILED = "抱歉，这张表没有生成成功。请再试一次；如果仍然不行，请告诉网站管理员。"
NO_SUCH_TABLE = "现在的回答里没有这张表，可能年报有更新。请回到问答页重新提问后再下载。"
TABLE_CHANGED = "年报在回答之后有更新，这张表与页面上的已经不同。请重新提问后再下载。"
TABLE_TOO_LONG = "这张表超过 {most} 行，不能下载。请把问题问得更具体一些。"

# --- the source panel -----------------------------------------------------------------------
SOURCE_PANEL = "出处"
SOURCE_HINT = "点回答里的数字标号，例如 [1]，这里会显示它在年报里的位置。"
SOURCE_NUMBER = "出处 {number}"
CLOSE = "关闭"
BACK_TO_TALK = "回到对话"
BODY = "单位"
KIND = "报告"
YEAR_OF_REPORT = "年度"
PAGE = "页"
PAGE_NUMBER = "第 {page} 页"
CHAPTER = "章节"
TABLE = "表格"
ROW = "行"
COLUMN = "列"
YEAR_UNKNOWN = "未写明"
OPEN_ORIGINAL = "打开原文"
DOWNLOAD_COPY = "下载原件"
FOUND_ON = "见于网页"
OPENS_NEW = "（在新窗口打开）"
READ_ALL = "看全文"
AS_WRITTEN = "原文这一行"
ARRANGED = "按法定格式排列，数字与原文一致"
ABSENT_CELLS = "灰色的格：年报里没有读到这一格。"
BLANK_CELL = "空白"
CORRECTED_CELL = "{now}（更正，原文为{was}）"
PLACE_NOT_FOUND = "年报里的这个位置没有可以显示的文字。"
CHANGED_SINCE = "这份年报在回答之后更新过，原来的位置已经对不上。回答时引用的是："
REPORT_GONE = "这份年报已不在收录范围内。回答时引用的是："
TURN_GONE = "这次对话已经过期，出处打不开了。请刷新页面后重新提问。"
SOURCE_FAILED = "抱歉，出处没有打开。请再点一次；如果仍然不行，请告诉网站管理员。"

# --- the full text of a report ----------------------------------------------------------------
OUTLINE = "目录"
BACK_TO_CHAT = "回到问答"
TO_CITED = "跳到引用处"
WHOLE_REGION = "全区域汇总"
OWN = "本级"

# --- pages that say what is wrong -------------------------------------------------------------
UNKNOWN_REPORT = "没有找到这份年报，可能已被移除。"
UNKNOWN_PAGE = "没有这个页面。"
ORIGINAL_MISSING = "原文件“{file}”已不在收录时的位置，打不开了。可以看本系统保存的全文。"
NO_COPY = "“{file}”没有保存原件，请打开原文查看。"
NEEDS_SCRIPT = "本页需要启用 JavaScript 才能提问。"

# --- in the frame of another site -----------------------------------------------------------------
NOTHING_WITHIN = (
    "这个问答窗口设置为只回答“{name}”的问题，但没有收录它的年报，或者这个名称不止指一个单位。"
    "请网站管理员检查嵌入代码里的名称（写全称），或者先收录年报。"
)
FRAME_EXPIRED = "问答窗口放得太久，已经过期，这个问题没有发出。请点“重新打开”，再问一次。"
FRAME_RELOAD = "重新打开"
SHARE_USED_UP = "您所在的网络今天在这个网站上问得太多了，请明天再来，或者到问答网站的首页提问。"
SITE_USED_UP = "这个网站今天的提问次数已经用完，请明天再来，或者到问答网站的首页提问。"
SITE_NOT_ALLOWED = "网站“{site}”没有获准嵌入年报问答，所以这里打不开。"
SITE_NOT_SAID = "这个地址是供其他网站嵌入问答窗口用的，要写明是哪个网站，如 embed?site=https://www.example.gov.cn。"
SITE_HOW_TO_ALLOW = (
    "请网站管理员把该网站的地址加进问答服务的设置 widget_origins，再重新启动服务；写法见说明文档 docs/widget.md。"
)
OPEN_WHOLE = "在新窗口打开年报问答"

# --- the terminal -----------------------------------------------------------------------------
SERVE_HELP = "打开年报问答的网页"
HOST_HELP = "监听的地址，默认只供本机访问"
PORT_HELP = "监听的端口"
DATA_HELP = "数据文件夹"
READY = "年报问答已启动，请用浏览器打开：{address}（按 Ctrl+C 停止）"
STOPPED = "年报问答已停止。"
PORT_BUSY = "端口 {port} 已被别的程序占用。请先停掉那个程序，或者用 --port 换一个端口。"
PORT_REFUSED = "没有权限使用端口 {port}。请用 --port 换一个 1024 以上的端口。"
HOST_WRONG = "不能在地址“{host}”上启动：{reason}。请检查 --host，本机使用请写 127.0.0.1。"
HOST_NOT_OURS = "它不是本机的地址"
HOST_UNKNOWN = "找不到这个地址"
PORT_WRONG = "端口 {port} 不对，应是 0 到 65535 之间的整数。请检查 --port。"
WARMING_FAILED = "问答服务没有启动成功，页面上的问题暂时都答不了"
