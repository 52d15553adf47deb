"""Files made to harm a reader: each is refused or bounded, with the time and the memory that it took."""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import show
from corpus.files import Failure, Task
from corpus.pool import read_files

MILLION = 1_000_000
TITLE = "<h1>某县2023年政府信息公开工作年度报告</h1>"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">{}]>'.format(
    "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of these parts, packed as well as can be."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def docx(body: str, before: str = "") -> bytes:
    """A DOCX of that body, with a declaration before its root."""
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": before + WORD.format(body)})


def pdf(content: bytes, pages: int = 1, objects: int = 0, extra: bytes = b"") -> bytes:
    """A PDF whose pages all show that content, with so many objects that nothing refers to."""
    kids = b" ".join(b"%d 0 R" % (i + 4) for i in range(pages))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(zlib.compress(content, 9)), zlib.compress(content, 9)),
        *[
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
            b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        ] * pages,
        *[b"<</A(x)>>"] * objects,
    ]  # fmt: skip
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, extra, at)
    return bytes(out)


def png(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels, all black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width // 8)) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def archive_of_lies() -> bytes:
    """A ZIP whose directory says that its member is short; it is 200 MB."""
    packed = bytearray(package({"年报.html": b"0" * (200 * MILLION)}))
    return bytes(packed.replace(struct.pack("<I", 200 * MILLION), struct.pack("<I", 100)))


FILES: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: docx("<w:p><w:r><w:t>" + "空" * (60 * MILLION) + "</w:t></w:r></w:p>"),
    "laughs.docx": lambda: docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS),
    "cut.docx": lambda: docx("<w:p/>" * 1000)[:400],
    "names.docx": lambda: package({"word/é.xml": "<a/>"}).replace("é".encode(), b"\xea\xea"),
    "cells.docx": lambda: docx(
        "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>") * 8000 + "</w:tbl>"
    ),
    "bomb.xlsx": lambda: package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b" " * (200 * MILLION)}),
    "laughs.ofd": lambda: package({"OFD.xml": LAUGHS + "<OFD>&i;</OFD>"}),
    "bomb.ofd": lambda: package({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": b" " * (200 * MILLION)}),
    "bomb.zip": lambda: package({f"{i}.html": b" " * (29 * MILLION) for i in range(4)}),
    "lies.zip": archive_of_lies,
    "tricks.zip": lambda: package({"../../外.html": TITLE, "/外.html": TITLE, "C:/外.html": TITLE}),
    "long.html": lambda: (TITLE + "<p>年报</p>" * (100 * MILLION // 13)).encode(),
    "cells.html": lambda: (TITLE + "<table><tr>" + "<td>" * MILLION).encode(),
    "deep.html": lambda: (TITLE + "<div>" * (900 * 1000)).encode(),
    "fonts.html": lambda: (TITLE + "<font>" * 3000 + "<p>" * 100_000).encode(),
    "spans.html": lambda: (TITLE + "<table>" + '<tr><td rowspan="65534" colspan="1000">1' * 9000).encode(),
    "brackets.txt": lambda: ("（" * MILLION + "\n" + "(一)" * 500_000).encode(),
    "digits.txt": lambda: ("收到" + "1" * (2 * MILLION) + "件。\n").encode(),
    "lines.txt": lambda: ("1\t2\n" * MILLION).encode(),
    "sentence.txt": lambda: ("收到申请1件，" * 300_000).encode(),
    "headings.txt": lambda: "".join(f"（{'一二三四五六七八九'[i % 9]}）收到{i}件\n" for i in range(49_000)).encode(),
    "cells.csv": lambda: ("1," * 999 + "1\n").encode() * 1000,
    "objects.pdf": lambda: pdf(b"BT /F 9 Tf 10 10 Td (1) Tj ET", objects=MILLION // 2),
    "paths.pdf": lambda: pdf(b"0 0 m 9 9 l S\n" * MILLION),
    "rectangles.pdf": lambda: pdf(b"1 1 5 5 re f\n" * 300_000),
    "characters.pdf": lambda: pdf(b"BT /F 9 Tf 10 10 Td (" + b"1" * MILLION + b") Tj ET"),
    "stream.pdf": lambda: pdf(b" " * (300 * MILLION)),
    "pages.pdf": lambda: pdf(b"BT /F 9 Tf 10 10 Td (1) Tj ET", pages=5000),
    "encrypted.pdf": lambda: pdf(b"", extra=b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"11" * 32)),
    "cut.pdf": lambda: pdf(b"BT ET" * 1000)[:500],
    "pixels.png": lambda: png(60_000, 60_000),
    "cut.jpg": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 2000,
    "cut.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000,
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * (3 * MILLION),
    "noise.html": lambda: bytes((i * 7919 + (i >> 8) * 104729) & 255 for i in range(MILLION)),
}  # fmt: skip


def write_hostile(folder: Path) -> None:
    """Every file into that folder."""
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


def run(given: Namespace) -> None:
    """One line a file: seconds from the start of a process to its end, memory of the reader at most, what is said."""
    with TemporaryDirectory() as folder:
        # By a process of its own: what this one has taken would be counted to those it starts.
        subprocess.run((sys.executable, "-m", "bench.hostile", "--write", folder), check=True)
        rows = []
        for name in FILES:
            began = time.monotonic()
            command = (sys.executable, "-m", "bench.hostile", str(Path(folder) / name))
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            said = done.stdout.strip().split("\t") if done.returncode == 0 else ["—", done.stderr[-200:]]
            rows.append((name, f"{time.monotonic() - began:.1f}", *said))
    show(("文件", "秒", "MB", "结果"), rows)


def _read_alone(path: str) -> None:
    from corpus.files import find_files

    files, failures = find_files([Path(path)])
    said = [failure.reason for failure in failures]
    for _, read in read_files([Task(file, None) for file in files], 1):
        said.append(read.reason if isinstance(read, Failure) else "读完")
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{most // 1024}\t{'；'.join(dict.fromkeys(said))}")


if __name__ == "__main__":
    write_hostile(Path(sys.argv[2])) if sys.argv[1] == "--write" else _read_alone(sys.argv[1])
