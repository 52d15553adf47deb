"""Pixels of a page: grey and binary arrays at one working resolution, and boxes on them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]  # height × width, 0 black to 255 white; or, of a binary page, 255 ink and 0 paper

SCALE = 4  # pixels a point on which all work is done: 288 dpi, where a 9-point digit is 27 pixels high
DPI = 72 * SCALE

_WINDOW, _DARKER = 61, 18  # ink is darker than the mean of so many pixels around it, by so much
_DEPTH = 0.25  # of the darkness of the page's ink, which even a hairline slash reaches somewhere and grain nowhere
_SOFT = 1.0  # pixels over which grain is smoothed


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the page in pixels; right and bottom are the first pixel beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether that point lies in the box."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def of(self, page: Grey) -> Grey:
        """That part of the page."""
        return page[max(self.top, 0) : self.bottom, max(self.left, 0) : self.right]


def resampled(grey: Grey, factor: float) -> Grey:
    """The page so many times as large: smooth when enlarged, averaged when reduced."""
    if abs(factor - 1) < 0.01:
        return grey
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def binary(grey: Grey) -> Grey:
    """255 where it is darker than the surroundings, whatever the lighting: ink, hairlines, and grain of the paper."""
    return darker(np.asarray(cv2.medianBlur(grey, 3), np.uint8), _DARKER)


def writing(grey: Grey) -> Grey:
    """255 where there is writing: what is darker than its surroundings and as dark as the page's ink somewhere near."""
    smooth = np.asarray(cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), _SOFT), np.uint8)
    ink = darker(smooth, _DARKER)
    if not ink.any():
        return ink
    deep = 255 - _DEPTH * (255 - float(np.percentile(smooth[ink > 0], 10)))
    _, labels = cv2.connectedComponents(ink, connectivity=8)
    dark = np.zeros(int(labels.max()) + 1, np.uint8)
    dark[np.unique(labels[smooth < deep])] = 255
    dark[0] = 0
    return np.asarray(dark[labels], np.uint8)


def darker(grey: Grey, by: int) -> Grey:
    """255 where the page is darker by so much than the mean around."""
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, by), np.uint8
    )


def evened(grey: Grey) -> Grey:
    """The page on white paper: what the paper's own shade and the lamp's shadow made darker is made light again."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 9)
    shade = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(shade, 64), scale=255), np.uint8)
