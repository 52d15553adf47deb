"""Printed lines → paragraphs: where a line ends because it was full, the next one goes on with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.print_lines import PrintLine, Words, join_lines

# In ems: an indent that begins a paragraph, the slack of "would have fitted", and the space that parts paragraphs
# beyond the usual distance of lines.
_INDENT, _SLACK, _PARTED = 0.8, 0.3, 0.35
_NARROWEST = 0.55  # part of the page's width that a column takes at least
_SAME_SIZE = 0.15  # part by which the height of lines of one paragraph may differ
_OPENING, _CLOSING = "（《“‘〔【「『(<[", "，。、；：？！）》”’〕】」』,.;:?!)>]%％"
_QUOTES, _BRACKETS = "“”‘’\"'", ")）》〕】"
_STOP = "。！？；：!?;:"
_OPENS_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、．.]|第[一二三四五六七八九十]{1,3}(?:部分|章)"
    r"|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)](?!项|款)|\d{1,2}\s*[.．、](?!\s*\d))"
)


@dataclass(frozen=True, slots=True)
class Column:
    """The column of prose of a document's pages: where lines begin and end (points) and their usual distance (ems)."""

    left: float
    right: float
    step: float


def column_of(lines: Sequence[PrintLine], page_width: float) -> Column:
    """The column that these lines, on pages of one width (points), are set in."""
    if not lines:
        return Column(0.0, 0.0, 0.0)
    em = sorted(line.em for line in lines)[len(lines) // 2]
    right = _usual_end(lines)
    long = [line for line in lines if line.right - line.left > 0.5 * (right - line.left)] or list(lines)
    lefts = Counter(round(line.left) for line in long)
    left = min(lefts, key=lambda x: (-sum(lefts[x + d] for d in (-1, 0, 1)), x))
    right = max(right, left + _NARROWEST * page_width)
    steps = Counter(
        round((b.middle - a.middle) / em, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and right - a.right < 2 * em and 0 < b.middle - a.middle < 4 * em
    )
    step = min(steps, key=lambda s: (-sum(steps[round(s + d, 1)] for d in (-0.1, 0, 0.1)), s)) if steps else 0.0
    return Column(float(left), right, step)


def _usual_end(lines: Sequence[PrintLine]) -> float:
    """Where full lines end: the place in the right half of the longest where most do. Marks may hang beyond it."""
    longest = max(line.right for line in lines)
    half = min(line.left for line in lines) / 2 + longest / 2
    ends = Counter(round(line.right) for line in lines if line.right > half)
    usual = max(ends, key=lambda x: (sum(ends[x + d] for d in (-1, 0, 1)), x))
    return float(usual) if sum(ends[usual + d] for d in (-1, 0, 1)) > 1 else longest


def goes_on(one: PrintLine, other: PrintLine, column: Column) -> bool:
    """Whether the second line is the same paragraph as the first, right above it or last on the page before."""
    if abs(one.em - other.em) > _SAME_SIZE * max(one.em, other.em):
        return False
    if one.page == other.page and column.step and (other.middle - one.middle) / one.em > column.step + _PARTED:
        return False
    if _would_have_fitted(one, other, column):
        return False
    stopped = one.words.text[-1] in _STOP
    if stopped and _OPENS_HEADING.match(other.words.text):
        return False
    indented = other.left > column.left + _INDENT * other.em
    return not indented or (abs(one.left - other.left) < _INDENT * one.em and not stopped and not _opens(other))


def _opens(line: PrintLine) -> bool:
    return _OPENS_HEADING.match(line.words.text) is not None


def _would_have_fitted(one: PrintLine, other: PrintLine, column: Column) -> bool:
    """Whether the first line had room for the unbreakable beginning of the second: then it ended on purpose."""
    return one.right + _first_unit(other) + _SLACK * one.em <= column.right


def _first_unit(line: PrintLine) -> float:
    """The width of what can't be broken at the line's beginning: a Latin word or number, or a character with its marks."""
    text = ""
    for glyph in line.glyphs:
        if text and not _sticks(text, glyph.text):
            break
        text += glyph.text
        right = glyph.right
    return right - line.left


def _sticks(before: str, char: str) -> bool:
    """Whether no line may end between the two, by the rules of Chinese type and by those of browsers and offices."""
    last, first = before[-1], char[0]
    if last in _OPENING or first in _CLOSING or last in _QUOTES or first in _QUOTES:
        return True
    return _is_latin(first) and (_is_latin(last) or last in _BRACKETS)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def joined(lines: Sequence[PrintLine]) -> tuple[Words, tuple[tuple[int, int], ...]]:
    """The lines of one paragraph as one text, and (offset, page) for each page that begins within it."""
    words, turns = lines[0].words, list[tuple[int, int]]()
    page = lines[0].page
    for line in lines[1:]:
        whole = join_lines(words, line.words)
        if line.page != page:
            turns.append((len(whole.text) - len(line.words.text), line.page))
            page = line.page
        words = whole
    return words, tuple(turns)
