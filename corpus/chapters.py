"""The six chapters of an annual report, known by the words of their titles since their numbers are often wrong."""

from __future__ import annotations

import re

# A chapter is known by the words of its title, in this order: (chapter, its words, the title as issued).
_CHAPTERS = tuple(
    (chapter, re.compile(loose), re.compile(official))
    for chapter, loose, official in (
        (
            5,
            r"(问题|不足|困难|差距).*(改进|整改|措施|打算|下一步|情况)|^(主要|存在的?)(主要)?问题|改进(情况|措施)$",
            r"(政府信息公开工作)?存在的?(主要)?问题(及|和|与|、)改进(情况|措施)",
        ),
        (6, r"其[他它]需要|其[他它](报告|说明)?(的)?(事项|情况)$", r"其[他它]需要(报告|说明)的(事项|情况)"),
        (4, r"复议|诉讼", r"(因)?政府信息公开(工作)?(被申请|的)?行政复议、?(和|及)?(提起)?行政诉讼(的)?(等)?情况"),
        (3, r"申请(公开)?.{0,12}情况|依申请", r"收到和处理政府信息公开申请情况"),
        (2, r"主动公开.{0,10}(情况|信息)", r"主动公开政府信息情况"),
        (1, r"^(总体|基本|整体|工作)(情况|概况)|^概述|^概况|总体情况$", r"总体情况"),
    )
)
_LONGEST_TITLE = 40
# Words one of which every title has; in a title with invisible characters they may be torn apart.
_TELLING = re.compile("总体|信息|问题|其[他它]|情况|[\u200b-\u200f\u2060\ufeff\u00ad]")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_ANY_NUMBER = r"第?[一二三四五六七八九十壹贰叁肆伍陆]{1,3}(?:部分|章|篇)?|\d{1,2}|[IVX]{1,4}|[Ⅰ-Ⅻ㈠-㈩①-⑩]"
# What may stand before a title: signs, and one number or two (1、一、…), in whatever way they are written.
_BEFORE_TITLE = re.compile(rf"[\W_]*(?:({_ANY_NUMBER})[\W_]*){{0,2}}")
# A title glued to its text is told from a sentence by what stands between them.
_GLUED = re.compile(r"[。：:\s]+(?=\S)")


def chapter_of(title: str) -> int | None:
    """The chapter (1–6) a chapter title speaks of, by its words; None where it is some other chapter."""
    plain = "".join(title.split())
    return next((chapter for chapter, loose, _ in _CHAPTERS if loose.search(plain)), None)


def official_title(text: str) -> tuple[str, str, str] | None:
    """(number, title, rest) of a line that begins with a chapter's title as the form has it, None for any other.

    The number may be missing or written in any way; the rest is '' unless text is glued to the title.
    """
    if not _TELLING.search(text, 0, 2 * _LONGEST_TITLE):
        return None
    text = _UNSEEN.sub("", text)
    before = _BEFORE_TITLE.match(text)
    start, number = (before.end(), before[1] or "") if before else (0, "")
    alone = text[start:].rstrip("】》。：:* \u3000")
    if is_official(alone):
        return number, alone, ""
    for cut in _GLUED.finditer(text, start, start + _LONGEST_TITLE + 1):
        if is_official(text[start : cut.start()]):
            return number, text[start : cut.start()], text[cut.end() :]
    return None


def is_official(text: str) -> bool:
    """Whether the line is a chapter's title as the form has it, so that it needs no number to be one."""
    plain = "".join(text.split()).strip("*#")
    return len(plain) <= _LONGEST_TITLE and any(official.fullmatch(plain) for *_, official in _CHAPTERS)
