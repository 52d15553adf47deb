"""What a template, an older report or another body's report leaves behind in a text: blanks, years, names, dates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.audit.finding import Finding, Spot, spot
from corpus.audit.kinds import kind
from corpus.places import own_word, parse_places
from corpus.report import Passage, PassageKind, Report, Section
from corpus.sentences import sentences

# A title stands at the top; a year further down is not the title's.
_TOP = 4000


@cache
def leftover_data() -> dict[str, Any]:
    """The tables of leftovers.toml."""
    return tomllib.loads((files("corpus.audit") / "leftovers.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of that name, ^ and $ at every line."""
    return re.compile(leftover_data()[name], re.MULTILINE)


@cache
def _placeholders() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in leftover_data()["placeholders"]))


def check_leftovers(report: Report) -> Iterator[Finding]:
    """What was left behind in one report."""
    yield from _blanks(report)
    if report.year is not None:
        yield from _period(report, report.year)
        yield from _opening_years(report, report.year)
        yield from _late_dates(report, report.year)
    yield from _other_places(report)
    yield from _other_bodies(report)


def sentence_at(report: Report, start: int, end: int) -> Spot:
    """The sentence round a span as a side."""
    passage = next((p for p in report.passages if p.start <= start < p.end), None)
    if passage is None:
        line = report.text.rfind("\n", 0, start) + 1
        stop = report.text.find("\n", end)
        return spot(report, line, stop if stop >= 0 else len(report.text), chapter_at(report, start))
    spans = sentences(report.text, passage.start, passage.end)
    a, b = next(((a, b) for a, b in spans if a <= start < b), (passage.start, passage.end))
    return spot(report, a, b, passage.chapter)


def chapter_at(report: Report, place: int) -> int | None:
    """The chapter that place stands in."""
    return next((s.chapter for s in reversed(report.sections) if s.start <= place < s.end and s.chapter), None)


# --- blanks ------------------------------------------------------------------------------------


def _blanks(report: Report) -> Iterator[Finding]:
    grids = [(g.start, g.end) for g in report.grids]
    for found in _placeholders().finditer(report.text):
        if not any(a <= found.start() < b for a, b in grids):
            yield Finding(kind("placeholder"), f"“{found[0].strip()}”还没有填写", (sentence_at(report, *found.span()),))
    if found_name := pattern("blank_name").search(report.text):
        side = sentence_at(report, *found_name.span())
        yield Finding(kind("blank_name"), f"“{found_name[0]}”处应当是名称", (side,))


# --- years -------------------------------------------------------------------------------------


def _period(report: Report, year: int) -> Iterator[Finding]:
    """The year of the title or the text against that of the period the numbers cover."""
    found = pattern("period").search(report.text[:_TOP])
    if found is None or int(found[1]) == year:
        return
    at = report.text.find(report.title) if report.title else -1
    title = spot(report, at, at + len(report.title), None) if at >= 0 else spot(report, 0, 0, None, f"年报是{year}年的")
    said = f"年报是{year}年的，统计期限却写{found[1]}年"
    yield Finding(kind("period"), said, (sentence_at(report, *found.span()), title))


def _opening_years(report: Report, year: int) -> Iterator[Finding]:
    """Chapters that open with the year before: 2022年，我局… in the report for 2023."""
    for section in report.sections:
        first = next((p for p in report.passages if _is_opening(p, section)), None)
        if section.level > 1 or first is None:
            continue
        opening = report.text[_behind_heading(first, section) : first.end]
        found = pattern("opening_year").match(opening)
        # A paragraph that goes on to the year itself has told of the year before on purpose.
        if found and int(found[1]) == year - 1 and str(year) not in opening:
            side = sentence_at(report, first.start, first.start)
            yield Finding(kind("last_year"), f"{year}年的年报，这一部分却以“{found[1]}年”开头", (side,))


def _is_opening(passage: Passage, section: Section) -> bool:
    return passage.kind is PassageKind.PARAGRAPH and section.start <= passage.start < section.end


def _behind_heading(passage: Passage, section: Section) -> int:
    """Where the words of a section begin whose heading stands in the same paragraph."""
    return passage.start if passage.start > section.start else passage.start + len(section.number)


# --- dates -------------------------------------------------------------------------------------


def _late_dates(report: Report, year: int) -> Iterator[Finding]:
    """Days told of that lie after the day of publication."""
    found = next(iter([*pattern("published").finditer(report.text), *pattern("closing").finditer(report.text)]), None)
    published = _day(found) if found else None
    if found is None or published is None or published.year <= year:
        return  # published within its own year: the form has no such report, the day is of something else
    for passage in report.passages:
        for told in pattern("dated").finditer(report.text, passage.start, passage.end):
            day = _day(told)
            side = sentence_at(report, *told.span())
            if day and day > published and told.span() != found.span() and not pattern("future").search(side.quote):
                message = f"写到{told[0]}，年报却在{published.year}年{published.month}月{published.day}日发布"
                yield Finding(kind("after_publication"), message, (side, sentence_at(report, *found.span())))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


# --- names -------------------------------------------------------------------------------------


def _other_places(report: Report) -> Iterator[Finding]:
    """我县 in the report of a 区, 我区 in that of a 县: the place's own word and another of its rank."""
    places = parse_places(report.region).places
    own = own_word(places[-1]) if places else ""
    if own not in ("县", "区", "旗", "镇", "乡"):
        return
    rank = ("县", "区", "旗") if own in "县区旗" else ("镇", "乡")
    said: set[str] = set()
    for found in pattern("own_place").finditer(report.text):
        if found[1] in rank and found[1] != own and found[1] not in said:
            said.add(found[1])
            message = f"{report.region}的年报，文字里却自称“{found[0]}”"
            yield Finding(kind("other_body"), message, (sentence_at(report, *found.span()),))


def _other_bodies(report: Report) -> Iterator[Finding]:
    """Sentences that open with a body of the same kind in another place: 乙区教育局… in the report of 甲区教育局."""
    own = parse_places(report.body)
    if not own.places or not own.rest:
        return
    named = re.compile(
        rf"(?:(?:19|20)\d{{2}}年(?:度)?[，,]?)?([一-鿿]{{2,14}}?){re.escape(own.rest)}(?=坚持|认真|深入|全面|严格|按照|根据|共|以|持续|紧紧|围绕|高度|始终|积极|编制|本着)"
    )
    said: set[str] = set()
    for passage in report.passages:
        for a, b in sentences(report.text, passage.start, passage.end):
            found = named.match(report.text[a:b].lstrip("　 \t"))
            other = parse_places(found[1]) if found else None
            if found and other and other.places and not other.rest and other.places[-1] != own.places[-1]:
                within = set(other.places) & set(own.places)
                above = report.region.startswith(other.region) or other.region.endswith(own.places[0]) or within
                if not above and other.region not in said:
                    said.add(other.region)
                    message = f"{report.body}的年报，这一句的主语却是“{found[1]}{own.rest}”"
                    yield Finding(kind("other_body"), message, (spot(report, a, b, passage.chapter),))
