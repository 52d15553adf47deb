"""Numbers for every statutory cell, few of them alike and hardly any zero, that satisfy the form's 勾稽关系."""

from __future__ import annotations

import random

from corpus.forms import CrossFooting, Form

Truth = dict[tuple[str, str, str], str]


def dense_numbers(form: Form, rng: random.Random) -> Truth:
    """What stands in each cell: one to five digits, a fee with decimals, sums that hold."""
    values: dict[tuple[str, str, str], int] = {}
    for table in form.tables:
        for _, row, column in table.places():
            values[table.key, row.key, column.key] = rng.randrange(10 ** rng.choice((1, 1, 2, 2, 3)))
    for check in (c for c in form.checks if c.across == "columns" and len(c.right) == 1):
        _add(values, form, check)
    _balance(values, form)
    for check in (c for c in form.checks if c.across == "rows"):
        _add(values, form, check)
    return {place: _shown(place, value, rng) for place, value in values.items()}


def _add(values: dict[tuple[str, str, str], int], form: Form, check: CrossFooting) -> None:
    """Make the one cell on the right the sum of those on the left."""
    for place in list(values):
        table, row, column = place
        key = row if check.across == "columns" else column
        if table == check.table and key == check.right[0]:
            down = check.across == "columns"
            values[place] = sum(values[table, k, column] if down else values[table, row, k] for k in check.left)


def _balance(values: dict[tuple[str, str, str], int], form: Form) -> None:
    """新收 + 上年结转 = 总计 + 结转下年度: what is over is carried out, what is short was carried in."""
    for column in form.table("requests").blocks[0].columns:
        new, carried_in, handled, out = (
            ("requests", row, column.key) for row in ("new", "carried_in", "handled", "carried_out")
        )
        values[new] = values[handled] // 2
        values[carried_in] = values[handled] + values[out] - values[new]


def _shown(place: tuple[str, str, str], value: int, rng: random.Random) -> str:
    if place[2] == "amount":
        return f"{value}.{rng.randrange(10_000):04d}"
    return f"{rng.choice(('+', '-'))}{value}" if place[2] == "items_change" and value else str(value)
