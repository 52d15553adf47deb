"""Ten thousand reports of every format in one folder, some of them damaged: what is read, what is said of the rest."""

from __future__ import annotations

import csv
import io
import random
import re
import subprocess
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import openpyxl
import pypdfium2

from bench.data import folder_for
from bench.measure import memory, show, spent
from bench.ofd_writer import MANNERS, ofd_of
from corpus.demo import demo_pages, generate_reports, html, print_page
from corpus.demo.page import Page
from corpus.demo.tables import spread
from corpus.ingest import Outcome, Progress, add_paths
from corpus.reading.pdf import sheets_of_pdf
from corpus.store import Store

SEED = 2024
MASTERS = 12  # reports printed in each format; the others of that format are copies under other names
SCAN_DPI = 200

# Of a hundred files so many; web pages and text are the rest.
SHARES = {".docx": 8, ".pdf": 6, ".ofd": 3, ".xlsx": 3, ".doc": 0.5, ".rtf": 0.3, ".odt": 0.2, ".png": 0.1}
DAMAGED = 3


def run(given: Namespace) -> None:
    """Write the folder, add it, and list by format what came of it and by reason what failed."""
    with folder_for(given.folder) as folder:
        reports = folder / f"mixed-{given.count}"
        if not reports.exists():
            reports.mkdir(parents=True)
            for name, data in mixed_reports(given.count, folder):
                (reports / name).write_bytes(data)
        progress: list[Progress] = []
        with Store(folder / "mixed-data") as store, spent() as took:
            summary = add_paths(store, [reports], progress.append, given.processes)
        print(
            f"{len(progress)} 个文件，{took.wall:.0f} 秒，失败 {len(summary.failed)} 个，内存最高 {memory(field='VmHWM')}"
        )
        show(("格式", "完好 份", "读入 份", "损坏 份", "读入 份"), list(_by_format(progress)))
        reasons = Counter(re.sub(r"\d+", "N", failure.reason)[:60] for failure in summary.failed)
        show(("次数", "没有加入的原因"), [(str(count), reason) for reason, count in reasons.most_common()])


def mixed_reports(count: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of so many reports; a damaged one has 坏 in its name. `folder` is for work in between."""
    rng = random.Random(SEED)
    prints = {ending: files for ending, files in masters(folder).items() if files}
    kinds = {ending: round(count * share / 100) for ending, share in SHARES.items() if ending in prints}
    for ending, number in kinds.items():
        for i in range(number):
            yield f"{i:05}{ending}", prints[ending][i % len(prints[ending])]
    damaged = round(count * DAMAGED / 100)
    plain = list(islice(generate_reports(count), count - damaged - sum(kinds.values())))
    yield from plain
    whole = [*plain[:MASTERS], *((f"{ending}", data) for ending, files in prints.items() for data in files)]
    for i in range(damaged):
        name, data = rng.choice(whole)
        yield f"坏{i:05}{Path('x' + name).suffix}", _damaged(data, rng)


def _damaged(data: bytes, rng: random.Random) -> bytes:
    """The file cut off anywhere, or with a hundred bytes changed."""
    if rng.random() < 0.5:
        return data[: rng.randrange(1, len(data))]
    changed = bytearray(data)
    for _ in range(100):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _by_format(progress: list[Progress]) -> Iterator[tuple[str, ...]]:
    counted = Counter(
        (Path(p.path).suffix, "坏" in Path(p.path).name, p.outcome is not Outcome.FAILED) for p in progress
    )
    for ending in sorted({ending for ending, _, _ in counted}):
        cells = []
        for bad in (False, True):
            read = counted[ending, bad, True]
            cells += [str(read + counted[ending, bad, False]), str(read)]
        yield (ending, *cells)


# --- one report in each format ----------------------------------------------------------------------


def masters(folder: Path) -> dict[str, list[bytes]]:
    """Some demo reports in every format, by the ending of its files; `folder` is for work in between."""
    pages = [page for page, _ in demo_pages(SEED, [2023])]
    some = random.Random(SEED).sample(pages, MASTERS)
    docx = [print_page(page) for page in pages if page.style.format == "docx"]
    made = {".docx": docx, ".xlsx": [_workbook(page) for page in some], ".csv": [_csv(page) for page in some]}
    made |= _converted(some, folder / "masters")
    printed = made[".pdf"]
    made[".ofd"] = [
        ofd_of([sheet for sheet in sheets_of_pdf(data) if sheet], manner)
        for data, manner in zip(printed, list(MANNERS.values()) * MASTERS, strict=False)
    ]
    made[".png"] = [_picture(data) for data in printed[:3]]
    return made


def _converted(pages: list[Page], folder: Path) -> dict[str, list[bytes]]:
    """The pages as LibreOffice prints and saves them."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = [folder / f"{i}.html" for i in range(len(pages))]
    for source, page in zip(sources, pages, strict=True):
        source.write_bytes(html.print_spans(page).encode(page.style.encoding))
    made = {}
    for ending, target in {".pdf": "pdf:writer_pdf_Export", ".doc": "doc", ".rtf": "rtf", ".odt": "odt"}.items():
        command = ("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless")
        options = ("--infilter=HTML (StarWriter)", "--convert-to", target, "--outdir", str(folder))
        subprocess.run((*command, *options, *map(str, sources)), check=True, capture_output=True)
        made[ending] = [source.with_suffix(ending).read_bytes() for source in sources]
    return made


def _rows(page: Page) -> Iterator[list[str]]:
    """The report as rows of a sheet: a line of prose a row, the tables cell by cell."""
    yield [page.title]
    for item in page.items:
        yield from spread(item, repeat=False) if isinstance(item, tuple) else [[item.text]]


def _csv(page: Page) -> bytes:
    rows = list(_rows(page))
    width = max(map(len, rows))
    saved = io.StringIO()
    csv.writer(saved).writerows(row + [""] * (width - len(row)) for row in rows)
    return saved.getvalue().encode("gb18030")


def _workbook(page: Page) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _rows(page):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _picture(data: bytes) -> bytes:
    """The page with most of the table of chapter three, scanned."""
    with pypdfium2.PdfDocument(data) as document:
        picture = document[len(document) // 2].render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
    saved = io.BytesIO()
    picture.save(saved, "PNG")
    return saved.getvalue()
