"""Lists inside paragraphs: 一是…二是…, 第一，…第二，…, 一要…二要…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.paragraphs import Line


@dataclass(frozen=True, slots=True)
class Item:
    """One item of such a list: its mark, the span from the mark to before the next one, its words after the mark."""

    start: int
    end: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark: where it stands, its ordinal, its family (是, 要, 第…), and where its paragraph ends."""

    start: int
    end: int
    ordinal: int
    family: str
    paragraph_end: int


_ORDINALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_MARK = re.compile(
    r"(?:^|(?<=[。；：，！？、;:,）)”\s]))(?:(?P<a>[一二三四五六七八九十])(?P<fa>是|要)"
    r"|(?P<fb>第)(?P<b>[一二三四五六七八九十])(?=[，、：])|(?P<fc>其)(?P<c>[一二三四五])(?=[，、：是]))",
    re.MULTILINE,
)
_STOP = re.compile(r"[。！？]")


def items_of(text: str, paragraphs: Sequence[Line]) -> list[Item]:
    """The items of every list in these paragraphs of `text`; a 一是 without its 二是 is no list."""
    lists: list[list[_Mark]] = []
    for mark in _marks(text, paragraphs):
        last = next((found for found in reversed(lists) if found[-1].family == mark.family), None)
        if mark.ordinal == 1:
            lists.append([mark])
        elif last and last[-1].ordinal == mark.ordinal - 1:
            last.append(mark)
    kept = [found for found in lists if len(found) > 1]
    starts = sorted(mark.start for found in kept for mark in found)
    return [_item(text, marks, i, starts) for marks in kept for i in range(len(marks))]


def _marks(text: str, paragraphs: Sequence[Line]) -> list[_Mark]:
    marks: list[_Mark] = []
    for paragraph in paragraphs:
        for match in _MARK.finditer(text, paragraph.start, paragraph.end):
            ordinal = _ORDINALS[match["a"] or match["b"] or match["c"]]
            family = match["fa"] or match["fb"] or match["fc"]
            marks.append(_Mark(match.start(), match.end(), ordinal, family, paragraph.end))
    return marks


def _item(text: str, marks: list[_Mark], i: int, starts: list[int]) -> Item:
    mark = marks[i]
    end = marks[i + 1].start if i + 1 < len(marks) else _end_of_last(text, marks, starts)
    inside = text[mark.start : end].rstrip()
    words = re.sub(r"\s*\n\s*", "", inside[mark.end - mark.start :]).lstrip("，、： ")
    return Item(mark.start, mark.start + len(inside), text[mark.start : mark.end], words)


def _end_of_last(text: str, marks: list[_Mark], starts: list[int]) -> int:
    """The last item ends with its paragraph, or after one sentence where the items before it ended with ；."""
    last = marks[-1]
    limit = min([last.paragraph_end, *(s for s in starts if s > last.start)])
    if not text[: marks[1].start].rstrip().endswith(("；", ";")):
        return limit
    stop = _STOP.search(text, last.end, limit)
    return stop.end() if stop else limit
