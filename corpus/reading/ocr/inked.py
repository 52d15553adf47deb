"""The lines of writing inside a cell, by their ink: even a single small digit, which no detector is sure to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from corpus.reading.ocr.pixels import SCALE, Box, Grey

_RESIDUE = 1.5 * SCALE  # what is left of a rule at the edge of its cell is as thin
_SMALLEST, _LARGEST = 5 * SCALE, 24 * SCALE  # heights of characters
_ONE_LINE, _TWO_LINES = 1.35, 1.75  # of the height of a character: what is one line, what must be two
_MARGIN = SCALE  # around the ink of a line, as the recogniser learnt it
# Of the height of a character: smaller pieces are points and specks, and points stand close to digits.
_PIECE, _CLOSE = 0.3, 0.5
_SCATTERED = 0.05  # of the square of that height: so much ink in small pieces may be a worn character


@dataclass(frozen=True, slots=True)
class InkLine:
    """A line of a cell: its box, its pieces of ink from left to right, and the points and specks among them."""

    box: Box
    parts: tuple[Box, ...] = ()
    points: tuple[Box, ...] = ()


_Part = tuple[int, int, int, int, int]  # left, top, width, height, pixels


def type_height(cells: Sequence[Box], ink: Grey) -> float:
    """How high the characters of a table are, in pixels, its tall ones; 0 where it has none."""
    heights = [int(part[3]) for cell in cells for part in _components(cell, ink)]
    usual = [h for h in heights if _SMALLEST <= h <= _LARGEST]
    return float(np.percentile(usual, 80)) if usual else 0.0


def lines_in(cell: Box, ink: Grey, height: float) -> list[InkLine]:
    """The lines in a cell, top to bottom; `height` of its table's characters."""
    everything = _components(cell, ink)
    parts = [p for p in everything if max(p[2], p[3]) >= _PIECE * height] or _worn(everything, height)
    if not parts:
        return []
    points = [p for p in everything if p not in parts]
    rows = np.zeros(cell.height + 1, np.int8)
    for _, top, _, high, _ in parts:
        rows[top : top + high] = 1
    strips = _divided(_merged(_runs(rows), height), cell.of(ink), height)
    found = []
    for top, bottom in strips:
        inside = [p for p in parts if top <= p[1] + p[3] / 2 < bottom]
        if inside:
            near = [p for p in points if top <= p[1] + p[3] / 2 < bottom]
            left, right = _reach(inside, near, height)
            small = [p for p in near if left <= p[0] and p[0] + p[2] <= right]
            found.append(InkLine(_within(cell, left, top, right, bottom), _placed(cell, inside), _placed(cell, small)))
    return found


def _placed(cell: Box, parts: list[_Part]) -> tuple[Box, ...]:
    x, y = cell.left, cell.top
    return tuple(Box(x + a, y + b, x + a + wide, y + b + high) for a, b, wide, high, _ in sorted(parts))


def _components(cell: Box, ink: Grey) -> list[_Part]:
    """The pieces of ink in a cell without what its rules left at its edges."""
    inside = cell.of(ink)
    if inside.size == 0:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inside), connectivity=8)
    height, width = inside.shape
    found: list[_Part] = []
    for left, top, wide, high, area in stats[1:count].tolist():
        at_side = (left <= SCALE or left + wide >= width - SCALE) and wide <= _RESIDUE
        at_end = (top <= SCALE or top + high >= height - SCALE) and high <= _RESIDUE
        if not at_side and not at_end:
            found.append((left, top, wide, high, area))
    return found


def _worn(parts: list[_Part], height: float) -> list[_Part]:
    """Small pieces that may be what is left of one character: enough ink, close together."""
    if sum(p[4] for p in parts) < max(_SCATTERED * height * height, SCALE):
        return []
    left, right = min(p[0] for p in parts), max(p[0] + p[2] for p in parts)
    top, bottom = min(p[1] for p in parts), max(p[1] + p[3] for p in parts)
    return parts if right - left <= 2 * height and bottom - top <= _ONE_LINE * height else []


def _reach(parts: list[_Part], points: list[_Part], height: float) -> tuple[int, int]:
    """Left and right end of a line with the points that stand close to its characters."""
    left, right = min(p[0] for p in parts), max(p[0] + p[2] for p in parts)
    for start, _, wide, _, _ in sorted(points):
        if left - _CLOSE * height <= start and start + wide <= right + _CLOSE * height:
            left, right = min(left, start), max(right, start + wide)
    return left, right


def _runs(rows: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows, [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _merged(strips: list[tuple[int, int]], height: float) -> list[tuple[int, int]]:
    """Strips that are strokes of one line (二, ：) put together."""
    done: list[tuple[int, int]] = []
    for top, bottom in strips:
        if done and bottom - done[-1][0] <= _ONE_LINE * height:
            done[-1] = (done[-1][0], bottom)
        else:
            done.append((top, bottom))
    return done


def _divided(strips: list[tuple[int, int]], inside: Grey, height: float) -> list[tuple[int, int]]:
    """Strips of several lines that touch, cut where there is least ink."""
    profile = (inside > 0).sum(axis=1)
    found = []
    for top, bottom in strips:
        count = round((bottom - top) / (1.15 * height)) if bottom - top > _TWO_LINES * height > 0 else 1
        cuts = [top]
        for i in range(1, count):
            middle = top + (bottom - top) * i / count
            near = range(round(middle - 0.3 * height), round(middle + 0.3 * height))
            cuts.append(min(near, key=lambda y: (profile[y], abs(y - middle))))
        found += list(pairwise([*cuts, bottom]))
    return found


def _within(cell: Box, left: int, top: int, right: int, bottom: int) -> Box:
    return Box(
        max(cell.left, cell.left + left - _MARGIN), max(cell.top, cell.top + top - _MARGIN),
        min(cell.right, cell.left + right + _MARGIN), min(cell.bottom, cell.top + bottom + _MARGIN),
    )  # fmt: skip
