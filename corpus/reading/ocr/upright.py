"""Turning a page upright: the small angle at which it lay on the glass."""

from __future__ import annotations

import cv2
import numpy as np

from corpus.reading.ocr.pixels import Grey, binary

MOST = 5.0  # degrees; a page laid more askew than that was not laid to be read
_STEPS = (0.5, 0.1, 0.02)
_COARSE = 1200  # pixels of the longer side on which the angle is looked for: 0.02 degrees move its end by half of one
_LEAST = 0.03  # degrees below which turning only blurs


def skew(grey: Grey) -> float:
    """The angle in degrees (counter-clockwise positive) by which the page must be turned to lie straight."""
    scale = min(1.0, _COARSE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = binary(np.asarray(small, np.uint8))
    best, reach = 0.0, MOST
    for step in _STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: (_sharpness(ink, float(angle)), -abs(angle))))
        reach = step
    return 0.0 if abs(best) < _LEAST else best


def turned(grey: Grey, angle: float) -> Grey:
    """The page turned by that many degrees about its middle, white where nothing was."""
    return _turn(grey, angle, 255) if angle else grey


def _sharpness(ink: Grey, angle: float) -> float:
    """How sharply lines of text and rules stand out in rows or columns once turned by that angle."""
    straight = _turn(ink, angle, 0)
    return max(
        float(np.square(np.diff(straight.sum(axis=axis, dtype=np.int64).astype(np.float64))).sum()) for axis in (0, 1)
    )


def _turn(page: Grey, angle: float, edge: int) -> Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    how = cv2.INTER_CUBIC if edge else cv2.INTER_NEAREST
    return np.asarray(
        cv2.warpAffine(page, matrix, (width, height), flags=how, borderMode=cv2.BORDER_CONSTANT, borderValue=edge),
        np.uint8,
    )
