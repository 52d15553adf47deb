"""What makes a number that was read doubtful: sums that fail everywhere, a line or a file that breaks off behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.counts import odd_doubt
from corpus.forms import Form, Table
from corpus.forms.align import line_spellings
from corpus.forms.rows import SourceRow, is_filled
from corpus.forms.sums import row_adds_up
from corpus.report import Cell, CellKind, Document

# Fewer rows with sums than this say nothing about a whole table.
_FEWEST_SUMS = 4
_UNSOUND = "这张表多数的各项之和不等于总计，各列可能错位，请核对原件"
# So many other rows must have their last cell for one without it to be odd.
_FEWEST_BESIDE = 1
_SHIFTED = "这一行只有最后一格是空的，而其他各行都有数，可能丢了一格、后面的数前移了，请核对原件"
_BROKEN = "下一行没有行名、只有数字，可能是这一行的数断在了两行，请核对原件"
_DIGITS = re.compile(r"[\d\s,，.．]+")
_UNHEADED = "这几列没有列名，暂按{}理解，而它与年报的年份不符，请核对原件"
_CUT = "文件到这里就中断了，这一格可能不完整，请核对原件"
_MAY_BE_CUT = (CellKind.NUMBER, CellKind.BLANK)


def doubt_broken(below: SourceRow | None, cells: list[Cell]) -> list[Cell]:
    """The cells of a row; its numbers are doubtful where the line below has digits and no label: they may go on there.

    One number on the line below can only belong to the last one of the row.
    """
    shown = [i for i, c in enumerate(cells) if c.value is not None]
    said = [c.text for c in below.cells if is_filled(c)] if below and not below.flat else []
    if not said or not shown or not all(map(_DIGITS.fullmatch, said)):
        return cells
    doubtful = shown[-1:] if len(said) == 1 else shown
    return [c._replace(doubt=c.doubt or _BROKEN) if i in doubtful else c for i, c in enumerate(cells)]


def doubted(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table whose sums fail, each with a word about it."""
    return [c._replace(doubt=c.doubt or _UNSOUND) for c in cells]


def doubt_odd(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that lacks the total which other rows have."""
    return [c._replace(doubt=c.doubt or _SHIFTED) for c in cells]


def doubt_shifted(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table without sums; those of a row are doubtful where its last one alone is blank and no other
    row's is: what stands before may have moved up.
    """
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    several = [row for row in rows.values() if len(row) > 1 and row[-2].kind is not CellKind.BLANK]
    short = [row for row in several if row[-1].kind is CellKind.BLANK]
    if len(short) != 1 or len(several) <= _FEWEST_BESIDE or any(c.kind is CellKind.BLANK for c in short[0][:-1]):
        return list(cells)
    doubtful = short[0][0].row
    return [c for cell in cells for c in (doubt_odd([cell]) if cell.row == doubtful else [cell])]


def doubt_unsound(table: Table, held: dict[str, list[bool]], cells: Sequence[Cell]) -> list[Cell]:
    """The cells; where the sums fail in most rows of a block, its columns may all have been taken for one another.

    `held`: by the block's title whether the sums of each of its rows hold.
    """
    unsound = {t for t, rows in held.items() if len(rows) >= _FEWEST_SUMS and rows.count(False) > len(rows) / 2}
    doubtful = {row.key for block in table.blocks if block.title in unsound for row in block.rows}
    return [c._replace(doubt=c.doubt or _UNSOUND) if c.row in doubtful else c for c in cells]


def doubt_unheaded(form: Form, words: frozenset[str], cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a report in another form than its year's; doubtful in blocks of several columns none of which is
    named among the `words` of its tables: another form has the same rows with other columns.
    """
    unnamed = {
        (table.key, row.key)
        for table in form.tables
        for block in table.blocks
        if len(block.columns) > 1 and not any(words & set(line_spellings(c)) for c in block.columns)
        for row in block.rows
    }
    said = _UNHEADED.format(form.name)
    return tuple(c._replace(doubt=c.doubt or said) if (c.table, c.row) in unnamed else c for c in cells)


def doubt_odd_numbers(form: Form, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells; doubtful where what is counted is less than none or no whole number (1.234 may be 1,234)."""
    said = (c.doubt or odd_doubt(form, c.place, c.unit, c.value) for c in cells)
    return tuple(c._replace(doubt=doubt) if doubt != c.doubt else c for c, doubt in zip(cells, said, strict=True))


def doubt_cut(document: Document, form: Form, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells; where the text breaks off in one that no sum vouches for, it may lack digits, or all of them."""
    end = len(document.text.rstrip(" \t|"))
    return tuple(
        cell._replace(doubt=_CUT)
        if cell.end >= end
        and cell.kind in _MAY_BE_CUT
        and not _ends_list(form, cell)
        and not row_adds_up(form, cells, cell)
        else cell
        for cell in cells
    )


def _ends_list(form: Form, cell: Cell) -> bool:
    """Whether it is the last cell of a list: an appendix ends its report as a matter of course."""
    table = form.home(cell.table, cell.row, cell.column)
    return table.is_list and table.key_of(*table.places()[-1][1:]) == (cell.table, cell.row, cell.column)
