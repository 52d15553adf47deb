"""Which lines of labels stand beside which row of values, where no rule says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from corpus.reading.print_lines import PrintLine, Words, join_lines

# Ems: by how much all rows together may fit worse under another reading that is as good, and one row at worst.
_ALIKE, _FAR = 0.6, 0.45
# Times the least step of lines: lines of one label are no farther apart, those of two no closer.
_APART, _CLOSE = 1.12, 1.04
# The cost, in ems, of a row without a label.
_UNLABELLED = 1.5
_SAME_LEFT = 0.3  # ems by which lines of one label begin apart
_LONGEST = 8  # lines of one label
_LANE = 0.4  # part of the lines that may cross the white lane between labels and the groups they are in


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label, '' where none is sure; and the pieces of lines that it is made of."""

    words: Words = field(default_factory=Words)
    pieces: tuple[PrintLine, ...] = ()


# Where the values of a row stand beside a label of several lines: at its middle, first or last line.
_PLACES: tuple[Callable[[Sequence[PrintLine]], float], ...] = (
    lambda lines: (lines[0].middle + lines[-1].middle) / 2,
    lambda lines: lines[0].middle,
    lambda lines: lines[-1].middle,
)


def labels_of_rows(pieces: Sequence[PrintLine], rows: Sequence[PrintLine]) -> list[Label] | None:
    """The label of each row, None where it is open; `pieces` are all that stands left of the values, top to bottom."""
    inner = _merged(_innermost(pieces, rows))
    found = [_paired(inner, rows, place) for place in _PLACES]
    least = min(cost for cost, _ in found)
    fitting = [labels for cost, labels in found if cost <= least + _ALIKE]
    if all(_same(labels, fitting[0]) for labels in fitting):
        return fitting[0]
    # Values on the first line of their labels may fit as well as values on the last: then the lines tell, which stand
    # closer together within a label than between two; where labels stand beside one another, they do not tell.
    tight = min((b[0].middle - a[0].middle for a, b in pairwise(inner)), default=0.0)
    if tight < rows[0].em:
        return None
    faults = [_faults(labels, tight) for labels in fitting]
    best = fitting[faults.index(min(faults))]
    unsure = any(n == min(faults) and not _same(labels, best) for n, labels in zip(faults, fitting, strict=True))
    return None if unsure else best


def _same(one: Sequence[Label], other: Sequence[Label]) -> bool:
    return all(a.words == b.words for a, b in zip(one, other, strict=True))


def _faults(labels: Sequence[Label], tight: float) -> int:
    """How many lines of one label stand apart, and how many of two stand as close as those of one."""
    named = [sorted({piece.middle for piece in label.pieces}) for label in labels if label.pieces]
    within = sum(b - a > _APART * tight for middles in named for a, b in pairwise(middles))
    return within + sum(b[0] - a[-1] < _CLOSE * tight for a, b in pairwise(named))


def _innermost(pieces: Sequence[PrintLine], rows: Sequence[PrintLine]) -> list[PrintLine]:
    """The pieces without the names of groups of rows, which stand left of the white lane nearest to the values."""
    lane = _lane(pieces)
    inner = [p for p in pieces if p.right > lane]
    kept = {id(p): p for p in inner}
    for piece in sorted(pieces, key=lambda p: p.middle):
        # What stands alone before its values names the row; a line may end before the lane that the one above crosses.
        alone = any(_same_line(piece, row) for row in rows) and not any(_same_line(piece, p) for p in inner)
        goes_on = any(
            0 < piece.middle - p.middle <= 2 * p.em and abs(piece.left - p.left) < _SAME_LEFT * p.em and p.left < lane
            for p in kept.values()
        )
        if alone or goes_on:
            kept[id(piece)] = piece
    return list(kept.values())


def _same_line(one: PrintLine, other: PrintLine) -> bool:
    return abs(one.middle - other.middle) < 0.3 * one.em


def _lane(pieces: Sequence[PrintLine]) -> float:
    """The right end of the groups' names: the white lane nearest to the values that few labels cross; 0 for none."""
    for x in sorted({round(p.right) for p in pieces}, reverse=True)[1:]:
        lane = x + 0.1 * pieces[0].em
        left = sum(p.right <= lane for p in pieces)
        right = sum(p.left > lane for p in pieces)
        if right >= left > 0 and len(pieces) - left - right <= _LANE * len(pieces):
            return lane
    return 0.0


def _merged(pieces: Sequence[PrintLine]) -> list[list[PrintLine]]:
    """The pieces line by line."""
    lines: list[list[PrintLine]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        if lines and abs(lines[-1][0].middle - piece.middle) < 0.3 * piece.em:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def _paired(
    lines: Sequence[Sequence[PrintLine]], rows: Sequence[PrintLine], place: Callable[[Sequence[PrintLine]], float]
) -> tuple[float, list[Label]]:
    """The cheapest way to share the lines out among the rows, in order, and its cost; lines at both ends may be left."""
    em = rows[0].em
    inf = float("inf")
    # cost[i][j]: the first i rows have their labels among the first j lines, and line j-1 is taken or left.
    cost = [[inf] * (len(lines) + 1) for _ in range(len(rows) + 1)]
    back: list[list[int]] = [[-1] * (len(lines) + 1) for _ in range(len(rows) + 1)]
    cost[0] = [0.0] * (len(lines) + 1)
    for i, row in enumerate(rows, start=1):
        for j in range(len(lines) + 1):
            for k in range(max(0, j - _LONGEST), j + 1):
                off = _UNLABELLED if k == j else abs(place([line[0] for line in lines[k:j]]) - row.middle) / em
                if cost[i - 1][k] + off < cost[i][j]:
                    cost[i][j], back[i][j] = cost[i - 1][k] + off, k
    end = min(range(len(lines) + 1), key=lambda j: (cost[len(rows)][j], -j))
    labels: list[Label] = []
    j = end
    for i in range(len(rows), 0, -1):
        k = back[i][j]
        labels.append(_label(lines[k:j], rows[i - 1], place))
        j = k
    return cost[len(rows)][end], labels[::-1]


def _label(
    lines: Sequence[Sequence[PrintLine]], row: PrintLine, place: Callable[[Sequence[PrintLine]], float]
) -> Label:
    if not lines or abs(place([line[0] for line in lines]) - row.middle) > _FAR * row.em:
        return Label()
    pieces = [piece for line in lines for piece in line]
    return Label(reduce(join_lines, (piece.words for piece in pieces)), tuple(pieces))
