"""Of several tables of one kind in a document, which is the report's own; cells on which they differ are doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.chapters import chapter_of, official_title
from corpus.forms import Table
from corpus.forms.parts import Part, Source
from corpus.forms.values import cell_text
from corpus.report import Cell, CellKind, Grid, Paragraph, Problem

Found = tuple[tuple[int, ...], Part]

# A table with fewer of the cells than this part of the fullest's is a piece of one, not another.
_NEARLY_WHOLE = 0.6
# What says that a table is not this year's own: last year's, a specimen, one since corrected, that of a part.
_NOT_OWN = re.compile(
    r"(?<![与较比同和])(?:上一?年(?:度|数|情况|数据|同期|报告|\W|$)|去年)|样表|样式|示例|范例|样例|模板|填(?:表|报)(?:说明|样)|"
    r"(?:更正|修改|修订|调整|变更)前|^\W*原(?:表|数据|文|报告|公开)|^\W*其中\W"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_CAPTIONS, _LONGEST_CAPTION = 3, 60
_TWICE = "“{title}”表在文中不止一张，这里只采用第一张完整的"
_CHOSEN = "“{title}”表在文中不止一张，按表前的文字和所在的章，采用第{line}行起的一张"
_DIFFERS = "文中还有一张“{title}”表，这一格写作“{other}”，分不清哪张是本年报的，请核对原件"
_LACKS = "文中还有一张“{}”表，这一格没有读出，分不清哪张是本年报的，请核对原件"
_MIXED = "表前的文字说这一部分不是本年报本年的，请核对原件"
_BLANK = "空白"


def own_table(source: Source, table: Table, year: int | None, found: Sequence[Found]) -> Found:
    """The table that is the report's own, the others said: by the words above it, its chapter, then whether it is filled.

    Where nothing tells them apart it is the first of the fullest, and doubtful wherever another says something else.
    """
    most = max(len(part.cells) for _, part in found)
    rivals = [f for f in found if most and len(f[1].cells) >= _NEARLY_WHOLE * most]
    likely = _likeliest(source, table, year, rivals)
    fullest = max((len(part.cells) for _, part in likely), default=most)
    blocks, part = next(f for f in likely or found if len(f[1].cells) == fullest)
    line = source.line(source.grid(blocks[0]).start)
    for other, _ in (f for f in rivals if f[0] != blocks):
        said = _TWICE if len(likely) == len(rivals) else _CHOSEN
        at = source.line(source.grid(other[0]).start)
        part.problems.append(Problem(at, said.format(title=table.title, line=line)))
    for other, rival in likely:
        if other != blocks:
            part.cells = _doubted(table, part.cells, rival.cells)
    part.cells = _doubted_pieces(source, year, blocks, part.cells)
    return blocks, part


def _likeliest(source: Source, table: Table, year: int | None, rivals: Sequence[Found]) -> list[Found]:
    """Those against which nothing speaks; a witness who speaks against all of them is not heard."""
    likely = list(rivals)
    likely = [f for f in likely if not _is_disowned(source, f[0][0], year)] or likely
    likely = [f for f in likely if _chapter_above(source, f[0][0]) == table.chapter] or likely
    return [f for f in likely if any(c.kind is not CellKind.BLANK for c in f[1].cells)] or likely


def _doubted_pieces(source: Source, year: int | None, blocks: Sequence[int], cells: list[Cell]) -> list[Cell]:
    """The cells of a table in several pieces; doubtful in one that is not the report's own, as the words above it say."""
    if len(blocks) < 2:
        return cells
    foreign = [source.grid(b) for b in blocks if _is_disowned(source, b, year)]
    return [
        c._replace(doubt=c.doubt or _MIXED) if any(g.start <= c.row_start < g.end for g in foreign) else c
        for c in cells
    ]


def _is_disowned(source: Source, at: int, year: int | None) -> bool:
    """Whether the lines right above a table, or a first row that is one line, say that it is another's or another year's."""
    captions = _captions(source, at)
    years = {int(y) for caption in captions for y in _YEAR.findall(caption)}
    return any(map(_NOT_OWN.search, captions)) or (year is not None and bool(years) and year not in years)


def _captions(source: Source, at: int) -> list[str]:
    """The short lines between a table and what stands above it: a heading of a chapter, a sentence, another table."""
    first = [c.text for c in source.grid(at).source_rows()[0] if c.text.strip()]
    found = [cell_text(first[0])] if len(first) == 1 else []
    for block in reversed(source.document.blocks[max(0, at - 2 * _CAPTIONS) : at]):
        words = cell_text(source.document.text[block.start : block.end])
        if isinstance(block, Grid) or len(words) > _LONGEST_CAPTION or words.endswith("。") or official_title(words):
            break
        found += [words] if words else []
    return found[: _CAPTIONS + 1]


def _chapter_above(source: Source, at: int) -> int | None:
    """The chapter whose heading is the nearest above a table."""
    for block in reversed(source.document.blocks[:at]):
        if isinstance(block, Paragraph) and (title := official_title(source.document.text[block.start : block.end])):
            return chapter_of(title[1])
    return None


def _doubted(table: Table, cells: Sequence[Cell], others: Sequence[Cell]) -> list[Cell]:
    """The cells; doubtful where the other table says something else in the same place."""
    there = {(c.row, c.column): c for c in others}
    doubted = []
    for cell in cells:
        other = there.get((cell.row, cell.column))
        differs = other is None or (other.kind, other.value) != (cell.kind, cell.value)
        said = _DIFFERS.format(title=table.title, other=other.raw or _BLANK) if other else _LACKS.format(table.title)
        said = said if differs else ""
        doubted.append(cell._replace(doubt=cell.doubt or said))
    return doubted
