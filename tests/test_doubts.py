"""A misread cell of a scan is found by the 勾稽关系, told with what it should be, and never corrected."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from corpus.doubts import with_doubts
from corpus.forms.values import read_value
from corpus.report import Cell, Document, Figure, Report, Scope

SCANS = Path(__file__).parent / "scans"


def report_with(misread: dict[str, str]) -> Report:
    """The report of tests/scans with other words in some cells ("row|column" of chapter 3), a cell a line."""
    written = json.loads((SCANS / "report.json").read_text(encoding="utf-8"))["cells"]
    written |= {f"requests|{place}": raw for place, raw in misread.items()}
    text, cells, second = "", [], 0
    for place, raw in written.items():
        second = len(text) if place == "requests|new|natural" else second
        table, row, column = place.split("|")
        reading, start = read_value(raw), len(text)
        text += raw + "\n"
        span = (start, start + len(raw))
        cells.append(Cell(table, row, column, reading.kind, reading.value, "件", raw, *span, *span))
    return Report(
        "0", "a.pdf", "a.pdf", "", text, "", "某区", "", 2023, Scope.OWN, "2021", cells=tuple(cells), pages=(0, second)
    )


def document_of(report: Report, unclear: tuple[str, ...] = (), scanned: tuple[int, ...] = (1, 2)) -> Document:
    """The document the report was read from; the recogniser was not sure of the cells `unclear`."""
    doubts = tuple((c.start, c.end) for c in report.cells if f"{c.row}|{c.column}" in unclear)
    return Document(report.text, (), report.pages, doubts, scanned=scanned)


def doubts_of(report: Report) -> dict[str, str]:
    """The sentence of every doubtful cell."""
    return {f"{c.row}|{c.column}": c.doubt for c in report.cells if c.doubt}


def test_a_misread_cell_is_where_the_failing_row_and_column_cross() -> None:
    report = report_with({"refused.third_party|company": "106"})  # printed: 196
    checked = with_doubts(report, document_of(report))
    assert doubts_of(checked) == {
        "refused.third_party|company": "由第2页的扫描图片识别，与表内勾稽关系不符，识别可能有误，按勾稽关系应为196"
    }
    assert checked.cell("requests", "refused.third_party", "company") is not None
    assert [c.value for c in checked.cells] == [c.value for c in report.cells]
    assert [p.message for p in checked.problems] == [
        "“保护第三方合法权益”一行有识别得不确定的格：商业企业“106”（按勾稽关系应为196）。请对照原件核对，有误时可以更正"
    ]


def test_of_a_failing_sum_the_one_unclear_cell_is_named() -> None:
    report = report_with({"carried_out|natural": "8"})
    marked = doubts_of(with_doubts(report, document_of(report, ("carried_out|natural",))))
    assert "按勾稽关系应为" in marked["carried_out|natural"]
    assert list(marked) == ["carried_out|natural"]


def test_where_two_cells_are_misread_each_is_found_by_its_own_sums() -> None:
    report = report_with({"granted|natural": "40", "unavailable.unclear|research": "7"})  # printed: 49 and 1
    marked = doubts_of(with_doubts(report, document_of(report)))
    assert marked.keys() == {"granted|natural", "unavailable.unclear|research"}


def test_all_cells_of_a_failing_sum_are_in_doubt_where_none_stands_out() -> None:
    # Two cells of one row: the row fails by both together, each column by its own.
    report = report_with({"granted|natural": "40", "granted|company": "96"})
    marked = doubts_of(with_doubts(report, document_of(report)))
    assert {"granted|natural", "granted|company", "granted|total"} <= marked.keys()
    assert all("勾稽关系" in said for said in marked.values())


def test_an_unreadable_cell_is_told_with_what_its_sums_leave_for_it() -> None:
    report = report_with({"granted|natural": "〓"})
    marked = doubts_of(with_doubts(report, document_of(report, ("granted|natural",))))
    assert marked == {"granted|natural": "由第2页的扫描图片识别，有字迹但没有认出来，按勾稽关系应为49"}


def test_an_unclear_cell_stays_in_doubt_though_its_sums_hold() -> None:
    report = report_with({})
    marked = doubts_of(with_doubts(report, document_of(report, ("granted|natural",))))
    assert marked == {"granted|natural": "由第2页的扫描图片识别，字迹不够清楚"}


def test_a_report_that_was_no_picture_is_never_in_doubt() -> None:
    report = report_with({"granted|natural": "40"})
    assert with_doubts(report, document_of(report, scanned=())) is report


def test_an_unclear_number_in_prose_is_a_problem() -> None:
    report = report_with({})
    start = report.text.index("1743")
    figure = Figure("收到申请", Decimal(1743), "件", "1743", "", start, start + 4, start, start + 4, 1)
    document = Document(report.text, (), report.pages, ((start, start + 1),), scanned=(1,))
    prose = Report(
        "0",
        "a.pdf",
        "a.pdf",
        "",
        report.text,
        "",
        "某区",
        "",
        2023,
        Scope.OWN,
        None,
        figures=(figure,),
        pages=report.pages,
    )
    assert [p.message for p in with_doubts(prose, document).problems] == [
        "正文里的数“1743”识别得不确定（“1743”），请对照原件核对"
    ]


def test_rows_that_ran_together_are_in_doubt() -> None:
    report = report_with({})
    text = "规章行政规范性文件\t36\t32\t51\n"
    cells, at = [], text.index("36")
    for column, raw in (("made", "36"), ("abolished", "32"), ("effective", "51")):
        value = read_value(raw)
        cells.append(
            Cell("proactive", "normative", column, value.kind, value.value, "件", raw, at, at + 2, 0, len(text))
        )
        at += 3
    torn = replace(report, text=text, cells=tuple(cells), pages=())
    marked = doubts_of(with_doubts(torn, Document(text, (), scanned=(1,))))
    assert set(marked.values()) == {"由图片识别，这一行与另一行之间的表格线没有认出来，行可能错位"}
    assert len(marked) == 3
