"""The sentences of a report with numbers, years, its own names and its place's words taken out, to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from corpus.places import parse_places
from corpus.report import PassageKind, Report
from corpus.sentences import clauses

# A shorter sentence (一是加强学习。) is nobody's own.
SHORTEST = 8

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[〇○零一二三四五六七八九十百千万]+(?=年|月|日|件|条|次|个|期|场|篇)")
_OURS = re.compile(
    r"(?:全|我|本|各)(?:省|市|县|区|旗|州|镇|乡|街道|局|委|厅|办|单位|机关|部门)+|(?<![一-鿿])[市县区](?=政府|委)"
)
_MARKS = re.compile(r"[\W_]+")
_LIST = re.compile(
    r"^(?:[一二三四五六七八九十]+是|第?[一二三四五六七八九十]+[、，]|[（(][一二三四五六七八九十0-9]+[）)])"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence or clause of prose: its chapter (0 outside of any), its span, and what is left of it."""

    chapter: int
    start: int
    end: int
    text: str


def masked_sentences(report: Report) -> Iterator[Masked]:
    """What can be compared of the report's prose, in order; what is too short is left out."""
    names = _names(report)
    for passage in report.passages:
        if passage.kind is not PassageKind.PARAGRAPH:
            continue
        for start, end in clauses(report.text, passage.start, passage.end):
            text = masked(report.text[start:end], names)
            if len(text) >= SHORTEST:
                yield Masked(passage.chapter or 0, start, end, text)


def masked(text: str, names: re.Pattern[str] | None) -> str:
    """A sentence without its own names, numbers, list numbers and marks."""
    plain = _LIST.sub("", normalize("NFKC", text).strip())
    plain = names.sub("", plain) if names else plain
    return _MARKS.sub("", _OURS.sub("", _NUMBER.sub("", plain)))


def _names(report: Report) -> re.Pattern[str] | None:
    return _pattern((report.body, *report.aliases, *parse_places(report.region).places, report.region))


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """The names, longest first, so that 甲市教育局 goes before 甲市; a name of one character is none."""
    long = sorted({normalize("NFKC", n) for n in names if len(n) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long))) if long else None
