"""The tables and charts of an answer as HTML: a table whose numbers lead to their sources, a chart, and a switch between."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer import Chart, Citation, Table, TableCell
from assistant.web import words
from assistant.web.answer_tools import Files
from assistant.web.markup import Html, join, tag, void
from assistant.web.plot import chart_figure

# A citation as a link with the words given.
Linked = Callable[[Citation, str], Html]
# A value formed of so many cells has a link to each; of more, the claims tell them.
MOST_LINKS = 3
# Longer words without a number, such as a list of names, are written in lines.
MOST_IN_LINE = 12


def answer_views(
    tables: Sequence[Table],
    charts: Sequence[Chart],
    linked: Linked,
    turn: int,
    body: Callable[[int], Html] | None = None,
    files: Files | None = None,
) -> Html:
    """The charts and tables of one answer; where there are both, one kind at a time is shown.

    `body`: the rows of table n where not all of them are shown at once; `files`: as what each can be downloaded.
    """
    figures = (join((chart_figure(chart), files.of_chart(chart) if files else Html())) for chart in charts)
    drawn = tag("div", *figures, class_="view view-chart") if charts else Html()
    shown = (
        join((value_table(table, linked, body and body(at)), files.of_table(table, at) if files else Html()))
        for at, table in enumerate(tables)
    )
    listed = tag("div", *shown, class_="view view-table") if tables else Html()
    if not (drawn and listed):
        return tag("div", drawn, listed, class_="views") if drawn or listed else Html()
    switch = (_choice(turn, "chart", words.VIEW_CHART, chosen=True), _choice(turn, "table", words.VIEW_TABLE))
    label = words.VIEWS
    return tag("div", *switch, drawn, listed, class_="views switched", role="group", aria_label=label)


def _choice(turn: int, kind: str, label: str, chosen: bool = False) -> Html:
    """One side of the switch: a radio button and its label; the style shows the view of the one that is checked."""
    own = f"view-{turn}-{kind}"
    button = void("input", type="radio", name=f"view-{turn}", id=own, checked=chosen, class_=f"unseen choose-{kind}")
    return join((button, tag("label", label, for_=own)))


def value_table(table: Table, linked: Linked, body: Html | None = None) -> Html:
    """The table with its title; the first cell of a row is its name, every number a link to where it stands."""
    head = tag("tr", *(tag("th", said, scope="col") for said in table.header))
    body = body or tag("tbody", *(value_row(row, linked) for row in table.rows))
    caption = tag("caption", table.title) if table.title else Html()
    whole = tag("table", caption, tag("thead", head), body, class_="values")
    return tag("div", whole, class_="scrolling", tabindex=0, role="region", aria_label=table.title or words.VIEW_TABLE)


def value_row(row: Sequence[TableCell], linked: Linked) -> Html:
    """One row of a table, named by its first cell."""
    name, *cells = row
    return tag("tr", tag("th", name.text, scope="row"), *(_cell(cell, linked) for cell in cells))


def _cell(cell: TableCell, linked: Linked) -> Html:
    links = [linked(citation, cell.text if i == 0 else "") for i, citation in enumerate(cell.citations)]
    if not links:
        told = "no-number words" if len(cell.text) > MOST_IN_LINE else "no-number"
        return tag("td", cell.text, class_=told)
    return tag("td", *(links if len(links) <= MOST_LINKS else links[:1]))
