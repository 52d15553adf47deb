"""Statutory tables are filled by their labels: right, or missing and said; never silently wrong."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import deformed
import pytest

from corpus.forms import load_forms
from corpus.forms.columns import Header
from corpus.forms.fill import Filled, fill_form
from corpus.forms.parts import free_row
from corpus.forms.rows import SourceRow
from corpus.forms.values import read_value, stated_unit
from corpus.reading import read_document
from corpus.report import Cell, CellKind, Document, Grid, GridCell

SHARED = Path(__file__).resolve().parents[2] / "shared"
NAMES = [
    "梁园区人民政府办公室2021.txt",
    "宿迁市2023.txt",
    "宿迁市2024.txt",
    "上海市人民政府办公厅2019.html",
    "上海市科学技术委员会2024.md",
]
Places = dict[tuple[str, str, str], Any]

# --- what a cell says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "kind", "value", "unit"),
    [
        ("0", CellKind.NUMBER, "0", ""),
        ("２３", CellKind.NUMBER, "23", ""),
        ("1,808,595", CellKind.NUMBER, "1808595", ""),
        ("2，822，652 件", CellKind.NUMBER, "2822652", "件"),
        ("59237.2449", CellKind.NUMBER, "59237.2449", ""),
        ("0.0000", CellKind.NUMBER, "0.0000", ""),
        ("+1036", CellKind.NUMBER, "1036", ""),
        ("－8", CellKind.NUMBER, "-8", ""),
        ("251000元", CellKind.NUMBER, "251000", "元"),
        ("\u00a0", CellKind.BLANK, None, ""),
        ("/", CellKind.NOT_APPLICABLE, None, ""),
        ("——", CellKind.NOT_APPLICABLE, None, ""),
        ("无", CellKind.NOT_APPLICABLE, None, ""),
        ("22（其中修订16件）", CellKind.NUMBER, "22", ""),
        ("22件，其中修订16件", CellKind.NUMBER, "22", "件"),
        ("16（其中修订22件）", CellKind.TEXT, None, ""),
        ("22（不含分局）", CellKind.TEXT, None, ""),
        ("22（其中修订若干）", CellKind.TEXT, None, ""),
        ("12①", CellKind.NUMBER, "12", ""),
        ("12²", CellKind.NUMBER, "12", ""),
        ("12*", CellKind.NUMBER, "12", ""),
        ("12[1]", CellKind.NUMBER, "12", ""),
        ("1\u200b2\ufeff", CellKind.NUMBER, "12", ""),
        ("&nbsp;12&nbsp;", CellKind.NUMBER, "12", ""),
        ("3萬元", CellKind.NUMBER, "3", "万元"),
        ("無", CellKind.NOT_APPLICABLE, None, ""),
        ("**件", CellKind.TEXT, None, ""),
        ("×件", CellKind.TEXT, None, ""),
        ("2O", CellKind.TEXT, None, ""),
        ("十二", CellKind.TEXT, None, ""),
        ("1 234", CellKind.TEXT, None, ""),
        ("12%", CellKind.TEXT, None, ""),
        ("012", CellKind.TEXT, None, ""),
        ("0,123", CellKind.TEXT, None, ""),
        ("12,5", CellKind.TEXT, None, ""),
        ("1½", CellKind.TEXT, None, ""),
        ("约12", CellKind.TEXT, None, ""),
        ("12/34", CellKind.TEXT, None, ""),
        ("1\ue5e52", CellKind.TEXT, None, ""),
        ("12 5", CellKind.TEXT, None, ""),
        ("1.626.53", CellKind.TEXT, None, ""),
    ],
)
def test_a_cell_is_a_number_nothing_not_applicable_or_words(
    raw: str, kind: CellKind, value: str | None, unit: str
) -> None:
    reading = read_value(raw)
    said = None if reading.value is None else str(reading.value)
    assert (reading.kind, said, reading.unit) == (kind, value, unit)


@pytest.mark.parametrize("raw", ["22（其中修订16件）", "12①", "12*"])
def test_a_number_with_a_remark_is_read_with_a_word_about_it(raw: str) -> None:
    assert raw in read_value(raw).doubt


def test_a_header_may_state_the_unit() -> None:
    assert stated_unit("本年收费金额(单位:万元,保留4位小数)") == "万元"
    assert stated_unit("本年收费金额（单位：元）") == "元"
    assert stated_unit("本年处理决定数量") == ""


# --- real reports --------------------------------------------------------------------------------------


def real(name: str) -> tuple[Document, Filled, Places]:
    """A shared report, filled without being told its year, and the cells it should have."""
    path = SHARED / "reports" / name
    if not path.exists():
        pytest.skip("the shared reports are not here")
    document = read_document(path.read_bytes(), name)
    expected = json.loads((SHARED / "questions" / "cells.json").read_text(encoding="utf-8"))["reports"][name]
    return document, fill_form(document, None), places_of(expected)


def places_of(expected: dict[str, Any]) -> Places:
    """The expected values by place of the form."""
    form = load_forms()[expected["form"]]
    places: Places = {}
    for table, lists in (("requests", expected["chapter3"]), ("disputes", [expected["chapter4"]])):
        block = form.table(table).blocks[0]
        for row, values in zip(block.rows, lists, strict=True):
            places |= {(table, row.key, c.key): v for c, v in zip(block.columns, values, strict=True)}
    for block, row, column in form.table("proactive").places():
        names = (row.label, *row.also)
        values = next(expected["chapter2"][n] for n in names if n in expected["chapter2"])
        values = values if isinstance(values, list) else [values]
        places["proactive", row.key, column.key] = values[block.columns.index(column)]
    return places


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_real_report_is_right(name: str) -> None:
    _, filled, expected = real(name)
    got = {(c.table, c.row, c.column): c for c in filled.cells}
    assert got.keys() == expected.keys()
    for place, value in expected.items():
        assert got[place].raw == ("" if value is None else str(value)), place
        assert (got[place].kind is CellKind.BLANK) == (value is None), place


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_is_a_span_of_the_text_and_its_row_begins_with_its_label(name: str) -> None:
    document, filled, _ = real(name)
    for cell in filled.cells:
        assert document.text[cell.start : cell.end] == cell.raw
        assert cell.row_start <= cell.start <= cell.end <= cell.row_end
    for at in filled.statutory_grids:
        assert isinstance(document.blocks[at], Grid)


def test_an_amount_keeps_the_unit_it_states() -> None:
    _, filled, _ = real("上海市人民政府办公厅2019.html")
    amount = cell(filled, "proactive", "procurement", "amount")
    assert (str(amount.value), amount.unit, amount.raw) == ("251000", "元", "251000元")


# --- deformed tables -----------------------------------------------------------------------------------


def emitted_and_wrong(form: str, seed: int, *harms: deformed.Deform) -> tuple[int, int, int]:
    """How many cells of chapter 3 are read after those harms, how many of them wrongly, and how many there were."""
    chance = random.Random(seed)
    table = load_forms()[form].table("requests")
    truth = deformed.numbers(table, chance, chance.choice(["any", "adding", "sparse", "zeros"]))
    rows = deformed.requests(table, truth)
    for harm in harms:
        rows = harm(rows, chance)
    parts = [rows]
    if chance.random() < 0.3:
        at = chance.randrange(4, len(rows))
        again = rows[:3] if chance.random() < 0.5 and len(rows[0]) > 1 else []
        parts = [rows[:at], [*again, *rows[at:]]]
    filled = fill_form(deformed.document(*parts), int(form))
    assert filled.form in (form, None)
    got = {(c.row, c.column): c.raw for c in filled.cells if c.table == "requests"}
    return len(got), sum(truth.get(place) != raw for place, raw in got.items()), len(truth)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("harm", deformed.HARMS, ids=lambda h: h.__name__)
def test_no_cell_is_silently_wrong_whatever_happened_to_the_table(form: str, harm: deformed.Deform) -> None:
    for seed in range(12):
        layout = deformed.LAYOUTS[seed % len(deformed.LAYOUTS)]
        _, wrong, _ = emitted_and_wrong(form, seed, layout, harm)
        assert wrong == 0, (seed, layout.__name__)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize(
    "harm",
    [
        deformed.no_header,
        deformed.glued_header,
        deformed.spaced,
        deformed.half_width,
        deformed.without_numbering,
        deformed.overlong_rowspan,
        deformed.header_again,
        deformed.one_a_line,
        deformed.serial_column,
        deformed.local_row,
    ],
    ids=lambda h: h.__name__,
)
def test_a_whole_table_is_recovered_from_common_deformations(form: str, harm: deformed.Deform) -> None:
    """Not one cell is lost where the table itself is complete: merged cells as in HTML, numbers without blanks."""
    chance = random.Random(7)
    table = load_forms()[form].table("requests")
    truth = deformed.numbers(table, chance, "adding")
    filled = fill_form(deformed.document(harm(deformed.requests(table, truth), chance)), None)
    got = {(c.row, c.column): c.raw for c in filled.cells if c.table == "requests"}
    assert (filled.form, got) == (form, truth)


def test_most_cells_survive_random_deformations() -> None:
    chance = random.Random(1)
    counts = [
        emitted_and_wrong(chance.choice(["2019", "2021"]), seed, chance.choice(deformed.LAYOUTS), chance.choice(deformed.HARMS))
        for seed in range(150)
    ]  # fmt: skip
    assert sum(wrong for _, wrong, _ in counts) == 0
    assert sum(read for read, _, _ in counts) > 0.85 * sum(whole for _, _, whole in counts)


def test_a_missing_row_is_missing_and_its_neighbours_are_not_shifted() -> None:
    table = load_forms()["2021"].table("requests")
    truth = deformed.numbers(table, random.Random(3), "adding")
    rows = [r for r in deformed.requests(table, truth) if r[0].text != "2.重复申请"]
    filled = fill_form(deformed.document(rows), 2021)
    got = {(c.row, c.column): c.raw for c in filled.cells}
    assert got == {k: v for k, v in truth.items() if k[0] != "not_processed.repeated"}
    assert any("2.重复申请" in p.message for p in filled.problems)


def test_a_local_row_is_kept_as_a_free_row_and_said_with_its_line() -> None:
    text = f"{PROACTIVE}\n".replace("行政处罚\t28", "行政检查\t77\n行政处罚\t28")
    filled = filled_text(text + REQUESTS)
    assert [row.pairs for row in filled.rows] == [(("", "行政检查"), ("本年处理决定数量", "77"))]
    problem = next(p for p in filled.problems if "行政检查" in p.message)
    assert text.split("\n")[problem.line - 1].startswith("行政检查")


# --- chapters 2 and 4 in other layouts ----------------------------------------------------------------------

PROACTIVE = """第二十条第(一)项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t2\t0\t11
行政规范性文件\t109\t489\t597
第二十条第(五)项
信息内容\t本年处理决定数量
行政许可\t18
第二十条第(六)项
信息内容\t本年处理决定数量
行政处罚\t28
行政强制\t20
第二十条第(八)项
信息内容\t本年收费金额（单位：万元）
行政事业性收费\t59.2
"""


def requests_text() -> str:
    """Chapter 3 as tab-separated text."""
    table = load_forms()["2021"].table("requests")
    chance = random.Random(5)
    rows = deformed.pasted(deformed.requests(table, deformed.numbers(table, chance, "adding")), chance)
    return "\n三、收到和处理政府信息公开申请情况\n\n" + "\n".join("\t".join(b.text for b in r) for r in rows) + "\n\n"


REQUESTS = requests_text()


def filled_text(text: str) -> Filled:
    return fill_form(read_document(text.encode(), "某市2022.txt"), 2022)


def cell(filled: Filled, table: str, row: str, column: str) -> Cell:
    return next(c for c in filled.cells if (c.table, c.row, c.column) == (table, row, column))


@pytest.mark.parametrize(
    ("change", "row", "column", "raw", "kind", "unit"),
    [
        (("万元", "元"), "fee", "amount", "59.2", CellKind.NUMBER, "元"),
        (("行政处罚\t28", "行政处罚\t/"), "penalty", "decisions", "/", CellKind.NOT_APPLICABLE, "件"),
        (("109\t", "109（其中修订16件）\t"), "normative", "made", "109（其中修订16件）", CellKind.NUMBER, "件"),
        (("109\t", "109（不含分局）\t"), "normative", "made", "109（不含分局）", CellKind.TEXT, "件"),
        (("行政许可\t18", "行政许可\t１，８０８件"), "licence", "decisions", "１，８０８件", CellKind.NUMBER, "件"),
        (("规章\t2\t0\t11", "规章\t2\t\t11"), "rule", "abolished", "", CellKind.BLANK, "件"),
        (("行政规范性文件", "规范性文件"), "normative", "effective", "597", CellKind.NUMBER, "件"),
        (("第二十条第(六)项\n信息内容\t本年处理决定数量\n", ""), "coercive", "decisions", "20", CellKind.NUMBER, "件"),
    ],
)
def test_chapter_two_as_bodies_write_it(
    change: tuple[str, str], row: str, column: str, raw: str, kind: CellKind, unit: str
) -> None:
    found = cell(filled_text(PROACTIVE.replace(*change) + REQUESTS), "proactive", row, column)
    assert (found.raw, found.kind, found.unit) == (raw, kind, unit)


def test_rows_that_came_out_as_lines_with_their_number_close_by() -> None:
    blocks = PROACTIVE.index("第二十条第(五)项"), PROACTIVE.index("第二十条第(八)项")
    torn = PROACTIVE[: blocks[0]] + "\n行政许可18\n\n行政处罚28\n\n行政强制20\n" + PROACTIVE[blocks[1] :]
    filled = filled_text(torn + REQUESTS)
    found = [cell(filled, "proactive", row, "decisions").raw for row in ("licence", "penalty", "coercive")]
    assert found == ["18", "28", "20"]


LEAVES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
GROUPS = ["行政复议", "未经复议直接起诉", "复议后起诉"]
FIFTEEN = ["1", "2", "3", "4", "10", "5", "6", "7", "8", "26", "9", "10", "11", "12", "42"]
LINE = "\t".join(FIFTEEN)
FIVES = [FIFTEEN[i : i + 5] for i in (0, 5, 10)]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"行政复议行政诉讼\t\n{''.join(LEAVES)}\t未经复议直接起诉复议后起诉\n{LINE}\n", id="glued header"),
        pytest.param("\t".join(LEAVES * 3) + f"\n{LINE}\n", id="header of one line"),
        pytest.param("\t" + "\t".join(LEAVES * 3) + f"\n件数\t{LINE}\n", id="row with a label"),
        pytest.param(
            "类别\t" + "\t".join(LEAVES) + "".join(f"\n{g}\t" + "\t".join(v) for g, v in zip(GROUPS, FIVES, strict=True)) + "\n",
            id="a row a group",
        ),
        pytest.param(
            "".join(f"{g}\n" + "\t".join(LEAVES) + "\n" + "\t".join(v) + "\n\n" for g, v in zip(GROUPS, FIVES, strict=True)),
            id="three small tables",
        ),
        pytest.param(
            "".join(
                f"{g if i == 0 else ''}\t{leaf}\t{v[i]}\n"
                for g, v in zip(GROUPS, FIVES, strict=True)
                for i, leaf in enumerate(LEAVES)
            ),
            id="one number a line",
        ),
    ],
)  # fmt: skip
def test_chapter_four_in_any_layout_is_fifteen_numbers(table: str) -> None:
    filled = filled_text(f"{REQUESTS}四、政府信息公开行政复议、行政诉讼情况\n\n{table}\n五、存在的主要问题\n")
    assert [c.raw for c in filled.cells if c.table == "disputes"] == FIFTEEN


def test_chapter_four_with_its_groups_in_another_order() -> None:
    """行政诉讼 left of 行政复议: the labels above say which five numbers are whose."""
    upper = ["行政诉讼", *[""] * 9, "行政复议", *[""] * 4]
    middle = ["未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 9]
    numbers = [*FIFTEEN[5:], *FIFTEEN[:5]]
    table = "\n".join(map("\t".join, [upper, middle, LEAVES * 3, numbers]))
    filled = filled_text(f"{REQUESTS}四、政府信息公开行政复议、行政诉讼情况\n\n{table}\n")
    assert [c.raw for c in filled.cells if c.table == "disputes"] == FIFTEEN


def test_chapter_four_with_a_number_lost_is_not_read() -> None:
    lost = "\t".join(LEAVES * 3) + "\n" + "\t".join(FIFTEEN[:-1]) + "\n"
    filled = filled_text(f"{REQUESTS}四、政府信息公开行政复议、行政诉讼情况\n\n{lost}\n")
    assert [c for c in filled.cells if c.table == "disputes"] == []
    assert any("行政复议" in p.message for p in filled.problems)


# --- merged cells written out -------------------------------------------------------------------------------

WRITTEN_OUT = """| 第二十条第（一）项 | 第二十条第（一）项 | 第二十条第（一）项 | 第二十条第（一）项 |
|---|---|---|---|
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 60 | 60 | 60 |
| 行政规范性文件 | 27 | 31 | 130 |
| 第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项 |
| 信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量 |
| 行政许可 | 8980 | {second} | {third} |
| 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 |
| 信息内容 | 本年收费金额（单位：万元） | 本年收费金额（单位：万元） | 本年收费金额（单位：万元） |
| 行政事业性收费 | 6927.9211 | 6927.9211 | 6927.9211 |
"""


def test_a_value_repeated_under_a_repeated_label_is_one_value() -> None:
    document = read_document(WRITTEN_OUT.format(second="8980", third="8980").encode(), "a.md")
    filled = fill_form(document, None)
    got = {(c.row, c.column): c for c in filled.cells}
    assert got["licence", "decisions"].raw == "8980"
    assert (got["fee", "amount"].raw, got["fee", "amount"].unit) == ("6927.9211", "万元")
    assert [got["rule", c].raw for c in ("made", "abolished", "effective")] == ["60", "60", "60"]
    assert document.text[got["licence", "decisions"].start :].startswith("8980 | 8980 | 8980")


@pytest.mark.parametrize(("second", "third"), [("8981", "8980"), ("8980", ""), ("8980", "—")])
def test_differing_values_under_a_repeated_label_are_not_read(second: str, third: str) -> None:
    filled = fill_form(read_document(WRITTEN_OUT.format(second=second, third=third).encode(), "a.md"), None)
    assert [c for c in filled.cells if c.row == "licence"] == []
    assert any("行政许可" in p.message for p in filled.problems)


# --- whole documents ---------------------------------------------------------------------------------------


def test_of_two_reports_on_a_page_the_first_is_taken_and_the_other_said() -> None:
    filled = filled_text(PROACTIVE + REQUESTS + "另一单位\n" + PROACTIVE.replace("109", "110") + REQUESTS)
    assert cell(filled, "proactive", "normative", "made").raw == "109"
    assert sum("不止一张" in p.message for p in filled.problems) == 2


CHAPTER = "三、收到和处理政府信息公开申请情况"
NEW = "一、本年新收政府信息公开申请数量"


def two_tables(above: str, between: str, other: str = "") -> Filled:
    """A report of 2022 with another table of chapter 3 above its own, of other numbers or of `other` in every cell."""

    def page(seed: int, fill: str = "") -> str:
        table = load_forms()["2021"].table("requests")
        rows = deformed.requests(table, deformed.numbers(table, random.Random(seed), "adding"))
        cells = [
            [f"<td rowspan={b.rowspan} colspan={b.colspan}>{(b.value and fill) or b.text}" for b in r] for r in rows
        ]
        return "<table>" + "".join(f"<tr>{''.join(row)}" for row in cells) + "</table>"

    own, before = page(1), page(2, other)
    text = f"<h1>某市2022年政府信息公开工作年度报告</h1>{above}{before}<p>{between}</p>{own}"
    return fill_form(read_document(text.encode(), "a.html"), 2022)


OWN = cell(two_tables("<p>样表：</p>", ""), "requests", "new", "natural").value


@pytest.mark.parametrize(
    ("above", "between"),
    [
        (f"<p>{CHAPTER}</p><p>（一）上年度情况</p>", "（二）本年度情况"),
        (f"<p>{CHAPTER}</p><p>2021年：</p>", "2022年："),
        (f"<p>{CHAPTER}</p><p>更正前：</p>", "更正后："),
        (f"<p>{CHAPTER}</p><p>上年：</p>", "与上年情况对比见上表"),
        (f"<p>{CHAPTER}</p><p>示例：某市填报如下</p>", ""),
        (f"<p>{CHAPTER}</p><p>其中：市档案馆受理情况</p>", "全市情况"),
        ("<p>附：填写的格式</p>", CHAPTER),
    ],
)
def test_the_words_above_and_the_chapter_tell_which_table_is_the_reports_own(above: str, between: str) -> None:
    filled = two_tables(above, between)
    assert cell(filled, "requests", "new", "natural").value == OWN
    assert not any(c.doubt for c in filled.cells)
    assert any("不止一张，按表前的文字和所在的章" in p.message for p in filled.problems)


def test_of_two_tables_that_differ_the_first_is_doubtful_where_nothing_tells_them_apart() -> None:
    filled = two_tables(f"<p>{CHAPTER}</p>", "")
    new = cell(filled, "requests", "new", "natural")
    assert new.value != OWN
    assert "文中还有一张" in new.doubt
    assert f"写作“{OWN}”" in new.doubt


def test_a_blank_table_gives_way_to_the_one_filled_in() -> None:
    filled = two_tables(f"<p>{CHAPTER}</p>", "", "&nbsp;")
    assert cell(filled, "requests", "new", "natural").value == OWN
    assert not any(c.doubt for c in filled.cells)


@pytest.mark.parametrize("order", [("上年数", "本年数"), ("本年数", "上年数")])
def test_columns_parted_into_two_are_not_taken_for_one(order: tuple[str, str]) -> None:
    """A pasted table: the label stands over the first of its two columns alone."""
    block = load_forms()["2021"].table("requests").blocks[0]
    columns = [c.label for c in block.columns]
    lines = [["", *(x for c in columns for x in (c, ""))], ["", *order * len(columns)]]
    lines += [[row.label, *(str(n) for n in range(2 * len(columns)))] for row in block.rows]
    filled = filled_text("\n".join(map("\t".join, lines)))
    assert [c for c in filled.cells if c.table == "requests"] == []
    assert any(NEW in p.message and "无法确定各属哪一列" in p.message for p in filled.problems)


@pytest.mark.parametrize(
    ("number", "doubt"), [("1.234", "小数"), ("0.5", "小数"), ("-8", "负数"), ("12.0", ""), ("0.0000", ""), ("0", "")]
)
def test_a_count_that_can_not_be_is_doubtful(number: str, doubt: str) -> None:
    filled = filled_text(PROACTIVE.replace("\t489\t", f"\t{number}\t"))
    found = cell(filled, "proactive", "normative", "abolished")
    assert doubt in found.doubt
    assert bool(found.doubt) == bool(doubt)


def test_a_document_without_statutory_tables_has_no_form() -> None:
    filled = filled_text("统计指标\t单位\t统计数\n主动公开政府信息数\t条\t12\n行政许可\t件\t3\n")
    assert filled == Filled(None)


# --- a form that outlives its years -------------------------------------------------------------------

YEARS = (None, 2013, 2014, 2018, 2019, 2020, 2021, 2024)


def in_form(key: str) -> Document:
    """The tables of that form with rows of labels, filled with numbers."""
    form, chance = load_forms()[key], random.Random(2)
    if form.tables[0].is_list:
        rows = [[deformed.Box(r.label), deformed.Box(r.unit), deformed.Box("7")] for _, r, _ in form.tables[0].places()]
        return deformed.document([[*map(deformed.Box, ("统计指标", "单位", "统计数"))], *rows])
    table = form.table("requests")
    return deformed.document(deformed.requests(table, deformed.numbers(table, chance, "adding")))


@pytest.mark.parametrize("form", load_forms())
@pytest.mark.parametrize("year", YEARS)
def test_the_labels_decide_the_form_and_not_the_year(form: str, year: int | None) -> None:
    filled = fill_form(in_form(form), year)
    assert filled.form == form
    assert {c.value for c in filled.cells} != {None}
    due = {None: form, 2013: None, 2014: "2014", 2018: "2014", 2019: "2019", 2020: "2019"}.get(year, "2021")
    notes = [p.message for p in filled.problems if "的年报用的是" in p.message]
    assert len(notes) == (due != form)
    assert all(f"这份{year}年的年报用的是{form}年格式" in note for note in notes)


def test_the_note_names_the_form_of_the_year() -> None:
    said = "这份2023年的年报用的是2019年格式，2023年通行的是2021年格式；各项按表上的名称读取"
    assert said in {p.message for p in fill_form(in_form("2019"), 2023).problems}


@pytest.mark.parametrize(
    ("places", "pairs"),
    [
        (((1, 2), (2, 3), (3, 4)), (("", "本地文件"), ("本年制发件数", "3"), ("现行有效件数", "9"))),
        (((1, 2), (3, 4)), (("", "本地文件"), ("", "3"), ("", "9"))),
    ],
    ids=["whole header", "a column is missing"],
)
def test_a_local_row_names_its_values_only_under_a_whole_header(
    places: tuple[tuple[int, int], ...], pairs: tuple[tuple[str, str], ...]
) -> None:
    table = load_forms()["2021"].table("proactive")
    texts = {0: "本地文件", 1: "3", 2: "", 3: "9"}
    row = SourceRow(0, tuple(GridCell(text, 0, 0, 0, column) for column, text in texts.items()), False)
    header = Header(places, ("",) * len(places), frozenset())
    assert free_row(table, row, table.blocks[0], header).pairs == pairs
