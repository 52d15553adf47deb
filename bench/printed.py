"""Reports printed to PDF by LibreOffice and by Chromium, with what stands in every statutory cell of them."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.dense import dense_numbers
from corpus.assemble import read_report
from corpus.demo import demo_pages, html
from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.demo.style import Style, load_style
from corpus.demo.tables import Rows, draw_disputes, draw_proactive, draw_requests
from corpus.forms import Form, load_forms
from corpus.report import Report

SECONDS = 120
# A table as offices print it: thin lines, small type, the width of the page.
_LOOK = (
    "<style>@page{size:A4;margin:22mm 20mm}body{font-family:'Noto Serif CJK SC',serif;font-size:12pt;line-height:1.7}"
    "table{border-collapse:collapse;width:100%;font-size:9pt;line-height:1.3}td{border:0.6pt solid #000;padding:2pt;"
    "text-align:center}</style>"
)

Truth = dict[tuple[str, str, str], str]
Printer = Callable[[Page, Path], bytes]


@dataclass(frozen=True, slots=True)
class Printed:
    """A report to print: its page, and what is written in each cell (table, row, column) of its form."""

    name: str
    page: Page
    form: str
    truth: Truth

    def tables(self) -> tuple[Line | Rows, ...]:
        """The tables of the page, each below the line above it, and its last line, without the rest of its prose."""
        items = self.page.items
        kept = {len(items) - 1} | {
            i for at, item in enumerate(items) if not isinstance(item, Line) for i in (at - 1, at)
        }
        return tuple(item for i, item in enumerate(items) if i in kept)


# --- which reports ------------------------------------------------------------------------------


def sample_reports(folder: Path) -> Iterator[Printed]:
    """The reports of a folder, each laid out anew: its prose, and its statutory tables drawn as the form has them."""
    some, _ = next(demo_pages(0, [2024]))
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        report = read_report(path.read_bytes(), path.name, path.name)
        form = load_forms()[report.form or ""]
        truth = {(c.table, c.row, c.column): c.raw.strip() for c in report.cells}
        style = load_style("clean")
        page = replace(some, style=style, title=report.title, notice="", items=_items(report, form, style, truth))
        yield Printed(path.stem, page, form.key, truth)


def demo_reports(count: int, seed: int) -> Iterator[Printed]:
    """Reports of invented bodies whose cells hold numbers of one to five digits, few alike, that add up."""
    rng = random.Random(seed)
    pages = [page for page, _ in demo_pages(seed, range(2020, 2025)) if not page.style.wide_digits]
    for page in rng.sample(pages, count):
        form = load_forms()["2019" if page.year < 2021 else "2021"]
        truth = dense_numbers(form, rng)
        style = replace(page.style, one_table=True, extra=False, header="whole", glued=False, labels="plain")
        headings = [item for item in page.items if isinstance(item, Line)]
        items = _with_tables(headings, _drawn(form, style, truth))
        yield Printed(f"{page.body.name}{page.year}", replace(page, style=style, items=items), form.key, truth)


def _items(report: Report, form: Form, style: Style, truth: Truth) -> tuple[Line | Rows, ...]:
    """The report's prose line by line, and each statutory table drawn below its chapter's heading."""
    text = report.text
    tables = _drawn(form, style, truth)
    headings = {s.start: s for s in report.sections if s.level <= 2}
    inside = [(g.start, g.end) for g in report.grids] + [(c.row_start, c.row_end) for c in report.cells]
    items: list[Line | Rows] = []
    for passage in sorted(
        {(s.start, text.find("\n", s.start)) for s in report.sections} | {(p.start, p.end) for p in report.passages}
    ):
        start, end = passage[0], passage[1] if passage[1] >= 0 else len(text)
        if any(a <= start < b for a, b in inside):
            continue
        words = text[start:end].strip()
        if words and not (items and isinstance(items[-1], Line) and items[-1].text.startswith(words)):
            items.append(Line(0, words))
        section = headings.get(start)
        if section and section.level == 1 and section.chapter in tables:
            items.append(tables.pop(section.chapter))
    return (*items, *tables.values())


def _drawn(form: Form, style: Style, truth: Truth) -> dict[int | None, Rows]:
    def show(key: str) -> str:
        table, row, column = key.split("|")
        return truth.get((table, row, column), "")

    (proactive,) = draw_proactive(form, style, show, random.Random(0))
    return {2: proactive, 3: draw_requests(form, style, show), 4: draw_disputes(form, style, show)}


def _with_tables(lines: list[Line], tables: dict[int | None, Rows]) -> tuple[Line | Rows, ...]:
    """The lines with the tables below the headings of chapters two, three and four."""
    items: list[Line | Rows] = []
    chapter = 0
    for line in lines:
        items.append(line)
        chapter += line.level == 1
        if line.level == 1 and chapter in tables:
            items.append(tables[chapter])
    return tuple(items)


# --- printing -------------------------------------------------------------------------------------


def print_with_chromium(page: Page, folder: Path) -> bytes:
    """The page as HTML, printed by Chromium."""
    source, target = _written(page, folder), folder / "page.pdf"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    _run("chromium", *options, f"--print-to-pdf={target}", source.as_uri())
    return target.read_bytes()


def print_with_libreoffice(page: Page, folder: Path) -> bytes:
    """The page as HTML, opened by LibreOffice Writer and printed."""
    source, target = _written(page, folder), folder / "page.pdf"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ("--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export")
    _run("soffice", profile, *options, "--outdir", str(folder), str(source))
    return target.read_bytes()


def _written(page: Page, folder: Path) -> Path:
    source = folder / "page.html"
    text = html.print_spans(replace(page, style=replace(page.style, encoding="utf-8", charset="")))
    source.write_text(text.replace("</head>", f"{_LOOK}</head>"), encoding="utf-8")
    return source


PRINTERS: dict[str, Printer] = {"LibreOffice": print_with_libreoffice, "Chromium": print_with_chromium}


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
