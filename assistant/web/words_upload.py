"""Every label and sentence of the pages on which files are sent, looked at and stored."""

from assistant.service.upload_records import State

UPLOAD = "上传"
ABOUT = (
    "把年报的文件拖到下面，或者点“选择文件”。可以一次选几个，也可以是 ZIP 压缩包。"
    "读出来以后先给您核对，您点“收录”才会加入；原件原样保存，以后随时可以打开。"
)
LIMITS = "一次最多 {files} 个文件、共 {total} MB，单个文件最多 {one} MB（压缩包除外）。"
CHOOSE = "选择文件"
DROP = "把文件拖到这里"
SEND = "上传"
SENDING = "正在上传：{percent}%"
SENDING_FILES = "要上传的文件"
SENT = "已收到 {count} 个文件，正在读。"
CANCEL = "取消"
CANCELLED = "已取消，没有传完的文件没有保存。"
SEND_FAILED = "没有传上去，可能网络断了。请再试一次。"
NONE_CHOSEN = "请先选择文件。"
TOO_MANY_FILES = "一次最多 {most} 个文件，这次有 {count} 个。请分几次上传。"
TOO_MUCH = "这次传的内容太大，最多 {most}。请分几次上传。"
FORM_TOO_LONG = "填写的内容太长，最多 {most}，没有保存。请删短一些再提交。"
READING_NOW = "正在读：还有 {left} 个文件。扫描件要逐页识别，可能要几分钟；可以离开这一页，读好的会留着。"
READ_DONE = "都读完了。"
REFRESH = "刷新"

TO_CONFIRM = "等您确认"
OTHERS = "其余的"
FILE = "文件"
READ_AS = "读成"
STATE = "情况"
ACTIONS = "操作"
BY = "{author} · {at} 上传"
LOOK = "核对"
LOOK_AT = "核对：{file}"
STORE = "收录"
DISCARD = "不要了"
DISCARD_OF = "不要了：{file}"
DISCARD_SURE = "确定不要“{file}”吗？上传的文件也会删去。"
STORE_CLEAR = "收录读得完整的（{count} 个文件）"
STORE_CLEAR_ABOUT = "读得完整：认出了单位和年份，没有读不懂的地方，库里也没有同一单位同一年的年报。年报自己的数对不对，收录以后在核对清单里看。"
UNREAD = "有 {count} 处没有读懂"
CLEAR_DONE = "清除已处理的记录"
OPEN_STORED = "打开"
NOTHING_YET = "还没有上传过文件。"
UNKNOWN_BODY = "单位不明"
UNKNOWN_YEAR = "年份不明"
REPORT_OF = "{body} {year}"
HAS_DOUBLE = "库里已有同一单位同一年的年报"

STATES: dict[State, str] = {
    State.WAITING: "等着读",
    State.READING: "正在读",
    State.READ: "读好了，等确认",
    State.SAME: "已有相同的",
    State.FAILED: "没有读成",
    State.STORED: "已收录",
}

# --- one file ------------------------------------------------------------------------------------
LOOK_TITLE = "核对上传的年报"
SEVERAL = "这个文件里有 {count} 份年报，逐份列在下面；收录时一起收录。"
STORED_NOW = "已收录 {count} 份年报。提问和检索马上就能用到。"
DISCARDED_NOW = "已删去“{file}”。"
FORGOTTEN_NOW = "已清除 {count} 条记录。"
CLEARED_NOW = "已收录 {stored} 个文件。"
LEFT_OVER = "还有 {left} 个需要逐个核对。"
GONE = "这个文件已经处理过了，或者不在了。"
BUSY = "命令行或别的窗口正在添加年报，现在不能收录。请等它结束后再试；读好的文件都在，不会丢。"
DOUBLE_ASKED = "库里已有同一单位同一年的年报。收录这一份时："
DOUBLE_REPLACE = "用这一份取代：{file}"
DOUBLE_NOTE = "取代时原来那一份会删去；它有 {corrections} 处更正，更正记录还在，但不会用到新的一份上。"
CHANGES = "和库里那一份比，变了什么"
CHANGES_OF = "和库里的“{file}”比"
NO_CHANGES = "统计表的数都一样。"
CELL = "统计表的格"
BEFORE = "库里的"
AFTER = "这一份"
CHANGED_CELLS = "统计表有 {count} 格不同"
CHANGED_PROSE = "正文：{kept} 句相同，{reworded} 句改写，新增 {new} 句，少了 {gone} 句。"
MORE_CELLS = "只列出前 {shown} 格。"
BACK = "回到上传"
