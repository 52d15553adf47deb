"""Scans and pictures: a report of three printed pages, scanned clean, noisy, askew, upside down, inside a PDF."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from corpus.assemble import read_report
from corpus.errors import ReadingError
from corpus.forms.values import read_value
from corpus.reading import read_document
from corpus.reading.ocr.page import sheet_of_page
from corpus.reading.ocr.pictures import pictures
from corpus.reading.ocr.pixels import Grey
from corpus.reading.ocr.writing import UNREAD
from corpus.reading.signatures import picture_ending
from corpus.report import Document, Grid, Report

SCANS = Path(__file__).parent / "scans"
DPI = 200


def scanned_pages() -> list[Grey]:
    """The pages of the report as grey pixels, scanned at 200 dpi."""
    return [picture.grey for picture in pictures((SCANS / "report.tif").read_bytes())]


def worn(page: Grey, angle: float, grain: float, seed: int) -> Grey:
    """The page as a bad scanner gives it: askew by `angle` degrees, on grey paper, with grain, squeezed as JPEG."""
    chance = np.random.default_rng(seed)
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    laid = cv2.GaussianBlur(cv2.warpAffine(page, turn, (width, height), borderValue=255), (0, 0), 0.6)
    shade = np.linspace(240, 215, width) / 255
    noisy = np.clip(laid * shade + chance.normal(0, grain, page.shape), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def as_file(page: Grey, kind: str, dpi: int = DPI) -> bytes:
    """The page as a picture file or a PDF with one picture."""
    out = io.BytesIO()
    Image.fromarray(page).save(out, kind, dpi=(dpi, dpi), resolution=dpi)
    return out.getvalue()


def wrong_cells(report: Report, tables: tuple[str, ...]) -> list[str]:
    """The cells of those tables that say anything else than what is printed."""
    printed = json.loads((SCANS / "report.json").read_text(encoding="utf-8"))["cells"]
    found = {"|".join((c.table, c.row, c.column)): c for c in report.cells}
    return [
        f"{place}: {raw} read as {cell.raw if (cell := found.get(place)) else 'nothing'}"
        for place, raw in printed.items()
        if place.startswith(tables) and (place not in found or found[place].value != read_value(raw).value)
    ]


# --- what is read ---------------------------------------------------------------------------------------


def test_a_scanned_report_is_read_cell_by_cell_with_its_prose_and_pages() -> None:
    report = read_report((SCANS / "report.tif").read_bytes(), "report.tif", "report.tif")
    assert (report.body, report.year, report.form) == ("望汐区人民政府办公室", 2023, "2021")
    assert wrong_cells(report, ("",)) == []
    assert [cell.raw for cell in report.cells if cell.doubt] == []
    assert [section.chapter for section in report.sections if section.level == 1] == [1, 2, 3, 4, 5, 6]
    assert any((f.value, f.unit, f.what) == (Decimal(139), "件", "收到政府信息公开申请") for f in report.figures)
    assert report.page_at(report.text.index("行政复议、行政诉讼")) == 3


def test_a_noisy_skewed_page_in_a_pdf_loses_no_cell() -> None:
    page = worn(scanned_pages()[1], angle=0.9, grain=12, seed=1)
    report = read_report(as_file(page, "PDF"), "扫描.pdf", "扫描.pdf")
    assert wrong_cells(report, ("proactive",)) == []
    new = [report.cell("requests", "new", column) for column in ("natural", "company", "total")]
    assert [cell and cell.raw for cell in new] == ["1743", "1196", "6284"]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_laid_on_its_side_or_head_is_turned(quarters: int) -> None:
    page = scanned_pages()[2][400:700]  # the end of chapter 3
    sheet = sheet_of_page(np.ascontiguousarray(np.rot90(page, quarters)), DPI, 1)
    assert sheet is not None
    assert sheet.width > sheet.height
    assert "（七）总计34862392150214341290246412568" in "".join(glyph.text for glyph in sheet.glyphs)


def tables_of(document: Document) -> list[list[str]]:
    """The words of each table, cell by cell."""
    return [[cell.text for cell in block.cells] for block in document.blocks if isinstance(block, Grid)]


def drawn_table(rows: list[list[str]]) -> Grey:
    """A small table with its lines, set in OpenCV's own type."""
    page = np.full((900, 1654), 255, np.uint8)
    for y in range(len(rows) + 1):
        cv2.line(page, (200, 200 + 60 * y), (200 + 300 * len(rows[0]), 200 + 60 * y), 0, 2)
    for x in range(len(rows[0]) + 1):
        cv2.line(page, (200 + 300 * x, 200), (200 + 300 * x, 200 + 60 * len(rows)), 0, 2)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cv2.putText(page, text, (300 + 300 * x, 243 + 60 * y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 2)
    return page


def test_blank_cells_stay_blank_and_writing_that_is_none_is_marked() -> None:
    page = drawn_table([["10", "", "7"], ["0", "315", "99"], ["4", "28", ""]])
    cv2.ellipse(page, (950, 355), (40, 14), 20, 30, 300, 0, 3)  # a scrawl in the last row's empty cell
    document = read_document(as_file(page, "PNG"), "表.png")
    ((*cells, last),) = tables_of(document)
    assert cells == ["10", "", "7", "0", "315", "99", "4", "28"]
    at = document.text.rindex(last)
    assert last
    assert any(start <= at < end for start, end in document.doubts)
    if last == UNREAD:
        assert any("字迹认不出来" in problem.message for problem in document.problems)


# --- what is said of it ---------------------------------------------------------------------------------


def test_a_coarse_picture_is_read_with_a_warning() -> None:
    page = drawn_table([["10", "25"], ["0", "315"]])
    coarse = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    document = read_document(as_file(np.asarray(coarse, np.uint8), "PNG", dpi=100), "表.png")
    assert any("分辨率过低（约 100 dpi）" in problem.message for problem in document.problems)
    assert document.scanned == (1,)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("PNG", ".png"), ("JPEG", ".jpg"), ("GIF", ".gif"), ("TIFF", ".tif"), ("BMP", ".bmp"), ("WEBP", ".webp")],
)
def test_pictures_are_told_by_their_content(kind: str, ending: str) -> None:
    data = as_file(np.full((40, 60), 255, np.uint8), kind)
    assert picture_ending(data) == ending
    assert next(pictures(data)).grey.shape == (40, 60)
    with pytest.raises(ReadingError, match="图片里没有认出文字"):
        read_document(data, "空白")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0 no more", b"GIF89a\x01\0"])
def test_a_damaged_picture_says_so(data: bytes) -> None:
    with pytest.raises(ReadingError, match="图片已损坏"):
        read_document(data, "坏.png")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    huge = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    with pytest.raises(ReadingError, match="图片过大"):
        read_document(huge.getvalue(), "大.png")


def test_a_long_picture_of_a_screen_is_cut_where_there_is_no_writing() -> None:
    page = np.full((5000, 1000), 255, np.uint8)
    page[::50, 100:900] = 0
    (picture,) = pictures(as_file(page, "PNG"))
    parts = picture.parts()
    assert sum(part.shape[0] for part in parts) == 5000
    assert all(part.shape[0] <= 2400 for part in parts)
    assert all((part[0] == 255).all() for part in parts[1:])
