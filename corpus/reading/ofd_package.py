"""The parts of an OFD package (GB/T 33190): its pages in order, what lies under them, and what they refer to."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import ReadingError
from corpus.reading.limits import check_printed_pages, read_part
from corpus.reading.packages import parsed

Box = tuple[float, float, float, float]
_A4: Box = (0.0, 0.0, 210.0, 297.0)
_LOCKED = frozenset(("encryptions.xml", "decryptseed.dat", "encryptinfo.xml"))


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: its box (left, top, width, height in mm) and all its layers, the template's below its own.

    `layers` is None where the package does not hold the page.
    """

    number: int
    box: Box
    layers: tuple[etree._Element, ...] | None


@dataclass(frozen=True, slots=True)
class Resources:
    """What the objects of a document refer to by number: drawings within drawings, and the parts of pictures."""

    drawings: dict[str, etree._Element]
    pictures: dict[str, str]


class OfdPackage:
    """The package: its documents' pages one by one, with the resources of each."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {_plain(name): name for name in package.namelist()}
        if any(posixpath.basename(name) in _LOCKED for name in self._names):
            raise ReadingError("这个 OFD 加了密，无法读取。请用 OFD 阅读器取消加密后另存再试。")

    def pages(self) -> Iterator[tuple[OfdPage, Resources]]:
        """Every page of every document in the package, numbered on; ReadingError where there is no document."""
        number = 0
        for root in self._roots():
            document = self._parsed(root)
            if document is None:
                raise ReadingError("OFD 里缺少文档内容，文件可能已损坏。请重新下载，或用 OFD 阅读器打开后另存再试。")
            resources, templates, box = self._common(document, root)
            entries = document.findall("{*}Pages/{*}Page")
            check_printed_pages(number + len(entries))
            for entry in entries:
                number += 1
                part = self._part(entry.get("BaseLoc") or "", root)
                page = self._parsed(part)
                if page is None:
                    yield OfdPage(number, box, None), resources
                    continue
                own = self._with(resources, page, part)
                yield OfdPage(number, _box_of(page) or box, tuple(self._layers(page, templates, root))), own

    def picture(self, name: str) -> bytes:
        """The bytes of a picture's part, b'' where the package does not hold it."""
        return read_part(self._package, self._names[name]) if name in self._names else b""

    def _roots(self) -> Iterator[str]:
        top = self._parsed("ofd.xml")
        bodies = top.findall("{*}DocBody") if top is not None else []
        roots = [self._part((body.findtext("{*}DocRoot") or "").strip(), "") for body in bodies]
        if not any(roots):
            raise ReadingError("OFD 里没有文档，文件可能已损坏。请重新下载，或用 OFD 阅读器打开后另存再试。")
        yield from filter(None, roots)

    def _common(self, document: etree._Element, root: str) -> tuple[Resources, dict[str, str], Box]:
        """What all pages share: resources, template pages by number, the size of a page."""
        resources = Resources({}, {})
        for kind in ("PublicRes", "DocumentRes"):
            for entry in document.iterfind(f"{{*}}CommonData/{{*}}{kind}"):
                self._add(resources, self._part((entry.text or "").strip(), root))
        templates = {
            entry.get("ID") or "": entry.get("BaseLoc") or ""
            for entry in document.iterfind("{*}CommonData/{*}TemplatePage")
        }
        area = document.find("{*}CommonData/{*}PageArea")
        return resources, templates, _box_in(area) or _A4

    def _with(self, resources: Resources, page: etree._Element, part: str) -> Resources:
        """The document's resources and those of the page itself."""
        entries = page.findall("{*}PageRes")
        if not entries:
            return resources
        own = Resources(dict(resources.drawings), dict(resources.pictures))
        for entry in entries:
            self._add(own, self._part((entry.text or "").strip(), part))
        return own

    def _add(self, resources: Resources, part: str) -> None:
        root = self._parsed(part)
        if root is None:
            return
        base = posixpath.join(posixpath.dirname(part), _plain(root.get("BaseLoc") or ""))
        for media in root.iterfind("{*}MultiMedias/{*}MultiMedia"):
            file = (media.findtext("{*}MediaFile") or "").strip()
            found = next((p for p in (self._part(file, f"{base}/x"), self._part(file, part)) if p), "")
            resources.pictures[media.get("ID") or ""] = found
        for unit in root.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
            content = unit.find("{*}Content")
            if content is not None:
                resources.drawings[unit.get("ID") or ""] = content

    def _layers(self, page: etree._Element, templates: dict[str, str], root: str) -> Iterator[etree._Element]:
        for entry in page.iterfind("{*}Template"):
            under = self._parsed(self._part(templates.get(entry.get("TemplateID") or "", ""), root))
            if under is not None:
                yield from under.iterfind("{*}Content/{*}Layer")
        yield from page.iterfind("{*}Content/{*}Layer")

    def _part(self, location: str, beside: str) -> str:
        """The part at that location, absolute or relative to the part `beside`, '' where there is none."""
        if not location:
            return ""
        folder = posixpath.dirname(beside)
        joined = (location,) if location.startswith("/") else (posixpath.join(folder, location), location)
        return next((name for name in map(_plain, joined) if name in self._names), "")

    def _parsed(self, part: str) -> etree._Element | None:
        return parsed(self._package, self._names[part]) if part in self._names else None


def _plain(name: str) -> str:
    """A part's name as it is compared: some programs write backslashes, or other capitals than they refer by."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _box_of(page: etree._Element) -> Box | None:
    return _box_in(page.find("{*}Area"))


def _box_in(area: etree._Element | None) -> Box | None:
    for name in ("PhysicalBox", "ApplicationBox") if area is not None else ():
        box = numbers((area.findtext(f"{{*}}{name}") if area is not None else "") or "")
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[0], box[1], box[2], box[3]
    return None


def numbers(words: str) -> list[float]:
    """The numbers of an attribute, [] where one of them is none or not finite."""
    try:
        found = [float(word) for word in words.replace(",", " ").split()]
    except ValueError:
        return []
    return found if all(abs(number) < 1e6 for number in found) else []
