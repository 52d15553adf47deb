"""Tables that are not statutory → rows that name each value by its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.outline import Outline
from corpus.report import Document, FreeRow, Grid, GridCell, Paragraph, Passage, PassageKind

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s*[%％]?(?:万?元|[件条次个人份项])?|[/—\-]+|无")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?")
_CAPTION_LENGTH = 60
# What may stand between a table's title and the table: 部门：某局 单位：万元, 公开01表, a bare 表1.
_UNIT = re.compile(r"[（(]?(?:金额|计量)?单位[：:]([一-鿿%/]{1,6}?)[）)]?$")
_ASIDE = re.compile(r"^(?:(?:编制|公开|填报)?(?:部门|单位)(?:名称)?[：:].*|公开\d+表|表[\d一二三四五六七八九十]+)$")
_LINES_ABOVE = 4
_NUMBER_OF_TABLE = re.compile(r"^表\s*\d+(?:-\d+)?\s+(?=\d)")


def free_rows(document: Document, outline: Outline, skip_grids: frozenset[int] = frozenset()) -> tuple[FreeRow, ...]:
    """The rows of every grid whose index in `document.blocks` is not in `skip_grids`; one-column grids are prose."""
    rows: list[FreeRow] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Grid) and index not in skip_grids and block.width > 1:
            rows.extend(_rows(block, _caption(document, index), outline.chapter_at(block.start)))
    return tuple(rows)


def row_passages(rows: Sequence[FreeRow], outline: Outline) -> tuple[Passage, ...]:
    """The rows as passages, with the headings above them and the table's own title."""
    return tuple(_passage(row, outline.headings_at(row.start)) for row in rows if row.start < row.end)


def _passage(row: FreeRow, headings: tuple[str, ...]) -> Passage:
    titles = (*headings, row.title) if row.title and row.title not in headings else headings
    return Passage(row.start, row.end, PassageKind.ROW, row.chapter, titles)


def _rows(grid: Grid, caption: str, chapter: int | None) -> list[FreeRow]:
    matrix = [row for row in grid.matrix() if any(cell and cell.text.strip() for cell in row)]
    title, unit = _without_unit(caption)
    while len(matrix) > 1 and (name := _spanning(matrix[0], grid.width) or _unit_line(matrix[0])):
        above, said = _without_unit(name)
        title, unit = title if not above or _ASIDE.match(above) else above, unit or said
        matrix = matrix[1:]
    title = _with_unit(title, unit)
    count = _header_rows(matrix)
    headers = [_header(matrix[:count], column) for column in range(grid.width)]
    return [row for cells in matrix[count:] if (row := _row(cells, headers, title, chapter))]


def _spanning(row: Sequence[GridCell | None], width: int) -> str:
    """The text of a row that is one cell over the whole width, a title inside the table; '' otherwise."""
    cells = list(dict.fromkeys(cell for cell in row if cell))
    whole = len(cells) == 1 and cells[0].colspan >= width > 1
    return _plain(cells[0].text) if whole else ""


def _unit_line(row: Sequence[GridCell | None]) -> str:
    """The text of a line inside the table that says the unit (部门：某局 … 单位：万元); '' for any other."""
    text = "".join(_plain(cell.text) for cell in dict.fromkeys(row) if cell)
    return text if _UNIT.search(text) and len(text) <= _CAPTION_LENGTH else ""


def _header_rows(matrix: Sequence[Sequence[GridCell | None]]) -> int:
    """How many rows are headers: the first where it holds no number, and those below that its merged cells divide."""
    if len(matrix) < 2 or _has_number(matrix[0]):
        return 0
    count = 1
    while count < len(matrix) - 1 and _is_divided(matrix[count - 1], matrix[count]) and not _has_number(matrix[count]):
        count += 1
    return count


def _is_divided(above: Sequence[GridCell | None], below: Sequence[GridCell | None]) -> bool:
    """Whether the row below splits a merged header of the row above or shares one of its cells."""
    shares = any(a is not None and a is b for a, b in zip(above, below, strict=True))
    if _stands_under_blanks(above, below):
        return True
    return shares or any(cell is not None and cell.colspan > 1 for cell in above)


def _stands_under_blanks(above: Sequence[GridCell | None], below: Sequence[GridCell | None]) -> bool:
    """Whether a text's blanks stand for merged cells: 收入 _ _ 支出 _ _, and under each such run names of its columns."""
    names = [cell.text.strip() if cell else "" for cell in above]
    under = [cell.text.strip() if cell else "" for cell in below]
    runs = [not name or not following for name, following in zip(names, [*names[1:], "."], strict=True)]
    return (
        bool(names[0])
        and any(under)
        and not all(names)
        and all(run for name, run in zip(under, runs, strict=True) if name)
    )


def _has_number(row: Sequence[GridCell | None]) -> bool:
    texts = (_plain(cell.text) for cell in row if cell)
    return any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts)


def _header(rows: Sequence[Sequence[GridCell | None]], column: int) -> str:
    names = [_name_above(row, column) for row in rows[:-1]]
    names += [_plain(cell.text) for row in rows[-1:] if (cell := row[column])]
    return " / ".join(dict.fromkeys(name for name in names if name))


def _name_above(row: Sequence[GridCell | None], column: int) -> str:
    """The outer header over a column: its own, or that of the nearest column before where the own one is blank."""
    own = row[column]
    if own and own.colspan > 1:
        return _plain(own.text)
    named = (_plain(cell.text) for cell in reversed(row[: column + 1]) if cell)
    return next((name for name in named if name), "")


def _row(cells: Sequence[GridCell | None], headers: Sequence[str], title: str, chapter: int | None) -> FreeRow | None:
    """One row; a cell over several columns stands once, under the first of its headers."""
    first: dict[GridCell, int] = {}
    for column, cell in enumerate(cells):
        if cell:
            first.setdefault(cell, column)
    pairs = tuple((headers[column], _plain(cell.text)) for cell, column in first.items())
    own = _own_cells(first)
    if not own or not any(value for _, value in pairs):
        return None
    return FreeRow(min(c.start for c in own), max(c.end for c in own), chapter, title, pairs)


def _own_cells(cells: dict[GridCell, int]) -> list[GridCell]:
    """The cells with text that begin in this row: a merged label of the rows above lies outside its span."""
    row = max((cell.row for cell in cells), default=0)
    own = [cell for cell in cells if cell.row == row and cell.start < cell.end]
    return own or [cell for cell in cells if cell.start < cell.end]


def _caption(document: Document, index: int) -> str:
    """The title right above the table, where it is short enough, with the unit said there: 收支总表（单位：万元）."""
    unit, nearest = "", ""
    for above in reversed(document.blocks[max(0, index - _LINES_ABOVE) : index]):
        if not isinstance(above, Paragraph):
            break
        text = _plain(_NUMBER_OF_TABLE.sub("", document.text[above.start : above.end].lstrip("#* ")))
        if len(text) > _CAPTION_LENGTH or text.endswith("。"):
            break
        title, said = _without_unit(text)
        unit, nearest = unit or said, nearest or text
        if title and not _ASIDE.match(title):
            return _with_unit(title, unit)
    return _with_unit("", unit) or nearest


def _without_unit(text: str) -> tuple[str, str]:
    """(what is left, the unit): '部门：某局单位：万元' → ('部门：某局', '万元'); the unit is '' where none is said."""
    found = _UNIT.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _with_unit(title: str, unit: str) -> str:
    return f"{title}（单位：{unit}）" if unit else title


def _plain(text: str) -> str:
    return re.sub(r"\s+", "" if re.search(r"[一-鿿]", text) else " ", text.strip())
