"""Filling a table that is a list (统计指标 | 单位 | 统计数): one number a label, however the list was laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.forms import Form, Table
from corpus.forms.align import (
    EXACT,
    align,
    column_spellings,
    known_labels,
    line_scores,
    spellings,
    table_lines,
    without_unit,
)
from corpus.forms.entries import Entry, entries_of
from corpus.forms.parts import Part, Source, make_cell
from corpus.forms.rows import is_words
from corpus.report import Document, FreeRow, Grid, Problem

# Grids are pieces of one list while they share fewer of their labels than this.
_OVERLAP = 0.2
# A grid of fewer labels than this is no list of its own.
_FEWEST = 5


def listed_pieces(document: Document, form: Form, table: Table) -> list[tuple[int, ...]]:
    """Every occurrence of the list, as the blocks its pieces stand in; labels seen before begin another occurrence."""
    runs: list[tuple[list[int], set[int]]] = []
    for at, block in enumerate(document.blocks):
        named = list(_named(form, table, block)) if isinstance(block, Grid) else []
        hits = {next(iter(lines)) for lines in named if len(lines) == 1}
        if not named or not (hits or runs):
            continue
        if not hits or (runs and len(runs[-1][1] & hits) < _OVERLAP * min(len(runs[-1][1]), len(hits))):
            runs[-1][0].append(at)
            runs[-1][1].update(hits)
        else:
            runs.append(([at], set(hits)))
    return [tuple(blocks) for blocks, hits in runs if len(hits) >= _FEWEST]


def _named(form: Form, table: Table, grid: Grid) -> Iterator[set[int]]:
    """For each label in a grid the lines it names exactly: mostly one, two where lines share a label."""
    for text in _texts(grid):
        found = {j for j, likeness in line_scores(form.key, table.key, text) if likeness >= EXACT}
        if found:
            yield found


def _texts(grid: Grid) -> list[str]:
    return [without_unit(cell.text.strip()) for cell in grid.cells if is_words(cell)]


def fill_listed(source: Source, form: Form, table: Table, blocks: Sequence[int]) -> Part:
    """The cells of the list from the grids at those indexes of the document's blocks."""
    entries = [e for b in blocks for e in entries_of(source.grid(b), form, table)]
    scores = [_scores(form, table, entry) for entry in entries]
    order = _order(table, scores)
    found = align([scores[i] for i in order], len(table_lines(table)))
    pairs = _settled(table, scores, {order[at]: j for at, j in sorted(found.items())})
    part = Part()
    doubtful = set(_contradicted(source, table, entries, scores, pairs, part))
    for i, j in pairs.items():
        if j not in doubtful:
            _fill(source, table, entries[i], j, part)
    _say_missing(source, table, entries, set(pairs.values()), part)
    for i, entry in enumerate(entries):
        if i not in pairs and not _is_repeated(scores[i], pairs):
            _keep(source, form, table, entry, part)
    return part


def _scores(form: Form, table: Table, entry: Entry) -> dict[int, float]:
    """Line → likeness: of the label nearest to the number that names a line."""
    found = (dict(line_scores(form.key, table.key, text)) for text in entry.names())
    return next((scores for scores in found if scores), {})


def _order(table: Table, scores: Sequence[dict[int, float]]) -> list[int]:
    """The entries in the order of the list: as they stand, unless their labels, each of which names one line, say
    otherwise: a list printed in two columns and copied line by line."""
    sure = [next(iter(s)) for s in scores if len(s) == 1 and max(s.values()) >= EXACT]
    order = list(range(len(scores)))
    if sure == sorted(sure):
        return order
    keys: list[int] = []
    for found in scores:
        keys.append(_place(table, found, keys))
    return sorted(order, key=lambda i: keys[i])


def _place(table: Table, found: dict[int, float], before: Sequence[int]) -> int:
    """The line an entry stands at; of a label that two lines share, the one whose group was last gone through."""
    groups = [_group(table, j) for j in before]
    last = {j: max((at for at, group in enumerate(groups) if group == _group(table, j)), default=-1) for j in found}
    return max(found, key=lambda j: (last[j], -j)) if found else (before[-1] if before else -1)


def _group(table: Table, line: int) -> str:
    return table_lines(table)[line][1].path[0] if line >= 0 else ""


def _settled(table: Table, scores: Sequence[dict[int, float]], pairs: dict[int, int]) -> dict[int, int]:
    """The pairs without those of a label that two lines share, where the line before is not of the same group."""
    kept: dict[int, int] = {}
    group = ""
    for i, j in pairs.items():
        if len(scores[i]) > 1 and group != _group(table, j):
            continue
        kept[i], group = j, _group(table, j)
    return kept


def _contradicted(
    source: Source,
    table: Table,
    entries: Sequence[Entry],
    scores: Sequence[dict[int, float]],
    pairs: dict[int, int],
    part: Part,
) -> Iterator[int]:
    """The lines whose label stands in the list once more with another number; of a shared label all its lines."""
    taken = {j: i for i, j in pairs.items()}
    for i, entry in enumerate(entries):
        lines = [j for j, likeness in scores[i].items() if likeness >= EXACT]
        if i in pairs or not lines or not taken.keys() >= set(lines) or not entry.said:
            continue
        if all(entry.said != entries[taken[j]].said for j in lines):
            label = table_lines(table)[lines[0]][1].label
            part.problems.append(Problem(source.line(entry.start), f"“{label}”出现两次且数字不同，未采用"))
            yield from lines


def _is_repeated(scores: dict[int, float], pairs: dict[int, int]) -> bool:
    return bool(scores) and max(scores.values()) >= EXACT and set(scores) <= set(pairs.values())


def _fill(source: Source, table: Table, entry: Entry, at: int, part: Part) -> None:
    block, line = table_lines(table)[at]
    column = block.columns[0]
    if entry.open:
        said = f"“{line.label}”一行有{len(entry.said)}个数，无法确定哪个是统计数，未采用"
        part.problems.append(Problem(source.line(entry.start), said))
        part.rows.append(_free_row(table, entry))
        return
    place, span = table.key_of(line, column), (entry.start, entry.end)
    part.cells.append(make_cell(source, place, entry.value, entry.unit or line.unit, span))


def _say_missing(source: Source, table: Table, entries: Sequence[Entry], found: set[int], part: Part) -> None:
    missing = [f"“{line.label}”" for j, (_, line) in enumerate(table_lines(table)) if j not in found]
    if missing:
        first = min((e.start for e in entries), default=0)
        said = f"“{table.title}”中没有找到这些行：{'、'.join(missing)}"
        part.problems.append(Problem(source.line(first), said))


def _keep(source: Source, form: Form, table: Table, entry: Entry, part: Part) -> None:
    """An entry with a number that the form does not have: kept as a free row, and said."""
    words = {s for label in entry.labels for s in spellings(label.text)}
    head = words & (known_labels(form.key) | column_spellings(form.key, table.key))
    if not entry.counts or (head and not entry.said):
        return
    part.rows.append(_free_row(table, entry))
    name = entry.labels[-1].text.strip() if entry.labels else ""
    said = f"“{name}”不是本格式的行，另存为其他数据" if name else "这一行只有数字，没有可认的行名，另存为其他数据"
    part.problems.append(Problem(source.line(entry.start), said))


def _free_row(table: Table, entry: Entry) -> FreeRow:
    pairs = tuple(("", c.text.strip()) for c in (*entry.labels, *entry.values) if c.text.strip())
    return FreeRow(entry.start, entry.end, table.chapter or None, table.title, pairs)
