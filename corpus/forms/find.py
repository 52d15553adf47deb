"""Which form a document follows, and which of its grids are the statutory tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.forms import Form, Line, Table, load_forms
from corpus.forms.align import (
    EXACT,
    column_spellings,
    line_scores,
    line_spellings,
    plain,
    spellings,
    table_lines,
    unit_of,
    without_unit,
)
from corpus.forms.rows import is_filled, is_words
from corpus.report import Block, Document, Grid, GridCell, Paragraph

# A table counts as found when this share of its labels, and this many, stand in the document's grids.
_SHARE = 0.4
_FEWEST = 5
# Two pieces are one table while they share fewer of their row labels than this (a row repeated over a page break).
_OVERLAP = 0.2
# A line of text as long as this is prose; a row of text ends in a value.
_GLUED = re.compile(r"(\D*[^\W\d])(\d+(?:\.\d+)?)")
_LONGEST_ROW = 120
# A row of dots between a label and its number (……) keeps them apart as a space does.
_WORD = re.compile(r"(?:(?![…·•﹒．.]{2,}|…)\S)+")
_ROW_END = re.compile(r"[\d０-９/／—-]\s*\Z|\d\s*(?:件|项|元|万元)\s*\Z")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The labels in a document's grids, as plain words: of all grids, and grid by grid (index of block → words)."""

    words: frozenset[str]
    by_grid: dict[int, frozenset[str]]


def evidence_of(document: Document) -> Evidence:
    """The words of every grid cell that is not a value."""
    by_grid = {i: _grid_words(b) for i, b in enumerate(document.blocks) if isinstance(b, Grid)}
    return Evidence(frozenset().union(*by_grid.values()), by_grid)


def _grid_words(grid: Grid) -> frozenset[str]:
    return frozenset(s for c in grid.cells if is_words(c) for s in spellings(without_unit(c.text.strip())))


def find_form(evidence: Evidence, year: int | None) -> Form | None:
    """The form whose own labels the grids bear; the year decides only between equals. None: no statutory table."""
    found = [form for form in load_forms().values() if any(_stands(form, t, evidence) for t in form.tables)]
    if not found:
        return None
    return max(found, key=lambda form: _fitness(form, evidence, year))


def _fitness(form: Form, evidence: Evidence, year: int | None) -> tuple[int, int, int]:
    """Labels only this form has; then the fewest rows and columns missing in the tables found; then the year."""
    found = [table for table in form.tables if _stands(form, table, evidence)]
    lines = [line_spellings(line) for table in found for line in _lines(table)]
    missing = sum(not set(line) & evidence.words for line in lines)
    in_force = form.first_year if year is None or form.first_year <= year else -form.first_year
    return len(_own_labels(form.key) & evidence.words), -missing, in_force


def _lines(table: Table) -> Iterator[Line]:
    for block in table.blocks:
        yield from (line for line in (*block.rows, *block.columns) if line.path)


@cache
def _own_labels(form: str) -> frozenset[str]:
    """The labels that this form has and no other form has."""
    mine = {plain(line.label) for table in load_forms()[form].tables for line in _lines(table)}
    others = {s for other in load_forms().values() if other.key != form for t in other.tables for s in _labels(t)}
    return frozenset(mine - others)


@cache
def _table_labels(form: str, table: str) -> frozenset[str]:
    return frozenset(_labels(load_forms()[form].table(table)))


@cache
def _primary_labels(form: str, table: str) -> frozenset[str]:
    """The labels of a table and those above them, in their first spelling."""
    return frozenset(plain(p) for line in _lines(load_forms()[form].table(table)) for p in (line.label, *line.path))


def _labels(table: Table) -> set[str]:
    """Every label of a table, with those above it."""
    upper = {s for line in _lines(table) for label in line.path for s in spellings(label)}
    return upper | {s for line in _lines(table) for s in line_spellings(line)}


def _stands(form: Form, table: Table, evidence: Evidence) -> bool:
    primary = _primary_labels(form.key, table.key)
    hits = len(primary & evidence.words)
    return hits >= max(_FEWEST, _SHARE * len(primary))


def labelled_pieces(document: Document, form: Form, table: Table) -> list[tuple[int, ...]]:
    """Every occurrence of a table with labelled rows, as the blocks its pieces stand in; the one with most rows first.

    A grid joins the one before it while it brings further rows of the table; rows seen before begin another occurrence.
    """
    runs: list[tuple[list[int], set[int]]] = []
    for at, block in enumerate(document.blocks):
        hits = _line_hits(form, table, block) if isinstance(block, Grid) else set()
        if not hits:
            continue
        if runs and _continues(runs[-1][1], hits):
            runs[-1][0].append(at)
            runs[-1][1].update(hits)
        else:
            runs.append(([at], set(hits)))
    joined = _join_disjoint(runs)
    whole = [run for run in joined if len(run[1]) >= 0.6 * len(table_lines(table))]
    rest = sorted((run for run in joined if run not in whole), key=lambda run: -len(run[1]))
    return [tuple(_with_unlabelled(document, blocks)) for blocks, _ in (whole or rest[:1])]


def with_row_paragraphs(document: Document) -> Document:
    """The document with every paragraph that is a statutory row (“行政许可 97”) made a grid of one row."""
    return Document(document.text, tuple(_row_grid(document.text, block) or block for block in document.blocks))


def _row_grid(text: str, block: Block) -> Grid | None:
    line = text[block.start : block.end]
    if isinstance(block, Grid) or len(line) > _LONGEST_ROW or not _ROW_END.search(line):
        return None
    found = _GLUED.fullmatch(line)
    # A printed line may have lost the room between a label and its one number.
    spans = [found.span(1), found.span(2)] if found and 1 in _row_lengths(found[1]) else []
    spans = spans or [m.span() for m in _WORD.finditer(line)]
    words = [GridCell(line[a:b], block.start + a, block.start + b, 0, 0) for a, b in spans]
    first = next((i for i, c in enumerate(words) if not is_words(c)), len(words))
    if first > 1 and len(words) - first == 1 and unit_of(words[first - 1].text):
        return _listed_row(line, block, words)
    label, values = line[: words[first - 1].end - block.start] if first else "", words[first:]
    if any(map(is_words, values)) or len(values) not in _row_lengths(label):
        return None
    cells = [GridCell(label, block.start, block.start + len(label), 0, 0)] if label else []
    places = (GridCell(c.text, c.start, c.end, 0, len(cells) + i) for i, c in enumerate(values))
    return Grid(block.start, block.end, (*cells, *places))


def _listed_row(line: str, block: Block, words: Sequence[GridCell]) -> Grid | None:
    """The row of a list, its label, unit and number kept apart by spaces or a row of dots."""
    *labels, unit, value = words
    label = line[labels[0].start - block.start : labels[-1].end - block.start]
    if 1 not in _row_lengths(label):
        return None
    first = GridCell(label, labels[0].start, labels[-1].end, 0, 0)
    return Grid(block.start, block.end, (first, unit._replace(column=1), value._replace(column=2)))


@lru_cache(maxsize=10_000)
def _row_lengths(label: str) -> frozenset[int]:
    """How many values a line of text may bear after that label to be a statutory row, in any form."""
    tables = [(form, table) for form in load_forms().values() for table in form.tables]
    if not label:
        return frozenset(len(b.columns) for _, t in tables for b in t.blocks if not any(r.path for r in b.rows))
    return frozenset(
        len(table_lines(table)[j][0].columns)
        for form, table in tables
        for j, score in line_scores(form.key, table.key, without_unit(label.strip()))
        if score >= EXACT
    )


def _line_hits(form: Form, table: Table, grid: Grid) -> set[int]:
    """The lines named in a grid; a label that a column bears too (总计, 其他) tells nothing."""
    columns = column_spellings(form.key, table.key)
    hits: set[int] = set()
    for cell in grid.cells:
        if is_words(cell) and not columns & set(spellings(cell.text)):
            hits |= {j for j, _ in line_scores(form.key, table.key, cell.text)}
    return hits


def _continues(seen: set[int], hits: set[int]) -> bool:
    shared = len(seen & hits) / min(len(seen), len(hits))
    return shared < _OVERLAP and min(hits - seen, default=-1) > min(seen) and max(hits) > max(seen)


def _join_disjoint(runs: list[tuple[list[int], set[int]]]) -> list[tuple[list[int], set[int]]]:
    """Neighbouring pieces without a common row are one table printed in another order (blocks of chapter 2)."""
    joined: list[tuple[list[int], set[int]]] = []
    for blocks, hits in runs:
        near = bool(joined) and blocks[0] - max(joined[-1][0]) <= 4
        if near and not joined[-1][1] & hits and max(len(hits), len(joined[-1][1])) > 1:
            order = [(joined[-1][0], min(joined[-1][1])), (blocks, min(hits))]
            both = [b for part, _ in sorted(order, key=lambda o: o[1]) for b in part]
            joined[-1] = (both, joined[-1][1] | hits)
        else:
            joined.append((list(blocks), set(hits)))
    return joined


def _with_unlabelled(document: Document, blocks: Sequence[int]) -> list[int]:
    """Those blocks and the grids between them that hold values only: rows whose labels got lost."""
    if list(blocks) != sorted(blocks):
        return list(blocks)
    between = (i for i in range(blocks[0], blocks[-1]) if i not in blocks)
    return sorted([*blocks, *(i for i in between if _is_bare(document.blocks[i]))])


def _is_bare(block: object) -> bool:
    return isinstance(block, Grid) and not any(map(is_words, block.cells))


def single_pieces(document: Document, form: Form, table: Table) -> list[tuple[int, ...]]:
    """Every occurrence of a table of one unlabelled row: grids bearing its headers, and bare grids right below."""
    labels, count = _telling_labels(form.key, table.key), len(table.blocks[0].columns)
    runs: list[list[int]] = []
    for at, block in enumerate(document.blocks):
        if not isinstance(block, Grid):
            continue
        bears = _bears(labels, [c.text for c in block.cells if is_words(c)])
        follows = bool(runs) and at - runs[-1][-1] <= 2
        if follows and (bears or _is_bare(block)) and not _has_values(document, runs[-1], count):
            runs[-1].append(at)
        elif bears or (_has_whole_row(block, count) and _bears(labels, _texts_above(document, at))):
            runs.append([at])
    return [tuple(run) for run in runs]


def _has_whole_row(grid: Grid, count: int) -> bool:
    """Whether a row of the grid is exactly the values of a whole table."""
    return any(len(row) == count and all(not is_words(c) and is_filled(c) for c in row) for row in grid.source_rows())


@cache
def _telling_labels(form: str, table: str) -> tuple[str, ...]:
    """Labels long enough to tell the table by, as plain words (结果维持, 未经复议直接起诉 …)."""
    return tuple(sorted({s for s in _table_labels(form, table) if len(s) == 4 or 5 <= len(s) <= 8}))


def _bears(labels: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the texts, glued or not, bear at least three of the labels."""
    words = " ".join(map(plain, texts))
    return sum(label in words for label in labels) >= 3


def _texts_above(document: Document, at: int) -> list[str]:
    """The short paragraphs and the grid right above a block: a header that was torn off its table."""
    texts = []
    for block in reversed(document.blocks[max(0, at - 8) : at]):
        text = document.text[block.start : block.end]
        if len(text) > 80 and isinstance(block, Paragraph):
            break
        texts.append(text)
    return texts


def _has_values(document: Document, run: Sequence[int], count: int) -> bool:
    """Whether the grids so far hold all the table's values."""
    cells = [c for i in run if isinstance(b := document.blocks[i], Grid) for c in b.cells]
    return sum(not is_words(c) and bool(c.text.strip()) for c in cells) >= count
