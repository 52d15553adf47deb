"""What is declined whatever the reports hold, and what they never write: kinds by the words of the question."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.parsing.text import fold


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    weak: bool

    def fits(self, text: str) -> bool:
        return any(word in text for word in self.words) or any(p.search(text) for p in self.patterns)


def declined_kind(text: str, names_indicator: bool = False) -> str:
    """Why a folded question is declined ('opinion', 'prediction' …); '' where it is not."""
    return next((k.name for k in _kinds("kinds") if k.fits(text) and not (k.weak and names_indicator)), "")


def unwritten_kind(text: str) -> str:
    """What a folded question asks for that reports on disclosure don't write ('persons' …); '' where nothing."""
    return next((k.name for k in _kinds("unwritten") if k.fits(text)), "")


@cache
def _kinds(group: str) -> tuple[_Kind, ...]:
    data = tomllib.loads((files("assistant.parsing") / "declined.toml").read_text(encoding="utf-8"))
    return tuple(_kind(name, entry) for name, entry in data[group].items())


def _kind(name: str, data: dict[str, Any]) -> _Kind:
    return _Kind(
        name,
        tuple(map(fold, data.get("words", ()))),
        tuple(map(re.compile, data.get("re", ()))),
        data.get("weak", False),
    )
