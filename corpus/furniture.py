"""Lines that a page puts around a report and that say nothing of it: sharing, printing, view counts, page counters."""

from __future__ import annotations

import re

from corpus.folding import folded

_LINE = re.compile(
    r"\W*(分享(到|至|：|:|$)|((打印|关闭|收藏|纠错)(本页|窗口|页面|本文)?\W*)+$|【?\s*字(体|号|体大小)|上一篇|下一篇|上一条|下一条|扫一扫|浏览(次数|量)|阅读(次数|量)|点击(数|次数|量)|"
    r"(当前|您的|您现在的|所在)位置|您(现在|当前)(所在|的)?位?置?|首页\s*[>＞›»/\-]|版权所有|主办(单位)?[：:]|承办(单位)?[：:]|技术支持|网站标识码|"
    r"网站地图|联系我们|收藏本[页站]|返回(顶部|首页|列表)|相关(附件|链接|文章|阅读)[：:]?$|责任编辑|信息来源[：:]|来源[：:]|发布(时间|日期|机构)[：:]|"
    r"索\s*引\s*号|无障碍|微信扫|复制链接|\S{0,4}ICP备|\S{0,4}公网安备)"
)
_PAGE_COUNTER = re.compile(
    r"[-－—–―~·•\s]+\d{1,3}[-－—–―~·•\s]+|[-－—–―·\s]*第\s*\d{1,3}\s*页[\s,，/／]*(?:共\s*\d{1,3}\s*页)?[-－—–―·\s]*|共\s*\d{1,3}\s*页"
)
_SENTENCE = re.compile(r"。|[；！？;!?][”’」』）)]?$")
_LONGEST = 120  # characters; a longer line is prose whatever it begins with


def is_furniture(words: str) -> bool:
    """Whether a line is furniture of its page (打印 关闭, 浏览次数：12, 第 3 页 共 8 页) and no part of the report."""
    if len(words) >= _LONGEST or _SENTENCE.search(words):
        return False
    words = folded(words)
    return _LINE.match(words) is not None or _PAGE_COUNTER.fullmatch(words) is not None
