"""Every label and sentence of the pages on which reports are checked and corrected."""

from assistant.service.check_status import Standing

# --- the list of what was found --------------------------------------------------------------------
CHECKS = "核对清单"
CHECKS_ABOUT = "年报之间、表与表、正文与表格逐项核对出的问题。错误是年报自己就能证明的；存疑要对照原件判断；提示少见，但可能确实如此。"
FILTER = "筛选"
FILTER_LABEL = "筛选核对结果"
CLEAR = "清除筛选"
SEVERITY = "严重程度"
KIND = "种类"
BODY = "单位"
BODY_HINT = "名称中的几个字"
REGION = "地区"
YEAR = "年份"
ALL = "全部"
YEAR_OF = "{year}年"
COUNTED = "{name}（{count}）"
FOUND = "共 {total} 处"
FOUND_PAGE = "共 {total} 处，第 {first}–{last} 处"
NOTHING = "没有核对出问题。"
NOTHING_FITS = "没有符合这些条件的问题。可以少选几个条件再试。"
EMPTY = "还没有收录年报。"
WORKING = "正在核对：{done} / {total} 份。没有核对完的年报暂时不在下面的清单里。"
WORK_DONE = "核对完了。"
REFRESH = "刷新清单"
STOPPED = "有 {left} 份年报没有核对完。请刷新再试；总是这样时请看运行日志。"
EXPORT = "导出"
EXPORT_CSV = "导出 CSV"
EXPORT_XLSX = "导出 XLSX"
EXPORT_FILE = "核对结果"
ONE_SIDE = "一边"
OTHER_SIDE = "另一边"
SEE = "看原文"
SEE_OF = "看原文：{place}"
REVIEW = "核对并更正"
WHY = "为什么算{severity}"
PAGES = "翻页"
PREVIOUS = "上一页"
NEXT = "下一页"
PAGE_OF = "第 {page} / {pages} 页"

STANDINGS: dict[Standing, str] = {
    Standing.ERROR: "有错误",
    Standing.DOUBT: "有存疑",
    Standing.HINT: "有提示",
    Standing.CLEAN: "没有问题",
    Standing.PENDING: "还没有核对",
}
