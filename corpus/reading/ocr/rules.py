"""The printed lines of tables on a page of ink: found, joined, and laid on common coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from corpus.reading.ocr.pixels import SCALE, Box, Grey, binary, darker

_SHORTEST = 14 * SCALE  # no stroke of a table's type is as long, and every row and column is as wide
_THICKEST = 4 * SCALE
_GAP = 6 * SCALE  # a break in a line, of a fax or a worn ribbon; no cell is as narrow
_TOUCH = 1.5 * SCALE  # from so near the end of one line touches another; a dash in a narrow cell ends farther away
_NEAR = 3 * SCALE  # lines that meet end on one another, be it a little short or over
_SAME = 2 * SCALE  # two lines as near are one, or a double line
_ALONG, _FAINT = 31, 8  # pixels over which a hairline's grain is evened out, and how much darker than paper it then is
# Of a hairline's own darkness: what nearly all of its length reaches, and a row of writing does not.
_EVEN, _EVENLY = 0.4, 0.92
_RIM, _MOSTLY = 0.15, 0.6  # of a line's height, where rules may touch its box; of a stroke's length
_LEAST_WIDTH, _LEAST_HEIGHT = 72 * SCALE, 12 * SCALE  # a smaller frame is a heading's large character (国, 开)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line in pixels: `at` its y (a horizontal one) or x, from `start` to `end` along it."""

    at: float
    start: float
    end: float

    def touches(self, other: Stroke) -> bool:
        """Whether a line across this one meets it, to within a little."""
        here = self.start - _TOUCH <= other.at <= self.end + _TOUCH
        return here and other.start - _TOUCH <= self.at <= other.end + _TOUCH


@dataclass(frozen=True, slots=True)
class Lattice:
    """The lines of a page's tables, horizontal and vertical ones, and the page with these lines blacked (255)."""

    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    mask: Grey


def find_lattice(page: Grey, writing: Sequence[Box]) -> Lattice:
    """The rules on a page; lines that meet no other (underlines, dashes) or run through `writing` are none."""
    ink, turned = binary(page), np.ascontiguousarray(page.T)
    lying = _opened(ink) | _faint(page)
    standing = (_opened(np.ascontiguousarray(ink.T)) | _faint(turned)).T
    across, down = _strokes(lying), _strokes(np.ascontiguousarray(standing.T))
    across = [s for s in across if sum(_through(s, box) for box in writing) < _MOSTLY * (s.end - s.start)]
    across, down = _tables(*_meeting(across, down))
    mask = _mask(across, down, lying, standing)
    across, down = _snapped(across, down), _snapped(down, across)
    return Lattice(tuple(across), tuple(down), mask)


def _opened(ink: Grey) -> Grey:
    """What is left of the ink in horizontal runs as long as a rule, small breaks closed and stairs of skew joined."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    thick = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8)), np.uint8)


def _faint(page: Grey) -> Grey:
    """Horizontal hairlines too light for single pixels to show: seen along their length, and evenly dark along it."""
    along = np.asarray(cv2.blur(page, (_ALONG, 1)), np.uint8)
    opened = _opened(darker(along, _FAINT))
    near = 255 - cv2.blur(page, (5, 1))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = np.zeros_like(opened)
    for i, (left, top, width, height, area) in enumerate(boxes[1:count].tolist(), start=1):
        if area / width > _THICKEST or height > 3 * _THICKEST:
            continue
        part = slice(top, top + height), slice(left, left + width)
        darkness = near[part].max(axis=0)
        strong = float(np.percentile(darkness, 75))
        even = darkness >= _EVEN * strong
        if strong >= _FAINT and even.mean() >= _EVENLY:
            first, last = int(even.argmax()), width - int(even[::-1].argmax())
            found[part][:, first:last] |= np.where(labels[part][:, first:last] == i, np.uint8(255), np.uint8(0))
    return found


def _strokes(opened: Grey) -> list[Stroke]:
    """The horizontal lines among the runs, those on one height joined over small breaks."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for left, top, width, height, area in boxes[1:count]:
        # A long line leans by a few pixels: its mean thickness counts, not the height of its box.
        if area / width <= _THICKEST and height <= 3 * _THICKEST:
            found.append(Stroke(top + height / 2, float(left), float(left + width)))
    return _joined(found)


def _joined(strokes: list[Stroke]) -> list[Stroke]:
    done: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: s.start):
        before = [s for s in done if abs(s.at - stroke.at) <= _SAME and -_GAP <= stroke.start - s.end <= _GAP]
        if before:
            last = max(before, key=lambda s: s.end)
            done.remove(last)
            long = (last.end - last.start) / max(stroke.end - last.start, 1)
            stroke = Stroke(long * last.at + (1 - long) * stroke.at, last.start, max(stroke.end, last.end))
        done.append(stroke)
    return done


def _through(stroke: Stroke, line: Box) -> float:
    """How long a horizontal stroke runs through the middle of a line of writing: there it is part of its characters."""
    rim = _RIM * line.height
    if not line.top + rim < stroke.at < line.bottom - rim:
        return 0.0
    return max(0.0, min(stroke.end, line.right) - max(stroke.start, line.left))


def _meeting(across: list[Stroke], down: list[Stroke]) -> tuple[list[Stroke], list[Stroke]]:
    """The lines of frames: each meets at least two others, or one at its end where the page cut the table."""
    while True:
        kept_across = [s for s in across if sum(s.touches(t) for t in down) >= 2]
        kept_down = [s for s in down if any(s.touches(t) for t in kept_across)]
        if len(kept_across) == len(across) and len(kept_down) == len(down):
            return kept_across, kept_down
        across, down = kept_across, kept_down


def _tables(across: list[Stroke], down: list[Stroke]) -> tuple[list[Stroke], list[Stroke]]:
    """The lines of frames that are as large as a table."""
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    for stroke in across:
        crossing = [d for d in down if stroke.touches(d)]
        mine = [g for g in groups if any(d in g[1] for d in crossing)]
        groups = [g for g in groups if g not in mine]
        groups.append(([stroke, *(a for g in mine for a in g[0])], list({*crossing, *(d for g in mine for d in g[1])})))
    large = [g for g in groups if _is_large(*g)]
    return [a for g in large for a in g[0]], [d for g in large for d in g[1]]


def _is_large(across: list[Stroke], down: list[Stroke]) -> bool:
    width = max(a.end for a in across) - min(a.start for a in across)
    height = max(d.end for d in down) - min(d.start for d in down)
    return width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT


def _mask(across: Sequence[Stroke], down: Sequence[Stroke], lying: Grey, standing: Grey) -> Grey:
    """The pixels of the lines kept, a little thicker than they were found."""
    mask = np.zeros_like(lying)
    edge = _THICKEST
    for strokes, source, target in ((across, lying, mask), (down, standing.T, mask.T)):
        for s in strokes:
            rows = slice(max(int(s.at) - edge, 0), int(s.at) + edge)
            columns = slice(max(int(s.start) - 1, 0), int(s.end) + 1)
            target[rows, columns] |= source[rows, columns]
    return np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)


def _snapped(strokes: Sequence[Stroke], others: Sequence[Stroke]) -> list[Stroke]:
    """The lines on common coordinates, their ends on the lines they meet."""
    places, crossings = _levels(strokes), _levels(others)
    return [
        replace(s, at=_nearest(s.at, places), start=_nearest(s.start, crossings), end=_nearest(s.end, crossings))
        for s in strokes
    ]


def _levels(strokes: Sequence[Stroke]) -> list[float]:
    """The coordinates on which lines lie, those nearer than a double line's being one: the mean by length."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.at):
        if groups and stroke.at - groups[-1][-1].at <= _SAME:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return [sum(s.at * (s.end - s.start) for s in g) / sum(s.end - s.start for s in g) for g in groups]


def _nearest(place: float, levels: Sequence[float]) -> float:
    best = min(levels, key=lambda level: abs(level - place), default=place)
    return best if abs(best - place) <= _NEAR else place
