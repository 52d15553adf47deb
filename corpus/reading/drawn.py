"""What is drawn on a page beside text, whatever the format: straight lines and pictures, in the page's own space."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.reading.sheet import Rule
from corpus.reading.space import Space

# Points: a filled box thinner than that is a line; a line leans no more than that.
_THICKEST, _LEANING = 4.0, 1.0
WHITE = 250  # a colour whose parts all reach this is not seen on paper
Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is on a page beside text, in its own space: lines as (left, bottom, right, top), and pictures likewise."""

    lines: tuple[Box, ...]
    pictures: tuple[Box, ...]


def rules_of(drawn: Drawn, space: Space) -> tuple[Rule, ...]:
    """The page's lines as they lie on the sheet."""
    return tuple(Rule(*space.box(*line)) for line in drawn.lines)


def pictures_of(drawn: Drawn, space: Space) -> tuple[Rule, ...]:
    """The places of the page's pictures on the sheet."""
    return tuple(Rule(*space.box(*picture)) for picture in drawn.pictures)


def box_of(points: list[Point] | tuple[Point, ...]) -> Box:
    """The box that these points span."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def is_thin(box: Box) -> bool:
    """Whether a filled box is seen as a line."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) <= _THICKEST


def is_straight(one: Point, other: Point) -> bool:
    """Whether a line between two points runs across or down the page."""
    return abs(one[0] - other[0]) <= _LEANING or abs(one[1] - other[1]) <= _LEANING
