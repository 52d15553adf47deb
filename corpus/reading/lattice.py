"""Rules of a printed page → the boxes of its tables: edges, where they cross, and cells that no rule parts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.limits import RULES
from corpus.reading.sheet import Rule

# Points. Rules nearer than this are one edge: double borders, and the two sides of a spaced cell.
_ONE_EDGE = 3.5
# Rules that stop so near to one another touch: round ends, and hairlines drawn a little short.
_TOUCH = 3.0
# A rule parts two cells where it covers so much of the side between them.
_COVERED = 0.5
# Shorter rules are strokes of underlined or framed characters and no edge of a cell.
_SHORTEST = 5.0
# Columns of one table are parted from row to row (a header's groups), but at least so many of their edges go on.
_SHARED, _FEWEST_EDGES = 0.5, 3
Segment = tuple[float, float, float]
"""Place across, start and end along: (y, left, right) of a horizontal rule, (x, top, bottom) of a vertical one."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell's place in the lattice: row, column and how many of each it takes."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table of rules: its column edges and row edges in points, and its cells in reading order.

    `open_top`, `open_bottom`: columns of edges (by position) where no rule closes the table at its top or bottom;
    `unsided`: boxes at its left or right end without a rule there, where other rows have one: a row that is shorter.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    open_top: frozenset[int] = frozenset()
    open_bottom: frozenset[int] = frozenset()
    unsided: frozenset[Box] = frozenset()

    def holds(self, x: float, y: float) -> bool:
        """Whether that point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the point, which must lie in the table."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column


def lattices_of(rules: Sequence[Rule]) -> list[Lattice]:
    """The tables that the rules draw, from top to bottom; a frame around one cell is none, nor is a map."""
    across, along = _segments(rules)
    if len(across) + len(along) > RULES:
        return []
    found = (lattice for h, v in _drawings(across, along) for lattice in _tables(h, v))
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _segments(rules: Iterable[Rule]) -> tuple[list[Segment], list[Segment]]:
    """Horizontal and vertical rules, each joined with those that continue it."""
    across: list[Segment] = []
    along: list[Segment] = []
    for rule in rules:
        wide, high = rule.right - rule.left, rule.bottom - rule.top
        if wide >= high:
            across.append(((rule.top + rule.bottom) / 2, rule.left, rule.right))
        else:
            along.append(((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _continued(across), _continued(along)


def _continued(segments: list[Segment]) -> list[Segment]:
    """The segments with collinear ones that touch or overlap made one; the short ones left over are dropped."""
    whole: list[list[float]] = []
    for at, start, end in sorted((round(s[0] * 2) / 2, s[1], s[2]) for s in segments):
        if whole and whole[-1][0] == at and start <= whole[-1][2] + _TOUCH / 2:
            whole[-1][2] = max(whole[-1][2], end)
        else:
            whole.append([at, start, end])
    return [(at, start, end) for at, start, end in whole if end - start >= _SHORTEST]


class _Groups:
    """Things numbered from 0, put together pair by pair."""

    def __init__(self, count: int) -> None:
        self._other = list(range(count))

    def of(self, i: int) -> int:
        """The group of a thing: the same number for all that were put together."""
        other = self._other
        while other[i] != i:
            other[i] = other[other[i]]
            i = other[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the groups of two things one."""
        self._other[self.of(i)] = self.of(j)


def _drawings(across: list[Segment], along: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Rules that touch one another, drawing by drawing; rules that meet no other are no part of a table."""
    groups = _Groups(len(along) + len(across))
    verticals = sorted(range(len(along)), key=lambda i: along[i][0])
    places = [along[i][0] for i in verticals]
    for j, (y, left, right) in enumerate(across, start=len(along)):
        first, end = bisect_right(places, left - _TOUCH), bisect_right(places, right + _TOUCH)
        for i in verticals[first:end]:
            if along[i][1] - _TOUCH <= y <= along[i][2] + _TOUCH:
                groups.join(i, j)
    found: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, segment in enumerate((*along, *across)):
        found[groups.of(i)][i < len(along)].append(segment)
    return [drawing for drawing in found.values() if drawing[0] and drawing[1]]


def _tables(across: list[Segment], along: list[Segment]) -> Iterator[Lattice]:
    """The table of one drawing, or the tables: of two that touch, the columns hardly share an edge."""
    whole = _lattice(across, along)
    if whole is None:
        return
    cut = _first_cut(whole, along)
    if cut is None:
        yield whole
        return
    above = [(x, a, min(b, cut)) for x, a, b in along if a < cut - _TOUCH]
    below = [(x, max(a, cut), b) for x, a, b in along if b > cut + _TOUCH]
    yield from _tables([s for s in across if s[0] <= cut + _ONE_EDGE], above)
    yield from _tables([s for s in across if s[0] >= cut - _ONE_EDGE], below)


def _first_cut(lattice: Lattice, along: list[Segment]) -> float | None:
    """The first row edge where the columns above and below are those of different tables."""
    v = _by_edge(along, list(lattice.xs))
    bands = [
        {j for j in range(1, len(lattice.xs) - 1) if _covers(v[j], top, bottom)} for top, bottom in pairwise(lattice.ys)
    ]
    for i, (one, other) in enumerate(pairwise(bands), start=1):
        fewer = min(len(one), len(other))
        if fewer >= _FEWEST_EDGES and len(one & other) < _SHARED * fewer:
            return lattice.ys[i]
    return None


def _lattice(across: list[Segment], along: list[Segment]) -> Lattice | None:
    left = min(a for _, a, _ in across)
    right = max(b for _, _, b in across)
    top = min(min(y for y, _, _ in across), min(a for _, a, _ in along))
    bottom = max(max(y for y, _, _ in across), max(b for _, _, b in along))
    xs = _edges([x for x, _, _ in along] + [left, right])
    ys = _edges([y for y, _, _ in across] + [top, bottom])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    h, v = _by_edge(across, ys), _by_edge(along, xs)
    # A table cut by the page's end has no rule there, and some are drawn without their outer sides.
    boxes = _boxes(xs, ys, h, v)
    unsided = frozenset(box for box in boxes if _is_unsided(box, h, v, xs, ys))
    return Lattice(tuple(xs), tuple(ys), boxes, _uncovered(h[0], xs), _uncovered(h[len(ys) - 1], xs), unsided)


def _edges(places: list[float]) -> list[float]:
    """Places nearer than one edge's width made one, in order."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= _ONE_EDGE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _by_edge(segments: list[Segment], edges: list[float]) -> list[list[Segment]]:
    """The segments of each edge."""
    found: list[list[Segment]] = [[] for _ in edges]
    for segment in segments:
        nearest = min(range(len(edges)), key=lambda i: abs(edges[i] - segment[0]))
        found[nearest].append(segment)
    return found


def _covers(segments: Iterable[Segment], start: float, end: float) -> bool:
    """Whether the rules of an edge cover half of that part of it."""
    shared = sum(max(0.0, min(b, end) - max(a, start)) for _, a, b in segments)
    return shared >= _COVERED * (end - start)


def _uncovered(segments: list[Segment], xs: Sequence[float]) -> frozenset[int]:
    return frozenset(j for j in range(len(xs) - 1) if not _covers(segments, xs[j], xs[j + 1]))


def _is_unsided(box: Box, h: list[list[Segment]], v: list[list[Segment]], xs: list[float], ys: list[float]) -> bool:
    """Whether no rule ends the box at the table's side, though one ends other rows there, or the table's other side.

    A table drawn without its sides has neither. What no rule closes below or above is no cell of it either.
    """
    top, bottom, left, right = box.row, box.row + box.rowspan, box.column, box.column + box.colspan
    closed = all(_covers(h[edge], xs[left], xs[right]) for edge in (top, bottom))
    sided = any(_covers(v[edge], ys[0], ys[-1]) for edge in (0, len(xs) - 1))
    ends = [edge for edge in (left, right) if edge in (0, len(xs) - 1)]
    return (sided or not closed) and any(not _covers(v[edge], ys[top], ys[bottom]) for edge in ends)


def _boxes(xs: list[float], ys: list[float], h: list[list[Segment]], v: list[list[Segment]]) -> tuple[Box, ...]:
    """Cells: places that no rule parts belong to one; one that is no rectangle is cut into rows of rectangles."""
    rows, columns = len(ys) - 1, len(xs) - 1
    groups = _Groups(rows * columns)
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _covers(v[c + 1], ys[r], ys[r + 1]):
                groups.join(r * columns + c + 1, r * columns + c)
            if r + 1 < rows and not _covers(h[r + 1], xs[c], xs[c + 1]):
                groups.join((r + 1) * columns + c, r * columns + c)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i in range(rows * columns):
        places[groups.of(i)].append(divmod(i, columns))
    return tuple(sorted((b for p in places.values() for b in _rectangles(p)), key=lambda b: (b.row, b.column)))


def _rectangles(places: list[tuple[int, int]]) -> list[Box]:
    """The places as one box, or as boxes of equal rows where they are no rectangle."""
    rows: dict[int, list[int]] = defaultdict(list)
    for r, c in places:
        rows[r].append(c)
    boxes: list[Box] = []
    for r in sorted(rows):
        for first, count in _runs(sorted(rows[r])):
            above = next(
                (i for i, b in enumerate(boxes) if (b.column, b.colspan) == (first, count) and b.row + b.rowspan == r),
                None,
            )
            if above is None:
                boxes.append(Box(r, first, 1, count))
            else:
                box = boxes[above]
                boxes[above] = Box(box.row, box.column, box.rowspan + 1, box.colspan)
    return boxes


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and sum(runs[-1]) == n:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((n, 1))
    return runs
