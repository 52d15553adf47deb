"""OFD: a printed report keeps every cell, whatever program wrote it; hostile and locked packages are told."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from collections.abc import Sequence

import pytest
from printed import LEFT, filled, grid, lines, sheet
from test_reading import grids, prose, read, zipped

from bench.ofd_writer import MANNERS, SPACE, Manner, ofd_of
from corpus.assemble import read_report
from corpus.demo import demo_pages, print_page
from corpus.errors import ReadingError
from corpus.reading import libreoffice, ofd, read_document
from corpus.reading.ocr.recognised import Recognised
from corpus.reading.ofd import Scan, pages_of_ofd
from corpus.reading.pdf import sheets_of_pdf
from corpus.reading.sheet import Sheet
from corpus.report import Report

TITLE = "演示县水务局2022年政府信息公开工作年度报告"
ROWS = [["渠道", "收到", "办结"], ["网络", "128", "12345"], ["信函", "", "0"]]
XS, YS = [LEFT, LEFT + 120, LEFT + 240, LEFT + 360], [200.0, 225.0, 250.0, 275.0]


def small() -> Sheet:
    """A page with a title, a line of prose and a table."""
    glyphs = [*lines(TITLE, "　　2022年收到申请128件，办结12345件。"), *filled(ROWS, XS, YS)]
    return sheet(1, glyphs, grid(XS, YS))


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_of_writing_gives_the_page(manner: str) -> None:
    document = read(ofd_of([small()], MANNERS[manner]), "年报.ofd")
    assert prose(document) == [TITLE, "2022年收到申请128件，办结12345件。"]
    assert grids(document) == [ROWS]
    assert document.pages == (0,)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[Sheet], Report]]:
    """Demo reports of both forms as printed by LibreOffice, and what their own files say."""
    if not libreoffice.office_program():
        pytest.skip("LibreOffice is not installed")
    pages = [next(page for page, _ in demo_pages(2024, [year]) if page.style.key == "clean") for year in (2020, 2023)]
    folder = tmp_path_factory.mktemp("ofd")
    sources = [folder / f"{page.year}.html" for page in pages]
    for source, page in zip(sources, pages, strict=True):
        source.write_bytes(print_page(page))
    run = [libreoffice.office_program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    run += ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)]
    subprocess.run([*run, *map(str, sources)], check=True, capture_output=True, timeout=60)
    found = []
    for source, page in zip(sources, pages, strict=True):
        sheets = [one for one in sheets_of_pdf(source.with_suffix(".pdf").read_bytes()) if isinstance(one, Sheet)]
        found.append((sheets, read_report(print_page(page), "年报", "年报")))
    return found


@pytest.mark.parametrize("manner", MANNERS)
def test_every_cell_of_a_printed_report(printed: Sequence[tuple[list[Sheet], Report]], manner: str) -> None:
    for sheets, original in printed:
        report = read_report(ofd_of(sheets, MANNERS[manner]), "年报.ofd", "年报.ofd")
        assert {(c.table, c.row, c.column): c.value for c in report.cells} == {
            (c.table, c.row, c.column): c.value for c in original.cells
        }
        assert (report.body, report.year, report.form) == (original.body, original.year, original.form)
        assert len(report.pages) == len(sheets) > 1
        titles = [[s.title for s in r.sections if s.level == 1] for r in (report, original)]
        assert titles[0] == titles[1]


# --- the single features -----------------------------------------------------------------------------


def package(objects: str, head: str = "", document: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """An OFD of one page with those objects."""
    page = f'<Page xmlns="{SPACE}">{head}<Content><Layer>{objects}</Layer></Content></Page>'
    pages = '<Pages><Page ID="1" BaseLoc="Pages/P.xml"/></Pages>'
    return zipped(
        {
            "OFD.xml": f'<OFD xmlns="{SPACE}"><DocBody><DocRoot>Doc_0/D.xml</DocRoot></DocBody></OFD>'.encode(),
            "Doc_0/D.xml": f'<Document xmlns="{SPACE}">{document}{pages}</Document>'.encode(),
            "Doc_0/Pages/P.xml": page.encode(),
            **(extra or {}),
        }
    )


def text(words: str, attributes: str = "", code: str = 'X="0" Y="5"', inside: str = "") -> str:
    return (
        f'<TextObject ID="1" Boundary="20 30 100 6" Size="5" {attributes}>{inside}<TextCode {code}>{words}</TextCode>'
        "</TextObject>"
    )


def glyphs_of(data: bytes) -> list[tuple[str, int, int]]:
    """Each character with its left edge and base line in millimetres."""
    (page,) = pages_of_ofd(data)
    assert isinstance(page, Sheet)
    mm = 25.4 / 72
    found = [(g.text, g.left * mm, (g.top + 0.86 * (g.bottom - g.top)) * mm) for g in page.glyphs]
    return [(char, round(left), round(base)) for char, left, base in found]


@pytest.mark.parametrize(
    ("objects", "places"),
    [
        (text("甲乙丙", code='X="0" Y="5" DeltaX="6 7"'), [("甲", 20, 35), ("乙", 26, 35), ("丙", 33, 35)]),
        (text("甲乙丙", code='X="1" Y="5" DeltaX="g 2 6"'), [("甲", 21, 35), ("乙", 27, 35), ("丙", 33, 35)]),
        (text("甲 乙", code='X="0" Y="5" DeltaX="5 5"'), [("甲", 20, 35), ("乙", 30, 35)]),
        (text("甲乙"), [("甲", 20, 35), ("乙", 25, 35)]),  # no steps said: side by side
        (text("甲乙", code='X="0" Y="5" DeltaY="6"'), [("甲", 20, 35), ("乙", 20, 41)]),
        (text("甲", 'CTM="2 0 0 2 0 0"', 'X="0" Y="5"'), [("甲", 20, 40)]),
        (text("甲", 'Visible="false"') + text("乙"), [("乙", 20, 35)]),
        (
            text("甲", 'CTM="0.7 0.7 -0.7 0.7 0 0"') + text("乙丙"),
            [("乙", 20, 35), ("丙", 25, 35)],
        ),  # a watermark leans
        (text("甲</TextCode><TextCode Y='11'>乙"), [("甲", 20, 35), ("乙", 20, 41)]),  # X stays
        (text("&lt;1\n  "), [("<", 20, 35), ("1", 22, 35)]),
    ],
)
def test_where_characters_stand(objects: str, places: list[tuple[str, int, int]]) -> None:
    assert glyphs_of(package(objects)) == places


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ('<PathObject Boundary="20 20 50 0"><AbbreviatedData>M 0 0 L 50 0</AbbreviatedData></PathObject>', 1),
        ('<PathObject Boundary="20 20 50 9"><AbbreviatedData>M 0 0 L 50 0 L 50 9 L 0 9 C</AbbreviatedData></PathObject>', 4),
        ('<PathObject Boundary="20 20 50 9" Stroke="false" Fill="true"><AbbreviatedData>M 0 0 L 50 0 L 50 9 L 0 9 C</AbbreviatedData></PathObject>', 0),
        ('<PathObject Boundary="20 20 50 1" Stroke="false" Fill="true"><AbbreviatedData>M 0 0 L 50 0 L 50 .2 L 0 .2 C</AbbreviatedData></PathObject>', 1),
        ('<PathObject Boundary="20 20 50 9"><StrokeColor Value="255 255 255"/><AbbreviatedData>M 0 0 L 50 0</AbbreviatedData></PathObject>', 0),
        ('<PathObject Boundary="20 20 50 9"><AbbreviatedData>M 0 0 L 50 9 M 0 0 B 1 1 2 2 3 0 A 1 1 0 0 0 9 0</AbbreviatedData></PathObject>', 0),
        ('<PathObject Boundary="20 20 50 9"><AbbreviatedData>M 0 50 L 50 50 x</AbbreviatedData></PathObject>', 0),
        ('<ImageObject Boundary="20 20 50 0.2" CTM="50 0 0 0.2 0 0" ResourceID="7"/>', 1),
    ],
)  # fmt: skip
def test_which_paths_are_rules(path: str, count: int) -> None:
    (page,) = pages_of_ofd(package(text("甲") + path))
    assert isinstance(page, Sheet)
    assert len(page.rules) == count


def test_rules_end_at_the_boundary_of_their_object() -> None:
    path = '<PathObject Boundary="20 20 50 9"><AbbreviatedData>M -99 5 L 99 5</AbbreviatedData></PathObject>'
    (page,) = pages_of_ofd(package(text("甲") + path))
    assert isinstance(page, Sheet)
    assert [(round(r.left * 25.4 / 72), round(r.right * 25.4 / 72)) for r in page.rules] == [(19, 71)]


SCAN = '<ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
RESOURCES = (
    f'<Res xmlns="{SPACE}" BaseLoc="Res"><MultiMedias><MultiMedia ID="7" Type="Image"><MediaFile>a.jpg</MediaFile>'
    "</MultiMedia></MultiMedias></Res>"
).encode()


@pytest.mark.parametrize("over", ["", text("甲乙丙丁" * 20, 'Alpha="0"')], ids=["图片", "双层"])
def test_a_page_that_is_a_picture_is_handed_on_as_one(over: str) -> None:
    """Words that nobody sees, laid over a scan, are some recogniser's guess and are not read."""
    common = "<CommonData><DocumentRes>R.xml</DocumentRes></CommonData>"
    parts = {"Doc_0/R.xml": RESOURCES, "Doc_0/Res/A.jpg": b"picture"}
    (page,) = pages_of_ofd(package(SCAN + over, document=common, extra=parts))
    assert isinstance(page, Scan)
    assert (page.number, page.picture, round(page.width)) == (1, b"picture", 595)


def test_a_few_words_on_a_large_picture_are_kept_beside_it() -> None:
    """A scan with its page number, or a last page of one line on an office's letterhead: nothing of it gets lost."""
    scan, words = pages_of_ofd(package(SCAN + text("六、其他需要报告的事项")))
    assert isinstance(scan, Scan)
    assert isinstance(words, Sheet)
    assert "".join(glyph.text for glyph in words.glyphs) == "六、其他需要报告的事项"


def test_a_page_of_strips_is_told_and_a_logo_is_nothing() -> None:
    strip = '<ImageObject Boundary="0 {y} 210 50" CTM="210 0 0 50 0 0" ResourceID="7"/>'
    pages = pages_of_ofd(package("".join(strip.format(y=50 * n) for n in range(4))))
    assert [isinstance(page, Scan) for page in pages] == [True]
    logo = '<ImageObject Boundary="0 0 20 20" CTM="20 0 0 20 0 0" ResourceID="7"/>'
    assert [isinstance(page, Sheet) for page in pages_of_ofd(package(text("甲乙") + logo))] == [True]


def test_scanned_pages_are_recognised_and_lost_pictures_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of text between two scans, one of which has no picture; the recogniser's work is tested elsewhere."""
    asked: list[tuple[bytes, int, int]] = []

    def recognise(picture: bytes, number: int, inches: float) -> Recognised:
        asked.append((picture, number, round(inches * 10)))
        return Recognised(number, sheet(number, lines("（一）识别的一行。")), 200.0)

    monkeypatch.setattr(ofd, "read_pictured_page", recognise)
    common = "<CommonData><DocumentRes>R.xml</DocumentRes></CommonData>"
    pages = {1: SCAN, 2: text("一、总体情况", "", 'X="0" Y="5" DeltaX="g 5 5"'), 3: SCAN.replace("7", "8")}
    parts = {
        f"Doc_0/{n}.xml": f'<Page xmlns="{SPACE}"><Content><Layer>{page}</Layer></Content></Page>'.encode()
        for n, page in pages.items()
    }
    entries = "".join(f'<Page ID="{n}" BaseLoc="{n}.xml"/>' for n in pages)
    whole = f'<Document xmlns="{SPACE}">{common}<Pages>{entries}</Pages></Document>'.encode()
    data = package("", extra={**parts, "Doc_0/D.xml": whole, "Doc_0/R.xml": RESOURCES, "Doc_0/Res/A.jpg": b"picture"})
    document = read(data, "年报.ofd")
    assert prose(document) == ["（一）识别的一行。", "一、总体情况"]
    assert (asked, document.scanned) == ([(b"picture", 1, 83)], (1,))
    assert ["第3页的图片打不开" in problem.message for problem in document.problems] == [True]


def test_an_attached_original_and_signatures_do_not_matter() -> None:
    extra = {"Doc_0/Attachs/a.docx": b"PK", "Doc_0/Signs/Signatures.xml": b"<a/>", "Doc_0/Annots/a.xml": b"<a/>"}
    assert grids(read(ofd_of([small()], Manner(), extra), "年报.ofd")) == [ROWS]


# --- what is refused -----------------------------------------------------------------------------------

LAUGHS = b'<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'
MANY = '<PathObject Boundary="0 0 9 9"><AbbreviatedData>M 0 0 L 9 0</AbbreviatedData></PathObject>'
LOOP = f'<Res xmlns="{SPACE}"><CompositeGraphicUnits><CompositeGraphicUnit ID="9"><Content>%s</Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>'
SELF = '<CompositeObject Boundary="0 0 9 9" ResourceID="9"/>'
HOSTILE = {
    "truncated": (ofd_of([small()], Manner())[:900], "损坏"),
    "entities": (zipped({"OFD.xml": LAUGHS}), "DOCTYPE"),
    "bomb": (zipped({"OFD.xml": b"<OFD>" + b" " * 70_000_000 + b"</OFD>"}), "过大"),
    "no document": (zipped({"OFD.xml": b"<OFD/>"}), "没有文档"),
    "lost document": (zipped({"OFD.xml": b"<OFD><DocBody><DocRoot>a/b.xml</DocRoot></DocBody></OFD>"}), "没有文档"),
    "locked": (package(text("甲"), extra={"Doc_0/Encryptions.xml": b"<a/>"}), "加了密"),
    "too much on a page": (package("".join(MANY.replace("9 0", f"9 {n % 977}") for n in range(30_000))), "内容过多"),
    "a long path": (package(MANY.replace("L 9 0", " ".join(f"L {n * 7919 % 9973} 0" for n in range(90_000)))), "内容过多"),
    "steps without end": (package(text("甲", code='X="0" Y="5" DeltaX="g 999999999 1"')), ""),
    "a drawing in itself": (
        package(SELF, document="<CommonData><PublicRes>R.xml</PublicRes></CommonData>", extra={"Doc_0/R.xml": (LOOP % (SELF * 9)).encode()}),
        "内容过多",
    ),
    "numbers that are none": (package(text("甲", 'CTM="nan 1 inf x 1 1"')), ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_packages_are_refused_or_bounded_at_once(kind: str) -> None:
    data, says = HOSTILE[kind]
    begun = time.process_time()
    if says:
        with pytest.raises(ReadingError, match=says):
            read_document(data, "年报.ofd")
    else:
        assert read_document(data, "年报.ofd").text == "甲"
    assert time.process_time() - begun < 5


def test_a_lost_page_is_told() -> None:
    data = ofd_of([small(), small()], Manner())
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist() if "Page_1" not in name}
    document = read(zipped(parts), "年报.ofd")
    assert ["第2页" in problem.message for problem in document.problems] == [True]
