"""The sample reports saved by an office program as DOCX, DOC and XLSX, printed, and written as OFD: every cell stays."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from conftest import SHARED
from test_real_reports import FILES, shown, truth

from bench.ofd_writer import MANNERS, ofd_of
from corpus.assemble import read_report
from corpus.forms import load_forms
from corpus.reading import libreoffice, read_document
from corpus.reading.pdf import sheets_of_pdf
from corpus.reading.sheet import Sheet
from corpus.report import Document, Grid, GridCell, Report

TORN = "上海市科学技术委员会2024.md"  # its labels stand apart from their numbers


def as_page(document: Document) -> str:
    """The document as a plain web page, its tables with their merged cells and the blank ones that rows lack."""
    parts = []
    for block in document.blocks:
        if isinstance(block, Grid):
            lines = zip(block.source_rows(), block.matrix(), strict=True)
            cells = ("".join(map(_cell, row)) + "<td></td>" * places.count(None) for row, places in lines)
            parts.append("<table border=1 cellspacing=0>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        else:
            parts.append(f"<p>{escape(document.text[block.start : block.end])}</p>")
    return f"<html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>"


def _cell(cell: GridCell) -> str:
    return f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{escape(cell.text)}</td>"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], bytes]:
    """The bytes of a sample in a format, by the sample's file name and the format's ending."""
    if not SHARED.is_dir():
        pytest.skip(f"the sample reports are not here: {SHARED}")
    if not libreoffice.office_program():
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("samples")
    for name in FILES:
        document = read_document((SHARED / "reports" / name).read_bytes(), name)
        (folder / f"{Path(name).stem}.html").write_text(as_page(document), encoding="utf-8")

    def convert(given: str, *options: str) -> None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run = [libreoffice.office_program(), profile, "--headless", *options, "--outdir", str(folder)]
        subprocess.run([*run, *map(str, folder.glob(given))], check=True, capture_output=True, timeout=120)

    writer = "--infilter=HTML (StarWriter)"
    convert("*.html", writer, "--convert-to", "docx:MS Word 2007 XML")
    convert("*.html", writer, "--convert-to", "pdf:writer_pdf_Export")
    convert("*.html", "--infilter=HTML (StarCalc)", "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    convert("*.docx", "--convert-to", "doc")

    def bytes_of(name: str, ending: str) -> bytes:
        if ending != "ofd":
            return (folder / f"{Path(name).stem}.{ending}").read_bytes()
        pdf = (folder / f"{Path(name).stem}.pdf").read_bytes()
        sheets = [sheet for sheet in sheets_of_pdf(pdf) if isinstance(sheet, Sheet)]
        return ofd_of(sheets, MANNERS["逐段"])

    return bytes_of


@pytest.mark.parametrize(
    ("name", "ending"),
    [*((name, ending) for name in FILES for ending in ("docx", "xlsx", "ofd")), (FILES[2], "doc"), (TORN, "doc")],
)
def test_every_cell_of_a_sample(shared: Path, saved: Callable[[str, str], bytes], name: str, ending: str) -> None:
    report = read_report(saved(name, ending), f"{Path(name).stem}.{ending}", name)
    own = read_report((shared / "reports" / name).read_bytes(), name, name)
    wanted = truth(shared)[name]
    assert _requests_and_disputes(report, wanted["form"]) == (wanted["chapter3"], wanted["chapter4"])
    for block in load_forms()[wanted["form"]].table("proactive").blocks:
        for row in block.rows:
            expected = wanted["chapter2"][row.label]
            numbers = [
                Decimal(str(e).removesuffix("元")) for e in (expected if isinstance(expected, list) else [expected])
            ]
            assert [shown(report, "proactive", row.key, c.key) for c in block.columns] == numbers
    assert (report.body, report.year, report.form) == (own.body, own.year, own.form)
    assert [s.chapter for s in report.sections if s.level == 1] == [s.chapter for s in own.sections if s.level == 1]


def _requests_and_disputes(report: Report, key: str) -> tuple[object, object]:
    form = load_forms()[key]
    requests, disputes = form.table("requests").blocks[0], form.table("disputes").blocks[0]
    rows = [[shown(report, "requests", r.key, c.key) for c in requests.columns] for r in requests.rows]
    return rows, [shown(report, "disputes", "cases", c.key) for c in disputes.columns]
