"""Reports as DOCX through python-docx, with merged or plain table cells; the bytes depend on the page alone."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from html import escape
from typing import Any

import docx
from docx.oxml import parse_xml

from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.demo.style import BREAK
from corpus.demo.tables import Rows, spread

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ZIP_DATE = (2020, 1, 1, 0, 0, 0)
STYLES = ("Normal", "Heading 1", "Heading 2")


def _runs(text: str) -> str:
    parts = (f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' for part in text.split(BREAK))
    return f"<w:p><w:r>{'<w:br/>'.join(parts)}</w:r></w:p>" if text else "<w:p/>"


def _cell(text: str, wide: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{700 * wide}" w:type="dxa"/>{span}{merge}</w:tcPr>{_runs(text)}</w:tc>'


def _merged_rows(rows: Rows) -> list[str]:
    """Rows with gridSpan and vMerge: what a tall cell covers stands as an empty cell that goes on."""
    open_cells: dict[int, tuple[int, int]] = {}
    lines = []
    for row in rows:
        cells, x, rest = [], 0, list(row)
        while rest or x in open_cells:
            if x in open_cells:
                left, wide = open_cells.pop(x)
                cells.append((x, left, wide, _cell("", wide, "<w:vMerge/>")))
            else:
                drawn = rest.pop(0)
                left, wide = drawn.high, drawn.wide
                merge = '<w:vMerge w:val="restart"/>' if left > 1 else ""
                cells.append((x, left, wide, _cell(drawn.text, wide, merge)))
            x += wide
        open_cells |= {at: (left - 1, wide) for at, left, wide, _ in cells if left > 1}
        lines.append("".join(xml for *_, xml in cells))
    return lines


def _table_xml(rows: Rows, merged: bool) -> str:
    lines = _merged_rows(rows) if merged else ["".join(_cell(t) for t in line) for line in spread(rows, False)]
    width = sum(c.wide for c in rows[0])
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    grid = '<w:gridCol w:w="700"/>' * width
    return (
        f'<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{border}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _same_bytes(data: bytes) -> bytes:
    # A zip keeps the time of writing; the parts are packed again under one fixed date.
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def _date(document: Any, page: Page) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = page.title, page.body.name, page.body.name
    properties.created = properties.modified = datetime.fromisoformat(page.published)


def print_docx(page: Page) -> bytes:
    """The report as DOCX; `merged` layouts use heading styles and merged cells, others plain paragraphs and cells."""
    merged = page.style.renderer == "merged"
    document = docx.Document()
    document.add_paragraph(page.title, style="Title" if merged else None)
    if page.style.notice == "top":
        document.add_paragraph(page.notice)
    for item in page.items:
        if isinstance(item, Line):
            document.add_paragraph(item.text, style=STYLES[item.level] if merged else None)
        else:
            document.element.body.insert_element_before(parse_xml(_table_xml(item, merged)), "w:sectPr")
    if page.style.notice == "bottom":
        document.add_paragraph(page.notice)
    _date(document, page)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())
