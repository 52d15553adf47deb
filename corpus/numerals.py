"""The Chinese digits, and small numbers as people write them: 两, 十二, 二十, 15."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
FORMAL_DIGITS = {c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}

_ONES = "一二三四五六七八九"
_VALUES = {c: n for c, n in DIGITS.items() if n} | {"俩": 2}
# Read as a whole or not at all: 前十二年 is no 前十, 第二百 no 第二. 前十一共 is ten and 一共.
CHINESE = rf"(?>[{_ONES}]?十(?:一(?![共般直起定样并])|[二三四五六七八九])?|[{''.join(_VALUES)}])(?![十百千万])"
NUMBER = rf"(?:{CHINESE}|(?>\d{{1,3}})(?![\d百千万]))"


def number_said(words: str) -> int:
    """What `NUMBER` found: 十二 → 12, 二十 → 20, 两 → 2, 015 → 15; 0 for ''."""
    if not words or words.isdecimal():
        return int(words or 0)
    tens, ten, ones = words.rpartition("十")
    return (10 * _VALUES.get(tens, 1) if ten else 0) + _VALUES.get(ones, 0)
