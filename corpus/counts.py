"""What numbers a statutory cell can hold: counts are whole and not negative, money and 增/减 are as they are."""

from __future__ import annotations

from decimal import Decimal

from corpus.forms import Form

MONEY = frozenset(("万元", "亿元", "元"))


def is_signed(form: Form, table: str, row: str, column: str) -> bool:
    """Whether the cell is a change (本年增/减), which may be negative."""
    place = form.place(table, row, column)
    return place is not None and "增" in place[2].label and "减" in place[2].label


def odd_number(form: Form, place: tuple[str, str, str], unit: str, value: Decimal) -> str:
    """Why the number can't stand in that cell, in few Chinese words; '' where it can."""
    if value < 0 and not is_signed(form, *place):
        return "是负数"
    if unit not in MONEY and value != value.to_integral_value():
        return "带小数"
    return ""
