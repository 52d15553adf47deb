"""What a new version of a report changes: its statutory cells one by one, its sentences in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.web.staff.cells import form_of, value_words
from corpus.changes import prose_changes
from corpus.forms.named import place_name
from corpus.report import Cell, Report

# So many changed cells are shown; more mean that the two are different reports.
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that differs: its name, and what both versions have in it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The differences of two versions: cells (the first `MOST_SHOWN`), how many there are, and sentences in numbers."""

    cells: tuple[ChangedCell, ...]
    count: int
    kept: int
    reworded: int
    new: int
    gone: int


def versions_of(before: Report, after: Report) -> Versions:
    """What changes from one version of a report to the next."""
    old, new = ({c.place: c for c in report.cells} for report in (before, after))
    form = form_of(after) or form_of(before)
    changed = [place for place in dict.fromkeys((*old, *new)) if _held(old.get(place)) != _held(new.get(place))]
    cells = tuple(
        ChangedCell(place_name(form, p) if form else "|".join(p), value_words(old.get(p)), value_words(new.get(p)))
        for p in changed[:MOST_SHOWN]
    )
    prose = prose_changes(before, after)
    return Versions(cells, len(changed), len(prose.kept), len(prose.reworded), len(prose.new), len(prose.gone))


def _held(cell: Cell | None) -> tuple[object, ...]:
    return (cell.kind, cell.value if cell.value is not None else cell.raw) if cell else ()
