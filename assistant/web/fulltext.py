"""The page of one report: its whole text and tables in order, an outline, and the cited place marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.web import words
from assistant.web.display import display_menu
from assistant.web.markup import Html, join, marked, tag, void
from assistant.web.source import new_window_link, original_address, year_words
from assistant.web.tables import grid_table
from corpus.report import Report, Scope, Section

LINE = re.compile(r"[^\n]+")
CITED = "cited"
DEEPEST_IN_OUTLINE = 2
SCOPES = {Scope.WHOLE_REGION: words.WHOLE_REGION, Scope.OWN: words.OWN}


def report_page(report: Report, start: int, end: int, files: Sequence[str]) -> Html:
    """The whole page as HTML; `files` are the addresses of scripts and styles, `start >= end` marks blank or nothing."""
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{report.title or report.file} · {words.TITLE}"),
        *map(page_file, files),
    )
    main = tag("main", _heading(report, start, end), *_blocks(report, start, end), class_="fulltext")
    body = tag("body", tag("div", _outline(report), main, class_="reader"), class_="reading")
    return Html("<!doctype html>" + tag("html", head, body, lang="zh-CN"))


def page_file(address: str) -> Html:
    """A script or a style sheet of a page's head, by its address."""
    if address.partition("?")[0].endswith(".js"):
        return tag("script", src=address)
    return void("link", rel="stylesheet", href=address)


def _heading(report: Report, start: int, end: int) -> Html:
    facts = (report.body, year_words(report.year), SCOPES.get(report.scope, ""))
    links = [
        tag("a", words.BACK_TO_CHAT, href="../"),
        new_window_link(words.OPEN_ORIGINAL, original_address(report, up="../")),
    ]
    if (start, end) != (0, 0):
        links.insert(0, tag("a", words.TO_CITED, href=f"#{CITED}"))
    return tag(
        "header",
        tag("h1", report.title or report.file),
        tag("p", " · ".join(f for f in facts if f), class_="note"),
        tag("p", *links, class_="links"),
        display_menu(),
    )


def _outline(report: Report) -> Html:
    entries = (
        tag("li", tag("a", _title(s), href=f"#s{s.start}"), class_=f"level-{s.level}")
        for s in report.sections
        if s.level <= DEEPEST_IN_OUTLINE
    )
    listed = join(entries)
    return tag("nav", tag("h2", words.OUTLINE), tag("ol", listed), aria_label=words.OUTLINE) if listed else Html()


def _title(section: Section) -> str:
    joint = "、" if section.number and section.number[-1] not in "、.．)）是" else ""
    return f"{section.number}{joint}{section.title}"


def _blocks(report: Report, start: int, end: int) -> Iterator[Html]:
    """Lines and tables in the order of the text; whatever a table covers is not written a second time."""
    sections = {s.start: s for s in report.sections}
    anchors = _Anchor()
    at = 0
    for grid in sorted(report.grids, key=lambda g: g.start):
        if grid.start < at:
            continue
        yield from _lines(report, at, grid.start, (start, end), sections, anchors)
        yield grid_table(report, grid, start, end, anchors.take(_grid_is_cited(start, end, grid.start, grid.end)))
        at = grid.end
    yield from _lines(report, at, len(report.text), (start, end), sections, anchors)


class _Anchor:
    """Hands out the id of the cited place once."""

    def __init__(self) -> None:
        self._given = False

    def take(self, wanted: bool) -> str | None:
        if not wanted or self._given:
            return None
        self._given = True
        return CITED


def _grid_is_cited(start: int, end: int, grid_start: int, grid_end: int) -> bool:
    return start <= grid_end and grid_start <= end and (start, end) != (0, 0)


def _lines(
    report: Report, at: int, until: int, cited: tuple[int, int], sections: dict[int, Section], anchors: _Anchor
) -> Iterator[Html]:
    for line in LINE.finditer(report.text, at, until):
        if line.group().strip():
            yield _line(line.group(), line.start(), cited, _section_at(line, sections), anchors)


def _section_at(line: re.Match[str], sections: dict[int, Section]) -> Section | None:
    indent = len(line.group()) - len(line.group().lstrip())
    return sections.get(line.start()) or sections.get(line.start() + indent)


def _line(text: str, at: int, cited: tuple[int, int], section: Section | None, anchors: _Anchor) -> Html:
    start, end = cited[0] - at, cited[1] - at
    inside = start < len(text) and end > 0 and start < end
    content = marked(text, start, end, id=anchors.take(inside))
    if section is None:
        return tag("p", content)
    name = f"h{min(section.level + 1, 5)}" if _only_heading(text, section) else "p"
    return tag(name, content, id=f"s{section.start}")


def _only_heading(text: str, section: Section) -> bool:
    """Whether the line is the heading and no more; a heading may also open its paragraph."""
    return len(text.strip()) <= len(section.number) + len(section.title) + 3
