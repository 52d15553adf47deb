"""Printed pages → OFD files for tests, in the manners in which different programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from statistics import median
from typing import Literal

from corpus.reading.sheet import Glyph, Rule, Sheet

MM = 25.4 / 72  # millimetres in a point
BASE = 0.86  # of its size: how far a character reaches above its base line
SPACE = "http://www.ofdspec.org/2016"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a program writes what it prints."""

    text: Literal["char", "run", "line"] = "run"  # what a text object holds: a character, a run without gaps, a line
    repeats: bool = True  # equal steps as `g n v`
    scaled: bool = False  # characters of size 1, made large by a matrix
    rules: Literal["line", "box", "rows"] = "line"  # stroked lines, thin filled boxes, all lines of a kind in one path
    template: bool = False  # the rules stand on a page below the text
    absolute: bool = False  # parts are named from the package's root
    grouped: bool = False  # text within page blocks, rules in a drawing that the page refers to
    turned: bool = False  # the page lies on its side
    namespace: str = "ofd:"


MANNERS = {
    "逐行": Manner("line"),
    "逐段": Manner(),
    "逐字": Manner("char", rules="box", absolute=True),
    "缩放": Manner(scaled=True, repeats=False, rules="box"),
    "模板": Manner("line", template=True, rules="rows"),
    "嵌套": Manner(grouped=True, repeats=False, namespace=""),
    "横放": Manner(turned=True),
}


def ofd_of(sheets: Sequence[Sheet], manner: Manner, extra: dict[str, bytes] | None = None) -> bytes:
    """The pages as an OFD package."""
    return _Writer(manner).package(sheets, extra or {})


class _Writer:
    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._id = 100

    def package(self, sheets: Sequence[Sheet], extra: dict[str, bytes]) -> bytes:
        parts: dict[str, str | bytes] = {}
        pages, templates, drawings = "", "", ""
        for i, sheet in enumerate(sheets):
            rules = "".join(self._rules(sheet))
            own, under = rules, ""
            if self._manner.template:
                own, under = "", f'<Template TemplateID="{5000 + i}" ZOrder="Background"/>'
                parts[f"Doc_0/Tpls/Tpl_{i}/Content.xml"] = self._xml("Page", self._content(sheet, rules))
                base = self._location(f"Tpls/Tpl_{i}/Content.xml")
                templates += f'<TemplatePage ID="{5000 + i}" BaseLoc="{base}"/>'
            if self._manner.grouped:
                own = f'<CompositeObject ID="{self._next()}" Boundary="0 0 0 0" ResourceID="{6000 + i}"/>'
                drawings += f'<CompositeGraphicUnit ID="{6000 + i}"><Content>{rules}</Content></CompositeGraphicUnit>'
            text = "".join(self._text(sheet))
            text = f"<PageBlock><PageBlock>{text}</PageBlock></PageBlock>" if self._manner.grouped else text
            parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = self._xml("Page", under + self._content(sheet, own + text))
            base = self._location(f"Pages/Page_{i}/Content.xml")
            pages += f'<Page ID="{i + 1}" BaseLoc="{base}"/>'
        parts["Doc_0/PublicRes.xml"] = self._xml("Res", f"<CompositeGraphicUnits>{drawings}</CompositeGraphicUnits>")
        common = f"<PageArea>{self._box(sheets[0])}</PageArea><PublicRes>PublicRes.xml</PublicRes>{templates}"
        parts["Doc_0/Document.xml"] = self._xml("Document", f"<CommonData>{common}</CommonData><Pages>{pages}</Pages>")
        root = self._location("Doc_0/Document.xml", "/")
        parts["OFD.xml"] = self._xml("OFD", f"<DocBody><DocInfo/><DocRoot>{root}</DocRoot></DocBody>")
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in {**parts, **extra}.items():
                package.writestr(name, part)
        return target.getvalue()

    def _location(self, part: str, root: str = "/Doc_0/") -> str:
        return f"{root}{part}" if self._manner.absolute else part

    def _xml(self, root: str, content: str) -> str:
        prefix = self._manner.namespace
        name = "xmlns:ofd" if prefix else "xmlns"
        whole = (
            f"<{root} >{content}</{root}>".replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
        )
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + whole.replace(" >", f' {name}="{SPACE}">', 1)

    def _next(self) -> int:
        self._id += 1
        return self._id

    # --- a page ------------------------------------------------------------------------------------

    def _box(self, sheet: Sheet) -> str:
        wide, high = sheet.width * MM, sheet.height * MM
        wide, high = (high, wide) if self._manner.turned else (wide, high)
        return f"<PhysicalBox>0 0 {wide:.3f} {high:.3f}</PhysicalBox>"

    def _content(self, sheet: Sheet, objects: str) -> str:
        layer = f'<Content><Layer Type="Body" ID="{self._next()}">{objects}</Layer></Content>'
        return f"<Area>{self._box(sheet)}</Area>{layer}"

    def _place(self, sheet: Sheet, left: float, top: float, wide: float, high: float, scale: float = 1.0) -> str:
        """Boundary and matrix of an object whose own space begins at its upper left corner."""
        if self._manner.turned:  # a quarter turn to the left: what was the right edge is on top
            height = sheet.width * MM
            return (
                f'Boundary="{top:.4f} {height - left - wide:.4f} {high:.4f} {wide:.4f}" '
                f'CTM="0 {-scale:.5f} {scale:.5f} 0 0 {wide:.4f}"'
            )
        matrix = f' CTM="{scale:.5f} 0 0 {scale:.5f} 0 0"' if scale != 1.0 else ""
        return f'Boundary="{left:.4f} {top:.4f} {wide:.4f} {high:.4f}"{matrix}'

    def _text(self, sheet: Sheet) -> Iterator[str]:
        for run in self._pieces(sheet.glyphs):
            wide = [g.right - g.left for g in run if g.text > "\u2e7f"]
            size = median(wide or [2 * (g.right - g.left) for g in run]) * MM
            middle = (run[0].top + run[0].bottom) / 2 * MM
            left, top = run[0].left * MM, middle + 0.36 * size - BASE * size
            scale = size if self._manner.scaled else 1.0
            steps = [(b.left - a.left) * MM / scale for a, b in pairwise(run)]
            delta = f' DeltaX="{self._deltas(steps)}"' if steps else ""
            words = escape("".join(g.text for g in run))
            place = self._place(sheet, left, top, run[-1].right * MM - left, size, scale)
            yield (
                f'<TextObject ID="{self._next()}" {place} Font="1" Size="{size / scale:.4f}">'
                f'<TextCode X="0" Y="{BASE * size / scale:.4f}"{delta}>{words}</TextCode></TextObject>'
            )

    def _pieces(self, glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
        run: list[Glyph] = []
        for glyph in sorted(glyphs, key=lambda g: (round((g.top + g.bottom) / 2), g.left)):
            if run and not self._joins(run[-1], glyph):
                yield run
                run = []
            run.append(glyph)
        if run:
            yield run

    def _joins(self, one: Glyph, other: Glyph) -> bool:
        if self._manner.text == "char" or round((one.top + one.bottom) / 2) != round((other.top + other.bottom) / 2):
            return False
        return self._manner.text == "line" or -1 < other.left - one.right < 2

    def _deltas(self, steps: Sequence[float]) -> str:
        words = [f"{step:.4f}" for step in steps]
        if not self._manner.repeats:
            return " ".join(words)
        groups: list[list[str]] = []
        for word in words:
            if groups and groups[-1][0] == word:
                groups[-1].append(word)
            else:
                groups.append([word])
        return " ".join(f"g {len(group)} {group[0]}" if len(group) > 2 else " ".join(group) for group in groups)

    def _rules(self, sheet: Sheet) -> Iterator[str]:
        if self._manner.rules == "rows" and sheet.rules:
            yield self._path(sheet, 0, 0, sheet.width * MM, sheet.height * MM, "".join(map(_stroke, sheet.rules)))
            return
        for rule in sheet.rules:
            left, top = rule.left * MM, rule.top * MM
            wide, high = (rule.right - rule.left) * MM, (rule.bottom - rule.top) * MM
            if self._manner.rules == "box":
                wide, high = max(wide, 0.15), max(high, 0.15)
                data = f"M 0 0 L {wide:.4f} 0 L {wide:.4f} {high:.4f} L 0 {high:.4f} C"
                yield self._path(sheet, left, top, wide, high, data, 'Stroke="false" Fill="true"')
            else:
                moved = Rule(0, 0, rule.right - rule.left, rule.bottom - rule.top)
                yield self._path(sheet, left, top, wide, high, _stroke(moved))

    def _path(self, sheet: Sheet, left: float, top: float, wide: float, high: float, data: str, how: str = "") -> str:
        place = self._place(sheet, left, top, wide, high)
        line = f'<PathObject ID="{self._next()}" {place} LineWidth="0.2" {how}>'
        return f"{line}<AbbreviatedData>{data}</AbbreviatedData></PathObject>"


def _stroke(rule: Rule) -> str:
    """A rule as a line along its middle."""
    if rule.right - rule.left > rule.bottom - rule.top:
        y = (rule.top + rule.bottom) / 2 * MM
        return f"M {rule.left * MM:.4f} {y:.4f} L {rule.right * MM:.4f} {y:.4f} "
    x = (rule.left + rule.right) / 2 * MM
    return f"M {x:.4f} {rule.top * MM:.4f} L {x:.4f} {rule.bottom * MM:.4f} "
