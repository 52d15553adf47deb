"""What one report of another kind says of what was asked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import AnswerFigure, Claim


@dataclass(frozen=True, slots=True)
class Told:
    """Claims on one report; `full`: they are what was asked, not only a plan or only a growth."""

    claims: tuple[Claim, ...]
    figures: tuple[AnswerFigure, ...]
    full: bool = True
    planned: bool = False
