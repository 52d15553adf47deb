"""The layout test set: one report in every state of decay and every format, no cell wrong without a word about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from layouts import FORMATS, NUMBERS, STATES, State, verdict
from printing import SOFFICE, by_libreoffice, has_chinese_type, styled

from bench.ofd_writer import MANNERS, ofd_of
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
