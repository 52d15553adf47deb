"""PDFs as offices and browsers print them: every cell of the reports they were printed from, and their prose."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from printing import CHROMIUM, SOFFICE, by_browser, by_libreoffice, has_chinese_type, page_of, styled

from corpus.assemble import read_report
from corpus.demo import demo_pages
from corpus.demo.html import print_spans
from corpus.demo.style import load_style
from corpus.reading import read_document
from corpus.report import Report

pytestmark = pytest.mark.skipif(not has_chinese_type(), reason="no Chinese font (apt install fonts-noto-cjk)")

SAMPLES = [
    "梁园区人民政府办公室2021.txt", "宿迁市2023.txt", "宿迁市2024.txt", "上海市人民政府办公厅2019.html", "上海市科学技术委员会2024.md",
]  # fmt: skip

# How a demo report is printed: the name of the state it stands for, and the style that brings it about.
STATES = {
    "as it is": "",
    "broken early": "body{margin-top:200px}",
    "broken late": "body{margin-top:600px} td{vertical-align:top}",
    "broken within rows": "td{font-size:20px;word-break:break-all}",
    "header not repeated": "thead{display:table-row-group}",
    "landscape": "@page{size:A4 landscape}",
    "double rules": "table{border-collapse:separate;border:1px solid}",
    "no rules": "td{border:0;font-size:14px}",
    "hairlines": "body{font-size:10px} td{border:.3px solid #777}",
}
PRINTERS = ["LibreOffice", "Chromium"]


def demo_states() -> dict[str, tuple[str, dict[str, Any]]]:
    """For each state the page of a demo report in it, and the entry of the manifest that says what it holds."""
    reports = [pair for pair in demo_pages(2024, [2019, 2021, 2023]) if pair[0].style.key == "clean"]
    found = {}
    for i, (state, style) in enumerate(STATES.items()):
        page, entry = reports[5 * i % len(reports)]
        plain = replace(page, style=replace(load_style("clean"), encoding="utf-8"))
        found[state] = styled(print_spans(plain), style), entry
    return found


class Printed:
    """Pages of the samples and of the demo in its states, printed when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._printed: dict[str, dict[str, bytes]] = {}
        self.states = demo_states()

    def get(self, printer: str, name: str) -> bytes:
        if not (SOFFICE if printer == "LibreOffice" else CHROMIUM):
            pytest.skip(f"{printer} is not installed")
        if printer not in self._printed:
            pages = {state.replace(" ", "-"): page for state, (page, _) in self.states.items()}
            for sample in SAMPLES if SHARED.is_dir() else ():
                pages[sample] = page_of(read_document((SHARED / "reports" / sample).read_bytes(), sample))
            self._printed[printer] = (
                by_libreoffice(pages, self._folder) if printer == "LibreOffice" else by_browser(pages)
            )
        return self._printed[printer][name]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(tmp_path_factory.mktemp("printed"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def cells(report: Report) -> dict[tuple[str, str, str], tuple[str, Decimal | None]]:
    return {(c.table, c.row, c.column): (c.kind.value, c.value) for c in report.cells}


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_printed_report_is_read_as_the_report_itself(
    shared: Path, printed: Printed, printer: str, sample: str
) -> None:
    source = read_report((shared / "reports" / sample).read_bytes(), sample, sample)
    report = read_report(printed.get(printer, sample), f"{Path(sample).stem}.pdf", sample)
    assert cells(report) == cells(source)
    assert (report.form, report.year, report.body, report.scope) == (
        source.form,
        source.year,
        source.body,
        source.scope,
    )
    assert [s.chapter for s in report.sections if s.level == 1] == [s.chapter for s in source.sections if s.level == 1]
    assert [(f.value, f.unit) for f in report.figures] == [(f.value, f.unit) for f in source.figures]
    # LibreOffice does not print some of the marks that hang over the edge of the column.
    assert abs(squeezed(report.text).count("。") - squeezed(source.text).count("。")) <= 4
    assert len(report.pages) > 1
    assert all(report.text[c.start : c.end] == c.raw for c in report.cells)


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("state", STATES)
def test_every_cell_of_a_report_in_every_state_of_print(printed: Printed, printer: str, state: str) -> None:
    _, entry = printed.states[state]
    report = read_report(printed.get(printer, state.replace(" ", "-")), "年报.pdf", "年报.pdf")
    wanted = {
        tuple(key.split("|")): (c["kind"], None if c["value"] is None else Decimal(c["value"]))
        for key, c in entry["cells"].items()
    }
    read = cells(report)
    wrong = {key: (read[key], wanted[key]) for key in read if read[key] != wanted[key]}
    assert wrong == {}
    assert read.keys() == wanted.keys()
    assert (report.year, report.form) == (entry["year"], entry["form"])
