"""The words around a number in prose, told relative to the report: its own name taken off, years as 上年 · 本年 · 下年."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from corpus.places import naming_data, own_word, parse_places
from corpus.report import Figure, Report, Scope

_BLANK = re.compile(r"\s")
_SEGMENTS = re.compile(r"[ ，]")
_CLAUSE = re.compile(r"[，。；、（）()：]")
_BIG_CLAUSE = re.compile(r"[，。；：]")
_AFTER = re.compile(r"[，。；、：（）()]")
_TO = r"(?:至|到|[-－—–~～])+"
_DAYS = re.compile(
    rf"(?:自|从)?(?:(\d{{4}}|当|本)年)?0?1月0?1日起?{_TO}(?:(\d{{4}}|当|同|本)年)?12月31日(?:期间|止|内)?"
)
_YEAR_END = re.compile(r"(?:截至|截止|至|到)?(?:(\d{4})年(?:12月31日止?|12月底|年?[底末])|12月31日止?|12月底|年[底末])")
_YEARS = re.compile(rf"\d{{4}}年?度?{_TO}\d{{4}}年度?")
_YEAR = re.compile(r"(\d{4})年度?")


@dataclass(frozen=True, slots=True)
class Heard:
    """One number's words: `own` and those `above` it, its clause before and after it, all before it in the sentence.

    `anew`: the clause names the report's body or year once more, so what was said before it is closed.
    """

    own: str
    above: tuple[str, ...]
    clause: str
    before: str
    after: str
    sentence: str
    paragraph: str
    anew: bool


@cache
def rule_data() -> Mapping[str, Any]:
    """`forms/prose_checks.toml` as it stands."""
    return tomllib.loads((files("corpus.forms") / "prose_checks.toml").read_text(encoding="utf-8"))


def hear(report: Report, figure: Figure) -> Heard:
    """What is said around a figure of the report."""
    text, year = report.text, report.year
    before = relative(text[figure.sentence_start : figure.start], year)
    clause = _CLAUSE.split(before)[-1]
    after = _AFTER.split(relative(text[figure.end : figure.sentence_end], year))[0]
    names = own_names(report)
    strip = _stripper(names)
    *above, own = (p for p in _SEGMENTS.split(_words(figure.what, year)) if p) if figure.what.strip() else ("",)
    line = text.rfind("\n", 0, figure.sentence_start) + 1
    return Heard(
        _own(strip(own), strip(clause), after), tuple(s for p in above if (s := strip(p))), clause, before, after,
        _BLANK.sub("", text[figure.sentence_start : figure.sentence_end]), _BLANK.sub("", text[line : figure.sentence_end]),
        bool(re.search(rule_data()["own_time"], clause)) or any(name in clause for name in names),
    )  # fmt: skip


def relative(words: str, year: int | None) -> str:
    """Words without white space, the report's year said as 本年, those beside it 上年 and 下年, others 他年."""
    words = _YEAR_END.sub(_end_of_year, _DAYS.sub(_days, _BLANK.sub("", words)))
    words = re.sub(rule_data()["compared"], "", _YEARS.sub("他年", words))
    near = {} if year is None else {year - 1: "上年", year: "本年", year + 1: "下年"}
    return _YEAR.sub(lambda m: near.get(int(m[1]), "本年" if year is None else "他年"), words)


def _words(what: str, year: int | None) -> str:
    return " ".join(relative(part, year) for part in what.split())


def _days(match: re.Match[str]) -> str:
    first, last = (g if g and g.isdigit() else "" for g in match.groups())
    if first and last and first != last:
        return "他年"
    return f"{first or last}年" if first or last else "全年"


def _end_of_year(match: re.Match[str]) -> str:
    return f"{match[1]}年" if match[1] else "年内"


def _own(own: str, clause: str, after: str) -> str:
    """The own words; with the year that stands before 结转, or the words after the unit (5件按程序结转下年度)."""
    data = rule_data()
    if re.match(data["carried"], own) and (said := re.match(data["last_year"], clause)):
        return f"{said.group()}{own}"
    return after if re.search(data["said_after"], after) and not re.search(data["said_after"], own) else own


# --- the report's own name ---------------------------------------------------------------------------------


def own_names(report: Report) -> tuple[str, ...]:
    """What the report calls itself at the head of a clause; a whole region's report isn't its government's alone."""
    return _own_names(report.body, report.region, report.scope, report.aliases)


@lru_cache(maxsize=1000)
def _own_names(body: str, region: str, scope: Scope, aliases: tuple[str, ...]) -> tuple[str, ...]:
    parsed = parse_places(body)
    place = parsed.places[-1] if parsed.places else region
    government = parsed.rest in naming_data()["scope"]["governments"]
    names = {body}
    if parsed.rest or scope is not Scope.WHOLE_REGION:
        names |= {a for a in aliases if parsed.rest or a[:2] == place[:2]}
    if government:
        names |= {region, place}
    if government and scope is not Scope.OWN and place:
        names |= {f"{who}{own_word(place)}" for who in ("全", "我", "本")}
    return tuple(sorted({n for n in names if len(n) > 1}, key=lambda n: (-len(n), n)))


@lru_cache(maxsize=1000)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({*names, *rule_data()["fillers"]}, key=lambda f: (-len(f), f))
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")*")


@dataclass(frozen=True, slots=True)
class _Stripper:
    pattern: re.Pattern[str]

    def __call__(self, words: str) -> str:
        """The words without names and fillers at their head."""
        found = self.pattern.match(words)
        return words[found.end() :] if found else words


def _stripper(names: tuple[str, ...]) -> _Stripper:
    return _Stripper(_pattern(names))


# --- whether it is all that the report counts --------------------------------------------------------------


def is_of_another_time(heard: Heard) -> bool:
    """Whether the last time named before the number is another one: last year, a half-year, a month."""
    named = list(_times().finditer(heard.before))
    return bool(named) and named[-1]["other"] is not None


@cache
def _times() -> re.Pattern[str]:
    data = rule_data()
    return re.compile(f"(?P<other>{data['other_time']})|(?:{data['own_time']})")


def is_elsewhere(report: Report, heard: Heard) -> bool:
    """Whether a clause before it names whose number it is, and that isn't the report's body: 市公安局：收到申请14件."""
    strip, pattern = _stripper(own_names(report)), _elsewhere()
    return any(pattern.match(strip(clause)) for clause in _BIG_CLAUSE.split(heard.before)[:-1])


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rule_data()["elsewhere"])
