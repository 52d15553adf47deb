"""What kind of report it is where it is no annual report on disclosure: 政府工作报告, 部门预算, 统计公报 …"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind; see kinds.toml. `title` finds where its words begin in a title, `given` the year it was given in."""

    key: str
    name: str
    title: re.Pattern[str]
    asked: tuple[str, ...]
    looks_back: bool
    given: re.Pattern[str] | None
    only: re.Pattern[str] | None
    never: re.Pattern[str] | None

    @property
    def named(self) -> bool:
        """Whether it is a kind with a name, not just any report."""
        return bool(self.name)


@cache
def load_kinds() -> tuple[Kind, ...]:
    """All kinds in the order of the file."""
    data = tomllib.loads((files("corpus") / "kinds.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(
            k["key"],
            k["name"],
            re.compile("|".join(k["titles"]), re.IGNORECASE),
            tuple(k["asked"]),
            k.get("looks_back", False),
            re.compile(k["year"]) if "year" in k else None,
            re.compile(k["only"]) if "only" in k else None,
            re.compile(k["never"]) if "never" in k else None,
        )
        for k in data["kinds"]
    )


@lru_cache(maxsize=50_000)
def kind_of(title: str, form: str | None) -> Kind | None:
    """The kind told by a title; None for an annual report on disclosure, and where the title tells nothing."""
    if form:
        return None
    plain = re.sub(r"\s", "", title)
    for kind in load_kinds():
        ruled_out = (kind.never and kind.never.search(plain)) or (kind.only and not kind.only.search(plain))
        if kind.title.search(plain) and not ruled_out:
            return kind
    return None


def title_words() -> str:
    """A regular expression for where, in a title, the words of a kind with a name begin."""
    return "|".join(kind.title.pattern for kind in load_kinds() if kind.named)
