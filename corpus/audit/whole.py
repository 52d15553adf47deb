"""A whole region's report (全市汇总) against the reports of its parts: 市本级 and the counties, while all are loaded.

Two things say which parts there are: the report itself, where it lists them with numbers that add up to its total; and
the administrative divisions. Zones are in no list of divisions, so parts known only from there may be too few, never too
many: then a sum that is too small proves nothing, and one that is too large does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus import divisions
from corpus.audit.finding import Finding, Spot, cell_spot, spot
from corpus.audit.kinds import kind
from corpus.breakdowns import Breakdown, breakdowns
from corpus.checking import (
    Status,
    Term,
    add_up,
    cells_by_place,
    compare,
    formula_of,
    line_name,
    plain_number,
    short_label,
)
from corpus.forms import Form, load_forms
from corpus.places import parse_places
from corpus.regions import is_child, locate, same_place
from corpus.report import Cell, Figure, Place, Report, Scope
from corpus.store import ReportHead, Store

# What of chapter 2 is a sum over bodies; 项目数量 is not, since bodies share their items.
_ADDED = frozenset(("made", "abolished", "effective", "decisions", "amount"))
_TABLES = ("proactive", "requests", "disputes")
_OWN = re.compile("[省市县区州旗盟]?本级")
_PART = re.compile("(?:[县区市镇乡旗州盟]|街道|部门|本级|[省市县区]级|政府|[局委办厅]|单位|园区)$")
_REQUESTS = re.compile("申请|收办|受理")

Cells = Mapping[Place, Cell]


@dataclass(frozen=True, slots=True)
class Whole:
    """A region's report and the parts it lists itself, whose numbers add up to its 新收: `listed`, () where it lists none."""

    report_id: str
    region: str
    year: int
    form: str
    listed: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The reports of the parts by name, the names that are not loaded, and whether these are certainly all."""

    loaded: tuple[tuple[str, ReportHead], ...]
    missing: tuple[str, ...]
    certain: bool


def whole_of(report: Report) -> Whole | None:
    """What is kept of a report until all are read; None where it is not one of a whole region."""
    if (
        report.scope is not Scope.WHOLE_REGION
        or report.year is None
        or report.form not in load_forms()
        or not report.region
    ):
        return None
    new, carried = (report.cell("requests", row, "total") for row in ("new", "carried_in"))
    totals = {c.value for c in (new,) if c} | {
        c.value + d.value for c, d in ((new, carried),) if c and d and c.value is not None and d.value is not None
    }
    listed = next(
        (b for b in breakdowns(report.text, report.figures) if _is_by_place(b, report) and b.head.value in totals), None
    )
    pairs = tuple(zip(listed.names, listed.parts, strict=True)) if listed and listed.adds_up else ()
    return Whole(report.id, report.region, report.year, report.form, pairs)


def _is_by_place(found: Breakdown, report: Report) -> bool:
    said = found.head.what + report.text[found.head.sentence_start : found.head.start]
    return bool(_REQUESTS.search(said)) and all(_PART.search(name) for name in found.names)


def check_wholes(store: Store, wholes: Iterable[Whole]) -> Iterator[Finding]:
    """Each whole of the store against its parts, cell by cell; what is not loaded is named."""
    for whole in wholes:
        yield from check_whole(store, whole, store.report(whole.report_id))


def check_whole(store: Store, whole: Whole, report: Report) -> Iterator[Finding]:
    """A whole, of the store or not, against those of its parts that are in the store."""
    same_year = [h for h in store.heads() if (h.year, h.form) == (whole.year, whole.form) and h.id != whole.report_id]
    parts = _listed(whole, same_year) if whole.listed else _divided(whole, same_year)
    if not parts.loaded:
        yield _not_run(report, parts)
        return
    # Where the whole lists another number for a part than the part itself reports, they count different things.
    other_basis = list(_said_of_parts(store, whole, report, parts))
    yield from other_basis or _against_parts(store, whole, report, parts)


# --- which parts there are --------------------------------------------------------------------


def _listed(whole: Whole, heads: Sequence[ReportHead]) -> _Parts:
    found = [(name, _named(name, whole, heads)) for name, _ in whole.listed]
    missing = tuple(name for name, head in found if head is None)
    return _Parts(tuple((n, h) for n, h in found if h), missing, certain=not missing)


def _named(name: str, whole: Whole, heads: Sequence[ReportHead]) -> ReportHead | None:
    """The one report that a listed part means: 市本级, or a whole region below."""
    if _OWN.fullmatch(name):
        return _only(h for h in heads if h.scope is Scope.OWN and same_place(h.region, whole.region))
    below = [h for h in heads if h.scope is Scope.WHOLE_REGION and parse_places(h.region).places[-1:] == (name,)]
    return _only(h for h in below if is_child(h.region, whole.region) or locate(h.region) is None)


def _only(found: Iterator[ReportHead]) -> ReportHead | None:
    several = list(found)
    return several[0] if len(several) == 1 else None


def _divided(whole: Whole, heads: Sequence[ReportHead]) -> _Parts:
    """市本级 and every division right below; none where the region is in no list of divisions."""
    place = locate(whole.region)
    if place is None or place.rest:
        return _Parts((), ("所辖各县（市、区）",), certain=False)
    own = _only(h for h in heads if h.scope is Scope.OWN and same_place(h.region, whole.region))
    found: list[tuple[str, ReportHead | None]] = [("本级", own)]
    wholes = [h for h in heads if h.scope is Scope.WHOLE_REGION and is_child(h.region, whole.region)]
    for region in divisions.inside(place.region):
        full = divisions.full_name(region)
        found.append((region.name, _only(h for h in wholes if same_place(h.region, full))))
    missing = tuple(name for name, head in found if head is None)
    return _Parts(tuple((n, h) for n, h in found if h), missing, certain=False)


# --- cell by cell -----------------------------------------------------------------------------


def _against_parts(store: Store, whole: Whole, report: Report, parts: _Parts) -> Iterator[Finding]:
    form = load_forms()[whole.form]
    ids = [head.id for _, head in parts.loaded]
    cells: dict[str, dict[Place, Cell]] = {report_id: {} for report_id in ids}
    for table in _TABLES:
        for hit in store.cells(cells, table):
            cells[hit.report.id][hit.cell.table, hit.cell.row, hit.cell.column] = hit.cell
    checked = 0
    for place, mine in cells_by_place(report).items():
        if place[0] != "proactive" or place[2] in _ADDED:
            terms: list[Term] = [(name, cells[head.id].get(place)) for name, head in parts.loaded]
            checked += 1
            status = _status(mine, terms, parts)
            if status is Status.FAILS:
                yield _fails(store, report, parts, form, mine, terms)
    if parts.missing:
        yield _not_run(report, parts)
    else:
        yield _held(report, parts, checked)


def _status(mine: Cell, terms: Sequence[Term], parts: _Parts) -> Status:
    """FAILS only for certain: all parts are there, or those that are exceed the whole by themselves."""
    if parts.certain:
        return compare([("", mine)], terms)[0]
    total = add_up(terms)
    exceeds = mine.value is not None and total.known > mine.value
    return Status.FAILS if exceeds else Status.UNKNOWN


def _fails(store: Store, report: Report, parts: _Parts, form: Form, mine: Cell, terms: Sequence[Term]) -> Finding:
    total = add_up(terms).known
    name = _place_name(form, mine)
    formula = f"{formula_of(terms)} = {plain_number(total)}"
    right = _part_side(store, parts, terms, formula)
    unsure = any(c is not None and c.doubt for c in (mine, *(c for _, c in terms)))
    message = (
        f"{report.body}{report.year}年汇总的“{name}”与各部分之和不等"
        if parts.certain
        else f"“{name}”各部分之和已经超过汇总"
    )
    note = "" if parts.certain else f"还没有收录：{'、'.join(parts.missing)}" if parts.missing else ""
    left = replace(
        cell_spot(report, mine), said=f"汇总 {plain_number(mine.value) if mine.value is not None else '空白'}"
    )
    return Finding(kind("unsure_sum" if unsure else "whole"), message, (left, right), note)


def _part_side(store: Store, parts: _Parts, terms: Sequence[Term], formula: str) -> Spot:
    """The parts as one side; it stands where the first of them does."""
    for (_, head), (_, cell) in zip(parts.loaded, terms, strict=True):
        if cell is not None:
            return replace(cell_spot(store.report(head.id), cell), said=formula, value=add_up(terms).known)
    raise AssertionError("a sum of no cells fails no check")


def _place_name(form: Form, cell: Cell) -> str:
    place = form.place(*cell.place)
    if place is None:
        return f"{cell.row} × {cell.column}"
    _, row, column = place
    return " × ".join(
        [*([line_name(row)] if row.path else []), line_name(column) if not row.path else short_label(column.label)]
    )


def _not_run(report: Report, parts: _Parts) -> Finding:
    side = replace(_title(report), said="")
    loaded = f"已收录：{'、'.join(name for name, _ in parts.loaded)}" if parts.loaded else ""
    message = f"汇总与各部分没有核对，还没有收录（或没有标明本级、汇总）：{'、'.join(parts.missing)}"
    return Finding(kind("not_run"), message, (side,), loaded)


def _held(report: Report, parts: _Parts, checked: int) -> Finding:
    names = "、".join(name for name, _ in parts.loaded)
    return Finding(
        kind("not_run" if not parts.certain else "holds"),
        f"汇总与各部分（{names}）逐格核对，共{checked}格",
        (_title(report),),
    )


def _title(report: Report) -> Spot:
    at = max(report.text.find(report.title), 0)
    return spot(report, at, at + len(report.title), None)


# --- what the whole says of a part ----------------------------------------------------------------


def _said_of_parts(store: Store, whole: Whole, report: Report, parts: _Parts) -> Iterator[Finding]:
    """The number listed for a part against the part's own 新收, or 新收 and 上年结转."""
    said = dict(whole.listed)
    for name, head in parts.loaded:
        figure = said.get(name)
        own = {h.cell.row: h.cell for h in store.cells([head.id], "requests", column="total")}
        new, carried = own.get("new"), own.get("carried_in")
        if figure is None or new is None or new.value is None or new.doubt:
            continue
        both = new.value + carried.value if carried and carried.value is not None else new.value
        if figure.value not in (new.value, both):
            part = store.report(head.id)
            left = spot(
                report,
                figure.sentence_start,
                figure.sentence_end,
                figure.chapter,
                f"汇总列出{name} {plain_number(figure.value)}",
                figure.value,
            )
            right = cell_spot(part, new, f"{name}年报新收 {plain_number(new.value)}", new.value)
            yield Finding(kind("part"), f"汇总列出的{name}的申请数，与{name}自己的年报不同", (left, right))
