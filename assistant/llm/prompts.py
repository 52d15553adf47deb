"""What the model is told (prompts.toml) and the words its sentences are held against evidence by (checks.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Spoken:
    """An operation a reading may name: what it `means`, and the words that ask it (`alone`: without a whole to share)."""

    means: str
    says: str
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The two messages of a request, with `{…}` to be filled, and how long its reply may be."""

    system: str
    user: str
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything of prompts.toml."""

    reading: Prompt
    operations: dict[str, Spoken]
    summary: Prompt


@cache
def load_prompts() -> Prompts:
    """The prompts beside this module."""
    data = tomllib.loads((files("assistant.llm") / "prompts.toml").read_text(encoding="utf-8"))
    operations = {name: Spoken(**spoken) for name, spoken in data["reading"]["operations"].items()}
    return Prompts(_prompt(data["reading"]), operations, _prompt(data["summary"]))


def _prompt(data: dict[str, Any]) -> Prompt:
    return Prompt(data["system"].strip(), data["user"].strip(), data["most_tokens"])


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of checks.toml."""

    counters: tuple[str, ...]
    quantities: tuple[str, ...]
    ordinary: tuple[str, ...]
    fillers: tuple[str, ...]
    negations: tuple[str, ...]


@cache
def load_words() -> Words:
    """The lists beside this module, longest words first."""
    data = tomllib.loads((files("assistant.llm") / "checks.toml").read_text(encoding="utf-8"))
    return Words(**{name: tuple(sorted(words, key=lambda w: -len(w))) for name, words in data.items()})
