"""The three statutory tables as they are drawn: source cells with their spans, before any format."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.demo.bodies import read_data
from corpus.demo.style import Style
from corpus.forms import Block, Form, Line, Table

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULT_LABELS = 3
"""Label columns of chapter 3."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell as drawn: its text and how many columns and rows it takes; `head` where it is a label."""

    text: str
    wide: int = 1
    high: int = 1
    head: bool = False


Row = tuple[Drawn, ...]
Rows = tuple[Row, ...]
Print = Callable[[str], str]
"""What stands in the cell "table|row|column"."""


def _label(style: Style, text: str, wide: int = 1, high: int = 1) -> Drawn:
    return Drawn(style.label(text), wide, high, head=True)


def _widths(count: int, width: int) -> list[int]:
    # The last cells of a short row take what is left: 2 cells over 3 columns are 1 and 2 wide.
    return [1] * (count - 1) + [width - count + 1]


def _proactive_row(style: Style, label: str, texts: Sequence[str], width: int) -> Row:
    cells = (Drawn(t, wide) for t, wide in zip(texts, _widths(len(texts), width), strict=True))
    return (_label(style, label), *cells)


def _proactive_block(block: Block, style: Style, show: Print, width: int) -> Rows:
    heads = [
        _label(style, c.label, wide) for c, wide in zip(block.columns, _widths(len(block.columns), width), strict=True)
    ]
    rows = (
        _proactive_row(style, r.label, [show(f"proactive|{r.key}|{c.key}") for c in block.columns], width)
        for r in block.rows
    )
    return ((_label(style, block.title, width + 1),), (_label(style, "信息内容"), *heads), *rows)


def _extra_row(form: Form, style: Style, block: Block, rng: random.Random, width: int) -> Row:
    name, low, high = rng.choice(read_data("portal")["extra"][form.key])
    texts = [style.number(rng.randint(low, high)) for _ in block.columns[-1:]]
    return _proactive_row(style, name, ["0"] * (len(block.columns) - 1) + texts, width)


def draw_proactive(form: Form, style: Style, show: Print, rng: random.Random) -> tuple[Rows, ...]:
    """Chapter 2: one table of all blocks, or one for each block."""
    table = form.table("proactive")
    width = max(len(b.columns) for b in table.blocks)
    drawn = []
    for block in table.blocks:
        own = width if style.one_table else len(block.columns)
        rows = _proactive_block(block, style, show, own)
        if style.extra and any(r.key == "licence" for r in block.rows):
            rows = (*rows, _extra_row(form, style, block, rng, own))
        drawn.append(rows)
    return (tuple(row for rows in drawn for row in rows),) if style.one_table else tuple(drawn)


def _applicant_heads(columns: Sequence[Line], style: Style) -> Rows:
    groups = [c.path[1:] for c in columns]
    inner = [g[1] for g in groups if len(g) > 1]
    second: list[Drawn] = []
    for group in groups:
        text = _label(style, group[0], len(inner), 1) if len(group) > 1 else _label(style, group[0], 1, 2)
        if text not in second:
            second.append(text)
    top = (_label(style, NOTE, RESULT_LABELS, 3), _label(style, columns[0].path[0], len(columns)))
    return (top, tuple(second), tuple(_label(style, text) for text in inner))


def _cut_heads(columns: Sequence[Line], style: Style) -> Rows:
    # A careless print: one header row with the innermost names only.
    return ((Drawn("", RESULT_LABELS, 1, head=True), *(_label(style, c.label) for c in columns)),)


def _result_labels(rows: Sequence[Line], at: int, style: Style) -> Row:
    path = rows[at].path
    labels = []
    for depth, text in enumerate(path):
        upto = path[: depth + 1]
        if at and rows[at - 1].path[: depth + 1] == upto:
            continue
        last = depth == len(path) - 1
        high = sum(r.path[: depth + 1] == upto for r in rows)
        labels.append(_label(style, text, RESULT_LABELS - depth if last else 1, 1 if last else high))
    return tuple(labels)


def draw_requests(form: Form, style: Style, show: Print) -> Rows:
    """Chapter 3: header rows, then 23 or 25 rows of up to three labels and seven numbers."""
    block = form.table("requests").blocks[0]
    heads = _cut_heads(block.columns, style) if style.header == "cut" else _applicant_heads(block.columns, style)
    rows = (
        (*_result_labels(block.rows, at, style), *(Drawn(show(f"requests|{r.key}|{c.key}")) for c in block.columns))
        for at, r in enumerate(block.rows)
    )
    return (*heads, *rows)


def _dispute_heads(table: Table, style: Style) -> Rows:
    columns = table.blocks[0].columns
    first = [c for c in columns if len(c.path) == 2]
    later = [c for c in columns if len(c.path) == 3]
    groups = list(dict.fromkeys(c.path[1] for c in later))
    names = [first[0].path[0], later[0].path[0]]
    if style.glued:
        return (
            (_label(style, "".join(names), len(columns)),),
            (_label(style, "".join(groups), len(columns)),),
            tuple(_label(style, c.label) for c in columns),
        )
    return (
        (_label(style, names[0], len(first)), _label(style, names[1], len(later))),
        (
            *(_label(style, c.label, 1, 2) for c in first),
            *(_label(style, g, len(later) // len(groups)) for g in groups),
        ),
        tuple(_label(style, c.label) for c in later),
    )


def draw_disputes(form: Form, style: Style, show: Print) -> Rows:
    """Chapter 4: three header rows (or glued ones) and one row of 15 numbers."""
    table = form.table("disputes")
    numbers = tuple(Drawn(show(f"disputes|cases|{c.key}")) for c in table.blocks[0].columns)
    return (*_dispute_heads(table, style), numbers)


def draw_list(form: Form, style: Style, show: Print) -> Rows:
    """The appendix of 2014: headings, then a label, a unit and a number a row; `listing` of the layout says how."""
    table = form.tables[0]
    rows: list[Row] = []
    headings: set[str] = set()
    for block, row, column in table.places():
        for heading in (block.title, *(label for label in row.path[:-1] if label not in _labels_of(table))):
            if heading and heading not in headings:
                headings.add(heading)
                rows.append((_label(style, heading), Drawn("——", head=True), Drawn("——")))
        value = Drawn(show("|".join(table.key_of(row, column))))
        rows.append((_label(style, row.label), Drawn(row.unit, head=True), value))
    head = tuple(_label(style, text) for text in ("统计指标", "单位", "统计数"))
    if style.listing == "glued":
        return ((head[0], head[2]), *((_with_unit(label, unit), value) for label, unit, value in rows))
    if style.listing == "side":
        half = (len(rows) + 1) // 2
        right = [*rows[half:], *[(Drawn(""), Drawn(""), Drawn(""))] * (2 * half - len(rows))]
        return ((*head, *head), *((*a, *b) for a, b in zip(rows[:half], right, strict=True)))
    return (head, *rows)


def _labels_of(table: Table) -> frozenset[str]:
    return frozenset(row.label for _, row, _ in table.places())


def _with_unit(label: Drawn, unit: Drawn) -> Drawn:
    return label if unit.text == "——" else Drawn(f"{label.text}（{unit.text}）", head=True)


def spread(rows: Rows, repeat: bool) -> list[list[str]]:
    """The rows with spans expanded: what a merged cell covers is repeated (labels only) or left empty."""
    places: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            for dy in range(min(cell.high, len(rows) - y)):
                for dx in range(cell.wide):
                    whole = (dy, dx) == (0, 0) or (repeat and cell.head)
                    places[y + dy, x + dx] = cell.text if whole else ""
    width = max(x for _, x in places) + 1
    return [[places.get((y, x), "") for x in range(width)] for y in range(len(rows))]
