"""Tables in text between pipes, as Markdown writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.reading.lines import Line, grid_of, is_value, words_of
from corpus.reading.rows import Found, Span

_RULE_CELL = re.compile(r"\s*:?-{3,}:?\s*")
_SHORT_RULE_CELL = re.compile(r"\s*:?-{1,2}:?\s*")
_PIPE = re.compile(r"(?<!\\)[|｜]")


def pipe_tables(lines: Sequence[Line]) -> Found:
    """Markdown tables: runs of lines between or with pipes; an empty line inside is allowed."""
    lines, places = _joined(lines)
    at = 0
    while at < len(lines):
        end = _pipe_run(lines, at)
        if end == at:
            at += 1
            continue
        rows = [line for line in lines[at:end] if not line.blank]
        kept = [line for i, line in enumerate(rows) if not _is_rule(rows, i)]
        if kept:
            yield places[at], places[end], grid_of([(line, pipe_cells(line)) for line in kept])
        at = end


def _joined(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Lines with every row that was broken inside a cell in one piece, and the first source line of each."""
    joined: list[Line] = []
    places: list[int] = []
    for i, line in enumerate(lines):
        if joined and places[-1] == i - 1 and _is_broken(joined[-1], line):
            joined[-1] = Line(f"{joined[-1].text}\n{line.text}", joined[-1].start)
        else:
            joined.append(line)
            places.append(i)
    return joined, [*places, len(lines)]


def _is_broken(line: Line, following: Line) -> bool:
    """Whether a row begins with a pipe and ends without, and the next line the other way round."""
    first, second = line.words, following.words
    return first[:1] == "|" and first[-1:] != "|" and second[:1] not in ("", "|") and second[-1:] == "|"


def _pipe_run(lines: Sequence[Line], at: int) -> int:
    end = at
    while end < len(lines):
        if _is_piped(lines[end]):
            end += 1
        elif end > at and _goes_on(lines, end):
            end += 2
        else:
            break
    return end if end - at > 1 or (end > at and _edged(lines[at])) else at


def _goes_on(lines: Sequence[Line], blank: int) -> bool:
    """Whether the table goes on after this empty line: next a row, and not the head of a new table."""
    if not lines[blank].blank or blank + 1 >= len(lines) or not _is_piped(lines[blank + 1]):
        return False
    return blank + 2 >= len(lines) or not _is_ruled(lines[blank + 2])


def _is_piped(line: Line) -> bool:
    return _edged(line) or len(_PIPE.findall(line.text)) >= 2


def _edged(line: Line) -> bool:
    words = line.words
    return len(words) > 1 and words[0] in "|｜" and words[-1] in "|｜"


def _is_ruled(line: Line) -> bool:
    cells = [line.text[a:b] for a, b in pipe_cells(line)] if "|" in line.text else []
    return bool(cells) and all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _is_rule(rows: Sequence[Line], i: int) -> bool:
    """Whether row `i` only draws the line under a header; `| - | - |` does so under a header alone."""
    if _is_ruled(rows[i]):
        return True
    cells = [rows[i].text[a:b] for a, b in pipe_cells(rows[i])]
    header = i == 1 and not any(is_value(words_of(rows[0].text[a:b])) for a, b in pipe_cells(rows[0]))
    return header and all(_SHORT_RULE_CELL.fullmatch(cell) for cell in cells)


def pipe_cells(line: Line) -> list[Span]:
    """The cells between the pipes of a line; an escaped pipe belongs to its cell."""
    bars = [found.start() for found in _PIPE.finditer(line.text)]
    edges = [-1, *bars, len(line.text)]
    spans = [(a + 1, b) for a, b in pairwise(edges)]
    first = 0 if words_of(line.text[slice(*spans[0])]) else 1
    last = len(spans) if words_of(line.text[slice(*spans[-1])]) else -1
    return spans[first:last]
