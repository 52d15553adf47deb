"""PDF files as files: turned pages, locked, damaged and hostile ones, pages that are no text."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from corpus.errors import ReadingError
from corpus.reading import limits
from corpus.reading.pdf import render_page, sheets_of_pdf
from corpus.reading.pdf_document import read_pdf
from corpus.reading.sheets import read_sheets
from corpus.reading.signatures import is_pdf
from corpus.report import Document, Grid

# A page of 300 × 200 points: a line of text, and a table of two rows and two columns.
TEXT = b"BT /F 12 Tf 20 170 Td (Annual report) Tj ET BT /F 12 Tf 30 125 Td (requests) Tj 100 0 Td (23) Tj "
TEXT += b"-100 -30 Td (refused) Tj 100 0 Td (4) Tj ET "
LINES = b"0.5 w 20 140 m 200 140 l S 20 110 m 200 110 l S 20 80 m 200 80 l S "
LINES += b"20 80 m 20 140 l S 120 80 m 120 140 l S 200 80 m 200 140 l S "


def pdf_of(*contents: bytes, resources: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF with a page for each stream of content; more resources and more of the page's own keys where given."""
    fonts = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
    kids = b" ".join(b"%d 0 R" % (3 + 2 * i) for i in range(len(contents)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents))]
    for i, content in enumerate(contents):
        packed = zlib.compress(content)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents %d 0 R /Resources << %s >> %s >>"
            % (4 + 2 * i, fonts + resources, page),
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def turned(data: bytes, turn: Callable[[pdfium.PdfPage], None]) -> bytes:
    document = pdfium.PdfDocument(data)
    for page in document:
        turn(page)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_flag(degrees: int) -> Callable[[pdfium.PdfPage], None]:
    return lambda page: page.set_rotation(degrees)


def by_content(turns: int) -> Callable[[pdfium.PdfPage], None]:
    """The page's content itself turned to the left, as a scanner's software or a landscape table on paper does it."""

    def turn(page: pdfium.PdfPage) -> None:
        wide, high = page.get_size()
        matrix = {1: (0, 1, -1, 0, high, 0), 2: (-1, 0, 0, -1, wide, high), 3: (0, -1, 1, 0, 0, wide)}[turns]
        raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(*matrix), None)
        if turns % 2:
            page.set_mediabox(0, 0, high, wide)

    return turn


def cells(document: Document) -> list[list[str]]:
    (grid,) = [b for b in document.blocks if isinstance(b, Grid)]
    return [[c.text for c in row] for row in grid.source_rows()]


PLAIN = pdf_of(TEXT + LINES)
READ = [["requests", "23"], ["refused", "4"]]


@pytest.mark.parametrize(
    "data",
    [PLAIN, *(turned(PLAIN, by_flag(d)) for d in (90, 180, 270)), *(turned(PLAIN, by_content(t)) for t in (1, 2, 3))],
    ids=["upright", "flag 90", "flag 180", "flag 270", "left", "upside down", "right"],
)
def test_a_page_is_read_the_way_its_text_runs(data: bytes) -> None:
    document = read_pdf(data)
    assert document.text.startswith("Annual report\n")
    assert cells(document) == READ


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        (b"20 80 180 .5 re f 20 110 180 .5 re f 20 140 180 .5 re f 20 80 .5 60 re f 120 80 .5 60 re f 200 80 .5 60 re f ",
         "lines that are thin filled boxes"),
        (b".5 w 20 110 100 30 re S 120 110 80 30 re S 20 80 100 30 re S 120 80 80 30 re S ", "boxes around cells"),
        (b"q 2 0 0 2 0 0 cm .25 w 10 70 m 100 70 l S 10 55 m 100 55 l S 10 40 m 100 40 l S "
         b"10 40 m 10 70 l S 60 40 m 60 70 l S 100 40 m 100 70 l S Q ", "lines drawn in another scale"),
    ],
)  # fmt: skip
def test_tables_however_their_lines_are_drawn(drawn: bytes, what: str) -> None:
    assert cells(read_pdf(pdf_of(TEXT + drawn))) == READ, what


def test_white_lines_and_leaning_text_are_not_seen() -> None:
    white = b"1 1 1 RG 70 80 m 70 140 l S 0 0 0 RG "
    watermark = b"BT /F 30 Tf .7 .7 -.7 .7 60 20 Tm (COPY) Tj ET "
    document = read_pdf(pdf_of(TEXT + LINES + white + watermark))
    assert cells(document) == READ
    assert "C" not in document.text


def test_of_a_picture_on_a_page_of_text_it_is_said_that_it_was_not_read() -> None:
    picture = b"/XObject << /P << /Type /XObject /Subtype /Form /BBox [0 0 1 1] >> >>"
    image = b"q 100 0 0 60 190 10 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "
    (sheet,) = sheets_of_pdf(pdf_of(TEXT + LINES + image, resources=picture))
    assert sheet is not None
    (problem,) = read_sheets([sheet]).problems
    assert problem.message.startswith("第1页有图片（约占页面的10%）")


@pytest.mark.parametrize(
    "content",
    [
        b"BT 3 Tr /F 12 Tf 20 170 Td (words that a scanner laid under its picture) Tj ET",
        b"BT /F 12 Tf 20 170 Td (%s) Tj ET" % bytes(range(0xC0, 0x100)),
    ],
    ids=["invisible", "made-up alphabet"],
)
def test_text_that_is_none_makes_the_page_a_picture(content: bytes) -> None:
    assert sheets_of_pdf(pdf_of(content, TEXT))[0] is None


def test_a_page_is_drawn_in_grey_whatever_its_size() -> None:
    assert render_page(PLAIN, 1, 144).grey.shape == (400, 600)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PLAIN[:200], "损坏"),
        (b"%PDF-1.7\nnothing", "损坏"),
        (pdf_of(*[TEXT] * 201), "201 页"),
        (pdf_of(b"0 0 m 9 9 l S " * 20_001), "第1页的内容过多"),
        (pdf_of(b"BT /F 1 Tf (%s) Tj ET" % (b"9" * 20_001)), "第1页的内容过多"),
    ],
    ids=["cut off", "only the mark", "pages", "lines", "characters"],
)
def test_damaged_and_hostile_files_are_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        read_pdf(data)


def test_all_pages_together_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PRINTED_OBJECTS", 100)
    assert len(sheets_of_pdf(pdf_of(TEXT))) == 1
    with pytest.raises(ReadingError, match="文字和线条过多"):
        read_pdf(pdf_of(*[TEXT] * 5))


def test_a_pdf_may_begin_with_something_else() -> None:
    assert is_pdf(b"\xef\xbb\xbf\r\n" + PLAIN)
    assert not is_pdf(b"PK" + b"\0" * 2000 + PLAIN)
