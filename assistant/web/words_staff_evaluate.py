"""Every label and sentence of the page of questions asked in bulk (评测)."""

TITLE = "评测"
INTRO = "用有标准答案的题成批地问，看答得对不对。从反馈里收集的题也在这里。"
SETS, NO_SETS = "题", "还没有题。可以上传、粘贴，或者由已加入的年报出题。"
SET, COUNT, ACTIONS = "名称", "题数", "操作"
COLLECTED = "从反馈收集的题"
START, DOWNLOAD = "开始评测", "下载"
START_OF, DOWNLOAD_OF = "评测“{name}”", "下载“{name}”"
FORMAT = "题怎样写"
FORMAT_ABOUT = "一行一道题，写成 JSON；文件用 UTF-8 编码。例如："
FORMAT_EXAMPLE = """\
{"id": "1", "turns": ["澄屿市公安局2021年新收多少件申请"], "must_include": ["113件"]}
{"id": "2", "turns": ["澄屿市公安局2021年新收多少件申请", "不予公开的呢"], "must_include": [["7件", "共7件"]]}
{"id": "3", "turns": ["2021年新收多少件申请"], "expect": "asks_back"}"""
FORMAT_KEYS = {
    "id": "编号，必写",
    "turns": "依次说的话，必写；只看最后一句的回答，前面的是上文",
    "type": "类别，结果按它分别计数",
    "must_include": "回答里必须有的内容，每一项都要有；一项可以是几种说法，有一种就行",
    "must_not_include": "回答里不得有的内容",
    "in_order": "应当先后出现的内容，如名次",
    "cites": "应当引用的格，写作 文件名|行|列",
    "expect": "应有的结果：answered（回答，不写就是它）、asks_back（反问）、not_answered（说明答不了）",
    "outcome": "更确切的结果，如 not_loaded（没有收录）、blank（表中空白）",
}
ADD = "加一份题"
NAME_LABEL, FILE_LABEL, TEXT_LABEL = "名称（可不写）", "上传 .jsonl 文件", "或者粘贴，一行一个 JSON 问题"
ADD_BUTTON = "保存这份题"
ADDED = "已保存“{name}”，共 {count} 道。"
NOTHING_GIVEN = "请选一个文件，或者粘贴题目。"
TEXT_KEPT = "文件没有保存；内容放在下面的框里，改好后再保存。"
GENERATE = "由年报出题并评测"
GENERATE_NOTE = "答案由另一套程序从单元格算出，不经过回答问题的程序。"
HOW_MANY, KINDS, SEED = "题数", "类别（不选就是全部）", "种子（同样的种子出同样的题）"
GENERATE_BUTTON = "出题并评测"
RUNNING = "正在评测"
PROGRESS = "“{name}”：已问 {done} / {total}，答对 {right}"
PREPARING = "“{name}”：正在准备题目"
STOP = "停止"
STOPPING = "正在停止：等手上这一问答完，已经问过的会保存。"
FINISHED = "“{name}”评测完了：{done} 道，答对 {right} 道。"
CANCELLED = "“{name}”停止了：问了 {done} / {total} 道，已经保存。"
SEE_RUN = "看结果"
RUNS, NO_RUNS = "评测过的", "还没有评测过。"
RUN, AT, RIGHT, WRONG_NUMBERS = "评测", "时间", "答对", "错误数字"
NEEDS_EDITOR = "评测和加题需要“编辑”权限。"
BACK = "回到评测"
BY_KIND = "各类别"
WRONG, NONE_WRONG = "没有答对的（{count} 道）", "全部答对。"
REASON, ANSWERED, EXPECTED = "为什么不对", "答的是", "应有的结果"
WRONG_NUMBER = "错误数字"
EXPECTS = {"answered": "回答", "asks_back": "反问", "not_answered": "说明答不了"}
COMPARE, COMPARE_WITH, COMPARE_BUTTON = "与另一次比较", "与哪一次比", "比较"
BETTER, WORSE = "变对的", "变错的"
RESULTS = "评测结果"
RESULT_COLUMNS = ("编号", "类别", "问题", "应有的结果", "得到的结果", "对不对", "原因", "错误数字", "回答")
YES, NO = "对", "不对"
DOWNLOAD_XLSX, DOWNLOAD_CSV, DOWNLOAD_JSON = "Excel", "CSV", "JSON（可用于 nianbao eval --compare）"
PAGES = "第 {page} 页，共 {pages} 页（{rows} 条）"
PREVIOUS, NEXT_PAGE = "上一页", "下一页"
