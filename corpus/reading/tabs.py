"""Tables in text whose cells are kept apart by tabs, as a browser or a spreadsheet copies them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.reading.lines import Line, grid_of, is_chapter, is_number, is_ordinal, is_sentence, is_value, words_of
from corpus.reading.rows import LABEL, Found, Row, Span, row_runs


def tab_tables(lines: Sequence[Line]) -> Found:
    """Runs of tab-separated lines; headings of one cell and an empty line inside belong to the table."""
    for first, end, rows in row_runs(lines, tab_cells):
        if _is_tab_table(rows):
            yield first, end, grid_of(rows)


def tab_cells(line: Line) -> list[Span]:
    """The cells between the tabs; [] for a line without tabs, or prose that only begins with one."""
    if "\t" not in line.text:
        return []
    spans, at = [], 0
    for part in _tab_parts(line.text):
        quoted = len(part) > 1 and part[0] == part[-1] == '"' and "\n" in part
        spans.append((at + quoted, at + len(part) - quoted))
        at += len(part) + 1
    filled = [words for a, b in spans if (words := words_of(line.text[a:b]))]
    return [] if _reads_as_prose(line, filled) else spans


def _tab_parts(text: str) -> list[str]:
    if "\n" not in text:
        return text.split("\t")
    return re.findall(r'(?:^|(?<=\t))(?:"[^"]*"|[^\t]*)(?=\t|$)', text)


def _reads_as_prose(line: Line, filled: Sequence[str]) -> bool:
    if len(filled) == 1:
        indented = not line.text[-1:].isspace()
        return is_sentence(filled[0]) or len(filled[0]) > LABEL or (indented and is_chapter(filled[0]))
    return len(filled) == 2 and is_ordinal(filled[0]) and not is_value(filled[1])


def _is_tab_table(rows: Sequence[Row]) -> bool:
    """Several rows are a table; a single one is where it holds a value or three cells."""
    filled = [[w for a, b in spans if (w := words_of(line.text[a:b]))] for line, spans in rows if "\t" in line.text]
    if not any(len(words) > 1 for words in filled):
        return False
    return len(filled) > 1 or len(filled[0]) > 2 or any(map(is_number, filled[0]))
