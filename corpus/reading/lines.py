"""Lines of text and what stands in them: a value, a statutory label, a heading, a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from corpus.folding import folded
from corpus.forms import load_forms
from corpus.report import Grid, GridCell, Paragraph

_SPACE = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
_NUMBER = re.compile(
    r"[+＋\-－﹣−]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?\s?(%|％|[亿万]?[元件条次项个人份篇期场户册]|人次)?"
)
_NO_VALUE = re.compile(r"[/／\\＼]|[-－﹣−—―–─]{1,4}|无|NA|N/A", re.IGNORECASE)
_CHAPTER = re.compile(r"(#{1,6}\s*)?\*{0,2}[一二三四五六七八九十]{1,3}\s*[、.．]")
_NUMBERED = re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[)）]|第[一二三四五六七八九十]+[章节部]")
_NUMBERING = re.compile(r"[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]+")
_ORDINAL_ALONE = re.compile(r"([（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|[（(]?\d{1,2}[)）、.．])")
_BLOCK_TITLE = re.compile(r"第[一二三四五六七八九十百]+条(第?[（(][一二三四五六七八九十]+[)）]项?)?")
_SENTENCE_END = re.compile(r"[。；！？;!?][”’」』）)]?$")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# No statutory label has Latin letters: pinyin and addresses of mirror sites inside it are theirs.
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f]+")
# Words of the statutory tables' heads that are no row and no column of their own.
_HEAD_WORDS = ("信息内容", "申请人情况", "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和")
_SAME_LABEL = 0.75  # likeness from which a numbered line is a statutory label written a little differently


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its break, and where it starts in the document's text."""

    text: str
    start: int

    @property
    def blank(self) -> bool:
        return not self.words

    @property
    def words(self) -> str:
        """The line without white space around it."""
        return words_of(self.text)


def words_of(text: str) -> str:
    """The text without white space around it, full-width and invisible kinds too."""
    return text.strip(_SPACE)


def _seen(words: str) -> str:
    """The words without invisible characters inside them."""
    return words if words.isascii() else _INVISIBLE.sub("", words)


def narrowed(text: str, first: int, end: int) -> tuple[int, int]:
    """The span of `text[first:end]` without white space around it; a blank one shrinks to its start."""
    part = text[first:end]
    words = words_of(part)
    at = first + part.index(words) if words else first
    return at, at + len(words)


def cell_of(line: Line, first: int, end: int, row: int, column: int) -> GridCell:
    """The cell that stands in `line.text[first:end]`, its span narrowed to its words."""
    a, b = narrowed(line.text, first, end)
    return GridCell(line.text[a:b], line.start + a, line.start + b, row, column)


def grid_of(rows: list[tuple[Line, list[tuple[int, int]]]]) -> Grid:
    """A table of rows, each a line and the spans of its cells within that line."""
    cells = [
        cell_of(line, *span, row, column) for row, (line, spans) in enumerate(rows) for column, span in enumerate(spans)
    ]
    return Grid(rows[0][0].start, rows[-1][0].start + len(rows[-1][0].text), tuple(cells))


def paragraph_of(line: Line) -> Paragraph:
    """The paragraph of a line that is not blank, without the marks of a Markdown heading or bold line."""
    a, b = narrowed(line.text, 0, len(line.text))
    marks = re.match(r"#{1,6}\s+(?=\S)", line.text[a:b])
    a += marks.end() if marks else 0
    if b - a > 4 and line.text[a : a + 2] == line.text[b - 2 : b] == "**" and "**" not in line.text[a + 2 : b - 2]:
        a, b = narrowed(line.text, a + 2, b - 2)
    return Paragraph(line.start + a, line.start + b)


def is_number(words: str) -> bool:
    """Whether the words are one number, perhaps with a sign, separators, decimals or a unit."""
    return _NUMBER.fullmatch(folded(_seen(words))) is not None


def is_value(words: str) -> bool:
    """Whether the words are a number or stand for none (/ - —— 无)."""
    return is_number(words) or _NO_VALUE.fullmatch(folded(words)) is not None


def is_sentence(words: str) -> bool:
    """Whether the words read as prose: a sentence's end, or a stop inside."""
    return _SENTENCE_END.search(words) is not None or "。" in words


def is_block_title(words: str) -> bool:
    """Whether the words name a block of chapter 2 (第二十条第（一）项)."""
    return _BLOCK_TITLE.fullmatch(re.sub(r"\s", "", folded(words))) is not None


def is_ordinal(words: str) -> bool:
    """Whether the words are nothing but a heading's number (一、 · （二） · 3.)."""
    return _ORDINAL_ALONE.fullmatch(folded(words)) is not None


def is_heading(words: str) -> bool:
    """Whether the words are a numbered heading (一、… · （一）…) and no row of a statutory table."""
    if words.startswith("#"):
        return True
    words = folded(words)
    numbered = _CHAPTER.match(words) or _NUMBERED.match(words)
    return numbered is not None and not is_statutory(words)


def is_chapter(words: str) -> bool:
    """Whether the words are a chapter's heading (一、…), short, no sentence, no row of a statutory table."""
    return (
        len(words) <= 50 and _CHAPTER.match(folded(words)) is not None and is_heading(words) and not is_sentence(words)
    )


def is_list_heading(words: str) -> bool:
    """Whether the words head a part of a list (三、依申请公开情况); prose has chapters of the same name."""
    return plain(words) in _list_headings()


def plain(label: str) -> str:
    """A label without white space, quotes, invisible marks and Latin letters, in one width and script."""
    label = _LATIN.sub("", folded(label)) if _LATIN.search(label) else folded(label)
    return (
        re.sub(r"[\s“”\"'‘’「」\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]", "", label)
        .replace("(", "（")
        .replace(")", "）")
        .replace(":", "：")
        .replace(",", "，")
    )


@lru_cache(maxsize=4096)
def is_statutory(words: str) -> bool:
    """Whether the words are a label of a statutory form, in its own or nearly its own spelling."""
    if len(words) > 80:
        return False
    label = plain(words)
    if label in _statutory_labels() or is_block_title(words) or "勾稽关系" in label:
        return True
    bare = _NUMBERING.sub("", label, count=1)
    return bare != label and any(_alike(bare, other) for other in _bare_labels(lists=False))


def is_exact_label(words: str) -> bool:
    """Whether the words are a label of a statutory form in its own spelling, spaces and brackets aside."""
    return plain(words) in _statutory_labels()


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 4 or max(len(one), len(other)) > 2 * min(len(one), len(other)):
        return False
    shared = len(set(one).intersection(other))
    if 2 * shared < min(len(one), len(other)):  # far cheaper than the true likeness
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _SAME_LABEL and matcher.ratio() >= _SAME_LABEL


@cache
def _statutory_labels() -> frozenset[str]:
    """Every label of every form, innermost and outer, with and without its number; the table's head words."""
    every = (*_form_labels(lists=True), *_form_labels(lists=False), *_HEAD_WORDS)
    return frozenset(map(plain, every)) | _bare_labels(lists=True) | _bare_labels(lists=False)


@cache
def _list_headings() -> frozenset[str]:
    tables = (t for form in load_forms().values() for t in form.tables if t.is_list)
    return frozenset(plain(block.title) for table in tables for block in table.blocks if block.title)


@cache
def _bare_labels(lists: bool) -> frozenset[str]:
    numbered = (label for label in map(plain, _form_labels(lists)) if _NUMBERING.match(label))
    return frozenset(_NUMBERING.sub("", label, count=1) for label in numbered)


def _form_labels(lists: bool) -> Iterator[str]:
    """The labels of the tables that are lists, or of all others. A list's headings (三、依申请公开情况) are those
    of the prose it is appended to, and what only resembles its labels (（二）政府网站公开信息情况) is a heading too."""
    for table in (t for form in load_forms().values() for t in form.tables if t.is_list == lists):
        for block in table.blocks:
            yield from filter(None, () if lists else (block.title,))
            for line in (*block.rows, *block.columns):
                yield from (*line.path, *line.also)
