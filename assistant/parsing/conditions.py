"""What a question asks of a set of values: over 100件, never, three years running, the mean, which place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.asked import ABOVE_ZERO, ZERO, Aggregate, Change, Compare, Condition, Ever, Run, Way
from assistant.parsing.text import Mention, fold, longest_matches, mask
from corpus.figures import chinese_number

_DIGITS = r"\d{1,3}(?:，\d{3})+|\d+(?:\.\d+)?"
_CHINESE = "[零一两二三四五六七八九十百千万]++"
_UNITS = r"个百分点|百分点|%|件|起|宗|例|份|条|项|次|个|万元|元|倍|成"


def _number_said(at: str = "") -> str:
    """A number with its unit, in groups of that name."""
    return (
        rf"(?:(?P<per{at}>百分之(?:{_DIGITS}|{_CHINESE}))|(?P<n{at}>{_DIGITS}|{_CHINESE})(?P<times{at}>万|亿)?(?!年|月|日|\d))"
        rf"(?P<unit{at}>{_UNITS})?+"
    )


# 2022年和2023年均收到 says both; of so many years the 均 behind them is a mean.
MEAN_YEARS = 3
# 超过五个单位 is a number of bodies.
_OF_BODIES = r"(?!单位|部门|机关|地方|县|区|市|局|家)"
# 超过10场, 超过3天: of nothing that a cell counts.
_OTHER_UNIT = r"(?![年月日名位场期篇册人天家户亩只部台\d]|公里|工作日|平方)"
_TIMES = {"万": 10_000, "亿": 100_000_000}
_SPELT = {"起": "件", "宗": "件", "例": "件", "份": "件", "次": "件", "个": "件", "个百分点": "百分点"}


@dataclass(frozen=True, slots=True)
class SetWords:
    """What was found (`conditions`: two said together, each with its place), and the words that said it; those of a change or of 0 are no mention: they say what is counted too."""

    condition: Condition | None = None
    conditions: tuple[tuple[int, Condition], ...] = ()
    ever: Ever | None = None
    run: Run | None = None
    aggregates: tuple[Aggregate, ...] = ()
    change: Change | None = None
    asks_place: bool = False
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """conditions.toml, compiled."""

    compared: tuple[tuple[Compare, re.Pattern[str]], ...]
    between: tuple[re.Pattern[str], ...]
    said: dict[str, tuple[Condition, str]]
    mean: dict[str, Compare]
    zero: re.Pattern[str]
    some: re.Pattern[str]
    ever: dict[str, Ever]
    never: re.Pattern[str]
    beside: tuple[str, ...]
    way: dict[str, Way]
    no_way: tuple[str, ...]
    percent: tuple[str, ...]
    varies: re.Pattern[str]
    run: re.Pattern[str]
    aggregates: dict[str, Aggregate]
    no_aggregate: tuple[str, ...]
    mean_of_years: re.Pattern[str]
    place: re.Pattern[str]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True))


def _compared(compare: Compare, data: dict[str, list[str]]) -> list[tuple[Compare, re.Pattern[str]]]:
    number = _number_said()
    found = []
    if data["after"]:
        found.append(
            re.compile(rf"{number}(?<=[件起宗例份条项次个%点元倍成])(?:的|或者|或)?(?:{_any_of(data['after'])})")
        )
    if data["before"]:
        # 有没有超过 is no 没有超过
        found.append(
            re.compile(
                rf"(?:(?<!有)(?=没)|(?!没))(?:{_any_of(data['before'])})(?:了|过|有|为|到)?{number}{_OF_BODIES}{_OTHER_UNIT}"
            )
        )
    return [(compare, pattern) for pattern in found]


def _between(data: dict[str, list[str]]) -> tuple[re.Pattern[str], ...]:
    first, last, joined = _number_said("1"), _number_said("2"), _any_of(data["joined"])
    span = rf"{first}(?:{joined}){last}"
    return (
        re.compile(rf"(?:{_any_of(data['before'])})?{span}(?:{_any_of(data['after'])})"),
        re.compile(rf"(?:{_any_of(data['before'])}){span}"),
        re.compile(rf"{first}(?:到|至|-|—|~){last}(?<=[件起宗例%])"),
    )


@cache
def _words() -> _Words:
    data: dict[str, Any] = tomllib.loads((files("assistant.parsing") / "conditions.toml").read_text(encoding="utf-8"))
    # The longer wordings stand for the shorter ones in them: 不超过 is no 超过.
    order = (Compare.AT_MOST, Compare.UNDER, Compare.AT_LEAST, Compare.OVER, Compare.EQUAL)
    return _Words(
        compared=tuple(one for name in order for one in _compared(name, data["compare"][name.value])),
        between=_between(data["between"]),
        said={
            fold(word): (
                Condition(Compare(one["compare"]), Decimal(one["low"]), Decimal(one.get("high", 0)), one["unit"]),
                one.get("change", ""),
            )
            for one in data["said"]
            for word in one["words"]
        },
        mean={fold(w): Compare.OVER for w in data["mean"]["over"]} | {fold(w): Compare.UNDER for w in data["mean"]["under"]},
        zero=re.compile("|".join(data["zero"]["re"])),
        some=re.compile("|".join(data["some"]["re"])),
        ever={fold(w): Ever(name) for name in Ever for w in data["ever"][name]["words"]},
        never=re.compile("|".join(data["ever"]["never"]["re"])),
        beside=tuple(data["ever"]["always"]["beside"]),
        way={fold(w): Way(name) for name in ("up", "down") for w in data["way"][name]["words"]},
        no_way=tuple(data["change"]["not"]),
        percent=tuple(data["change"]["percent"]),
        varies=re.compile("|".join(data["change"]["varies"])),
        run=re.compile("|".join(_numbered(data["run"]["re"]))),
        aggregates={fold(w): Aggregate(name) for name in Aggregate for w in data["aggregates"][name]},
        no_aggregate=tuple(data["aggregates"]["not"]),
        mean_of_years=re.compile(data["aggregates"]["yearly_mean_after_years"]),
        place=re.compile("|".join(data["place"]["re"])),
    )  # fmt: skip


def _numbered(patterns: list[str]) -> list[str]:
    """The patterns with the group of the number told apart: n0, n1, …"""
    return [p.replace("(?P<n>", f"(?P<n{i}>") for i, p in enumerate(patterns)]


def parse_set_words(text: str, years: int = 1) -> SetWords:
    """What a folded question (bodies and years hidden; how many `years` it says) asks of sets of values."""
    words = _words()
    run, run_words = _run(text, words)
    place = words.place.search(text)
    mentions = [*run_words, *([Mention("", *place.span())] if place else [])]
    rest = mask(text, mentions)
    condition, condition_words, said_way = _condition(rest, words)
    rest = mask(rest, condition_words)
    other, other_words, _ = _condition(rest, words) if condition else (None, [], None)
    conditions = _together([(condition, condition_words), (other, other_words)])
    condition_words += other_words
    rest = mask(rest, other_words)
    ever, ever_words = _ever(rest, words, condition_words, run is not None)
    aggregates, aggregate_words = _aggregates(mask(rest, ever_words), words, years)
    zero = words.zero.search(rest)
    if condition is None and zero and ever is None:
        condition = ZERO
    if condition is None and ever is None and run is None and not aggregates and words.some.search(rest):
        condition = ABOVE_ZERO
    if run and run.way is Way.ANY:
        condition = condition or (ABOVE_ZERO if re.search("都有|有|发生|被", text) else None)
        run = run if condition else None
    if ever is Ever.ALWAYS and condition is None and zero:
        ever = Ever.NEVER
    change = _change(text, words, said_way) if run is None or run.way is Way.ANY else None
    mentions += [*condition_words, *ever_words, *aggregate_words]
    return SetWords(condition, conditions, ever, run, aggregates, change, bool(place), tuple(mentions))


def _together(said: list[tuple[Condition | None, list[Mention]]]) -> tuple[tuple[int, Condition], ...]:
    """Both conditions in the order said, each with where it stands; () where only one is said."""
    both = [(found[0].start, one) for one, found in said if one is not None and found]
    return tuple(sorted(both, key=lambda placed: placed[0])) if len(both) > 1 else ()


def _number(found: re.Match[str], at: str = "") -> tuple[Decimal, str] | None:
    """The number said and its unit: 三成 and 百分之三十 are 30 %."""
    percent, said, unit = found[f"per{at}"], found[f"n{at}"], found[f"unit{at}"] or ""
    if percent:
        value = _plain(percent.removeprefix("百分之"))
        return None if value is None else (value, "%")
    value = _plain(said)
    if value is None:
        return None
    value *= _TIMES.get(found[f"times{at}"] or "", 1)
    return (value * 10, "%") if unit == "成" else (value, _SPELT.get(unit, unit))


def _plain(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(said.replace("，", ""))
    number = chinese_number(said)
    return None if number is None else Decimal(number)


def _condition(text: str, words: _Words) -> tuple[Condition | None, list[Mention], Way | None]:
    means = longest_matches(text, {w: (w,) for w in words.mean})
    if means:
        return Condition(words.mean[means[0].value], mean=True), means[:1], None
    for pattern in words.between:
        found = pattern.search(text)
        low, high = (_number(found, "1"), _number(found, "2")) if found else (None, None)
        if found and low and high and low[0] <= high[0]:
            unit = low[1] or high[1]
            return Condition(Compare.BETWEEN, low[0], high[0], unit), [Mention("", *found.span())], None
    said = longest_matches(text, {w: (w,) for w in words.said})
    best: tuple[int, Condition, Mention] | None = None
    for compare, pattern in words.compared:
        found = pattern.search(text)
        number = _number(found) if found else None
        if found and number and (best is None or found.end() - found.start() > best[0]):
            here = Mention("", *found.span())
            best = (here.end - here.start, Condition(compare, number[0], unit=number[1]), here)
    if best and not any(s.end - s.start > best[0] for s in said):
        return best[1], [best[2]], None
    if said:
        condition, way = words.said[said[0].value]
        return condition, said[:1], Way(way) if way else None
    return None, [], None


def _ever(text: str, words: _Words, conditions: list[Mention], in_run: bool) -> tuple[Ever | None, list[Mention]]:
    if in_run:
        return None, []
    said = longest_matches(text, {w: (w,) for w in words.ever})
    never = words.never.search(text)
    if never and not any(words.ever[s.value] is Ever.NEVER for s in said):
        return Ever.NEVER, [Mention("", *never.span())]
    for one in said:
        if one.value != "曾" or text[one.end : one.end + 1] not in "都":
            return words.ever[one.value], [one]
    for one in conditions:
        before = next((w for w in words.beside if text[: one.start].endswith(w)), "")
        if before:
            return Ever.ALWAYS, [Mention("", one.start - len(before), one.start)]
    return None, []


def _run(text: str, words: _Words) -> tuple[Run | None, list[Mention]]:
    found = words.run.search(text)
    if not found:
        return None, []
    said = next((v for k, v in found.groupdict().items() if k.startswith("n") and v), "")
    years = int(_plain(said) or 0) if said else 0
    way = next(iter(_ways(text, words)), Way.ANY)
    longest = bool(found["how"]) and found["how"] in ("几", "多少")
    if way is Way.ANY and not found["how"] and not said:
        return None, []  # 逐年, 年年: each year's number
    return Run(way, years, longest), [Mention("", *found.span())]


def _ways(text: str, words: _Words) -> list[Way]:
    hidden = mask(text, longest_matches(text, {w: (w,) for w in words.no_way}))
    return [words.way[m.value] for m in longest_matches(hidden, {w: (w,) for w in words.way})]


def _change(text: str, words: _Words, said: Way | None) -> Change | None:
    ways = [said] if said else _ways(text, words)
    hidden = mask(text, longest_matches(text, {w: (w,) for w in words.no_way}))
    percent = any(w in hidden for w in words.percent)
    if not ways:
        return Change(Way.ANY, percent) if words.varies.search(hidden) else None
    return Change(ways[0], percent)


def _aggregates(text: str, words: _Words, years: int) -> tuple[tuple[Aggregate, ...], list[Mention]]:
    hidden = mask(text, longest_matches(text, {w: (w,) for w in words.no_aggregate}))
    found = longest_matches(hidden, {w: (w,) for w in words.aggregates})
    after_years = words.mean_of_years.search(hidden) if years >= MEAN_YEARS else None
    if after_years and not found:
        return (Aggregate.YEARLY_MEAN,), [Mention("", *after_years.span())]
    return tuple(dict.fromkeys(words.aggregates[m.value] for m in found)), found
