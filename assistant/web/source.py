"""The cited place as HTML: a statutory table, another table or a paragraph, with what was cited marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import time_ns
from urllib.parse import urlencode

from assistant.answer import Citation
from assistant.links import at_place, is_web_address
from assistant.web import words
from assistant.web import words_reader as reader
from assistant.web.closing import close_button
from assistant.web.grid_tables import Span, grid_table
from assistant.web.markup import Html, join, marked, tag
from assistant.web.tables import statutory_table
from corpus.forms import load_forms
from corpus.report import Cell, Grid, Passage, Report
from corpus.web.originals import Original

PATH_JOINT = " / "
# The least agreement of a row label and a column label (1 each) that names one cell of a row.
BOTH_LABELS = 2
# An address holds no more places than these; browsers and servers cut longer ones off.
MOST_OTHERS = 40


@dataclass(frozen=True, slots=True)
class Among:
    """The answer that a citation belongs to: which turn of the conversation (from 0), and all it cites, in order."""

    turn: int = 0
    citations: tuple[Citation, ...] = ()


def source_panel(
    report: Report | None,
    citation: Citation,
    number: int,
    opened: str = "",
    kept: Original | None = None,
    among: Among | None = None,
    pages: bool = False,
) -> Html:
    """The whole panel of citation `number`; `report` is None where it is no longer in the store.

    `opened` differs from one opening to the next, so that opening the same place twice is noticed; `kept` is the local
    copy of a report of the web; `pages`: whether pages of the original can be looked at.
    """
    among = among or Among()
    heading = tag("h2", words.SOURCE_NUMBER.format(number=number), id="source-title", tabindex=-1)
    close = close_button("close")
    parts = (
        tag("div", heading, _steps(number, among), close, class_="source-head"),
        tag("p", report.title if report and report.title else citation.report, class_="source-report"),
        _facts(citation),
        tag("p", citation.remark, class_="warning") if citation.remark else Html(),
        cited_place(report, citation),
        _links(report, citation, kept, among, pages),
    )
    return tag("section", *parts, class_="source", aria_labelledby="source-title", data_opened=opened or str(number))


def _steps(number: int, among: Among) -> Html:
    """Buttons to the places cited before and after this one, where the answer cites several."""
    if len(among.citations) < 2:
        return Html()
    buttons = (
        tag(
            "button",
            said,
            type="button",
            class_="step",
            data_turn=among.turn,
            data_number=to,
            disabled=not 1 <= to <= len(among.citations),
        )
        for said, to in ((reader.PREVIOUS_CITED, number - 1), (reader.NEXT_CITED, number + 1))
    )
    return tag("div", *buttons, class_="steps", role="group", aria_label=reader.CITED_PLACES)


def cited_place(report: Report | None, citation: Citation) -> Html:
    """Table or paragraphs with the cited text marked; where the report has changed since, the quote alone."""
    if report is None:
        return _quote_only(words.REPORT_GONE, citation)
    if report.text[citation.start : citation.end] != citation.quote:
        return _quote_only(words.CHANGED_SINCE, citation)
    cell = cited_cell(report, citation)
    if cell is not None and report.form in load_forms():
        return _statutory_place(report, cell)
    grid = _grid_at(report, citation)
    if grid is not None:
        return grid_table(report, grid, citation.start, citation.end)
    return _prose_place(report, citation)


def cited_cell(report: Report, citation: Citation) -> Cell | None:
    """The statutory cell of that place, found by span and labels; a blank cell is cited by its whole row."""
    place = (citation.start, citation.end)
    own = [c for c in report.cells if (c.start, c.end) == place and _agreeing(report, c, citation) > 0]
    whole_row = [c for c in report.cells if c.start == c.end and (c.row_start, c.row_end) == place]
    blank = [c for c in whole_row if _agreeing(report, c, citation) >= BOTH_LABELS]
    return max(own or blank, key=lambda cell: _agreeing(report, cell, citation), default=None)


def _agreeing(report: Report, cell: Cell, citation: Citation) -> int:
    """How far row and column of citation and cell agree: 2 a whole path, 1 its last label, 0 where one differs."""
    form = load_forms().get(report.form or "")
    place = form.place(*cell.place) if form else None
    if place is None or not (citation.row or citation.column):
        return 0
    _, row, column = place
    rows, columns = _agreement(row.path, citation.row), _agreement(column.path, citation.column)
    return rows + columns if rows and columns else 0


def _agreement(path: tuple[str, ...], written: str) -> int:
    if PATH_JOINT.join(path) == written:
        return 2
    return int(bool(path) and path[-1] == written.split(PATH_JOINT)[-1])


def _statutory_place(report: Report, cell: Cell) -> Html:
    table = load_forms()[report.form or ""].home(*cell.place)
    line = report.text[cell.row_start : cell.row_end]
    written = marked(line, cell.start - cell.row_start, cell.end - cell.row_start)
    original = (tag("h3", words.AS_WRITTEN), tag("blockquote", written, class_="as-written")) if line.strip() else ()
    return join((statutory_table(report, table, cell), tag("p", words.ARRANGED, class_="note"), *original))


def _grid_at(report: Report, citation: Citation) -> Grid | None:
    return next((g for g in report.grids if g.start <= citation.start and citation.end <= g.end), None)


def _prose_place(report: Report, citation: Citation) -> Html:
    passages = [p for p in report.passages if p.start < citation.end and citation.start < p.end]
    if not passages:
        return _line_place(report, citation)
    trail = tag("ol", *(tag("li", h) for h in passages[0].headings), class_="trail") if passages[0].headings else Html()
    return join((trail, tag("div", *(_paragraph(report, p, citation) for p in passages), class_="passages")))


def _paragraph(report: Report, passage: Passage, citation: Citation) -> Html:
    text = report.text[passage.start : passage.end]
    return tag("p", marked(text, citation.start - passage.start, citation.end - passage.start))


def _line_place(report: Report, citation: Citation) -> Html:
    """A place in no passage (a heading, a title): the lines it stands in."""
    start = report.text.rfind("\n", 0, citation.start) + 1
    end = report.text.find("\n", citation.end)
    text = report.text[start : end if end >= 0 else len(report.text)]
    if not text.strip():
        return tag("p", words.PLACE_NOT_FOUND, class_="note")
    return tag("div", tag("p", marked(text, citation.start - start, citation.end - start)), class_="passages")


def _quote_only(reason: str, citation: Citation) -> Html:
    quote = tag("mark", citation.quote or words.BLANK_CELL)
    return join((tag("p", reason, class_="warning"), tag("blockquote", quote, class_="as-written")))


def _facts(citation: Citation) -> Html:
    """What the place is, line by line; lines that say nothing are left out."""
    pairs = (
        (words.BODY, citation.body),
        (words.KIND, citation.kind),
        (words.YEAR_OF_REPORT, year_words(citation.year)),
        (words.PAGE, "" if citation.page is None else words.PAGE_NUMBER.format(page=citation.page)),
        (words.CHAPTER, citation.chapter),
        (words.TABLE, "" if citation.table in citation.chapter else citation.table),
        (words.ROW, citation.row.replace(PATH_JOINT, " › ")),
        (words.COLUMN, citation.column.replace(PATH_JOINT, " › ")),
    )
    return tag("dl", *(tag("div", tag("dt", k), tag("dd", v)) for k, v in pairs if v), class_="facts")


def year_words(year: int | None) -> str:
    """The year of a report as a person writes it."""
    return words.YEAR_UNKNOWN if year is None else words.YEAR.format(year=year)


# --- links ------------------------------------------------------------------------------------


def _links(report: Report | None, citation: Citation, kept: Original | None, among: Among, pages: bool) -> Html:
    if report is None:
        return Html()
    return tag("p", *_link_list(report, citation, kept, among, pages), class_="links")


def _link_list(report: Report, citation: Citation, kept: Original | None, among: Among, pages: bool) -> Iterator[Html]:
    place = _exact_place(report, citation)
    others = [_exact_place(report, c) for c in among.citations if c.report_id == report.id and c != citation]
    yield new_window_link(words.READ_ALL, report_address(report.id, *place, others=others))
    if pages:
        number = citation.page or 1
        yield new_window_link(reader.ORIGINAL_PAGE.format(page=number), page_address(report.id, number, place))
    if kept is None and not is_web_address(report.address):
        yield tag("a", words.DOWNLOAD_COPY, href=f"source/{report.id}?download=1", download=report.file)
    said = "" if citation.table else citation.quote
    yield new_window_link(words.OPEN_ORIGINAL, original_address(report, page=citation.page, words_there=said))
    if kept is not None:
        if is_web_address(kept.found_on):
            yield new_window_link(words.FOUND_ON, kept.found_on)
        yield tag("a", words.DOWNLOAD_COPY, href=f"copy/{report.id}", download=report.file)


def _exact_place(report: Report, citation: Citation) -> Span:
    """The span cited; of a blank cell, which is cited by its row, that of the cell itself."""
    unchanged = report.text[citation.start : citation.end] == citation.quote
    cell = cited_cell(report, citation) if unchanged else None
    return (cell.start, cell.end) if cell else (citation.start, citation.end)


def new_window_link(text: str, address: str) -> Html:
    """A link that opens beside the page and says so to those who can't see it."""
    hint = tag("span", words.OPENS_NEW, class_="unseen")
    return tag("a", text, hint, href=address, target="_blank", rel="noopener noreferrer")


def report_address(
    report_id: str, start: int | None = None, end: int | None = None, others: Sequence[Span] = ()
) -> str:
    """The page of a report's full text, relative to the chat's address; with a span, at that place.

    `others`: further places of the report to be stepped through.
    """
    page = f"report/{report_id}"
    if start is None:
        return page
    spans = ((start, end), *others[:MOST_OTHERS])
    return f"{page}?{urlencode([pair for a, b in spans for pair in (('start', a), ('end', b))])}#cited"


def page_address(report_id: str, number: int, place: Span | None = None) -> str:
    """The view of a page of a report's original, relative to the chat's address; `place` is to be outlined on it."""
    page = f"report/{report_id}/page/{number}"
    return page if place is None else f"{page}?{urlencode({'start': place[0], 'end': place[1]})}"


def original_address(report: Report, up: str = "", page: int | None = None, words_there: str = "") -> str:
    """Where the original opens: its own web address, or this server's copy by the report's id; at the page or words."""
    address = report.address if is_web_address(report.address) else f"{up}source/{report.id}"
    return at_place(address, report.file, page, words_there)


# --- the panel without a source ----------------------------------------------------------------------


def notice(sentence: str) -> Html:
    """A source panel that only says something."""
    close = close_button("close")
    heading = tag("h2", words.SOURCE_PANEL, id="source-title", tabindex=-1)
    head = tag("div", heading, close, class_="source-head")
    text = tag("p", sentence, class_="warning")
    return tag("section", head, text, class_="source", aria_labelledby="source-title", data_opened=str(time_ns()))


def source_hint() -> Html:
    """The source panel before anything was opened."""
    return tag(
        "section",
        tag("h2", words.SOURCE_PANEL),
        tag("p", words.SOURCE_HINT, class_="note"),
        class_="source",
        aria_label=words.SOURCE_PANEL,
    )
