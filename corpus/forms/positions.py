"""Where a number stands in the table of requests (第三部分第一行, 第（三）类第1项), read from the newest form itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.forms import Table, load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.numerals import NUMBER, number_said

_DIGITS = "一二三四五六七八九"
_TABLE = r"(?:(?:第[三3](?:部分|章)|表[三3]|申请(?:情况)?表)(?:的|里|中)?(?:表格)?(?:的|里|中)?)?"
# 第七行, 最后一行; 第（三）类, 第三大类第1小项, （五）第5项. A bare （三） is a number of anything.
_ROW = re.compile(
    _TABLE + rf"(?:第(?P<row>{NUMBER})[行栏]|(?P<last>(?:最后|最末|最底下|末尾)(?:一|的那)?[行栏]|倒数第[一1][行栏]))"
)
_GROUP = re.compile(
    _TABLE
    + rf"(?:第[(（]?(?P<group>{NUMBER})[)）]?大?类|第?[(（](?P<bare>[{_DIGITS}])[)）](?:[行栏]|(?=里?的?第)))(?:结果|情形)?(?:里面|里|中|下面|下|的)*"
    rf"(?:第?[(（]?(?P<item>{NUMBER})[)）]?(?:小?项|种|条))?"
)
_HEADING = re.compile(rf"^[(（]([{_DIGITS}])[)）]")
_ITEM = re.compile(r"^(\d+)[.．、]")
TABLE = "requests"


@dataclass(frozen=True, slots=True)
class Position:
    """The indicator that stands at the place a text names, and the span of the words that name it."""

    key: str
    start: int
    end: int


def positions(text: str) -> tuple[Position, ...]:
    """The places of the table named in a text; one that the form has not is none."""
    rows, groups = _rows(), _groups()
    found: list[Position] = []
    for m in _ROW.finditer(text):
        at = len(rows) if m["last"] else number_said(m["row"])
        if 0 < at <= len(rows) and "第二" not in text[: m.start()] and "第四" not in text[: m.start()]:
            found.append(Position(rows[at - 1], *m.span()))
    for m in _GROUP.finditer(text):
        key = groups.get((number_said(m["group"] or m["bare"]), number_said(m["item"]) if m["item"] else 0))
        if key:
            found.append(Position(key, *m.span()))
    return tuple(sorted(found, key=lambda p: p.start))


def _table() -> Table:
    return list(load_forms().values())[-1].table(TABLE)


@cache
def _rows() -> tuple[str, ...]:
    return tuple(f"{TABLE}.{row.key}" for block in _table().blocks for row in block.rows)


@cache
def _groups() -> dict[tuple[int, int], str]:
    """(heading, item) → key; item 0 is the heading's own number, a cell or the sum of its items."""
    found: dict[tuple[int, int], str] = {}
    for block in _table().blocks:
        for row in block.rows:
            heading = next((m for part in row.path if (m := _HEADING.match(part))), None)
            item = _ITEM.match(row.label)
            if heading:
                found[number_said(heading[1]), int(item[1]) if item else 0] = f"{TABLE}.{row.key}"
    for indicator in load_catalogue().indicators:
        numbers = {n for (n, item), key in found.items() if item and key in indicator.parts}
        if len(numbers) == 1:
            found.setdefault((numbers.pop(), 0), indicator.key)
    return found
