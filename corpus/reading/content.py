"""Which lines and tables of a web page are the report: all around it (menus, sharing, footer) is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from corpus.furniture import is_furniture
from corpus.reading.lines import is_chapter, is_number, is_sentence, is_statutory
from corpus.reading.markup import Element, Flat, Item

_META_LABEL = re.compile(
    r"(索引号?|主题分类|主题词|发布机构|发文机关|发文机构|公开主体|责任部门|发文字号|文号|公文种类|发布日期|发布时间|成文日期|生成日期|公开日期|"
    r"发文日期|信息名称|名称|标题|有效性|公开方式|公开时限|公开范围|信息分类|组配分类|内容概述|体裁分类|统一编号|有效期|服务对象|关键词|语种)[：:]?"
)
_TITLE = re.compile(r"(年度报告|工作报告|年报|报告)\S{0,12}$")
_ARTICLE = re.compile(r"政府信息公开|政务公开|信息公开")
_PROSE = 40  # characters of a line that is prose and not a caption
_MOST = 0.9  # part of a page's prose that its content element must hold
_TITLE_LENGTH = 80


def content_items(flat: Flat, title: str) -> list[Item]:
    """The report's items, its title first; `title` is what the page's head says of itself."""
    items = flat.items
    dropped = _furniture(flat)
    chapters = [i for i, item in enumerate(items) if i not in dropped and _heads_chapter(item)]
    first, end = _core(flat, dropped, chapters)
    start = chapters[0] if len(chapters) > 1 else end
    top = _title_at(items, start)
    kept = [
        i
        for i in range(len(items))
        if i not in dropped
        and (first <= i < end or _belongs(items, i, top, first, end))
        and not _is_meta(items[i], before=i < start)
    ]
    return _titled([items[i] for i in kept], items[:first], title)


def _furniture(flat: Flat) -> set[int]:
    """Items of elements named as furniture, unless the report itself stands in them; furniture lines."""
    content = [0, *accumulate(int(_is_content(item)) for item in flat.items)]
    depth = [0] * (len(flat.items) + 1)  # furniture elements that begin here, less those that end
    for element in flat.elements:
        if element.furniture and content[element.first] == content[element.end]:
            depth[element.first] += 1
            depth[element.end] -= 1
    inside = accumulate(depth[:-1])
    return {i for i, n in enumerate(inside) if n or _is_furniture_line(flat.items[i])}


def _is_content(item: Item) -> bool:
    return bool(item.cells) or _heads_chapter(item) or _is_prose(item)


def _is_furniture_line(item: Item) -> bool:
    return not item.cells and is_furniture(item.words)


def _heads_chapter(item: Item) -> bool:
    return not item.cells and not _is_link(item) and is_chapter(item.words)


def _is_link(item: Item) -> bool:
    return 2 * item.linked > len(item.words)


def _is_prose(item: Item) -> bool:
    return len(item.words) >= _PROSE and is_sentence(item.words) and not _is_link(item)


def _has_figures(item: Item) -> bool:
    return any(is_number(cell.text) or is_statutory(cell.text) for cell in item.cells)


def _core(flat: Flat, dropped: set[int], chapters: Sequence[int]) -> tuple[int, int]:
    """The deepest element that holds all chapter headings, else nearly all prose and figures."""
    whole = Element(0, len(flat.items), furniture=False)
    spans = sorted((*flat.elements, whole), key=lambda e: e.end - e.first)
    if len(chapters) > 1:
        fit = next(e for e in spans if e.first <= chapters[0] and chapters[-1] < e.end)
        return fit.first, fit.end
    before = [0, *accumulate(0 if i in dropped else _weight(item) for i, item in enumerate(flat.items))]
    fit = next(e for e in spans if before[e.end] - before[e.first] >= _MOST * before[-1])
    return (fit.first, fit.end) if before[-1] else (0, len(flat.items))


def _weight(item: Item) -> int:
    if item.cells:
        return sum(len(cell.text) + 1 for cell in item.cells) if _has_figures(item) else 0
    return len(item.words) if _is_prose(item) else 0


def _title_at(items: Sequence[Item], start: int) -> int:
    """Where the title nearest above the first chapter stands, -1 where none does: what is above it is the page's."""
    return next((i for i in reversed(range(start)) if _names_report(items[i]) and _ARTICLE.search(items[i].words)), -1)


def _belongs(items: Sequence[Item], i: int, top: int, first: int, end: int) -> bool:
    """Whether an item outside the content element is still the report's: an introduction, a statutory table."""
    item = items[i]
    if item.cells:
        return sum(1 for cell in item.cells if is_statutory(cell.text)) > 2
    headless = end > first and _heads_chapter(items[end - 1])
    return _is_prose(item) and (top < i < first or headless)


def _is_meta(item: Item, before: bool) -> bool:
    """Whether a table above the first chapter only describes the page (索引号, 发布日期 …)."""
    if not before or not item.cells:
        return False
    labels = sum(1 for cell in item.cells if _META_LABEL.match(re.sub(r"\s", "", cell.text)))
    return labels >= 2 and 4 * labels >= len([cell for cell in item.cells if cell.text])


def _titled(kept: list[Item], above: Sequence[Item], title: str) -> list[Item]:
    """The items with the report's title first, taken from above them or from the page's head where missing."""
    top = [item for item in kept[:12] if item.words and not _is_prose(item)]
    if any(_names_report(item) for item in top if not _heads_chapter(item)):
        return kept
    outside = [item.words for item in reversed(above) if _names_report(item) or item.heading]
    named = [words for words in (title, *outside) if _ARTICLE.search(words) or _TITLE.search(words)]
    words = next(iter((*named, title, *outside)), "")
    if not words or any(item.words == words for item in top):
        return kept
    return [Item(words), *kept]


def _names_report(item: Item) -> bool:
    if item.cells or _is_link(item) or len(item.words) > _TITLE_LENGTH or is_sentence(item.words):
        return False
    return _TITLE.search(item.words) is not None
