"""Which cell of a row belongs to which column: two witnesses, the header's places and the order of the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from corpus.forms import Block, Line
from corpus.forms.align import line_spellings, plain, spellings
from corpus.forms.values import stated_unit
from corpus.report import GridCell

Cells = tuple[GridCell | None, ...]


class Agrees(Protocol):
    """The sums across a row (`RowSums`): whether they hold with these cells, None if unknown; `checks`: which they are."""

    @property
    def checks(self) -> Sequence[tuple[Sequence[int], Sequence[int]]]: ...

    def __call__(self, cells: Cells) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns of a block stand: per statutory column its place [from, to) and the unit it states.

    `others` are the places of columns that bear another label (备注, 小计 …).
    """

    places: tuple[tuple[int, int], ...]
    units: tuple[str, ...]
    others: frozenset[int]

    @property
    def order(self) -> tuple[int, ...]:
        """The statutory columns from left to right."""
        return tuple(sorted(range(len(self.places)), key=lambda i: self.places[i]))

    @property
    def first(self) -> int:
        """The place where the first column begins."""
        return min(start for start, _ in self.places)


@dataclass(frozen=True, slots=True)
class Habit:
    """How the rows of one grid are written: where the cells of sure rows begin; where rows usually end, and how many
    cells usually follow the label; whether a row is its label and its cells, no more; whether trailing blanks are
    dropped, so that a missing cell is a blank one; whether filled cells stand beside the header's columns; whether
    nearly every row has its last cell filled.
    """

    starts: frozenset[int] = frozenset()
    end: int = 0
    usual: int = 0
    tight: bool = False
    ragged: bool = False
    misfit: bool = False
    ended: bool = False


def find_header(lines: Sequence[Sequence[GridCell]], block: Block) -> Header | None:
    """The nearest header in `lines` (those above a row, without data rows), None unless every column is there."""
    merged = [_merged(line) for line in lines]
    leaves = _leaves(merged, block)
    found = _by_label(leaves, block) or _by_order(leaves, _groups_in_order(merged, block), block)
    if found is None:
        return None
    others = _other_places(lines, found, block)
    if _is_interleaved(found, others):
        return None
    places = tuple((c.column, c.column + c.colspan) for c in found)
    return Header(places, tuple(stated_unit(c.text) for c in found), others)


def _is_interleaved(found: Sequence[GridCell], others: frozenset[int]) -> bool:
    """Whether every column is parted into several by labels below (上年数, 本年数): its place is then that of only one."""
    own = {x for c in found for x in range(c.column, c.column + c.colspan)}
    return bool(own & others) and any(min(own) < x < max(own) for x in others - own)


def named_columns(lines: Sequence[Sequence[GridCell]], block: Block) -> tuple[Line, ...]:
    """The columns a header names where it leaves some out: most of them with the last, once each, and no strange one."""
    leaves = _leaves([_merged(line) for line in lines], block)
    nearest = {next(iter(may)): cell for cell, may in leaves if len(may) == 1}
    last = len(block.columns) - 1
    enough = len(nearest) >= max(3, 0.6 * len(block.columns)) and last in nearest
    if not enough or len({c.column for c in nearest.values()}) < len(nearest):
        return ()
    if _other_places(lines, list(nearest.values()), block):
        return ()
    return tuple(column for i, column in enumerate(block.columns) if i in nearest)


def _merged(line: Sequence[GridCell]) -> list[GridCell]:
    """The cells of a line, a label repeated in neighbouring cells (a merged cell written out) as one wide cell."""
    merged: list[GridCell] = []
    for cell in line:
        last = merged[-1] if merged else None
        if last and spellings(cell.text) and cell.text == last.text and cell.column == last.column + last.colspan:
            merged[-1] = last._replace(colspan=last.colspan + cell.colspan)
        else:
            merged.append(cell)
    return merged


def _leaves(lines: Sequence[Sequence[GridCell]], block: Block) -> list[tuple[GridCell, frozenset[int]]]:
    """The cells naming a column, with the columns they may name."""
    named = [frozenset(line_spellings(column)) for column in block.columns]
    leaves = []
    for cell in (c for line in lines for c in line):
        words = set(spellings(cell.text))
        columns = frozenset(i for i, names in enumerate(named) if words & names)
        if columns:
            leaves.append((cell, columns))
    return leaves


def _by_label(leaves: list[tuple[GridCell, frozenset[int]]], block: Block) -> list[GridCell] | None:
    nearest: dict[int, GridCell] = {}
    for cell, columns in leaves:
        if len(columns) == 1:
            nearest[next(iter(columns))] = cell
    found = [nearest[i] for i in range(len(block.columns)) if i in nearest]
    return found if len(found) == len(block.columns) and len({c.column for c in found}) == len(found) else None


def _groups_in_order(lines: Sequence[Sequence[GridCell]], block: Block) -> list[list[int]]:
    """The groups of columns from left to right as their upper labels stand; as the form has them where one has none."""
    groups = column_groups(block.columns)
    stands: dict[int, int] = {}
    for cell in (c for line in lines for c in line):
        words = set(spellings(cell.text))
        for g, members in enumerate(groups):
            if any(plain(label) in words for label in block.columns[members[0]].path[-2:-1]):
                stands[g] = cell.column
    known = len(stands) == len(groups) == len(set(stands.values()))
    return [groups[g] for g in sorted(stands, key=lambda g: stands[g])] if known else groups


def _by_order(
    leaves: list[tuple[GridCell, frozenset[int]]], groups: Sequence[Sequence[int]], block: Block
) -> list[GridCell] | None:
    """Columns whose labels repeat (结果维持 three times): the groups from left to right, by label within a group."""
    repeated = [(c, may) for c, may in leaves if len(may) > 1]
    newest = {c.column: (c, may) for c, may in repeated}
    in_order = [newest[x] for x in sorted(newest)]
    if len(in_order) != len(block.columns):
        return None
    found: dict[int, GridCell] = {}
    for members in groups:
        taken, in_order = in_order[: len(members)], in_order[len(members) :]
        for cell, may in taken:
            mine = may & set(members)
            if len(mine) != 1:
                return None
            found[next(iter(mine))] = cell
    return [found[i] for i in range(len(block.columns))] if len(found) == len(block.columns) else None


def column_groups(columns: Sequence[Line]) -> list[list[int]]:
    """The columns' indexes group by group, a group being neighbours under the same upper label."""
    return [list(members) for _, members in groupby(range(len(columns)), key=lambda i: columns[i].path[:-1])]


def _other_places(lines: Sequence[Sequence[GridCell]], found: list[GridCell], block: Block) -> frozenset[int]:
    known = {s for column in block.columns for label in column.path for s in spellings(label)}
    right = min(c.column for c in found)
    top = _top(lines, min(c.row for c in found))
    others = {
        x
        for line in lines
        if line and line[0].row >= top
        for c in line
        if c.column >= right and spellings(c.text) and not known & set(spellings(c.text))
        for x in range(c.column, c.column + c.colspan)
    }
    return frozenset(others)


def _top(lines: Sequence[Sequence[GridCell]], row: int) -> int:
    """The first of the header's rows, which stand one right below the other."""
    rows = {line[0].row for line in lines if line}
    while row - 1 in rows:
        row -= 1
    return row


def keeps_order(texts: Sequence[str], block: Block) -> bool:
    """Whether the column labels among those texts, read one after the other, come in the form's order.

    Two are: from left to right, or the labels of the upper header row first. Too few labels tell nothing.
    """
    names = [plain(column.label) for column in block.columns]
    seen = [word for text in texts if (word := plain(text)) in names]
    deep = sorted(range(len(names)), key=lambda i: len(block.columns[i].path))
    last = seen[-len(names) :]
    return sorted(last) != sorted(names) or last in (names, [names[i] for i in deep])
