"""Every label and sentence of the staff desk's search."""

from assistant.service.searched import FacetName, Leg, Order, Place

SEARCH, COMPARE, COVERAGE = "检索", "比较", "收录情况"
QUERY = "检索词"
QUERY_HINT = "例如：公众号 更新不及时；“依申请公开”；结果维持"
ABOUT = "按词和按意思在全部年报的正文和表格里找。加引号的词必须原样出现；不写词就列出全部年报。"
NAMED = "单位名称含"
NAMED_HINT = "例如：教育局"
GO = "检索"
ORDER = "排序"
ORDERS: dict[Order, str] = {Order.RELEVANCE: "相关程度", Order.YEAR: "年份"}

FILTERS = "筛选"
FILTERS_CHOSEN = "筛选（已选 {count} 项）"
CHOSEN = "已选的条件"
TAKE_BACK = "去掉条件：{facet} {value}"
CLEAR = "清除全部条件"
FACETS: dict[FacetName, str] = {
    FacetName.REGION: "地区",
    FacetName.BODY: "单位",
    FacetName.YEAR: "年份",
    FacetName.FORM: "年报格式",
    FacetName.CHAPTER: "部分",
    FacetName.PLACE: "位置",
    FacetName.KIND: "报告种类",
    FacetName.CHECK: "核对情况",
}
MORE = "另有 {count} 个"
TOO_MANY = "还有 {count} 个没有列出，请用“单位名称含”缩小。"
COUNT_HITS = "{count} 处"
COUNT_REPORTS = "{count} 份"
PICKED = "已选，点一下取消"

YEAR = "{year}年"
NO_YEAR = "年份不明"
NO_BODY = "单位不明"
NO_REGION = "地区不明"
NO_FORM = "没有法定表格"
NO_CHAPTER = "各部分以外"
NO_KIND = "不核对"
ANNUAL = "政府信息公开工作年度报告"
OTHER_KIND = "其他报告"
CHECKS: dict[str, str] = {
    "error": "有错误",
    "doubt": "有存疑",
    "hint": "只有提示",
    "clean": "没有发现问题",
    "pending": "还没有核对",
    "none": NO_KIND,
}
PLACES: dict[Place, str] = {
    Place.PARAGRAPH: "正文",
    Place.STATUTORY: "法定统计表",
    Place.ROW: "其他表格",
}

LEG_KEYWORD, LEG_DENSE, LEG_BOTH = "关键词", "语义", "两者"
LEGS: dict[tuple[Leg, ...], str] = {
    (Leg.KEYWORD,): LEG_KEYWORD,
    (Leg.DENSE,): LEG_DENSE,
    (Leg.KEYWORD, Leg.DENSE): LEG_BOTH,
}
LEGS_ASKED = "“关键词”“语义”“两者”是什么意思？"
LEGS_TOLD: tuple[tuple[str, str], ...] = (
    (LEG_KEYWORD, "这里有检索的词（或在它的小标题里），有的词标了底色。"),
    (LEG_DENSE, "没有这些词，但意思相近，由向量模型找到；请看原文判断。"),
    (LEG_BOTH, "既有这些词，意思也相近。"),
)
STATUTORY_TOLD = "法定统计表按行和列的名称（及其常用叫法）找，只列最接近的几行。"

FOUND = "找到 {places} 处，在 {reports} 份年报里"
FOUND_CUT = "只统计了最相关的 {places} 处，在 {reports} 份年报里；请再加词或条件。"
LISTED = "共 {reports} 份年报"
NOTHING = "没有找到。可以换一个词、去掉引号，或去掉一些条件。"
NOTHING_LOADED = "还没有收录年报。请先上传，或在运行本程序的机器上用 nianbao add 加入。"
NOT_SEARCHABLE = "索引还没有打开，暂时不能按词检索，先列出全部年报。请过一会儿刷新。"
INDEX_STATE = "索引：{message}"
SHOW_ALL = "这份共 {count} 处，全部列出"
ONLY_THIS = "只看这一份：{report}"
ALL_AGAIN = "回到全部年报"
COMPARE_BEFORE = "与上年比较"
WHOLE = "（汇总）"
OWN = "（本级）"
CUT = "……"

PAGES = "结果的页"
PREVIOUS, NEXT = "上一页", "下一页"
PAGE_OF = "第 {page} 页，共 {pages} 页"

EXPORT_CSV, EXPORT_XLSX = "导出 CSV", "导出 Excel"
EXPORT_NOTE = "导出全部结果，最多 {most} 条。"
EXPORT_FILE = "检索结果"
EXPORT_SHEET = "检索结果"
EXPORT_COLUMNS = {
    "文件": 30, "单位": 28, "地区": 24, "年份": 7, "年报格式": 12, "部分": 30, "位置": 12, "原文": 80, "找到的方式": 11, "链接": 48,
}  # fmt: skip
EXPORT_REPORT_COLUMNS = {"文件": 30, "单位": 28, "地区": 24, "年份": 7, "年报格式": 12, "核对情况": 14, "链接": 48}
