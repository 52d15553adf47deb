"""Faults of the outline: chapters missing, empty or numbered wrongly, and “无” where problems must be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.audit.finding import Finding, Spot, spot, whole_report
from corpus.audit.kinds import kind
from corpus.forms import Form, load_forms
from corpus.labels import NUMERALS
from corpus.report import Report, Section

# The six chapters are the law's since the form of 2019.
_FIRST_YEAR = 2019
_CHAPTERS = range(1, 7)
_TABLE_CHAPTERS = (2, 3, 4)
_TITLES = {table.chapter: table.title for form in load_forms().values() for table in form.tables} | {
    1: "总体情况", 5: "存在的主要问题及改进情况", 6: "其他需要报告的事项",
}  # fmt: skip
_NUMBER = re.compile(r"^(?:第)?([一二三四五六七八九十]{1,2})(?:部分|章)?$|^[（(]([一二三四五六七八九十]{1,2})[）)]$")
_MARKS = re.compile(r"[\W_]+")
# （一）主要问题：无 says no more than 无.
_SUBTITLES = re.compile("(?:[一二三12]|存在的?|主要|问题|及|和|不足|改进|情况|措施)+")
_NONE = re.compile("(?:本年度)?(?:暂|均)?(?:无|没有|不存在|未发现)+")


def check_outline(report: Report) -> Iterator[Finding]:
    """The faults of one report's outline; none where it has no statutory form of six chapters."""
    form = load_forms().get(report.form or "")
    chapters = [s for s in report.sections if s.level == 1]
    if form is None or form.first_year < _FIRST_YEAR or not chapters:
        return
    missing = _missing(report)
    if missing:
        yield _missing_finding(report, chapters, missing)
    yield from _numbering(report, chapters, missing)
    yield from _empty(report, form, chapters)


# --- missing -----------------------------------------------------------------------------------


def _missing(report: Report) -> tuple[int, ...]:
    """The chapters that neither a heading nor a table of theirs tells of."""
    tables = load_forms()[report.form or ""].tables
    found = {s.chapter for s in report.sections} | {
        table.chapter for table in tables if any(c.table == table.key for c in report.cells)
    }
    return tuple(chapter for chapter in _CHAPTERS if chapter not in found)


def _missing_finding(report: Report, chapters: Sequence[Section], missing: Sequence[int]) -> Finding:
    names = "、".join(f"“{NUMERALS[c]}、{_TITLES[c]}”" for c in missing)
    # A chapter under an unknown heading may be the missing one in other words.
    known = {s.chapter for s in chapters}
    sure = len(missing) == 1 and None not in known and len(known) >= len(_CHAPTERS) - 1
    listed = "、".join(s.number + "、" + s.title if s.number else s.title for s in chapters)
    side = whole_report(report, f"读到的标题：{listed}")
    return Finding(kind("missing_chapter" if sure else "lost_chapters"), f"没有{names}", (side,))


# --- numbers -----------------------------------------------------------------------------------


def _numbering(report: Report, chapters: Sequence[Section], missing: Sequence[int]) -> Iterator[Finding]:
    """Numbers skipped or repeated, among chapters and among the （一）… below each; a new 一 begins a new list.

    The numbers of chapters that are `missing` are no other fault.
    """
    yield from _sequence(report, [s for s in chapters if not s.number.startswith(("（", "("))], missing)
    for above in report.sections:
        # Below the headings of the tables stand torn labels of rows as often as headings.
        if above.level == 1 and above.chapter not in _TABLE_CHAPTERS:
            inside = [s for s in report.sections if s.level == 2 and above.start < s.start < above.end]
            yield from _sequence(report, inside)


def _sequence(report: Report, sections: Sequence[Section], missing: Sequence[int] = ()) -> Iterator[Finding]:
    numbered = [(n, s) for s in sections if (n := _ordinal(s.number))]
    if numbered and not set(range(1, numbered[0][0])) <= set(missing):
        first, section = numbered[0]
        yield _misnumbered(report, f"编号从“{_shown(section)}”开始，前面缺少{_range(1, first)}", (section,))
    for (before, earlier), (now, later) in pairwise(numbered):
        if now == before:
            yield _misnumbered(report, f"编号“{_shown(later)}”重复", (later, earlier))
        elif now > before + 1 and not set(range(before + 1, now)) <= set(missing):
            skipped = _range(before + 1, now)
            yield _misnumbered(
                report, f"编号从“{_shown(earlier)}”跳到“{_shown(later)}”，缺少{skipped}", (later, earlier)
            )
        elif 1 < now < before:
            yield _misnumbered(report, f"编号从“{_shown(earlier)}”退回“{_shown(later)}”", (later, earlier))


def _range(first: int, end: int) -> str:
    return "、".join(f"“{NUMERALS[n]}”" for n in range(first, min(end, len(NUMERALS))))


def _shown(section: Section) -> str:
    return section.number if section.level > 1 or section.number.startswith("第") else f"{section.number}、"


def _misnumbered(report: Report, message: str, sections: Sequence[Section]) -> Finding:
    return Finding(kind("numbering"), message, tuple(_heading(report, s) for s in sections))


def _heading(report: Report, section: Section) -> Spot:
    end = report.text.find("\n", section.start, section.end)
    return spot(report, section.start, end if end >= 0 else section.end, section.chapter)


def _ordinal(number: str) -> int:
    """一 → 1, （十二） → 12, 第三部分 → 3; 0 where it is none of these."""
    found = _NUMBER.match(number)
    if found is None:
        return 0
    digits = found[1] or found[2]
    if len(digits) == 2:
        return 10 + NUMERALS.index(digits[1]) if digits[0] == "十" else 0
    return NUMERALS.index(digits)


# --- empty -------------------------------------------------------------------------------------


def _empty(report: Report, form: Form, chapters: Sequence[Section]) -> Iterator[Finding]:
    read = {table.chapter for table in form.tables if any(c.table == table.key for c in report.cells)}
    tables = {table.chapter for table in form.tables}
    for chapter in _CHAPTERS:
        sections = [s for s in chapters if s.chapter == chapter]
        if not sections or (chapter in tables and chapter in read):
            continue
        said = "".join(_MARKS.sub("", _below(report, s)) for s in sections)
        if chapter in tables and not _holds_grid(report, sections):
            yield Finding(kind("no_table"), f"“{sections[0].title}”下没有读到统计表", (_heading(report, sections[0]),))
        elif not said and chapter not in tables:
            key = "empty_sixth" if chapter == max(_CHAPTERS) else "empty_chapter"
            yield Finding(kind(key), f"“{sections[0].title}”下没有内容", (_heading(report, sections[0]),))
        elif chapter == 5 and _NONE.fullmatch(_SUBTITLES.sub("", said)):
            yield Finding(kind("no_problems"), f"“{sections[0].title}”只写了“{said}”", (_heading(report, sections[0]),))


def _below(report: Report, section: Section) -> str:
    """What stands in a section behind its heading."""
    line_end = report.text.find("\n", section.start, section.end)
    first = report.text[section.start : line_end if line_end >= 0 else section.end]
    at = first.find(section.title[-4:])
    rest = first[at + len(section.title[-4:]) :] if at >= 0 else ""
    return rest + (report.text[line_end : section.end] if line_end >= 0 else "")


def _holds_grid(report: Report, sections: Sequence[Section]) -> bool:
    return any(s.start <= grid.start < s.end for s in sections for grid in report.grids)
