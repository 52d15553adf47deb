"""The writing on an upright page: lines of prose as the detector finds them, lines of cells by their ink; and its words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from corpus.reading.ocr.inked import InkLine, lines_in, type_height
from corpus.reading.ocr.pixels import SCALE, Box, Grey
from corpus.reading.ocr.recognise import Letter, Reading, recognise, text_of
from corpus.reading.ocr.shapes import contradicts, mark_of

UNREAD = "〓"  # what stands for writing of which nothing could be made out
# How sure the model must be of a character; measured by `python -m bench scan`.
SURE_WORD, SURE_DIGIT = 0.6, 0.9
_VALUE = re.compile(r"[+\-]?\d{1,9}(\.\d{1,6})?|[+\-]?\d{1,3}(,\d{3})+(\.\d+)?|[/\-—无]|--|——")
_WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_WIDER = 2 * SCALE  # the margin around a number when it is read a second time


@dataclass(frozen=True, slots=True)
class Written:
    """A line of writing: its box in pixels, its letters, and those of them (by position) that are doubtful."""

    box: Box
    letters: Reading
    doubtful: frozenset[int]


def write_down(page: Grey, ink: Grey, found: Sequence[Box], tables: Sequence[Sequence[Box]]) -> list[Written]:
    """Every line of the page: `found` by the detector outside the tables, and by ink in their cells."""
    cells = [cell for table in tables for cell in table]
    prose = [box for box in found if not _owner(cells, box)]
    lines = [_said(box, reading) for box, reading in _read(page, prose) if reading]
    return lines + [line for table in tables for line in _table_writing(page, ink, table, found)]


def _read(page: Grey, boxes: Sequence[Box]) -> list[tuple[Box, Reading]]:
    return list(zip(boxes, recognise([box.of(page) for box in boxes]), strict=True))


def _said(box: Box, reading: Reading) -> Written:
    reading = _punctuated(reading)
    return Written(box, reading, frozenset(i for i, letter in enumerate(reading) if not _is_sure(letter)))


def _punctuated(reading: Reading) -> Reading:
    """The letters with , : ( … as the full-width marks they are beside Chinese; the model has no eye for the width."""
    around = ["", *(letter.text for letter in reading), ""]
    return tuple(
        replace(letter, text=_WIDE[letter.text])
        if letter.text in _WIDE and (_is_chinese(before) or _is_chinese(after))
        else letter
        for letter, before, after in zip(reading, around, around[2:], strict=False)
    )


def _is_chinese(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _is_sure(letter: Letter) -> bool:
    digit = letter.text.isdigit() or letter.text in ".,"
    return letter.sure >= (SURE_DIGIT if digit else SURE_WORD)


# --- cells ----------------------------------------------------------------------------------------------


def _cell_lines(table: Sequence[Box], ink: Grey, height: float, found: Sequence[Box]) -> dict[Box, list[InkLine]]:
    """The lines in each cell of a table; where the detector sees one in a cell without ink of its own, that one."""
    lines: dict[Box, list[InkLine]] = {}
    for cell in table:
        own = lines_in(cell, ink, height)
        lines[cell] = own or [InkLine(_clipped(box, cell)) for box in found if _owner([cell], box)]
    return lines


def _owner(cells: Sequence[Box], box: Box) -> Box | None:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return next((cell for cell in cells if cell.holds(x, y)), None)


def _clipped(box: Box, cell: Box) -> Box:
    return Box(
        max(box.left, cell.left), max(box.top, cell.top), min(box.right, cell.right), min(box.bottom, cell.bottom)
    )


def _table_writing(page: Grey, ink: Grey, table: Sequence[Box], found: Sequence[Box]) -> list[Written]:
    """What stands in the cells of a table: a number is certain only where two looks and the shapes of ink agree on it."""
    height = type_height(table, ink)
    lines = _cell_lines(table, ink, height, found)
    marks = {line: mark for own in lines.values() for line in own if (mark := mark_of(line, ink, height))}
    boxes = [line.box for own in lines.values() for line in own]
    first = dict(_read(page, boxes))
    texts = {
        cell: "\n".join(marks.get(line, _plain(first[line.box])) for line in own) for cell, own in lines.items() if own
    }
    odd = _odd_cells(texts)
    values = [line.box for cell, own in lines.items() if cell in odd or _is_bare(texts.get(cell, "")) for line in own]
    again = dict(_read_again(page, values))
    written = []
    for cell, own in lines.items():
        for line in own:
            if len(own) == 1 and line in marks:
                written.append(Written(line.box, (Letter(marks[line], 1.0, 0.5),), frozenset()))
            elif not first[line.box]:
                written.append(Written(line.box, (Letter(UNREAD, 0.0, 0.5),), frozenset((0,))))
            elif line.box in again:
                said = _value(line.box, first[line.box], again[line.box], cell in odd)
                odd_shape = contradicts(_plain(said.letters), line, ink, height)
                written.append(replace(said, doubtful=frozenset(range(len(said.letters)))) if odd_shape else said)
            else:
                written.append(_said(line.box, first[line.box]))
    return written


def _plain(reading: Reading) -> str:
    return unicodedata.normalize("NFKC", text_of(reading))


def _is_bare(text: str) -> bool:
    """Whether what stands in a cell has no Chinese in it: a number, a mark, or what was taken for one."""
    return not _is_chinese(text)


def _odd_cells(texts: dict[Box, str]) -> set[Box]:
    """Cells that hold no number where the others of their column do, below the first of them."""
    columns: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for cell in texts:
        columns[cell.left, cell.right].append(cell)
    odd: set[Box] = set()
    for cells in columns.values():
        valued = [cell for cell in cells if _VALUE.fullmatch(texts[cell])]
        if len(valued) >= 2:
            top = min(cell.top for cell in valued)
            # Words of three characters and more are the head of another block, and no misread number.
            below = [c for c in cells if c.top > top and (len(texts[c]) < 3 or any(map(str.isdigit, texts[c])))]
            if len(valued) * 2 > len(below):
                odd.update(cell for cell in below if cell not in valued)
    return odd


def _read_again(page: Grey, boxes: Sequence[Box]) -> list[tuple[Box, Reading]]:
    crops = [np.pad(box.of(page), _WIDER, constant_values=255) for box in boxes]
    return list(zip(boxes, recognise(crops), strict=True))


def _value(box: Box, reading: Reading, again: Reading, odd: bool) -> Written:
    written = _said(box, tuple(replace(x, text=unicodedata.normalize("NFKC", x.text)) for x in reading))
    agreed = _plain(again) == _plain(reading)
    if agreed and not odd and _VALUE.fullmatch(_plain(reading)):
        return written
    return replace(written, doubtful=frozenset(range(len(reading))))


# --- where each letter stands ---------------------------------------------------------------------------


def letter_boxes(line: Written) -> list[tuple[float, float]]:
    """Left and right of each letter in pixels: half-way to its neighbours, never wider than the line is high."""
    width, most = line.box.width, line.box.height / 2
    middles = [line.box.left + letter.middle * width for letter in line.letters]
    edges = [line.box.left, *((a + b) / 2 for a, b in pairwise(middles)), line.box.right]
    return [
        (max(left, middle - most), min(right, middle + most))
        for middle, (left, right) in zip(middles, pairwise(edges), strict=True)
    ]
