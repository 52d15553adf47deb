"""The reports of a body from the years in which it had another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant import wording
from corpus.divisions import region_of_code
from corpus.regions import locate
from corpus.renamed import former_regions, renaming_between, taken_over
from corpus.store import ReportHead


@dataclass(frozen=True, slots=True)
class OtherName:
    """A report of the `body` asked about under its name before (`earlier`) or after a reform, said in words."""

    head: ReportHead
    body: str
    reform: str
    earlier: bool


def under_other_names(
    body: str, years: Sequence[int], by_body: Mapping[str, tuple[ReportHead, ...]]
) -> list[OtherName]:
    """The reports of these years by which the body appears under its name before or after a reform."""
    region = by_body[body][0].region
    found: list[OtherName] = []
    for other, place in _beside(region, by_body.values()):
        one, two = (other, place), (body, region)
        before, after = renaming_between(one, two), renaming_between(two, one)
        if other != body and (before or after):
            heads = (h for h in by_body[other] if h.year in years)
            found += [OtherName(h, body, before or after, bool(before)) for h in heads]
    return found


def taken_over_notes(body: str, years: Sequence[int], by_body: Mapping[str, tuple[ReportHead, ...]]) -> list[str]:
    """Sentences on the loaded bodies that took the body over, or that it took over, which have one of the years."""
    region = by_body[body][0].region
    found: list[str] = []
    for other, place in _beside(region, by_body.values()):
        there = [f"{h.year}年" for h in by_body[other] if h.year in years]
        before, after = taken_over((other, place), (body, region)), taken_over((body, region), (other, place))
        if there and (before or after):
            old, new = (other, body) if before else (body, other)
            found.append(
                wording.TAKEN_OVER.format(old=old, new=new, reform=before or after, other=other, years="、".join(there))
            )
    return found


def _beside(region: str, bodies: Iterable[Sequence[ReportHead]]) -> list[tuple[str, str]]:
    """The bodies, with their regions, of that place, and of the place that bore another name for it."""
    place = locate(region)
    if place is None:
        return []
    successor = place.region.successor
    near = [place.region, *former_regions(place.region), *([region_of_code(successor)] if successor else [])]
    codes = {r.code for r in near}
    firsts = ((heads[0].body, heads[0].region) for heads in bodies)
    return [(b, r) for b, r in firsts if (p := locate(r)) and p.region.code in codes and p.rest == place.rest]
