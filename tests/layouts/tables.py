"""States of whole tables: rows and cells astray, columns more or fewer, what mirror sites and page breaks put between."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.demo.tables import Drawn, Row, Rows

GONE = "\ufdd0"
"""Stands for a cell that is not there at all, so that formats without merged cells do not fill it up."""
Harm = Callable[[Rows, random.Random], Rows]


def _is_data(row: Row) -> bool:
    return any(not cell.head for cell in row)


def _first_value(row: Row) -> int:
    return next(i for i, cell in enumerate(row) if not cell.head)


def _at(rows: Rows, rng: random.Random) -> int:
    return rng.choice([i for i, row in enumerate(rows) if _is_data(row)])


def _width(rows: Rows) -> int:
    return sum(cell.wide for cell in rows[0])


def _inserted(rows: Rows, texts: list[str], rng: random.Random) -> Rows:
    """A row of one wide cell before some rows, never inside a merged label."""
    free = [i for i in range(1, len(rows)) if _is_data(rows[i]) and not _covered(rows, i)]
    made = list(rows)
    for i, text in zip(sorted(rng.sample(free, min(len(free), len(texts))), reverse=True), texts, strict=False):
        made.insert(i, (Drawn(text, _width(rows), head=True),))
    return tuple(made)


def _covered(rows: Rows, at: int) -> bool:
    return any(i + cell.high > at for i, row in enumerate(rows[:at]) for cell in row)


def page_counter(rows: Rows, rng: random.Random) -> Rows:
    return _inserted(rows, ["— 3 —", "第 4 页 共 8 页"], rng)


def bare_page_number(rows: Rows, rng: random.Random) -> Rows:
    return _inserted(rows, ["3"], rng)


def advertisement(rows: Rows, rng: random.Random) -> Rows:
    return _inserted(rows, ["本文来源：某某文库 www.example.com，转载请注明", "点击下载全文 APP 扫码领取"], rng)


def instruction_row(rows: Rows, rng: random.Random) -> Rows:
    return (
        (Drawn("填写说明：本表由各单位如实填写，没有的填0，减少的用负数（如 -8）", _width(rows), head=True),),
        *rows,
    )


def note_row(rows: Rows, rng: random.Random) -> Rows:
    return (*rows, (Drawn("注：以上数据截至2023年12月31日，共25行。", _width(rows), head=True),))


def remark_column(rows: Rows, rng: random.Random) -> Rows:
    first = Drawn("备注", 1, 1, head=True)
    return tuple((*row, first if i == 0 else Drawn("", head=True)) for i, row in enumerate(rows))


def serial_column(rows: Rows, rng: random.Random) -> Rows:
    return tuple((Drawn("序号" if i == 0 else str(i), head=True), *row) for i, row in enumerate(rows))


def lost_cell(rows: Rows, rng: random.Random) -> Rows:
    """Never the last of a row: formats whose rows are equally long have a blank one there, and that is read as blank."""
    at = rng.choice([i for i, row in enumerate(rows) if _is_data(row) and len(row) - _first_value(row) > 1] or [0])
    if not _is_data(rows[at]):
        return rows
    gone = rng.randrange(_first_value(rows[at]), len(rows[at]) - 1)
    return tuple(_without(row, gone) if i == at else row for i, row in enumerate(rows))


def _without(row: Row, gone: int) -> Row:
    """The row one cell shorter: what is printed for GONE is taken out of the file again."""
    return (*row[:gone], *row[gone + 1 :], *[Drawn(GONE)] * row[gone].wide)


def doubled_cell(rows: Rows, rng: random.Random) -> Rows:
    at = _at(rows, rng)
    twice = rng.randrange(_first_value(rows[at]), len(rows[at]))
    return tuple((*row[: twice + 1], *row[twice:]) if i == at else row for i, row in enumerate(rows))


def glued_cells(rows: Rows, rng: random.Random) -> Rows:
    """Two neighbouring numbers run together in one cell."""
    at = _at(rows, rng)
    row = rows[at]
    if len(row) - _first_value(row) < 2:
        return rows
    first = rng.randrange(_first_value(row), len(row) - 1)
    glued = replace(row[first], text=row[first].text + row[first + 1].text)
    return tuple(
        _without((*r[:first], glued, *r[first + 1 :]), first + 1) if i == at else r for i, r in enumerate(rows)
    )


def wrong_span(rows: Rows, rng: random.Random) -> Rows:
    """One number cell claims two columns."""
    at = _at(rows, rng)
    wide = rng.randrange(_first_value(rows[at]), len(rows[at]))
    return tuple(
        tuple(replace(c, wide=c.wide + 1) if (i, j) == (at, wide) else c for j, c in enumerate(row))
        for i, row in enumerate(rows)
    )


def lost_row(rows: Rows, rng: random.Random) -> Rows:
    free = [i for i, row in enumerate(rows) if _is_data(row) and all(c.high == 1 for c in row)]
    at = rng.choice(free)
    return _shrunk(rows, at)


def _shrunk(rows: Rows, at: int) -> Rows:
    """The rows without one of them, the merged labels above it one row lower."""
    made = [tuple(replace(c, high=c.high - 1) if i < at < i + c.high else c for c in row) for i, row in enumerate(rows)]
    return tuple(made[:at] + made[at + 1 :])


def doubled_row(rows: Rows, rng: random.Random) -> Rows:
    free = [
        i for i, row in enumerate(rows) if _is_data(row) and not _covered(rows, i) and all(c.high == 1 for c in row)
    ]
    at = rng.choice(free) if free else len(rows) - 1
    return (*rows[: at + 1], rows[at], *rows[at + 1 :])


def swapped_rows(rows: Rows, rng: random.Random) -> Rows:
    """The last two data rows change places (（七）总计 and 四、结转下年度继续办理)."""
    free = [
        i
        for i in range(1, len(rows))
        if _is_data(rows[i]) and _is_data(rows[i - 1]) and len(rows[i]) == len(rows[i - 1])
    ]
    free = [i for i in free if all(c.high == 1 for c in (*rows[i], *rows[i - 1]))]
    if not free:
        return rows
    at = rng.choice(free)
    return (*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :])


def lost_label(rows: Rows, rng: random.Random) -> Rows:
    at = _at(rows, rng)
    first = _first_value(rows[at])
    last = first - 1
    return tuple(
        tuple(replace(c, text="") if (i, j) == (at, last) else c for j, c in enumerate(row))
        for i, row in enumerate(rows)
    )


def lost_head(rows: Rows, rng: random.Random) -> Rows:
    first = next(i for i, row in enumerate(rows) if _is_data(row))
    return rows[first:] if first < len(rows) - 1 else rows


def joined_heads(rows: Rows, rng: random.Random) -> Rows:
    """The first two header rows stand in one line, so that the header names columns where none are."""
    if any(map(_is_data, rows[:3])):
        return rows
    return ((*rows[0], *rows[1]), *rows[2:])


def local_column(rows: Rows, rng: random.Random) -> Rows:
    """One more column of numbers behind the others, with a name of its own."""
    named = False
    made = []
    for row in rows:
        if _is_data(row):
            made.append((*row, Drawn(str(rng.randrange(1, 999)))))
        else:
            made.append((*row, Drawn("" if named else "上年数", head=True)))
            named = True
    return tuple(made)


def dropped_column(rows: Rows, rng: random.Random) -> Rows:
    """A column is left out with its head; its label may be that of a group."""
    if not any(len(row) - _first_value(row) == 7 for row in rows if _is_data(row)):
        return rows
    gone = "法律服务机构"
    made = []
    for row in rows:
        if _is_data(row):
            at = _first_value(row) + 4
            row = _without(row, at)
        else:
            row = tuple(
                replace(c, wide=c.wide - 1) if "法人" in c.text or "申请人情况" in c.text else c
                for c in row if gone not in c.text.replace("\n", "")
            )  # fmt: skip
            row = (*row, Drawn(GONE)) if len(row) > 1 or "勾稽" in row[0].text else row
        made.append(row)
    return tuple(made)


def total_first(rows: Rows, rng: random.Random) -> Rows:
    """Chapter 3 with the column 总计 before all others."""
    if not any(len(row) - _first_value(row) == 7 for row in rows if _is_data(row)):
        return rows
    made = []
    for row in rows:
        if _is_data(row):
            first = _first_value(row)
            made.append((*row[:first], row[-1], *row[first:-1]))
        elif row[-1].text == "总计" and len(row) > 1:
            lead = 1 if row[0].text in ("", " ") or "勾稽" in row[0].text else 0
            made.append((*row[:lead], row[-1], *row[lead:-1]))
        else:
            made.append(row)
    return tuple(made)


def transposed(rows: Rows, rng: random.Random) -> Rows:
    """Chapter 3 with rows as columns, labels alone; other tables stay."""
    if not any(len(row) - _first_value(row) == 7 for row in rows if _is_data(row)):
        return rows
    data = [row for row in rows if _is_data(row)]
    heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    top = (Drawn("", head=True), *(Drawn(row[_first_value(row) - 1].text, head=True) for row in data))
    return (top, *((Drawn(h, head=True), *(row[_first_value(row) + i] for row in data)) for i, h in enumerate(heads)))


STATES: dict[str, Harm] = {
    "page counters between rows": page_counter,
    "a bare page number between rows": bare_page_number,
    "advertisements between rows": advertisement,
    "an instruction above the table": instruction_row,
    "a note below the table": note_row,
    "a column of remarks": remark_column,
    "a column of serial numbers": serial_column,
    "a column of the body's own": local_column,
    "a column left out": dropped_column,
    "the total's column first": total_first,
    "rows as columns": transposed,
    "a number cell lost": lost_cell,
    "a number cell twice": doubled_cell,
    "two numbers run together": glued_cells,
    "a cell over two columns": wrong_span,
    "a row lost": lost_row,
    "a row twice": doubled_row,
    "rows in another order": swapped_rows,
    "a label lost": lost_label,
    "heads lost": lost_head,
    "heads in one line": joined_heads,
}
SHORTENING = (lost_cell, glued_cells, dropped_column)
