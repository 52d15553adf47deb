"""Years in a question: 2021年, 21年, 二〇二一, 2019到2022, 2019年以来, 去年, 近三年, 十三五期间, 疫情前."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.parsing.text import Mention
from assistant.parsing.year_words import count_said, year_words
from corpus.numerals import DIGITS

_DIGITS = str.maketrans({c: str(n) for c, n in DIGITS.items() if c != "两"} | {"○": "0"})
_CN = "〇零○一二三四五六七八九"
_TO = "(?:到|至|直到|一直到|[-—–−~～])"
# 二〇二一 anywhere; 二一 only before 年, or as the first end of a range of such.
_CHINESE = re.compile(rf"二[〇零○][{_CN}]{{2}}(?![{_CN}十百])|[〇零○一二三][{_CN}](?=年|{_TO}[〇零○一二三][{_CN}]年)")
_FOUR_CHINESE = re.compile(rf"二[〇零○][{_CN}]{{2}}(?![{_CN}十百])")
_LETTER_O = re.compile(r"(?<![a-z\d])2(?:o[\do]|0o)\d(?!\d)")
_TWO = r"(?<![\d.])[0-3]\d"
_COUNTER = "[件条次个篇期场项份册人家起万月日号]"
# Two digits are a year only beside 年, or where a range or pair of them ends in one: 11到12 are numbers.
_RANGES = (
    re.compile(
        rf"(20[0-3]\d|{_TWO})年?度?(?:开始|起)?{_TO}(?:(20[0-3]\d)(?!\d)年?度?|([0-3]\d)年度?)(?:为止|之间|期间)?"
    ),
    re.compile(r"(20[0-3]\d)年?[和与跟](20[0-3]\d)年?(?:之间|期间|间(?!接))"),
    re.compile(rf"({_TWO}){_TO}([0-3]\d)(?=[这那]?[两三四五六七八九十]个?年)"),
    re.compile(rf"(?<=（)([12]\d)年?{_TO}([12]\d)年?(?=）)"),
    re.compile(rf"(?<=□)([12]\d){_TO}([12]\d)(?![\d年.%]|{_COUNTER})"),
)
_LIST = re.compile(
    rf"(?:(?:20[0-3]\d|{_TWO})年?(?:、|/|和|与|跟|及|比|较|vs))+(?:20[0-3]\d(?!\d)年?|[0-3]\d(?:年|(?=[这那]?[两三四五]年)))"
)
# Behind a name of a body (masked) or beside a word that compares: 宿迁24复议, 跟23比.
_BARE = re.compile(rf"(?<=□)([12]\d)(?=[一-龥])(?![年到至]|{_COUNTER})|(?<=[比跟和与到较])(2\d)(?=[比多少高低呢]|$)")
_FULL = re.compile(rf"(?<!\d)(20[0-3]\d)(?!\d|{_COUNTER})年?度?|(?<!\d)((?:19[5-9]|20[4-9])\d)年度?")
_SHORT = re.compile(r"(?<![\d.近去这头后前])([0-3]\d)年(?!来)度?")
# 2023年的上一年 is 2022 alone.
_BESIDE = re.compile(
    r"(20[0-3]\d)年?的?(?:(上一?年|前一年)|下一?年|后一年|次年)度?+(?!比|相比|结转|转|带|挪|拖|积|继续|项目|遗留|留下|没办完|未办结|剩下|积压)"
)
_COMPARED = re.compile(
    r"(?:跟|和|与|同|比|较|相比于?)(?:上一?年|前一年|去年|上年度)(?!度?[末底]?的?(?:结转|转来|转入|带来|遗留|没办|未办|剩))|(?:上一?年|前一年|去年)(?:比(?!前年)|相比|对比)|同比"
)
_INTO = re.compile(r"(?:结转|转|顺延|延续|留|拖)(?:到|至|入|给)?(?:了)?(20[0-3]\d|[0-3]\d)年")
_PLAN = re.compile(r"(20[0-3]\d|[0-3]\d)年(?:度)?(?:准备|打算|计划|拟|的打算|的计划|工作打算|工作计划|下一步)")


@dataclass(frozen=True, slots=True)
class Years:
    """`years` asked for, in order said; `latest`, `earliest`: so many of those loaded; `since`, `until`: bounds, 0 for none.

    `previous`: the year before is compared with; `into`: the year carried into (结转到22年), the one after the report's;
    `plan`: it may be (22年准备怎么改); `vague`: words for years that no report tells (疫情前); `corrected`: what was said
    and how it was taken, where it may be taken otherwise (2022年以后).
    """

    years: tuple[int, ...] = ()
    latest: int = 0
    earliest: int = 0
    since: int = 0
    until: int = 0
    every: bool = False
    previous: bool = False
    into: int = 0
    plan: bool = False
    vague: str = ""
    corrected: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(slots=True)
class _Said:
    """What was found so far: years, bounds and counts; words once read are hidden in `text`."""

    text: str
    years: dict[int, int] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    since: int = 0
    until: int = 0
    latest: int = 0
    earliest: int = 0
    corrected: list[tuple[str, str]] = field(default_factory=list)

    def take(self, found: re.Match[str], years: Sequence[int] = ()) -> None:
        """Keep these years and hide their words."""
        for year in years:
            self.years.setdefault(year, found.start())
        self.mentions.append(Mention("", *found.span()))
        self.text = self.text[: found.start()] + "■" * len(found[0]) + self.text[found.end() :]


def in_digits(text: str) -> str:
    """The text with years of four Chinese digits in digits, as long as before: 二〇一五年政府办 names no body 一五年."""
    return _FOUR_CHINESE.sub(lambda m: m[0].translate(_DIGITS), text)


def parse_years(text: str, today: int) -> Years:
    """The years of a folded question; `today` is the calendar year that 去年 counts from."""
    plain = _LETTER_O.sub(lambda m: m[0].replace("o", "0"), text)
    plain = _CHINESE.sub(lambda m: m[0].translate(_DIGITS), plain)
    into, compared = _INTO.search(plain), _COMPARED.search(plain)
    said = _Said(plain)
    _take_ranges(said)
    _take_bounds(said)
    _take_plans(said, today)
    _take_single(said)
    if compared:
        said.mentions.append(Mention("", *compared.span()))
    else:
        _take_relative(said, today)
    _take_ago(said, today)
    _take_counted(said)
    every = year_words().every.search(said.text)
    if every:
        said.take(every)
    told = said.years or said.since or said.until or said.latest or said.earliest or every or compared
    vague = None if told else year_words().vague.search(said.text)
    return Years(
        tuple(sorted(said.years, key=lambda y: (said.years[y], y))),
        said.latest,
        said.earliest,
        said.since,
        said.until,
        bool(every) and not said.latest,
        bool(compared),
        _full(into[1]) if into else 0,
        bool(_PLAN.search(plain)),
        text[vague.start() : vague.end()] if vague else "",
        tuple(said.corrected),
        tuple(said.mentions),
    )


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _groups(found: re.Match[str]) -> list[int]:
    return [_full(g) for g in found.groups() if g]


def _take_ranges(said: _Said) -> None:
    """2019到2022 with all between; pairs and lists: 2021、2022."""
    for pattern in _RANGES:
        while found := pattern.search(said.text):
            first, last = _groups(found)
            said.take(found, range(first, last + 1) if first < last else (first, last))
    for found in _LIST.finditer(said.text):
        said.take(found, [_full(year) for year in re.findall(r"20[0-3]\d|\d\d", found[0])])


def _take_bounds(said: _Said) -> None:
    """2019年以来, 2021年以前: a bound that is no part of what is said unless it says so (及以前)."""
    for kind, pattern in year_words().open.items():
        found = pattern.search(said.text)
        if not found:
            continue
        first, last = year_words().plans.get(found[1]) or (_full(found[1]),) * 2
        if kind in ("since", "after"):
            said.since = first if kind == "since" else last + 1
        else:
            said.until = last if kind == "until" else first - 1
        if kind in ("after", "before"):
            read = f"{said.since}年起" if kind == "after" else f"{said.until}年及以前"
            said.corrected.append((found[0], read))
        said.take(found)


def _take_plans(said: _Said, today: int) -> None:
    """十三五期间 is 2016 to 2020; of a plan that goes on, the years that reports may be there of."""
    for name, (first, last) in year_words().plans.items():
        if found := re.search(rf"{name}(?:规划|时期|期间|这?五年|的)*", said.text):
            said.take(found, range(first, max(first, min(last, today - 1)) + 1))


def _take_single(said: _Said) -> None:
    for found in _BESIDE.finditer(said.text):
        said.take(found, (_full(found[1]) + (-1 if found[2] else 1),))
    for pattern in (_FULL, _SHORT, _BARE):
        for found in pattern.finditer(said.text):
            said.take(found, _groups(found))


def _take_relative(said: _Said, today: int) -> None:
    """去年 beside a year that is said is the year before that one."""
    base = min(said.years) if said.years else 0
    for pattern, shift in year_words().relative:
        found = pattern.search(said.text)
        if found and not (base and shift == 0):
            said.take(found, ((base or today) + shift,))


def _take_ago(said: _Said, today: int) -> None:
    """五年前 is five before the year said, or before this one; beside the year it is (十年前2014年) it says it again."""
    found = year_words().ago.search(said.text)
    if found:
        year = (min(said.years, key=said.years.__getitem__) if said.years else today) - count_said(found)
        said.take(found, (year,) if len(said.years) < 2 else ())


def _take_counted(said: _Said) -> None:
    """近三年, 头两年; beside years that are said (2021、2022这两年) it only sums them up."""
    words = year_words()
    for latest, pattern in [*((True, p) for p in words.latest), *((False, p) for p in words.earliest)]:
        found = pattern.search(said.text)
        if not found:
            continue
        if latest and not said.years:
            said.latest = count_said(found)
        elif not said.years:
            said.earliest = count_said(found)
        said.take(found)
