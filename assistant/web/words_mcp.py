"""What MCP clients and the models behind them read: the server, its tools and their parameters, in English and Chinese."""

NAME = "nianbao"
TITLE = "年报问答"
INSTRUCTIONS = """\
Answers about the annual reports of Chinese authorities on open government information (政府信息公开工作年度报告) and the \
other reports loaded here. Every number comes with citations: quote them, and keep their links. Never change a number, and \
never fill in what is told to be blank or not loaded. For most questions `ask` is enough; use `get_facts` for many numbers \
at once.
本服务收录政府信息公开工作年度报告等政府报告，每个数字都有出处。回答时请保留出处和链接，不要改动数字，写明空白或没有收录的不要补。\
一般用 ask 提问；要一批数字时用 get_facts。"""

# How programs name the tools to their users.
TITLES = {
    "ask": "问年报",
    "search_reports": "检索年报",
    "get_report_section": "读年报",
    "get_facts": "取数",
    "list_reports": "列出年报",
    "check_report": "核对年报",
}

ASK = """\
Ask a question in Chinese about the reports; the answer is computed from them, with a citation for every number.
用中文提问，回答全部来自收录的年报，每个数字都有出处。问题里写明单位、年份和要问的事，例如“澄屿市公安局2021年新收多少件申请”。\
outcome 是 answered 或 partly 以外的，都不是答案：asks_back 要从 choices 里选一个再问。"""
SEARCH = """\
Search the text and the tables of the reports, by words and by meaning; gives places with their links.
检索年报的正文和表格，给出在哪份年报的哪一处；要读全文再用 get_report_section。"""
SECTION = """\
Read a report: without `section`, its outline; with it, the text of that section (long ones in parts, see `next_start`).
读一份年报：不写 section 时给目录，写了给那一节的原文；太长的分段给，接着读时把 next_start 写进 start。"""
FACTS = """\
Statutory numbers by indicator, body and year, each with its citation; says why where there is no number.
按指标、单位、年份取统计表里的数，每个数都有出处；没有数的写明是空白、不适用、没有这一项还是没有收录，都不是 0。"""
LIST = """\
List the reports that are loaded, by body, region and year.
列出收录了哪些年报，可以按单位、地区、年份筛选。"""
CHECK = """\
What is wrong or doubtful in a report: sums that don't add up, text and tables that differ, last year's words left in.
核对一份年报，列出表内不平、正文与表格不符、与上年对不上等问题，各有出处。"""

QUESTION = "The question, in Chinese. 用中文写的问题。"
BEFORE = "Earlier questions of this conversation, oldest first. 这次对话里前面问过的，按先后。"
WITHIN = "Keep to this body or region. 只答这个单位或地区的。"
QUERY = "Words to look for; words in quotes must stand there as they are. 要找的词，加引号的要原样出现。"
BODY = "Name of the body, or part of it. 单位名称或其中一部分。"
BODIES = "Names of bodies as `list_reports` gives them; none = all. 单位名称，写法见 list_reports；不写是全部。"
REGION = "A region: the reports of it and of all places in it. 地区，包括它下面的各地。"
REGIONS = "Regions, each with all places in it. 地区，包括它下面的各地。"
YEARS = "Years of the reports; none = all. 年报的年份；不写是全部。"
LIMIT = "At most so many. 最多给几条。"
OFFSET = "Skip so many. 跳过前几条。"
REPORT_ID = "The report's id, as the other tools give it. 年报的编号，其他工具的结果里有。"
SECTION_NAME = (
    "Number or words of a heading, such as 三 or 存在的主要问题; '' = the outline. 章节的序号或标题里的词；不写是目录。"
)
START = "Begin at this character of the report's text. 从全文的第几个字开始。"
INDICATORS = "Keys or names of indicators, such as requests.new or 予以公开. 指标的键或名称。"
APPLICANT = "Whose requests: total, natural (自然人), company, … 哪类申请人，total 是全部。"

NOT_READY = "问答服务还没有启动好，请过几秒再试。"
FAILED = "没有处理成功，原因已写入日志。请换一种问法，或者告诉网站管理员。"
NO_REPORT = "没有编号为“{id}”的年报。编号见 list_reports。"
NO_SECTION = "这份年报没有“{section}”这一节。有这些：{known}"
NO_INDICATOR = "没有“{name}”这个指标。相近的有：{near}"
UNKNOWN_NAMES = "没有收录这些单位或地区的年报：{names}。收录了哪些见 list_reports。"
FOREIGN_ORIGIN = "这个地址不接受网页里的请求（Origin: {origin}）。请在程序里调用，不要写在网页里。"
ONLY_POST = "MCP 的请求用 POST 发到这个地址；这里不提供 {method}。"
BEGUN = "年报问答的 MCP 服务已启动，等待客户端（标准输入输出）。"
