"""Which of a row's values stands in which column, where the header leaves it open: by place, by window, by what adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.forms.columns import Agrees, Cells, Habit, Header
from corpus.forms.rows import is_filled
from corpus.forms.values import read_value
from corpus.report import GridCell


def choose(values: Sequence[GridCell], count: int, header: Header | None, habit: Habit, agrees: Agrees) -> Cells | None:
    """The cells of a row in statutory column order, or None where the witnesses leave it open.

    `values`: the cells after the label; `agrees`: whether the row's sums hold with these cells, None if unknown.
    """
    found = _choose(values, count, header, habit, agrees)
    if found is not None and _looks_shifted(found, agrees):
        return None
    if found is None or habit.tight or not any(map(is_filled, values)):
        return found
    # A row longer or shorter than its neighbours has got or lost a cell; with blanks in it, or sums that don't hold,
    # nobody can tell where.
    end = values[-1].column + values[-1].colspan
    regular = habit.ragged or (end == habit.end if habit.end else len(values) == habit.usual)
    sums = agrees(found)
    if all(map(is_filled, found)):
        return found if regular or (sums and agrees.checks) else None
    return found if sums or (regular and not habit.misfit) else None


def lacks_total(cells: Cells, agrees: Agrees) -> bool:
    """Whether a total is blank though all its parts are filled: one of them may be lost, or two of them one."""
    return any(
        not is_filled(cells[right[-1]]) and all(is_filled(cells[i]) for i in left) for left, right in agrees.checks
    )


def _looks_shifted(cells: Cells, agrees: Agrees) -> bool:
    """Whether a row lacks its total and the number before it could be just that: it has lost a cell further left."""
    for left, right in agrees.checks:
        numbers = [read_value(c.text).value for i in left if (c := cells[i]) is not None and is_filled(c)]
        last, total = cells[left[-1]], cells[right[-1]]
        if not is_filled(total) and is_filled(last) and numbers and (end := numbers[-1]) is not None:
            others = [n for n in numbers[:-1] if n is not None]
            if len(others) == len(left) - 1 and end >= sum(others) and end > 0:
                return True
    return False


def _choose(
    values: Sequence[GridCell], count: int, header: Header | None, habit: Habit, agrees: Agrees
) -> Cells | None:
    windows = [w for w in _windows(values, count, header) if habit.tight or _anchored(w, header, habit, agrees)]
    ragged = habit.ragged and header is not None and habit.starts == {header.first}
    by_header = _by_places(values, header, ragged) if header else None
    if by_header is None or not header:
        return _from_windows(windows, habit.starts, agrees)
    others = [w for w in windows if not _same(w, by_header)]
    if not others:
        return None if _leaves_out(values, by_header) and agrees(by_header) is False else by_header
    held = [w for w in others if agrees(w)]
    if agrees(by_header) is False:
        return _only(held)
    unopposed = habit.starts <= {header.first}
    return by_header if unopposed and (agrees(by_header) or not held) else None


def _anchored(window: Cells, header: Header | None, habit: Habit, agrees: Agrees) -> bool:
    """Whether a run of cells among more begins where the header's columns or the sure rows do, or is whole and adds up.

    Without that, a blank label cell before the numbers, or a remark after them, could pass for one of them.
    """
    sums = agrees(window)
    if all(map(is_filled, window)) and (sums or (habit.usual == len(window) and sums is None)):
        return True
    anchors = habit.starts | ({header.first} if header else set())
    leftmost = min(c.column for c in window if c is not None)
    return anchors == {leftmost} or (not anchors and sums is True and is_filled(window[0]))


def sure_start(values: Sequence[GridCell], count: int, agrees: Agrees) -> int | None:
    """The place where a row's cells begin: where `count` cells, the first and last of them filled, add up."""
    filled = [i for i, c in enumerate(values) if is_filled(c)]
    if not filled or filled[-1] - filled[0] != count - 1:
        return None
    window = tuple(values[filled[0] : filled[-1] + 1])
    exact = len(values) == len(filled) == count
    return values[filled[0]].column if exact or agrees(window) else None


def _windows(values: Sequence[GridCell], count: int, header: Header | None) -> list[Cells]:
    """Every run of `count` cells that leaves out blank cells only; equal runs once.

    None where the header's columns come in an order of their own: then a cell is known by its place alone.
    """
    if header and header.order != tuple(range(count)):
        return []
    filled = [i for i, c in enumerate(values) if is_filled(c)]
    runs = (values[i : i + count] for i in range(len(values) - count + 1) if all(i <= f < i + count for f in filled))
    windows: list[Cells] = []
    for run in runs:
        window = tuple(run)
        if not any(_same(window, w) for w in windows):
            windows.append(window)
    return windows


def _by_places(values: Sequence[GridCell], header: Header, ragged: bool) -> Cells | None:
    """The cells under the header's places; None where one is missing or shared, or a filled cell is left over."""
    if [(c.column, c.column + c.colspan) for c in values] == list(header.places):
        return tuple(values)  # by far the most rows: a cell right under every column
    cells: list[GridCell | None] = []
    copies: set[int] = set()
    for start, end in header.places:
        under = [c for c in values if c.column < end and c.column + c.colspan > start]
        # A merged cell written out: the same value in every place of its wide column is one value.
        if len({c.text.strip() for c in under}) > 1 or (not under and not ragged):
            return None
        if len(under) > 1 and (len(under) != end - start or not is_filled(under[0])):
            return None
        cells.append(under[0] if under else None)
        copies |= {id(c) for c in under[1:]}
    taken = {id(c) for c in cells if c is not None}
    left_over = [c for c in values if is_filled(c) and id(c) not in taken | copies]
    if len(taken) < sum(c is not None for c in cells) or not all(c.column in header.others for c in left_over):
        return None
    return tuple(cells)


def _leaves_out(values: Sequence[GridCell], cells: Cells) -> bool:
    taken = {id(c) for c in cells}
    return any(is_filled(c) and id(c) not in taken for c in values)


def _from_windows(windows: list[Cells], starts: frozenset[int], agrees: Agrees) -> Cells | None:
    if len(windows) <= 1:
        return _only(windows)
    held = [w for w in windows if agrees(w)]
    placed = [w for w in windows if len(starts) == 1 and w[0] is not None and w[0].column in starts]
    if len(held) == 1 and (not placed or _same(held[0], placed[0])):
        return held[0]
    return _only([w for w in placed if agrees(w) is not False]) if not held else None


def _only(options: Iterable[Cells]) -> Cells | None:
    found = list(options)
    return found[0] if len(found) == 1 else None


def _same(one: Cells, other: Cells) -> bool:
    """Whether two choices say the same in every column."""
    return all((a.text.strip() if a else "") == (b.text.strip() if b else "") for a, b in zip(one, other, strict=True))
