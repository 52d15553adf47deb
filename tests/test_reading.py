"""Reading: the same report in many coats gives the same rows, and every cell is a span of the text."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.errors import ReadingError
from corpus.forms import load_forms
from corpus.reading import read_document
from corpus.reading.decode import decode_text
from corpus.reading.numbering import chinese
from corpus.report import Document, Grid

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reports"
needs_reports = pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside this repository")

TITLE = "演示县水务局2022年政府信息公开工作年度报告"
OPENING = "2022年，演示县水务局认真落实《条例》，主动公开政府信息1024条，比上年增加12%；收到申请37件。"
CLOSING = "一是公开的及时性不够；二是解读形式单一。下一步将加强培训，拓展渠道，提高答复质量。"


# --- a made-up report: prose and the statutory tables with cells that tell their place -----------


@dataclass(frozen=True)
class C:
    """A cell of the made-up tables."""

    text: str
    rowspan: int = 1
    colspan: int = 1


Table = list[list[C]]


def requests_table(seed: int = 7) -> Table:
    """Chapter 3 of the 2021 form: merged labels, random values, and blanks of every kind."""
    rng = random.Random(seed)
    block = load_forms()["2021"].table("requests").blocks[0]
    table: Table = [
        [C("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), C("申请人情况", 1, 7)],
        [C("自然人", 2), C("法人或其他组织", 1, 5), C("总计", 2)],
        [C(c.label) for c in block.columns if "法人或其他组织" in c.path],
    ]
    above: tuple[str, ...] = ()
    for line in block.rows:
        row = []
        for depth, label in enumerate(line.path):
            if above[: depth + 1] != line.path[: depth + 1]:
                height = sum(1 for other in block.rows if other.path[: depth + 1] == line.path[: depth + 1])
                last = depth == len(line.path) - 1
                row.append(C(label, 1 if last else height, 4 - len(line.path) if last else 1))
        above = line.path
        table.append(row + [C(rng.choice([str(rng.randint(0, 99999)), "", "0", "-", "/"])) for _ in range(6)])
        table[-1].append(C(str(rng.randint(100000, 999999))))
    return table


def proactive_table() -> Table:
    """Chapter 2 of the 2021 form, its first block alone."""
    return [
        [C("第二十条第（一）项", 1, 4)],
        [C("信息内容"), C("本年制发件数"), C("本年废止件数"), C("现行有效件数")],
        [C("规章"), C("11"), C(""), C("13")],
        [C("行政规范性文件"), C("21"), C("22"), C("23")],
    ]


def disputes_table() -> Table:
    """Chapter 4: three header rows and one row of fifteen values, some blank."""
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = ["1", "", "", "4", "5", "6", "", "8", "9", "10", "", "", "", "14", ""]
    return [
        [C("行政复议", 1, 5), C("行政诉讼", 1, 10)],
        [*(C(r, 2) for r in results), C("未经复议直接起诉", 1, 5), C("复议后起诉", 1, 5)],
        [C(r) for r in (*results, *results)],
        [C(v) for v in values],
    ]


TABLES = [proactive_table(), requests_table(), disputes_table()]
PARTS: list[str | Table] = [
    TITLE,
    "一、总体情况",
    OPENING,
    "二、主动公开政府信息情况",
    TABLES[0],
    "三、收到和处理政府信息公开申请情况",
    TABLES[1],
    "四、政府信息公开行政复议、行政诉讼情况",
    TABLES[2],
    "五、存在的主要问题及改进情况",
    CLOSING,
    "六、其他需要报告的事项",
    "无",
]
PROSE = [part for part in PARTS if isinstance(part, str)]


def spread(table: Table) -> list[list[str]]:
    """The table without spans: the places a merged cell covers are blank, as in copied text."""
    width = max(sum(c.colspan for c in row) for row in table)
    places: list[list[str | None]] = [[None] * width for _ in table]
    for r, row in enumerate(table):
        for cell in row:
            column = places[r].index(None)
            for i in range(r, r + cell.rowspan):
                places[i][column : column + cell.colspan] = [""] * cell.colspan
            places[r][column] = cell.text
    return [[text or "" for text in row] for row in places]


def written(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table]


# --- the coats -------------------------------------------------------------------------------


def as_text(table_lines: Callable[[Table], list[str]], gap: str = "\n\n") -> str:
    return gap.join(part if isinstance(part, str) else "\n".join(table_lines(part)) for part in PARTS)


def tabs(table: Table) -> list[str]:
    return ["\t".join(row) for row in spread(table)]


def pipes(table: Table) -> list[str]:
    head, *rows = ("| " + " | ".join(row) + " |" for row in spread(table))
    return [head, "|" + "---|" * len(spread(table)[0]), *rows]


def stacked(table: Table) -> list[str]:
    return [cell.text for row in table for cell in row]


def spaced_out(table: Table) -> list[str]:
    return [line for cell in stacked(table) for line in (cell, "")]


def as_copied_by_a_browser(table: Table) -> list[str]:
    """innerText of cells that hold a <p>: every cell in lines of its own, a tab between them."""
    return [line for row in table for line in "\n\n\t\n\n".join(cell.text or "\u00a0" for cell in row).split("\n")]


def html_table(table: Table, cell: str = "<td{spans}>{text}</td>", blank: str = "&nbsp;") -> str:
    def one(c: C) -> str:
        spans = "".join(f' {k}="{n}"' for k, n in (("rowspan", c.rowspan), ("colspan", c.colspan)) if n > 1)
        return cell.format(spans=spans, text=c.text or blank)

    return "<table border=1>" + "".join("<tr>" + "".join(map(one, row)) + "</tr>\n" for row in table) + "</table>"


def html_body(paragraph: str = "<p>{}</p>", **options: str) -> str:
    return "\n".join(paragraph.format(part) if isinstance(part, str) else html_table(part, **options) for part in PARTS)


def clean_page() -> str:
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>{html_body()}</body></html>"


def portal_page() -> str:
    """A portal's page: menus, metadata, sharing, a layout table, Word's markup in every cell."""
    word = '<td{spans} style="width:47px"><p class=MsoNormal><span lang=EN-US><o:p>{text}</o:p></span></p></td>'
    meta = "<table><tr><td>索引号：</td><td>00245/2023-1</td><td>发布日期：</td><td>2023-01-20</td></tr>"
    meta += "<tr><td>发布机构：</td><td>县水务局</td><td>文号：</td><td></td></tr></table>"
    links = "".join(
        f"<li><a href=/{i}>第{i}条新闻：县里开会了。大家都来了，讨论了很多问题，也作出了决定。</a></li>"
        for i in range(30)
    )
    return (
        f"<html><head><meta charset=gb2312><title>{TITLE}_演示县人民政府</title><style>p{{}}</style></head>"
        f"<body class='nav-open'><div class=header><ul>{links}</ul></div><div class='crumbs'>当前位置：首页 &gt; 年报"
        "</div>"
        f"<table width=960><tr><td>{meta}<h1>{TITLE}</h1><div>来源：水务局　浏览次数：<span>12</span></div>"
        f"<div id=zoom><style>a{{}}</style>{html_body('<div><font face=宋体><b>{}</b></font></div>', cell=word)}</div>"
        "<div class=bdsharebuttonbox>分享到：<a>微信</a></div><p>上一篇：<a>别的报告</a></p></td></tr></table>"
        f"<div class=sidebar>{links}</div><div class=footer>版权所有：演示县人民政府　网站标识码3400000000</div>"
        "<script>var a='<div>'</script></body></html>"
    )


def docx_bytes(change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """The report as a Word document; with a `change`, its prose alone and then that change."""
    document = docx.Document()
    for part in PROSE if change else PARTS:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            add_docx_table(document, part)
    if change:
        change(document)
    return saved(document)


def add_docx_table(document: docx.document.Document, table: Table) -> None:
    rows = spread(table)
    made = document.add_table(len(rows), len(rows[0]))
    taken = set()
    for r, row in enumerate(table):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            taken |= {(r + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
            top = made.cell(r, column)
            merged = top.merge(made.cell(r + cell.rowspan - 1, column + cell.colspan - 1))
            merged.text = cell.text
            column += cell.colspan


def saved(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


# --- what is looked at -----------------------------------------------------------------------


def read(data: str | bytes, name: str = "报告.txt") -> Document:
    document = read_document(data.encode() if isinstance(data, str) else data, name)
    check_spans(document)
    return document


def check_spans(document: Document) -> None:
    """Every cell is the text at its span, every block lies after the one before it."""
    at = 0
    for block in document.blocks:
        assert at <= block.start <= block.end <= len(document.text)
        at = block.end
        for cell in block.cells if isinstance(block, Grid) else ():
            assert block.start <= cell.start <= cell.end <= block.end
            assert document.text[cell.start : cell.end] == cell.text
        if isinstance(block, Grid):
            assert block.matrix()  # spans stay inside the table


def grids(document: Document) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in b.source_rows()] for b in document.blocks if isinstance(b, Grid)]


def prose(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if not isinstance(b, Grid)]


# --- text and Markdown -----------------------------------------------------------------------


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["空行分段", "不空行"])
@pytest.mark.parametrize("coat", [tabs, pipes])
def test_tables_of_lines_keep_every_cell(coat: Callable[[Table], list[str]], gap: str) -> None:
    document = read(as_text(coat, gap))
    assert prose(document) == PROSE
    assert grids(document) == [spread(table) for table in TABLES]
    assert document.text == as_text(coat, gap)


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["空行分段", "不空行"])
@pytest.mark.parametrize("coat", [stacked, spaced_out])
def test_a_cell_a_line_keeps_blank_cells(coat: Callable[[Table], list[str]], gap: str) -> None:
    document = read(as_text(coat, gap))
    assert prose(document) == PROSE
    assert [[c for row in grid for c in row] for grid in grids(document)] == [stacked(table) for table in TABLES]


def test_cells_copied_by_a_browser_keep_their_blanks() -> None:
    document = read(as_text(as_copied_by_a_browser))
    assert prose(document) == PROSE
    assert [[c for row in grid for c in row] for grid in grids(document)] == [stacked(table) for table in TABLES]


def test_an_empty_line_after_every_row_is_no_cell() -> None:
    """Values must not move to the next column, whatever keeps the rows apart."""
    text = "一、总体情况\n\n项目\n收到\n办结\n\n网络\n12\n10\n\n信函\n3\n2\n\n合计\n15\n12\n\n二、其他\n"
    [grid] = grids(read(text))
    assert [row[0] for row in grid][-9:] == ["网络", "12", "10", "信函", "3", "2", "合计", "15", "12"]


def test_columns_aligned_by_spaces_find_their_blanks_by_place() -> None:
    text = (
        "2022年公开情况如下。\n\n"
        "渠道          收到    办结    结转\n"
        "网络            12      10       2\n"
        "信函             3               3\n"
        "当面                     1        \n"
        "\n合计见上。"
    )
    document = read(text)
    assert grids(document) == [
        [["渠道", "收到", "办结", "结转"], ["网络", "12", "10", "2"], ["信函", "3", "", "3"], ["当面", "", "1", ""]]
    ]
    assert prose(document) == ["2022年公开情况如下。", "合计见上。"]


def test_an_empty_line_inside_a_table_does_not_cut_it() -> None:
    [grid] = grids(read("3.危及“三安全一稳定”\t\t0\t1\n\n\t\t4.保护第三方合法权益\t1\t2\n"))
    assert grid == [["3.危及“三安全一稳定”", "", "0", "1"], ["", "", "4.保护第三方合法权益", "1", "2"]]


def test_block_titles_belong_to_the_table_and_chapters_do_not() -> None:
    first = "第二十条第（一）项\n规章\t1\t2\t3\n第二十条第（五）项\n行政许可\t5"
    text = f"{first}\n三、收到和处理政府信息公开申请情况\n项\t自然人\n甲\t1"
    document = read(text)
    assert [len(grid) for grid in grids(document)] == [4, 2]
    assert prose(document) == ["三、收到和处理政府信息公开申请情况"]


def test_another_table_after_an_empty_line_is_another_table() -> None:
    assert len(grids(read("渠道\t条数\n网站\t5\n\n会议\t次数\t人数\n培训\t2\t80\n"))) == 2


def test_a_quoted_spreadsheet_cell_keeps_its_line_breaks() -> None:
    [grid] = grids(read('信息内容\t"本年新\n制作数量"\t对外公开总数量\n规章\t1\t2\n'))
    assert grid == [["信息内容", "本年新\n制作数量", "对外公开总数量"], ["规章", "1", "2"]]


def test_pipes_without_header_and_escaped_pipes() -> None:
    assert grids(read("| 规章 | 0 | - |\n| 甲\\|乙 | 1 |  |\n")) == [[["规章", "0", "-"], ["甲\\|乙", "1", ""]]]


@pytest.mark.parametrize(
    "line",
    [
        "\t2022年，我局主动公开信息12条。",
        "　　2022年  主动公开  信息12条，其中网站10条。",
        "一、\t总体情况",
        "（一）主动公开",
        "无",
        "1",
        "2023年1月20日",
        "联系电话：0517-1234567",
        "本报告所列数据的统计期限为2022年1月1日至12月31日",
    ],
)
def test_prose_and_headings_stay_paragraphs(line: str) -> None:
    document = read(f"{TITLE}\n{line}\n{CLOSING}")
    assert prose(document) == [TITLE, line.strip(), CLOSING]


def test_markdown_marks_are_no_part_of_a_heading() -> None:
    assert prose(read(f"# {TITLE}\n\n**一、总体情况**\n\n{OPENING}")) == [TITLE, "一、总体情况", OPENING]


def test_markdown_with_html_tables_keeps_its_lines() -> None:
    document = read(f"# {TITLE}\n\n一、总体情况\n{OPENING}\n\n{html_table(TABLES[1])}\n\n五、问题\n{CLOSING}\n")
    assert prose(document) == [TITLE, "一、总体情况", OPENING, "五、问题", CLOSING]
    assert grids(document) == [written(TABLES[1])]


# --- encodings -------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [as_text(tabs), TITLE, "关于㵐县䶮镇的报告\r\n𠮷林村", clean_page()])
def test_encodings_are_found(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)) == text.replace("\r\n", "\n")


def test_a_false_declaration_is_only_a_hint() -> None:
    page = clean_page().replace("<head>", "<head><meta charset=gb2312>")
    assert prose(read(page)) == PROSE
    assert prose(read(page.replace("gb2312", "utf-8").encode("gb18030"))) == PROSE


def test_big5_and_a_cut_last_character() -> None:
    text = "臺灣地區政府資訊公開年度報告，依申請公開之件數說明如下。"
    assert decode_text(text.encode("big5")) == text
    assert decode_text(OPENING.encode()[:-2]) == OPENING[:-1]


def test_one_bad_byte_does_not_turn_the_whole_text_to_noise() -> None:
    data = OPENING.encode() + b"\xff" + CLOSING.encode()
    assert decode_text(data) == f"{OPENING}\ufffd{CLOSING}"


# --- HTML ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [clean_page(), portal_page()], ids=["clean", "portal"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_gives_the_report_and_nothing_around_it(page: str, encoding: str) -> None:
    document = read(page.encode(encoding), "页.htm")
    assert prose(document) == PROSE
    assert grids(document) == [written(table) for table in TABLES]


def test_spans_are_expanded_to_places() -> None:
    document = read(clean_page())
    tables = [b for b in document.blocks if isinstance(b, Grid)]
    for grid, table in zip(tables, TABLES, strict=True):
        places = spread(table)
        assert (grid.height, grid.width) == (len(places), len(places[0]))
        for cell in grid.cells:
            assert places[cell.row][cell.column] == cell.text


def test_tables_without_spans_stay_as_written() -> None:
    plain = [[[C(text) for text in row] for row in spread(table)] for table in TABLES]
    page = "<html><body>" + "".join(f"<p>{h}</p>{html_table(t)}" for h, t in zip("甲乙丙", plain, strict=True))
    assert grids(read(page)) == [spread(table) for table in TABLES]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("本年新<br>制作数量", "本年新制作数量"),
        ("<p>本年新</p><p>公开数量</p>", "本年新公开数量"),
        ("本年新\n    制作数量", "本年新制作数量"),
        ("<p><span>13</span><o:p></o:p></p>", "13"),
        ("12<br>34", "12 34"),
        ("&nbsp;", ""),
        ("<p>　</p>", ""),
        ("<span style='display:none'>9</span>8", "8"),
        ("本年增<br>/减", "本年增/减"),
    ],
)
def test_what_stands_in_a_cell(cell: str, words: str) -> None:
    assert grids(read(f"<table><tr><td>甲<td>乙<tr><td>{cell}</td><td>1</td></tr></table>"))[0][1] == [words, "1"]


SQUARE = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ('<tr><td rowspan="99">甲<td>1<tr><td>2', [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        ('<tr><td colspan="2;">甲<td>1', [(0, 0, 1, 2), (0, 2, 1, 1)]),
        ('<tr><td>甲<td style="display:none">9<td>1', [(0, 0, 1, 1), (0, 1, 1, 1)]),
        ("<tr><td>甲<td>1</tr><div>x</div><form></form><tr><td>乙<td>2", SQUARE),
        ("<tr><td>甲<td>1<tr style='display:none'><td>9<td>9<tr><td>乙<td>2", SQUARE),
        ('<tr><td colspan="1000000">甲<td>1', [(0, 0, 1, 200), (0, 200, 1, 1)]),
    ],
)  # fmt: skip
def test_careless_spans(rows: str, places: list[tuple[int, int, int, int]]) -> None:
    [grid] = [b for b in read(f"<p>前</p><table>{rows}</table>").blocks if isinstance(b, Grid)]
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in grid.cells] == places


def test_prose_between_breaks_in_a_layout_table() -> None:
    page = f"<html><body><table><tr><td>{'<br><br>　　'.join(PROSE)}</td><td></td></tr></table></body></html>"
    assert prose(read(page)) == PROSE


def test_the_introduction_above_the_chapters_is_kept() -> None:
    intro = "根据《中华人民共和国政府信息公开条例》的规定，现公布本局2022年度政府信息公开工作年度报告，请社会各界监督。"
    chapters = "".join(f"<p>{p}</p>" for p in PROSE[1:])
    page = (
        f"<html><body><h1>{TITLE}</h1><div><p>{intro}</p></div><div>{chapters}</div><div>版权所有</div></body></html>"
    )
    assert prose(read(page)) == [TITLE, intro, *PROSE[1:]]


def test_a_page_without_chapters_keeps_its_prose_and_figures() -> None:
    page = (
        f"<html><head><title>{TITLE} - 演示县人民政府</title></head><body><ul><li><a>首页</a><li><a>公开</a></ul>"
        f"<div><div>{OPENING}</div><div>{CLOSING}</div><table><tr><td>指标<td>数</tr><tr><td>会议<td>3</table></div>"
        "<div>主办单位：演示县人民政府办公室</div></body></html>"
    )
    document = read(page)
    assert prose(document) == [TITLE, OPENING, CLOSING]
    assert grids(document) == [[["指标", "数"], ["会议", "3"]]]


def test_preformatted_text_in_a_page_keeps_its_tables() -> None:
    document = read(f"<html><body><pre>{as_text(tabs)}</pre></body></html>")
    assert grids(document) == [spread(table) for table in TABLES]
    assert prose(document) == PROSE


# --- DOCX ------------------------------------------------------------------------------------


def test_a_word_document_gives_the_same_rows_and_prose() -> None:
    document = read(docx_bytes(), "报告.doc")
    assert prose(document) == PROSE
    assert grids(document) == [written(table) for table in TABLES]
    for grid, table in zip((b for b in document.blocks if isinstance(b, Grid)), TABLES, strict=True):
        assert all(spread(table)[c.row][c.column] == c.text for c in grid.cells)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("72<sup>1</sup>", "72¹"),
        ('72<span style="font-size:8pt;vertical-align: super">1</span>', "72¹"),
        ('72<sup><a href="#_ftn1">1</a></sup>', "72¹"),
        ('72<a href="#_ftn1"><font>1</font></a>', "72¹"),
        ('<a href="/figures/72.html">72</a>', "72"),
        ("<s>99</s>72", "72"),
        ('<span style="text-decoration: underline line-through">99</span>72', "72"),
    ],
)
def test_a_footnotes_mark_and_what_is_struck_out_are_no_digits_of_a_number(cell: str, text: str) -> None:
    document = read_document(f"<table><tr><td>行政许可</td><td>{cell}</td></tr></table>".encode(), "a.html")
    assert [c.text for b in document.blocks if isinstance(b, Grid) for c in b.cells] == ["行政许可", text]


def test_tracked_changes_are_read_as_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>999</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="a">{run.format("旧")}</w:moveFrom>'
    added = f'<w:ins w:id="3" w:author="a">{run.format("72793")}</w:ins>'
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choices = f'<mc:Choice Requires="x">{run.format("件")}</mc:Choice><mc:Fallback>{run.format("件")}</mc:Fallback>'
    copy = f'<mc:AlternateContent xmlns:mc="{mc}">{choices}</mc:AlternateContent>'
    control = f"<w:sdt><w:sdtContent>{run.format('。')}</w:sdtContent></w:sdt>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>8</w:t></w:r>"

    def change(document: docx.document.Document) -> None:
        xml = f"<w:p {nsdecls('w')}>{run.format('收到')}{gone}{moved}{added}{copy}{control}{hidden}</w:p>"
        document.element.body.insert(0, parse_xml(xml))

    assert prose(read(docx_bytes(change)))[0] == "收到72793件。"


@pytest.mark.parametrize(
    ("look", "text"),
    [
        ('<w:vertAlign w:val="superscript"/>', "72¹"),
        ('<w:position w:val="8"/>', "72¹"),
        ('<w:position w:val="2"/>', "721"),
        ("<w:dstrike/>", "72"),
        ('<w:strike w:val="0"/>', "721"),
    ],
)
def test_a_raised_or_struck_out_run_is_no_digit_of_a_number(look: str, text: str) -> None:
    runs = f"<w:r><w:t>72</w:t></w:r><w:r><w:rPr>{look}</w:rPr><w:t>1</w:t></w:r>"

    def change(document: docx.document.Document) -> None:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))

    assert prose(read(docx_bytes(change)))[0] == text


def test_automatic_numbers_are_written_out() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
        )
    )

    def change(document: docx.document.Document) -> None:
        part = document.part.numbering_part.element
        part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for depth, words in ((0, "总体"), (1, "主动"), (1, "申请"), (2, "甲"), (0, "问题"), (1, "改进")):
            number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            xml = f"<w:p {nsdecls('w')}><w:pPr>{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
            document.element.body.append(parse_xml(xml))

    expected = ["一、总体", "（一）主动", "（二）申请", "1.甲", "二、问题", "（一）改进"]
    assert prose(read(docx_bytes(change)))[-6:] == expected


@pytest.mark.parametrize(("n", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五")])
def test_chinese_numerals(n: int, words: str) -> None:
    assert chinese(n) == words


def test_sliver_columns_are_dropped() -> None:
    def change(document: docx.document.Document) -> None:
        table = document.add_table(2, 3)
        for (r, c), text in {(0, 0): "项目", (0, 2): "数", (1, 0): "会议", (1, 2): "3"}.items():
            table.cell(r, c).text = text
        for column, width in zip(table._tbl.tblGrid.iterchildren(), ("2000", "1", "2000"), strict=True):
            column.set(qn("w:w"), width)

    assert grids(read(docx_bytes(change)))[-1] == [["项目", "数"], ["会议", "3"]]


def test_prose_in_a_layout_cell_and_soft_breaks_are_lines() -> None:
    def change(document: docx.document.Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = f"{OPENING}\n{CLOSING}"

    assert prose(read(docx_bytes(change)))[-2:] == [OPENING, CLOSING]


def test_a_deleted_row_is_gone() -> None:
    def change(document: docx.document.Document) -> None:
        table = document.add_table(2, 2)
        for cell, text in zip((c for row in table.rows for c in row.cells), ["甲", "1", "乙", "2"], strict=True):
            cell.text = text
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:del"))

    assert grids(read(docx_bytes(change)))[-1] == [["乙", "2"]]


# --- what is refused -------------------------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


HOSTILE = {
    "empty": (b"", "空的"),
    "only spaces": (b"\xef\xbb\xbf \r\n", "空的"),
    "pdf": (b"%PDF-1.7\n...", "PDF"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 DOCX"),
    "encrypted docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "图片已损坏"),
    "noise": (bytes(range(256)) * 40, "无法识别"),
    "a workbook without sheets": (zipped({"xl/workbook.xml": b"<a/>"}), "没有文字"),
    "a zip": (zipped({"a.txt": b"a"}), "压缩包"),
    "truncated docx": (docx_bytes()[:5000], "损坏"),
    "broken xml": (zipped({"word/document.xml": b"<w:document"}), "损坏"),
    "doctype": (zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DOCTYPE"),
    "zip bomb": (zipped({"word/document.xml": b"<a>" + b" " * 70_000_000 + b"</a>"}), "过大"),
    "deep page": (b"<html>" + b"<div>" * 500_000, "嵌套"),
    "fonts without end": (b"<html>" + b"<font size=1>" * 1900 + b"<p>a" * 100_000, "嵌套"),
    "huge page": (b"<html>" + b"<td>1</td>" * 600_000, "过长"),
    "wide table": (b"<table><tr>" + b"<td colspan=200>1</td>" * 9_000 + b"</tr>" + b"<tr><td>1" * 5_000, "过大"),
    "no words": (b"<html><body><img src=a.png></body></html>", "没有文字"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_can_not_be_read_says_why_at_once(kind: str) -> None:
    data, says = HOSTILE[kind]
    begun = time.process_time()
    with pytest.raises(ReadingError, match=says) as caught:
        read_document(data, "某县.docx")
    assert str(caught.value).startswith("某县.docx：")
    assert time.process_time() - begun < 3


# --- anything at all -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(150))
def test_spans_hold_for_any_mixture(seed: int) -> None:
    rng = random.Random(seed)
    bits = [
        "\t",
        "|",
        "  ",
        "　",
        "0",
        "12",
        "规章",
        "一、总体情况",
        "（一）予以公开",
        "自然人",
        '"',
        "\\|",
        "。",
        "---",
        " ",
        "\u00a0",
    ]
    lines = ["".join(rng.choices(bits, k=rng.randint(0, 9))) for _ in range(60)]
    document = read("甲\n" + "\n".join(lines))
    covered = "".join(document.text[b.start : b.end] for b in document.blocks)
    for word in ("规章", "自然人", "总体情况", "予以公开"):
        assert covered.count(word) == document.text.count(word)
    tags = [
        "<tr>",
        "<td>",
        "</td>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "<table>",
        "</table>",
        "<p>",
        "<br>",
        "<div>",
        "</div>",
    ]
    page = "<html><body>" + "".join(rng.choices([*tags, *bits], k=200)) + "甲</body></html>"
    read(page)


# --- real reports ----------------------------------------------------------------------------


@needs_reports
@pytest.mark.parametrize("blank", ["\u00a0", ""], ids=["空格", "空"])
@pytest.mark.parametrize(
    ("cell_gap", "row_gap"),
    [("\n", "\n"), ("\n\n", "\n\n"), ("\n\n\t\n\n", "\n\n\n\n")],
    ids=["单行", "隔行", "浏览器"],
)
def test_a_sparse_real_report_copied_cell_by_cell(cell_gap: str, row_gap: str, blank: str) -> None:
    """Most of its cells are blank: each stays in its place when the page is copied as text."""
    page = read((SHARED / "上海市人民政府办公厅2019.html").read_bytes())
    parts = [
        row_gap.join(cell_gap.join(c.text or blank for c in row) for row in block.source_rows())
        if isinstance(block, Grid)
        else page.text[block.start : block.end]
        for block in page.blocks
    ]
    copied = read("\n\n".join(parts))
    assert prose(copied) == prose(page)
    cells = [[cell for row in grid for cell in row] for grid in grids(page)]
    assert [[cell for row in grid for cell in row] for grid in grids(copied)] == cells


@needs_reports
def test_every_real_report_is_read() -> None:
    for path in sorted(SHARED.iterdir()):
        document = read(path.read_bytes(), path.name)
        assert any(isinstance(block, Grid) for block in document.blocks), path.name


@needs_reports
@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("梁园区人民政府办公室2021.txt", [(14, 4), (28, 10), (4, 15)]),
        ("宿迁市2023.txt", [(14, 4), (28, 10), (4, 15)]),
        ("宿迁市2024.txt", [(14, 4), (28, 10), (4, 15)]),
        ("上海市人民政府办公厅2019.html", [(18, 5), (26, 10), (4, 15)]),
    ],
)
def test_the_statutory_tables_of_real_reports_are_whole(name: str, shapes: list[tuple[int, int]]) -> None:
    document = read((SHARED / name).read_bytes(), name)
    assert [(b.height, b.width) for b in document.blocks if isinstance(b, Grid)] == shapes
    chapters = [line[0] for line in prose(document) if line[1:2] == "、"]
    assert chapters == list("一二三四五六")
