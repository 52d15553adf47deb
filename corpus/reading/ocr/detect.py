"""Where lines of text are on a page, by the detection model."""

from __future__ import annotations

import cv2
import numpy as np

from corpus.reading.ocr.models import DETECTOR, session
from corpus.reading.ocr.pixels import SCALE, Box, Grey

_SHRINK = SCALE / 1.5  # the model sees 1.5 pixels a point, which is enough for the smallest type
_TILE = 1600  # rows seen at once: longer pictures go through in pieces
_OVERLAP = 96
_SURE, _KEPT = 0.3, 0.5  # the model's own thresholds: a pixel of text, the mean of a line
_GROWN = 1.6  # the model marks the core of a line: grown by area × this ÷ perimeter


def find_lines(grey: Grey) -> list[Box]:
    """The boxes of the lines of text, in no order."""
    height, width = (max(32, round(side / _SHRINK / 32) * 32) for side in grey.shape)
    small = np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    chances = np.zeros((height, width), np.float32)
    for top in range(0, height, _TILE - _OVERLAP):
        part = small[top : top + _TILE]
        chances[top : top + _TILE] = np.maximum(chances[top : top + _TILE], _chances(part))
        if top + _TILE >= height:
            break
    up = grey.shape[0] / height, grey.shape[1] / width
    return [_enlarged(box, up, grey.shape) for box in _boxes(chances)]


def _chances(page: Grey) -> np.ndarray:
    height = -(-page.shape[0] // 32) * 32
    whole = np.full((height, page.shape[1]), 255, np.uint8)
    whole[: page.shape[0]] = page
    pixels = ((whole.astype(np.float32) / 255 - 0.5) / 0.5)[None, None].repeat(3, axis=1)
    (found,) = session(DETECTOR).run(None, {"x": pixels})
    return np.asarray(found[0, 0, : page.shape[0]], np.float32)


def _boxes(chances: np.ndarray) -> list[Box]:
    mask = cv2.dilate((chances > _SURE).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = []
    for i in range(1, count):
        left, top, width, height, _ = (int(n) for n in stats[i])
        part = slice(top, top + height), slice(left, left + width)
        inside = labels[part] == i
        if min(width, height) >= 3 and float(chances[part][inside].mean()) >= _KEPT:
            more = round(_GROWN * width * height / (2 * (width + height)))
            found.append(Box(left - more, top - more, left + width + more, top + height + more))
    return found


def _enlarged(box: Box, up: tuple[float, float], shape: tuple[int, ...]) -> Box:
    return Box(
        max(0, round(box.left * up[1])), max(0, round(box.top * up[0])),
        min(shape[1], round(box.right * up[1])), min(shape[0], round(box.bottom * up[0])),
    )  # fmt: skip
