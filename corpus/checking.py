"""What a check is made of: two sides, each with its formula, value and the cells or figures it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from corpus.forms import Line
from corpus.report import Cell, CellKind, Figure, Report

Cells = Mapping[tuple[str, str, str], Cell]
Term = tuple[str, Cell | None]

BLANKS_LEFT_OUT = "空白格按未填处理，已填的数相加正好相等"
_EMPTY = (CellKind.BLANK, CellKind.NOT_APPLICABLE)
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)、]|\d+[.．、])")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_LONG_TAIL = "政府信息公开申请数量"
# So many terms are named in a formula; a longer sum names those that are not zero or blank and counts the rest.
_SHOWN_TERMS = 6


class Status(StrEnum):
    """Whether the two sides are equal; UNKNOWN where a blank, a word or a missing cell leaves it open."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class CheckKind(StrEnum):
    """Within the tables, between two years of one body, or between prose and tables."""

    TABLE = "table"
    YEARS = "years"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a check: how it is reckoned, in Chinese; its value, None where it is open; what it was taken from."""

    formula: str
    value: Decimal | None
    cells: tuple[Cell, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of one report (of two, between years: `left` is then `other_report_id`, the earlier one).

    `where` is the column or row it is about (自然人); `note` says in Chinese what to keep in mind.
    """

    key: str
    title: str
    status: Status
    kind: CheckKind
    where: str
    left: Side
    right: Side
    report_id: str
    other_report_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of cells as far as it is known: `known` of the numbers; `blank` cells left out; `open`: words or no cell."""

    known: Decimal
    blank: bool
    open: tuple[str, ...]
    numbers: int

    @property
    def value(self) -> Decimal | None:
        """The sum when every cell is a number."""
        return self.known if not self.blank and not self.open and self.numbers else None


def cells_by_place(report: Report) -> Cells:
    """The report's statutory cells by (table, row, column)."""
    return {c.place: c for c in report.cells}


def add_up(terms: Sequence[Term]) -> Sum:
    """The sum of named cells; nothing is taken for zero."""
    numbers = [c.value for _, c in terms if c is not None and c.value is not None]
    blank = any(c is not None and c.kind in _EMPTY for _, c in terms)
    opened = tuple(name for name, c in terms if c is None or c.kind is CellKind.TEXT)
    return Sum(sum(numbers, Decimal(0)), blank, opened, len(numbers))


def side_of(terms: Sequence[Term]) -> Side:
    """A side that is a sum of cells, its formula naming each term."""
    total = add_up(terms)
    return Side(formula_of(terms), total.value, tuple(c for _, c in terms if c is not None))


def formula_of(terms: Sequence[Term]) -> str:
    """“新收 859 + 上年结转 18”; of many terms only those that are not zero."""
    if len(terms) <= _SHOWN_TERMS:
        return " + ".join(f"{name} {_said(cell)}" for name, cell in terms)
    shown = [t for t in terms if t[1] is None or t[1].value or t[1].kind is CellKind.TEXT]
    zeros = sum(1 for _, c in terms if c is not None and c.value == 0)
    blanks = len(terms) - len(shown) - zeros
    rest = "，".join(f"{count}项{what}" for count, what in ((zeros, "为 0"), (blanks, "空白")) if count)
    named = " + ".join(f"{name} {_said(cell)}" for name, cell in shown)
    return f"{named}（其余{rest}）" if named and rest else named or f"各项之和（{rest}）"


def _said(cell: Cell | None) -> str:
    if cell is None:
        return "（缺）"
    if cell.value is not None:
        return plain_number(cell.value)
    return f"“{cell.raw}”" if cell.raw else "（空白）"


def plain_number(value: Decimal) -> str:
    """A number without exponent or needless zeros: 251000, 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def compare(left: Sequence[Term], right: Sequence[Term]) -> tuple[Status, str]:
    """Whether two sums of counts are equal, with a note. Counts are not negative: a blank can only add to its side."""
    one, other = add_up(left), add_up(right)
    opened = [*one.open, *other.open]
    if opened:
        return Status.UNKNOWN, f"缺少或不是数字：{'、'.join(dict.fromkeys(opened))}"
    if not one.blank and not other.blank:
        return (Status.HOLDS if one.known == other.known else Status.FAILS), ""
    if not one.numbers or not other.numbers:
        return Status.UNKNOWN, "有空白格，无法判断"
    if (not other.blank and one.known > other.known) or (not one.blank and other.known > one.known):
        return Status.FAILS, "有空白格；已填的数相加已经超过另一边"
    # With blanks on both sides equal sums prove nothing, and a difference neither.
    equal = one.known == other.known and not (one.blank and other.blank)
    return (Status.HOLDS, BLANKS_LEFT_OUT) if equal else (Status.UNKNOWN, "有空白格，无法判断")


@cache
def line_name(line: Line) -> str:
    """A row or column as named in a formula; 总计 and 其他 with the label above them."""
    label = short_label(line.label)
    return f"{short_label(line.path[-2])}·{label}" if label in ("总计", "其他") and len(line.path) > 1 else label


@lru_cache(maxsize=2000)
def short_label(label: str) -> str:
    """A statutory label as used in a formula: “二、上年结转政府信息公开申请数量” → 上年结转."""
    bare = _REMARK.sub("", _NUMBERING.sub("", label))
    return bare.removesuffix(_LONG_TAIL) or label
