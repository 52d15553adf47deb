"""From bytes to a report: its parts agree with its text, free tables become rows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.assemble import read_report, report_id
from corpus.errors import ReadingError
from corpus.report import PassageKind, Report, Scope

REPORTS = Path(__file__).parents[2] / "shared" / "reports"

PAGE = """<html><body><h1>沛县教育局2023年政府信息公开工作年度报告</h1>
<p>一、总体情况</p><p>2023年主动公开政府信息120条。</p>
<p>各渠道公开情况表</p>
<table><tr><th rowspan="2">渠道</th><th colspan="2">信息</th></tr><tr><th>发布（条）</th><th>阅读（次）</th></tr>
<tr><td>网站</td><td>100</td><td>5000</td></tr><tr><td>公众号</td><td>20</td><td></td></tr></table>
<p>六、其他需要报告的事项</p><p>无</p></body></html>"""


def real(name: str) -> Report:
    path = REPORTS / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    return read_report(path.read_bytes(), name, f"/reports/{name}")


@pytest.fixture(scope="module")
def page() -> Report:
    return read_report(PAGE.encode(), "a.html", "https://example.org/a.html")


def test_identity(page: Report) -> None:
    assert (
        page.id
        == report_id("https://example.org/a.html")
        == hashlib.sha256(b"https://example.org/a.html").hexdigest()[:16]
    )
    assert report_id("/é") == report_id("/e\u0301")
    assert page.content_hash == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (page.body, page.region, page.year, page.scope, page.form) == (
        "沛县教育局",
        "沛县",
        2023,
        Scope.UNSTATED,
        None,
    )


def test_reports_without_a_body_are_kept_apart_and_said() -> None:
    text = "2023年政府信息公开工作年度报告\n一、总体情况\n认真贯彻条例，金水区各部门、金水区各镇配合。".encode()
    one, other = (read_report(text, "index.txt", f"https://example.org/{page}/index.txt") for page in (1, 2))
    assert one.body != other.body
    assert one.body.startswith("单位不明（index.txt")
    assert (one.region, one.aliases) == ("", ())
    assert [(p.line, p.message[:8]) for p in one.problems] == [(1, "没有读出单位名：")]
    assert one.body in one.problems[0].message


def test_a_free_table_becomes_rows_with_their_headers(page: Report) -> None:
    assert [(row.title, row.chapter, row.pairs) for row in page.rows] == [
        ("各渠道公开情况表", 1, (("渠道", "网站"), ("信息 / 发布（条）", "100"), ("信息 / 阅读（次）", "5000"))),
        ("各渠道公开情况表", 1, (("渠道", "公众号"), ("信息 / 发布（条）", "20"), ("信息 / 阅读（次）", ""))),
    ]
    assert [page.text[row.start : row.end].split() for row in page.rows] == [["网站", "100", "5000"], ["公众号", "20"]]


def test_rows_are_passages_in_their_place(page: Report) -> None:
    kinds = [(p.kind, p.headings) for p in page.passages]
    assert kinds.count((PassageKind.ROW, ("一、总体情况", "各渠道公开情况表"))) == 2
    assert [p.start for p in page.passages] == sorted(p.start for p in page.passages)


def test_figures_come_from_prose_and_not_from_tables(page: Report) -> None:
    assert [(f.what, f.raw) for f in page.figures] == [("主动公开政府信息", "120条")]


def test_a_file_that_is_no_report_says_so() -> None:
    with pytest.raises(ReadingError, match="空的"):
        read_report(b"", "空.txt", "/空.txt")


@pytest.mark.parametrize(
    ("name", "form", "year", "cells"),
    [
        ("梁园区人民政府办公室2021.txt", "2021", 2021, 200),
        ("宿迁市2023.txt", "2021", 2023, 200),
        ("宿迁市2024.txt", "2021", 2024, 200),
        ("上海市人民政府办公厅2019.html", "2019", 2019, 183),
    ],
)
def test_real_reports(name: str, form: str, year: int, cells: int) -> None:
    report = real(name)
    assert (report.form, report.year) == (form, year)
    assert len(report.cells) >= cells
    assert report.grids
    statutory = [c.start for c in report.cells if c.start < c.end]
    prose = [p for p in report.passages if p.kind is PassageKind.PARAGRAPH]
    assert not any(p.start <= place < p.end for p in prose for place in statutory)
    spans = [(part.start, part.end) for part in report.sections]
    spans += [(part.start, part.end) for part in report.passages]
    spans += [(part.start, part.end) for part in report.figures]
    spans += [(part.start, part.end) for part in report.rows]
    assert all(0 <= start < end <= len(report.text) for start, end in spans)
