"""Reports printed to PDF for tests, by LibreOffice and by a browser, each started once for all of them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.report import Document, Grid, GridCell

SOFFICE, CHROMIUM = shutil.which("soffice") or "", shutil.which("chromium") or ""
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
STYLE = (
    "body{font-size:16px;line-height:1.6} p{text-indent:2em;margin:0;text-align:justify} h1{text-align:center}"
    "table{border-collapse:collapse;width:100%;margin:8px 0} td{border:1px solid;text-align:center;padding:2px 3px}"
)


DASHES = re.compile(r"[\s|]*\n\|-{3}")  # what makes the row above it a header in Markdown


def has_chinese_type() -> bool:
    """Whether this machine has a font with Chinese characters; without one a printer writes boxes."""
    lister = shutil.which("fc-list")
    return lister is not None and bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout)


def page_of(document: Document, style: str = STYLE) -> str:
    """The document as a web page that looks like it: paragraphs, and tables with their merged cells."""
    body = "\n".join(_block(document, i) for i in range(len(document.blocks)))
    return f"<!doctype html><html><head><meta charset=utf-8><style>{style}</style></head><body>{body}</body></html>"


def _block(document: Document, index: int) -> str:
    block = document.blocks[index]
    if isinstance(block, Grid):
        return "".join(_tables(document, block))
    words = html.escape(document.text[block.start : block.end])
    return f"<h1>{words}</h1>" if index == 0 else f"<p>{words}</p>"


def _tables(document: Document, grid: Grid) -> Iterator[str]:
    """The grid as one table, or as several where a line of dashes below a row makes it another header in Markdown."""
    rows: list[str] = []
    for row in filter(None, grid.source_rows()):
        if rows and DASHES.match(document.text, row[-1].end):
            yield _table(rows)
            rows = []
        rows.append(_row(row))
    yield _table(rows)


def _table(rows: list[str]) -> str:
    return f'<table border="1" cellspacing="0">{"".join(rows)}</table>'


def _row(row: tuple[GridCell, ...]) -> str:
    cells = (f'<td rowspan="{c.rowspan}" colspan="{c.colspan}">{html.escape(c.text)}</td>' for c in row)
    return f"<tr>{''.join(cells)}</tr>"


def styled(page: str, style: str) -> str:
    """A page of the demo with another style; the rows above the first number repeat on each page."""
    head = re.sub(r"<tbody>\n((?:<tr>(?:(?!>-?\d).)*</tr>\n)+)", r"<thead>\n\1</thead><tbody>\n", page, flags=re.DOTALL)
    if "border:0" in style:
        head = head.replace('border="1"', 'border="0"')
    return head.replace("<head>", f"<head><style>{STYLE}{style}</style>", 1)


def by_libreoffice(pages: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    """The pages by name as LibreOffice prints them."""
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    command = [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=HTML (StarWriter)"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *(str(folder / f"{name}.html") for name in pages)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in pages}


def by_browser(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The pages by name as Chromium prints them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tab = browser.new_page()
        printed = {}
        for name, page in pages.items():
            tab.set_content(page)
            printed[name] = tab.pdf(format="A4", prefer_css_page_size=True)
        browser.close()
    return printed
