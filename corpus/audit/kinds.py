"""How serious a finding is, and the kinds of findings with the reason of each, as `kinds.toml` states them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files


class Severity(Enum):
    """From what must be mended before publishing to what is merely told; ordered, `label` is what users see."""

    ERROR = ("error", "错误", 0)
    DOUBT = ("doubt", "存疑", 1)
    HINT = ("hint", "提示", 2)
    NOTE = ("note", "说明", 3)

    def __init__(self, key: str, label: str, rank: int) -> None:
        self.key, self.label, self.rank = key, label, rank


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its key, how serious, its name, and why it is that serious."""

    key: str
    severity: Severity
    name: str
    reason: str


@cache
def load_kinds() -> dict[str, Kind]:
    """Every kind by key, the most serious first."""
    severities = {severity.key: severity for severity in Severity}
    data = tomllib.loads((files("corpus.audit") / "kinds.toml").read_text(encoding="utf-8"))
    return {key: Kind(key, severities[k["severity"]], k["name"], k["reason"]) for key, k in data.items()}


def kind(key: str) -> Kind:
    """The kind of that key; KeyError where kinds.toml has none."""
    return load_kinds()[key]
