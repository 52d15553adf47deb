"""Two or more reports in one document → a document each, cut where a new title and again a first chapter stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from corpus.chapters import chapter_of, is_official
from corpus.folding import squeezed
from corpus.forms import load_forms
from corpus.naming import named_by
from corpus.report import Block, Document, Grid, Paragraph, Problem, Scope

# So much prose behind its first heading makes a report of what could be a table of contents.
_LEAST_PROSE = 120
# A title may be broken over so many lines.
_TITLE_LINES = 3
_LONGEST_TITLE = 70
_FIRST_CHAPTER = re.compile(r"[#*\s]*(?:第一(?:部分|章|篇)|一\s*[、．.])\s*(?=\S)")
_NUMBERED = re.compile(
    r"[#*\s]*(?:第?[一二三四五六七八九十]{1,3}\s*(?:部分|章|[、．.])|[（(][一二三四五六七八九十]{1,3}[）)])"
)
# Quick to find: without a first chapter or table, and what may be a title below it, there is nothing to cut.
_OPENING = re.compile(r"^[#*\s|]*(?:第?一\s*[、．.部章篇]|总体情况)", re.MULTILINE)
_SENTENCE = re.compile(r"[^。；！\n]{6,}[。；！]")
_MAY_BE_TITLE = re.compile(r"(?:报\s*告|年\s*报)\s*(?:[（(][^（）()\n]*[）)])?\s*[*|\t]*\s*$", re.MULTILINE)
# A heading in a table of contents ends in dots and the page it is on.
_CONTENTS = re.compile(r"(?:[…·.．]{2,}|\t|\s{2,})\s*\d{1,3}\s*$")
_REPORT = re.compile(r"年度(?:工作)?报告|年报|工作报告")
_LINK = re.compile(r"^[\W_]*(?:上一[篇条]|下一[篇条]|相关(?:链接|阅读|信息)|附件|链接)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document: its span and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Title:
    """A line that reads as the title of a report, and the body, year and scope it names."""

    start: int
    end: int
    body: str
    year: int | None
    scope: Scope | None
    strict: bool

    def is_other(self, than: _Title) -> bool:
        """Whether it names another report: another year, another body or another scope; what it leaves out is the same."""
        if self.year and than.year and self.year != than.year:
            return True
        if self.scope and than.scope and self.scope is not than.scope:
            return True
        one, two = (t.body.removesuffix("人民政府") for t in (self, than))
        return bool(one and two) and not one.endswith(two) and not two.endswith(one)


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a report's first chapter begins (`table` is ''), or one of its tables: the table's key."""

    start: int
    table: str = ""


@dataclass(slots=True)
class _Part:
    """A report being read: its title, where one is known, and what of it has begun."""

    title: _Title | None = None
    begun: list[_Begin] = field(default_factory=list)


def split_reports(document: Document) -> tuple[Document, ...]:
    """The reports in a document, nearly always the one; the spans of each are those of its own text.

    Only a title naming another body, year or scope begins a report, and only after a report and before another first
    chapter or the same table again: a table of contents, links, headers and a title said twice begin none.
    """
    cuts = _cuts(document)
    edges = (0, *cuts, len(document.text))
    return tuple(_piece(document, a, b) for a, b in pairwise(edges)) if cuts else (document,)


# --- where a report begins --------------------------------------------------------------------------


def _cuts(document: Document) -> list[int]:
    opening = _OPENING.search(document.text)
    if not opening or not _MAY_BE_TITLE.search(document.text, opening.end()):
        return []
    lines = list(_lines(document))
    titles = _titles(lines)
    begins = sorted((*_chapters(lines), *_tables(document)), key=lambda b: b.start)
    cuts: list[int] = []
    part, last = _Part(), 0
    for begin in begins:
        between = [t for t in titles if last <= t.start < begin.start]
        others = [t for t in between if part.title is None or t.is_other(part.title)]
        if part.begun and others and _begins_anew(document.text, part, others, begin, begins):
            cuts.append(_first_of(others).start)
            part = _Part(others[-1])
        elif not part.begun:
            part.title = next((t for t in reversed(between) if t.year or t.body), None)
        part.begun.append(begin)
        last = begin.start
    return cuts


def _first_of(titles: Sequence[_Title]) -> _Title:
    """The title over a report is the last one above it; where that stands there twice (over a notice), the first."""
    same = [t for t in titles if not t.is_other(titles[-1])]
    return next((t for t in same if t.body == titles[-1].body), titles[-1])


def _begins_anew(text: str, part: _Part, titles: Sequence[_Title], begin: _Begin, begins: Sequence[_Begin]) -> bool:
    """Whether there is a report before the title, and what begins after it is another."""
    if not _is_report(text, part.begun, titles[0].start):
        return False
    if begin.table:
        return any(b.table == begin.table for b in part.begun)
    later = [b for b in begins if b.start >= begin.start]
    if any(b.table for b in later) and any(b.table for b in part.begun):
        return True
    # What has no title and no table is a circular with numbered points rather than a report.
    return part.title is not None and titles[-1].strict and _is_report(text, later[:1], len(text))


def _is_report(text: str, begun: Sequence[_Begin], end: int) -> bool:
    """Whether what has begun is more than headings: a table, or prose behind the first chapter's heading."""
    if any(b.table for b in begun):
        return True
    prose = "".join(_SENTENCE.findall(text[begun[0].start : end])) if begun else ""
    return len(prose) >= _LEAST_PROSE


def _lines(document: Document) -> Iterator[_Line]:
    """The lines of paragraphs, and of grids the rows that are one cell."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.source_rows():
                filled = [c for c in row if c.text.strip()]
                if len(filled) == 1:
                    yield _Line(filled[0].start, filled[0].end, filled[0].text.strip())
            continue
        for match in re.finditer(r"[^\n]+", document.text[block.start : block.end]):
            if words := match[0].strip():
                start = block.start + match.start() + match[0].index(words)
                yield _Line(start, start + len(words), words)


def _titles(lines: Sequence[_Line]) -> list[_Title]:
    """The titles in order; one broken over lines begins at its first line, links to other reports are none."""
    found: list[_Title] = []
    for at, line in enumerate(lines):
        if (not found or line.start >= found[-1].end) and (title := _title_at(lines[at : at + _TITLE_LINES])):
            found.append(title)
    return found


def _title_at(lines: Sequence[_Line]) -> _Title | None:
    if _LINK.match(lines[0].text) or _NUMBERED.match(lines[0].text):
        return None
    joined = ""
    for line in lines:
        joined += line.text
        if len(joined) > _LONGEST_TITLE or (line is not lines[0] and _stands_alone(line.text)):
            return None
        if name := named_by(joined):
            return _Title(lines[0].start, line.end, *name, bool(name[1] and _REPORT.search(joined)))
    return None


def _stands_alone(line: str) -> bool:
    """Whether a line is a heading, or a whole title: then it does not go on with the line above it."""
    name = named_by(line)
    return bool(_NUMBERED.match(line)) or bool(name and (name[0] or name[1]))


def _chapters(lines: Sequence[_Line]) -> Iterator[_Begin]:
    """Where a first chapter begins: 一、…, or 总体情况 as the form has it; not in a table of contents."""
    for line in lines:
        numbered = _FIRST_CHAPTER.match(line.text)
        official = is_official(line.text) and chapter_of(line.text) == 1
        label = numbered and squeezed(line.text[numbered.end() :]).startswith(_labels())
        if (numbered or official) and not label and not _CONTENTS.search(line.text):
            yield _Begin(line.start)


@cache
def _labels() -> tuple[str, ...]:
    """The labels of tables that are numbered like a first chapter (一、本年新收…)."""
    rows = (r for form in load_forms().values() for t in form.tables for b in t.blocks for r in b.rows)
    every = (squeezed(label) for row in rows for label in row.path)
    return tuple({label.removeprefix("一、") for label in every if label.startswith("一、")})


def _tables(document: Document) -> Iterator[_Begin]:
    """Where the tables begin whose first row is told by its label, wherever in a line it stands."""
    for key, pattern in _first_rows():
        yield from (_Begin(m.start(1), key) for m in pattern.finditer(document.text))


@cache
def _first_rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each table with labelled rows the label of its first row, as it may stand at the beginning of a cell."""
    found: dict[str, str] = {}
    for form in load_forms().values():
        for table in form.tables:
            label = table.blocks[0].rows[0].label
            bare = re.sub(r"^[（(]?[一二三四五六七八九十]+[）)、]|[（(].*$", "", label)
            if len(bare) > 4:  # 规章 stands anywhere
                found.setdefault(bare, f"{table.key}.{form.key}" if table.is_list else table.key)
    spaced = {key: r"\s*".join(map(re.escape, bare)) for bare, key in found.items()}
    number = r"(?:[（(]?\s*一\s*[）)、.．]?\s*)?"
    return tuple(
        (key, re.compile(rf"(?:^|[\t|｜])[ \u3000]*({number}{label})", re.MULTILINE)) for key, label in spaced.items()
    )


# --- a part as a document of its own -----------------------------------------------------------------


def _piece(document: Document, start: int, end: int) -> Document:
    """The document between two offsets of the text, its spans, lines and doubts counted from the first."""
    text = document.text[start:end].rstrip()
    end = start + len(text)
    above = document.text.count("\n", 0, start)
    count = text.count("\n") + 1
    return Document(
        text,
        tuple(block for b in document.blocks if (block := _moved(b, start, end)) is not None),
        # Pages before the part are kept at its beginning, so that the page of a place stays the one it has in the file.
        tuple(max(page - start, 0) for page in document.pages if page < end),
        tuple((a - start, b - start) for a, b in document.doubts if start <= a and b <= end),
        tuple(Problem(p.line - above, p.message) for p in document.problems if above < p.line <= above + count),
        document.scanned,
    )


def _moved(block: Block, start: int, end: int) -> Block | None:
    """A block counted from `start`, of a table only its rows between the offsets; None where it lies outside."""
    first, last = max(block.start, start), min(block.end, end)
    if first > last or (first == last and block.start < block.end):
        return None
    if not isinstance(block, Grid):
        return Paragraph(first - start, last - start)
    rows = [row for row in block.source_rows() if row and start <= row[0].start and row[-1].end <= end]
    if not rows:
        return None
    top = rows[0][0].row
    cells = tuple(c._replace(row=c.row - top, start=c.start - start, end=c.end - start) for row in rows for c in row)
    return Grid(first - start, last - start, cells)
