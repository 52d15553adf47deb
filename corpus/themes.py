"""The themes of chapter 5: which of them an item of a report is about, and which a question asks for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# What an item begins with when it is one of several (一是, （一）, 1.).
ENUMERATOR = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是要]+|第[一二三四五六七八九十]{1,2}[，、])")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: what the problem is called, what the measures against it; see themes.toml for the rest."""

    key: str
    name: str
    measure_name: str
    problem: tuple[re.Pattern[str], ...]
    measure: tuple[re.Pattern[str], ...]
    asked: tuple[str, ...]
    topics: tuple[str, ...]

    def title(self, measures: bool) -> str:
        """What the theme is called among problems, or among measures."""
        return self.measure_name if measures else self.name

    def fits(self, item: str, measures: bool) -> bool:
        """Whether an item without blanks is about it."""
        return any(p.search(item) for p in (self.measure if measures else self.problem))


@dataclass(frozen=True, slots=True)
class Themes:
    """All of them in the order of the file, and what leads to items without being one."""

    themes: tuple[Theme, ...]
    leads: dict[bool, tuple[re.Pattern[str], ...]]
    bad: re.Pattern[str]

    def of(self, item: str, measures: bool) -> tuple[Theme, ...]:
        """The themes of an item; () where none fits."""
        plain = "".join(item.split())
        return tuple(theme for theme in self.themes if theme.fits(plain, measures))

    def leads_on(self, item: str, measures: bool) -> bool:
        """Whether the item only leads to those behind it (主要表现在以下方面)."""
        plain = "".join(item.split()).rstrip("。；：")
        return not ENUMERATOR.match(plain) and any(p.search(plain) for p in self.leads[measures])

    def asked(self, text: str, about_problems: bool) -> tuple[Theme, ...]:
        """The themes a folded question asks for; by their topics alone only where it is `about_problems`."""
        found = tuple(t for t in self.themes if any(word in text for word in t.asked) or self._found_bad(t, text))
        return found or tuple(t for t in self.themes if about_problems and any(word in text for word in t.topics))

    def _found_bad(self, theme: Theme, text: str) -> bool:
        """Whether a topic of the theme is said to be bad: 检索|太差."""
        ends = (text.find(word) + len(word) for word in theme.topics if word in text)
        return any(self.bad.match(text, end) for end in ends)


@cache
def load_themes() -> Themes:
    """The themes, read once from themes.toml."""
    data = tomllib.loads((files("corpus") / "themes.toml").read_text(encoding="utf-8"))
    leads = {False: data["leads"]["problem"], True: data["leads"]["measure"]}
    return Themes(
        tuple(map(_theme, data["themes"])),
        {kind: tuple(map(re.compile, found)) for kind, found in leads.items()},
        re.compile(data["bad"]["behind"]),
    )


def _theme(d: dict[str, Any]) -> Theme:
    return Theme(
        d["key"], d["name"], d["measure_name"], tuple(map(re.compile, d["problem"])),
        tuple(map(re.compile, d["measure"])), tuple(d["asked"]), tuple(d["topics"]),
    )  # fmt: skip
