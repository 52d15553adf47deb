"""Which reports are loaded: bodies × years, what is missing between, and how each report stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.service.region_tree import region_path
from corpus.kinds import kind_of
from corpus.report_year import lacking_years
from corpus.store import Counts, ReportHead

# So many bodies are shown on one page; of more, the regions are shown first.
BODIES_A_PAGE = 100
FOLDED_FROM = 200


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A body and a year: its reports (several where there are), whether it is missing between the body's first and last
    year, the worst standing of its checks, and whether something of it could not be read.
    """

    reports: tuple[ReportHead, ...]
    missing: bool
    standing: str
    unread: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with a cell for each year of the map, and the years it lacks between its first and its last."""

    body: str
    region: str
    cells: tuple[CoverageCell, ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with all in it: how many bodies, how many of them have a report of each year, how many lack a year."""

    region: str
    bodies: int
    loaded: tuple[int, ...]
    lacking: int


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """The map of one choice of reports. `totals`: bodies with a report of each year, `reports`: all reports of the choice,
    `undated`: those whose year is not known.
    """

    years: tuple[int, ...]
    rows: tuple[BodyRow, ...]
    regions: tuple[RegionRow, ...]
    totals: tuple[int, ...]
    reports: int
    undated: tuple[ReportHead, ...]

    @property
    def lacking(self) -> tuple[BodyRow, ...]:
        """The bodies that lack a year."""
        return tuple(row for row in self.rows if row.missing)


def coverage_map(
    heads: Iterable[ReportHead],
    standings: Mapping[str, str],
    counts: Mapping[str, Counts],
    region: str = "",
    named: str = "",
) -> CoverageMap:
    """The map of the annual reports of a region and all in it (as `region_path` writes it), '' = everywhere."""
    own = [
        h
        for h in heads
        if not kind_of(h.title, h.form)
        and (not region or region in region_path(h.region))
        and (not named or any(named in name for name in (h.body, h.printed, *h.aliases)))
    ]
    dated = [h for h in own if h.year]
    years = tuple(range(min(h.year or 0 for h in dated), max(h.year or 0 for h in dated) + 1)) if dated else ()
    by_body: dict[str, list[ReportHead]] = defaultdict(list)
    for head in dated:
        by_body[head.body].append(head)
    rows = sorted(
        (_row(body, mine, years, standings, counts) for body, mine in by_body.items()),
        key=lambda row: (region_path(row.region), row.body),
    )
    totals = tuple(sum(bool(row.cells[at].reports) for row in rows) for at in range(len(years)))
    undated = tuple(h for h in own if not h.year)
    return CoverageMap(years, tuple(rows), tuple(_regions(rows, region)), totals, len(own), undated)


def _row(
    body: str,
    mine: Sequence[ReportHead],
    years: Sequence[int],
    standings: Mapping[str, str],
    counts: Mapping[str, Counts],
) -> BodyRow:
    missing = lacking_years(h.year for h in mine if h.year)
    cells = []
    for year in years:
        reports = tuple(h for h in mine if h.year == year)
        unread = any((c := counts.get(h.id)) and c.problems for h in reports)
        cells.append(CoverageCell(reports, year in missing, _worst(reports, standings), bool(unread)))
    return BodyRow(body, mine[0].region, tuple(cells), missing)


def _worst(reports: Iterable[ReportHead], standings: Mapping[str, str]) -> str:
    own = {str(standings.get(h.id, "pending")) for h in reports}
    return next((s for s in ("error", "doubt", "pending", "hint", "clean") if s in own), "")


def _regions(rows: Sequence[BodyRow], within: str) -> list[RegionRow]:
    """The regions right below the one chosen (the outermost that branch, where none is); its own bodies under itself."""
    depth = len(region_path(within)) if within else 0
    paths = [region_path(row.region) for row in rows]
    while not within and len({p[depth : depth + 1] for p in paths}) == 1 and any(len(p) > depth + 1 for p in paths):
        depth += 1
    below: dict[str, list[BodyRow]] = defaultdict(list)
    for row, path in zip(rows, paths, strict=True):
        below[path[depth] if len(path) > depth else (path[-1] if path else "")].append(row)
    found = []
    for region, own in below.items():
        loaded = tuple(sum(bool(c.reports) for c in cells) for cells in zip(*(r.cells for r in own), strict=True))
        found.append(RegionRow(region, len(own), loaded, sum(bool(r.missing) for r in own)))
    return found


def missing_counts(found: CoverageMap) -> Counter[int]:
    """How many bodies lack each year."""
    return Counter(year for row in found.rows for year in row.missing)
