"""The layout test set: one report in every state of decay and every format, no cell wrong without a word about it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from layouts import FORMATS, NUMBERS, STATES, State, verdict, words
from printing import SOFFICE, by_libreoffice, has_chinese_type, styled

from bench.ofd_writer import MANNERS, ofd_of
from corpus.assemble import read_report
from corpus.demo import demo_pages, print_page
from corpus.reading.pdf import sheets_of_pdf
from corpus.reading.sheet import Sheet as Page

SUFFIXES = {"html": ".html", "text": ".txt", "docx": ".docx", "csv": ".csv", "xlsx": ".xlsx"}
YEARS = (2020, 2023)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_every_cell_is_exact_or_said_to_be_unread(state: State) -> None:
    for at, layout in enumerate(state.formats or FORMATS):
        numbers = list(NUMBERS)[(at + len(state.name)) % len(NUMBERS)]
        sheet = state.sheet(layout, YEARS[at % 2], numbers, at)
        found = verdict(
            state.printed(sheet), f"年报{SUFFIXES.get(layout) or SUFFIXES[sheet.style.format]}", state.truth(sheet)
        )
        assert found.wrong == [], (layout, numbers)
        kept = state.in_lines if layout == "lines" else state.keeps
        assert len(found.exact) >= kept * len(sheet.cells), (layout, numbers, found.said)


PRINTED = (
    "as printed", "full-width digits", "a remark behind the number", "masked digits", "a number cell lost",
    "rows in another order", "traditional characters", "footnotes raised", "blank",
)  # fmt: skip


@pytest.mark.skipif(not SOFFICE or not has_chinese_type(), reason="LibreOffice with a Chinese font prints the pages")
def test_every_cell_of_a_printed_page_is_exact_or_said_to_be_unread(tmp_path: Path) -> None:
    """The same states printed to PDF by LibreOffice, and those pages written as OFD."""
    made = {}
    for at, state in enumerate(s for s in STATES if s.name in PRINTED):
        sheet = state.sheet("clean", YEARS[at % 2], list(NUMBERS)[at % len(NUMBERS)], at)
        made[f"p{at}"] = (state, sheet, styled(state.printed(sheet).decode(sheet.style.encoding), ""))
    pdfs = by_libreoffice({name: page for name, (*_, page) in made.items()}, tmp_path)
    for name, (state, sheet, _) in made.items():
        pages = [page for page in sheets_of_pdf(pdfs[name]) if isinstance(page, Page)]
        for data in (pdfs[name], ofd_of(pages, MANNERS["逐段"])):
            found = verdict(data, "年报", state.truth(sheet))
            assert found.wrong == [], state.name
            assert len(found.exact) >= 0.85 * len(sheet.cells) or state.name == "full-width digits", state.name


def test_a_report_in_traditional_characters_is_the_same_report() -> None:
    """Body, year, figures and cells are those of the simplified one; the text and what is cited of it stay as written."""
    turn = words.traditional
    page, entry = next(found for found in demo_pages(2024, [2023]) if found[0].style.format == "html")
    data, file = print_page(page), entry["file"]
    written = turn(data.decode(page.style.encoding), random.Random(0))
    simple, found = read_report(data, file, "a"), read_report(written.encode(), turn(file, random.Random(0)), "a")
    assert (found.body, found.region, found.year, found.scope) == (
        simple.body,
        simple.region,
        simple.year,
        simple.scope,
    )
    assert [(f.what, f.value, f.unit) for f in found.figures] == [(f.what, f.value, f.unit) for f in simple.figures]
    assert [(c.row, c.column, c.kind, c.value) for c in found.cells] == [
        (c.row, c.column, c.kind, c.value) for c in simple.cells
    ]
    assert "政府信息公開" in found.title
    assert all(found.text[f.start : f.end] == f.raw for f in found.figures)
    assert all(found.text[c.start : c.end] == c.raw for c in found.cells)
