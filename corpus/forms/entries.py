"""The entries of a list: a label, its unit, its number; cut out of a grid's rows however many stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.forms import Form, Table
from corpus.forms.align import EXACT, column_spellings, glued_unit, line_scores, spellings, unit_of, without_unit
from corpus.forms.parts import row_label_test
from corpus.forms.rows import is_filled, is_words, kind_of, stream_of
from corpus.report import CellKind, Grid, GridCell

# A label of 80 characters in a narrow column comes in so many pieces at most.
_MOST_PIECES = 5
# A value that is words says a number (22（其中修订16件）, **) and is short.
_LONGEST_VALUE = 24
_SAYS_A_NUMBER = re.compile(r"[\d０-９*＊×]")
# From this share of rows on, numbers that grow by one from row to row are serial numbers.
_MOSTLY = 0.8
_NUMBERED = re.compile(r"\s*\d{1,2}\s*[.．、]\s*[^\d\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """`labels` outermost first; `values`: all that stands behind them; `value` the one that is the number, None where
    nothing stands there, or (`open`) where it can't be told which it is."""

    labels: tuple[GridCell, ...]
    unit: str
    values: tuple[GridCell, ...]
    value: GridCell | None
    open: bool
    start: int
    end: int

    @property
    def said(self) -> tuple[str, ...]:
        """What its values say, blanks and marks left out."""
        return tuple(c.text.strip() for c in self.values if _is_said(c))

    @property
    def counts(self) -> bool:
        """Whether it has a number, or a mark that there is none."""
        return any(kind_of(c) in (CellKind.NUMBER, CellKind.NOT_APPLICABLE) for c in self.values)

    def names(self) -> Iterator[str]:
        """What may be its label, the likeliest first: its last label cell, pieces of a broken one joined, those before."""
        texts = [c.text.strip() for c in self.labels]
        for count in range(1, min(len(texts), _MOST_PIECES) + 1):
            yield without_unit("".join(texts[-count:]))
        yield from map(without_unit, reversed(texts[:-1]))


@dataclass(slots=True)
class _Piece:
    """An entry being read; `longer`: its row has more cells than the others of its grid."""

    labels: list[GridCell] = field(default_factory=list)
    unit: str = ""
    values: list[GridCell] = field(default_factory=list)
    longer: bool = False

    def add_label(self, cell: GridCell) -> None:
        """Go on with a label; blank cells between labels are nothing."""
        self.labels.append(cell)
        self.values = []

    def add(self, cell: GridCell) -> None:
        """Go on with a unit or a value; blank cells before the unit are nothing."""
        unit = unit_of(cell.text)
        if not unit or self.unit:
            self.values.append(cell)
            return
        self.unit = unit
        self.values = [c for c in self.values if is_filled(c)]


def entries_of(grid: Grid, form: Form, table: Table) -> list[Entry]:
    """The entries of one grid in the order of the list: down the first column of entries, then down the second …"""
    stream = stream_of(grid, row_label_test(form, table))
    rows = [stream] if stream is not None else [list(row) for row in grid.source_rows() if row]
    cut = [list(_pieces(cells, form, table, stream is not None)) for cells in rows]
    if stream is None:
        _mark_longer(rows, cut)
    else:
        _drop_serials(cut[0])
    columns = cut if stream is not None else _by_column(cut)
    heads = [c.column for cells in rows for c in cells if set(spellings(c.text)) & _heads(form, table)]
    return [entry for column in columns for entry in _entries(column, heads, stream is not None)]


def _mark_longer(rows: Sequence[Sequence[GridCell]], cut: Sequence[Sequence[_Piece]]) -> None:
    """Mark the pieces of rows that end further right than most: they have got a cell from elsewhere."""
    ends = [max(c.column + c.colspan for c in row) for row in rows]
    usual = Counter(ends).most_common(1)[0][0] if ends else 0
    for end, pieces in zip(ends, cut, strict=True):
        for piece in pieces:
            piece.longer = end > usual


def _drop_serials(pieces: Sequence[_Piece]) -> None:
    """Take from the pieces of a stream the serial number of the row below, where most end in numbers one by one."""
    last = [int(p.values[-1].text) if p.values and p.values[-1].text.strip().isdecimal() else -1 for p in pieces]
    serials = {i for i, (a, b) in enumerate(pairwise(last)) if a >= 0 and b == a + 1}
    serials |= {i + 1 for i in serials if i + 2 < len(pieces)}
    if len(serials) > _MOSTLY * len(pieces):
        for i in serials:
            pieces[i].values.pop()


def _heads(form: Form, table: Table) -> frozenset[str]:
    """How the column of numbers may be headed."""
    also = {s for b in table.blocks for c in b.columns for a in c.also for s in spellings(a)}
    return column_spellings(form.key, table.key) | also


def _pieces(cells: Sequence[GridCell], form: Form, table: Table, flat: bool) -> Iterator[_Piece]:
    """Label, unit, values; a label after a unit or a value begins the next piece, a number before any label is a
    serial number."""
    piece = _Piece()
    for cell in cells:
        if _is_label(cell, form, table) and not (piece.labels and not piece.unit and unit_of(cell.text)):
            begun = bool(piece.unit or any(map(is_filled, piece.values)))
            if begun or (flat and _names_a_line(piece, form, table) and _names_line(cell.text, form, table)):
                yield piece
                piece = _Piece()
            piece.add_label(cell)
        elif piece.labels:
            piece.add(cell)
    if piece.labels:
        yield piece


def _is_label(cell: GridCell, form: Form, table: Table) -> bool:
    """Whether words are a label and not a value said in words."""
    if not is_words(cell) or _names_line(cell.text, form, table):
        return is_words(cell)
    short = len(cell.text) <= _LONGEST_VALUE and _SAYS_A_NUMBER.search(cell.text)
    return not short or _NUMBERED.match(cell.text) is not None


def _names_line(text: str, form: Form, table: Table) -> bool:
    return any(score >= EXACT for _, score in line_scores(form.key, table.key, without_unit(text.strip())))


def _names_a_line(piece: _Piece, form: Form, table: Table) -> bool:
    return any(_names_line(c.text, form, table) for c in piece.labels)


def _by_column(rows: Sequence[list[_Piece]]) -> list[list[_Piece]]:
    """The pieces column by column, where rows hold several side by side: a column begins where its labels do."""
    most = max((len(row) for row in rows), default=0)
    begins = [min(row[k].labels[0].column for row in rows if len(row) > k) for k in range(1, most)]
    columns: list[list[_Piece]] = [[] for _ in range(most)]
    for row in rows:
        for piece in row:
            columns[sum(piece.labels[-1].column >= start for start in begins)].append(piece)
    return columns


def _entries(pieces: Sequence[_Piece], heads: Sequence[int], flat: bool) -> Iterator[Entry]:
    """The pieces as entries; where several numbers stand in a row, the one under the header 统计数 is meant.

    A row longer than the others has got a number from elsewhere, and nobody can tell which.
    """
    said = [[c for c in piece.values if _is_said(c)] for piece in pieces]
    places = {c.column for cells in said for c in cells}
    headed = [x for x in dict.fromkeys(heads) if x in places]
    column = headed[0] if len(headed) == 1 and not flat else None
    several = 2 * sum(len(cells) > 1 for cells in said) > sum(len(cells) > 0 for cells in said)
    for piece, cells in zip(pieces, said, strict=True):
        under = [c for c in piece.values if c.column == column] if several or len(cells) > 1 else cells
        yield _entry(piece, cells, [] if piece.longer else under)


def _is_said(cell: GridCell) -> bool:
    return kind_of(cell) in (CellKind.NUMBER, CellKind.TEXT)


def _entry(piece: _Piece, said: Sequence[GridCell], under: Sequence[GridCell]) -> Entry:
    """`said`: the values that are no blank and no mark; `under`: the values of which one may be the number."""
    marks = [c for c in piece.values if not _is_said(c)]
    value = (under[0] if len(under) == 1 else None) if said else next(iter(reversed(marks)), None)
    start, end = piece.labels[-1].start, max(c.end for c in (*piece.labels, *piece.values))
    labels, values = tuple(piece.labels), tuple(piece.values)
    unit = piece.unit or glued_unit(labels[-1].text)
    return Entry(labels, unit, values, value, bool(said) and value is None, start, end)
