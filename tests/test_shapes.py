"""A slash or a dash in a cell is no 1: told by its shape, as the recogniser can't."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from corpus.reading.ocr.inked import InkLine, lines_in
from corpus.reading.ocr.pixels import Box, Grey
from corpus.reading.ocr.shapes import contradicts, mark_of

HEIGHT = 36.0  # of a Chinese character of 9 points at the working resolution


def inked(
    *strokes: tuple[tuple[int, int], tuple[int, int]], points: tuple[tuple[int, int], ...] = ()
) -> tuple[InkLine, Grey]:
    """The line that these strokes make in a cell of 200 × 80 pixels, and the ink."""
    page = np.zeros((80, 200), np.uint8)
    for start, end in strokes:
        cv2.line(page, start, end, 255, 4)
    for point in points:
        cv2.circle(page, point, 2, 255, -1)
    (line,) = lines_in(Box(0, 0, 200, 80), page, HEIGHT)
    return line, page


ONE = ((100, 27), (100, 53))


@pytest.mark.parametrize(
    ("strokes", "mark"),
    [
        ([((94, 56), (106, 24))], "/"),
        ([((85, 52), (115, 28))], "/"),
        ([((94, 40), (106, 40))], "-"),
        ([((84, 40), (116, 40))], "—"),
        ([((60, 40), (96, 40)), ((104, 40), (140, 40))], "—"),
        ([ONE], ""),
        ([ONE, ((112, 27), (112, 53))], ""),
        ([((90, 28), (108, 28)), ((108, 28), (97, 53))], ""),  # 7
    ],
)
def test_marks_are_told_by_their_shape(strokes: list[tuple[tuple[int, int], tuple[int, int]]], mark: str) -> None:
    line, ink = inked(*strokes)
    assert mark_of(line, ink, HEIGHT) == mark


@pytest.mark.parametrize(
    ("text", "strokes", "points", "doubted"),
    [
        ("1", [ONE], (), False),
        ("1", [ONE, ((112, 27), (112, 53))], (), True),  # 11
        ("11", [ONE, ((112, 27), (112, 53))], (), False),
        ("11", [ONE, ((130, 27), (130, 53))], (), True),  # 1 1
        ("1", [((78, 40), (90, 40)), ONE], (), True),  # -1
        ("-1", [((78, 40), (90, 40)), ONE], (), False),
        ("11", [ONE, ((116, 27), (116, 53))], ((108, 51),), True),  # 1.1
        ("1.1", [ONE, ((116, 27), (116, 53))], ((108, 51),), False),
        ("1", [((97, 53), (103, 27))], (), True),  # a 1 that leans like a slash
    ],
)
def test_a_number_must_fit_its_ink(
    text: str,
    strokes: list[tuple[tuple[int, int], tuple[int, int]]],
    points: tuple[tuple[int, int], ...],
    doubted: bool,
) -> None:
    line, ink = inked(*strokes, points=points)
    assert contradicts(text, line, ink, HEIGHT) is doubted
