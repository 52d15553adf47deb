"""What the shapes of ink say of a number's line: a second witness beside the recogniser, which has no eye for / - and .

A slash or a dash alone in a cell means “no number”; read as 1 it would be one. So these are told by their shape, and a
number is certain only where its pieces of ink fit it.
"""

from __future__ import annotations

from itertools import pairwise

from corpus.reading.ocr.inked import InkLine
from corpus.reading.ocr.pixels import Box, Grey

DASH, LONG_DASH, SLASH = "-", "—", "/"

# Of the height of the table's characters.
_FLAT, _LONG, _TALL, _THIN = 0.27, 0.6, 0.5, 0.3
_DIGIT = 0.45  # the least height of a digit or a plus
_APART = 0.27  # from so far apart two digits are two numbers; those of one number stand 0.21 apart at most, spaced 0.30
_SHORT = 0.18  # the least width of a dash
_POINT = 0.07  # the least width and height of a decimal point; grain is smaller
# How far the upper quarter of a piece stands to the right of the lower one, by its height: a slash leans, a 1 hardly.
_SLASH_LEAN, _UPRIGHT_LEAN = 0.18, 0.1
_FOOT = 0.3  # part of a line's height, from below, where points stand


def mark_of(line: InkLine, ink: Grey, height: float) -> str:
    """The dash or slash that a line consists of, '' where it is anything else."""
    if line.points and any(max(p.width, p.height) > _POINT * height for p in line.points):
        return ""
    if line.parts and all(_is_dash(part, height) for part in line.parts) and len(line.parts) <= 2:
        return LONG_DASH if line.parts[-1].right - line.parts[0].left >= _LONG * height else DASH
    if len(line.parts) == 1 and _lean(line.parts[0], ink, height) >= _SLASH_LEAN:
        return SLASH
    return ""


def contradicts(text: str, line: InkLine, ink: Grey, height: float) -> bool:
    """Whether the pieces of ink do not fit a number read as `text`: a sign, a point, a gap or a digit too many."""
    signed = text[:1] in ("-", "+", "—")
    first = line.parts[0] if line.parts else None
    if first is not None and len(line.parts) > 1 and _is_dash(first, height) and not signed:
        return True
    digits = [part for part in line.parts if part.height >= _DIGIT * height]
    if any(b.left - a.right > _APART * height and not _between(a, b, line) for a, b in pairwise(digits)):
        return True
    if len(digits) > sum(char.isalnum() or char == "+" for char in text):
        return True
    if any(_is_point(point, line, height) for point in line.points) and not any(mark in text for mark in ".,"):
        return True
    return text == "1" and first is not None and _lean(first, ink, height) > _UPRIGHT_LEAN


def _between(one: Box, other: Box, line: InkLine) -> bool:
    """Whether a point, a comma or a speck stands between two digits."""
    return any(one.right <= p.left + 1 and p.right <= other.left + 1 for p in (*line.parts, *line.points))


def _is_dash(part: Box, height: float) -> bool:
    return part.height <= _FLAT * height and part.width >= max(1.3 * part.height, _SHORT * height)


def _is_point(point: Box, line: InkLine, height: float) -> bool:
    """Whether a small piece stands where a decimal point does: at the foot of the line, between two digits."""
    low = (point.top + point.bottom) / 2 >= line.box.bottom - _FOOT * line.box.height
    between = line.parts[0].right <= point.left + 1 and point.right <= line.parts[-1].left + 1
    return low and between and min(point.width, point.height) >= _POINT * height


def _lean(part: Box, ink: Grey, height: float) -> float:
    """How far a thin tall stroke leans to the right; 0 for what is no such stroke."""
    inside = part.of(ink) > 0
    if part.height < _TALL * height or not inside.any():
        return 0.0
    if inside.sum(axis=1).max() > _THIN * height:
        return 0.0
    quarter = max(1, part.height // 4)
    upper, lower = inside[:quarter].nonzero()[1], inside[-quarter:].nonzero()[1]
    return float(upper.mean() - lower.mean()) / part.height
