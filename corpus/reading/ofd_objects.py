"""What stands on a page of an OFD: characters with their boxes, straight lines, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from corpus.reading.drawn import WHITE, Box, Drawn, Point, box_of, is_straight, is_thin
from corpus.reading.limits import FORM_DEPTH, check_printed_page
from corpus.reading.ofd_package import OfdPage, Resources, numbers
from corpus.reading.ofd_text import chars_of_object
from corpus.reading.printed_chars import Char
from corpus.reading.space import IDENTITY, Matrix, moved, times

POINTS = 72 / 25.4  # in a millimetre
PAGE: Matrix = (POINTS, 0.0, 0.0, -POINTS, 0.0, 0.0)  # millimetres down → points up
_ROOM = 1.0  # mm by which a line may overshoot the boundary of its object
_STEP = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # what follows each command of a path


@dataclass(slots=True)
class Contents:
    """What was found on a page, in points with y upwards; `pictures` are boxes and their parts in the package."""

    chars: list[Char] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    pictures: list[tuple[Box, str]] = field(default_factory=list)
    count: int = 0

    @property
    def drawn(self) -> Drawn:
        """Its lines and the places of its pictures."""
        return Drawn(tuple(self.lines), tuple(box for box, _ in self.pictures))


def contents_of(page: OfdPage, resources: Resources) -> Contents:
    """All that is seen on a page; ReadingError where that is more than any report's page has."""
    contents = Contents()
    for layer in page.layers or ():
        _collect(contents, layer, PAGE, resources, page.number, 0)
    return contents


def _collect(
    contents: Contents, parent: etree._Element, outer: Matrix, resources: Resources, number: int, depth: int
) -> None:
    for item in parent:
        if not isinstance(item.tag, str) or item.get("Visible") in ("false", "0"):
            continue
        contents.count += 1
        check_printed_page(number, contents.count)
        name = etree.QName(item).localname
        if name == "TextObject":
            contents.chars += chars_of_object(item, _matrix(item, outer))
            check_printed_page(number, len(contents.chars))
        elif name == "PathObject":
            contents.lines += _lines(item, outer, number)
            check_printed_page(number, len(contents.lines))
        elif name == "ImageObject":
            box = _picture_box(item, outer)
            # A hairline may be drawn as a picture of one row of dots.
            if is_thin(box):
                contents.lines.append(box)
            else:
                contents.pictures.append((box, resources.pictures.get(item.get("ResourceID") or "", "")))
        elif name == "PageBlock" and depth < FORM_DEPTH:
            _collect(contents, item, outer, resources, number, depth + 1)
        elif name == "CompositeObject" and depth < FORM_DEPTH:
            drawing = resources.drawings.get(item.get("ResourceID") or "")
            if drawing is not None:
                _collect(contents, drawing, _matrix(item, outer), resources, number, depth + 1)


def _matrix(item: etree._Element, outer: Matrix) -> Matrix:
    """From the object's own space to the page's: its CTM, then its place, then what it stands in."""
    ctm, boundary = numbers(item.get("CTM") or ""), _boundary(item)
    own: Matrix = (ctm[0], ctm[1], ctm[2], ctm[3], ctm[4], ctm[5]) if len(ctm) == 6 else IDENTITY
    return times(times(own, (1.0, 0.0, 0.0, 1.0, boundary[0], boundary[1])), outer)


def _boundary(item: etree._Element) -> Box:
    found = numbers(item.get("Boundary") or "")
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else (0.0, 0.0, 0.0, 0.0)


def _picture_box(item: etree._Element, outer: Matrix) -> Box:
    """A picture fills the unit square of its own space; without a matrix, its boundary."""
    if item.get("CTM"):
        matrix, wide, high = _matrix(item, outer), 1.0, 1.0
    else:
        matrix, (_, _, wide, high) = _matrix(item, outer), _boundary(item)
    return box_of([moved(matrix, x, y) for x, y in ((0, 0), (wide, 0), (wide, high), (0, high))])


# --- paths -------------------------------------------------------------------------------------


def _lines(item: etree._Element, outer: Matrix, number: int) -> Iterator[Box]:
    """The sides that are drawn, and the filled boxes that are thin, as far as they lie within the boundary."""
    stroked = item.get("Stroke") not in ("false", "0") and _is_seen(item, "StrokeColor")
    filled = item.get("Fill") in ("true", "1") and _is_seen(item, "FillColor")
    if not (stroked or filled):
        return
    matrix, clip = _matrix(item, outer), _clip(item, outer)
    for outline in _outlines(item.findtext("{*}AbbreviatedData") or "", matrix, number):
        sides = [box_of(side) for side in pairwise(outline) if is_straight(*side)] if stroked else []
        box = box_of(outline)
        for line in (*sides, *([box] if filled and is_thin(box) else [])):
            seen = _within(line, clip)
            if seen:
                yield seen


def _outlines(data: str, matrix: Matrix, number: int) -> Iterator[list[Point]]:
    """The outlines of a path as their corners, in points; curves part them."""
    steps = _STEP.findall(data)
    check_printed_page(number, len(steps) // 2)
    outline: list[Point] = []
    start: Point | None = None
    at = 0
    while at < len(steps):
        command = steps[at].upper()
        count = _NUMBERS.get(command)
        values = steps[at + 1 : at + 1 + (count or 0)]
        if count is None or len(values) < count or any(value.isalpha() for value in values):
            at += 1  # what is no command of the standard says nothing
            continue
        at += 1 + count
        if command == "C":
            if start is not None and outline:
                outline.append(start)
            continue
        point = moved(matrix, float(values[-2]), float(values[-1]))
        if command != "L" and outline:
            if len(outline) > 1:
                yield outline
            outline = []
        start = point if command in "SM" else start
        outline.append(point)
    if len(outline) > 1:
        yield outline


def _clip(item: etree._Element, outer: Matrix) -> Box | None:
    """The object's boundary with some room, None where it says none."""
    left, top, wide, high = _boundary(item)
    if wide <= 0 and high <= 0:
        return None
    room = max(_ROOM, *numbers(item.get("LineWidth") or "0"), 0.0)
    corners = ((left - room, top - room), (left + wide + room, top + high + room))
    return box_of([moved(outer, x, y) for x, y in corners])


def _within(line: Box, clip: Box | None) -> Box | None:
    """The part of a line that lies in the box, None where none does."""
    if clip is None:
        return line
    left, bottom, right, top = (
        max(line[0], clip[0]),
        max(line[1], clip[1]),
        min(line[2], clip[2]),
        min(line[3], clip[3]),
    )
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def _is_seen(item: etree._Element, name: str) -> bool:
    """Whether the colour shows on white paper; none said is black."""
    colour = item.find(f"{{*}}{name}")
    if item.get("Alpha") == "0" or (colour is not None and colour.get("Alpha") == "0"):
        return False
    parts = numbers((colour.get("Value") if colour is not None else "") or "")
    if len(parts) == 4:  # cyan, magenta, yellow, black
        return any(parts)
    return not parts or min(parts) < WHITE
