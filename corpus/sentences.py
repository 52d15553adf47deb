"""Cutting prose into sentences and clauses; a span of the text in, spans of the text out."""

from __future__ import annotations

import re

Span = tuple[int, int]

# What stands in quotes, brackets or 《》 is never cut; an opening mark without its partner is ordinary text.
_PROTECTED = (
    r"“[^“”]{0,200}”|‘[^‘’]{0,200}’|「[^「」]{0,200}」|《[^《》]{0,200}》|\"[^\"\n]{0,80}\""
    r"|（[^（）()]{0,300}[）)]|\([^（）()]{0,300}[）)]|【[^【】]{0,200}】|〔[^〔〕]{0,40}〕"
)
_MARKS = re.compile(
    rf"(?P<kept>{_PROTECTED})|(?P<end>[。！？!?]+[”’」』）)\"]*)|(?P<weak>[；;])|(?P<line>[ \t　\r]*\n\s*)"
)
_QUOTED_SENTENCE = re.compile(r"[。！？][”」]$")
# A wrapped line reaches at least this share of the longest line of its paragraph; a shorter one ends there.
_FULL_LINE = 0.75


def width(text: str) -> int:
    """Columns the text takes in a fixed-width font: 2 for a Chinese character, 1 for ASCII, 0 for spaces."""
    solid = "".join(text.split())
    return 2 * len(solid) - len(solid.encode("ascii", "ignore"))


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of text[start:end] as spans without outer white space; a wrapped line is no sentence end."""
    return _cut(text, start, end, weak=False)


def clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """As `sentences`, cut at ； too."""
    return _cut(text, start, end, weak=True)


def _cut(text: str, start: int, end: int, weak: bool) -> tuple[Span, ...]:
    ends = [*_sentence_ends(text, start, end, weak), end]
    spans = (_stripped(text, a, b) for a, b in zip([start, *ends], ends, strict=False))
    return tuple((a, b) for a, b in spans if a < b)


def _sentence_ends(text: str, start: int, end: int, weak: bool) -> list[int]:
    found: list[int] = []
    longest = 0
    for mark in _MARKS.finditer(text, start, end):
        kind = mark.lastgroup
        if kind == "end" or (kind == "weak" and weak) or (kind == "kept" and _is_quoted_sentence(text, mark)):
            found.append(mark.end())
        elif kind == "line":
            longest = longest or max(map(width, text[start:end].split("\n")))
            if _ends_paragraph(text, start, mark, longest):
                found.append(mark.end())
    return found


def _is_quoted_sentence(text: str, mark: re.Match[str]) -> bool:
    """“…。” ends a sentence, unless it goes on with 的, 等 or a comma."""
    return bool(_QUOTED_SENTENCE.search(mark.group())) and text[mark.end() : mark.end() + 1] not in "的等、，"


def _ends_paragraph(text: str, start: int, mark: re.Match[str], longest: int) -> bool:
    line = text[max(start, text.rfind("\n", 0, mark.start()) + 1) : mark.start()]
    return mark.group().count("\n") > 1 or width(line) < _FULL_LINE * longest


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
