"""What must be told of places of a report: cells that staff corrected, readings in doubt, and problems of reading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.remarks import remark_on
from assistant.web import words_reader as words
from assistant.web.grid_tables import Extra, Span
from assistant.web.markup import Html, tag
from assistant.web.tables import shown_in
from corpus.doubts import doubt_of, is_of_cells
from corpus.report import Problem, Report

NOTES, PROBLEMS = "notes", "problems"


@dataclass(frozen=True, slots=True)
class Note:
    """A note of one place: its number from 1, the span, and what is said; `shown` in a cell instead of the report's words."""

    number: int
    start: int
    end: int
    kind: str
    sentence: str
    shown: str = ""

    @property
    def mark(self) -> Html:
        """The mark behind the place, a link to the note."""
        link = tag(
            "a",
            words.NOTE_MARK.format(number=self.number),
            href=f"#note-{self.number}",
            id=f"noted-{self.number}",
            aria_label=words.NOTE_LABEL.format(number=self.number),
        )
        return tag("sup", link, class_="note-mark")


def notes_of(report: Report) -> tuple[Note, ...]:
    """The notes of a report in the order of its text."""
    found = sorted((*_of_cells(report), *_of_figures(report)))
    return tuple(Note(i, *of) for i, of in enumerate(found, start=1))


Found = tuple[int, int, str, str, str]


def _of_cells(report: Report) -> Iterator[Found]:
    for cell in report.cells:
        if said := remark_on(cell):
            kind, shown = ("corrected", shown_in(cell)) if cell.correction else ("doubtful", "")
            yield cell.start, cell.end, kind, said, shown


def _of_figures(report: Report) -> Iterator[Found]:
    for figure in report.figures if report.problems else ():
        if problem := doubt_of(report, figure):
            yield figure.start, figure.end, "doubtful", problem.message, ""


def extras_of(notes: tuple[Note, ...]) -> dict[Span, Extra]:
    """The notes by the spans of their cells; of several blank cells in one place none can be told."""
    times = Counter((note.start, note.end) for note in notes)
    return {
        (n.start, n.end): Extra(n.kind, n.shown, n.mark) for n in notes if n.start < n.end or times[n.start, n.end] == 1
    }


def other_problems(report: Report, notes: tuple[Note, ...]) -> tuple[Problem, ...]:
    """The problems of reading that no note tells."""
    told = {note.sentence for note in notes}
    return tuple(p for p in report.problems if not is_of_cells(p) and p.message not in told)


def notes_list(notes: tuple[Note, ...], placed: frozenset[int]) -> Html:
    """The notes below the text; `placed`: the numbers of those whose mark stands in it."""
    if not notes:
        return Html()
    kinds = {"corrected": words.CORRECTED_BY_STAFF, "doubtful": words.IN_DOUBT}
    items = (
        tag(
            "li",
            tag("b", kinds[note.kind]),
            " ",
            note.sentence,
            " ",
            tag("a", words.BACK_TO_NOTE, href=f"#noted-{note.number}") if note.number in placed else Html(),
            id=f"note-{note.number}",
        )
        for note in notes
    )
    heading = tag("h2", words.NOTES.format(count=len(notes)))
    return tag("section", heading, tag("ol", *items), id=NOTES, class_="notes")


def problems_list(problems: tuple[Problem, ...], address_of: dict[int, str]) -> Html:
    """The problems below the text; `address_of`: where the lines (from 1) stand in the page."""
    if not problems:
        return Html()
    items = (
        tag("li", tag("a", words.PROBLEM_LINE.format(line=p.line), href=address_of[p.line]), " ", p.message)
        if p.line in address_of
        else tag("li", p.message)
        for p in problems
    )
    heading = tag("h2", words.PROBLEMS.format(count=len(problems)))
    return tag("section", heading, tag("ul", *items), id=PROBLEMS, class_="notes")
