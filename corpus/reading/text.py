"""Text and Markdown as pasted from a page: lines → paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.reading.aligned import aligned_tables
from corpus.reading.limits import check_cells, check_grid, check_text
from corpus.reading.lines import Line, paragraph_of
from corpus.reading.pipes import pipe_tables
from corpus.reading.stacked import stacked_tables
from corpus.reading.tabs import tab_tables
from corpus.report import Block, Document, Grid

Finder = Callable[[Sequence[Line]], Iterator[tuple[int, int, Grid]]]

# The surest layout first: what one finder takes, the next ones do not see.
_FINDERS: tuple[Finder, ...] = (pipe_tables, tab_tables, aligned_tables, stacked_tables)


def read_text(text: str) -> Document:
    """The document of a text with `\\n` line breaks; the text itself stays as it is. ReadingError where too long."""
    check_text(text)
    check_cells(max(text.count("\t"), text.count("|")))
    blocks = blocks_of_lines(lines_of(text))
    grids = [block for block in blocks if isinstance(block, Grid)]
    check_cells(sum(len(grid.cells) for grid in grids))
    for grid in grids:
        check_grid(grid.height, grid.width)
    return Document(text, tuple(blocks))


def lines_of(text: str) -> list[Line]:
    """Every line of the text, empty ones too, with its start."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(line, at))
        at += len(line) + 1
    return lines


def blocks_of_lines(lines: Sequence[Line], finders: Sequence[Finder] = _FINDERS) -> list[Block]:
    """Paragraphs and tables of consecutive lines, in order."""
    if not finders:
        return [paragraph_of(line) for line in lines if not line.blank]
    blocks: list[Block] = []
    at = 0
    for first, end, grid in finders[0](lines):
        blocks += [*blocks_of_lines(lines[at:first], finders[1:]), grid]
        at = end
    return blocks + blocks_of_lines(lines[at:], finders[1:])
