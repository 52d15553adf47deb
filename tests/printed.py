"""Printed pages made by hand for tests: text and tables at their places, as a PDF or a scan would give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.reading.sheet import Glyph, Rule, Sheet

EM = 12.0
LEFT, RIGHT, WIDTH, HEIGHT = 60.0, 540.0, 600.0, 840.0


def wide(char: str) -> float:
    """The width of a character in points: Chinese ones are square."""
    return EM if ord(char) > 0x2E7F or char in "“”—" else EM / 2


def words(text: str, left: float, top: float, em: float = EM) -> list[Glyph]:
    """The characters of a line, side by side; a space is room and no glyph."""
    glyphs, at = [], left
    for char in text:
        width = wide(char) * em / EM
        if not char.isspace():
            glyphs.append(Glyph(char, at, top, at + width, top + em))
        at += width
    return glyphs


def width_of(text: str) -> float:
    """How wide the characters stand side by side, in points."""
    return sum(map(wide, text))


def lines(*texts: str, top: float = 60.0, step: float = 20.0) -> list[Glyph]:
    """Lines below one another from the column's left edge; leading full-width spaces are indents."""
    return [glyph for i, text in enumerate(texts) for glyph in words(text, LEFT, top + i * step)]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The rules of a table with every cell drawn."""
    across = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return across + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def filled(rows: Sequence[Sequence[str]], xs: Sequence[float], ys: Sequence[float]) -> list[Glyph]:
    """The words of a table's cells, each at the upper left of its cell; `\\n` begins a new line in the cell."""
    return [
        glyph
        for row, y in zip(rows, ys, strict=False)
        for text, x in zip(row, xs, strict=False)
        for i, line in enumerate(text.split("\n"))
        for glyph in words(line, x + 3, y + 3 + i * EM * 1.2)
    ]


def sheet(number: int, glyphs: Iterable[Glyph], rules: Iterable[Rule] = ()) -> Sheet:
    """One page."""
    return Sheet(number, WIDTH, HEIGHT, tuple(glyphs), tuple(rules))
