"""The words of a conversation, read once from words.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from corpus.numerals import NUMBER, number_said

_NUMBER = f"(?P<n>{NUMBER})"
# A year in two digits or four, without 年: 22, 2022.
_YEAR = r"(?:20)?[012]\d(?!\d)"


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
    return number_said(found.groupdict().get("n") or "")
