"""Every label and sentence of the map of what is loaded, and of the desk's first page."""

from assistant.web.words_staff_search import CHECKS, COVERAGE, NEXT, NO_REGION, PAGE_OF, PAGES, PREVIOUS, YEAR

__all__ = ["CHECKS", "COVERAGE", "NEXT", "NO_REGION", "PAGES", "PAGE_OF", "PREVIOUS", "YEAR"]

ABOUT = "哪些单位、哪些年份的政府信息公开工作年度报告已经收录，缺哪几年，各份核对得怎样。"
REGION, NAMED, NAMED_HINT = "地区", "单位名称含", "例如：教育局"
EVERYWHERE = "全部地区"
GO = "查看"
VIEW = "显示"
VIEW_BODIES, VIEW_REGIONS = "按单位", "按地区"
TOLD = "共 {bodies} 个单位、{reports} 份年报，{first}—{last} 年；{lacking} 个单位中间缺年份。"
NOTHING = "没有符合条件的年报。"
BODY, REGION_COLUMN, MISSING = "单位", "地区", "中间缺的年份"
BODIES = "单位数"
LACKING = "缺年份的单位"
LOADED_OF = "{loaded}/{bodies}"
TOTAL = "收录的单位"
MISSING_TOTAL = "缺的单位"

LEGEND = "图例"
SIGN_ONE, SIGN_MISSING, SIGN_NONE = "✓", "缺", "·"
SIGN_SEVERAL = "{count}份"
SIGN_ERROR, SIGN_DOUBT, SIGN_UNREAD, SIGN_PENDING = "✗", "？", "⚠", "…"
SIGNS: tuple[tuple[str, str], ...] = (
    (SIGN_ONE, "已收录，核对没有发现错误和存疑"),
    (SIGN_ERROR, "已收录，核对有错误"),
    (SIGN_DOUBT, "已收录，核对有存疑"),
    (SIGN_PENDING, "已收录，还没有核对"),
    (SIGN_ONE + SIGN_UNREAD, "已收录，有没读懂的地方"),
    ("2份", "同一年收录了几份"),
    (SIGN_MISSING, "前后年份都有，这一年没有收录"),
    (SIGN_NONE, "最早以前或最近以后，没有收录"),
)
SAID_NONE = "没有收录"
SAID_MISSING = "缺这一年，没有收录"
SAID_SEVERAL = "收录了 {count} 份"
SAID_ONE = "已收录"
SAID_UNREAD = "有没读懂的地方"
JOIN = "，"
MISSING_LIST = "中间缺年份的单位"
UNDATED = "年份不明的年报"
EXPORT_CSV, EXPORT_XLSX = "导出 CSV", "导出 Excel"
EXPORT_FILE = "收录情况"

# --- the first page -------------------------------------------------------------------------------------
LOADED, BODIES_LOADED = "份年报", "个单位"
YEARS_LOADED = "{first}—{last} 年"
OPEN_QUESTIONS = "条没答出的提问"
LAST_DAYS = "最近 {days} 天"
OPEN_FEEDBACK = "条没有处理的反馈"
ERRORS = "处核对错误"
CHECKING = "还在核对：{done}/{total} 份"
LACKING_BODIES = "个单位缺年份"
NEWEST = "最近收录或改动的年报"
INDEX = "检索的索引"
INDEX_NONE = "索引还没有打开，请过一会儿刷新。"
INDEX_COUNTS = "{message} 索引里有 {reports} 份年报、{passages} 段文字，其中 {embedded} 段有向量。"
PAGES_HERE = "可以做的事"
EMPTY = "还没有收录年报。请先上传，或在运行本程序的机器上用 nianbao add 加入。"
