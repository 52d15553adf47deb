"""The page of one report: its whole text and tables in order, an outline, cited places marked, and what to be wary of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.web import words as chat_words
from assistant.web import words_reader as words
from assistant.web.display import display_menu
from assistant.web.grid_tables import Span, Spot, marked_grid
from assistant.web.markup import Html, join, tag, void
from assistant.web.reader_lines import Painter
from assistant.web.reader_notes import NOTES, PROBLEMS, extras_of, notes_list, notes_of, other_problems, problems_list
from assistant.web.reader_outline import outline_list, outline_of, section_anchor, table_anchor
from assistant.web.source import original_address, page_address, year_words
from corpus.report import Grid, Report, Scope, Section, line_at

LINE = re.compile(r"[^\n]+")
CITED = "cited"
SCOPES = {Scope.WHOLE_REGION: chat_words.WHOLE_REGION, Scope.OWN: chat_words.OWN}
# A report's page stands at report/ID: the service's own addresses begin one level up.
UP = "../"


@dataclass(frozen=True, slots=True)
class Files:
    """What else of a report can be opened: whether its pages can be seen, and whether the original can be had here."""

    pages: bool = False
    download: bool = False


def report_page(
    report: Report,
    start: int,
    end: int,
    files: Sequence[str],
    others: Sequence[Span] = (),
    scripts: Sequence[str] = (),
    have: Files | None = None,
) -> Html:
    """The whole page as HTML; `files` are the addresses of scripts and styles, `start >= end` marks blank or nothing.

    `others`: further cited places, to be stepped through; `scripts`: those that work on the finished page.
    """
    spots = _spots(report, (start, end), others)
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{report.title or report.file} · {chat_words.TITLE}"),
        *map(page_file, files),
        *(tag("script", src=script, defer=True) for script in scripts),
    )
    return Html("<!doctype html>" + tag("html", head, _Page(report, spots, have or Files()).body(), lang="zh-CN"))


def page_file(address: str) -> Html:
    """A script or a style sheet of a page's head, by its address."""
    if address.partition("?")[0].endswith(".js"):
        return tag("script", src=address)
    return void("link", rel="stylesheet", href=address)


def _spots(report: Report, cited: Span, others: Sequence[Span]) -> tuple[Spot, ...]:
    """The cited places in the order of the text, each once; the first one given has the anchor `cited`."""
    spans = sorted({s for s in (cited, *others) if s != (0, 0) and 0 <= s[0] <= s[1] and s[0] < len(report.text)})
    return tuple(Spot(a, b, CITED if (a, b) == cited else f"{CITED}-{i}") for i, (a, b) in enumerate(spans, start=1))


class _Page:
    """The parts of one report's page."""

    def __init__(self, report: Report, spots: Sequence[Spot], files: Files) -> None:
        self.report, self.spots, self.files = report, spots, files
        self.notes = notes_of(report)
        self.extras = extras_of(self.notes)
        self.problems = other_problems(report, self.notes)
        self.tables = _tables_of(report)
        self.outline = outline_of(report, self.tables)
        self.headings: dict[int, Section] = {s.start: s for s in report.sections}
        self.lines_at = {p.line: place for p in self.problems if (place := _line_start(report, p.line)) is not None}
        self.painter = Painter(report, spots, self.notes, self._inserts())

    def body(self) -> Html:
        text = join(self._blocks())
        placed = self.painter.noted | {n.number for n in self.notes if (n.start, n.end) in self._spans_of_cells()}
        below = (notes_list(self.notes, frozenset(placed)), problems_list(self.problems, self._line_addresses()))
        main = tag("main", self._heading(), text, *below, class_="fulltext", id="text")
        return tag(
            "body",
            tag("a", words.SKIP_TO_TEXT, href="#text", class_="skip"),
            self._tools(),
            tag("div", self._outline(), main, class_="reader"),
            class_="reading",
        )

    # --- around the text ------------------------------------------------------------------------

    def _tools(self) -> Html:
        back = tag("a", words.BACK_TO_CHAT, href=UP, class_="back")
        # Beside the text it is in sight anyway; on a phone it is far above.
        to_outline = tag("a", words.OUTLINE, href="#outline", class_="to-outline") if self.outline else Html()
        return tag(
            "header",
            back,
            to_outline,
            _find_box(),
            self._steps(),
            display_menu(),
            class_="tools",
            aria_label=words.TOOLS,
        )

    def _steps(self) -> Html:
        """Links to the cited places; with several, the page's script has buttons step through them."""
        if not self.spots:
            return Html()
        if len(self.spots) == 1:
            return tag("nav", tag("a", words.TO_CITED, href=f"#{CITED}"), aria_label=words.CITED_PLACES, class_="steps")
        links = (
            tag("a", str(i), href=f"#{spot.anchor}", aria_label=words.CITED_NUMBER.format(number=i))
            for i, spot in enumerate(self.spots, start=1)
        )
        return tag(
            "nav",
            tag("span", words.CITED_PLACES, class_="label"),
            tag("button", words.PREVIOUS_CITED, type="button", hidden=True, data_step="-1"),
            tag("span", *links, class_="numbers"),
            tag("button", words.NEXT_CITED, type="button", hidden=True, data_step="1"),
            aria_label=words.CITED_PLACES,
            class_="steps",
        )

    def _outline(self) -> Html:
        if not self.outline:
            return Html()
        summary = tag("summary", words.OUTLINE, tag("span", class_="here"))
        details = tag("details", summary, outline_list(self.outline))
        return tag("nav", details, class_="outline", id="outline", aria_label=words.OUTLINE)

    def _heading(self) -> Html:
        report = self.report
        facts = (report.body, year_words(report.year), SCOPES.get(report.scope, ""))
        return tag(
            "div",
            tag("h1", report.title or report.file),
            tag("p", " · ".join(f for f in facts if f), class_="note"),
            tag("p", *self._links(), class_="links"),
            class_="about",
        )

    def _links(self) -> Iterator[Html]:
        report = self.report
        spot = next((s for s in self.spots if s.anchor == CITED), None)
        page = report.page_at(spot.start) if spot else None
        if self.files.pages:
            number = page or 1
            place = (spot.start, spot.end) if spot else None
            yield tag("a", words.ORIGINAL_PAGE.format(page=number), href=UP + page_address(report.id, number, place))
        in_prose = spot is not None and not any(g.start <= spot.start and spot.end <= g.end for g in report.grids)
        said = report.text[spot.start : spot.end] if spot and in_prose else ""
        original = original_address(report, up=UP, page=page, words_there=said)
        yield tag("a", words.OPEN_ORIGINAL, href=original, target="_blank", rel="noopener noreferrer")
        if self.files.download:
            yield tag("a", words.DOWNLOAD_ORIGINAL, href=f"{UP}source/{report.id}?download=1", download=report.file)
        if self.notes:
            yield tag("a", words.NOTES.format(count=len(self.notes)), href=f"#{NOTES}", class_="wary")
        if self.problems:
            yield tag("a", words.PROBLEMS.format(count=len(self.problems)), href=f"#{PROBLEMS}", class_="wary")

    # --- the text --------------------------------------------------------------------------------

    def _blocks(self) -> Iterator[Html]:
        """Lines and tables in the order of the text; whatever a table covers is not written a second time."""
        at = 0
        for i, grid in enumerate(self.tables):
            yield from self._lines(at, grid.start)
            inside = [s for s in self.spots if grid.start <= s.start <= grid.end]
            caption = self._caption(grid)
            yield marked_grid(self.report, grid, inside, self.extras, table_anchor(i), caption)
            at = grid.end
        yield from self._lines(at, len(self.report.text))

    def _lines(self, at: int, until: int) -> Iterator[Html]:
        for line in LINE.finditer(self.report.text, at, until):
            if line.group().strip():
                yield self._line(line.group(), line.start())

    def _line(self, text: str, at: int) -> Html:
        content = self.painter.paint(at, at + len(text))
        section = self.headings.get(at) or self.headings.get(at + len(text) - len(text.lstrip()))
        if section is None:
            return tag("p", content)
        name = f"h{min(section.level + 1, 6)}" if _only_heading(text, section) else "p"
        return tag(name, content, id=section_anchor(section))

    def _inserts(self) -> dict[int, list[Html]]:
        """What stands between the characters: where pages begin, where sections within a line and problems are."""
        text, found = self.report.text, defaultdict[int, list[Html]](list)
        for place in self.lines_at.values():
            found[place].append(tag("span", id=f"l{place}"))
        for number, place in _page_begins(self.report):
            if not self._in_table(place):
                found[_seen_from(text, place)].append(self._page_mark(number))
        for section in self.report.sections:
            begins = text.rfind("\n", 0, section.start) + 1
            if text[begins : section.start].strip():
                found[section.start].append(tag("span", id=section_anchor(section)))
        return found

    def _page_mark(self, number: int) -> Html:
        said = words.PAGE_NUMBER.format(page=number)
        if not self.files.pages:
            return tag("span", said, class_="page-mark", id=f"p{number}")
        return tag("a", said, href=UP + page_address(self.report.id, number), class_="page-mark", id=f"p{number}")

    def _caption(self, grid: Grid) -> Html | None:
        """On which pages of the original a table stands, where that is known."""
        first, last = self.report.page_at(grid.start), self.report.page_at(max(grid.start, grid.end - 1))
        if first is None or last is None:
            return None
        begins = [n for n, place in _page_begins(self.report) if grid.start <= place < grid.end]
        anchors = [tag("span", id=f"p{n}") for n in begins]
        said = words.TABLE_ON_PAGES if last > first else words.TABLE_ON_PAGE
        shown = said.format(page=first, first=first, last=last)
        link = tag("a", shown, href=UP + page_address(self.report.id, first)) if self.files.pages else shown
        return join((*anchors, link))

    def _in_table(self, place: int) -> int | None:
        return next((i + 1 for i, g in enumerate(self.tables) if g.start <= place < g.end), None)

    def _spans_of_cells(self) -> set[Span]:
        return {(c.start, c.end) for grid in self.tables for c in grid.cells if (c.start, c.end) in self.extras}

    def _line_addresses(self) -> dict[int, str]:
        """Where in the page the lines with problems stand."""
        return {
            line: f"#{table_anchor(table - 1)}" if (table := self._in_table(place)) else f"#l{place}"
            for line, place in self.lines_at.items()
        }


def _find_box() -> Html:
    """The box to search the text with; the page's script shows and serves it."""
    return tag(
        "form",
        tag("label", words.FIND, for_="find"),
        void(
            "input", id="find", type="search", autocomplete="off", placeholder=words.FIND, aria_label=words.FIND_LABEL
        ),
        tag("output", for_="find", data_found=words.FOUND, data_none=words.NOT_FOUND),
        tag("button", words.FIND_PREVIOUS, type="button", data_find="-1", disabled=True),
        tag("button", words.FIND_NEXT, type="submit", data_find="1", disabled=True),
        role="search",
        class_="find",
        hidden=True,
    )


def _tables_of(report: Report) -> tuple[Grid, ...]:
    """The tables in the order of the text; one within another is left out."""
    found: list[Grid] = []
    for grid in sorted(report.grids, key=lambda g: g.start):
        if not found or grid.start >= found[-1].end:
            found.append(grid)
    return tuple(found)


def _page_begins(report: Report) -> Iterator[tuple[int, int]]:
    """The pages (from 1) and where they begin; of several without words the last."""
    for i, place in enumerate(report.pages):
        if place < len(report.text) and place not in report.pages[i + 1 : i + 2]:
            yield i + 1, place


def _seen_from(text: str, place: int) -> int:
    """The first character from that place on that is seen."""
    rest = text[place:]
    return place + len(rest) - len(rest.lstrip())


def _line_start(report: Report, line: int) -> int | None:
    """Where a line (from 1) begins to say something; None where there is no such line."""
    if line > line_at(report.text, len(report.text)):
        return None
    place = 0
    for _ in range(line - 1):
        place = report.text.index("\n", place) + 1
    seen = _seen_from(report.text, place)
    return seen if seen < len(report.text) else None


def _only_heading(text: str, section: Section) -> bool:
    """Whether the line is the heading and no more; a heading may also open its paragraph."""
    return len(text.strip()) <= len(section.number) + len(section.title) + 3
