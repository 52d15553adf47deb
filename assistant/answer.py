"""What an answer is: typed, in claims, each with the places of the reports it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.links import at_place


class Outcome(StrEnum):
    """How a question ended; only `answered` and `partly` present values as the answer."""

    ANSWERED = "answered"
    PARTLY = "partly"
    ASKS_BACK = "asks_back"
    NOT_LOADED = "not_loaded"
    NOT_IN_FORM = "not_in_form"
    BLANK = "blank"
    NOT_IN_REPORT = "not_in_report"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a report: `quote == report.text[start:end]`; `table, row, column` are '' for prose.

    `row` and `column` are statutory paths joined by ' / '; `report` is the file name, `url` path or address; `remark` is
    a sentence on a cell that was corrected or is in doubt, '' on any other place; `page` counts from 1, None for a format
    without pages; `kind`: 政府工作报告, 部门预算 …, '' for an annual report on disclosure.
    """

    report_id: str
    report: str
    body: str
    year: int | None
    chapter: str
    table: str
    row: str
    column: str
    quote: str
    start: int
    end: int
    url: str
    remark: str = ""
    page: int | None = None
    kind: str = ""

    @property
    def place(self) -> str:
        """The cell in few words: its body and year, row and column."""
        year = f"{self.year}年" if self.year else ""
        return f"{self.body}{year}{' × '.join(filter(None, (self.row, self.column)))}"

    def to_json(self) -> dict[str, Any]:
        """The citation as the command line and the API give it."""
        keys = ("report", "body", "year", "chapter", "table", "row", "column", "quote", "start", "end", "url", "page")
        found = {key: getattr(self, key) for key in keys}
        return found | {key: said for key in ("remark", "kind") if (said := getattr(self, key))}

    @property
    def link(self) -> str:
        """Its address, at the page or the words cited where the address can say so."""
        return at_place(self.url, self.report, self.page, "" if self.table else self.quote)


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A number read from a report, as said there (a plain decimal string), its unit and its place."""

    value: str
    unit: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence (or a line of a list) of the answer and the places it rests on, in order."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of an answer's table as shown, and the places it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Values side by side: every row has as many cells as `header`. The claims say the same; a table adds no number."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]

    def to_json(self, numbers: Mapping[Citation, int]) -> dict[str, Any]:
        """The table as JSON; its cells name their citations by the numbers that the answer gives them."""
        return {
            "title": self.title,
            "header": list(self.header),
            "rows": [
                [{"text": c.text, "citations": [numbers[x] for x in c.citations if x in numbers]} for c in row]
                for row in self.rows
            ],
        }


class ChartKind(StrEnum):
    """How values are drawn: over years as a line, bodies or indicators against each other as bars."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars: a value a label of its chart, None where there is no number (a gap, never zero)."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Values to be drawn, all of one unit; `marks`: (i, words) stand before label i (the form changes there)."""

    kind: ChartKind
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[tuple[int, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The chart as JSON; values are plain decimal strings, null where there is no number."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "unit": self.unit,
            "labels": list(self.labels),
            "series": [
                {"name": s.name, "values": [None if v is None else f"{v:f}" for v in s.values]} for s in self.series
            ],
            "marks": [{"before": at, "text": text} for at, text in self.marks],
        }


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the answer told of, in the order told, for 第一名, 前者, 这几个: bodies, years and keys of the catalogue."""

    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """Another value of a slot, and the follow-up that asks for it."""

    label: str
    ask: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A part of the reading (`read`, as it stands in the line) and what else that slot may have meant."""

    slot: str
    read: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer: outcome, claims, the reading in one line, figures, and questions to go on with.

    `read_as`: the question that a language model read the one typed as, by which later ones go on; `summarised`: the
    first claims are a language model's summary of the others. `alternatives`: what else each part of the reading may
    mean; `restated`: one question that gives this answer when asked first, '' where there is none.
    """

    outcome: Outcome
    claims: tuple[Claim, ...]
    reading: str = ""
    figures: tuple[AnswerFigure, ...] = ()
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    subjects: Subjects = Subjects()
    read_as: str = ""
    summarised: bool = False
    alternatives: tuple[Alternative, ...] = ()
    restated: str = ""

    @property
    def text(self) -> str:
        """The answer in words, a claim a line, without citation numbers."""
        return "\n".join(claim.text for claim in self.claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place cited, once, in the order of first use; its number is its position from 1."""
        return tuple(dict.fromkeys(c for claim in self.claims for c in claim.citations))

    @property
    def by_model(self) -> tuple[str, ...]:
        """What of it a language model did: 'reading', 'summary'."""
        return ("reading",) * bool(self.read_as) + ("summary",) * self.summarised

    def numbered(self) -> str:
        """The answer with the numbers of its citations behind each claim, as [1][2]."""
        numbers = {citation: i for i, citation in enumerate(self.citations, start=1)}
        return "\n".join(
            c.text + "".join(f"[{n}]" for n in sorted({numbers[x] for x in c.citations})) for c in self.claims
        )

    def to_json(self) -> dict[str, Any]:
        """The answer as `nianbao ask --json` prints it; `choices` and `suggestions` are part of the text there."""
        numbers = {citation: i for i, citation in enumerate(self.citations, start=1)}
        return {
            "outcome": self.outcome.value,
            "text": self.text,
            "reading": self.reading,
            "figures": [{"value": f.value, "unit": f.unit, "citation": f.citation.to_json()} for f in self.figures],
            "citations": [c.to_json() for c in self.citations],
            "tables": [table.to_json(numbers) for table in self.tables],
            "charts": [chart.to_json() for chart in self.charts],
        } | ({"by_model": list(self.by_model)} if self.by_model else {})
