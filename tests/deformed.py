"""Statutory tables with known values, written in the many ways reports write them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.forms import Table
from corpus.forms.align import table_lines
from corpus.report import Document, Grid, GridCell

Truth = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Box:
    """A cell as written: its text and spans; `value` marks the cells that hold numbers."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    value: bool = False


Rows = list[list[Box]]
Deform = Callable[[Rows, random.Random], Rows]
STUB = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
HEADER: Rows = [
    [Box(STUB, 3, 3), Box("申请人情况", 1, 7)],
    [Box("自然人", 2), Box("法人或其他组织", 1, 5), Box("总计", 2)],
    [Box(t) for t in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
]


def numbers(table: Table, chance: random.Random, kind: str) -> Truth:
    """Cells of chapter 3: `any` numbers, `adding` up along the rows, `sparse` with blanks (most cells), or `zeros`."""
    truth: Truth = {}
    for block, line in table_lines(table):
        parts = [chance.randrange(100_000) for _ in block.columns[:-1]]
        if kind == "zeros":
            parts = [chance.choice([0, 0, 0, 3]) for _ in parts]
        shown = [chance.choice(["", "", str(p)]) if kind == "sparse" else str(p) for p in parts]
        total = str(chance.randrange(100_000)) if kind == "any" else str(sum(int(s or 0) for s in shown))
        if kind == "sparse" and (total == "0" or chance.random() < 0.4):
            total = ""
        truth |= {(line.key, c.key): v for c, v in zip(block.columns, [*shown, total], strict=True)}
    return truth


def requests(table: Table, truth: Truth) -> Rows:
    """Chapter 3 as the statute prints it: label cells merged over rows and columns."""
    lines = [line for _, line in table_lines(table)]
    columns = table.blocks[0].columns
    rows: Rows = [list(row) for row in HEADER]
    for i, line in enumerate(lines):
        row: list[Box] = []
        for depth, label in enumerate(line.path):
            above = lines[i - 1].path[: depth + 1] if i else ()
            if depth + 1 < len(line.path) and above == line.path[: depth + 1]:
                continue
            last = depth + 1 == len(line.path)
            tall = 1 if last else sum(x.path[: depth + 1] == line.path[: depth + 1] for x in lines)
            row.append(Box(label, tall, 3 - depth if last else 1))
        rows.append([*row, *(Box(truth[line.key, c.key], value=True) for c in columns)])
    return rows


def document(*tables: Rows, between: str = "\n") -> Document:
    """The rows as grids of one text: a tab between cells, spans expanded as HTML does."""
    text, blocks = "", []
    for rows in tables:
        start, taken, cells = len(text), set[tuple[int, int]](), []
        for r, row in enumerate(rows):
            column = 0
            for box in row:
                while (r, column) in taken:
                    column += 1
                tall = min(box.rowspan, len(rows) - r)
                taken |= {(r + i, column + j) for i in range(tall) for j in range(box.colspan)}
                cells.append(GridCell(box.text, len(text), len(text) + len(box.text), r, column, tall, box.colspan))
                text += box.text + "\t"
                column += box.colspan
            text += "\n"
        blocks.append(Grid(start, len(text), tuple(cells)))
        text += between
    return Document(text, tuple(blocks))


# --- what happens to tables on their way into a report -------------------------------------------


def as_printed(rows: Rows, chance: random.Random) -> Rows:
    return rows


def pasted(rows: Rows, chance: random.Random) -> Rows:
    """Merged cells become one cell and blank ones, as a table copied from a page does."""
    grid = document(rows).blocks[0]
    assert isinstance(grid, Grid)
    boxes = {(c.row, c.column): b for c, b in zip(grid.cells, (b for row in rows for b in row), strict=True)}
    return [
        [replace(boxes.get((r, c), Box("")), rowspan=1, colspan=1) for c in range(grid.width)]
        for r in range(grid.height)
    ]


def trailing_blank(rows: Rows, chance: random.Random) -> Rows:
    return [[*row, Box("")] for row in rows]


def no_header(rows: Rows, chance: random.Random) -> Rows:
    return rows[3:]


def glued_header(rows: Rows, chance: random.Random) -> Rows:
    return [[Box("".join(b.text for row in rows[:3] for b in row), colspan=10)], *rows[3:]]


def one_a_line(rows: Rows, chance: random.Random) -> Rows:
    return [[Box(b.text, value=b.value)] for row in rows for b in row if b.text or b.value]


def one_a_line_without_blanks(rows: Rows, chance: random.Random) -> Rows:
    return [[Box(b.text, value=b.value)] for row in rows for b in row if b.text]


def spaced(rows: Rows, chance: random.Random) -> Rows:
    """Spaces and line breaks inside labels, headers too."""
    return [[b if b.value else replace(b, text=_gap(b.text, chance)) for b in row] for row in rows]


def _gap(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice([" ", "\n", "\u3000", "\u00a0"]) + text[at:]


def half_width(rows: Rows, chance: random.Random) -> Rows:
    table = str.maketrans({"（": "(", "）": ")", "“": '"', "”": '"', "、": ",", "，": ","})
    return [[replace(b, text=b.text.translate(table)) for b in row] for row in rows]


def without_numbering(rows: Rows, chance: random.Random) -> Rows:
    return [[b if b.value else replace(b, text=b.text.lstrip("12345678.")) for b in row] for row in rows]


def shifted_labels(rows: Rows, chance: random.Random) -> Rows:
    """Some rows lose a blank label cell before the numbers, or get one more."""
    made = []
    for row in rows:
        first = next((i for i, b in enumerate(row) if b.value), 0)
        move = chance.choice([0, 0, 0, 1, -1]) if first else 0
        if move == 1:
            row = [*row[:first], Box(""), *row[first:]]
        elif move == -1 and not row[first - 1].text:
            row = [*row[: first - 1], *row[first:]]
        made.append(row)
    return made


def overlong_rowspan(rows: Rows, chance: random.Random) -> Rows:
    return [[replace(b, rowspan=b.rowspan + 2) if b.rowspan > 3 else b for b in row] for row in rows]


def no_spans(rows: Rows, chance: random.Random) -> Rows:
    return [[replace(b, rowspan=1, colspan=1) for b in row] for row in rows]


def remark_column(rows: Rows, chance: random.Random) -> Rows:
    return [[*row, Box("备注" if i == 0 else "")] for i, row in enumerate(rows)]


def filled_remark_column(rows: Rows, chance: random.Random) -> Rows:
    made = []
    for i, row in enumerate(rows):
        remark = chance.choice(["", "7", "无"]) if any(b.value for b in row) else ""
        made.append([*row, Box("备注" if i == 0 else remark)])
    return made


def serial_column(rows: Rows, chance: random.Random) -> Rows:
    return [[Box("序号" if i == 0 else str(i)), *row] for i, row in enumerate(rows)]


def subtotal_column(rows: Rows, chance: random.Random) -> Rows:
    """A column of the body's own between the statutory ones."""
    made = []
    for row in rows:
        last = max((at for at, b in enumerate(row) if b.value or "".join(b.text.split()) == "总计"), default=len(row))
        named = any("".join(b.text.split()) == "总计" for b in row)
        valued = any(b.value for b in row)
        made.append([*row[:last], Box("小计" if named else "12345" if valued else ""), *row[last:]])
    return made


def header_again(rows: Rows, chance: random.Random) -> Rows:
    return [*rows[:12], *rows[:3], *rows[12:]]


def local_row(rows: Rows, chance: random.Random) -> Rows:
    extra = [Box("（八）本地另行统计的事项"), *(Box(str(chance.randrange(900)), value=True) for _ in range(7))]
    at = chance.randrange(4, len(rows))
    return [*rows[:at], extra, *rows[at:]]


def lost_row(rows: Rows, chance: random.Random) -> Rows:
    at = chance.randrange(4, len(rows))
    return rows[:at] + rows[at + 1 :]


def lost_label(rows: Rows, chance: random.Random) -> Rows:
    at = chance.randrange(4, len(rows))
    return [[b for b in row if b.value] if i == at else row for i, row in enumerate(rows)]


def lost_cell(rows: Rows, chance: random.Random) -> Rows:
    """One number cell of one row is gone; the row must not be read as if it were whole."""
    at = chance.randrange(3, len(rows))
    values = [i for i, b in enumerate(rows[at]) if b.value]
    gone = chance.choice(values) if values else -1
    return [[b for j, b in enumerate(row) if not (i == at and j == gone)] for i, row in enumerate(rows)]


def stripped(rows: Rows, chance: random.Random) -> Rows:
    """Trailing blank cells fall away at the end of every line, as editors do."""
    made = []
    for row in rows:
        end = max((i + 1 for i, b in enumerate(row) if b.text), default=0)
        made.append(row[:end])
    return made


def repeated_labels(rows: Rows, chance: random.Random) -> Rows:
    """A merged label is repeated in each of its cells, as Markdown converters do."""
    grid = document(rows).blocks[0]
    assert isinstance(grid, Grid)
    return [
        [Box(c.text if c else "", value=bool(c and c.colspan == 1 and c.column > 2)) for c in r] for r in grid.matrix()
    ]


LAYOUTS: tuple[Deform, ...] = (as_printed, pasted, no_spans, repeated_labels)
HARMS: tuple[Deform, ...] = (
    trailing_blank, no_header, glued_header, spaced, half_width, without_numbering, shifted_labels, overlong_rowspan,
    remark_column, filled_remark_column, serial_column, subtotal_column, header_again, local_row, lost_row, lost_label,
    lost_cell, stripped, one_a_line, one_a_line_without_blanks,
)  # fmt: skip
