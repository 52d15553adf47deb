"""What a page is worth as a report: its statutory labels, its chapters and its prose; and what it says where it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.outline import CHAPTER_LEVEL, outline
from corpus.reading.lines import is_sentence, is_statutory
from corpus.report import Document, Grid
from corpus.web.page import WebPage
from corpus.web.words import names_report, words

# A report has at least twelve different labels in its smallest table; a page about reports has none.
_LABELS, _CHAPTERS = 8, 3
_PROSE = 800  # characters: the shortest report without tables (2008–2013) has over a thousand
_SHORT = 1_500  # characters of all that is seen on a page that only says it is not there
_EMPTY = 100
_SOON = 5  # seconds within which a page that sends its reader on is no page by itself
_REFRESH = re.compile(r"\s*(\d+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SENT_ON = re.compile(
    r"""location(?:\.href)?\s*=\s*["']([^"']+)["']|location\.(?:replace|assign)\(\s*["']([^"']+)["']"""
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How much of a report there is: statutory labels in tables, known chapters, characters of prose."""

    labels: int
    chapters: int
    prose: int

    @property
    def has_tables(self) -> bool:
        """Whether the statutory tables are there."""
        return self.labels >= _LABELS


def weigh(document: Document) -> Weight:
    """The weight of what was read from a page."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    labels = sum(1 for grid in grids for cell in grid.cells if cell.text and is_statutory(cell.text))
    sections = outline(document).sections
    chapters = {s.chapter for s in sections if s.level == CHAPTER_LEVEL and s.chapter}
    lines = (document.text[b.start : b.end] for b in document.blocks if not isinstance(b, Grid))
    return Weight(labels, len(chapters), sum(len(line) for line in lines if len(line) > 30 and is_sentence(line)))


def is_report(weight: Weight, title: str) -> bool:
    """Whether that is a report: its tables, its chapters, or long prose under a report's title."""
    titled = names_report(title) and re.search(r"(?:19|20)\d{2}|[〇○零一二三四五六七八九]{4}", title) is not None
    return weight.has_tables or weight.chapters >= _CHAPTERS or (titled and weight.prose >= _PROSE)


def sent_on(page: WebPage) -> str:
    """Where a page sends its reader at once (meta refresh, a script that does nothing else), '' where it stays."""
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(node.attributes.get("content") or "")
            if found and int(found[1]) <= _SOON:
                return page.resolve(found[2])
    bare = len(page.words) < _EMPTY and not page.tree.css_first("iframe, frame, embed, object") and len(page.links) < 2
    sent = _SENT_ON.search(page.scripts) if bare else None
    return page.resolve(sent[1] or sent[2]) if sent else ""


_ADVICE = "请用浏览器打开这个网址，把年报存到本机，再添加存下的文件。"


def says_gone(page: WebPage) -> bool:
    """Whether the page says, with status 200, that it is not there."""
    if words("faults", "gone_title").search(page.title) and len(page.title) < 30:
        return True
    return len(page.words) < _SHORT and words("faults", "gone").search(page.words) is not None


def fault_of(page: WebPage) -> str:
    """Why a page that holds no report holds none, as one can act on it."""
    if says_gone(page):
        return "网站说这个网页不存在或已删除（虽然答复的状态是正常）。请检查网址。"
    if len(page.words) < _SHORT and words("faults", "guarded").search(f"{page.title} {page.words}"):
        return f"网站要求先验证是不是真人，程序进不去。{_ADVICE}"
    if page.tree.css_first("input[type=password]") or (
        len(page.words) < _SHORT and words("faults", "login").search(page.title)
    ):
        return f"打开的是登录页，不是年报。{_ADVICE}"
    if len(page.words) < _EMPTY and page.tree.css_first("script"):
        return f"网页的内容由脚本生成，程序读不到。{_ADVICE}"
    pictures = len(page.tree.css("img"))
    if names_report(page.title) and pictures:
        return f"网页里没有年报的文字，{pictures} 张图片也没有取到或太小，认不出字。请添加文字版，或清楚的扫描件。"
    return "网页里没有找到年报：没有年报正文，也没有附件或年报列表。请检查网址，或直接添加年报那一页的网址。"
