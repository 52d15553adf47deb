"""The 勾稽关系 of a report: within its tables, between two years, and between its prose and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from corpus.bodies import same_body
from corpus.checking import (
    Cells,
    CheckKind,
    CheckResult,
    Side,
    Status,
    Term,
    add_up,
    cells_by_place,
    compare,
    line_name,
    plain_number,
    short_label,
    side_of,
)
from corpus.forms import CrossFooting, Form, Line, Table, load_forms
from corpus.prose_checks import check_prose
from corpus.report import Cell, Place, Report
from corpus.store import ReportHead, Store

__all__ = ["CheckKind", "CheckResult", "Side", "Status", "check_prose", "check_report", "check_years", "may_fail"]

CARRY_OVER = "carry_over"
EFFECTIVE = "effective"


def check_report(report: Report) -> tuple[CheckResult, ...]:
    """Every check of the report's form (39 in chapter 3, 3 in chapter 4); () for a report without a statutory form."""
    form = load_forms().get(report.form or "")
    if form is None:
        return ()
    cells = cells_by_place(report)
    return tuple(result for check in form.checks for result in _run(report, form, check, cells))


def may_fail(store: Store, heads: Sequence[ReportHead]) -> list[ReportHead]:
    """Those of the reports whose tables may not add up, by their numbers alone; of all others every check holds or is open.

    Thousands are weighed in the time that a few hundred take to be read.
    """
    sums: dict[str, dict[int, Decimal | int]] = {head.id: {} for head in heads}
    uses = {head.id: _uses(head.form or "") for head in heads}
    places = {place for form in {head.form or "" for head in heads} for place in _uses(form)}
    for report_id, place, value in store.nonzero(sums, places):
        own = sums[report_id]
        number = int(value) if value.isdecimal() else Decimal(value)
        for line, sign in uses[report_id].get(place, ()):
            own[line] = own.get(line, 0) + sign * number
    corrected = store.corrected()
    return [h for h in heads if h.id in corrected or any(sums[h.id].values())]


@cache
def _uses(form_key: str) -> dict[Place, tuple[tuple[int, int], ...]]:
    """Which lines of the checks of a form each place is in: on the left (1) or on the right (-1)."""
    found: dict[Place, list[tuple[int, int]]] = {}
    form = load_forms().get(form_key)
    lines = (sides for check in form.checks for _, *sides in _places(form, check)) if form else iter(())
    for at, (left, right) in enumerate(lines):
        for places, sign in ((left, 1), (right, -1)):
            for _, place in places:
                found.setdefault(place, []).append((at, sign))
    return {place: tuple(at) for place, at in found.items()}


_Named = list[tuple[str, Place]]


def _places(form: Form, check: CrossFooting) -> Iterator[tuple[Line, _Named, _Named]]:
    """Line by line what a check adds up on its left and on its right, each named."""
    table = form.table(check.table)
    rows, columns = _lines(table)
    down = check.across == "columns"
    names, across = (rows, columns) if down else (columns, rows)
    if any(k not in names for k in (*check.left, *check.right)):
        return
    for line in across.values():
        left, right = (
            [
                (_name(names[k], down), table.key_of(names[k], line) if down else table.key_of(line, names[k]))
                for k in keys
            ]
            for keys in (check.left, check.right)
        )
        yield line, left, right


def _run(report: Report, form: Form, check: CrossFooting, cells: Cells) -> Iterator[CheckResult]:
    table, down = form.table(check.table), check.across == "columns"
    for line, *places in _places(form, check):
        sides = [[(name, cells.get(place)) for name, place in named] for named in places]
        where = _name(line, not down) if line.path and not table.is_list else ""
        yield _result(report, check.key, check.title, where, sides[0], sides[1])


def _lines(table: Table) -> tuple[dict[str, Line], dict[str, Line]]:
    rows = {row.key: row for block in table.blocks for row in block.rows}
    return rows, {column.key: column for block in table.blocks for column in block.columns}


def _name(line: Line, is_row: bool) -> str:
    """A row with the label above it where its own is 总计 or 其他; a column by its own label."""
    return line_name(line) if is_row else short_label(line.label)


def _result(
    report: Report, key: str, title: str, where: str, left: Sequence[Term], right: Sequence[Term]
) -> CheckResult:
    status, note = compare(left, right)
    return CheckResult(key, title, status, CheckKind.TABLE, where, _side(left), _side(right), report.id, note=note)


def _side(terms: Sequence[Term]) -> Side:
    """A side of a table check; where blanks are left out its value is the sum of what is filled in."""
    side, total = side_of(terms), add_up(terms)
    known = total.known if total.numbers and not total.open else None
    return Side(side.formula, known, side.cells)


# --- between years ---------------------------------------------------------------------------------------


def check_years(earlier: Report, later: Report) -> tuple[CheckResult, ...]:
    """Carry-over and effective documents between consecutive reports of one body; () where they are not that.

    `left` is taken from the earlier report alone, `right` from the later one alone.
    """
    if not same_body((earlier.body, earlier.region), (later.body, later.region)) or earlier.scope != later.scope:
        return ()
    if earlier.year is None or later.year is None or later.year - earlier.year != 1:
        return ()
    before, after = cells_by_place(earlier), cells_by_place(later)
    return (*_carry_over(earlier, later, before, after), *_effective(earlier, later, before, after))


def _carry_over(earlier: Report, later: Report, before: Cells, after: Cells) -> Iterator[CheckResult]:
    form = load_forms().get(later.form or "")
    before_form = load_forms().get(earlier.form or "")
    if form is None or before_form is None or not before_form.place("requests", "carried_out", "total"):
        return
    places = (p for t in form.tables for p in t.places() if t.key_of(*p[1:])[:2] == ("requests", "carried_in"))
    for _, _, column in places:
        out = before.get(("requests", "carried_out", column.key))
        into = after.get(("requests", "carried_in", column.key))
        both = out is not None and into is not None and out.value is not None and into.value is not None
        if both or column.key == "total":
            left = _total(before, "carried_out") if column.key == "total" else [("", out)]
            right = _total(after, "carried_in") if column.key == "total" else [("", into)]
            yield _between(
                (CARRY_OVER, "上年的结转下年度继续办理，等于本年的上年结转", short_label(column.label)), (earlier, later),
                (f"{earlier.year}年结转下年度", left), (f"{later.year}年上年结转", right),
            )  # fmt: skip


def _total(cells: Cells, row: str) -> list[Term]:
    return [("", cells.get(("requests", row, "total")))]


def _between(
    what: tuple[str, str, str],
    reports: tuple[Report, Report],
    left: tuple[str, list[Term]],
    right: tuple[str, list[Term]],
) -> CheckResult:
    status, note = compare([(left[0], c) for _, c in left[1]], [(right[0], c) for _, c in right[1]])
    sides = [side_of([(name, c) for _, c in terms]) for name, terms in (left, right)]
    key, title, where = what
    earlier, later = reports
    return CheckResult(key, title, status, CheckKind.YEARS, where, sides[0], sides[1], later.id, earlier.id, note)


def _effective(earlier: Report, later: Report, before: Cells, after: Cells) -> Iterator[CheckResult]:
    """Rules and normative documents, where both reports use a form that counts them."""
    for row in ("rule", "normative"):
        places = [("proactive", row, column) for column in ("effective", "made", "abolished")]
        forms = [load_forms().get(r.form or "") for r in (earlier, later)]
        if any(form is None or form.place(*places[0]) is None for form in forms):
            continue
        yield _stock(earlier, later, before.get(places[0]), [after.get(p) for p in places])


def _stock(earlier: Report, later: Report, last: Cell | None, this: list[Cell | None]) -> CheckResult:
    """Last year's stock against this year's less what was made plus what was abolished: each side from one report."""
    form = load_forms()[later.form or ""]
    row = next(c.row for c in (last, *this) if c is not None) if any((last, *this)) else "rule"
    line = next(r for b in form.table("proactive").blocks for r in b.rows if r.key == row)
    values = [c.value if c else None for c in this]
    effective, made, abolished = values
    right = None if effective is None or made is None or abolished is None else effective - made + abolished
    signs = zip((f"{later.year}年现行有效", "− 本年制发", "+ 本年废止"), values, strict=True)
    formula = " ".join(f"{name} {'（空白）' if v is None else plain_number(v)}" for name, v in signs)
    left = last.value if last else None
    status = Status.UNKNOWN if left is None or right is None else Status.HOLDS if left == right else Status.FAILS
    return CheckResult(
        EFFECTIVE, "上年现行有效，等于本年现行有效减本年制发加本年废止", status, CheckKind.YEARS, line.label,
        side_of([(f"{earlier.year}年现行有效", last)]),
        Side(f"{formula}" + ("" if right is None else f" = {plain_number(right)}"), right, tuple(c for c in this if c)),
        later.id, earlier.id, _stock_note(status, [left, made, abolished, effective]),
    )  # fmt: skip


def _stock_note(status: Status, stock: list[Decimal | None]) -> str:
    """Of a stock that fails what it should be, going on from last year's: 1461 + 129 − 64 = 1526."""
    numbers = [plain_number(v) for v in stock if v is not None]
    if status is Status.UNKNOWN:
        return "有空白格或缺少的格，无法判断"
    if status is Status.HOLDS or len(numbers) < len(stock):
        return ""
    last, made, abolished, effective = map(Decimal, numbers)
    terms = f"{numbers[0]} + {numbers[1]} − {numbers[2]}"
    return f"由上年的数推算应为{terms} = {plain_number(last + made - abolished)}，表中填的是{plain_number(effective)}"
