"""One page of pixels → a sheet: turned upright, its rules, its lines of writing."""

from __future__ import annotations

import numpy as np

from corpus.reading.lattice import Box as Place
from corpus.reading.lattice import Lattice as Boxes
from corpus.reading.lattice import lattices_of
from corpus.reading.ocr.detect import find_lines
from corpus.reading.ocr.pixels import DPI, SCALE, Box, Grey, evened, resampled, writing
from corpus.reading.ocr.recognise import recognise
from corpus.reading.ocr.rules import Lattice, Stroke, find_lattice
from corpus.reading.ocr.upright import skew, turned
from corpus.reading.ocr.writing import Written, letter_boxes, write_down
from corpus.reading.sheet import Glyph, Rule, Sheet

_LONG = 2.5  # width by height of a line from which it says which way the page lies
_LOOKED_AT, _LOOKED_FAR = 4, 120 * SCALE  # lines read both ways to see which is up, and how much of each


def sheet_of_page(grey: Grey, dpi: float, number: int) -> Sheet | None:
    """The sheet of a page, however it lies; None where nothing is written on it."""
    page = evened(resampled(grey, DPI / dpi))
    page = turned(page, skew(page))
    found = find_lines(page)
    if not found:
        return None
    page, found = _upright(page, found)
    lattice = find_lattice(page, found)
    clean = np.where(lattice.mask > 0, np.uint8(255), page)
    rules = _rules(lattice)
    lines = write_down(clean, writing(clean), found, _tables(rules))
    if not lines:
        return None
    height, width = page.shape
    return Sheet(number, width / SCALE, height / SCALE, _glyphs(lines), rules)


def _upright(page: Grey, found: list[Box]) -> tuple[Grey, list[Box]]:
    """The page with its lines lying and its characters standing, and the lines on it."""
    lying = sum(box.width for box in found if box.width > _LONG * box.height)
    standing = sum(box.height for box in found if box.height > _LONG * box.width)
    if standing > lying:
        page, found = _quarter(page, found)
    longest = sorted((b for b in found if b.width > _LONG * b.height), key=lambda b: -b.width)[:_LOOKED_AT]
    crops = [box.of(page)[:, :_LOOKED_FAR] for box in longest]
    if _clarity(crops) < _clarity([np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]):
        for _ in range(2):
            page, found = _quarter(page, found)
    return page, found


def _clarity(crops: list[Grey]) -> float:
    """How sure the recogniser is of the characters it sees, on the average of the lines."""
    readings = recognise(crops)
    return sum(sum(x.sure for x in r) / len(r) for r in readings if r) / max(1, len(crops))


def _quarter(page: Grey, found: list[Box]) -> tuple[Grey, list[Box]]:
    """The page and the boxes on it turned by 90 degrees, clockwise."""
    height = page.shape[0]
    boxes = [Box(height - b.bottom, b.left, height - b.top, b.right) for b in found]
    return np.ascontiguousarray(np.rot90(page, -1)), boxes


def _glyphs(lines: list[Written]) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(
            letter.text, left / SCALE, line.box.top / SCALE, right / SCALE, line.box.bottom / SCALE, i in line.doubtful
        )
        for line in lines
        for i, (letter, (left, right)) in enumerate(zip(line.letters, letter_boxes(line), strict=True))
    )


def _tables(rules: tuple[Rule, ...]) -> list[list[Box]]:
    """The cells of each table in pixels, just as the reader of sheets will see them."""
    return [[_box(lattice, place) for place in lattice.boxes] for lattice in lattices_of(rules)]


def _box(lattice: Boxes, place: Place) -> Box:
    edges = (
        lattice.xs[place.column], lattice.ys[place.row],
        lattice.xs[place.column + place.colspan], lattice.ys[place.row + place.rowspan],
    )  # fmt: skip
    return Box(*(round(edge * SCALE) for edge in edges))


def _rules(lattice: Lattice) -> tuple[Rule, ...]:
    def rule(stroke: Stroke, lying: bool) -> Rule:
        at, start, end = stroke.at / SCALE, stroke.start / SCALE, stroke.end / SCALE
        return Rule(start, at, end, at) if lying else Rule(at, start, at, end)

    return (*(rule(s, True) for s in lattice.across), *(rule(s, False) for s in lattice.down))
