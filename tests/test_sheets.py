"""Printed pages → documents: paragraphs, tables over pages, running headers, doubtful characters."""

from __future__ import annotations

import pytest
from printed import EM, LEFT, filled, grid, lines, sheet, words

from corpus.reading.sheet import Glyph, Rule
from corpus.reading.sheets import read_sheets
from corpus.report import Document, Grid, Paragraph

XS = (60.0, 200.0, 280.0, 360.0)
FULL = "一行正好写满四十个字的正文写到右边的边缘为止不留空白"  # 26 characters
ROOM = FULL + "再加上十四个字凑成四十个整字吧"[:14]


def paragraphs(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if isinstance(b, Paragraph)]


def grids(document: Document) -> list[list[list[str]]]:
    found = [b for b in document.blocks if isinstance(b, Grid)]
    return [[[document.text[c.start : c.end] for c in row] for row in g.source_rows()] for g in found]


def test_lines_that_end_because_they_are_full_are_one_paragraph() -> None:
    glyphs = lines("一、总体情况", "　　" + ROOM[:38], ROOM, "到此为止。", "　　另起一段。", top=60)
    assert paragraphs(read_sheets([sheet(1, glyphs)])) == [
        "一、总体情况", ROOM[:38] + ROOM + "到此为止。", "另起一段。",
    ]  # fmt: skip


def test_a_paragraph_goes_on_on_the_next_page_past_header_and_page_number() -> None:
    first = [*words("某市2024年年报", 250, 20), *lines(ROOM, ROOM, ROOM), *words("- 1 -", 280, 800)]
    second = [*words("某市2024年年报", 250, 20), *lines("到此为止。", "下文。"), *words("- 2 -", 280, 800)]
    document = read_sheets([sheet(1, first), sheet(2, second)])
    assert paragraphs(document) == [ROOM * 3 + "到此为止。", "下文。"]
    assert document.text[document.pages[1] :].startswith("到此为止")


@pytest.mark.parametrize("at", [(60.0, 260.0, 340.0, 420.0), (60.0, 260.0, 284.0, 308.0)], ids=["wide", "narrow"])
def test_a_row_of_numbers_at_a_pages_end_is_no_page_number_or_footer(at: tuple[float, ...]) -> None:
    rows = [("新收", "12", "3", "15"), ("结转", "1", "0", "1")]
    pages = [sheet(n, loose(*rows, at=at, top=760)) for n in (1, 2)]
    assert grids(read_sheets(pages)) == [[list(row) for row in rows]] * 2


def test_a_table_is_read_by_its_rules() -> None:
    ys = (100.0, 130.0, 160.0, 190.0)
    rows = [["信息内容", "制发", "废止"], ["规章", "1 2", "0"], ["行政规范\n性文件", "13", "－"]]
    document = read_sheets([sheet(1, filled(rows, XS, ys), grid(XS, ys))])
    assert grids(document) == [[["信息内容", "制发", "废止"], ["规章", "1 2", "0"], ["行政规范性文件", "13", "－"]]]


def test_cells_that_no_rule_parts_are_one() -> None:
    ys = (100.0, 130.0, 160.0)
    rules = [r for r in grid(XS, ys) if r.left != 280.0] + [Rule(280, 130, 280, 160)]
    document = read_sheets([sheet(1, filled([["甲", "乙丙", ""], ["1", "2", "3"]], XS, ys), rules)])
    (found,) = [b for b in document.blocks if isinstance(b, Grid)]
    assert [(c.text, c.column, c.colspan) for c in found.cells][:2] == [("甲", 0, 1), ("乙丙", 1, 2)]


HEAD = ["项目", "自然人", "总计"]


@pytest.mark.parametrize("repeated", [True, False], ids=["header repeated", "header once"])
def test_a_table_over_two_pages_is_one(repeated: bool) -> None:
    ys = (700.0, 730.0, 760.0)
    above = sheet(1, [*lines("三、申请情况"), *filled([HEAD, ["新收", "3", "3"]], XS, ys)], grid(XS, ys))
    rest = [*([HEAD] if repeated else []), ["结转", "1", "1"]]
    below_ys = tuple(60.0 + 30 * i for i in range(len(rest) + 1))
    below = sheet(2, [*filled(rest, XS, below_ys), *lines("四、复议", top=300)], grid(XS, below_ys))
    document = read_sheets([above, below])
    assert grids(document) == [[HEAD, ["新收", "3", "3"], ["结转", "1", "1"]]]
    assert document.text[document.pages[1] :].startswith("结转")


def test_a_row_that_the_page_tears_is_one_row() -> None:
    ys, below_ys = (700.0, 730.0, 760.0), (60.0, 90.0, 120.0)
    opened = [r for r in grid(XS, ys) if r.top != 760.0 or r.left == r.right]
    torn = [r for r in grid(XS, below_ys) if r.top != 60.0 or r.left == r.right]
    above = sheet(1, filled([HEAD, ["2.其他法律行政法规", "1", "1"]], XS, ys), opened)
    below = sheet(2, filled([["禁止公开", "", ""], ["其他", "0", "0"]], XS, below_ys), torn)
    assert grids(read_sheets([above, below])) == [
        [HEAD, ["2.其他法律行政法规禁止公开", "1", "1"], ["其他", "0", "0"]],
    ]  # fmt: skip


def test_numbers_on_both_sides_of_an_open_page_end_are_never_run_together() -> None:
    ys, below_ys = (700.0, 730.0, 760.0), (60.0, 90.0, 120.0)
    opened = [r for r in grid(XS, ys) if r.top != 760.0 or r.left == r.right]
    torn = [r for r in grid(XS, below_ys) if r.top != 60.0 or r.left == r.right]
    above = sheet(1, filled([HEAD, ["甲", "1", "1"]], XS, ys), opened)
    below = sheet(2, filled([["乙", "2", "2"], ["丙", "0", "0"]], XS, below_ys), torn)
    assert grids(read_sheets([above, below])) == [[HEAD, ["甲", "1", "1"], ["乙", "2", "2"], ["丙", "0", "0"]]]


def test_a_column_that_the_next_page_does_not_use_vanishes_there_only() -> None:
    ys, below_ys, fewer = (700.0, 730.0, 760.0), (60.0, 90.0), (60.0, 280.0, 360.0)
    above = sheet(1, filled([HEAD, ["甲", "1", "1"]], XS, ys), grid(XS, ys))
    below = sheet(2, filled([["乙", "7"]], fewer, below_ys), grid(fewer, below_ys))
    (found,) = [b for b in read_sheets([above, below]).blocks if isinstance(b, Grid)]
    assert [(c.text, c.column, c.colspan) for c in found.cells][-2:] == [("乙", 0, 2), ("7", 2, 1)]


# Cells of 42 points: six digits and three points on each side, as the label that is broken there shows.
WRAPPED = "甲乙丙\n丁"


@pytest.mark.parametrize(
    ("cells", "reading"),
    [
        (["123456\n7", WRAPPED, "0"], "1234567"),  # the cell is full: not one digit more fits
        (["12\n3", WRAPPED, "0"], "12 3"),  # there was room for more: two numbers
        (["123456\n7", WRAPPED, "1\n2"], "123456 7"),  # two rows without a rule between them, as the other number shows
        (["123456\n7", "0", "0"], "123456 7"),  # nothing shows how much of a cell stays empty
    ],
)
def test_digits_on_two_lines_of_a_cell(cells: list[str], reading: str) -> None:
    xs, ys = (60.0, 102.0, 144.0, 186.0), (100.0, 140.0, 180.0)
    document = read_sheets([sheet(1, filled([cells, ["0", "0", "0"]], xs, ys), grid(xs, ys))])
    assert grids(document)[0][0][0] == reading


def test_a_number_that_the_papers_edge_cuts_off_is_no_number() -> None:
    xs, ys = (60.0, 300.0, 610.0), (100.0, 130.0, 160.0)
    document = read_sheets([sheet(1, filled([["项目", "总计"], ["新收", "13"]], xs, ys), grid(xs, ys))])
    assert grids(document) == [[["项目", "总计…"], ["新收", "13…"]]]
    assert "超出纸边" in document.problems[0].message


def test_text_beside_a_cut_table_does_not_part_it() -> None:
    """Browsers leave out the sides of a merged label whose rows are all on another page."""
    ys, below_ys, fewer = (700.0, 730.0, 760.0), (60.0, 90.0), (200.0, 280.0, 360.0)
    above = sheet(1, filled([HEAD, ["甲", "1", "1"]], XS, ys), grid(XS, ys))
    below = sheet(2, [*filled([["7", "8"]], fewer, below_ys), *words("乙", 62, 70)], grid(fewer, below_ys))
    (found,) = [b for b in read_sheets([above, below]).blocks if isinstance(b, Grid)]
    assert [(c.text, c.row, c.column) for c in found.cells][-2:] == [("7", 2, 1), ("8", 2, 2)]


# --- tables without rules ---------------------------------------------------------------------------

AT = (60.0, 260.0, 340.0, 420.0)


def loose(*rows: tuple[str, ...], at: tuple[float, ...] = AT, top: float = 100.0) -> list[Glyph]:
    """Rows of words at those places, 40 points apart; a first cell of two lines stands around its row's middle."""
    glyphs = []
    for i, row in enumerate(rows):
        y = top + 40 * i
        label = row[0].split("\n")
        glyphs += [
            g for j, line in enumerate(label) for g in words(line, at[0], y + (j - (len(label) - 1) / 2) * 1.5 * EM)
        ]
        glyphs += [g for text, x in zip(row[1:], at[1:], strict=True) for g in words(text, x, y)]
    return glyphs


def test_a_table_without_rules_is_read_by_its_columns() -> None:
    at = (60.0, 260.0, 320.0, 380.0, 440.0)
    header, new, out = (
        ("", "自然人", "企业", "其他", "总计"),
        ("新收", "12", "3", "0", "15"),
        ("结转", "0", "0", "0", "0"),
    )
    refused = ("2.其他法律\n禁止公开", "1", "", "0", "1")
    glyphs = [*lines("三、申请情况", top=60), *loose(header, new, refused, out, at=at), *lines("四、复议", top=300)]
    document = read_sheets([sheet(1, glyphs)])
    assert paragraphs(document) == ["三、申请情况", "四、复议"]
    assert grids(document) == [[list(header), list(new), ["2.其他法律禁止公开", *refused[1:]], list(out)]]


@pytest.mark.parametrize(
    "rows",
    [
        # The last number of a row had no room and stands on the next line: the row has no blank.
        [("新收", "12", "3", ""), ("15", "", "", ""), ("结转", "1", "2", "3"), ("其他", "1", "2", "3")],
        # Too few rows are full to know the columns.
        [("新收", "12", "", "15"), ("结转", "1", "2", ""), ("其他", "", "2", "3")],
    ],
    ids=["fallen out", "hardly full"],
)
def test_numbers_whose_columns_are_not_sure_are_in_no_column(rows: list[tuple[str, ...]]) -> None:
    assert not any("" in row for grid in grids(read_sheets([sheet(1, loose(*rows))])) for row in grid)


@pytest.mark.parametrize(
    ("tops", "labels"),
    [
        # Each label's values stand on its last line: its lines are closer to one another than to the next label.
        ((100, 116, 140, 156, 180, 196), ["甲一甲二", "乙一乙二", "丙一丙二"]),
        # All lines are equally far apart: the line below the values may go with them as well as the one above.
        ((100, 120, 140, 160, 180, 200), []),
    ],
    ids=["told by their distance", "open"],
)
def test_labels_of_several_lines(tops: tuple[int, ...], labels: list[str]) -> None:
    said = ("甲一", "甲二", "乙一", "乙二", "丙一", "丙二")
    glyphs = [g for y, text in zip(tops, said, strict=True) for g in words(text, 60, y)]
    glyphs += [g for y in tops[1::2] for x in AT[1:] for g in words("7", x, y)]
    found = grids(read_sheets([sheet(1, glyphs)]))
    assert [row[0] for grid in found for row in grid if "".join(labels)] == labels


def test_a_label_that_runs_into_the_first_column_hides_no_number() -> None:
    at = (60.0, 260.0, 320.0, 380.0, 440.0)
    rows = [("甲", "12", "3", "4", "9"), ("乙" * 16 + "  7", "", "5", "6", "8"), ("丙", "1", "2", "3", "4")]
    found = grids(read_sheets([sheet(1, loose(*rows, at=at))]))
    assert [row[1:] for row in found[0]] == [["12", "3", "4", "9"], ["7", "5", "6", "8"], ["1", "2", "3", "4"]]


# --- characters -------------------------------------------------------------------------------------


def test_characters_meant_and_characters_printed_twice() -> None:
    printed = [*lines("⾏政许可，⺠政⻔户"), *words("⾏政许可", LEFT + 0.4, 60.2)]
    assert paragraphs(read_sheets([sheet(1, printed)])) == ["行政许可，民政门户"]


def test_a_watermark_is_not_text() -> None:
    printed = [*lines("正文第一行文字。", "正文第二行文字。"), *words("草稿", 60, 50, em=5 * EM)]
    assert paragraphs(read_sheets([sheet(1, printed)])) == ["正文第一行文字。", "正文第二行文字。"]


def test_doubtful_characters_are_spans_of_the_text() -> None:
    ys = (100.0, 130.0, 160.0)
    glyphs = filled([["项目", "数", ""], ["新收", "23", "23"]], XS, ys)
    unsure = [Glyph(g.text, g.left, g.top, g.right, g.bottom, g.text == "3" and g.left < 280) for g in glyphs]
    document = read_sheets([sheet(1, unsure, grid(XS, ys))])
    assert [document.text[a:b] for a, b in document.doubts] == ["3"]
    assert document.text[document.doubts[0][0] - 1 : document.doubts[0][1]] == "23"
