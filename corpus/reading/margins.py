"""What printers put at the edge of every page: running headers and footers, page counters, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.reading.lines import is_heading, is_statutory, is_value
from corpus.reading.print_lines import PrintLine, line_of

# How many lines at the top and at the bottom of a page may be a header or footer.
_EDGE_LINES = 2
_VALUE_GAP = 0.5  # ems between the values of a row
# Points by which a running header may move from page to page.
_SAME_PLACE = 8.0
_COUNTER = re.compile(
    r"[-－—–―~～·•\s]*(?:第\s*)?\d{1,3}\s*页?[\s,，/／共]*(?:共?\s*\d{1,3}\s*页?)?[-－—–―~～·•\s]*"
    r"|page\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?",
    re.IGNORECASE,
)
_MARKED_COUNTER = re.compile(
    r"[-－—–―~～·•\s]+\d{1,3}[-－—–―~～·•\s]+|.*第\s*\d{1,3}\s*页.*|\d{1,3}\s*[/／]\s*\d{1,3}|page.*", re.IGNORECASE
)


def without_margins(pages: Sequence[Sequence[PrintLine]]) -> list[list[PrintLine]]:
    """The lines of each page (those outside ruled tables) without what is repeated at its edges, and page counters."""
    edges = [_edge_pieces(lines) for lines in pages]
    repeated = Counter(key for pieces in edges for key in {_key(piece) for piece in pieces})
    counted = _counter_offsets(edges)
    kept: list[list[PrintLine]] = []
    for lines in pages:
        edge = {id(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
        rest = [_body(line, repeated, counted) if id(line) in edge else line for line in lines]
        kept.append([line for line in rest if line is not None])
    return kept


def _edge_pieces(lines: Sequence[PrintLine]) -> list[PrintLine]:
    edge = {id(line): line for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])}
    return [piece for line in edge.values() for piece in line.pieces()]


def _key(piece: PrintLine) -> tuple[str, int]:
    return piece.words.text, round(piece.middle / _SAME_PLACE)


def _is_running(piece: PrintLine, repeated: Counter[tuple[str, int]]) -> bool:
    """Whether the same words stand at the same height of another page; never a value or a label of a table."""
    text, height = _key(piece)
    if not any(map(str.isalpha, text)) or is_statutory(text) or is_heading(text):
        return False
    return sum(repeated[text, height + d] for d in (-1, 0, 1)) > 1


def _counter_offsets(edges: Sequence[Sequence[PrintLine]]) -> Counter[int]:
    """How often a number at the edge of a page differs from the page's own number by so much."""
    return Counter(
        int(number[0]) - p.page for pieces in edges for p in pieces if (number := _counter_number(p)) is not None
    )


def _counter_number(piece: PrintLine) -> re.Match[str] | None:
    text = piece.words.text.strip()
    return re.search(r"\d{1,3}", text) if _COUNTER.fullmatch(text) else None


def _is_counter(piece: PrintLine, counted: Counter[int]) -> bool:
    """Whether the piece is a page's number: it says so (第3页, - 3 -), or it counts on from page to page."""
    number = _counter_number(piece)
    if number is None:
        return False
    return bool(_MARKED_COUNTER.fullmatch(piece.words.text)) or counted[int(number[0]) - piece.page] > 1


def _body(line: PrintLine, repeated: Counter[tuple[str, int]], counted: Counter[int]) -> PrintLine | None:
    """The line without its running pieces, None where nothing is left; a number counts pages only with no text beside it.

    A line of several values is a row.
    """
    if sum(is_value(piece.words.text) for piece in line.pieces(_VALUE_GAP)) > 1:
        return line
    pieces = [piece for piece in line.pieces() if not _is_running(piece, repeated)]
    if not pieces or (len(pieces) == 1 and _is_counter(pieces[0], counted)):
        return None
    kept = [glyph for piece in pieces for glyph in piece.glyphs]
    return line if len(kept) == len(line.glyphs) else line_of(kept, line.page)
