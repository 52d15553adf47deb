"""The words of a conversation, read once from words.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_NUMBER = r"(?P<n>[一二两俩三四五六七八九十]|\d{1,2})"
# A year in two digits or four, without 年: 22, 2022.
_YEAR = r"(?:20)?[012]\d(?!\d)"
_DIGITS = {"一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@cache
def patterns(group: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The expressions of one group of words.toml by what they mean."""
    data = tomllib.loads((files("assistant.dialogue") / "words.toml").read_text(encoding="utf-8"))
    verb = data["back"]["verb"]
    return {
        name: tuple(
            re.compile(
                p.replace("{n}", _NUMBER)
                .replace("{kind}", data["kind"])
                .replace("{verb}", verb)
                .replace("{year}", _YEAR)
            )
            for p in found
        )
        for name, found in data[group].items()
        if isinstance(found, list)
    }


def whole(group: str, name: str, text: str) -> re.Match[str] | None:
    """The first expression that the whole text fits, but for the stops at its end."""
    bare = text.rstrip("。？！~…，")
    return next((m for p in patterns(group)[name] if (m := p.fullmatch(bare))), None)


def leading(group: str, name: str, text: str) -> re.Match[str] | None:
    """The first expression that the text begins with."""
    return next((m for p in patterns(group)[name] if (m := p.match(text))), None)


def inside(group: str, name: str, text: str) -> re.Match[str] | None:
    """The first expression found anywhere in the text."""
    return next((m for p in patterns(group)[name] if (m := p.search(text))), None)


def number(found: re.Match[str]) -> int:
    """The number that an expression with {n} read; 0 where it read none."""
    said = found.groupdict().get("n") or ""
    return _DIGITS.get(said) or (int(said) if said.isdigit() else 0)
