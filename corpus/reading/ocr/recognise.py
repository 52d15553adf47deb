"""What a line of text says, character by character with how sure the recognition model is of each."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from corpus.reading.ocr.models import RECOGNISER, session
from corpus.reading.ocr.pixels import Grey

_HEIGHT = 48  # the model's own height of a line in pixels
_STEP, _NARROWEST = 32, 64  # widths are rounded up to steps, so that lines go through together
_TOGETHER = 4096  # pixels of width in one run: about 40 MB of answers
_AS_LIKELY = 0.2  # a common character that has so much of the chance of a rare one is meant
_WIDEST = 3200  # beyond that a line is squeezed


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as recognised: how sure (0–1), and where its middle is along the line (0 its left end, 1 its right)."""

    text: str
    sure: float
    middle: float


Reading = tuple[Letter, ...]


def recognise(lines: Sequence[Grey]) -> list[Reading]:
    """The reading of each crop of one line, dark on light; () where the model sees nothing."""
    grouped: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        grouped[_width(line)].append(i)
    found: list[Reading] = [()] * len(lines)
    for width, members in grouped.items():
        count = max(1, _TOGETHER // width)
        for at in range(0, len(members), count):
            some = members[at : at + count]
            for i, reading in zip(some, _run([lines[i] for i in some], width), strict=True):
                found[i] = reading
    return found


def text_of(reading: Reading) -> str:
    """The characters of a reading as one string."""
    return "".join(letter.text for letter in reading)


def _width(line: Grey) -> int:
    natural: float = line.shape[1] * _HEIGHT / line.shape[0]
    return min(_WIDEST, max(_NARROWEST, math.ceil(natural / _STEP) * _STEP))


def _run(lines: Sequence[Grey], width: int) -> list[Reading]:
    batch = np.zeros((len(lines), 1, _HEIGHT, width), np.float32)
    shares = []
    for i, line in enumerate(lines):
        own = min(width, max(1, round(line.shape[1] * _HEIGHT / line.shape[0])))
        scaled = cv2.resize(
            line, (own, _HEIGHT), interpolation=cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_CUBIC
        )
        batch[i, 0, :, :own] = scaled.astype(np.float32) / 127.5 - 1
        shares.append(own / width)
    (answers,) = session(RECOGNISER).run(None, {"x": batch.repeat(3, axis=1)})
    return [_decoded(answer, share) for answer, share in zip(answers, shares, strict=True)]


def _decoded(answer: np.ndarray, share: float) -> Reading:
    """The best path of a CTC answer (steps × characters): repeated characters are one, blanks part them."""
    best = answer.argmax(axis=1)
    for rare in np.flatnonzero(_rare()[best]):
        best[rare] = _common(answer[rare], int(best[rare]))
    sure = answer[np.arange(len(best)), best]
    letters: list[Letter] = []
    steps, at = len(best), 0
    while at < steps:
        end = at + 1
        while end < steps and best[end] == best[at]:
            end += 1
        if best[at]:
            middle = min(1.0, (at + end) / 2 / steps / share)
            letters.append(Letter(_characters()[best[at]], float(sure[at:end].max()), middle))
        at = end
    return tuple(letters)


def _common(chances: np.ndarray, best: int) -> int:
    """A character of everyday Chinese in place of a rarer one (強, 强) that is hardly more likely."""
    others = np.where(_rare() | (chances < _AS_LIKELY * chances[best]), 0, chances)
    others[0] = 0
    return int(others.argmax()) if others.any() else best


@cache
def _rare() -> np.ndarray:
    """Which characters of the model are Chinese ones that GB 2312 does not have."""
    return np.array([any(c > "\u2e80" for c in char) and not _in_gb2312(char) for char in _characters()])


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _characters() -> tuple[str, ...]:
    listed = session(RECOGNISER).get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *listed, " ")
