"""Reports of an invented province: to try the product on, and to measure it by what their manifest states."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from corpus.demo import html, text
from corpus.demo.bodies import Body, invent_bodies, load_bodies, read_data
from corpus.demo.early import compose_early, compose_free, early_numbers
from corpus.demo.faults import Fault, Planted, load_faults, plant, reporting_name
from corpus.demo.manifest import Entry, manifest_text, missing_entry, report_entry
from corpus.demo.numbers import FIRST_YEAR, demo_numbers, leaf_numbers
from corpus.demo.page import Page, compose, printed_numbers
from corpus.demo.style import load_style

DEMO_YEARS = range(2012, 2025)
"""Since 2019 all bodies report; before that some, in the form of 2014 or in none."""

CHAPTERED_YEARS = range(FIRST_YEAR, DEMO_YEARS.stop)
LINE_ENDS = {"lf": "\n", "crlf": "\r\n"}
SUFFIXES = {"html": ".html", "text": ".txt", "docx": ".docx"}


def notice() -> str:
    """What every demo report says of itself."""
    return str(read_data("places")["notice"])


def print_page(page: Page) -> bytes:
    """The report's file in the format, layout and encoding of its body."""
    style = page.style
    if style.format == "docx":
        from corpus.demo.word import print_docx  # python-docx is slow to import, and most layouts do not need it

        return print_docx(page)
    printers = html.PRINTERS if style.format == "html" else text.PRINTERS
    return printers[style.renderer](page).replace("\n", LINE_ENDS[style.line_end]).encode(style.encoding)


def _file_name(body: Body, year: int, seed: int) -> str:
    serial = random.Random(f"{seed}|{body.name}|{year}|file").randint(10000, 99999)
    return body.file.format(body=body.name, region=body.region.name, year=year, next=year + 1, serial=serial)


def demo_pages(seed: int, years: Iterable[int]) -> Iterator[tuple[Page, Entry]]:
    """Every report of the demo, yet to be printed, with its manifest entry, body by body."""
    wanted, faults = sorted(years), load_faults()
    numbers = demo_numbers(seed, max(wanted, default=0))
    for body in load_bodies():
        name, style = reporting_name(body), load_style(body.layout)
        yield from _before(body, seed, wanted, faults)
        printed = {year: plant(cells, name, year, faults) for year, cells in numbers.bodies[body].items()}
        for year in (y for y in wanted if y >= max(body.since, FIRST_YEAR) and y not in body.absent):
            page = compose(body, year, seed, style, printed[year], printed.get(year - 1), numbers.parts(body, year))
            entry = report_entry(page, _file_name(body, year, seed), printed[year], printed_numbers(printed[year]))
            yield page, entry


def _before(body: Body, seed: int, wanted: Sequence[int], faults: Sequence[Fault]) -> Iterator[tuple[Page, Entry]]:
    """The reports of a body before 2019."""
    style, nothing = load_style(body.layout), Planted({}, {}, {}, ())
    for year in (y for y in wanted if y in body.free):
        page, rows = compose_free(body, year, seed, style)
        yield page, report_entry(page, _file_name(body, year, seed), nothing, {}, rows)
    for year, cells in early_numbers(body, seed).items():
        if year in wanted:
            planted = plant(cells, reporting_name(body), year, faults)
            page = compose_early(body, year, seed, style, planted)
            yield page, report_entry(page, _file_name(body, year, seed), planted, printed_numbers(planted))


def write_demo(folder: Path, seed: int = 2024, years: Iterable[int] = DEMO_YEARS) -> Path:
    """Write about 150 reports and manifest.json into `folder`; the same seed gives the same bytes.

    Years before 2012 are refused (ValueError): nobody in the demo reported then.
    """
    wanted = sorted(years)
    if wanted and wanted[0] < DEMO_YEARS.start:
        raise ValueError(
            f"演示年报从{DEMO_YEARS.start}年开始，不能生成{wanted[0]}年的；请把起始年份改为{DEMO_YEARS.start}或以后。"
        )
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for page, entry in demo_pages(seed, wanted):
        (folder / entry["file"]).write_bytes(print_page(page))
        entries.append(entry)
    missing = [
        missing_entry(reporting_name(b), y) for b in load_bodies() for y in b.absent if y in wanted and y >= b.since
    ]
    head = {"seed": seed, "province": read_data("places")["province"], "notice": notice(), "years": wanted}
    path = folder / "manifest.json"
    path.write_text(manifest_text({**head, "missing": missing}, entries), encoding="utf-8")
    return path


def _invented(seed: int) -> Iterator[tuple[str, bytes]]:
    for body in invent_bodies(seed):
        style = load_style(body.layout)
        printed = {y: Planted(c, {}, {}, ()) for y, c in leaf_numbers(body, seed, DEMO_YEARS[-1]).items()}
        for year in CHAPTERED_YEARS:
            page = compose(body, year, seed, style, printed[year], printed.get(year - 1), {})
            suffix = ".md" if style.renderer == "pipes" else SUFFIXES[style.format]
            yield _file_name(body, year, seed) + suffix, print_page(page)


def generate_reports(count: int, seed: int = 2024) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of `count` reports of ever more invented bodies, HTML and text, without faults.

    There are about 80,000 of them: some 900 places at three levels, five bodies each, six years.
    """
    return islice(_invented(seed), count)
