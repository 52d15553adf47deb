"""The words for years, read once from years.toml and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.numerals import CHINESE, NUMBER, number_said

# So many years; 10年前 may be 2010年前, of which only a number in words or one digit is none.
_YEARS, _YEARS_AGO = f"({NUMBER})", rf"({CHINESE}|\d)"


@dataclass(frozen=True, slots=True)
class YearWords:
    """`relative`: pattern → shift from this year; `plans`: name → first and last year; `open`: patterns of bounds.

    `latest`, `earliest`: patterns whose group, where there is one, is how many years; `ago`: so many years before.
    """

    relative: tuple[tuple[re.Pattern[str], int], ...]
    plans: dict[str, tuple[int, int]]
    open: dict[str, re.Pattern[str]]
    latest: tuple[re.Pattern[str], ...]
    earliest: tuple[re.Pattern[str], ...]
    ago: re.Pattern[str]
    every: re.Pattern[str]
    vague: re.Pattern[str]


@cache
def year_words() -> YearWords:
    """The words beside this module."""
    data = tomllib.loads((files("assistant.parsing") / "years.toml").read_text(encoding="utf-8"))
    plans: dict[str, tuple[int, int]] = {name: (first, last) for name, (first, last) in data["plans"].items()}
    bounded = rf"[自从打]?(20[0-3]\d|(?<![\d.])[0-3]\d(?=年)|{_any_of(plans)})"
    counted, vague = data["counted"], data["vague"]
    happened = f"(?:(?:{_any_of(vague['happened'])})了?)?"
    event = f"(?:{_any_of(vague['events'])}){happened}的?(?:{_any_of(vague['times'])})"
    return YearWords(
        tuple(
            (re.compile(f"(?<!{row['not_behind']}){words}" if "not_behind" in row else words), row["shift"])
            for row in data["relative"]
            for words in [f"(?:{_any_of(row['words'])})(?!{row.get('not_before', '□□')})"]
        ),
        plans,
        {kind: re.compile(bounded + behind) for kind, behind in data["open"].items()},
        tuple(re.compile(p.replace("<n>", _YEARS)) for p in counted["latest"]),
        tuple(re.compile(p.replace("<n>", _YEARS)) for p in counted["earliest"]),
        re.compile(counted["ago"].replace("<n>", _YEARS_AGO)),
        re.compile("|".join(counted["every"])),
        re.compile(f"{event}|{_any_of((*vague['words'], *vague['eras']))}|{vague['slips']}"),
    )


def count_said(found: re.Match[str]) -> int:
    """How many years such a pattern found: 近三年 3, 近10年 10, 最近一年 1."""
    return number_said(next((g for g in found.groups() if g), "一"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
