"""The characters of a text object of an OFD, each with its box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import atan2, cos, hypot, radians, sin

from lxml import etree

from corpus.reading.drawn import Box
from corpus.reading.ofd_package import numbers
from corpus.reading.page import is_wide
from corpus.reading.printed_chars import Char
from corpus.reading.space import Matrix, moved

_ABOVE, _BELOW = 0.86, 0.14  # of its size: how far a character reaches above its base line and below it
_NARROW, _NARROWEST = 0.6, 0.5  # of its size: the width of a digit or Latin letter at most, and where it is not said
_LARGEST = 200.0  # mm
_INDENTED = re.compile(r"^\s*[\r\n]\s*|\s*[\r\n]\s*$")
_UNSEEN = frozenset(" \t\r\n\u00a0\u3000")


def chars_of_object(item: etree._Element, matrix: Matrix) -> Iterator[Char]:
    """The characters of a text object as `matrix` lays them on the page; white space says nothing and is left out."""
    size = _first(item.get("Size"), 0.0)
    if not 0 < size <= _LARGEST:
        return
    hidden = _is_hidden(item)
    stretch = _first(item.get("HScale"), 1.0) or 1.0
    turned = radians(_first(item.get("CharDirection"), 0.0))
    angle = _angle(matrix, turned)
    x = y = 0.0
    for code in item.iterfind("{*}TextCode"):
        text = _INDENTED.sub("", code.text or "")
        x, y = _first(code.get("X"), x), _first(code.get("Y"), y)
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for i, char in enumerate(text):
            step = across[i] if i < len(across) else None
            width = _width(char, size * stretch, step)
            if char not in _UNSEEN:
                box = _box(matrix, at_x, at_y, width, size, turned)
                yield Char(char, *box, angle, False, hidden)
            at_x += step if step is not None else 0.0 if down else width
            at_y += down[i] if i < len(down) else 0.0


def _width(char: str, size: float, step: float | None) -> float:
    """How wide the character itself is, never more than the step to the next one."""
    own = size if is_wide(char) else size * _NARROW if step else size * _NARROWEST
    return min(own, step) if step is not None and step > 0.1 * size else own


def _box(matrix: Matrix, x: float, y: float, width: float, size: float, turned: float) -> Box:
    """Left, bottom, right, top on the page of a character that stands on its base line at (x, y)."""
    corners = []
    for across, down in ((0.0, -_ABOVE * size), (width, -_ABOVE * size), (width, _BELOW * size), (0.0, _BELOW * size)):
        dx = across * cos(turned) - down * sin(turned)
        dy = across * sin(turned) + down * cos(turned)
        corners.append(moved(matrix, x + dx, y + dy))
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _angle(matrix: Matrix, turned: float) -> float:
    """The direction in which a character's base line runs on the page, in radians against its x axis."""
    a, b, c, d, _, _ = matrix
    x, y = a * cos(turned) + c * sin(turned), b * cos(turned) + d * sin(turned)
    return atan2(y, x) if hypot(x, y) else 0.0


def _deltas(words: str | None, count: int) -> Sequence[float]:
    """The steps from character to character; `g 3 5.0` stands for 5.0 three times."""
    found: list[float] = []
    tokens = iter((words or "").split())
    for token in tokens:
        times = 1
        if token in ("g", "G"):
            times, token = int(_first(next(tokens, ""), 0.0)), next(tokens, "")
        found += [_first(token, 0.0)] * max(0, min(times, count - len(found)))
        if len(found) >= count:
            break
    return found


def _first(words: str | None, otherwise: float) -> float:
    found = numbers(words or "")
    return found[0] if found else otherwise


def _is_hidden(item: etree._Element) -> bool:
    """Whether the words are not painted at all, as those that a scanner lays over its picture."""
    colour = item.find("{*}FillColor")
    clear = item.get("Alpha") == "0" or (colour is not None and colour.get("Alpha") == "0")
    return clear or (item.get("Fill") in ("false", "0") and item.get("Stroke") not in ("true", "1"))
