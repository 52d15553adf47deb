"""Statutory numbers by key: bodies × measures × years, each with how its cell reads and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant import wording_facts as words
from assistant.answer import Citation
from assistant.citing import cite_cell, plain
from assistant.remarks import remark_on
from assistant.service.choice import Choice, chosen_bodies
from assistant.service.measures import Measure
from assistant.values import Reader, Status, Value
from corpus.forms import load_forms
from corpus.report import Cell, Scope
from corpus.store import ReportHead, Store


class FactKind(StrEnum):
    """What stands where the number would be; only NUMBER has a value."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"
    NOT_IN_FORM = "not_in_form"  # the form of that year has no such item
    NOT_READ = "not_read"  # the report has it, or its table, and it could not be read
    NO_REPORT = "no_report"  # no report of that body and year is loaded
    ZERO_BASE = "zero_base"  # a ratio over 0


_KINDS = {
    Status.NUMBER: FactKind.NUMBER,
    Status.BLANK: FactKind.BLANK,
    Status.NOT_APPLICABLE: FactKind.NOT_APPLICABLE,
    Status.TEXT: FactKind.TEXT,
    Status.NOT_IN_FORM: FactKind.NOT_IN_FORM,
    Status.NOT_READ: FactKind.NOT_READ,
    Status.NO_BASE: FactKind.NO_REPORT,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One measure of one report, or that there is no such report (`report` is None).

    `value` in `unit` (% of a ratio, two decimals); `raw`: what the cell says, '' where several are behind the value, which
    `formula` and `note` then tell; `blanks`: so many of them were left blank; `corrected`, `doubt`: sentences, '' = none.
    """

    body: str
    region: str
    year: int | None
    measure: Measure
    kind: FactKind
    report: ReportHead | None = None
    value: Decimal | None = None
    unit: str = ""
    raw: str = ""
    formula: str = ""
    note: str = ""
    blanks: int = 0
    corrected: str = ""
    doubt: str = ""
    cells: tuple[Cell, ...] = ()
    label: str = ""

    @property
    def form(self) -> str:
        """The key of the report's form, '' where there is none."""
        return (self.report.form or "") if self.report else ""

    @property
    def scope(self) -> Scope:
        """Whether the report covers a whole region."""
        return self.report.scope if self.report else Scope.UNSTATED

    @property
    def text(self) -> str:
        """What is shown for it: the number as the report gives it, else a word for why there is none."""
        if self.kind is FactKind.NUMBER:
            return plain(self.value)
        return self.raw.strip() if self.kind is FactKind.TEXT else words.KINDS[self.kind]

    @property
    def span(self) -> tuple[int, int] | None:
        """Where in the report's text it stands (a blank cell: its row); None where no cell is behind it."""
        if not self.cells:
            return None
        cell = self.cells[0]
        return (cell.start, cell.end) if cell.end > cell.start else (cell.row_start, cell.row_end)


class Facts:
    """The facts of one store, read as the answers read them; safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reader = Reader(store)

    def of(self, choice: Choice, absent: bool = True) -> tuple[Fact, ...]:
        """Every fact chosen, by body, then year, then measure; `absent`: also those of years without a report.

        Where no years are chosen, all years that one of the bodies has a report of; a report without a year comes first.
        """
        heads = chosen_bodies(choice, self._store.heads())
        years = choice.years or tuple(sorted({head.year for head in heads if head.year}))
        asked = [h for h in heads if h.year in years or not (h.year or choice.years)]
        columns = [self._measured(asked, measure) for measure in choice.measures]
        found = [fact for of_report in zip(*columns, strict=True) for fact in of_report]
        if absent:
            found += _absent(heads, asked, years, choice.measures)
            found.sort(key=lambda f: (f.body, f.year or 0))
        return tuple(found)

    def _measured(self, heads: Sequence[ReportHead], measure: Measure) -> list[Fact]:
        return [_fact(v, measure) for v in self._reader.values(heads, measure.key, measure.applicant)]

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """The cells behind a fact as citations, quoting what stands there."""
        head = fact.report
        return tuple(cite_cell(self._store, head, cell) for cell in fact.cells) if head else ()


def _fact(value: Value, measure: Measure) -> Fact:
    head, cells = value.head, value.cells
    kind = _KINDS[value.status]
    if kind is FactKind.NUMBER and value.value is None:
        kind = FactKind.ZERO_BASE
    if kind is FactKind.NOT_IN_FORM and head.form not in load_forms():
        kind = FactKind.NOT_READ  # no statutory table was found: nothing says that its form lacks the item
    corrected, doubt = _remarks(cells) if any(c.doubt or c.correction for c in cells) else ("", "")
    raw = cells[0].raw if len(cells) == 1 else ""
    return Fact(
        head.body, head.region, head.year, measure, kind, head, value.value, value.unit, raw,
        value.formula, value.note, value.blanks, corrected, doubt, cells, value.label,
    )  # fmt: skip


def _remarks(cells: Sequence[Cell]) -> tuple[str, str]:
    """What is said of corrected cells, and of doubtful ones."""
    told = ([remark_on(c) for c in cells if c.correction], [remark_on(c) for c in cells if c.doubt])
    return words.REMARK_JOIN.join(told[0]), words.REMARK_JOIN.join(told[1])


def _absent(
    heads: Sequence[ReportHead], asked: Sequence[ReportHead], years: Sequence[int], measures: Sequence[Measure]
) -> Iterator[Fact]:
    """For each body and year without a report: that it is not loaded."""
    there = {(head.body, head.year) for head in asked}
    for body, region in {head.body: head.region for head in heads}.items():
        for year in years:
            if (body, year) not in there:
                yield from (Fact(body, region, year, m, FactKind.NO_REPORT, label=m.label) for m in measures)
