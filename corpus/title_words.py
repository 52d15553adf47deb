"""Patterns of titles, dates and years that naming a report and telling its year share."""

from __future__ import annotations

import re
from functools import cache

from corpus.numerals import DIGITS
from corpus.places import naming_data

# So much of a text is its opening: whose report it is and of which year stands there, if anywhere.
OPENING = 4000
# A circle or a letter often stands for 〇.
CHINESE_DIGITS = str.maketrans({c: str(n) for c, n in DIGITS.items()} | dict.fromkeys("○ＯOo", "0"))
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
CHINESE_YEAR = re.compile(
    r"[二2][〇○Ｏ零Oo0][〇○Ｏ零Oo0一二三四五六七八九][〇○Ｏ零Oo0一二三四五六七八九]\s*年?\s*(?:度(?!假))?"
)
PUBLISHED = re.compile(r"^(?:发布|发文|成文)?(?:日期|时间)\s*[：:][\d\s./:：年月日-]*")
DATE_LINE = re.compile(
    r"(?:\d{4}|[二2][〇○Ｏ零Oo0一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)


@cache
def title_subject() -> re.Pattern[str]:
    """What the title of a report is about: 政府信息公开 and its other names."""
    return re.compile("|".join(naming_data()["titles"]["subjects"]))


@cache
def title_end() -> re.Pattern[str]:
    """How the title of a report ends: 政府信息公开工作年度报告, 年度报告（2023年）."""
    data = naming_data()["titles"]
    subjects, kinds = "|".join(data["subjects"]), "|".join(sorted(data["kinds"], key=len, reverse=True))
    return re.compile(
        rf"(?:{subjects}).{{0,14}}(?:{kinds})(?:[（(][^（）()]*[）)])?$|年度报告(?:[（(][^（）()]*[）)])?$"
    )
