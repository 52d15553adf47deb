"""Runs of lines that are rows of one table, whatever cuts them into cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from corpus.reading.limits import check_cells
from corpus.reading.lines import Line, is_block_title, is_heading, is_sentence, is_statutory, is_value, words_of
from corpus.report import Grid

Span = tuple[int, int]
Row = tuple[Line, list[Span]]  # a line and the spans of its cells within it
Found = Iterator[tuple[int, int, Grid]]  # first line, line after the last, the table
Splitter = Callable[[Line], list[Span]]  # a line's cells, [] where it is no row

LABEL = 80  # characters of the longest statutory label, with some room
_BRIDGE = 4  # one-cell lines (第二十条第（五）项, a merged label) that may stand between rows
_QUOTED_LINES = 6  # lines a quoted spreadsheet cell may run over
_OPEN_QUOTE = re.compile(r'(?:^|\t)"[^"\t]*$')


def row_runs(lines: Sequence[Line], split: Splitter) -> Iterator[tuple[int, int, list[Row]]]:
    """Runs of rows with the one-cell lines between them; (first line, line after the last, rows)."""
    lines, places = _joined(lines)
    cut = _cut(lines, split)
    at = taken = 0
    while at < len(lines):
        if not cut[at] or lines[at].blank:
            at += 1
            continue
        first, end = max(taken, _with_title(lines, at)), _run_end(lines, cut, at)
        pairs = zip(lines[first:end], cut[first:end], strict=True)
        rows = [(line, spans or [(0, len(line.text))]) for line, spans in pairs]
        kept = [(line, spans) for line, spans in rows if not line.blank or len(spans) > 1]
        yield places[first], places[end], kept
        at = taken = end


def _cut(lines: Sequence[Line], split: Splitter) -> list[list[Span]]:
    """Every line's cells; ReadingError as soon as there are too many."""
    cut, count = [], 0
    for line in lines:
        cut.append(split(line))
        count += len(cut[-1])
        check_cells(count)
    return cut


def _joined(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Lines with the rows of a quoted spreadsheet cell put together, and the first source line of each."""
    joined: list[Line] = []
    places: list[int] = []
    at = 0
    while at < len(lines):
        end = _quote_end(lines, at)
        joined.append(Line("\n".join(line.text for line in lines[at:end]), lines[at].start))
        places.append(at)
        at = end
    return joined, [*places, len(lines)]


def _quote_end(lines: Sequence[Line], at: int) -> int:
    """The line after the one that closes a quoted cell opened on line `at`; `at + 1` where none is open."""
    if not _OPEN_QUOTE.search(lines[at].text):
        return at + 1
    text = lines[at].text
    for end in range(at + 1, min(at + _QUOTED_LINES, len(lines))):
        text += "\n" + lines[end].text
        if not _OPEN_QUOTE.search(text) and re.search(r'"(?:\t|$)', lines[end].text):
            return end + 1 if "\t" in text else at + 1
    return at + 1


def _with_title(lines: Sequence[Line], at: int) -> int:
    """The line the table begins on: the block's title (第二十条第（一）项) may stand just above its rows."""
    above = at - 1
    while above >= 0 and above > at - 3 and lines[above].blank:
        above -= 1
    return above if above >= 0 and is_block_title(lines[above].words) else at


def _run_end(lines: Sequence[Line], cut: Sequence[list[Span]], at: int) -> int:
    """The line after the last row of the run that begins at `at`."""
    end = at + 1
    while end < len(lines):
        step = _next_row(lines, cut, end)
        if step < 0:
            break
        end = step + 1
    while end < len(lines) and is_statutory(lines[end].words) and not is_heading(lines[end].words):
        end += 1
    while lines[end - 1].blank:
        end -= 1
    return end


def _next_row(lines: Sequence[Line], cut: Sequence[list[Span]], at: int) -> int:
    """The next row of the table at or below `at`, -1 where it ends: what stands between must belong to it."""
    blanks = between = 0
    for i in range(at, min(at + 2 * _BRIDGE, len(lines))):
        if cut[i] and (not lines[i].blank or "\t" in lines[i].text):
            return -1 if (blanks and not between and _begins_a_table(lines[i], cut[i])) else i
        if lines[i].blank:
            blanks += 1
        elif _may_stand_between(lines[i], blanks):
            between += 1
        else:
            return -1
        if blanks > 1 + 2 * between or between > _BRIDGE:
            return -1
    return -1


def _may_stand_between(line: Line, blanks: int) -> bool:
    words = line.words
    if is_heading(words) or is_sentence(words) or len(words) > LABEL:
        return False
    return is_statutory(words) or not blanks


def _begins_a_table(line: Line, spans: Sequence[Span]) -> bool:
    """Whether a row after an empty line is the header of another table: words in every cell, none statutory."""
    texts = [words_of(line.text[a:b]) for a, b in spans]
    return all(texts) and not any(map(is_value, texts)) and not any(map(is_statutory, texts))
