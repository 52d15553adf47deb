"""The words of words.toml as compiled expressions, and what they say of a title."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(section: str, key: str) -> re.Pattern[str]:
    """The expression `key` of that section."""
    return re.compile(_sections()[section][key])


@cache
def _sections() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def names_report(title: str, in_column: bool = False) -> bool:
    """Whether a title is that of an annual report; in a column of them it may leave its subject out."""
    plain = re.sub(r"\s", "", title)
    if words("titles", "not").search(plain):
        return False
    if words("titles", "subject").search(plain):
        return bool(words("titles", "kind").search(plain) or words("titles", "cut").search(plain))
    return in_column and words("titles", "bare").search(plain) is not None


def names_column(title: str) -> bool:
    """Whether a title is that of a column of annual reports."""
    return words("titles", "column").search(re.sub(r"\s", "", title)) is not None


def names_part(title: str) -> bool:
    """Whether a link's text is that of a part of such a column: 2023年, 政府信息公开年报, 部门年报."""
    return words("titles", "part").fullmatch(re.sub(r"\s", "", title)) is not None


def says_more(title: str) -> bool:
    """Whether a title says whose or which year's report it is, and not only 政府信息公开年报, which is the column's."""
    return len(words("titles", "own").sub("", re.sub(r"\s", "", title))) > 1
