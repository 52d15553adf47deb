"""One report of the demo with numbers of our own, to be printed in any layout."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.demo import print_page
from corpus.demo.bodies import load_bodies
from corpus.demo.faults import Planted
from corpus.demo.numbers import Cells, cell_keys, form_of, leaf_numbers
from corpus.demo.page import Page, compose
from corpus.demo.prose import Line
from corpus.demo.style import Style, load_style
from corpus.demo.tables import Rows
from layouts.workbooks import print_csv, print_xlsx

FORMATS = ("clean", "nested", "copied", "tabs", "lines", "markdown", "merged", "csv", "xlsx")
"""Layouts of corpus/demo/layouts.toml: three of HTML, three of text, and DOCX; and two that `workbooks` prints."""

PRINTERS = {"csv": print_csv, "xlsx": print_xlsx}

BODY = next(b for b in load_bodies() if b.kind == "education")
Show = Callable[[str, str, random.Random], str | None]
"""Place and number as printed → what stands there instead, None where nothing changes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The year (its form follows), the layout, the true numbers and what is printed in some cells instead."""

    year: int
    layout: str
    style: Style
    cells: Mapping[str, int | Decimal]
    shown: Mapping[str, str]
    rng: random.Random

    def page(self) -> Page:
        """The report before any format: its lines and drawn tables."""
        return compose(BODY, self.year, 1, self.style, Planted(dict(self.cells), dict(self.shown), {}, ()), None, {})


def _distinct(year: int, rng: random.Random) -> Cells:
    """Numbers that are all different, not zero, and add up along rows and columns."""
    form = form_of(year)
    keys = cell_keys(form.key)
    pool = iter(rng.sample(range(1, 9999), len(keys)))
    cells: Cells = {key: next(pool) for key in keys}
    results = next(check.left for check in form.checks if check.key == "results")
    block = form.table("requests").blocks[0]
    columns = [c.key for c in block.columns if c.key != "total"]
    for c in columns:
        cells[f"requests|handled|{c}"] = sum(int(cells[f"requests|{r}|{c}"]) for r in results)
        done = int(cells[f"requests|handled|{c}"]) + int(cells[f"requests|carried_out|{c}"])
        cells[f"requests|new|{c}"] = done - int(cells[f"requests|carried_in|{c}"])
        if int(cells[f"requests|new|{c}"]) <= 0:
            cells[f"requests|carried_in|{c}"], cells[f"requests|new|{c}"] = done - 7, 7
    for row in block.rows:
        cells[f"requests|{row.key}|total"] = sum(int(cells[f"requests|{row.key}|{c}"]) for c in columns)
    for check in form.checks:
        if check.table == "disputes":
            cells[f"disputes|cases|{check.right[0]}"] = sum(int(cells[f"disputes|cases|{c}"]) for c in check.left)
    if "proactive|fee|amount" in cells:
        cells["proactive|fee|amount"] = Decimal(rng.randrange(10_000, 99_999_999)) / 10_000
    return cells


def _loose(year: int, rng: random.Random) -> Cells:
    """Different numbers that add up nowhere, as in a report with mistakes."""
    keys = cell_keys(form_of(year).key)
    return dict(zip(keys, rng.sample(range(1, 99_999), len(keys)), strict=True))


def _zeros(year: int, rng: random.Random) -> Cells:
    """What most reports look like: nearly all zeros."""
    cells = leaf_numbers(BODY, rng.randrange(1_000_000), year)[year]
    return {key: cells[key] for key in cell_keys(form_of(year).key)}


NUMBERS: dict[str, Callable[[int, random.Random], Cells]] = {"distinct": _distinct, "loose": _loose, "zeros": _zeros}


def sheet(layout: str, year: int, numbers: str, seed: int, show: Show | None = None) -> Sheet:
    """A report of that year in that layout; `show` says what is printed in a cell instead of its number."""
    rng = random.Random(f"{layout}|{year}|{numbers}|{seed}")
    style, cells = load_style("tabs" if layout in PRINTERS else layout), NUMBERS[numbers](year, rng)
    said = {k: show(k, style.number(v, k), rng) for k, v in cells.items()} if show else {}
    return Sheet(year, layout, style, cells, {k: s for k, s in said.items() if s is not None}, rng)


def printed(
    page: Page, layout: str, rows: Callable[[Rows], Rows] = lambda rows: rows, words: Callable[[str], str] = str
) -> bytes:
    """The page's file; `rows` is done to each table, `words` to every title, line and label."""
    items = tuple(
        replace(item, text=words(item.text))
        if isinstance(item, Line)
        else tuple(tuple(replace(c, text=words(c.text)) if c.head else c for c in row) for row in rows(item))
        for item in page.items
    )
    return PRINTERS.get(layout, print_page)(replace(page, title=words(page.title), items=items))
