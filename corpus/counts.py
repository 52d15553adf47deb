"""What numbers a statutory cell can hold: counts are whole and not negative, money and 增/减 are as they are."""

from __future__ import annotations

from decimal import Decimal

from corpus.forms import Form

# Units of money, each in 元.
MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """An amount of money in another unit, None where one of the units is none of money."""
    if unit == wanted:
        return value
    return value * MONEY[unit] / MONEY[wanted] if unit in MONEY and wanted in MONEY else None


def is_signed(form: Form, table: str, row: str, column: str) -> bool:
    """Whether the cell is a change (本年增/减), which may be negative."""
    place = form.place(table, row, column)
    return place is not None and "增" in place[2].label and "减" in place[2].label


def odd_number(form: Form, place: tuple[str, str, str], unit: str, value: Decimal) -> str:
    """Why the number can't stand in that cell, in few Chinese words; '' where it can."""
    if value < 0 and not is_signed(form, *place):
        return "是负数"
    # 1.000 may be a thousand, the separator of thousands written as a point.
    thousands = bool(value) and value.as_tuple().exponent == -3
    if unit not in MONEY and (thousands or value != value.to_integral_value()):
        return "带小数"
    return ""


def odd_doubt(form: Form, place: tuple[str, str, str], unit: str, value: Decimal | None) -> str:
    """The doubt of a cell whose number can't stand there, a sentence; '' where it can or there is none."""
    said = odd_number(form, place, unit, value) if value else ""
    return f"以“{unit}”计的格里{said}，可能是误写，请核对原件" if said else ""
