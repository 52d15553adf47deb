"""GET facts: statutory numbers by body, year and indicator, as JSON, CSV or an Excel file."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import Field

from assistant.memo import Remembered
from assistant.service.choice import Choice, unknown_bodies
from assistant.service.fact_files import list_csv, workbook
from assistant.service.fact_table import Across, fact_table
from assistant.service.facts import Fact, FactKind
from assistant.service.keys import Scope as Purpose
from assistant.service.measures import Measure, measure_of
from assistant.values import TOTAL
from assistant.web import words_api as words
from assistant.web.api.answer_shapes import CitationShown, citation_shown
from assistant.web.api.freshness import by_store
from assistant.web.api.keys import needs_key
from assistant.web.api.paging import part_from
from assistant.web.api.shapes import MOST_NAMES, Name, Paged, Shown, Year, viewer_link
from assistant.web.problems import ProblemError
from assistant.web.site import Site
from corpus.errors import NianbaoError
from corpus.report import Scope

# Of one request; each indicator is read for each applicant.
MOST_INDICATORS, MOST_APPLICANTS = 30, 12
# Of so many choices the facts are kept for their next pages.
CHOICES_KEPT = 4

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Format(StrEnum):
    """In what form facts are given."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class FactsWanted(Paged):
    """Which facts; no bodies and places = all of them, no years = all."""

    indicator: list[Name] = Field(min_length=1, max_length=MOST_INDICATORS)
    applicant: list[Name] = Field(default_factory=lambda: [TOTAL], min_length=1, max_length=MOST_APPLICANTS)
    body: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    region: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    offices_of: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    below: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    year: list[Year] = Field(default_factory=list, max_length=MOST_NAMES)
    absent: bool = False
    format: Format | None = None


class FactShown(Shown):
    """A number, or why there is none."""

    body: str
    region: str
    year: int | None
    report_id: str
    scope: Scope
    form: str
    indicator: str
    indicator_label: str
    applicant: str
    kind: FactKind
    value: str | None
    unit: str
    text: str
    raw: str
    formula: str
    note: str
    blanks: int
    corrected: str
    doubt: str
    citations: list[CitationShown]


class FactsShown(Shown):
    """A page of facts."""

    items: list[FactShown]
    total: int
    next: str | None


_Kept = Remembered[tuple[Fact, ...]]


def add_facts(router: APIRouter, site: Site) -> None:
    """Adds the address to the router."""
    of_reading: dict[str, Any] = {"dependencies": [needs_key(site, Purpose.READ), by_store(site)]}
    kept: _Kept = Remembered(CHOICES_KEPT)

    @router.get("/facts", response_model=FactsShown, responses=_FILES, **of_reading)
    def facts(request: Request, asked: Annotated[FactsWanted, Query()]) -> Any:
        choice = _choice(site, asked)
        found = _found(site, choice, asked.absent, kept)
        match asked.format or format_wanted(request.headers.get("accept", "")):
            case Format.CSV:
                lines = list_csv(found, partial(viewer_link, request), asked.absent)
                return StreamingResponse(lines, media_type=f"{CSV}; charset=utf-8", headers=_named(Format.CSV))
            case Format.XLSX:
                table = fact_table(found, Across.YEARS)
                day = date.today()  # of this machine, as on the staff desk
                data = workbook(found, table, choice, partial(viewer_link, request), day)
                return Response(data, media_type=XLSX, headers=_named(Format.XLSX))
        part = part_from(found, asked.limit, asked.cursor)
        return FactsShown(items=[_fact(site, fact, request) for fact in part.items], total=part.total, next=part.next)


_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            CSV: {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}


def format_wanted(accept: str) -> Format:
    """The form that the header asks for; JSON where it names none of the others."""
    if XLSX in accept:
        return Format.XLSX
    return Format.CSV if CSV in accept else Format.JSON


def _choice(site: Site, asked: FactsWanted) -> Choice:
    """What is asked for; a problem where a name means nothing here, for less than was asked would look like all."""
    measures = dict.fromkeys(_measure(i, a) for i in asked.indicator for a in asked.applicant)
    choice = Choice(
        bodies=tuple(dict.fromkeys(asked.body)),
        regions=tuple(dict.fromkeys(asked.region)),
        offices=tuple(dict.fromkeys(asked.offices_of)),
        below=tuple(dict.fromkeys(asked.below)),
        measures=tuple(measures),
        years=tuple(sorted(set(asked.year))),
    )
    unknown = unknown_bodies(choice, site.store.heads())
    if unknown:
        raise ProblemError(404, words.UNKNOWN_NAMES.format(names="、".join(unknown)), unknown=list(unknown))
    return choice


def _measure(indicator: str, applicant: str) -> Measure:
    try:
        return measure_of(indicator if applicant == TOTAL else f"{indicator}:{applicant}")
    except NianbaoError as error:
        raise ProblemError(404, str(error)) from None


def _found(site: Site, choice: Choice, absent: bool, kept: _Kept) -> tuple[Fact, ...]:
    """The facts; those of the last few choices are kept, for their pages come one after the other."""
    key = (site.store.generation, choice, absent)
    known = kept.get(key)
    if known is None:
        kept.put(key, known := site.facts.of(choice, absent))
    return known


def _fact(site: Site, fact: Fact, request: Request) -> FactShown:
    cited = site.facts.citations(fact)
    return FactShown(
        body=fact.body,
        region=fact.region,
        year=fact.year,
        report_id=fact.report.id if fact.report else "",
        scope=fact.scope,
        form=fact.form,
        indicator=fact.measure.key,
        indicator_label=fact.label,
        applicant=fact.measure.applicant,
        kind=fact.kind,
        value=f"{fact.value:f}" if fact.kind is FactKind.NUMBER and fact.value is not None else None,
        unit=fact.unit or fact.measure.unit,
        text=fact.text,
        raw=fact.raw,
        formula=fact.formula,
        note=fact.note,
        blanks=fact.blanks,
        corrected=fact.corrected,
        doubt=fact.doubt,
        citations=[citation_shown(n, c, request) for n, c in enumerate(cited, start=1)],
    )


def _named(ending: Format) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="nianbao.{ending.value}"'}
