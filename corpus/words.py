"""The words of figures.toml, read once: units, approximations, verbs and what may be dropped around a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of figures.toml under the same names, longest word first."""

    units: tuple[str, ...]
    chinese_units: tuple[str, ...]
    durations: tuple[str, ...]
    ratios: tuple[str, ...]
    before: tuple[str, ...]
    after_unit: tuple[str, ...]
    not_after: tuple[str, ...]
    idioms: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    anywhere: tuple[str, ...]
    not_leading: tuple[str, ...]
    not_trailing: tuple[str, ...]
    in_all_before: str
    means: tuple[str, ...]
    named: tuple[str, ...]
    verbs: tuple[str, ...]
    publishing: tuple[str, ...]
    nouns: tuple[str, ...]
    flow_verbs: tuple[str, ...]
    ratio_words: tuple[str, ...]
    measures: tuple[str, ...]
    no_object: tuple[str, ...]
    object_ends_at: tuple[str, ...]
    not_before: dict[str, str]


@cache
def word_data() -> Words:
    """The words; KeyError or TypeError at once where the file lacks a list or has one too many."""
    data: dict[str, Any] = tomllib.loads((files("corpus") / "figures.toml").read_text(encoding="utf-8"))
    lists: dict[str, Any] = {n: longest_first(v) if isinstance(v, list) else v for n, v in data.items()}
    return Words(**lists)


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """The words by falling length, so that 超过 is tried before 超."""
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(map(re.escape, longest_first(words)))
