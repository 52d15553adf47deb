"""Blocks → the paragraphs of prose: lines that were broken at a fixed width are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.chapters import chapter_of, is_official, official_title
from corpus.report import Document, Grid, Paragraph
from corpus.sentences import width


@dataclass(frozen=True, slots=True)
class Line:
    """A line or, after joining, a paragraph: its span in the document and its text without line breaks."""

    start: int
    end: int
    text: str


# A printed line holds at most this many columns (70 characters); prose wider than that was not wrapped.
_WIDEST = 140
# A paragraph's first line is indented by two characters, and a word is not cut: full lines differ by so much.
_SLACK, _SLACK_AFTER_STOP = 16, 3
_LONGEST_TITLE = 45
_FEWEST_WRAPPED = 5
_STOP = "。！？；：!?;:"
_OPENS_HEADING = re.compile(
    r"\s*(?:#|[一二三四五六七八九十]{1,3}\s*[、．.]|第[一二三四五六七八九十]{1,3}(?:部分|章)"
    r"|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)](?!项|款)|\d{1,2}\s*[.．、](?!\s*\d)|[-*•]\s)"
)
_SENTENCE_END = re.compile(r"[。！？]")
_CHAPTER_NUMBER = re.compile(
    r"\s*#*\s*(?:第?[一二三四五六七八九十]{1,2}(?:部分|章)?\s*[、．.：:\s])(?!本年新收|上年结转|本年度办理结果|结转下年度)"
)


def paragraphs_of(document: Document, skip_grids: frozenset[int] = frozenset()) -> list[Line]:
    """The paragraphs in order, wrapped lines joined; labels torn off the grids `skip_grids` are left out."""
    return _joined(document.text, list(_lines(document, skip_grids)))


def _lines(document: Document, skip_grids: frozenset[int]) -> Iterator[Line]:
    torn = _torn_zone(document, skip_grids)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            if index not in skip_grids and block.width == 1:
                for cell in block.cells:
                    yield from _split(document.text, cell.start, cell.end)
        elif not (index in torn and is_label(document.text[block.start : block.end])):
            yield from _split(document.text, block.start, block.end)


def _torn_zone(document: Document, skip_grids: frozenset[int]) -> set[int]:
    """Indexes of the blocks between statutory grids, and of the captions and labels right above the first of them."""
    if not skip_grids:
        return set()
    first, last = min(skip_grids), max(skip_grids)
    while (
        first > 0
        and isinstance(above := document.blocks[first - 1], Paragraph)
        and is_label(document.text[above.start : above.end])
    ):
        first -= 1
    return set(range(first, last))


def is_label(text: str) -> bool:
    """Whether a line beside a statutory table is a caption or a torn label: no sentence, no chapter heading."""
    if _SENTENCE_END.search(text):
        return False
    if text.lstrip("# ").startswith("表"):
        return True
    return not is_official(text) and not (_CHAPTER_NUMBER.match(text) and chapter_of(text))


def _split(text: str, start: int, end: int) -> Iterator[Line]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        line = match.group().strip()
        if line:
            begin = start + match.start() + match.group().index(line)
            yield Line(begin, begin + len(line), line)


def _joined(text: str, lines: list[Line]) -> list[Line]:
    wrap = _wrap_width(lines)
    if not wrap:
        return lines
    paragraphs = lines[:1]
    last = paragraphs[0]
    for line in lines[1:]:
        if _continues(text, last, line, wrap):
            whole = paragraphs[-1]
            paragraphs[-1] = Line(whole.start, line.end, _glued(whole.text, line.text))
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _is_title(line: str) -> bool:
    """Whether a line is a chapter's title alone, however it is numbered."""
    return len(line) <= _LONGEST_TITLE and (found := official_title(line)) is not None and not found[2]


def _glued(left: str, right: str) -> str:
    """Two lines as one; a space only where two Latin words or two numbers would run together."""
    both_latin = left[-1:].isascii() and right[:1].isascii() and left[-1:].isalnum() and right[:1].isalnum()
    return f"{left} {right}" if both_latin else left + right


def _wrap_width(lines: list[Line]) -> int:
    """The columns at which the prose was wrapped, 0 where it was not."""
    widths = [(width(line.text), line.text[-1:] in _STOP) for line in lines]
    narrow = sorted(w for w, _ in widths if w <= _WIDEST)
    if not narrow or sum(narrow) < 0.8 * sum(w for w, _ in widths):
        return 0
    wrap = narrow[int(0.95 * (len(narrow) - 1))]
    cut = sum(1 for w, stopped in widths if not stopped and wrap - _SLACK <= w <= wrap + _SLACK)
    return wrap if wrap >= 30 and cut >= max(_FEWEST_WRAPPED, len(lines) // 5) else 0


def _continues(text: str, last: Line, line: Line, wrap: int) -> bool:
    if text[last.end : line.start].count("\n") != 1 or _OPENS_HEADING.match(line.text):
        return False
    if _is_title(line.text) or _is_title(last.text):
        return False
    slack = _SLACK_AFTER_STOP if last.text[-1:] in _STOP else _SLACK
    return width(last.text) >= wrap - slack
