"""Years in a question: 2021年, 21年, 二〇二一年, 2019到2022, 去年, 近三年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.parsing.text import Mention

FIRST_YEAR, LAST_YEAR = 2008, 2039
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE = re.compile(r"(?:二[〇零]|[〇零一二三])[〇零一二三四五六七八九]{1,2}(?=年)")
_YEAR = r"(?:20[0-3]\d|(?<!\d)[0-3]\d(?=年|到|至|-|~|、|和|与|跟|/))"
_TWO = r"(?<![\d.])[0-3]\d"
# Two digits are a year only beside 年, or where a range or pair of them ends in one: 11到12 are numbers.
_RANGE = re.compile(rf"(20[0-3]\d|{_TWO})年?(?:到|至|-|—|~|～)(?:(20[0-3]\d)(?!\d)年?|([0-3]\d)年)")
_LIST = re.compile(
    rf"(20[0-3]\d|{_TWO})年?(?:、|/|和|与|跟|及|比|较|vs)(?:(20[0-3]\d)(?!\d)年?|([0-3]\d)(?:年|(?=[这那]?两年)))"
)
# Behind a name of a body (masked) or beside a word that compares: 宿迁24复议, 跟23比.
_BARE = re.compile(
    r"(?<=□)([12]\d)(?=[一-龥])(?![年件条个次篇期场项份册家人起万])|(?<=[比跟和与到较])(2\d)(?=[比多少高低呢]|$)"
)
_FULL = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)(?!\s*[件条次个篇期场项份册人家起万])年?度?")
_SHORT = re.compile(r"(?<![\d.])([0-3]\d)年(?!来)度?")
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0}
_LATEST = re.compile(r"最(?:近|新)(?:的)?一(年)|近(两|二|三|四|五|几|\d)年|这几年|历年|逐年|各年|每年|所有年份|哪一?年")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_COMPARED = re.compile(
    r"(?:跟|和|与|同|比|较|相比于?)(?:上一?年|前一年|去年|上年度)|(?:上一?年|前一年|去年)(?:比|相比|对比)|同比"
)
_INTO = re.compile(r"(?:结转|转|顺延|延续|留|拖)(?:到|至|入|给)?(?:了)?(20[0-3]\d|[0-3]\d)年")
_PLAN = re.compile(r"(20[0-3]\d|[0-3]\d)年(?:度)?(?:准备|打算|计划|拟|的打算|的计划|工作打算|工作计划|下一步)")


@dataclass(frozen=True, slots=True)
class Years:
    """`years` asked for, in order said; `span` = a whole range (None-ended by 近N年 → `latest`); `previous`: the
    year before is compared with; `into`: the year carried into (结转到22年), the one after the report's; `plan`: it
    may be (22年准备怎么改).
    """

    years: tuple[int, ...] = ()
    latest: int = 0
    every: bool = False
    previous: bool = False
    into: int = 0
    plan: bool = False
    mentions: tuple[Mention, ...] = ()


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _valid(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def parse_years(text: str, today: int) -> Years:
    """The years of a folded question; `today` is the calendar year that 去年 counts from."""
    plain = _CHINESE.sub(lambda m: m.group().translate(_DIGITS).rjust(len(m.group()), "0"), text)
    into = _INTO.search(plain)
    years: dict[int, Mention] = {}
    for found in (*_RANGE.finditer(plain), *_LIST.finditer(plain)):
        first, last = _full(found[1]), _full(found[2] or found[3])
        if _valid(first) and _valid(last):
            whole = found.re is _RANGE and first < last
            for year in range(first, last + 1) if whole else (first, last):
                years.setdefault(year, Mention(str(year), found.start(), found.end()))
    for pattern in (_FULL, _SHORT, _BARE):
        for found in pattern.finditer(plain):
            here = Mention(str(_full(next(g for g in found.groups() if g))), found.start(), found.end())
            if _valid(int(here.value)) and not any(here.overlaps(m) for m in years.values()):
                years.setdefault(int(here.value), here)
    compared = _COMPARED.search(plain)
    mentions = list(years.values())
    if not compared:
        for word, shift in _RELATIVE.items():
            at = plain.find(word)
            if at >= 0 and not (word == "今年" and years):
                # 去年 beside a year that is said is the year before that one.
                year = (min(years) if years else today) + shift
                years.setdefault(year, Mention(str(year), at, at + len(word)))
    latest = _LATEST.search(plain)
    count = 0
    if latest and latest[1]:
        count = 1
    elif latest and latest[2]:
        count = _COUNTS.get(latest[2], int(latest[2]) if latest[2].isdigit() else 0)
    mentions = list(years.values())
    mentions += [Mention("", m.start(), m.end()) for m in (latest, compared) if m]
    ordered = tuple(sorted(years, key=lambda y: (years[y].start, y)))
    return Years(
        ordered,
        count,
        bool(latest) and not count,
        bool(compared),
        _full(into[1]) if into else 0,
        bool(_PLAN.search(plain)),
        tuple(mentions),
    )
