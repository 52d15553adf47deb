"""GET indicators, bodies, regions: what can be asked for by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.service.keys import Scope
from assistant.web.api.freshness import by_store
from assistant.web.api.keys import needs_key
from assistant.web.api.paging import part_after
from assistant.web.api.shapes import MOST_NAMES, Given, Name, Paged, Shown
from assistant.web.site import Site
from corpus.divisions import Level
from corpus.forms.catalogue import Indicator, Ratio, load_catalogue
from corpus.regions import level_of, lies_in, locate, same_place
from corpus.store import ReportHead


class IndicatorShown(Shown):
    """What is counted, or a share of what is counted."""

    key: str
    label: str
    unit: str
    ratio: bool
    table: str
    by_applicant: bool
    comparable: bool
    numerator: list[str]
    denominator: str
    plain: str
    articles: list[str]
    aliases: list[str]


class ApplicantShown(Shown):
    """Who asked."""

    key: str
    label: str
    plain: str
    aliases: list[str]


class IndicatorsShown(Shown):
    """The catalogue."""

    items: list[IndicatorShown]
    applicants: list[ApplicantShown]


class BodyShown(Shown):
    """A body that has reports here."""

    name: str
    aliases: list[str]
    region: str
    years: list[int]
    reports: int


class BodiesShown(Shown):
    """A page of bodies."""

    items: list[BodyShown]
    total: int
    next: str | None


class RegionShown(Shown):
    """A place that has reports here."""

    name: str
    full_name: str
    code: str
    level: Level | None
    bodies: int
    reports: int
    years: list[int]


class RegionsShown(Shown):
    """The places."""

    items: list[RegionShown]


class BodiesWanted(Paged):
    """Which bodies."""

    region: list[Name] = Field(default_factory=list, max_length=MOST_NAMES)
    q: str = Field("", max_length=100)


class IndicatorsWanted(Given):
    """Which indicators."""

    q: str = Field("", max_length=100)


def add_catalogue(router: APIRouter, site: Site) -> None:
    """Adds the addresses to the router."""
    of_reading: dict[str, Any] = {"dependencies": [needs_key(site, Scope.READ), by_store(site)]}

    @router.get("/indicators", response_model=IndicatorsShown, **of_reading)
    def indicators(wanted: Annotated[IndicatorsWanted, Query()]) -> Any:
        catalogue = load_catalogue()
        shown = (*map(indicator_shown, catalogue.indicators), *map(ratio_shown, catalogue.ratios))
        return IndicatorsShown(
            items=[i for i in shown if wanted.q in f"{i.key} {i.label} {' '.join(i.aliases)}"],
            applicants=[
                ApplicantShown(key=a.key, label=a.label, plain=a.plain, aliases=list(a.aliases))
                for a in catalogue.applicants
            ],
        )

    @router.get("/bodies", response_model=BodiesShown, **of_reading)
    def bodies(wanted: Annotated[BodiesWanted, Query()]) -> Any:
        found = [body for body in bodies_shown(site.store.heads()) if _fits(body, wanted)]
        part = part_after(found, lambda body: (body.name,), wanted.limit, wanted.cursor)
        return BodiesShown(items=list(part.items), total=part.total, next=part.next)

    @router.get("/regions", response_model=RegionsShown, **of_reading)
    def regions() -> Any:
        return RegionsShown(items=regions_shown(site.store.heads()))


def indicator_shown(indicator: Indicator) -> IndicatorShown:
    """An indicator of the catalogue."""
    return IndicatorShown(
        key=indicator.key,
        label=indicator.label,
        unit=indicator.unit,
        ratio=False,
        table=indicator.table,
        by_applicant=not indicator.column,
        comparable=indicator.comparable,
        numerator=[],
        denominator="",
        plain=indicator.plain,
        articles=list(indicator.articles),
        aliases=list(indicator.aliases),
    )


def ratio_shown(ratio: Ratio) -> IndicatorShown:
    """A share, by the keys of what it divides."""
    parts = [load_catalogue().indicator(key) for key in (*ratio.numerator, ratio.denominator)]
    return IndicatorShown(
        key=ratio.key,
        label=ratio.label,
        unit="%",
        ratio=True,
        table=parts[0].table,
        by_applicant=not any(part.column for part in parts),
        comparable=all(part.comparable for part in parts),
        numerator=list(ratio.numerator),
        denominator=ratio.denominator,
        plain=ratio.plain,
        articles=[],
        aliases=list(ratio.aliases),
    )


def bodies_shown(heads: Sequence[ReportHead]) -> list[BodyShown]:
    """Every body of these reports, by name."""
    of_body: dict[str, list[ReportHead]] = defaultdict(list)
    for head in heads:
        of_body[head.body].append(head)
    return [
        BodyShown(
            name=name,
            aliases=sorted({alias for head in own for alias in head.aliases if alias != name}),
            region=own[0].region,
            years=sorted({head.year for head in own if head.year}),
            reports=len(own),
        )
        for name, own in sorted(of_body.items())
    ]


def _fits(body: BodyShown, wanted: BodiesWanted) -> bool:
    named = not wanted.q or any(wanted.q in name for name in (body.name, *body.aliases))
    places = wanted.region
    return named and (not places or any(same_place(body.region, r) or lies_in(body.region, r) for r in places))


def regions_shown(heads: Sequence[ReportHead]) -> list[RegionShown]:
    """Every place of these reports, by its code, then those that no division is known of, by name."""
    of_region: dict[str, list[ReportHead]] = defaultdict(list)
    for head in heads:
        if head.region:
            of_region[head.region].append(head)
    shown = [_region(name, own) for name, own in of_region.items()]
    return sorted(shown, key=lambda region: (not region.code, region.code, region.name))


def _region(name: str, own: Sequence[ReportHead]) -> RegionShown:
    place = locate(name)
    return RegionShown(
        name=name,
        full_name=place.name if place else "",
        code=place.region.code if place and not place.rest else "",
        level=level_of(name),
        bodies=len({head.body for head in own}),
        reports=len(own),
        years=sorted({head.year for head in own if head.year}),
    )
