"""Zip packages of XML (DOCX, XLSX, OFD, ODT): opened with care, told apart by the parts they hold."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

from lxml import etree

from corpus.errors import ReadingError
from corpus.reading.limits import FORMATS, LOCKED, check_package, read_part

# What opening a package that is not whole raises; UnicodeError for names of parts that are no text any more.
_DAMAGES: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, UnicodeError,
)  # fmt: skip
_ODF = "application/vnd.oasis.opendocument."
# The part that shows what a package is, and its kind.
_PARTS: Final = (
    ("OFD.xml", "ofd"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("_rels/.rels", "docx"),
)
_NAMES: Final = {
    "pptx": "演示文稿（.pptx）",
    "odp": "演示文稿（.odp）",
    "epub": "电子书（EPUB）",
    "zip": "压缩包",
}
_ODF_KINDS: Final = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}


@contextmanager
def opened(data: bytes, kind: str) -> Iterator[zipfile.ZipFile]:
    """The package in the bytes, checked for bombs; ReadingError, naming the `kind`, where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check_package(package)
            yield package
    except (*_DAMAGES, etree.LxmlError) as error:
        raise ReadingError(
            f"{kind} 文件已损坏或没有下载完整，无法读取。请重新下载，或用原来的软件打开后另存再试。"
        ) from error


def package_kind(data: bytes) -> str:
    """docx, xlsx, ofd, odt, ods, odp, pptx, epub, or zip for a package of anything else."""
    with opened(data, "DOCX、XLSX、OFD 或 ZIP") as package:
        names = [name.replace("\\", "/").lstrip("/") for name in package.namelist()]
        declared = _declared(package) if "mimetype" in names else ""
    if declared.startswith(_ODF):
        return _ODF_KINDS.get(declared.removeprefix(_ODF).split("-")[0], "zip")
    if "epub" in declared:
        return "epub"
    return next((kind for part, kind in _PARTS if _holds(names, part)), "zip")


def _declared(package: zipfile.ZipFile) -> str:
    return read_part(package, "mimetype")[:100].decode("ascii", "replace").strip()


def check_parts(data: bytes) -> None:
    """ReadingError where an OpenDocument package is encrypted, or a part of it is not for another program to open."""
    with opened(data, "OpenDocument") as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rdf")) and b"encryption-data" in read_part(package, name):
                raise ReadingError(LOCKED)


def _holds(names: Collection[str], part: str) -> bool:
    return any(name.startswith(part) for name in names) if part.endswith("/") else part in names


def not_read(kind: str) -> ReadingError:
    """What is said of a package that holds no report."""
    return ReadingError(f"这是{_NAMES[kind]}，不是年报文档。{FORMATS}")


def parsed(package: zipfile.ZipFile, name: str, replaced: tuple[bytes, bytes] | None = None) -> etree._Element:
    """The root element of a part, entities never resolved; `replaced`: a namespace and what it is read as."""
    data = read_part(package, name)
    return etree.fromstring(data.replace(*replaced) if replaced else data, xml_parser())


def xml_parser() -> etree.XMLParser:
    """A parser that resolves nothing, loads nothing, and keeps lxml's own limits."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
