"""Blocks → sections and passages: chapters, （一）, 1., （1）, 一是…二是…, and the paragraphs below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from corpus.chapters import chapter_of, is_official, official_title
from corpus.enumerations import Item, items_of
from corpus.folding import squeezed
from corpus.forms import load_forms
from corpus.furniture import is_furniture
from corpus.paragraphs import Line, paragraphs_of
from corpus.report import Document, Passage, PassageKind, Section


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in order of their start, outer before inner; passages (paragraphs) in order."""

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def chapter_at(self, place: int) -> int | None:
        """The chapter (1–6) that place of the text stands in, or None."""
        return next((s.chapter for s in reversed(self.sections) if s.start <= place < s.end and s.chapter), None)

    def headings_at(self, place: int) -> tuple[str, ...]:
        """The headings above that place of the text, outermost first; 一是… is none."""
        return tuple(heading_of(s) for s in self.sections if s.start <= place < s.end and s.level < ITEM_LEVEL)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading as found at the start of a paragraph; `alone` where the paragraph has nothing else."""

    level: int
    number: str
    title: str
    alone: bool


CHAPTER_LEVEL, ITEM_LEVEL = 1, 5
_CN = "[一二三四五六七八九十]"
# The level of a heading follows from how its number is written.
_NUMBERS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (1, rf"(第{_CN}{{1,3}}(?:部分|章|篇))[、：:，,\s]*"),
        (1, rf"({_CN}{{1,3}})\s*[、．.，,]\s*(?:{_CN}{{1,3}}\s*[、．.]\s*)?"),
        (2, rf"([（(]\s*{_CN}{{1,3}}\s*[）)])\s*[、.．]?\s*"),
        (3, r"(\d{1,2}\s*[.．、](?!\s*\d))\s*"),
        (4, r"([（(]\s*\d{1,2}\s*[）)]|[①-⑳])\s*[、.．]?\s*"),
    )
)
_NO_HEADING = re.compile(r"(项|款|条|目)?[，。；：、]|[项款条目](?!目|款)|$")
_TITLE_LINE = re.compile(r"(年度?报告?|年报|报告)(（[^）]*）)?$")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SENTENCE_END = re.compile(r"[。；！？]")
_FIRST_PHRASE = re.compile(r".{6,}?(?=[，,])")
_LONGEST_HEADING, _LONGEST_TITLE = 60, 40


def outline(document: Document, skip_grids: frozenset[int] = frozenset()) -> Outline:
    """Sections and passages of the document; `skip_grids` are the statutory grids, as indexes in `document.blocks`."""
    paragraphs = _with_whole_titles(paragraphs_of(document, skip_grids))
    headings = _chapter_levels([_heading(p.text) for p in paragraphs])
    sections = _sections(document.text, paragraphs, headings)
    items = _items(document.text, paragraphs, headings, sections)
    passages = _passages(paragraphs, headings, sections)
    return Outline(tuple(sorted([*sections, *items], key=lambda s: (s.start, s.level))), passages)


# --- headings ---------------------------------------------------------------------------------


def _with_whole_titles(paragraphs: list[Line]) -> list[Line]:
    """The paragraphs with every chapter title that was broken over two lines, or torn from its number, in one piece."""
    whole: list[Line] = []
    for line in paragraphs:
        last = whole[-1] if whole else None
        if last and _is_half_title(last.text, line.text):
            whole[-1] = Line(last.start, line.end, last.text + line.text)
        else:
            whole.append(line)
    return whole


def _is_half_title(first: str, second: str) -> bool:
    """Whether two lines are one chapter title: the first a number, or a numbered line that is no title by itself."""
    if len(first) + len(second) > _LONGEST_TITLE or not any(p.match(first) for level, p in _NUMBERS if level == 1):
        return False
    found = official_title(first + second)
    return found is not None and not found[2] and official_title(first) is None


@lru_cache(maxsize=4096)  # an outline is made twice, without and with the statutory grids
def _heading(line: str) -> _Heading | None:
    text = _UNSEEN.sub("", line).lstrip("# 　\t*")
    if squeezed(text) in _statutory_labels():
        return None
    for level, pattern in _NUMBERS:
        if (match := pattern.match(text)) and not _NO_HEADING.match(text, match.end()):
            rest = text[match.end() :]
            if level == 3 and is_official(rest):
                level = CHAPTER_LEVEL
            elif level > CHAPTER_LEVEL and (found := official_title(rest)) and found[0]:
                return _Heading(CHAPTER_LEVEL, found[0], squeezed(found[1]), not found[2])  # 1、一、总体情况
            return _numbered(level, squeezed(match.group(1)), rest)
    found = official_title(text)
    return _Heading(CHAPTER_LEVEL, found[0], squeezed(found[1]), not found[2]) if found else None


def _numbered(level: int, number: str, rest: str) -> _Heading:
    rest = rest.strip().strip("*").strip()
    if len(rest) <= _LONGEST_HEADING and not _SENTENCE_END.search(rest.rstrip("。：:")) and not _figure_sentence(rest):
        return _Heading(level, number, squeezed(rest).rstrip("。：:；"), True)
    return _Heading(level, number, title_of(rest), False)


def _figure_sentence(rest: str) -> bool:
    """Whether it says something rather than naming it: 收到申请23件，办结23件。"""
    return bool(re.search(r"[，\d].*[。；]$|[：:].", rest))


def title_of(text: str) -> str:
    """The heading that opens a paragraph: up to the first 。； or ： or wide gap, else its first short phrase."""
    head = re.split(r"[。；：:！？]|(?<=[一-鿿])[　 ]+(?=[一-鿿\d])|\n", text, maxsplit=1)[0]
    if len(head) > _LONGEST_TITLE and (phrase := _FIRST_PHRASE.match(head)):
        head = phrase.group()
    return squeezed(head)[:_LONGEST_TITLE]


def _chapter_levels(headings: list[_Heading | None]) -> list[_Heading | None]:
    """The list with headings raised to chapters: （一）总体情况 where no chapter of that name is there, and （一）主要问题
    where the report lost the heading of chapter five.
    """
    known = {chapter_of(h.title) for h in headings if h and h.level == CHAPTER_LEVEL}
    headings = [
        replace(h, level=CHAPTER_LEVEL) if h and is_official(h.title) and chapter_of(h.title) not in known else h
        for h in headings
    ]
    if any(h and h.level == CHAPTER_LEVEL and chapter_of(h.title) == 5 for h in headings):
        return headings
    chapter: int | None = None
    raised: list[_Heading | None] = []
    for heading in headings:
        if heading and heading.level == 2 and chapter in (3, 4, 5) and chapter_of(heading.title) == 5:
            heading = replace(heading, level=CHAPTER_LEVEL)
        if heading and heading.level == CHAPTER_LEVEL:
            chapter = chapter_of(heading.title)
        raised.append(heading)
    return raised


@cache
def _statutory_labels() -> frozenset[str]:
    lines = (line for form in load_forms().values() for t in form.tables for b in t.blocks for line in b.rows)
    return frozenset(squeezed(label) for line in lines for label in (*line.path, *line.also))


# --- sections and passages --------------------------------------------------------------------


def _sections(text: str, paragraphs: list[Line], headings: list[_Heading | None]) -> list[Section]:
    found = [(p, h) for p, h in zip(paragraphs, headings, strict=True) if h]
    sections: list[Section] = []
    chapter: int | None = None
    for i, (paragraph, heading) in enumerate(found):
        if heading.level == CHAPTER_LEVEL:
            chapter = chapter_of(heading.title)
        below = next((p.start for p, h in found[i + 1 :] if h.level <= heading.level), len(text))
        end = paragraph.start + len(text[paragraph.start : below].rstrip())
        sections.append(Section(paragraph.start, end, heading.level, heading.number, heading.title, chapter))
    return sections


def heading_of(section: Section) -> str:
    """A heading as one reads it: 一、总体情况, （一）主动公开, 1.政府公报."""
    comma = (
        "、" if section.number and section.level == CHAPTER_LEVEL and section.number[0] not in "第（(1234567890" else ""
    )
    return f"{section.number}{comma}{section.title}"


def _passages(paragraphs: list[Line], headings: list[_Heading | None], sections: list[Section]) -> tuple[Passage, ...]:
    above: list[Section] = []
    coming = iter(sections)
    passages: list[Passage] = []
    following = [*headings[1:], None]
    for i, (paragraph, heading) in enumerate(zip(paragraphs, headings, strict=True)):
        if heading:
            section = next(coming)
            above = [*(s for s in above if s.level < section.level), section]
        last = i + 1 == len(paragraphs)
        bare = heading and heading.alone and not _says_something(heading, following[i], last, paragraph.text)
        furniture = heading is None and is_furniture(paragraph.text)
        if not bare and not furniture and not (not above and _is_title(paragraph.text)):
            chapter = above[-1].chapter if above else None
            labels = tuple(map(heading_of, above))
            passages.append(Passage(paragraph.start, paragraph.end, PassageKind.PARAGRAPH, chapter, labels))
    return tuple(passages)


def _says_something(heading: _Heading, after: _Heading | None, last: bool, text: str) -> bool:
    """Whether a numbered line is an item of a list: it ends as a sentence, or has nothing below it."""
    if heading.level == CHAPTER_LEVEL:
        return False
    return text.rstrip().endswith(("。", "；", "！")) or last or (after is not None and after.level <= heading.level)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and bool(_TITLE_LINE.search(squeezed(text)))


def _items(
    text: str, paragraphs: list[Line], headings: list[_Heading | None], sections: list[Section]
) -> list[Section]:
    """一是…二是… as sections of the deepest level; a list may run over the paragraphs below one heading."""
    runs: list[list[Line]] = [[]]
    for paragraph, heading in zip(paragraphs, headings, strict=True):
        if heading:
            runs.append([])
        runs[-1].append(paragraph)
    return [_item_section(item, sections) for run in runs for item in items_of(text, run)]


def _item_section(item: Item, sections: list[Section]) -> Section:
    chapter = next((s.chapter for s in reversed(sections) if s.start <= item.start < s.end), None)
    return Section(item.start, item.end, ITEM_LEVEL, item.number, title_of(item.text), chapter)
