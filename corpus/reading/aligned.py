"""Tables in text whose columns are aligned by spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.reading.lines import Line, grid_of, is_number, is_ordinal, is_sentence, is_value, words_of
from corpus.reading.rows import LABEL, Found, Row, Span, row_runs

_GAP = re.compile("[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u00a0\u3000]*")
_SINGLE_GAP = re.compile("[ \u00a0]+")


def aligned_tables(lines: Sequence[Line]) -> Found:
    """Runs of lines cut by two spaces or a full-width one, or ending in three values; blanks found by place."""
    for first, end, grid_rows in row_runs(lines, aligned_cells):
        if _is_aligned_table(grid_rows):
            yield first, end, grid_of(_with_blanks(grid_rows))


def aligned_cells(line: Line) -> list[Span]:
    """The cells of an aligned row, [] for prose: cut at wide gaps, else before its last three values."""
    words = line.words
    if not words or len(words) > 3 * LABEL or is_sentence(words) or "\t" in words:
        return []
    start = line.text.index(words)
    spans = _pieces(line.text, start, start + len(words), _GAP)
    if len(spans) > 1:
        texts = [line.text[a:b] for a, b in spans]
        return [] if is_ordinal(texts[0]) and not any(map(is_value, texts[1:])) else spans
    return _value_row(line, start, start + len(words))


def _value_row(line: Line, first: int, end: int) -> list[Span]:
    """`label 1 0 3` with single spaces: the label, then its values, at least three of them."""
    spans = _pieces(line.text, first, end, _SINGLE_GAP)
    values = 0
    while values < len(spans) and is_value(line.text[slice(*spans[-1 - values])]):
        values += 1
    if values < 3:
        return []
    label = spans[: len(spans) - values]
    return [*([(label[0][0], label[-1][1])] if label else []), *spans[len(spans) - values :]]


def _pieces(text: str, first: int, end: int, gap: re.Pattern[str]) -> list[Span]:
    spans, at = [], first
    for found in gap.finditer(text, first, end):
        spans.append((at, found.start()))
        at = found.end()
    return [*spans, (at, end)]


def _is_aligned_table(rows: Sequence[Row]) -> bool:
    split = [[line.text[a:b] for a, b in spans] for line, spans in rows if len(spans) > 1]
    valued = sum(1 for texts in split if any(map(is_number, texts[1:])))
    short = all(len(words_of(text)) <= LABEL for texts in split for text in texts)
    lone = len(split) == 1 and sum(map(is_value, split[0])) >= 3
    return short and (lone or (len(split) > 1 and 2 * valued >= len(split)))


def _with_blanks(rows: list[Row]) -> list[Row]:
    """Rows with fewer cells than most get blanks where a column of the full rows has nothing below it."""
    counts = Counter(len(spans) for _, spans in rows if len(spans) > 2)
    if not counts:
        return rows
    width = max(counts, key=lambda n: (counts[n], n))
    columns = _columns([row for row in rows if len(row[1]) == width], width)
    return [(line, _placed(line, spans, columns) or spans) for line, spans in rows]


def _columns(full: Sequence[Row], width: int) -> list[Span]:
    """Display places every column takes in the full rows."""
    seen = [[_display(line, row[i]) for line, row in full] for i in range(width)]
    return [(min(a for a, _ in places), max(b for _, b in places)) for places in seen]


def _placed(line: Line, spans: list[Span], columns: Sequence[Span]) -> list[Span]:
    """The cells with blanks between them, [] where a cell lies under no column or under two."""
    if not 1 < len(spans) < len(columns):
        return []
    under = [[i for i, c in enumerate(columns) if _overlap(_display(line, s), c)] for s in spans]
    at = [places[0] for places in under if len(places) == 1]
    if len(at) < len(spans) or any(a >= b for a, b in pairwise(at)):
        return []
    placed, end = [], spans[0][0]
    for i in range(len(columns)):
        span = spans[at.index(i)] if i in at else (end, end)
        placed.append(span)
        end = span[1]
    return placed


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _display(line: Line, span: Span) -> Span:
    """A span in display columns: a Chinese character is as wide as two Latin ones."""
    before = _width(line.text[: span[0]])
    return before, before + _width(line.text[slice(*span)])


def _width(text: str) -> int:
    return len(text) + sum(1 for char in text if char > "\u2e7f")
