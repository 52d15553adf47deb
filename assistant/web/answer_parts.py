"""The parts of an answer that may be long, as HTML: the first lines at once, the others in pieces that follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer import Answer, Citation, Claim
from assistant.web import words
from assistant.web.markup import Html, join, safe, tag
from assistant.web.source import PATH_JOINT, report_address, year_words
from assistant.web.views import value_row

# Longer answers (a ranking of all bodies) show this much at first; the rest opens by one click.
CLAIMS_SHOWN = 12
SOURCES_SHOWN = 4
# Of each part so many lines come with the answer, and so many with every piece that follows.
FIRST_PIECE, PIECE = 60, 200


class AnswerParts:
    """The answer in `turn` (from 0) by its lines: claims, sources, rows of tables, each in the pieces it is sent in."""

    def __init__(self, answer: Answer, turn: int, summed_up: Sequence[Claim] = ()) -> None:
        self.turn = turn
        self._claims = answer.claims
        self._places = answer.citations
        self._tables = answer.tables
        self._summed_up = summed_up
        self._numbers = {citation: n for n, citation in enumerate(self._places, start=1)}

    def claims(self) -> Html:
        """The first lines of the answer, a summary above them."""
        return join(
            (self.summary(), _folded(len(self._claims), CLAIMS_SHOWN, words.MORE_CLAIMS, "claims", self._claim))
        )

    def summary(self) -> Html:
        """What a model summed up, as far as it has come."""
        return tag("div", *map(self._said, self._summed_up), class_="summary") if self._summed_up else Html()

    def sources(self) -> Html:
        """The first cited places with their numbers."""
        if not self._numbers:
            return Html()
        folded = _folded(len(self._numbers), SOURCES_SHOWN, words.MORE_SOURCES, "sources", self._source)
        return tag("div", folded, class_="sources", role="group", aria_label=words.SOURCES)

    def rows(self, table: int) -> Html:
        """The first rows of that table; where more follow, the body says by its `data-part` where they belong."""
        rows = self._tables[table].rows[:FIRST_PIECE]
        return tag("tbody", *(value_row(row, self.linked) for row in rows), data_part=f"table-{table}")

    def linked(self, citation: Citation, text: str) -> Html:
        """The citation as a link: the words given, else its number; bare words where it is not cited."""
        number = self._numbers.get(citation)
        return safe(text) if number is None else self._link(citation, number, text or f"[{number}]")

    def more(self, start: int) -> bool:
        """Whether any part has lines from `start` on."""
        lengths = (len(self._claims), len(self._numbers), *(len(table.rows) for table in self._tables))
        return start < max(lengths)

    def piece(self, start: int) -> Html:
        """The lines from `start` on of every part that has so many, each in a template that names its part."""
        end = start + PIECE
        found = {
            "claims": [self._claim(i) for i in range(start, min(end, len(self._claims)))],
            "sources": [self._source(i) for i in range(start, min(end, len(self._numbers)))],
        }
        for at, table in enumerate(self._tables):
            found[f"table-{at}"] = [value_row(row, self.linked) for row in table.rows[start:end]]
        templates = (tag("template", *lines, data_part=part) for part, lines in found.items() if lines)
        return tag("div", *templates, data_turn=self.turn, data_more=str(end) if self.more(end) else None)

    def _claim(self, at: int) -> Html:
        return self._said(self._claims[at])

    def _said(self, claim: Claim) -> Html:
        cited = sorted({self._numbers[c]: c for c in claim.citations if c in self._numbers}.items())
        return tag("p", claim.text, *(self._link(c, n, f"[{n}]") for n, c in cited), class_="claim")

    def _source(self, at: int) -> Html:
        citation, number = self._places[at], at + 1
        return tag("p", self._link(citation, number, f"[{number}] {place_words(citation)}"), class_="source-line")

    def _link(self, citation: Citation, number: int, text: str) -> Html:
        """A link to the full text, which the page's script opens in the source panel instead."""
        return tag(
            "a",
            text,
            class_="cite",
            href=report_address(citation.report_id, citation.start, citation.end),
            target="_blank",
            rel="noopener",
            data_turn=self.turn,
            data_number=number,
            aria_label=words.CITATION_LABEL.format(number=number, place=place_words(citation)),
        )


def place_words(citation: Citation) -> str:
    """A cited place in one line: whose report of which year, and the row and column or the chapter."""
    whose = f"{citation.body or citation.report} {year_words(citation.year)}{citation.kind}"
    row, column = _path(citation.row), _path(citation.column)
    # The outermost label of a row in groups and the groups of columns say nothing new; a table of one row has no more.
    labels = (*(row[1:] or row), *column[-1:]) if row else column
    return " › ".join((whose, *(labels or _path(citation.chapter))))


def _path(written: str) -> tuple[str, ...]:
    return tuple(written.split(PATH_JOINT)) if written else ()


def _folded(count: int, shown: int, more: str, part: str, line: Callable[[int], Html]) -> Html:
    """The first lines as they are, the rest behind one click; one line alone is not worth hiding."""
    if count <= shown + 1:
        return join(map(line, range(count)))
    first = map(line, range(shown, min(count, FIRST_PIECE)))
    rest = tag("details", tag("summary", more.format(count=count - shown)), *first, data_part=part)
    return join((*map(line, range(shown)), rest))
