"""Glyphs of a printed page → lines of words, a gap a space only where the distance says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.reading.characters import RAISED, meant
from corpus.reading.page import is_wide
from corpus.reading.sheet import Glyph

# Gaps that part two glyphs, in ems: digits and Latin letters stand close, Chinese ones are spread by justification.
_NARROW_GAP, _MIXED_GAP, _WIDE_GAP = 0.28, 0.18, 1.2
# Full-width digits stand an em apart, in boxes of half an em.
_FULL_WIDTH, _FULL_WIDTH_GAP = frozenset("０１２３４５６７８９．，"), 0.75
# A printed space parts them by less; one that the next glyph covers was taken back.
_SPACE = 0.12
# A gap this wide (ems) parts a line into pieces, as a tab or a column would.
PIECE_GAP = 1.9
# The same character printed again at this part of an em is printed bold that way.
_OVERPRINT = 0.2
# A character this many times as high as those that stand below it is a watermark.
_WATERMARK = 2.2
_DIGITS = frozenset("0123456789")
# A raised digit is less than so high, and ends by more than so much above its line (parts of the height before it).
# Measured: 0.80 and 0.45 as LibreOffice prints them, 0.83 and 0.38 as Chromium does; digits of one size differ by 0.02.
_SMALL, _HIGH = 0.92, 0.2
_SAME_LINE = 0.6  # part of the lower height that two glyphs of one line share


@dataclass(frozen=True, slots=True)
class Words:
    """Text and the spans (start, end) of it that the reader is not sure of."""

    text: str = ""
    doubts: tuple[tuple[int, int], ...] = ()

    def then(self, other: Words, between: str = "") -> Words:
        """These words, `between`, and the others."""
        by = len(self.text) + len(between)
        return Words(self.text + between + other.text, (*self.doubts, *((a + by, b + by) for a, b in other.doubts)))


@dataclass(frozen=True, slots=True)
class PrintLine:
    """Glyphs side by side, from left to right; `em` is the height of most of them, in points."""

    page: int
    glyphs: tuple[Glyph, ...]
    left: float
    top: float
    right: float
    bottom: float
    em: float

    @property
    def words(self) -> Words:
        """The line's words; pieces far apart stand apart by a tab."""
        return words_of_glyphs(self.glyphs, self.em)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def pieces(self, gap: float = PIECE_GAP) -> tuple[PrintLine, ...]:
        """The parts of the line that gaps wider than `gap` ems leave, from left to right."""
        found: list[list[Glyph]] = []
        for glyph in self.glyphs:
            if found and glyph.left - found[-1][-1].right <= gap * self.em:
                found[-1].append(glyph)
            else:
                found.append([glyph])
        return tuple(line_of(piece, self.page) for piece in found)


def clean_glyphs(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs that say something and spaces, as the characters meant: each once, no watermark."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        text = meant(glyph.text)
        text = text.strip() or text[:1]
        if text and glyph.bottom > glyph.top:
            glyph = (
                glyph
                if text == glyph.text
                else Glyph(text, glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.doubtful)
            )
            if not _printed_before(seen, glyph):
                kept.append(glyph)
    return _without_watermarks(kept)


def _printed_before(seen: dict[tuple[str, int, int], list[Glyph]], glyph: Glyph) -> bool:
    """Whether the same glyph stands at that place already; remembers it where not."""
    step = max(glyph.bottom - glyph.top, 1.0)
    x, y = int(glyph.left // step), int(glyph.top // step)
    near = (other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in seen.get((glyph.text, x + dx, y + dy), ()))
    limit = min(_OVERPRINT * step, 0.4 * max(glyph.right - glyph.left, 0.1))
    if any(abs(o.left - glyph.left) <= limit and abs(o.top - glyph.top) <= _OVERPRINT * step for o in near):
        return True
    seen.setdefault((glyph.text, x, y), []).append(glyph)
    return False


def _without_watermarks(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without large ones that stand over smaller text."""
    if not glyphs:
        return glyphs
    usual = median(g.bottom - g.top for g in glyphs)
    large = [g for g in glyphs if g.bottom - g.top > _WATERMARK * usual]
    small = [g for g in glyphs if g.bottom - g.top <= _WATERMARK * usual] if large else []
    over = {id(g) for g in large if sum(_contains(g, s) for s in small) >= 2}
    # A watermark is a few words: where one character of it lies over text, those beside it belong to it too.
    tops = [(g.top, g.bottom) for g in large if id(g) in over]
    return [g for g in glyphs if id(g) not in over and not (g in large and any(a <= g.top < b for a, b in tops))]


def _contains(outer: Glyph, inner: Glyph) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left < x < outer.right and outer.top < y < outer.bottom


def lines_of_glyphs(glyphs: Sequence[Glyph], page: int) -> list[PrintLine]:
    """The glyphs line by line from top to bottom; a space that parts two of them stands before the second."""
    rows: list[tuple[Glyph, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom, g.left)):
        # Lines are met from top to bottom, so only the last few can still be open.
        row = next((row for row in reversed(rows[-3:]) if _side_by_side(row[0], glyph)), None)
        if row is None:
            rows.append((glyph, [glyph]))
        else:
            row[1].append(glyph)
    spaced = (_with_spaces(sorted(row, key=lambda g: (g.left, g.right))) for _, row in rows)
    lines = [line_of(row, page) for row in spaced if row]
    return sorted(lines, key=lambda line: (line.middle, line.left))


def _with_spaces(row: list[Glyph]) -> list[Glyph]:
    """The row without its spaces; a glyph after one, or after a gap like one, begins with it."""
    kept: list[Glyph] = []
    printed = False
    base: Glyph | None = None
    spread = _spread(row)
    for glyph in row:
        if glyph.text.isspace():
            printed = bool(kept)
            continue
        if base and _is_raised(base, glyph):
            glyph = replace(glyph, text=glyph.text.translate(RAISED))
        else:
            base = glyph
        if kept and _is_apart(kept[-1], glyph, spread, printed):
            glyph = replace(glyph, text=f" {glyph.text}")
        printed = False
        kept.append(glyph)
    return kept


def _is_raised(base: Glyph, glyph: Glyph) -> bool:
    """Whether a digit is the mark of a footnote: smaller than the glyph before it, and standing higher."""
    height = base.bottom - base.top
    small = glyph.bottom - glyph.top < _SMALL * height
    return small and glyph.text in _DIGITS and base.bottom - glyph.bottom > _HIGH * height and glyph.top < base.bottom


def _is_apart(last: Glyph, glyph: Glyph, spread: float, printed: bool) -> bool:
    """Whether two glyphs are parted by a space: a printed one that shows, or a gap; `spread` is the line's own gap."""
    wide = is_wide(last.text[-1]) + is_wide(glyph.text[0])
    gap = glyph.left - last.right - (spread if wide else 0.0)
    least = _SPACE if printed and wide < 2 else (_NARROW_GAP, _MIXED_GAP, _WIDE_GAP)[wide]
    if last.text[-1] in _FULL_WIDTH and glyph.text[0] in _FULL_WIDTH:
        least = _FULL_WIDTH_GAP
    return gap > least * (glyph.bottom - glyph.top)


def _spread(row: Sequence[Glyph]) -> float:
    """By how much justification has drawn the Chinese characters of a line apart, in points."""
    gaps = [b.left - a.right for a, b in pairwise(row) if is_wide(a.text[-1]) and is_wide(b.text[0])]
    near = [gap for gap in gaps if 0 <= gap < row[0].bottom - row[0].top]
    return median(near) if near else 0.0


def _side_by_side(one: Glyph, other: Glyph) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.bottom - one.top, other.bottom - other.top)


def line_of(glyphs: Sequence[Glyph], page: int) -> PrintLine:
    """One line of glyphs that are in order from left to right."""
    return PrintLine(
        page,
        tuple(glyphs),
        glyphs[0].left,
        min(g.top for g in glyphs),
        max(g.right for g in glyphs),
        max(g.bottom for g in glyphs),
        median(g.bottom - g.top for g in glyphs),
    )


def words_of_glyphs(glyphs: Sequence[Glyph], em: float) -> Words:
    """The words of glyphs that stand side by side."""
    parts: list[str] = []
    doubts: list[tuple[int, int]] = []
    at = 0
    last: Glyph | None = None
    for glyph in glyphs:
        said = glyph.text.lstrip()
        far = last is not None and glyph.left - last.right > PIECE_GAP * em
        space = "" if last is None else "\t" if far else " " if glyph.text[0].isspace() else ""
        parts += (space, said)
        at += len(space)
        if glyph.doubtful:
            doubts.append((at, at + len(said)))
        at += len(said)
        last = glyph
    return Words("".join(parts), tuple(doubts))


def join_lines(one: Words, other: Words) -> Words:
    """Two lines as one text: a space only where two Latin words or two numbers would run together."""
    if not one.text or not other.text:
        return one if one.text else other
    apart = not is_wide(one.text[-1]) and not is_wide(other.text[0])
    return one.then(other, " " if apart else "")
