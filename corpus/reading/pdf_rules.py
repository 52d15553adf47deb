"""The straight lines that a PDF page draws, and the pictures on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref, c_float, c_int, c_uint
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.reading.drawn import WHITE, Box, Drawn, Point, box_of, is_straight, is_thin
from corpus.reading.limits import FORM_DEPTH
from corpus.reading.space import IDENTITY, Matrix, moved, times


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """The straight lines and the pictures of a page."""
    lines: list[Box] = []
    pictures: list[Box] = []
    count = raw.FPDFPage_CountObjects(page.raw)
    objects = (raw.FPDFPage_GetObject(page.raw, i) for i in range(count))
    _collect(objects, IDENTITY, 0, lines, pictures)
    return Drawn(tuple(lines), tuple(pictures))


def _collect(
    objects: Iterator[raw.FPDF_PAGEOBJECT], matrix: Matrix, depth: int, lines: list[Box], pictures: list[Box]
) -> None:
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            lines += _lines(item, times(_matrix(item), matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            picture = box_of([moved(times(_matrix(item), matrix), x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))])
            # A hairline may be drawn as a picture of one row of dots.
            (lines if is_thin(picture) else pictures).append(picture)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            count = raw.FPDFFormObj_CountObjects(item)
            inner = (raw.FPDFFormObj_GetObject(item, i) for i in range(count))
            _collect(inner, times(_matrix(item), matrix), depth + 1, lines, pictures)


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def _lines(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Box]:
    """The sides that are drawn, and the filled boxes that are thin."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    stroked = bool(stroke.value) and _is_seen(path, raw.FPDFPageObj_GetStrokeColor)
    filled = bool(fill.value) and _is_seen(path, raw.FPDFPageObj_GetFillColor)
    if not (stroked or filled):
        return
    for outline in _outlines(path, matrix):
        if stroked:
            yield from (box_of(side) for side in pairwise(outline) if is_straight(*side))
        box = box_of(outline)
        if filled and is_thin(box):
            yield box


def _outlines(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[Point]]:
    """The outlines of a path as their corners; curves are left out."""
    x, y = c_float(), c_float()
    outline: list[Point] = []
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind != raw.FPDF_SEGMENT_LINETO and outline:
            if len(outline) > 1:
                yield outline
            outline = []
        outline.append(moved(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if len(outline) > 1:
        yield outline


def _is_seen(path: raw.FPDF_PAGEOBJECT, colour_of: Callable[..., int]) -> bool:
    """Whether the colour shows on white paper."""
    parts = [c_uint() for _ in range(4)]
    known = colour_of(path, *map(byref, parts))
    r, g, b, alpha = (part.value for part in parts)
    return not known or (alpha > 0 and min(r, g, b) < WHITE)
