"""An answer as the API gives it: what docs/answers.md says of its JSON, with links that open from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi import Request
from starlette.datastructures import URL

from assistant.answer import Answer, ChartKind, Citation, Claim, Outcome
from assistant.web.access import base_address
from assistant.web.api.shapes import Shown, original_link, viewer_link


class CitationShown(Shown):
    """A place of a report."""

    number: int
    report_id: str
    report: str
    body: str
    year: int | None
    kind: str
    chapter: str
    table: str
    row: str
    column: str
    quote: str
    start: int
    end: int
    page: int | None
    remark: str
    url: str
    link: str


class ClaimShown(Shown):
    """A sentence of the answer."""

    text: str
    citations: list[int]


class FigureShown(Shown):
    """A number read from a report."""

    value: str
    unit: str
    citation: CitationShown


class TableCellShown(Shown):
    """A cell of a table."""

    text: str
    citations: list[int]


class TableShown(Shown):
    """Values side by side."""

    title: str
    header: list[str]
    rows: list[list[TableCellShown]]


class SeriesShown(Shown):
    """A line, or bars of one colour."""

    name: str
    values: list[str | None]


class MarkShown(Shown):
    """Words before a label."""

    before: int
    text: str


class ChartShown(Shown):
    """Values to be drawn."""

    kind: ChartKind
    title: str
    unit: str
    labels: list[str]
    series: list[SeriesShown]
    marks: list[MarkShown]


class OptionShown(Shown):
    """Another value of a slot."""

    label: str
    ask: str


class AlternativeShown(Shown):
    """What else a part of the reading may mean."""

    slot: str
    read: str
    options: list[OptionShown]


class AnswerShown(Shown):
    """The whole answer."""

    question: str
    outcome: Outcome
    text: str
    claims: list[ClaimShown]
    reading: str
    restated: str
    figures: list[FigureShown]
    citations: list[CitationShown]
    tables: list[TableShown]
    charts: list[ChartShown]
    choices: list[str]
    suggestions: list[str]
    alternatives: list[AlternativeShown]
    by_model: list[str]
    link: str


def answer_shown(question: str, answer: Answer, request: Request) -> AnswerShown:
    """The answer as a program gets it; its citations are numbered from 1 in the order of first use."""
    cited = citations_of(answer)
    numbers = {citation: n for n, citation in enumerate(cited, start=1)}
    shown = {citation: citation_shown(n, citation, request) for citation, n in numbers.items()}
    return AnswerShown(
        question=question,
        outcome=answer.outcome,
        text=answer.text,
        claims=claims_shown(answer.claims, numbers),
        reading=answer.reading,
        restated=answer.restated,
        figures=[FigureShown(value=f.value, unit=f.unit, citation=shown[f.citation]) for f in answer.figures],
        citations=list(shown.values()),
        tables=[TableShown.model_validate(table.to_json(numbers)) for table in answer.tables],
        charts=[ChartShown.model_validate(chart.to_json()) for chart in answer.charts],
        choices=list(answer.choices),
        suggestions=list(answer.suggestions),
        alternatives=[
            AlternativeShown(
                slot=a.slot, read=a.read, options=[OptionShown(label=o.label, ask=o.ask) for o in a.options]
            )
            for a in answer.alternatives
        ],
        by_model=list(answer.by_model),
        link=question_link(answer.restated, request),
    )


def citations_of(answer: Answer) -> tuple[Citation, ...]:
    """Every place cited, then those of figures that no sentence cites."""
    return tuple(dict.fromkeys((*answer.citations, *(figure.citation for figure in answer.figures))))


def claims_shown(claims: Iterable[Claim], numbers: Mapping[Citation, int]) -> list[ClaimShown]:
    """The sentences with the numbers of what they rest on."""
    return [ClaimShown(text=c.text, citations=sorted({numbers[x] for x in c.citations})) for c in claims]


def citation_shown(number: int, citation: Citation, request: Request) -> CitationShown:
    """The place with links to it; the path of a local file is not told."""
    keys = ("report_id", "report", "body", "year", "kind", "chapter", "table", "row", "column", "quote", "start", "end", "page", "remark")  # fmt: skip
    return CitationShown(
        number=number,
        url=original_link(request, citation.report_id, citation.url),
        link=viewer_link(request, citation.report_id, citation.start, citation.end),
        **{key: getattr(citation, key) for key in keys},
    )


def question_link(restated: str, request: Request) -> str:
    """The chat's address that asks the same question by itself, '' where no question does."""
    return str(URL(base_address(request)).include_query_params(q=restated)) if restated else ""
