"""The source viewer: outline, several cited places, notes and problems, pages of the original, the original itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fakes_web import FakeStore, cite_cell, cite_words, report_of
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image, ImageChops, ImageStat
from printing import CHROMIUM, by_browser, has_chinese_type, page_of
from selectolax.lexbor import LexborHTMLParser, LexborNode
from test_pdf_files import by_content, by_flag, turned

from assistant.service.originals import BusyError, Originals
from assistant.web import words_reader as words
from assistant.web.fulltext import Files, report_page
from assistant.web.reader_routes import add_reader
from assistant.web.routes import add_routes
from assistant.web.source import Among, report_address, source_panel
from corpus.assemble import read_report
from corpus.printed_places import boxes_on_page
from corpus.reading import read_document
from corpus.reading.page_view import LONGEST_SIDE, view_page
from corpus.reading.sheet import Rule, Sheet
from corpus.report import CellKind, Correction, Figure, Problem, Report, Section
from corpus.web.originals import CopyOf, Original, no_copy

PRINTS = bool(CHROMIUM) and has_chinese_type()
needs_printer = pytest.mark.skipif(not PRINTS, reason="no browser or no Chinese font to print a PDF with")


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def texts(html: str, selector: str) -> list[str]:
    return [node.text() for node in parsed(html).css(selector)]


def hrefs(html: str, selector: str) -> list[str]:
    return [str(node.attributes["href"]) for node in parsed(html).css(selector)]


def one(html: str, selector: str) -> LexborNode:
    (node,) = parsed(html).css(selector)
    return node


def client_of(*reports: Report, copy_of: CopyOf = no_copy) -> TestClient:
    app = FastAPI()
    add_routes(app, FakeStore(*reports), copy_of)
    add_reader(app, FakeStore(*reports), Originals(copy_of))
    return TestClient(app, follow_redirects=False)


def page(report: Report, *spans: tuple[int, int], files: Files | None = None) -> str:
    first, *others = spans or [(0, 0)]
    return report_page(report, *first, ["style.css"], others, ["script.js"], files)


# --- the outline ------------------------------------------------------------------------------------


def test_the_outline_has_sections_to_their_real_depth_and_tables_by_name() -> None:
    """Lists within lists as deep as the report goes; every link leads to something that is there."""
    report = report_of()
    first = report.sections[0]
    inner = report.text.index("全年新收")
    deep = (Section(inner, first.end, 2, "（一）", "收到", 1), Section(inner + 2, first.end, 5, "一是", "新收", 1))
    html = page(replace(report, sections=(first, *deep, report.sections[1])))
    assert texts(html, ".outline details > ol > li > a") == ["一、总体情况", "三、收到和处理政府信息公开申请情况"]
    assert texts(html, ".outline ol ol > li > a") == ["（一）收到", "一是新收", "表：收到和处理政府信息公开申请情况"]
    assert texts(html, ".outline ol ol ol > li > a") == ["一是新收"]
    ids = {node.attributes["id"] for node in parsed(html).css("[id]")}
    assert {href.removeprefix("#") for href in hrefs(html, ".outline a")} <= ids


def test_a_very_long_heading_is_cut_in_the_outline_alone() -> None:
    report = report_of()
    title = "很长的标题" * 20
    html = page(replace(report, sections=(replace(report.sections[0], title=title),)))
    assert len(texts(html, ".outline a")[0]) < 50


# --- cited places --------------------------------------------------------------------------------------


def test_several_cited_places_are_marked_and_stepped_through_in_the_order_of_the_text() -> None:
    report = report_of()
    cell, sentence = cite_cell(report), cite_words(report, "没有收取费用")
    html = page(report, (cell.start, cell.end), (sentence.start, sentence.end))
    assert hrefs(html, ".steps .numbers a") == ["#cited-1", "#cited"]
    assert one(html, "#cited-1").text() == "没有收取费用"
    assert one(html, "td#cited mark").text() == "17"
    assert texts(html, ".steps button") == [words.PREVIOUS_CITED, words.NEXT_CITED]


def test_one_cited_place_needs_no_steps() -> None:
    report = report_of()
    cited = cite_words(report, "没有收取费用")
    html = page(report, (cited.start, cited.end), (cited.start, cited.end))
    assert texts(html, ".steps a") == [words.TO_CITED]
    assert not parsed(html).css(".steps button")
    assert not parsed(page(report)).css(".steps")


def test_places_within_one_another_keep_their_anchors() -> None:
    report = report_of()
    outer, inner = cite_words(report, "全年新收政府信息公开申请 17 件。"), cite_words(report, "17 件")
    html = page(report, (outer.start, outer.end), (inner.start, inner.end))
    assert one(html, "#cited").text() == outer.quote
    assert parsed(html).css("#cited-2")


def test_the_head_of_a_table_is_told_from_its_values() -> None:
    """Rows of words above the first value are the head, and its labels above a cited cell are marked."""
    document = "# 甲县2023年报\n\n| 项目 | 自然人 | 企业 |\n|---|---|---|\n| 新收 | 5 | 7 |\n| 结转 | 0 | 2 |\n"
    report = read_report(document.encode(), "甲县2023.md", "甲县2023.md")
    at = report.text.index("7")
    html = page(report, (at, at + 1))
    assert texts(html, ".grid thead th") == ["项目", "自然人", "企业"]
    assert texts(html, ".grid thead .cited-label") == ["企业"]
    assert texts(html, ".grid tbody .cited-label") == ["新收"]
    assert texts(html, ".grid td.cited") == ["7"]


def test_the_panel_steps_through_the_places_of_its_answer() -> None:
    report = report_of()
    cited = (cite_cell(report), cite_words(report, "没有收取费用"))
    panel = source_panel(report, cited[1], 2, among=Among(3, cited))
    steps = parsed(panel).css(".steps button")
    assert [(b.attributes["data-turn"], b.attributes["data-number"]) for b in steps] == [("3", "1"), ("3", "3")]
    assert ["disabled" in b.attributes for b in steps] == [False, True]
    whole = hrefs(panel, ".links a")[0]
    assert whole == report_address(report.id, cited[1].start, cited[1].end, [(cited[0].start, cited[0].end)])
    assert client_of(report).get("/" + whole).text.count('class="spot"') == 1
    assert not parsed(source_panel(report, cited[0], 1)).css(".steps")


def test_a_blank_cell_opens_as_itself_and_not_as_its_row() -> None:
    report = report_of()
    blank = cite_cell(report, "new", "other_organisation")
    html = client_of(report).get("/" + hrefs(source_panel(report, blank, 1), ".links a")[0]).text
    assert texts(html, "td.cited") == ["空白"]


# --- what to be wary of -----------------------------------------------------------------------------------


def test_corrected_and_doubtful_places_say_why() -> None:
    report = report_of()
    said = Correction(CellKind.NUMBER, Decimal(21), "排版时颠倒", "张某", "2026-01-02", "17")
    cells = list(report.cells)
    cells[0] = cells[0]._replace(value=said.value, correction=said)
    cells[1] = cells[1]._replace(doubt="由图片识别，字迹不够清楚")
    at = report.text.index("17 件")
    start, end = report.passages[0].start, report.passages[0].end
    figure = Figure("新收", Decimal(17), "件", "17 件", "", at, at + 4, start, end, 1)
    line = report.text.count("\n", 0, at) + 1
    problem = Problem(line, "正文里的数“17 件”识别得不确定（“……”），请对照原件核对")
    other = Problem(1, "标题读得不全")
    wary = replace(report, cells=tuple(cells), figures=(figure,), problems=(other, problem))
    html = page(wary)
    assert texts(html, "td.corrected") == ["21（更正，原文为17）注2"]
    assert texts(html, "td.doubtful") == ["0注3"]
    assert texts(html, "p .doubtful") == ["17 件"]
    assert [n.attributes["id"] for n in parsed(html).css("#notes li")] == ["note-1", "note-2", "note-3"]
    assert "经办人张某" in texts(html, "#note-2")[0]
    assert "字迹不够清楚" in texts(html, "#note-3")[0]
    assert texts(html, "#problems li") == ["第 1 行 标题读得不全"]
    assert hrefs(html, ".links a.wary") == ["#notes", "#problems"]
    ids = {node.attributes["id"] for node in parsed(html).css("[id]")}
    assert {h.removeprefix("#") for h in hrefs(html, ".notes a, .note-mark a")} <= ids


# --- pages of the original ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report with prose and its statutory tables, printed to a PDF of several pages."""
    folder = tmp_path_factory.mktemp("printed")
    said = "".join(f"（{n}）全年主动公开政府信息{n * 37}条。" for n in range(1, 60))
    table = report_of()
    rows = "\n".join(
        "| " + " | ".join(c.text.strip() or " " for c in row) + " |" for row in table.grids[0].source_rows()
    )
    head = "| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n|" + "---|" * 8
    source = f"# 云岭市2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{said}\n\n三、收到和处理政府信息公开申请情况\n\n{head}\n{rows}\n"
    path = folder / "云岭市2023.pdf"
    path.write_bytes(by_browser({"one": page_of(read_document(source.encode(), "a.md"))})["one"])
    return read_report(path.read_bytes(), path.name, str(path))


def inside(sheet: Sheet, boxes: tuple[Rule, ...]) -> list[str]:
    """The characters that are printed within the boxes, sorted."""
    return sorted(
        char
        for box in boxes
        for glyph in sheet.glyphs
        if box.left <= (glyph.left + glyph.right) / 2 <= box.right
        and box.top <= (glyph.top + glyph.bottom) / 2 <= box.bottom
        for char in glyph.text
        if not char.isspace()
    )


@needs_printer
def test_every_cell_and_sentence_of_a_pdf_is_found_where_it_is_printed(printed: Report) -> None:
    """What is printed in the box is what was cited; nothing is outlined in a wrong place."""
    data = Path(printed.address).read_bytes()
    views = {n: view_page(data, n) for n in range(1, len(printed.pages) + 1)}
    cells = [(c.start, c.end) for g in printed.grids for c in g.cells if c.start < c.end]
    sentences = [(f.sentence_start, f.sentence_end) for f in printed.figures]
    assert len(cells) > 100
    assert len(sentences) > 40
    for start, end in cells[::4] + sentences[::4]:
        first, last = printed.page_at(start), printed.page_at(end - 1)
        if first != last:
            continue  # over the end of a page
        view = views[first or 1]
        assert view is not None
        assert view.sheet is not None
        boxes = boxes_on_page(printed, view.sheet, start, end)
        assert inside(view.sheet, boxes) == sorted("".join(printed.text[start:end].split()))


@needs_printer
def test_the_page_of_a_pdf_is_shown_with_the_cited_cell_outlined(printed: Report) -> None:
    client = client_of(printed)
    cell = next(c for c in printed.cells if c.raw == "17")
    number = printed.page_at(cell.start)
    got = client.get(f"/report/{printed.id}/page/{number}?start={cell.start}&end={cell.end}")
    assert got.status_code == 200
    assert len(parsed(got.text).css("svg rect.cited-box")) == 1
    assert words.CITED_HERE.format(quote="17") in texts(got.text, ".note")[0]
    assert one(got.text, "svg image").attributes["href"] == f"{number}.png"
    assert f"../../../source/{printed.id}#page={number}" in hrefs(got.text, ".links a")
    image = client.get(f"/report/{printed.id}/page/{number}.png")
    assert image.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(image.content)) as seen:
        assert 1000 < max(seen.size) <= LONGEST_SIDE
    away = client.get(f"/report/{printed.id}/page/1?start={cell.start}&end={cell.end}").text
    assert number == 1 or words.CITED_ELSEWHERE.format(page=number) in away
    whole = client.get(f"/report/{printed.id}?start={cell.start}&end={cell.end}").text
    assert words.ORIGINAL_PAGE.format(page=number) in texts(whole, ".links a")
    assert parsed(whole).css("#p1")


@needs_printer
@pytest.mark.parametrize("turn", [by_flag(90), by_content(3)])
def test_a_page_is_drawn_the_way_its_text_runs(printed: Report, turn: Callable[[object], None]) -> None:
    """Outlines and picture agree, whatever way up the page lies in its file."""
    data = Path(printed.address).read_bytes()
    plain, view = view_page(data, 1), view_page(turned(data, turn), 1)
    assert plain is not None
    assert view is not None
    assert (view.width, view.height) == pytest.approx((plain.width, plain.height), abs=1)
    with Image.open(io.BytesIO(plain.png)) as one_way, Image.open(io.BytesIO(view.png)) as other:
        small = [image.convert("L").resize((40, 56)) for image in (one_way, other)]
        assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 6


@needs_printer
@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 30, "99.png", "x.png"])
def test_a_page_that_is_not_there_is_said(printed: Report, number: str) -> None:
    assert client_of(printed).get(f"/report/{printed.id}/page/{number}").status_code == 404


@needs_printer
def test_a_page_is_drawn_once(printed: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    originals = Originals(no_copy)
    drawn = originals.page(printed, 1)
    monkeypatch.setattr(Originals, "data", lambda self, report: pytest.fail("read again"))
    assert originals.page(printed, 1) is drawn


def test_too_many_pages_at_once_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.service.originals.MOST_WAITING", 0)
    report = replace(report_of(address="/reports/云岭市2023.pdf"), pages=(0,))
    with pytest.raises(BusyError):
        Originals(no_copy).page(report, 1)
    assert client_of(report).get(f"/report/{report.id}/page/1.png").status_code == 503


@pytest.fixture
def scans() -> Path:
    return Path(__file__).parent / "scans" / "report.tif"


def test_pages_of_a_scan_are_shown_too(scans: Path) -> None:
    report = replace(report_of(address=str(scans)), pages=(0, 20, 40))
    client = client_of(report)
    got = client.get(f"/report/{report.id}/page/2?start=21&end=30")
    assert got.status_code == 200
    assert words.PAGE_OF.format(page=2, count=3) in got.text
    assert not parsed(got.text).css("rect"), "where it is on the picture is not known"
    assert client.get(f"/report/{report.id}/page/2.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("坏.pdf", b"%PDF-1.7 nothing", 422),
        ("坏.png", b"\x89PNG\r\n\x1a\n nothing", 422),
        ("文档.docx", b"PK\x03\x04", 404),
        ("没有.pdf", None, 404),
    ],
)
def test_what_cannot_be_drawn_is_said_in_chinese(tmp_path: Path, name: str, data: bytes | None, status: int) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    report = replace(report_of(address=str(path)), pages=(0,))
    for page_name in ("1", "1.png"):
        got = client_of(report).get(f"/report/{report.id}/page/{page_name}")
        assert got.status_code == status
        assert str(tmp_path) not in got.text
        assert "default-src 'none'" in got.headers["content-security-policy"]


# --- the original itself ----------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "年报.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("县/某县2023.html", "<p>甲县的年报")
    return path


FILES: list[tuple[str, bytes, str]] = [
    (
        "云岭市 2023（定稿）.docx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("年报.html", "<meta charset=gb2312>云岭".encode("gb18030"), "text/html"),
    ("年报.pdf", b"%PDF-1.7", "application/pdf"),
    ("年报.ofd", b"PK\x03\x04", "application/ofd"),
    ("年报.wps", b"\xd0\xcf", "application/vnd.ms-works"),
    ("年报", b"abc", "application/octet-stream"),
]


@pytest.mark.parametrize(("name", "data", "kind"), FILES)
def test_the_original_is_downloaded_as_it_is(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    """Byte for byte, under its own name and type, and never opened as a page of this service."""
    (tmp_path / name).write_bytes(data)
    got = client_of(report_of(address=str(tmp_path / name))).get("/source/0123456789abcdef?download=1")
    assert (got.content, got.headers["content-type"].split(";")[0]) == (data, kind)
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert got.headers["content-security-policy"].startswith("sandbox;")
    assert got.headers["x-content-type-options"] == "nosniff"


def test_an_original_in_an_archive_or_kept_from_the_web_is_downloaded_too(archive: Path) -> None:
    inside = f"{archive}!/县/某县2023.html"
    report = replace(report_of(address=inside), file="某县2023.html")
    expected = "<p>甲县的年报".encode()
    assert client_of(report).get(f"/source/{report.id}?download=1").content == expected
    web = replace(report, address="https://www.example.gov.cn/2023.html")
    client = client_of(web, copy_of=lambda address: Original(inside, ""))
    assert client.get(f"/source/{report.id}?download=1").content == expected
    assert client.get(f"/source/{report.id}").headers["location"] == web.address
    assert words.DOWNLOAD_ORIGINAL in texts(client.get(f"/report/{report.id}").text, ".links a")
    assert words.DOWNLOAD_ORIGINAL not in texts(client_of(web).get(f"/report/{report.id}").text, ".links a")


def test_the_original_opens_at_the_words_cited() -> None:
    report = report_of(address="https://www.example.gov.cn/2023.html")
    sentence, cell = cite_words(report, "全年新收政府信息公开申请 17 件。"), cite_cell(report)
    client = client_of(report)
    at_words = hrefs(client.get(f"/report/{report.id}?start={sentence.start}&end={sentence.end}").text, ".links a")
    assert any("#:~:text=" in href for href in at_words)
    at_cell = hrefs(client.get(f"/report/{report.id}?start={cell.start}&end={cell.end}").text, ".links a")
    assert not any("#:~:text=" in href for href in at_cell)
