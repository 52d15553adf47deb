"""The layout test set: one report in every state of decay and every format, no cell wrong without a word about it."""

from __future__ import annotations

import pytest
from layouts import FORMATS, NUMBERS, STATES, State, verdict

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
