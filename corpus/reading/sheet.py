"""A page as a printer leaves it: characters and rules at their places, whatever the format they came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """One or more characters printed together in one box; points from the page's upper left corner, upright.

    `doubtful` where a recogniser is not sure of them.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line, however thin or thick; points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number from 1, its size in points, glyphs and rules in any order, and the places of its pictures."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Rule, ...] = ()
