"""How the rows of a grid are written: what one of them may leave out, and where its cells begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.forms import Block, Form, Table
from corpus.forms.align import table_lines
from corpus.forms.choose import sure_start
from corpus.forms.columns import Agrees, Habit, Header
from corpus.forms.headers import Headers
from corpus.forms.pairs import Paired
from corpus.forms.rows import is_filled
from corpus.forms.sums import RowSums, sums_of_row
from corpus.report import GridCell

# In so many rows, nearly all of which end in a number, one that does not has lost a cell rather than being blank there.
_FEWEST_ENDED, _ENDED = 8, 0.9


def habits_of(
    form: Form, table: Table, paired: dict[int, Paired], headers: Headers
) -> dict[tuple[int, str], tuple[Habit, Header | None, Block, RowSums]]:
    """How the rows of each block in each grid are written, the header for rows that have none above them, and the
    block with the columns there are, and its sums."""
    lines = table_lines(table)
    grouped: dict[tuple[int, str], list[Paired]] = {}
    for pair in paired.values():
        block = lines[pair.line][0]
        grouped.setdefault((pair.row.block, block.title), []).append(pair)
    blocks = {key: headers.columns(key[0], lines[members[0].line][0]) for key, members in grouped.items()}
    found = {}
    for key, members in grouped.items():
        others = (p for (at, _), near in grouped.items() if at == key[0] and near is not members for p in near)
        agrees = sums_of_row(form, table, blocks[key])
        found[key] = (*_habit(members, blocks[key], headers, agrees, _ends(others)), blocks[key], agrees)
    return found


def _habit(
    pairs: list[Paired], block: Block, headers: Headers, agrees: Agrees, beside: list[int]
) -> tuple[Habit, Header | None]:
    """`beside`: where the rows of the other blocks in the same grid end."""
    count = len(block.columns)
    lengths = [len(p.values) for p in pairs]
    tight = max(lengths) == count and lengths.count(count) >= max(2, 0.8 * len(pairs))
    if pairs[0].row.flat:
        return Habit(usual=_mode(lengths), tight=tight), None
    sure = [s for p in pairs if (s := sure_start(p.values, count, agrees)) is not None]
    # One row may add up by chance; in a table of several rows it takes two to vouch for the others.
    starts = set(sure) if len(sure) > 1 or len(pairs) <= 3 else set()
    header = headers.over(pairs[0].row, block)
    end = max((e for _, e in header.places), default=0) if header else 0
    ends = _ends(pairs)
    short = [e for e in ends if e < end]
    # One lost cell makes rows equally short; only dropped trailing blanks make them end in different places.
    ragged = len(short) >= 3 and len(set(short)) >= 2
    misfit = header is not None and any(_beside(header, p.values) for p in pairs)
    # A lone row has only the rows of the other blocks to be as long as.
    usual_end = beside[0] if len(pairs) == 1 and len(beside) >= 3 and len(set(beside)) == 1 else _mode(ends, end)
    said = [p for p in pairs if any(map(is_filled, p.values))]
    ended = len(said) >= _FEWEST_ENDED and sum(is_filled(p.values[-1]) for p in said) >= _ENDED * len(said)
    habit = Habit(frozenset(starts), usual_end, _mode(lengths), tight, ragged, misfit, ended)
    # Without merged cells all rows are equally long, and then a table cut in two keeps its places.
    keeps_places = not header and not tight and len(set(ends)) == 1
    return habit, headers.inherited(pairs[0].row.block, block) if keeps_places else None


def _ends(pairs: Iterable[Paired]) -> list[int]:
    """Where the rows end."""
    return [c.column + c.colspan for p in pairs for c in p.row.cells[-1:]]


def _beside(header: Header, values: Sequence[GridCell]) -> bool:
    """Whether a filled cell stands left or right of the header's columns, and not under a column of another name."""
    end = max(to for _, to in header.places)
    outside = (c for c in values if is_filled(c) and not header.first <= c.column < end)
    return any(c.column not in header.others for c in outside)


def _mode(numbers: list[int], rather: int = 0) -> int:
    """The commonest of the numbers, of two as common `rather`, else the least."""
    return max(sorted(set(numbers)), key=lambda n: (numbers.count(n), n == rather))
