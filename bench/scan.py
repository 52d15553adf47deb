"""Printed reports scanned well and badly: how many cells are read right, and whether every wrong one is marked."""

from __future__ import annotations

import io
import random
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from bench.measure import memory, show
from bench.printed import PRINTERS, Printed, demo_reports, sample_reports
from corpus.assemble import read_report
from corpus.forms.values import read_value
from corpus.reading.ocr.pixels import Grey
from corpus.report import Report


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner does to a page: dots an inch, most degrees askew, pixels of blur, grain, specks, darkness, JPEG.

    `paper` and `ink` are the shades (0–255) that white and black become; `one_bit`: black and white only, as a fax.
    """

    dpi: int = 200
    angle: float = 0.0
    blur: float = 0.0
    grain: float = 0.0
    specks: int = 0
    paper: tuple[int, int] = (255, 255)
    ink: int = 0
    quality: int = 90
    one_bit: bool = False


SCANNERS = {
    "清晰": Scanner(),
    "有噪声、歪斜": Scanner(angle=1.0, blur=0.6, grain=8, paper=(240, 240), quality=70),
    # The following were not looked at while the reader was being made.
    "粗颗粒、一边暗": Scanner(angle=1.8, blur=0.6, grain=14, paper=(240, 205), quality=55),
    "浅墨": Scanner(angle=0.7, blur=0.7, grain=6, paper=(250, 240), ink=110, quality=75),
    "黑白二值、有污点": Scanner(angle=0.8, blur=0.4, grain=5, specks=250, one_bit=True),
    "150 dpi": Scanner(dpi=150, angle=1.0, blur=0.5, grain=6, paper=(245, 235), quality=75),
}


def scan(page: Grey, scanner: Scanner, chance: np.random.Generator) -> Grey:
    """The page as that scanner gives it."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), scanner.angle * float(chance.uniform(-1, 1)), 1)
    laid = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
    laid = cv2.GaussianBlur(laid, (0, 0), scanner.blur) if scanner.blur else laid
    paper = np.linspace(*scanner.paper, width)
    shaded = scanner.ink + np.asarray(laid, np.float64) / 255 * (paper - scanner.ink)
    found = np.clip(shaded + chance.normal(0, scanner.grain or 1e-9, page.shape), 0, 255).astype(np.uint8)
    for _ in range(scanner.specks):
        x, y, size = chance.integers(0, width), chance.integers(0, height), chance.integers(1, 4)
        found[y : y + size, x : x + size] = chance.integers(0, 120)
    if scanner.one_bit:
        found = np.where(found < 190, 0, 255).astype(np.uint8)
    return found


def scanned_pdf(pdf: bytes, scanner: Scanner, seed: str) -> bytes:
    """A printed PDF scanned page by page into a PDF of pictures."""
    chance = np.random.default_rng(random.Random(seed).getrandbits(32))
    pages = [Image.fromarray(scan(page, scanner, chance)) for page in _drawn(pdf, scanner.dpi)]
    out = io.BytesIO()
    first, *rest = [page.convert("1") if scanner.one_bit else page for page in pages]
    how = {} if scanner.one_bit else {"quality": scanner.quality}
    first.save(out, "PDF", resolution=scanner.dpi, save_all=True, append_images=rest, **how)
    return out.getvalue()


def _drawn(pdf: bytes, dpi: int) -> Iterator[Grey]:
    document = pdfium.PdfDocument(pdf)
    for page in document:
        yield np.asarray(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze(), np.uint8)
    document.close()


# --- what is counted ------------------------------------------------------------------------------------


def verdicts(printed: Printed, report: Report) -> Counter[str]:
    """Cells that are right, right but doubted, wrong and marked, not read (and so listed), and wrong in silence."""
    found = {(c.table, c.row, c.column): c for c in report.cells}
    counts: Counter[str] = Counter()
    for place, raw in printed.truth.items():
        cell, said = found.get(place), read_value(raw)
        if cell is None:
            counts["missing"] += 1
        elif (cell.kind, cell.value) == (said.kind, said.value):
            counts["doubted" if cell.doubt else "right"] += 1
        else:
            counts["marked" if cell.doubt else "silent"] += 1
            print(
                f"    {printed.name} {'.'.join(place)}: “{raw}”读作“{cell.raw}”{'' if cell.doubt else '，没有标出'}",
                flush=True,
            )
    return counts


def run(given: Namespace) -> None:
    """One line for each way of scanning: all reports, printed in two ways."""
    kinds = [kind for kind in SCANNERS if not given.only or kind in given.only]
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    pages, seconds = Counter[str](), dict.fromkeys(kinds, 0.0)
    with TemporaryDirectory(prefix="nianbao-scan-") as name:
        for printed, pdf, how in _printed(given, Path(name)):
            for kind in kinds:
                data = scanned_pdf(pdf, SCANNERS[kind], f"{given.seed}|{printed.name}|{how}|{kind}")
                began = time.process_time()
                report = read_report(data, f"{printed.name}.pdf", f"{printed.name}.pdf")
                seconds[kind] += time.process_time() - began
                pages[kind] += len(report.pages)
                mine = verdicts(printed, report)
                counts[kind] += mine
                print(f"  {printed.name}，{how}，{kind}：{dict(mine)}", flush=True)
    rows = [_row(kind, counts[kind], pages[kind], seconds[kind]) for kind in kinds]
    total = sum(counts.values(), Counter[str]())
    show(("扫描", "页数", "格数", "读对", "读对而存疑", "读错已标出", "没有读出", "读错未标出", "处理器秒/页"), [
        *rows, _row("合计", total, pages.total(), sum(seconds.values())),
    ])  # fmt: skip
    print(f"内存最高 {memory(field='VmHWM')}")


def _printed(given: Namespace, folder: Path) -> Iterator[tuple[Printed, bytes, str]]:
    reports = [*(sample_reports(given.reports) if given.reports else ()), *demo_reports(given.count, given.seed)]
    if given.tables:
        reports = [replace(p, page=replace(p.page, items=p.tables())) for p in reports]
    printers: dict[str, Callable[..., bytes]] = dict(PRINTERS)
    for printed in reports:
        for how, printer in printers.items():
            yield printed, printer(printed.page, folder), how


def _row(title: str, counts: Counter[str], pages: int, seconds: float) -> tuple[str, ...]:
    cells = counts.total()
    right = counts["right"] + counts["doubted"]
    share = f"{right}（{100 * right / max(cells, 1):.2f}%）"
    others = (str(counts[key]) for key in ("doubted", "marked", "missing", "silent"))
    return (title, str(pages), str(cells), share, *others, f"{seconds / max(pages, 1):.1f}")
